// Names of things that are not there.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "pipeline/check/content_file.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using Names = std::vector<std::string_view>;

// What an attribute names.
enum class Named {
  body,
  bodies,
  fact,
  law,
  event,
  tasks,
  transfers,
  target,
  table,
  counted,
  picture,
  statute,
};

struct NamingAttribute {
  std::string_view element, attribute;
  Named named;
};

// attachment@paper is not here: attachment-missing tells of it.
constexpr auto naming_attributes = std::to_array<NamingAttribute>({
    {"figure", "src", Named::picture},
    {"ref", "to", Named::target},
    {"quote", "source", Named::target},
    {"body", "ref", Named::body},
    {"fact", "ref", Named::fact},
    {"law", "ref", Named::law},
    {"date", "event", Named::event},
    {"step", "body", Named::body},
    {"amount", "sum", Named::table},
    {"count", "of", Named::counted},
    {"organ", "committee", Named::body},
    {"organ", "responsible", Named::body},
    {"organ", "unit", Named::body},
    {"organ", "recipient", Named::body},
    {"party", "body", Named::body},
    {"naming", "body", Named::body},
    {"naming", "administration", Named::body},
    {"transfer", "from", Named::bodies},
    {"transfer", "to", Named::body},
    {"transfer", "tasks", Named::tasks},
    {"transfer", "except", Named::transfers},
    {"unit", "body", Named::body},
    {"recommendation", "by", Named::body},
    {"recommendation", "to", Named::body},
    {"recommendation", "via", Named::body},
    {"change", "statute", Named::statute},
    {"except", "by", Named::body},
    {"list", "all-of", Named::counted},
    {"vote", "body", Named::body},
    {"agenda", "supplements", Named::target},
    {"agenda-item", "paper", Named::target},
    {"minutes", "agenda", Named::target},
    {"movement", "of", Named::target},
    {"decision", "of", Named::target},
    {"outcome", "to", Named::body},
    {"statement", "body", Named::body},
});

template <typename Map>
Names keys(const Map& map) {
  Names names;
  for (const auto& [id, value] : map) names.push_back(id);
  return names;
}

std::vector<std::string> did_you_mean(std::string_view word, const Names& names, std::string_view otherwise) {
  const std::string_view found = nearest(word, names);
  if (found.empty()) return {std::string(otherwise)};
  return {tr("did you mean \"{0}\"?", {found})};
}

void report_no_body(std::string_view id, Span span, const Registers& registers, Diagnostics& diagnostics) {
  diagnostics.error("ref-unresolved", span, tr("the organisation register has no \"{0}\"", {id}),
                    did_you_mean(id, keys(registers.bodies), tr("put it into the register")));
}

class References {
 public:
  References(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), project_(examined.project), diagnostics_(diagnostics) {}

  void check() {
    for (const NamingAttribute& row : naming_attributes)
      for (const Node* node : examined_.elements(row.element))
        if (const Attribute* attribute = node->find(row.attribute)) look_up(*node, *attribute, row.named);
  }

 private:
  void look_up(const Node& node, const Attribute& attribute, Named named) {
    switch (named) {
      case Named::body:
        body(node, attribute, 0, attribute.value.size());
        break;
      case Named::bodies:
        for (const std::string_view word : split(attribute.value)) {
          const std::size_t begin = static_cast<std::size_t>(word.data() - attribute.value.data());
          body(node, attribute, begin, begin + word.size());
        }
        break;
      case Named::fact:
        entry(attribute, "facts", project_.registers.facts, tr("the register of facts has no \"{0}\""),
              tr("put it into the register"));
        break;
      case Named::law:
        entry(attribute, "laws", project_.registers.laws, tr("the register of laws has no \"{0}\""),
              tr("put it into the register"));
        break;
      case Named::event:
        entry(attribute, "events", project_.registers.events, tr("the register of events has no \"{0}\""),
              tr("put it into the register"));
        break;
      case Named::tasks:
        for (const std::string_view word : split(attribute.value)) task(attribute, word);
        break;
      case Named::transfers:
        for (const std::string_view word : split(attribute.value)) transfer(attribute, word);
        break;
      case Named::target:
        target(attribute);
        break;
      case Named::table:
        table(node, attribute);
        break;
      case Named::counted:
        counted(attribute);
        break;
      case Named::statute:
        statute(attribute);
        break;
      case Named::picture:
        picture(attribute);
        break;
    }
  }

