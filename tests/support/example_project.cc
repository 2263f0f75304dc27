#include "tests/support/example_project.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "pipeline/check/rule.h"
#include "pipeline/core/fixes.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

const std::string root = KANCELLI_ROOT;
const std::string ns = " xmlns=\"urn:kancelli:1\"";

struct File {
  std::string path, root_id, text;
};

std::string file_stem(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(slash + 1, path.rfind('.') - slash - 1);
}

// Cuts the example at its lines of the form <!-- PATH --> or <!-- PATH as ID -->.
std::vector<File> cut(std::string_view text) {
  std::vector<File> files;
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with("<!-- ") && line.ends_with(" -->") &&
        (line.find('/') != std::string_view::npos || line == "<!-- project.xml -->")) {
      const auto words = split(line.substr(5, line.size() - 9));
      files.push_back({std::string(words[0]),
                       words.size() == 3 ? std::string(words[2]) : file_stem(std::string(words[0])), ""});
      continue;
    }
    if (files.empty()) files.push_back({"papers/charter/eksempel.xml", "eksempel", ""});
    files.back().text += std::string(line) + "\n";
  }
  return files;
}

struct Part {
  std::string name, text;
};

// The top-level elements of a fragment, each with what stands before it (suppressions). One part without a
// name when it is not well-formed.
std::vector<Part> parts_of(const std::string& fragment) {
  SourceMap sources;
  Diagnostics ignored;
  const std::string wrapped = "<x" + ns + ">" + fragment + "</x>";
  const SourceId id = sources.add("fragment", wrapped);
  const auto document = read_xml(sources, id, ignored);
  if (document == nullptr) return {{"", fragment}};
  std::vector<Part> parts;
  std::size_t from = document->root->span.end;
  for (const Node* node : document->root->elements()) {
    parts.push_back({std::string(node->name),
                     std::string(trim(std::string_view(wrapped).substr(from, node->end - from))) + "\n"});
    from = node->end;
  }
  return parts;
}

const std::array<Part, 12> meta_parts = {{{"title", "<title>Eksempel</title>"},
                                          {"record", ""},
                                          {"kle", ""},
                                          {"dated", ""},
                                          {"about", ""},
                                          {"organ", "<organ committee=\"oeu\"/>"},
                                          {"meeting", ""},
                                          {"treatment", ""},
                                          {"access", "<access state=\"open\"/>"},
                                          {"embargo", ""},
                                          {"state", "<state value=\"draft\"/>"},
                                          {"attachments", ""}}};

struct Skeleton {
  std::string type;
  std::vector<Part> sections;  // those without text are optional; the first with a `p` takes loose blocks,
                               // one without a name is where they stand
};

const std::vector<Skeleton>& skeletons() {
  static const std::vector<Skeleton> all = {
      {"charter",
       {{"purpose", "<purpose><p>Tekst.</p></purpose>"},
        {"tasks", "<tasks><task id=\"opgave\"><title>Opgave</title><p>Tekst.</p></task></tasks>"},
        {"organisation", "<organisation><p>Tekst.</p></organisation>"},
        {"reporting", ""},
        {"responsibility", ""},
        {"section", ""}}},
      {"agreement",
       {{"parties", "<parties><party body=\"oeu\"/></parties>"},
        {"preamble", "<preamble><p>Tekst.</p></preamble>"},
        {"names", "<names><naming body=\"oeu\" administration=\"oeu\" as-of=\"2026-01-01\"/></names>"},
        {"areas", "<areas><area id=\"omraade\"><title>Område</title></area></areas>"},
        {"implementation", "<implementation><p>Tekst.</p></implementation>"},
        {"section", ""}}},
      {"case",
       {{"summary", "<summary><p>Tekst.</p></summary>"},
        {"recommendation",
         "<recommendation by=\"oeu\" to=\"oeu\"><item>at teksten godkendes.</item></recommendation>"},
        {"problem", "<problem><p>Tekst.</p></problem>"},
        {"solution", "<solution><p>Tekst.</p></solution>"},
        {"leeway", ""},
        {"economy", "<economy><p>Tekst.</p></economy>"},
        {"process", "<process><p>Tekst.</p></process>"},
        {"signature", "<signature><role>direktør</role></signature>"}}},
      {"statute",
       {{"enacted", "<enacted value=\"2000-01-01\"/>"},
        {"preamble", ""},
        {"",
         "<paragraph id=\"p1\" number=\"1\"><subsection "
         "id=\"p1-1\"><p>Tekst.</p></subsection></paragraph>"}}},
      {"amendment",
       {{"change", "<change statute=\"vedtaegt\" file=\"statute/ny.xml\"/>"},
        {"commencement", "<commencement date=\"2026-01-01\"/>"},
        {"remarks", ""}}}};
  return all;
}

