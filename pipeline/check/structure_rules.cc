// How a paper is put together, whatever it says: elements that say nothing, and elements too far within each
// other.
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

// Elements that may be empty although text may stand in them: a computed sum, the head above nothing
// (table-header tells of it), somebody without a party who is not named, a reference in a statute, an
// exception without a condition.
bool may_be_empty(const Node& node) {
  return node.is("cell") || node.is("column") || node.is("independent") || is_computed(node) ||
         node.is("except");
}

bool says_nothing(const Node& node) {
  if (!trim(without_typography(node.content())).empty()) return false;
  for (const Node* child : node.elements())
    if (!is_inline(*child) || is_computed(*child) || !says_nothing(*child)) return false;
  return true;
}

bool is_placeholder(const Node& node) {
  if (!node.elements().empty()) return false;
  const std::string content = node.content();
  const std::string_view text = trim(content);
  return text == placeholder || (text.starts_with("at ") && trim(text.substr(3)) == placeholder);
}

bool is_placeholder(std::string_view value) {
  return value == placeholder || value == placeholder_date || value == placeholder_name;
}

class FillingIn {
 public:
  FillingIn(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), diagnostics_(diagnostics) {
    const auto found = examined.project.schemas.find(examined.paper.type);
    schema_ = found == examined.project.schemas.end() ? nullptr : found->second.get();
  }

  void check(const Node& node) {
    for (const Attribute& attribute : node.attributes)
      if (attribute.name != "id" && is_placeholder(attribute.value))
        report(attribute.value_span,
               tr("{0} is still the skeleton's \"{1}\"", {attribute.name, attribute.value}),
               tr("write what is right here"));
    const ElementRule* rule = schema_ == nullptr ? nullptr : schema_->element(node.name);
    if (rule != nullptr && rule->text && !may_be_empty(node)) {
      if (is_placeholder(node)) {
        report(node.span, tr("<{0}> is still the skeleton's \"{1}\"", {node.name, placeholder}),
               tr("write what belongs here, or delete the element where it may be left out"));
        return;
      }
      // What holds blocks is as empty as they are.
      if (says_nothing(node)) {
        Diagnostic& d = report(node.name_span, tr("<{0}> is empty", {node.name}),
                               tr("write what belongs here, or delete the element where it may be left out"));
        // No output has room for a paper without a title.
        if (node.is("title") && node.parent->is("meta")) d.severity = Severity::error;
        return;
      }
    }
    for (const Node* child : node.elements()) check(*child);
  }

 private:
  Diagnostic& report(Span span, std::string message, std::string hint) {
    Diagnostic& d = diagnostics_.error("not-filled-in", span, std::move(message), {std::move(hint)});
    if (examined_.paper.state == "draft") d.severity = Severity::warning;
    return d;
  }

  const ExaminedPaper& examined_;
  Diagnostics& diagnostics_;
  const Schema* schema_;
};

void not_filled_in(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  FillingIn(examined, diagnostics).check(examined.paper.root());
}

// An instruction's words as they were before they were written into it.
std::string unescaped(std::string words) {
  for (const auto& [name, sign] :
       {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"}, std::pair{"&quot;", "\""}, std::pair{"&amp;", "&"}}) {
    const std::string_view entity = name;
    for (std::size_t at = words.find(entity); at != std::string::npos; at = words.find(entity, at + 1))
      words.replace(at, entity.size(), sign);
  }
  return words;
}

// What `kancelli import` could not place.
void not_placed(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node& node : examined.paper.xml->nodes) {
    if (node.kind != Node::Kind::instruction || node.name != "kancelli") continue;
    for (const Attribute& attribute : pseudo_attributes(node)) {
      if (attribute.name != "unplaced") continue;
      Diagnostic& d =
          diagnostics.error("not-placed", node.span,
                            tr("what follows has not found its place: {0}", {unescaped(attribute.value)}),
                            {tr("move it where it belongs, or delete it, and delete this instruction")});
      if (examined.paper.state == "draft") d.severity = Severity::warning;
    }
  }
}