  void report(Span span, std::string message, std::vector<std::string> hints) {
    diagnostics_.error("ref-unresolved", span, std::move(message), std::move(hints));
  }

  template <typename Map>
  void entry(const Attribute& attribute, std::string_view kind, const Map& map, std::string_view message,
             std::string_view otherwise) {
    if (map.find(attribute.value) != map.end() || project_.is_unread(kind)) return;
    report(attribute.value_span, fill(message, {attribute.value}),
           did_you_mean(attribute.value, keys(map), otherwise));
  }

  void body(const Node& node, const Attribute& attribute, std::size_t begin, std::size_t end) {
    const std::string id = attribute.value.substr(begin, end - begin);
    const Span span = span_in_value(project_.sources, attribute, begin, end);
    const Body* found = project_.registers.body(id);
    if (found == nullptr) {
      if (!project_.is_unread("organisation")) report_no_body(id, span, project_.registers, diagnostics_);
      return;
    }
    const std::optional<Date> date = examined_.paper.date_at(node);
    const BodyName* name = found->name_on(date);
    if (name == nullptr)
      report(span,
             date ? tr("\"{0}\" has no name on {1}", {id, shown(*date)}) : tr("\"{0}\" has no name", {id}),
             {tr("give its name and the dates from when until when it holds in the register")});
    else if (name->abbreviation.empty() && node.is("body") &&
             (node.get("form") == "abbreviation" || node.get("form") == "both"))
      report(node.find("form")->value_span, tr("\"{0}\" has no abbreviation", {name->name}),
             {tr("leave form out: the name is printed"), tr("or put the abbreviation into the register")});
  }

  // The place of a word of the attribute's value.
  Span word_span(const Attribute& attribute, std::string_view word) const {
    const auto begin = static_cast<std::size_t>(word.data() - attribute.value.data());
    return span_in_value(project_.sources, attribute, begin, begin + word.size());
  }

  void task(const Attribute& attribute, std::string_view id) {
    if (project_.registers.task(id) != nullptr || project_.is_unread("tasks")) return;
    if (project_.registers.tasks.empty()) {
      if (!told_of_tasks_)
        report(word_span(attribute, id), tr("the project has no register of tasks"),
               {tr("list one in project.xml: <register kind=\"tasks\" file=\"registers/tasks.xml\"/>")});
      told_of_tasks_ = true;
      return;
    }
    report(word_span(attribute, id), tr("the register of tasks has no \"{0}\"", {id}),
           did_you_mean(id, keys(project_.registers.tasks), tr("put it into the register")));
  }

  void transfer(const Attribute& attribute, std::string_view id) {
    const Node* found = examined_.paper.by_id(id);
    if (found != nullptr && found->is("transfer")) return;
    Names transfers;
    for (const Node* each : examined_.elements("transfer")) transfers.push_back(each->get("id"));
    report(word_span(attribute, id), tr("this paper has no transfer \"{0}\"", {id}),
           did_you_mean(id, transfers, tr("name the transfer that takes a part of the tasks")));
  }

