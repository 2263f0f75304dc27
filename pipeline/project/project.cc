#include "pipeline/project/project.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

constexpr std::string_view content = "content/";

// Reads a project piece by piece; what is wrong goes to the diagnostics.
class Loader {
 public:
  Loader(const Files& files, Project& project, Diagnostics& diagnostics)
      : files_(files), project_(project), diagnostics_(diagnostics) {}

  void load() {
    const std::string name = std::string(content) + "project.xml";
    const SourceId id = project_.sources.add(name, files_.read(project_.root + "/" + name));
    auto document = read_xml(project_.sources, id, diagnostics_);
    if (document == nullptr || !validate("project", *document)) return;
    project_.settings = std::move(document);
    const Node& root = *project_.settings->root;
    if (const Node* registers = root.child("registers")) load_registers(*registers);
    if (const Node* papers = root.child("papers"))
      for (const Node* node : papers->elements("paper")) load_paper(*node);
    // A title may name another paper: all are read before any is printed.
    for (const auto& paper : project_.papers)
      if (const Node* meta = paper->root().child("meta"))
        if (const Node* title = meta->child("title")) paper->title = printed_words(*title, *paper, project_);
    if (const Node* rules = root.child("rules"))
      for (const Node* node : rules->elements("rule")) {
        const Attribute* code = node->find("code");
        project_.rules.push_back({std::string(node->get("code")), std::string(node->get("severity")),
                                  code == nullptr ? node->name_span : code->value_span});
      }
  }

 private:
  // Nothing when the file is not there or not well-formed; `asked` is the place that names it.
  std::unique_ptr<XmlDocument> read(const std::string& name, Span asked) {
    std::string text;
    try {
      if (!files_.exists(project_.root + "/" + name)) {
        diagnostics_.error("file-missing", asked, tr("the file {0} is not there", {name}),
                           {tr("put it there, or delete the line")});
        return nullptr;
      }
      text = files_.read(project_.root + "/" + name);
    } catch (const Error& error) {
      diagnostics_.error("file-missing", asked, tr("the file {0} cannot be read", {name}), {error.what()});
      return nullptr;
    }
    return read_xml(project_.sources, project_.sources.add(name, std::move(text)), diagnostics_);
  }

  const Schema* schema(const std::string& type) {
    auto& slot = project_.schemas[type];
    if (slot == nullptr)
      slot = Schema::load(project_.root + "/" + std::string(content) + "schema/" + type + ".rng");
    return slot.get();
  }

