// Who has which task: the register's lists, and what the papers' transfers make of them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

// A move of tasks from committees to a committee, as a <transfer> says it. What it names need not exist.
struct Transfer {
  const Paper* paper = nullptr;
  const Node* node = nullptr;
  std::string id, to;
  std::vector<std::string> from, tasks, except;  // except: transfers of the same paper that take a part of it
  std::optional<Date> effective;                 // else the latest day; nothing where neither is given
};

class TaskLists {
 public:
  explicit TaskLists(const Project& project);

  // Of all papers that were neither superseded nor withdrawn; by day, those without one last.
  const std::vector<Transfer>& transfers() const { return transfers_; }

  using Counts = std::function<bool(const Transfer&)>;  // which transfers have taken effect
  // The last of them that moved the task or, where none did, the whole it is a part of; or nullptr.
  const Transfer* moved_by(const Task& task, const Counts& counts) const;
  // The id of the committee that has the task then; "" where the register does not say.
  std::string holder(const Task& task, const Counts& counts) const;
  // A committee's tasks in the register's order. Of a whole and its parts only the whole, unless they went
  // different ways.
  std::vector<const Task*> tasks_of(std::string_view body, const Counts& counts) const;

  // Is it that task, or a part of it?
  bool part_of(const Task& part, const Task& of) const;

  static bool none(const Transfer&) { return false; }
  static bool all(const Transfer&) { return true; }
  // Those that have taken effect on that day.
  static Counts by(const Date& day);
  // Those that take effect before this one does; before its paper's date where it does not say when.
  static Counts before_this(const Transfer& transfer);

 private:
  const Task* whole(const Task& part) const;

  const Registers& registers_;
  std::vector<Transfer> transfers_;
};

}  // namespace kancelli
