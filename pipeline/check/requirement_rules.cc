// What papers demand of each other (the register of requirements), and the words they define.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/requirements.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using Names = std::vector<std::string_view>;

std::vector<std::string> did_you_mean(std::string_view word, const Names& names, std::string otherwise) {
  const std::string_view found = nearest(word, names);
  return {found.empty() ? std::move(otherwise) : tr("did you mean \"{0}\"?", {found})};
}

// A deadline that no paper could have set.
bool is_before_its_source(const Project& project, const Requirement& requirement) {
  const Paper* paper =
      project.paper(std::string_view(requirement.source).substr(0, requirement.source.find('#')));
  return requirement.deadline && paper != nullptr && paper->dated &&
         before(requirement.deadline->last(), *paper->dated);
}

// --- requirement-dangling

// Looks at one entry of the register: does it name what there is, and demand what there can be?
class Entry {
 public:
  // `missing`: papers that an entry before has named, and that are not there.
  Entry(const Project& project, const Requirement& requirement, std::set<std::string, std::less<>>& missing,
        Diagnostics& diagnostics)
      : project_(project), requirement_(requirement), missing_(missing), diagnostics_(diagnostics) {}

  void check() {
    source();
    type_and_paper();
    contents();
    receivers();
  }

 private:
  void report(std::string_view attribute, std::string message, std::vector<std::string> hints) {
    report(value_in_tag(project_.sources, requirement_.span, attribute), std::move(message),
           std::move(hints));
  }
  // The place of a part of an attribute's value.
  Span part(std::string_view attribute, std::string_view word) const {
    Span span = value_in_tag(project_.sources, requirement_.span, attribute);
    const std::string_view written =
        project_.sources.text(span.source).substr(span.begin, span.end - span.begin);
    const std::size_t at = written.find(word);
    if (at == std::string_view::npos) return span;
    span.begin += static_cast<std::uint32_t>(at);
    span.end = span.begin + static_cast<std::uint32_t>(word.size());
    return span;
  }
  void report(Span span, std::string message, std::vector<std::string> hints) {
    diagnostics_.error("requirement-dangling", span, std::move(message), std::move(hints));
  }

  void source() {
    if (requirement_.source.empty()) {
      if (requirement_.type.empty() || !requirement_.paper.empty())
        report(requirement_.span, tr("it is not said who demands \"{0}\"", {requirement_.id}),
               {tr("write source=\"PAPER#ID\""),
                tr("what the house demands of all papers of a type has type and neither source nor paper")});
      return;
    }
    const std::size_t hash = requirement_.source.find('#');
    const std::string_view source = requirement_.source, id = source.substr(0, hash);
    if (project_.is_unread(id)) return;
    const Paper* paper = project_.paper(id);
    if (paper == nullptr && !missing_.insert(std::string(id)).second) return;
    if (paper == nullptr)
      return report(part("source", id), tr("there is no paper \"{0}\"", {id}),
                    did_you_mean(id, paper_ids(), tr("name the paper in which the demand stands")));
    if (hash != std::string_view::npos && paper->by_id(source.substr(hash + 1)) == nullptr) {
      Names ids;
      for (const auto& [each, node] : paper->ids) ids.push_back(each);
      Span element = part("source", source.substr(hash));
      element.begin += 1;  // behind the hash
      report(element, tr("\"{0}\" has no \"{1}\"", {id, source.substr(hash + 1)}),
             did_you_mean(source.substr(hash + 1), ids, tr("give the element that demands it this id")));
    }
    if (is_before_its_source(project_, requirement_))
      report("deadline",
             tr("the deadline, {0}, is before the paper that sets it, of {1}",
                {shown(*requirement_.deadline), shown(*paper->dated)}),
             {tr("correct the deadline, or the paper's date")});
  }

  void type_and_paper() {
    if (!requirement_.type.empty() && grammar(requirement_.type) == nullptr &&
        !has_papers(requirement_.type)) {
      Names types;
      for (const auto& [type, schema] : project_.schemas)
        if (grammar(type) != nullptr) types.push_back(type);
      report("type", tr("there is no document type \"{0}\"", {requirement_.type}),
             did_you_mean(requirement_.type, types,
                          tr("leave type out where the demand is met outside this project")));
    }
    if (requirement_.paper.empty() || project_.is_unread(requirement_.paper)) return;
    const Paper* paper = project_.paper(requirement_.paper);
    if (paper == nullptr && !missing_.insert(requirement_.paper).second) return;
    if (paper == nullptr)
      report("paper", tr("there is no paper \"{0}\"", {requirement_.paper}),
             did_you_mean(requirement_.paper, paper_ids(),
                          tr("give its type until it is written: type=\"...\"")));
    else if (!requirement_.type.empty() && paper->type != requirement_.type)
      report("type", tr("\"{0}\" is a {1}", {requirement_.paper, paper->type}), {tr("leave type out")});
  }

