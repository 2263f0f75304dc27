#include "tests/filters/filter_bench.h"

#include <algorithm>
#include <cstdlib>

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/text.h"
#include "pipeline/lower/lower.h"
#include "pipeline/project/answers.h"
#include "tests/support/memory_files.h"

namespace kancelli {
namespace {

std::string on_disk(const std::string& path) {
  return DiskFiles().read(root() + "/" + path);
}

// A paper's type is the name of its root element.
std::string type_of(const std::string& xml) {
  const std::size_t end = xml.find(" xmlns=");
  return xml.substr(xml.rfind('<', end) + 1, end - xml.rfind('<', end) - 1);
}

FilterHost& host() {
  static FilterHost instance = [] {
    FilterOptions options;
    options.format = "json";
    options.lua_path = {root() + "/filters/lib"};
    return FilterHost(std::move(options));
  }();
  return instance;
}

}  // namespace

const std::string& root() {
  static const std::string folder = [] {
    const char* given = std::getenv("KANCELLI_ROOT");
    return std::string(given != nullptr ? given : KANCELLI_ROOT);
  }();
  return folder;
}

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  const DiskFiles files;
  for (const std::string& name : files.list(root() + "/filters"))
    if (files.exists(root() + "/filters/" + name + "/sample.xml")) names.push_back(name);
  return names;
}

std::string sample_text(const std::string& name) {
  return on_disk("filters/" + name + "/sample.xml");
}

std::unique_ptr<Project> sample_papers(const std::map<std::string, std::string>& changed) {
  MemoryFiles files;
  const std::string content = root() + "/content/";
  files.hidden = content;
  files.seen = {content + "schema"};
  std::string papers;
  for (const std::string& name : sample_names()) {
    const auto other = changed.find(name);
    const std::string xml = other == changed.end() ? sample_text(name) : other->second;
    const std::string type = type_of(xml);
    papers += "<paper type=\"" + type + "\" id=\"sample-" + name + "\"/>";
    files.files[content + "papers/" + type + "/sample-" + name + ".xml"] = xml;
  }
  std::string registers;
  for (const char* kind : {"organisation", "facts", "laws"}) {
    const std::string file = "registers/" + std::string(kind) + ".xml";
    registers += "<register kind=\"" + std::string(kind) + "\" file=\"" + file + "\"/>";
    files.files[content + file] = on_disk("tests/filters/" + file);
  }
  files.files[content + "project.xml"] = "<project xmlns=\"urn:kancelli:1\"><papers>" + papers +
                                         "</papers><registers>" + registers + "</registers></project>";
  Diagnostics diagnostics;
  auto project = load_project(files, root(), diagnostics);
  // What the program makes of an amendment has no grammar: nobody writes it.
  for (const Diagnostic& d : diagnostics.list())
    if (changed.empty() && !project->sources.name(d.span.source).ends_with("sample-amendment.xml"))
      throw Error(project->sources.where(d.span) + ": " + d.message);
  return project;
}

const House& house() {
  static const House instance = load_house(DiskFiles(), root());
  return instance;
}

ast::Document filtered(const Project& project, const Paper& paper, const std::string& last,
                       std::map<std::string, std::string>* asked) {
  ast::Document document = lower(paper, project);
  host().set_answers([&](std::string_view question, const std::vector<std::string>& arguments) {
    std::string text = answer(project, paper, question, arguments);
    if (asked != nullptr) (*asked)[question_key(question, arguments)] = text;
    return text;
  });
  for (const FilterEntry& entry : house().order) {
    if (!entry.format.empty()) continue;
    std::string file = "filters/" + entry.file;
    for (std::size_t at = file.find("{type}"); at != std::string::npos; at = file.find("{type}"))
      file.replace(at, 6, paper.type);
    document = host().apply(std::move(document), file, house().text(file));
    if (entry.name == last) break;
  }
  return document;
}

std::vector<FilterEntry> output_filters() {
  std::vector<FilterEntry> filters;
  for (const FilterEntry& entry : house().order)
    if (!entry.format.empty()) filters.push_back(entry);
  return filters;
}

std::string output_sample(const FilterEntry& filter) {
  return on_disk("filters/" + filter.name + "/sample.json");
}

std::string output_made(const FilterEntry& filter) {
  FilterOptions options;
  options.format = filter.format;
  options.lua_path = {root() + "/filters/lib"};
  ast::Document sample = ast::from_json(output_sample(filter), options.api_version);
  const ast::ApiVersion version = options.api_version;
  const std::string file = "filters/" + filter.file;
  return by_lines(ast::to_json(
      FilterHost(std::move(options)).apply(std::move(sample), file, house().text(file)), version));
}

// So that a change shows where it is.
std::string by_lines(const std::string& json) {
  ast::ApiVersion version;
  ast::Document document = ast::from_json(json, version);
  const std::string opening = "\"blocks\":[";
  std::string text = ast::to_json({std::move(document.meta), {}}, version);
  text.insert(text.find("\"meta\":"), "\n");
  text.insert(text.find(opening), "\n");
  text.resize(text.size() - 2);  // what closes the blocks and the document
  for (ast::Element& block : document.blocks) {
    ast::Document alone;
    alone.blocks.push_back(std::move(block));
    const std::string one = ast::to_json(alone, version);
    const std::size_t begin = one.find(opening) + opening.size();
    text += (text.ends_with(opening) ? "\n" : ",\n") + one.substr(begin, one.size() - 2 - begin);
  }
  return text + "]}\n";
}

std::string outline(const ast::Document& document) {
  return host().write(document, "outline.lua", on_disk("tests/filters/outline.lua"));
}

std::string difference(const std::string& made, const std::string& expected) {
  if (made == expected) return "";
  const auto have = split(made, '\n'), want = split(expected, '\n');
  constexpr std::size_t around = 3;
  std::size_t begin = 0, end = 0;  // how many lines are alike at both ends
  const std::size_t most = std::min(have.size(), want.size());
  while (begin < most && have[begin] == want[begin]) ++begin;
  while (end < most - begin && have[have.size() - 1 - end] == want[want.size() - 1 - end]) ++end;
  std::string text = "from line " + std::to_string(begin + 1) + ":\n";
  const auto add = [&text](const char* sign, const auto& lines, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) text += sign + std::string(lines[i]) + "\n";
  };
  add("  ", want, begin - std::min(begin, around), begin);
  add("- ", want, begin, want.size() - end);
  add("+ ", have, begin, have.size() - end);
  add("  ", want, want.size() - end, want.size() - end + std::min(end, around));
  return std::string(trim(text));
}

}  // namespace kancelli