std::string meta_of(const std::vector<Part>& parts) {
  std::string meta = "<meta>\n";
  for (const Part& each : meta_parts) {
    const auto given =
        std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.name == each.name; });
    const std::string& text = given == parts.end() ? each.text : given->text;
    if (!text.empty()) meta += std::string(trim(text)) + "\n";
  }
  return meta + "</meta>\n";
}

bool is_meta(const Part& part) {
  return std::any_of(meta_parts.begin(), meta_parts.end(),
                     [&](const Part& each) { return each.name == part.name; });
}

std::string paper_of(const File& file) {
  if (file.text.find("xml:lang") != std::string::npos && file.text.starts_with("<") &&
      file.text.find(ns) != std::string::npos)
    return file.text;
  const auto path = split(file.path, '/');
  const std::string type(path.at(path.size() == 2 ? 0 : 1));
  const auto& all = skeletons();
  const auto skeleton =
      std::find_if(all.begin(), all.end(), [&](const Skeleton& s) { return s.type == type; });
  if (skeleton == all.end()) return file.text;
  const std::vector<Part> parts = parts_of(file.text);
  std::string blocks,
      paper = "<" + type + ns + " xml:lang=\"da\" id=\"" + file.root_id + "\">\n" + meta_of(parts);
  const auto is_section = [&](const Part& part) {
    return std::any_of(skeleton->sections.begin(), skeleton->sections.end(),
                       [&](const Part& s) { return s.name == part.name; });
  };
  for (const Part& part : parts)
    if (!is_meta(part) && !is_section(part)) blocks += part.text;
  for (const Part& section : skeleton->sections) {
    bool given = false;
    for (const Part& part : parts)
      if (part.name == section.name) {
        given = true;
        paper += part.text;
      }
    if (!given && !blocks.empty() && section.text.find("<p>") != std::string::npos) {
      paper +=
          section.name.empty() ? blocks : "<" + section.name + ">\n" + blocks + "</" + section.name + ">\n";
      blocks.clear();
    } else if (!given && section.name == "recommendation" &&
               paper.find("<organ committee=\"br\"") != std::string::npos) {
      paper += "<recommendation by=\"oeu\" to=\"br\"><item>at teksten godkendes.</item></recommendation>\n";
    } else if (!given && !section.text.empty()) {
      paper += section.text + "\n";
    }
  }
  return paper + "</" + type + ">\n";
}

std::string register_of(const std::string& kind, const std::string& entries) {
  const std::string own =
      kind == "organisation" && entries.find("id=\"oeu\"") == std::string::npos
          ? "<body id=\"oeu\" kind=\"committee\"><name abbreviation=\"ØU\">Økonomiudvalget</name></body>\n"
          : "";
  return "<" + kind + ns + ">\n" + own + entries + "</" + kind + ">\n";
}

// Those that every project has, and those that are written out.
std::set<std::string> register_kinds(const std::vector<File>& files) {
  std::set<std::string> kinds = {"organisation", "facts", "laws"};
  for (const File& file : files)
    if (file.path.starts_with("registers/")) kinds.insert(file_stem(file.path));
  return kinds;
}