  bool validate(const std::string& type, const XmlDocument& document) {
    return schema(type)->validate(document, diagnostics_);
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

  void load_register(const Node& node) {
    const std::string kind(node.get("kind"));
    const std::string file = std::filesystem::path(node.get("file")).lexically_normal().generic_string();
    if (file.starts_with("..") || file.starts_with("/")) {
      diagnostics_.error("file-missing", node.name_span,
                         tr("the file \"{0}\" does not lie below content", {node.get("file")}));
      return project_.unread.push_back(kind);
    }
    const auto document = read(std::string(content) + file, node.name_span);
    if (document == nullptr) return project_.unread.push_back(kind);
    // A register with a fault is read as far as it goes: its good entries spare the author a flood of
    // unresolved names.
    validate(kind, *document);
    read_register(*document, project_.registers, diagnostics_);
  }

  void load_paper(const Node& node) {
    auto paper = std::make_unique<Paper>();
    paper->type = node.get("type");
    paper->id = node.get("id");
    paper->file = std::string(content) + "papers/" + paper->type + "/" + paper->id + ".xml";
    if (std::find(project_.listed.begin(), project_.listed.end(), paper->file) != project_.listed.end()) {
      diagnostics_.error("id-duplicate", node.name_span, tr("the paper {0} is listed twice", {paper->id}),
                         {tr("delete one of the two lines")});
      return;
    }
    project_.listed.push_back(paper->file);
    const std::string grammar = project_.root + "/" + std::string(content) + "schema/" + paper->type + ".rng";
    if (!files_.exists(grammar)) {
      const Attribute* type = node.find("type");
      diagnostics_.error(
          "file-missing", type == nullptr ? node.name_span : type->value_span,
          tr("there is no document type \"{0}\"", {paper->type}),
          {tr("its grammar would be {0}", {std::string(content) + "schema/" + paper->type + ".rng"})});
      return project_.unread.push_back(paper->id);
    }
    paper->xml = read(paper->file, node.name_span);
    if (paper->xml == nullptr) return project_.unread.push_back(paper->id);
    paper->valid = validate(paper->type, *paper->xml);
    for (const Node& each : paper->xml->nodes)
      if (const Attribute* id = each.find("id")) paper->ids.emplace(id->value, &each);
    if (const Attribute* id = paper->root().find("id"); id != nullptr && id->value != paper->id)
      diagnostics_.error(
          "id-differs", id->value_span,
          tr("the paper's id is \"{0}\", but its file is named {1}", {id->value, paper->id + ".xml"}),
          {tr("make the two the same")});
    if (const Node* meta = paper->root().child("meta")) read_meta(*meta, *paper);
    project_.papers_by_id.emplace(paper->id, paper.get());
    project_.papers.push_back(std::move(paper));
  }

  static void read_meta(const Node& meta, Paper& paper) {
    const auto date = [&](const Node* node, std::string_view attribute, bool last) -> std::optional<Date> {
      const auto parsed = node == nullptr ? std::nullopt : Date::parse(node->get(attribute));
      return parsed ? std::optional(last ? parsed->last() : parsed->first()) : std::nullopt;
    };
    const auto text = [&](std::string_view element, std::string_view attribute) {
      const Node* node = meta.child(element);
      return std::string(node == nullptr ? "" : node->get(attribute));
    };
    paper.dated = date(meta.child("dated"), "value", false);
    paper.about_from = date(meta.child("about"), "from", false);
    paper.about_until = date(meta.child("about"), "until", true);
    paper.committee = text("organ", "committee");
    paper.responsible = text("organ", "responsible");
    paper.unit = text("organ", "unit");
    paper.recipient = text("organ", "recipient");
    paper.state = text("state", "value");
    paper.embargo = text("embargo", "until");
    paper.closed = text("access", "state") == "closed";
    if (const Node* attachments = meta.child("attachments"))
      for (const Node* node : attachments->elements("attachment")) {
        Attachment attachment;
        attachment.number = static_cast<int>(paper.attachments.size()) + 1;
        attachment.id = node->get("id");
        attachment.paper = node->get("paper");
        attachment.file = node->get("file");
        attachment.title = node->get("title");
        attachment.sha256 = node->get("sha256");
        attachment.pages = node->get("pages");
        attachment.closed = node->get("access") == "closed";
        attachment.reason = node->get("reason");
        attachment.ground = node->get("ground");
        attachment.node = node;
        paper.attachments.push_back(std::move(attachment));
      }
  }

  const Files& files_;
  Project& project_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Paper* Project::paper(std::string_view id) const {
  const auto found = papers_by_id.find(id);
  return found == papers_by_id.end() ? nullptr : found->second;
}

bool Project::is_unread(std::string_view paper_or_register) const {
  return std::find(unread.begin(), unread.end(), paper_or_register) != unread.end();
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

bool Project::withheld(const Node& node) const {
  for (const Node* at = &node; at != nullptr; at = at->parent)
    if (at->get("access") == "closed" && !at->is("attachment")) return true;
  return false;
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

std::unique_ptr<Project> load_project(const Files& files, const std::string& root, Diagnostics& diagnostics) {
  auto project = std::make_unique<Project>();
  project->root = root;
  Loader(files, *project, diagnostics).load();
  return project;
}

}  // namespace kancelli
