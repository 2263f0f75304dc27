#include "pipeline/project/project.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/statute/amendment_source.h"
#include "pipeline/statute/statute_xml.h"

namespace kancelli {
namespace {

constexpr std::string_view content = "content/";

// Reads a project piece by piece; what is wrong goes to the diagnostics.
class Loader {
 public:
  Loader(const Files& files, Project& project, Diagnostics& diagnostics, int jobs)
      : files_(files), project_(project), diagnostics_(diagnostics), jobs_(jobs) {}

  void load() {
    const std::string name = std::string(content) + "project.xml";
    const SourceId id = project_.sources.add(name, files_.read(project_.root + "/" + name));
    auto document = read_xml(project_.sources, id, diagnostics_);
    if (document == nullptr || !validate(schema("project"), *document, diagnostics_)) return;
    project_.settings = std::move(document);
    const Node& root = *project_.settings->root;
    if (const Node* registers = root.child("registers")) load_registers(*registers);
    load_demanded_types();
    if (const Node* papers = root.child("papers")) load_papers(papers->elements("paper"));
    for (auto& [key, event] : project_.registers.events)
      if (const Paper* paper = project_.paper(event.paper); paper != nullptr && !event.date)
        event.date = paper->dated;
    load_edited();
    // A title may name another paper or a provision, and a provision may name a paper.
    print_titles();
    load_statutes();
    if (!project_.statutes.empty()) print_titles();
    load_sent_cases();
    if (const Node* rules = root.child("rules"))
      for (const Node* node : rules->elements("rule")) {
        const Attribute* code = node->find("code");
        project_.rules.push_back({std::string(node->get("code")), std::string(node->get("severity")),
                                  code == nullptr ? node->name_span : code->value_span});
      }
  }

 private:
  // Nothing when the file is not there; `asked` is the place that names it.
  std::optional<SourceId> read(const std::string& name, Span asked) {
    std::string text;
    try {
      if (!files_.exists(project_.root + "/" + name)) {
        diagnostics_.error("file-missing", asked, tr("the file {0} is not there", {name}),
                           {tr("put it there, or delete the line")});
        return std::nullopt;
      }
      text = files_.read(project_.root + "/" + name);
    } catch (const Error& error) {
      diagnostics_.error("file-missing", asked, tr("the file {0} cannot be read", {name}), {error.what()});
      return std::nullopt;
    }
    return project_.sources.add(name, std::move(text));
  }

  const Schema& schema(const std::string& type) {
    auto& slot = project_.schemas[type];
    if (slot == nullptr) slot = Schema::load(grammar_of(type));
    return *slot;
  }

  // libxml2's tree has served then: it takes ten times the file's room.
  static bool validate(const Schema& schema, XmlDocument& document, Diagnostics& diagnostics) {
    const bool valid = schema.validate(document, diagnostics);
    document.tree.reset();
    return valid;
  }

  void load_registers(const Node& node) {
    bool organisation = false;
    for (const Node* each : node.elements("register")) {
      load_register(*each);
      organisation = organisation || each->get("kind") == "organisation";
    }
    // Every paper names a committee: one finding here, or one for each name in every paper.
    if (organisation) return;
    diagnostics_.error("file-missing", node.name_span, tr("no organisation register is listed"),
                       {tr("write <register kind=\"organisation\" file=\"registers/organisation.xml\"/>")});
    project_.unread.emplace_back("organisation");
  }

  // What a type may hold is asked for before there is a paper of it.
  void load_demanded_types() {
    for (const auto& [id, requirement] : project_.registers.requirements)
      if (!requirement.type.empty() && files_.exists(grammar_of(requirement.type))) schema(requirement.type);
  }

  std::string grammar_of(const std::string& type) const {
    return project_.root + "/" + std::string(content) + "schema/" + type + ".rng";
  }

  // Nothing, with a diagnostic at `asked`, for a path that leads out of content.
  std::optional<std::string> file_below_content(std::string_view path, Span asked) {
    const std::string file = std::filesystem::path(path).lexically_normal().generic_string();
    if (!file.starts_with("..") && !file.starts_with("/")) return std::string(content) + file;
    diagnostics_.error("file-missing", asked, tr("the file \"{0}\" does not lie below content", {path}));
    return std::nullopt;
  }

  void load_register(const Node& node) {
    const std::string kind(node.get("kind"));
    const auto file = file_below_content(node.get("file"), node.name_span);
    if (!file) return project_.unread.push_back(kind);
    const auto source = read(*file, node.name_span);
    const auto document = source ? read_xml(project_.sources, *source, diagnostics_) : nullptr;
    if (document == nullptr) return project_.unread.push_back(kind);
    // A register with a fault is read as far as it goes: its good entries spare the author a flood of
    // unresolved names.
    validate(schema(kind), *document, diagnostics_);
    read_register(*document, project_.registers, diagnostics_);
  }

  // A paper on its way: its text is there.
  struct Pending {
    std::unique_ptr<Paper> paper;
    SourceId source = SourceId::none;
    Diagnostics diagnostics;
  };