std::string project_of(const std::vector<File>& files) {
  std::string papers, rules, policy;
  bool listed = false;
  for (const File& file : files) {
    if (file.path == "project.xml") {
      for (const std::string_view line : split(file.text, '\n'))
        (line.find("<rule ") != std::string_view::npos    ? rules
         : line.find("<paper ") != std::string_view::npos ? papers
                                                          : policy) += std::string(line) + "\n";
      listed = !papers.empty();
    }
  }
  if (!listed)
    for (const File& file : files)
      if (file.path.starts_with("papers/")) {
        const auto path = split(file.path, '/');
        papers += "<paper type=\"" + std::string(path.at(1)) + "\" id=\"" + file_stem(file.path) + "\"/>\n";
      }
  std::string registers;
  for (const std::string& kind : register_kinds(files))
    registers += "<register kind=\"" + kind + "\" file=\"registers/" + kind + ".xml\"/>\n";
  return "<project" + ns + ">\n<papers>\n" + papers + "</papers>\n<registers>\n" + registers +
         "</registers>\n<rules>\n" + rules + "</rules>\n<policy>\n" + policy + "</policy>\n</project>\n";
}

// The values of src in a text, but for missing ones and those that could not be a file.
std::vector<std::string> pictures_of(std::string_view text) {
  static constexpr std::string_view attribute = " src=\"";
  std::vector<std::string> pictures;
  for (std::size_t at = text.find(attribute); at != std::string_view::npos;
       at = text.find(attribute, at + 1)) {
    const std::size_t begin = at + attribute.size();
    const std::string path(text.substr(begin, text.find('"', begin) - begin));
    if (path.find("missing") == std::string::npos) pictures.push_back(path);
  }
  return pictures;
}

// The smallest that is one by its name: a signature and, in a PNG, the chunk that ends it.
std::string smallest_picture(std::string_view path) {
  using std::literals::operator""s;
  if (path.ends_with(".png")) return "\x89PNG\r\n\x1A\n\0\0\0\0IEND\xAE\x42\x60\x82"s;
  if (path.ends_with(".jpg")) return "\xFF\xD8\xFF\xE0\xFF\xD9";
  return path.ends_with(".svg") ? "<svg xmlns=\"http://www.w3.org/2000/svg\"/>" : "";
}

}  // namespace

ExampleProject check_example(std::string_view text, std::string_view today) {
  const std::vector<File> files = cut(text);
  ExampleProject example;
  example.files = std::make_unique<MemoryFiles>();
  example.files->hidden = root + "/content";
  example.files->seen = {root + "/content/schema"};
  auto& written = example.files->files;
  const std::string content = root + "/content/";
  for (const std::string& kind : register_kinds(files))
    written[content + "registers/" + kind + ".xml"] = register_of(kind, "");
  for (const File& file : files) {
    if (file.path.starts_with("registers/"))
      written[content + file.path] = register_of(file_stem(file.path), file.text);
    else if (file.path.starts_with("papers/") ||
             (file.path.starts_with("statute/") && file.path.ends_with(".xml")))
      written[content + file.path] = paper_of(file);
    else if (file.path != "project.xml")
      written[content + file.path] = file.text;
  }
  for (const std::string& picture : pictures_of(text))
    written.try_emplace(content + picture, smallest_picture(picture));
  written[content + "project.xml"] = project_of(files);
  check_again(example, today);
  return example;
}

void check_again(ExampleProject& example, std::string_view today) {
  example.diagnostics = {};
  example.project = load_project(*example.files, root, example.diagnostics);
  check(*example.project, {}, {*example.files, Date::parse(today)}, example.diagnostics);
  example.diagnostics.sort(example.project->sources);
}

std::size_t repair(ExampleProject& example) {
  std::size_t repairs = 0;
  const SourceMap& sources = example.project->sources;
  for (const FixedSource& fixed : make_fixes(example.diagnostics, sources)) {
    example.files->write(root + "/" + std::string(sources.name(fixed.source)), fixed.text);
    repairs += fixed.fixes;
  }
  if (repairs > 0) check_again(example);
  return repairs;
}

std::string human(const ExampleProject& example) {
  return print(example.diagnostics, example.project->sources, {});
}
std::string brief(const ExampleProject& example) {
  return print(example.diagnostics, example.project->sources, {DiagnosticFormat::brief, false});
}

}  // namespace kancelli
