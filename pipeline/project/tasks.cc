#include "pipeline/project/tasks.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr int deepest = 16;  // parts of parts; a register may hold a ring of them

std::vector<std::string> words(const Node& node, std::string_view attribute) {
  std::vector<std::string> all;
  for (const std::string_view word : split(node.get(attribute))) all.emplace_back(word);
  return all;
}

std::optional<Date> effective_day(const Node& node) {
  for (const std::string_view attribute : {"effective", "latest"})
    if (const auto date = Date::parse(node.get(attribute))) return date->first();
  return std::nullopt;
}

bool may_have_transfers(const Project& project, const Paper& paper) {
  const auto schema = project.schemas.find(paper.type);
  return schema != project.schemas.end() && schema->second->element("transfer") != nullptr;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TaskLists::TaskLists(const Project& project) : registers_(project.registers) {
  for (const auto& paper : project.papers) {
    if (paper->state == "superseded" || paper->state == "withdrawn" || !may_have_transfers(project, *paper))
      continue;
    for (const Node& node : paper->xml->nodes)
      if (node.is("transfer"))
        transfers_.push_back({paper.get(), &node, std::string(node.get("id")), std::string(node.get("to")),
                              words(node, "from"), words(node, "tasks"), words(node, "except"),
                              effective_day(node)});
  }
  std::stable_sort(transfers_.begin(), transfers_.end(), [](const Transfer& a, const Transfer& b) {
    return a.effective && (!b.effective || before(*a.effective, *b.effective));
  });
}

const Task* TaskLists::whole(const Task& part) const {
  return part.part_of.empty() ? nullptr : registers_.task(part.part_of);
}

const Transfer* TaskLists::moved_by(const Task& task, const Counts& counts) const {
  int depth = 0;
  for (const Task* at = &task; at != nullptr && depth < deepest; at = whole(*at), ++depth) {
    const Transfer* last = nullptr;
    for (auto each = transfers_.rbegin(); each != transfers_.rend(); ++each) {
      if (!contains(each->tasks, at->id) || !counts(*each)) continue;
      // Of two that share a task, the one that takes all but the other's part.
      if (last == nullptr || (each->paper == last->paper && contains(each->except, last->id))) last = &*each;
    }
    if (last != nullptr) return last;
  }
  return nullptr;
}

std::string TaskLists::holder(const Task& task, const Counts& counts) const {
  if (const Transfer* transfer = moved_by(task, counts)) return transfer->to;
  const Task* at = &task;
  for (int depth = 0; at->body.empty() && whole(*at) != nullptr && depth < deepest; ++depth) at = whole(*at);
  return at->body;
}

std::vector<const Task*> TaskLists::tasks_of(std::string_view body, const Counts& counts) const {
  std::vector<const Task*> found;
  for (const auto& [id, task] : registers_.tasks) {
    if (holder(task, counts) != body) continue;
    if (const Task* of = whole(task); of != nullptr && holder(*of, counts) == body) continue;
    found.push_back(&task);
  }
  std::sort(found.begin(), found.end(), [](const Task* a, const Task* b) { return a->order < b->order; });
  return found;
}

bool TaskLists::part_of(const Task& part, const Task& of) const {
  int depth = 0;
  for (const Task* at = &part; at != nullptr && depth < deepest; at = whole(*at), ++depth)
    if (at == &of) return true;
  return false;
}

TaskLists::Counts TaskLists::by(const Date& day) {
  return [day](const Transfer& each) { return each.effective && !before(day, *each.effective); };
}

TaskLists::Counts TaskLists::before_this(const Transfer& transfer) {
  const std::optional<Date> day = transfer.effective ? transfer.effective : transfer.paper->dated;
  return [day](const Transfer& each) { return day && each.effective && before(*each.effective, *day); };
}

}  // namespace kancelli