  void contents() {
    const Paper* paper = project_.paper(requirement_.paper);
    const std::string& type = paper != nullptr ? paper->type : requirement_.type;
    const Schema* schema = grammar(type);
    for (const RequiredContent& content : requirement_.contents) {
      if (requirement_.paper.empty() && requirement_.type.empty()) {
        report(content.span, tr("there is no paper to look for it in"),
               {tr("name the paper or its type; or say it in <demand>")});
        return;
      }
      if (content.kind != RequiredContent::Kind::element || schema == nullptr ||
          schema->element(content.name) != nullptr)
        continue;
      Names elements;
      for (const auto& [name, rule] : schema->elements()) elements.push_back(name);
      report(value_in_tag(project_.sources, content.span, "element"),
             tr("a {0} cannot hold <{1}>", {type, content.name}),
             did_you_mean(content.name, elements, tr("demand something with an id: ref=\"...\"")));
    }
  }

  void receivers() {
    if (project_.is_unread("organisation")) return;
    Names bodies;
    for (const auto& [id, body] : project_.registers.bodies) bodies.push_back(id);
    for (const std::string& body : requirement_.to)
      if (project_.registers.body(body) == nullptr)
        report(part("to", body), tr("the organisation register has no \"{0}\"", {body}),
               did_you_mean(body, bodies, tr("put it into the register")));
  }

  // Of a type of papers; registers have none.
  const Schema* grammar(std::string_view type) const {
    const auto found = project_.schemas.find(type);
    return found == project_.schemas.end() || found->second->element("meta") == nullptr ? nullptr
                                                                                        : found->second.get();
  }

  // Where papers of the type are listed, their missing grammar is told of there (file-missing).
  bool has_papers(std::string_view type) const {
    const std::string folder = "content/papers/" + std::string(type) + "/";
    return std::any_of(project_.listed.begin(), project_.listed.end(),
                       [&](const std::string& file) { return file.starts_with(folder); });
  }

  Names paper_ids() const {
    Names names;
    for (const auto& paper : project_.papers) names.push_back(paper->id);
    return names;
  }

  const Project& project_;
  const Requirement& requirement_;
  std::set<std::string, std::less<>>& missing_;
  Diagnostics& diagnostics_;
};

void requirement_dangling(const ProjectIndex& index, Diagnostics& diagnostics) {
  std::set<std::string, std::less<>> missing;
  for (const auto& [id, requirement] : index.project.registers.requirements)
    Entry(index.project, requirement, missing, diagnostics).check();
}

// --- requirement-unmet

// Where the demand stands; nullptr for the house's, and where it is not there.
const Node* demanding(const Project& project, const Requirement& requirement) {
  const std::string_view source = requirement.source;
  const std::size_t hash = source.find('#');
  const Paper* paper = project.paper(source.substr(0, hash));
  return paper == nullptr                 ? nullptr
         : hash == std::string_view::npos ? &paper->root()
                                          : paper->by_id(source.substr(hash + 1));
}

std::string in_words(const RequiredContent& content) {
  if (!content.text.empty()) return content.text;
  return content.kind == RequiredContent::Kind::element ? "<" + content.name + ">" : content.name;
}

std::string how_to_give(const RequiredContent& content) {
  switch (content.kind) {
    case RequiredContent::Kind::element:
      return tr("write <{0}>", {content.name});
    case RequiredContent::Kind::ref:
      return tr("write it, and give it id=\"{0}\"", {content.name});
    case RequiredContent::Kind::term:
      return tr("define it: <term>{0}</term>", {content.name});
  }
  return {};
}