  void target(const Attribute& attribute) {
    const std::string_view reference = attribute.value;
    const Project::Target found = project_.resolve(examined_.paper, reference);
    if (found.node != nullptr) return;
    const std::size_t hash = reference.find('#');
    if (found.paper == nullptr) {
      const std::string_view id = reference.substr(0, hash);
      if (project_.is_unread(id)) return;  // its own fault is told already
      const Span span = span_in_value(project_.sources, attribute, 0, id.size());
      if (hash == std::string_view::npos && examined_.paper.by_id(id) != nullptr)
        report(span, tr("there is no paper \"{0}\"", {id}),
               {tr("for the element of this paper write #{0}", {id})});
      else
        report(span, tr("there is no paper \"{0}\"", {id}),
               did_you_mean(id, paper_ids(), tr("list the paper in project.xml")));
      return;
    }
    const std::string_view id = reference.substr(hash + 1);
    const Span span = span_in_value(project_.sources, attribute, hash + 1, reference.size());
    // By the house's custom an attachment's id begins with bilag; attachment-missing tells of those.
    if (found.paper == &examined_.paper && id.starts_with("bilag")) return;
    report(span,
           found.paper == &examined_.paper ? tr("this paper has no \"{0}\"", {id})
                                           : tr("\"{0}\" has no \"{1}\"", {found.paper->id, id}),
           did_you_mean(id, keys(found.paper->ids), tr("give the element you mean this id")));
  }

  void statute(const Attribute& attribute) {
    const Paper* found = project_.paper(attribute.value);
    if (project_.is_unread(attribute.value) || (found != nullptr && found->type == "statute")) return;
    Names statutes;
    for (const auto& [id, each] : project_.statutes) statutes.push_back(id);
    report(attribute.value_span, tr("there is no statute \"{0}\"", {attribute.value}),
           did_you_mean(attribute.value, statutes, tr("list the paper in project.xml")));
  }

  Names paper_ids() const {
    Names names;
    for (const auto& paper : project_.papers) names.push_back(paper->id);
    return names;
  }

  void table(const Node& node, const Attribute& attribute) {
    const Project::Target found = project_.resolve(examined_.paper, attribute.value);
    Names tables;
    for (const Node* each : examined_.elements("table")) tables.push_back(each->get("id"));
    const std::string id = attribute.value.substr(attribute.value.find('#') + 1);
    if (found.node == nullptr || !found.node->is("table")) {
      report(span_in_value(project_.sources, attribute, attribute.value.size() - id.size(),
                           attribute.value.size()),
             tr("this paper has no table \"{0}\"", {id}),
             did_you_mean(id, tables, tr("give the table this id")));
      return;
    }
    const Attribute* column = node.find("column");
    if (column == nullptr || column_sum(*found.node, column->value)) return;
    Names columns;
    for (const Node* each : columns_of(*found.node)) columns.push_back(each->get("id"));
    if (std::find(columns.begin(), columns.end(), column->value) == columns.end())
      report(column->value_span, tr("the table \"{0}\" has no column \"{1}\"", {id, column->value}),
             did_you_mean(column->value, columns, tr("give the column this id")));
    else
      report(column->value_span, tr("the column \"{0}\" has a cell without a number", {column->value}),
             {tr("write value=\"0\" for nothing")});
  }

  void counted(const Attribute& attribute) {
    const std::string_view of = attribute.value;
    if (of.starts_with("children:")) {
      const std::string_view id = of.substr(9, of.find(':', 9) - 9);
      if (project_.is_unread("organisation") || project_.registers.body(id) != nullptr) return;
      report_no_body(id, span_in_value(project_.sources, attribute, 9, 9 + id.size()), project_.registers,
                     diagnostics_);
      return;
    }
    if (of == "attachments" || of.starts_with("bodies:") || examined_.paper.by_id(of) != nullptr) return;
    report(attribute.value_span, tr("this paper has no \"{0}\"", {of}),
           did_you_mean(of, keys(examined_.paper.ids), tr("give what is counted this id")));
  }

  void picture(const Attribute& attribute) {
    const std::string& path = attribute.value;
    const CheckContext& context = examined_.context;
    if (!lies_in_content(path)) {
      report(attribute.value_span, tr("the file \"{0}\" does not lie below content", {path}),
             {tr("copy it to content, and name it from there")});
    } else if (!is_content_file(project_, context, path)) {
      const std::string similar = similar_content_file(project_, context, path);
      report(attribute.value_span, tr("the file \"{0}\" is not there", {path}),
             {similar.empty() ? tr("put it at content/{0}, or correct the name", {path})
                              : tr("did you mean \"{0}\"?", {similar})});
    }
  }

