// What a DOCX of the sample project carries comes back out of it, also after another program has saved it:
//
//   word_round_trip PROJECT open|closed DOCX|XML...
//
// Every element's words are those that were sent, no word is nobody's, and the source that is made again has
// the elements, attributes and words of the paper's source, as far as the edition has them; so has an XML
// file, what `kancelli import` made of a DOCX. Says what is not so.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/core/text.h"
#include "pipeline/lower/lower.h"
#include "pipeline/project/amendments.h"
#include "pipeline/word/carried.h"

namespace kancelli::word {
namespace {

int failures = 0;

void fail(const std::string& file, const std::string& what) {
  ++failures;
  std::cout << "not ok - " << file << ": " << what << "\n";
}

// A tree as text: attributes in the order of their names, white space as lowering sees it.
class Canonical {
 public:
  // `imported`: of the open edition; a closed point has nothing but what makes it valid.
  explicit Canonical(const Project* project, bool imported = false)
      : project_(project), imported_(imported) {}
  std::string of(const Node& root) {
    element(root);
    return text_;
  }

 private:
  static bool is_point(const Node& node) { return node.is("agenda-item") || node.is("decision"); }
  bool withheld(const Node& node) const {
    if (imported_) return is_point(node) && node.get("access") == "closed";
    return project_ != nullptr && project_->withheld(node);
  }

  void element(const Node& node) {
    const bool inlined = is_inline_element(node.name), note = node.is("footnote");
    if (withheld(node) && !is_point(node) && !node.is("attachment")) return;
    if (!inlined) trim_end(), text_ += "\n";
    text_ += "<" + std::string(node.name) + attributes(node) + ">";
    if (!inlined || note) after_space_ = true;
    if (!withheld(node)) content(node);
    if (!inlined || note) trim_end();
    text_ += "</>";
    after_space_ = note || (inlined && node.children.empty()) ? false : !inlined ? true : after_space_;
  }

  std::string attributes(const Node& node) const {
    std::vector<std::string> all;
    for (const Attribute& each : node.attributes) {
      const bool kept = !withheld(node) || each.name == "access" ||
                        (is_point(node) && (each.name == "of" || each.name == "public"));
      if (kept) all.push_back(" " + each.name + "=\"" + each.value + "\"");
    }
    std::sort(all.begin(), all.end());
    return join(all, "");
  }

  void content(const Node& node) {
    for (const Node* child : node.children) {
      if (child->kind == Node::Kind::element) element(*child);
      if (child->kind != Node::Kind::text) continue;
      for (const char c : without_typography(child->text)) {
        if (!is_xml_space(c)) text_ += c;
        if (is_xml_space(c) && !after_space_) text_ += ' ';
        after_space_ = is_xml_space(c);
      }
    }
  }

  void trim_end() {
    if (text_.ends_with(' ')) text_.pop_back();
  }

  const Project* project_;
  bool imported_;
  std::string text_;
  bool after_space_ = true;
};

// From a little before the first difference.
void compare(const std::string& file, const std::string& source, const std::string& restored) {
  if (source == restored) return;
  const auto at = static_cast<std::size_t>(
      std::mismatch(source.begin(), source.end(), restored.begin(), restored.end()).first - source.begin());
  const std::size_t begin = at < 60 ? 0 : at - 60;
  fail(file, "the source made again differs:\n    source:   " + source.substr(begin, 140) +
                 "\n    restored: " + restored.substr(std::min(begin, restored.size()), 140));
}

void compare_words(const std::string& file, const Document& document, const Carried& carried) {
  const std::string property = "id=" + carried.paper +
                               (carried.version.empty() ? "" : " version=" + carried.version) +
                               " hash=" + carried.hash;
  if (document.properties.at("Kancelli") != property) fail(file, "its property says otherwise");
  if (carried.hashes.empty()) fail(file, "it carries no element");
  const auto words = words_by_key(document, carried);
  std::map<std::uint32_t, bool> stands;
  for (const auto& [paragraph, keys] : keys_by_paragraph(document))
    for (const std::uint32_t key : keys) stands[key] = true;
  for (const auto& [key, hash] : carried.hashes) {
    const auto found = words.find(key);
    const std::string name = std::to_string(key) + " <" + std::string(carried.elements.at(key)->name) + ">";
    if (found == words.end() || !stands[key])
      fail(file, "element " + name + " is gone");
    else if (element_hash(found->second) != hash)
      fail(file, "element " + name + " is now: " + found->second);
  }
}

// But for the table of contents, which every program makes anew.
void find_nobodys(const std::string& file, const Document& document, const Carried& carried) {
  const auto all = owners(document, carried);
  std::vector<std::uint32_t> margins;
  for (const Block& block : document.margins)
    if (block.paragraph() != nullptr) margins.push_back(block.paragraph()->number);
  for (const Paragraph* paragraph : document.paragraphs()) {
    const bool contents =
        lower(paragraph->style).starts_with("toc") || lower(paragraph->style).starts_with("contents");
    if (contents || std::find(margins.begin(), margins.end(), paragraph->number) != margins.end()) continue;
    for (std::size_t run = 0; run < paragraph->runs.size(); ++run) {
      const Run& each = paragraph->runs[run];
      const bool nobodys = all[paragraph->number - 1][run].kind == Owner::Kind::nobody;
      if (nobodys && each.kind == Run::Kind::text && !trim(each.text).empty())
        fail(file, "nobody's words (" + paragraph->style + "): " + each.text);
    }
  }
}

struct Papers {
  std::unique_ptr<Project> project;
  std::vector<AmendmentPapers> made;

