#include "pipeline/check/requirements.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using State = TracedRequirement::State;

bool in_force(const Paper& paper) {
  return paper.state != "superseded" && paper.state != "withdrawn";
}

// A skeleton's place to fill in.
bool is_empty(const Node& node) {
  return trim(node.content()) == "…";
}

// "succeskriterier" is defined by <term>Succeskriterierne</term> too.
bool is_form_of(std::string_view word, std::string_view form) {
  return form.starts_with(word) && form.size() - word.size() <= 3;
}

bool defines(const Node& term, std::string_view demanded) {
  const std::string word = lower(without_typography(collapse_space(demanded))),
                    defined = lower(without_typography(collapse_space(term.content())));
  return is_form_of(word, defined) || is_form_of(defined, word);
}

bool holds(const Paper& paper, const RequiredContent& content) {
  if (content.kind == RequiredContent::Kind::ref) {
    const Node* node = paper.by_id(content.name);
    return node != nullptr && !is_empty(*node);
  }
  return std::any_of(paper.xml->nodes.begin(), paper.xml->nodes.end(), [&](const Node& node) {
    return content.kind == RequiredContent::Kind::term ? node.is("term") && defines(node, content.name)
                                                       : node.is(content.name) && !is_empty(node);
  });
}

// Which papers quote a place or refer to it.
class References {
 public:
  References(const Project& project, const std::set<std::string_view>& places,
             const std::set<std::string_view>& types) {
    for (const auto& paper : project.papers) {
      if (!types.contains(paper->type)) continue;
      for (const Node& node : paper->xml->nodes) {
        const std::string_view to = node.is("ref")     ? node.get("to")
                                    : node.is("quote") ? node.get("source")
                                                       : "";
        if (const auto place = places.find(to); place != places.end()) papers_[*place].insert(paper.get());
      }
    }
  }
  bool to(std::string_view place, const Paper& paper) const {
    const auto found = papers_.find(place);
    return found != papers_.end() && found->second.contains(&paper);
  }

 private:
  std::map<std::string_view, std::set<const Paper*>> papers_;
};

// Those that go to a body by being attached to a case for it go there too.
class Tracer {
 public:
  Tracer(const Project& project, const std::optional<Date>& today)
      : project_(project), today_(today), references_(project, sources(project), types(project)) {
    for (const auto& paper : project.papers)
      for (const Attachment& attachment : paper->attachments)
        if (!attachment.paper.empty()) sent_along_[attachment.paper].push_back(paper.get());
  }

  void trace(const Requirement& requirement, std::vector<TracedRequirement>& traced) const {
    if (requirement.source.empty()) {
      for (const auto& paper : project_.papers)
        if (paper->type == requirement.type && in_force(*paper) && is_asked(requirement, *paper))
          traced.push_back(look_at(requirement, paper.get()));
      return;
    }
    const std::string_view source =
        std::string_view(requirement.source).substr(0, requirement.source.find('#'));
    if (project_.is_unread(requirement.paper) || project_.is_unread(source)) return;
    TracedRequirement best = look_at(requirement, nullptr);
    for (const Paper* paper : candidates(requirement)) {
      const TracedRequirement each = look_at(requirement, paper);
      if (best.paper == nullptr || (best.state != State::met && each.state == State::met)) best = each;
    }
    traced.push_back(std::move(best));
  }

 private:
  static std::set<std::string_view> sources(const Project& project) {
    std::set<std::string_view> all;
    for (const auto& [id, requirement] : project.registers.requirements)
      if (requirement.paper.empty() && !requirement.type.empty()) all.insert(requirement.source);
    all.erase("");
    return all;
  }
  static std::set<std::string_view> types(const Project& project) {
    std::set<std::string_view> all;
    for (const auto& [id, requirement] : project.registers.requirements)
      if (requirement.paper.empty() && !requirement.source.empty()) all.insert(requirement.type);
    return all;
  }

  static bool is_asked(const Requirement& requirement, const Paper& paper) {
    return !requirement.since || !paper.dated || !before(*paper.dated, *requirement.since);
  }

  std::vector<const Paper*> candidates(const Requirement& requirement) const {
    std::vector<const Paper*> found;
    for (const auto& paper : project_.papers)
      if (in_force(*paper) && (requirement.paper.empty() ? paper->type == requirement.type &&
                                                               references_.to(requirement.source, *paper)
                                                         : paper->id == requirement.paper))
        found.push_back(paper.get());
    return found;
  }

  bool goes_to(const Paper& paper, const std::string& body) const {
    if (paper.committee == body || paper.recipient == body) return true;
    const auto along = sent_along_.find(paper.id);
    return along != sent_along_.end() &&
           std::any_of(along->second.begin(), along->second.end(),
                       [&](const Paper* each) { return each->committee == body || each->recipient == body; });
  }

  TracedRequirement look_at(const Requirement& requirement, const Paper* paper) const {
    TracedRequirement traced{&requirement, paper, State::open, {}, {}};
    if (paper != nullptr) {
      for (const RequiredContent& content : requirement.contents)
        if (!holds(*paper, content)) traced.lacking.push_back(&content);
      for (const std::string& body : requirement.to)
        if (!goes_to(*paper, body)) traced.not_received.push_back(body);
      const bool whole = traced.lacking.empty() && traced.not_received.empty();
      traced.state = paper->state != "sent" ? State::begun : whole ? State::met : State::lacking;
    }
    if (requirement.met) traced.state = State::met;
    if (traced.state != State::met && requirement.deadline && today_ &&
        before(requirement.deadline->last(), *today_))
      traced.state = State::overdue;
    return traced;
  }

  const Project& project_;
  const std::optional<Date> today_;
  const References references_;
  std::map<std::string_view, std::vector<const Paper*>> sent_along_;  // by id of what is attached
};

}  // namespace

bool TracedRequirement::sent_in_want() const {
  return state != State::met && paper != nullptr && paper->state == "sent" &&
         !(lacking.empty() && not_received.empty());
}

std::string_view to_string(TracedRequirement::State state) {
  switch (state) {
    case State::met:
      return "met";
    case State::begun:
      return "begun";
    case State::lacking:
      return "lacking";
    case State::open:
      return "open";
    case State::overdue:
      return "overdue";
  }
  return {};
}

std::vector<TracedRequirement> trace_requirements(const Project& project, const std::optional<Date>& today) {
  std::vector<TracedRequirement> traced;
  if (project.registers.requirements.empty()) return traced;
  std::vector<const Requirement*> in_order;
  for (const auto& [id, requirement] : project.registers.requirements) in_order.push_back(&requirement);
  std::sort(in_order.begin(), in_order.end(),
            [](const Requirement* a, const Requirement* b) { return a->order < b->order; });
  const Tracer tracer(project, today);
  for (const Requirement* requirement : in_order) tracer.trace(*requirement, traced);
  return traced;
}

}  // namespace kancelli