  const ExaminedPaper& examined_;
  const Project& project_;
  Diagnostics& diagnostics_;
  bool told_of_tasks_ = false;
};

void ref_unresolved(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  References(examined, diagnostics).check();
}

// The bodies that meeting plans and the house's policy are about: of a misspelt one nothing would be checked.
void unresolved_bodies_of_plans(const ProjectIndex& index, Diagnostics& diagnostics) {
  const Registers& registers = index.project.registers;
  if (index.project.is_unread("organisation")) return;
  const auto look_up = [&](std::string_view id, Span span) {
    if (registers.body(id) == nullptr) report_no_body(id, span, registers, diagnostics);
  };
  for (const auto& [key, plan] : registers.plans)
    look_up(plan.body, value_in_tag(index.project.sources, plan.span, "body"));
  for (const char* element : {"dispatch", "usual-weekday"})
    for (const Node* node : index.project.policies(element)) {
      const Attribute* body = node->find("body");
      if (body != nullptr) look_up(body->value, body->value_span);
    }
}

bool is_part_of_itself(const Registers& registers, const Task& task) {
  std::set<const Task*> seen;
  for (const Task* at = &task; at != nullptr; at = registers.task(at->part_of))
    if (!seen.insert(at).second) return true;
  return false;
}

// The registers' own names: the body that another belongs to, the task that another is a part of.
void ref_unresolved_in_registers(const ProjectIndex& index, Diagnostics& diagnostics) {
  unresolved_bodies_of_plans(index, diagnostics);
  const Registers& registers = index.project.registers;
  for (const auto& [id, body] : registers.bodies) {
    if (!body.parent.empty() && registers.body(body.parent) == nullptr)
      report_no_body(body.parent, value_in_tag(index.project.sources, body.span, "parent"), registers,
                     diagnostics);
  }
  const auto& tasks = registers.tasks;
  for (const auto& [id, task] : tasks) {
    if (!task.part_of.empty() && tasks.find(task.part_of) == tasks.end())
      diagnostics.error("ref-unresolved", value_in_tag(index.project.sources, task.span, "part-of"),
                        tr("the register of tasks has no \"{0}\"", {task.part_of}),
                        did_you_mean(task.part_of, keys(tasks), tr("put it into the register")));
    else if (is_part_of_itself(registers, task))
      diagnostics.error("ref-unresolved", value_in_tag(index.project.sources, task.span, "part-of"),
                        tr("the task \"{0}\" is a part of itself", {id}),
                        {tr("name the task that it is a part of, or give it a body")});
    if (!task.body.empty() && registers.body(task.body) == nullptr &&
        !index.project.is_unread("organisation"))
      report_no_body(task.body, value_in_tag(index.project.sources, task.span, "body"), registers,
                     diagnostics);
  }
}

}  // namespace

std::vector<Rule> reference_rules() {
  return {{.code = "ref-unresolved",
           .severity = Severity::error,
           .summary = "Something is named that is not there.",
           .explanation = "Every attribute that names something is looked up: papers and their elements "
                          "(ref, quote, count, amount), bodies, facts and laws in "
                          "the registers, and the files of pictures. A body must also have a name on the "
                          "paper's date, and an "
                          "abbreviation where one is asked for. A name that is "
                          "nearly right is offered.",
           .failing = R"(<p>Se <ref to="#tabel-bevilinger"/>.</p>
<table id="tabel-bevillinger">
  <caption>Bevillinger</caption>
  <column type="text">Post</column>
  <row><cell>Service</cell></row>
</table>
)",
           .passing = R"(<p>Se <ref to="#tabel-bevillinger"/>.</p>
<table id="tabel-bevillinger">
  <caption>Bevillinger</caption>
  <column type="text">Post</column>
  <row><cell>Service</cell></row>
</table>
)",
           .check = ref_unresolved,
           .check_project = ref_unresolved_in_registers}};
}

}  // namespace kancelli