  const Paper* find(const std::string& id) const {
    for (const AmendmentPapers& each : made)
      for (const auto& paper : each.papers)
        if (paper->id == id) return paper.get();
    return project->paper(id);
  }
};

Papers read_papers(const std::string& root, bool closed) {
  Papers papers;
  Diagnostics diagnostics;
  papers.project = load_project(DiskFiles(), root, diagnostics);
  papers.project->closed_edition = closed;
  for (std::size_t at = 0; at < papers.project->papers.size(); ++at) {
    const Paper& paper = *papers.project->papers[at];
    if (paper.type != "amendment") continue;
    const auto worked = work_out(*papers.project, paper, diagnostics);
    papers.made.push_back(amendment_papers(*papers.project, *worked, diagnostics));
  }
  return papers;
}

// The words that a marked-up text strikes out are gone after its changes: its source has more.
void compare_with_paper(const std::string& file, const std::string& id, const std::string& source,
                        Papers& papers, bool imported = false) {
  SourceMap& sources = papers.project->sources;
  Diagnostics diagnostics;
  const auto xml = read_xml(sources, sources.add(file + "!source", source), diagnostics);
  const Paper* paper = papers.find(id);
  if (xml == nullptr || paper == nullptr)
    fail(file, "its source cannot be made again");
  else if (paper->lines_after.empty())
    compare(file, Canonical(papers.project.get()).of(paper->root()),
            Canonical(nullptr, imported && !papers.project->closed_edition).of(*xml->root));
}

void check(const std::string& path, Papers& papers) {
  const std::string file = std::filesystem::path(path).filename();
  SourceMap& sources = papers.project->sources;
  Diagnostics diagnostics;
  if (file.ends_with(".xml")) {
    std::string id = std::filesystem::path(path).stem();
    if (id.ends_with("-lukket")) id.resize(id.size() - std::string_view("-lukket").size());
    return compare_with_paper(file, id, DiskFiles().read(path), papers, true);
  }
  const auto document = read_document(sources, file, DiskFiles().read(path), diagnostics);
  if (document == nullptr) return fail(file, "it cannot be read");
  const auto carried = word::carried(sources, *document);
  if (!carried) return fail(file, "it carries nothing");
  compare_words(file, *document, *carried);
  find_nobodys(file, *document, *carried);
  compare_with_paper(file, carried->paper, restored_source(*document, *carried, diagnostics), papers);
}

}  // namespace
}  // namespace kancelli::word

int main(int count, char** arguments) {
  if (count < 4) return 2;
  kancelli::word::Papers papers =
      kancelli::word::read_papers(arguments[1], std::string(arguments[2]) == "closed");
  for (int at = 3; at < count; ++at) kancelli::word::check(arguments[at], papers);
  std::cout << count - 3 << " files, " << kancelli::word::failures << " failures\n";
  return kancelli::word::failures == 0 ? 0 : 1;
}