// Word and HTML have headings of six levels, the paper's title is of the first; a list in a list in a list
// can be read to a few levels, and set to not many more.
constexpr std::size_t deepest_heading = 6;
struct Limit {
  std::string_view name;
  std::size_t most;
};
constexpr std::array<Limit, 3> limits = {{{"list", 6}, {"note", 3}, {"footnote", 1}}};

class Depths {
 public:
  Depths(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), diagnostics_(diagnostics) {}

  void check(const Node& node, std::size_t level, std::array<std::size_t, limits.size()> depths) {
    const Node* title = node.parent == nullptr || node.is("meta") ? nullptr : node.child("title");
    const bool heading =
        node.parent != nullptr &&
        (title != nullptr || !examined_.project.heading(examined_.paper.type, node.name).empty());
    if (heading && ++level > deepest_heading) {
      report(title == nullptr ? node.name_span : title->name_span, tr("this heading lies too deep"),
             tr("the title and five levels of headings is all there is: move the section up, or make its "
                "heading a paragraph"));
      return;
    }
    for (std::size_t i = 0; i < limits.size(); ++i) {
      if (!node.is(limits[i].name) || ++depths[i] <= limits[i].most) continue;
      report(node.name_span, tr("<{0}> lies too deep", {node.name}),
             tr("at most {0} may stand within each other", {std::to_string(limits[i].most)}));
      return;
    }
    for (const Node* child : node.elements()) check(*child, level, depths);
  }

 private:
  void report(Span span, std::string message, std::string hint) {
    diagnostics_.error("nested-too-deep", span, std::move(message), {std::move(hint)});
  }

  const ExaminedPaper& examined_;
  Diagnostics& diagnostics_;
};

void nested_too_deep(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  Depths(examined, diagnostics).check(examined.paper.root(), 1, {});
}

}  // namespace

std::vector<Rule> structure_rules() {
  return {{.code = "nested-too-deep",
           .severity = Severity::error,
           .summary = "Sections, lists or notes stand too far within each other.",
           .explanation =
               "Word and HTML know six levels of headings, and the paper's title is the first. Lists may "
               "stand six deep within each other, notes three, a footnote in no other. What lies deeper "
               "nobody can follow, and not every output can show.",
           .failing = R"(<note>
  <note>
    <note>
      <note><p>Fristen er kort.</p></note>
    </note>
  </note>
</note>
)",
           .passing = R"(<note><p>Fristen er kort.</p></note>
)",
           .check = nested_too_deep,
           .suppressible = false},
          {.code = "not-filled-in",
           .severity = Severity::error,
           .summary = "An element is empty, or still says what `kancelli new` put there.",
           .explanation =
               "A new paper holds \"…\" where its author has to write, and 1900-01-01 where a date is "
               "wanted. In a draft what is left of it is a warning, so that it can be looked at; in "
               "every other state an error, so that it is not sent out. The same goes for a paragraph, "
               "a heading or an item without a word; a paper without a title is an error always. A "
               "cell and a column's head may be empty. Which bodies the skeleton named as examples "
               "cannot be seen.",
           .failing = R"(<state value="in-approval"/>
<p>…</p>
)",
           .passing = R"(<state value="in-approval"/>
<p>Bestyrelsen mødes hvert kvartal.</p>
)",
           .check = not_filled_in,
           .suppressible = false},
          {.code = "not-placed",
           .severity = Severity::error,
           .summary = "Words of an imported file stand in a place that is not theirs.",
           .explanation =
               "An import keeps all words of a file. What the type's grammar has no place for, it puts "
               "into the last section that can hold it, behind <?kancelli unplaced=\"...\"?>, which says "
               "why. Somebody has to move it or delete it, and to delete the instruction. In a draft it "
               "is a warning, so that the paper can be looked at.",
           .failing = R"(<state value="in-approval"/>
<note>
  <?kancelli unplaced="teksten stod i en tekstboks"?>
  <p>Sekretariatet svarer på spørgsmål.</p>
</note>
)",
           .passing = R"(<state value="in-approval"/>
<note>
  <p>Sekretariatet svarer på spørgsmål.</p>
</note>
)",
           .check = not_placed,
           .suppressible = false}};
}

}  // namespace kancelli
