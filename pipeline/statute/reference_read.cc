#include <algorithm>
#include <utility>

#include "pipeline/statute/reference_numbers.h"

namespace kancelli::statute {
namespace {

using Fault = ReferenceFault::Kind;

class Reader : NumberReader {
 public:
  Reader(std::string_view text, const Reference& before, std::vector<Reference>& references,
         std::vector<ReferenceFault>* faults)
      : NumberReader(text, faults), before_(before), references_(references) {}

  std::size_t read() {
    if (!one()) return 0;
    while (further()) {
    }
    return at_;
  }

 private:
  bool one();
  bool further();
  bool heading(Reference& reference, std::vector<std::string>& numbers);
  bool named(Reference& reference);
  bool becomes(Kind kind, const std::vector<std::string>& numbers, std::vector<std::string>& becomes);
  bool comma_before_step();
  void distribute(std::size_t list, std::size_t end, const Reference& last, std::size_t begin);
  void finish(const Reference& prefix, Kind kind, const std::vector<std::string>& numbers,
              const std::vector<std::string>& becomes);

  Reference before_;
  std::vector<Reference>& references_;
  std::size_t list_begin_ = 0;  // where the last list begins among the references
  bool inherited_ = false;      // the last reference began below the one before it
};

// ", der bliver stk. 3 og 4"
bool Reader::becomes(Kind kind, const std::vector<std::string>& numbers, std::vector<std::string>& becomes) {
  const std::size_t from = at_;
  Kind of = kind;
  if (accept(",") && space() && word("der") && space() && word("bliver") && space() && step(of, becomes) &&
      of == kind && becomes.size() == numbers.size())
    return true;
  if (!becomes.empty() && of == kind && faults_ != nullptr) {
    fault(Fault::becomes, from);
    becomes.clear();
    return true;
  }
  becomes.clear();
  at_ = from;
  return false;
}

bool Reader::comma_before_step() {
  const std::size_t from = at_;
  if (accept(",")) {
    space();
    return true;
  }
  if (!space()) return false;
  const std::size_t here = at_;
  Kind kind = Kind::paragraph;
  std::vector<std::string> numbers;
  std::vector<ReferenceFault>* const kept = std::exchange(faults_, nullptr);
  const bool follows = step(kind, numbers) && kind != Kind::paragraph && depth(kind) > 0;
  faults_ = kept;
  at_ = here;
  if (follows)
    fault(Fault::comma, from);
  else
    at_ = from;
  return follows;
}

void Reader::finish(const Reference& prefix, Kind kind, const std::vector<std::string>& numbers,
                    const std::vector<std::string>& becomes) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    Reference reference = prefix;
    const bool ranged = std::find(ranged_.begin(), ranged_.end(), numbers[i]) != ranged_.end();
    reference.steps.push_back({kind, numbers[i], becomes.empty() ? "" : becomes[i], ranged});
    references_.push_back(std::move(reference));
  }
}

bool Reader::heading(Reference& reference, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  Kind kind = Kind::paragraph;
  if ((word("overskriften") || word("overskrifterne")) && space() && (word("før") || word("til")) &&
      space() && step(kind, numbers) && depth(kind) <= 1) {
    for (const std::string& number : numbers)
      references_.push_back({{{kind, number, ""}, {Kind::heading, "", ""}}});
    reference = references_.back();
    return true;
  }
  numbers.clear();
  at_ = from;
  return false;
}

bool Reader::named(Reference& reference) {
  const std::size_t from = at_;
  if ((word("vedtægtens") || word("lovens")) && space() && word("titel")) {
    reference.steps = {{Kind::statute, "", ""}};
  } else {
    at_ = from;
    if (!word("indledningen")) return false;
    reference.steps = {{Kind::preamble, "", ""}};
  }
  references_.push_back(reference);
  return true;
}

// One reference, or those that a list at its end names.
bool Reader::one() {
  Reference reference;
  std::vector<std::string> numbers;
  inherited_ = false;
  if (heading(reference, numbers) || named(reference)) {
    before_ = reference;
    list_begin_ = references_.size() - 1;
    return true;
  }
  Kind kind = Kind::paragraph;
  if (!step(kind, numbers)) return false;
  if (before_.steps.empty() || before_.steps.back().kind != Kind::heading)
    for (const Step& outer : before_.steps)
      if (depth(outer.kind) < depth(kind) && depth(kind) > 1) reference.steps.push_back(outer);
  inherited_ = !reference.steps.empty();
  for (;;) {
    std::vector<std::string> new_numbers;
    becomes(kind, numbers, new_numbers);
    const std::size_t from = at_;
    Kind deeper = kind;
    std::vector<std::string> inner;
    if (numbers.size() == 1 && comma_before_step() && step(deeper, inner) && depth(deeper) > depth(kind)) {
      reference.steps.push_back({kind, numbers.front(), new_numbers.empty() ? "" : new_numbers.front()});
      kind = deeper;
      numbers = std::move(inner);
      continue;
    }
    at_ = from;
    list_begin_ = references_.size();
    finish(reference, kind, numbers, new_numbers);
    before_ = references_.back();
    return true;
  }
}

// "§ 5, stk. 2 og 3, 1. pkt.": what follows a list without "og" is part of each member.
void Reader::distribute(std::size_t list, std::size_t end, const Reference& last, std::size_t begin) {
  const std::vector<Step> steps = references_[end].steps;
  const auto depth_of_last = static_cast<std::ptrdiff_t>(last.steps.size());
  if (steps.size() <= last.steps.size() || !std::equal(last.steps.begin(), last.steps.end(), steps.begin()))
    return;
  references_.erase(references_.begin() + static_cast<std::ptrdiff_t>(end) - 1);
  for (std::size_t i = list; i + 1 < end; ++i)
    references_[i].steps.insert(references_[i].steps.end(), steps.begin() + depth_of_last, steps.end());
  fault(Fault::list_not_last, begin);
}

// ", § 16, stk. 2", ", og § 18", " og stk. 3": what comes after it belongs to the list too.
bool Reader::further() {
  const std::size_t from = at_;
  const bool comma = accept(",");
  if (space()) {
    const std::size_t here = at_;
    bool joined = conjunction() && space();
    if (!joined) at_ = here;
    const std::size_t begin = at_, list = list_begin_, size = references_.size();
    const Reference last = references_.back();
    if ((comma || joined) && one()) {
      if (!joined && size - list > 1 && inherited_) distribute(list, size, last, begin);
      return true;
    }
  }
  at_ = from;
  return false;
}

}  // namespace

std::size_t read_references(std::string_view text, const Reference& before,
                            std::vector<Reference>& references, std::vector<ReferenceFault>* faults) {
  std::vector<Reference> read;
  const std::size_t length = Reader(text, before, read, faults).read();
  references.insert(references.end(), read.begin(), read.end());
  return length;
}

}  // namespace kancelli::statute
