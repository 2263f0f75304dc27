#include "pipeline/word/provision_references.h"

#include <algorithm>

#include "pipeline/check/lexicon.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/statute_index.h"
#include "pipeline/statute/statute_xml.h"

namespace kancelli::word {
namespace {

statute::Unit statute_of(const Paper& paper) {
  return statute::read_statute(paper.root(), [](const auto&, const auto&) { return ""; });
}

class Finder {
 public:
  explicit Finder(const ExaminedPaper& examined)
      : examined_(examined),
        text_(examined.text.text()),
        statute_(statute_of(examined.paper)),
        index_(statute_) {}

  std::vector<ProvisionReference> find() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t length = begins(at) ? reference(at) : 0;
      at += std::max<std::size_t>(length, 1);
    }
    return std::move(found_);
  }

 private:
  bool begins(std::size_t at) const {
    if (within_word(text_, at) || examined_.text.computed(at) != nullptr ||
        examined_.text.in_quotation_marks(at) || examined_.text.context(at).heading)
      return false;
    const std::string_view rest = text_.substr(at);
    return std::any_of(std::begin(words_), std::end(words_),
                       [&](std::string_view word) { return rest.starts_with(word); });
  }

  std::size_t reference(std::size_t at) {
    std::vector<statute::Reference> references;
    const std::string_view line = text_.substr(at, text_.find('\n', at) - at);
    const std::size_t length = statute::read_references(line, references);
    if (length == 0 || references.empty() || of_another_law(at + length)) return length;
    if (references.size() == 1)
      add(at, at + length, references[0], "");
    else
      add_numbers(at, at + length, references);
    return length;
  }

  // "§ 2 i kommunestyrelsesloven", "stk. 1 i forretningsordenen".
  bool of_another_law(std::size_t end) const {
    const std::string_view rest = text_.substr(end);
    return rest.starts_with(" i ") || rest.starts_with(", i ") || rest.starts_with(" pkt");
  }

  // "§§ 4 og 7": each number leads to its own.
  void add_numbers(std::size_t begin, std::size_t end, const std::vector<statute::Reference>& references) {
    std::size_t at = begin;
    for (const statute::Reference& each : references) {
      if (each.steps.size() != 1 || each.steps[0].ranged) return;
      const std::size_t number = text_.find(each.steps[0].number, at);
      if (number == std::string_view::npos || number >= end) return;
      at = number + each.steps[0].number.size();
      add(number, at, each, " form=\"number\"");
    }
  }

  void add(std::size_t begin, std::size_t end, statute::Reference reference, const std::string& form) {
    // Within a § it may begin with the stykke, within a stykke with the number.
    for (std::vector<statute::Step> around = around_of(begin); !around.empty(); around.pop_back()) {
      const statute::Kind first = reference.steps.front().kind;
      if (first == statute::Kind::paragraph || first == statute::Kind::chapter ||
          first == statute::Kind::annex)
        break;
      if (around.back().kind == first || around.size() > depth_of(first)) continue;
      reference.steps.insert(reference.steps.begin(), around.begin(), around.end());
      break;
    }
    const statute::Target target = index_.find(reference);
    if (target.unit == nullptr || target.unit->id.empty() || target.text_only || target.sentence) return;
    found_.push_back({begin, end, "<ref to=\"#" + target.unit->id + "\"" + form + "/>"});
  }

  static std::size_t depth_of(statute::Kind kind) {
    return kind == statute::Kind::subsection ? 1 : kind == statute::Kind::number ? 2 : 3;
  }

  // The § or annex, the stykke and the number that the words at `at` stand in.
  std::vector<statute::Step> around_of(std::size_t at) const {
    for (const Node* node = examined_.text.context(at).block; node != nullptr; node = node->parent) {
      const statute::Unit* unit = node->get("id").empty() ? nullptr : index_.by_id(node->get("id"));
      if (unit == nullptr) continue;
      std::vector<statute::Step> steps;
      for (; unit != nullptr && unit->kind != statute::Kind::chapter && unit->kind != statute::Kind::statute;
           unit = index_.parent(*unit))
        steps.insert(steps.begin(), {unit->kind, unit->number, "", false});
      return steps;
    }
    return {};
  }

  static constexpr std::string_view words_[] = {"§", "stk. ", "nr. ", "litra ", "kapitel ", "bilag "};

  const ExaminedPaper& examined_;
  std::string_view text_;
  const statute::Unit statute_;
  const statute::Index index_;
  std::vector<ProvisionReference> found_;
};

}  // namespace

std::string printed_provision_reference(const Node& ref, const Paper& paper) {
  const std::string_view to = ref.get("to");
  if (paper.type != "statute" || !ref.is("ref") || !to.starts_with('#')) return {};
  const statute::Unit statute = statute_of(paper);
  std::string_view from;
  for (const Node* node = ref.parent; node != nullptr && node->parent != nullptr && from.empty();
       node = node->parent)
    from = node->get("id");
  const std::string id(to.substr(1));
  const auto place = statute::reference_to(statute, id);
  if (!place) return {};
  const std::string words = without_typography(statute::printed_reference(statute, {id}, from));
  const bool number = ref.get("form") == "number" && !place->empty();
  return number ? place->steps.back().number : words;
}

std::vector<ProvisionReference> provision_references(const ExaminedPaper& examined) {
  if (examined.paper.type != "statute") return {};
  return Finder(examined).find();
}

}  // namespace kancelli::word