  void load_papers(const std::vector<const Node*>& nodes) {
    std::vector<Pending> pending;
    for (const Node* node : nodes)
      if (auto paper = begin_paper(*node); paper.source != SourceId::none)
        pending.push_back(std::move(paper));
    for_each_index(pending.size(), jobs_, [&](std::size_t index) { read_paper(pending[index]); });
    for (Pending& each : pending) {
      diagnostics_.merge(std::move(each.diagnostics));
      Paper& paper = *each.paper;
      if (paper.xml == nullptr) {
        project_.unread.push_back(paper.id);
        continue;
      }
      project_.papers_by_id.emplace(paper.id, &paper);
      project_.papers.push_back(std::move(each.paper));
    }
  }

  void print_titles() {
    for (const auto& paper : project_.papers)
      if (const Node* meta = paper->root().child("meta"))
        if (const Node* title = meta->child("title")) paper->title = printed_words(*title, *paper, project_);
  }

  statute::Unit statute_in(const Paper& paper) const {
    return statute::read_statute(paper.root(), [&](std::string_view element, const auto& attributes) {
      return printed(element, Attributes(attributes.begin(), attributes.end()), paper, project_).value_or("");
    });
  }

  void load_statutes() {
    for (const auto& paper : project_.papers)
      if (paper->type == "statute") project_.statutes.emplace(paper->id, statute_in(*paper));
    for (auto& [id, edited] : project_.edited)
      if (edited.paper != nullptr) {
        edited.statute = statute_in(*edited.paper);
        edited.paper->title = edited.statute.text.words;
      }
  }

  // Minutes decide on cases as they were sent (decided_paper). What cannot be read is told by check().
  void load_sent_cases() {
    const auto is_of = [](std::string_view type) {
      return [type](const auto& paper) { return paper->type == type; };
    };
    if (std::none_of(project_.papers.begin(), project_.papers.end(), is_of("minutes"))) return;
    for (const auto& paper : project_.papers)
      if (paper->type == "minutes") load_sent_minutes(paper->id);
    for (const auto& paper : project_.papers) {
      if (paper->type != "agenda") continue;
      for (const Node& node : paper->xml->nodes)
        if (const Attribute* named = node.is("agenda-item") ? node.find("paper") : nullptr)
          if (project_.paper(named->value) != nullptr) load_sent_case(std::string(named->value));
    }
  }

  std::vector<PaperThen> papers_then(const std::string& id, Diagnostics& faults) {
    std::vector<PaperThen> all;
    for (const SentVersion& version : sent_versions(project_, files_, id, faults))
      if (auto paper = frozen_paper(project_, files_, version, faults))
        all.push_back({version.sent, std::move(paper)});
    return all;
  }

  void load_sent_case(const std::string& id) {
    if (project_.cases_then.contains(id)) return;
    Diagnostics faults;
    std::vector<PaperThen> all = papers_then(id, faults);
    if (!all.empty() && !faults.has_errors()) project_.cases_then.emplace(id, std::move(all));
  }

  // Only what was sent is a decision (earlier_decisions). Of damaged ones nobody knows what that was.
  void load_sent_minutes(const std::string& id) {
    Diagnostics faults;
    std::vector<PaperThen> all = papers_then(id, faults);
    if (faults.has_errors()) all.clear();
    if (!all.empty() || faults.has_errors()) project_.cases_then.emplace(id, std::move(all));
  }

  // The files that amendments name: edited statutes, which are papers that nothing lists, and formulas.
  void load_edited() {
    for (const auto& paper : project_.papers) {
      const Node* change = paper->type == "amendment" ? paper->root().child("change") : nullptr;
      const Attribute* named = change == nullptr ? nullptr : change->find("file");
      if (named == nullptr || named->value == placeholder) continue;  // not-filled-in tells of it
      const auto file = file_below_content(named->value, named->value_span);
      const auto source = file ? read(*file, named->value_span) : std::nullopt;
      EditedStatute& edited = project_.edited[paper->id];
      if (!source) continue;
      edited.source = *source;
      const bool of_statute = project_.paper(change->get("statute")) != nullptr;
      if (of_statute && file->ends_with(".xml") && files_.exists(grammar_of("statute")))
        load_edited_statute(*file, change->get("statute"), edited);
    }
  }

  void load_edited_statute(const std::string& file, std::string_view statute, EditedStatute& edited) {
    schema("statute");
    Pending pending{std::make_unique<Paper>(), edited.source, {}};
    pending.paper->type = "statute";
    pending.paper->id = statute;
    pending.paper->file = file;
    read_paper(pending);
    diagnostics_.merge(std::move(pending.diagnostics));
    if (pending.paper->xml != nullptr) edited.paper = std::move(pending.paper);
  }