void requirement_unmet(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Project& project = examined.project;
  for (const TracedRequirement& traced : examined.index.requirements) {
    if (traced.paper != &examined.paper || !traced.sent_in_want()) continue;
    const Requirement& requirement = *traced.requirement;
    std::vector<std::string> missing, bodies, hints;
    std::vector<RelatedPlace> related;
    for (const RequiredContent* content : traced.lacking) {
      missing.push_back("\"" + in_words(*content) + "\"");
      hints.push_back(how_to_give(*content));
      related.push_back({content->span, tr("the register has it so")});
    }
    for (const std::string& id : traced.not_received) {
      const Body* body = project.registers.body(id);
      const BodyName* name = body == nullptr ? nullptr : body->name_on(examined.paper.dated);
      if (name == nullptr) continue;  // another rule tells
      bodies.push_back(name->name);
      hints.push_back(
          tr("write recipient=\"{0}\" in <organ>, or attach the paper to a case for {1}", {id, name->name}));
      related.push_back(
          {value_in_tag(project.sources, requirement.span, "to"), tr("the register has it so")});
    }
    if (related.empty()) continue;
    if (const Node* source = demanding(project, requirement))
      related.push_back({source->name_span, tr("it is demanded here")});
    const auto states = examined.elements("state");
    const Attribute* state = states.empty() ? nullptr : states.front()->find("value");
    const std::string by = requirement.source.empty() ? tr("the house") : "\"" + requirement.source + "\"";
    Diagnostic& d = diagnostics.error(
        "requirement-unmet", state == nullptr ? examined.paper.root().name_span : state->value_span,
        missing.empty() ? tr("the paper is sent, but not to {0}, as {1} demands", {join(bodies, ", "), by})
                        : tr("the paper is sent without {0}, which {1} demands", {join(missing, ", "), by}),
        std::move(hints));
    d.related = std::move(related);
  }
}

// --- requirement-overdue

void requirement_overdue(const ProjectIndex& index, Diagnostics& diagnostics) {
  for (const TracedRequirement& traced : index.requirements) {
    const Requirement& requirement = *traced.requirement;
    if (traced.state != TracedRequirement::State::overdue || traced.sent_in_want() ||
        is_before_its_source(index.project, requirement))
      continue;  // the other rules tell
    const std::string deadline = shown(*requirement.deadline);
    Diagnostic& d = diagnostics.error(
        "requirement-overdue", value_in_tag(index.project.sources, requirement.span, "deadline"),
        traced.paper == nullptr ? tr("the deadline for \"{0}\", {1}, is past, and there is no paper",
                                     {requirement.demand, deadline})
                                : tr("the deadline for \"{0}\", {1}, is past, and \"{2}\" is not sent",
                                     {requirement.demand, deadline, traced.paper->id}),
        {tr("where it was met elsewhere, write <met>where it can be seen</met>")});
    if (const Node* source = demanding(index.project, requirement))
      d.related.push_back({source->name_span, tr("it is demanded here")});
  }
}

// --- term-redefined

void term_redefined(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  struct Defined {
    const Node* term;
    std::string where;
  };
  // A glossary may say again what the text has said: of a list's and of the text's words each.
  std::map<std::pair<std::string, bool>, Defined> defined;
  for (const Node* term : examined.elements("term")) {
    const Node* block = term->parent;
    bool listed = false,
         elsewhere = false;  // elsewhere: in a heading, a quotation, or a passage of another time
    for (const Node* at = term->parent; at != nullptr; at = at->parent) {
      elsewhere = elsewhere || at->is("title") || at->is("caption") || at->is("quote") ||
                  (at->find("as-of") != nullptr && at->parent != nullptr);
      listed = listed || at->is("item") || at->is("cell");
      if (is_inline(*block)) block = at;
    }
    const std::string word = lower(without_typography(collapse_space(term->content())));
    if (elsewhere || word.empty()) continue;
    const std::string where = collapse_space(block->content());
    const auto [first, added] = defined.try_emplace({word, listed}, Defined{term, where});
    if (added || first->second.where == where) continue;
    Diagnostic& d =
        diagnostics.error("term-redefined", term->name_span,
                          tr("\"{0}\" is defined a second time", {collapse_space(term->content())}),
                          {tr("define a word once; where it is only used, leave <term> out")});
    d.related.push_back({first->second.term->name_span, tr("it is defined here first")});
  }
}

}  // namespace

std::vector<Rule> requirement_rules() {
  return {
      {.code = "requirement-dangling",
       .severity = Severity::error,
       .summary =
           "An entry of the register of requirements names what is not there, or demands what cannot be.",
       .explanation =
           "The register says what one paper demands of another. The paper and the element that demand it "
           "must "
           "be there, and the bodies that are to receive it; a type of papers must have its grammar, and an "
           "element that is demanded must have a place in it. A deadline cannot lie before the paper that "
           "sets it.",
       .failing = R"(<!-- registers/requirements.xml -->
<requirement id="krav-plan" source="eksempel#planen" type="charter">
  <demand>En plan</demand>
  <content element="evaluation">Evaluering</content>
</requirement>
<!-- papers/charter/eksempel.xml -->
<p id="planen">Der skal laves en plan.</p>
)",
       .passing = R"(<!-- registers/requirements.xml -->
<requirement id="krav-plan" source="eksempel#planen" type="charter">
  <demand>En plan</demand>
  <content ref="evaluering">Evaluering</content>
</requirement>
<!-- papers/charter/eksempel.xml -->
<p id="planen">Der skal laves en plan.</p>
)",
       .check_project = requirement_dangling},
      {.code = "requirement-overdue",
       .severity = Severity::warning,
       .summary = "Something was demanded by a day that is past, and it is not there.",
       .explanation =
           "The deadline is the day, or the last day of the period, that the register gives; today is the "
           "clock's "
           "day or --today. A paper that is not sent yet does not count. What was met outside the project is "
           "ticked off by hand: <met>. `kancelli check --requirements` shows all demands.",
       .failing = R"(<!-- registers/requirements.xml -->
<requirement id="krav-plan" source="eksempel#planen" deadline="2026-02">
  <demand>En plan</demand>
</requirement>
<!-- papers/charter/eksempel.xml -->
<p id="planen">Der skal laves en plan i februar.</p>
)",
       .passing = R"(<!-- registers/requirements.xml -->
<requirement id="krav-plan" source="eksempel#planen" deadline="2026-02">
  <demand>En plan</demand>
  <met on="2026-02-20">Planen ligger på sagen</met>
</requirement>
<!-- papers/charter/eksempel.xml -->
<p id="planen">Der skal laves en plan i februar.</p>
)",
       .check_project = requirement_overdue},
      {.code = "requirement-unmet",
       .severity = Severity::warning,
       .summary = "A paper is sent without something that another paper, or the house, demands of it.",
       .explanation =
           "The register says what the paper must hold (an element, something with an id, a word that it "
           "defines "
           "with <term>) and who must receive it. A draft is left alone: it is not finished. A paper goes to "
           "its "
           "committee, to its recipient, and to the committees of the cases that it is attached to.",
       .failing = R"(<!-- registers/requirements.xml -->
<requirement id="krav-maal" source="eksempel#status" paper="eksempel">
  <demand>Bestyrelsens succeskriterier</demand>
  <content term="succeskriterier">Succeskriterierne</content>
</requirement>
<!-- papers/charter/eksempel.xml -->
<state value="sent"/>
<p id="status">Der gøres status for bestyrelsens succeskriterier.</p>
)",
       .passing = R"(<!-- registers/requirements.xml -->
<requirement id="krav-maal" source="eksempel#status" paper="eksempel">
  <demand>Bestyrelsens succeskriterier</demand>
  <content term="succeskriterier">Succeskriterierne</content>
</requirement>
<!-- papers/charter/eksempel.xml -->
<state value="sent"/>
<p>Bestyrelsens <term>succeskriterier</term> er, at svar gives samme dag.</p>
<p id="status">Der gøres status for bestyrelsens succeskriterier.</p>
)",
       .check = requirement_unmet},
      {.code = "term-redefined",
       .severity = Severity::warning,
       .summary = "A word is defined twice in one paper.",
       .explanation =
           "<term> marks the place where a paper defines a word. A second place that says something else "
           "gives "
           "the word two meanings. Headings, quotations and passages with as-of are left alone, so are the "
           "same text twice and a glossary's list; two papers may each define a word.",
       .failing = R"(<p><term>Bestyrelsen</term> er bestyrelsen for koncernenhederne.</p>
<p>Ved <term>bestyrelsen</term> forstås formandskabet.</p>
)",
       .passing = R"(<p><term>Bestyrelsen</term> er bestyrelsen for koncernenhederne.</p>
<p>Ved afstemning i bestyrelsen har hvert medlem én stemme.</p>
)",
       .check = term_redefined}};
}

}  // namespace kancelli