  // Takes the text and the grammar in; without a source when one is not there.
  Pending begin_paper(const Node& node) {
    Pending pending{std::make_unique<Paper>(), SourceId::none, {}};
    Paper& paper = *pending.paper;
    paper.type = node.get("type");
    paper.id = node.get("id");
    paper.file = std::string(content) + "papers/" + paper.type + "/" + paper.id + ".xml";
    if (!listed_.insert(paper.file).second) {
      diagnostics_.error("id-duplicate", node.name_span, tr("the paper {0} is listed twice", {paper.id}),
                         {tr("delete one of the two lines")});
      return pending;
    }
    project_.listed.push_back(paper.file);
    const std::string grammar = std::string(content) + "schema/" + paper.type + ".rng";
    if (project_.schemas.find(paper.type) == project_.schemas.end() &&
        !files_.exists(project_.root + "/" + grammar)) {
      const Attribute* type = node.find("type");
      diagnostics_.error("file-missing", type == nullptr ? node.name_span : type->value_span,
                         tr("there is no document type \"{0}\"", {paper.type}),
                         {tr("its grammar would be {0}", {grammar})});
    } else if (const auto source = read(paper.file, node.name_span)) {
      schema(paper.type);
      pending.source = *source;
      return pending;
    }
    project_.unread.push_back(paper.id);
    return pending;
  }

  // On any thread: touches this paper alone.
  void read_paper(Pending& pending) {
    Paper& paper = *pending.paper;
    paper.xml = read_xml(project_.sources, pending.source, pending.diagnostics);
    if (paper.xml == nullptr) return;
    paper.valid = validate(*project_.schemas.at(paper.type), *paper.xml, pending.diagnostics);
    for (const Node& each : paper.xml->nodes)
      if (const Attribute* id = each.find("id")) paper.ids.emplace(id->value, &each);
    if (const Attribute* id = paper.root().find("id"); id != nullptr && id->value != paper.id)
      pending.diagnostics.error(
          "id-differs", id->value_span,
          listed_.contains(paper.file)
              ? tr("the paper's id is \"{0}\", but its file is named {1}", {id->value, paper.id + ".xml"})
              : tr("the statute's id is \"{0}\", but it is to be the text of {1}", {id->value, paper.id}),
          {tr("make the two the same")});
    if (const Node* meta = paper.root().child("meta")) read_meta(*meta, paper);
  }

  const Files& files_;
  Project& project_;
  Diagnostics& diagnostics_;
  int jobs_;
  std::set<std::string> listed_;
};

}  // namespace

const Paper* Project::paper(std::string_view id) const {
  const auto found = papers_by_id.find(id);
  return found == papers_by_id.end() ? nullptr : found->second;
}

bool Project::is_unread(std::string_view paper_or_register) const {
  return std::find(unread.begin(), unread.end(), paper_or_register) != unread.end();
}

const statute::Unit* Project::statute_of(const Paper& paper) const {
  for (const auto& [id, each] : edited)
    if (each.paper.get() == &paper) return &each.statute;
  const auto found = statutes.find(paper.id);
  return found == statutes.end() ? nullptr : &found->second;
}

Project::Target Project::resolve(const Paper& from, std::string_view reference) const {
  const std::size_t hash = reference.find('#');
  const std::string_view paper_id = reference.substr(0, hash);
  const Paper* found = paper_id.empty() ? &from : paper(paper_id);
  if (found == nullptr) return {};
  return {found, hash == std::string_view::npos ? &found->root() : found->by_id(reference.substr(hash + 1))};
}

std::vector<const Node*> Project::policies(std::string_view element) const {
  const Node* policy = settings == nullptr ? nullptr : settings->root->child("policy");
  return policy == nullptr ? std::vector<const Node*>() : policy->elements(element);
}

std::string city_name(const Project& project) {
  for (const Node* city : project.policies("city"))
    if (const auto name = city->get("name"); !name.empty()) return std::string(name);
  return "Københavns Kommune";
}

bool Project::is_closed(const Node& node) const {
  for (const Node* at = &node; at != nullptr; at = at->parent)
    if (at->get("access") == "closed" && !at->is("attachment")) return true;
  return false;
}

bool Project::withheld(const Node& node) const {
  return !closed_edition && is_closed(node);
}

std::string_view Project::heading(std::string_view type, std::string_view element) const {
  const auto schema = schemas.find(type);
  const ElementRule* rule = schema == schemas.end() ? nullptr : schema->second->element(element);
  return rule == nullptr || !rule->heading ? std::string_view() : rule->title;
}

std::string find_project(const Files& files, const std::string& start) {
  std::error_code problem;
  std::filesystem::path folder = std::filesystem::absolute(start, problem).lexically_normal();
  for (;;) {
    if (files.exists((folder / content / "project.xml").string()))
      return folder.string().ends_with('/') ? folder.string().substr(0, folder.string().size() - 1)
                                            : folder.string();
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
}

std::unique_ptr<Project> load_project(const Files& files, const std::string& root, Diagnostics& diagnostics,
                                      int jobs) {
  auto project = std::make_unique<Project>();
  project->root = root;
  Loader(files, *project, diagnostics, jobs).load();
  return project;
}

}  // namespace kancelli
