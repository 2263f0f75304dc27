#include "tests/unit/word/sample_papers.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/word/edited.h"

namespace kancelli::word {
namespace {

// The files of the project, some of them otherwise.
class Changed : public DiskFiles {
 public:
  explicit Changed(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  std::string read(const std::string& path) const override {
    const auto found = files_.find(path);
    return found == files_.end() ? DiskFiles::read(path) : found->second;
  }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace

SamplePapers::SamplePapers() {
  const std::string root = KANCELLI_ROOT;
  Diagnostics diagnostics;
  project_ = load_project(files_, root, diagnostics);
  tools_ = std::make_unique<BuildTools>(files_, processes_, root, find_house(files_, root), 1);
  tools_->pandoc.learn_version();
  const Workshop workshop{*project_,     tools_->house,      files_, processes_, tools_->pandoc,
                          tools_->typst, tools_->typst_root, "",     false};
  PaperMaker maker(workshop);
  for (const auto& paper : project_->papers) {
    if (paper->type == "amendment") continue;
    const auto tree = maker.tree(*paper, diagnostics);
    if (tree == nullptr) throw Error("the sample paper " + paper->id + " is not made");
    papers_.push_back({paper.get(), printed_paper(*project_, *paper, tree->marked),
                       maker.output(*paper, *tree, "docx", diagnostics)});
  }
}

std::vector<std::string> lines_of(const PrintedPaper& printed) {
  std::vector<std::string> lines;
  for (const PrintedBlock& block : printed.blocks) {
    if (block.paragraph() != nullptr) lines.push_back(block.paragraph()->text());
    if (block.table() == nullptr) continue;
    for (const PrintedRow& row : block.table()->rows) {
      std::string line;
      for (const PrintedCell& cell : row.cells) {
        for (const PrintedParagraph& paragraph : cell.paragraphs) line += paragraph.text();
        line += "\t";
      }
      lines.push_back(line);
    }
  }
  std::vector<std::string> notes;
  for (const PrintedNote& note : printed.notes)
    for (const PrintedParagraph& paragraph : note.paragraphs) notes.push_back(paragraph.text());
  std::sort(notes.begin(), notes.end());
  lines.insert(lines.end(), notes.begin(), notes.end());
  return lines;
}

std::vector<std::string> lines_of_copy(const std::string& bytes) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_document(sources, "kopi.docx", bytes, diagnostics);
  const EditedPaper edited = edited_paper(*document);
  std::vector<std::string> lines, notes, cited;
  const auto cite = [&](const EditedParagraph& paragraph) {
    for (std::size_t k = 0; k < paragraph.text.size(); ++k)
      if (paragraph.text[k] == note_mark) cited.push_back(paragraph.runs[k]->target);
  };
  for (const EditedBlock& block : edited.blocks) {
    if (block.paragraph() != nullptr) lines.push_back(block.paragraph()->text), cite(*block.paragraph());
    if (block.table() == nullptr) continue;
    for (const EditedRow& row : block.table()->rows) {
      std::string line;
      for (const EditedCell& cell : row.cells) {
        for (const EditedParagraph& paragraph : cell.paragraphs) line += paragraph.text, cite(paragraph);
        line += "\t";
      }
      lines.push_back(line);
    }
  }
  for (const std::string& key : cited)
    if (const auto found = edited.notes.find(key); found != edited.notes.end())
      for (const EditedParagraph& paragraph : found->second) notes.push_back(paragraph.text);
  std::sort(notes.begin(), notes.end());
  lines.insert(lines.end(), notes.begin(), notes.end());
  return lines;
}

std::vector<std::string> SamplePapers::printed_with(const std::string& id,
                                                    const std::map<std::string, std::string>& files) {
  std::map<std::string, std::string> by_path;
  for (const auto& [name, text] : files) by_path[std::string(KANCELLI_ROOT) + "/" + name] = text;
  Changed changed(by_path);
  Diagnostics diagnostics;
  const auto project = load_project(changed, KANCELLI_ROOT, diagnostics);
  const Paper* paper = project->paper(id);
  const Workshop workshop{*project,      tools_->house,      files_, processes_, tools_->pandoc,
                          tools_->typst, tools_->typst_root, "",     false};
  PaperMaker maker(workshop);
  const auto tree = paper == nullptr ? nullptr : maker.tree(*paper, diagnostics);
  if (tree == nullptr)
    return {"not printed: " + (diagnostics.list().empty() ? "" : diagnostics.list().front().message)};
  return lines_of(printed_paper(*project, *paper, tree->marked));
}

namespace {

std::vector<Copy> read_copies(SourceMap& sources, const std::vector<std::string>& copies) {
  std::vector<Copy> read;
  Diagnostics diagnostics;
  for (const std::string& bytes : copies) {
    Copy copy;
    copy.name = "kopi" + std::to_string(read.size() + 1) + ".docx";
    copy.document = read_document(sources, copy.name, bytes, diagnostics);
    if (copy.document == nullptr) throw Error("the copy is not read: " + diagnostics.list().front().message);
    copy.carried = carried(sources, *copy.document);
    read.push_back(std::move(copy));
  }
  return read;
}

}  // namespace

Proposals SamplePapers::take(const SamplePaper& paper, const std::vector<std::string>& copies) {
  SourceMap sources;  // of the copies alone
  return proposals(*project_, *paper.paper, paper.printed, read_copies(sources, copies));
}

std::string SamplePapers::text_after(const SamplePaper& paper,
                                     const std::vector<std::pair<std::string, std::string>>& changes) const {
  std::string text(project_->sources.text(paper.paper->source()));
  for (const auto& [from, to] : changes) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw Error("the paper does not say " + from);
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string SamplePapers::copy_after(const SamplePaper& paper,
                                     const std::vector<std::pair<std::string, std::string>>& changes) {
  std::map<std::string, std::string> files;
  files[std::string(KANCELLI_ROOT) + "/" + paper.paper->file] = text_after(paper, changes);
  Changed changed(files);
  Diagnostics diagnostics;
  const auto project = load_project(changed, KANCELLI_ROOT, diagnostics);
  const Paper& now = *project->paper(paper.paper->id);
  const Workshop workshop{*project,      tools_->house,      files_, processes_, tools_->pandoc,
                          tools_->typst, tools_->typst_root, "",     false};
  PaperMaker maker(workshop);
  const auto tree = maker.tree(now, diagnostics);
  if (tree == nullptr) throw Error("the changed paper is not made");
  return maker.output(now, *tree, "docx", diagnostics);
}

Proposals SamplePapers::take_after(const SamplePaper& paper,
                                   const std::vector<std::pair<std::string, std::string>>& changes,
                                   const std::vector<std::string>& copies, std::string* applied_all,
                                   const SentTexts& texts) {
  const std::string text = text_after(paper, changes);
  std::map<std::string, std::string> files;
  files[std::string(KANCELLI_ROOT) + "/" + paper.paper->file] = text;
  Changed changed(files);
  Diagnostics diagnostics;
  const auto project = load_project(changed, KANCELLI_ROOT, diagnostics);
  const Paper& now = *project->paper(paper.paper->id);
  const Workshop workshop{*project,      tools_->house,      files_, processes_, tools_->pandoc,
                          tools_->typst, tools_->typst_root, "",     false};
  PaperMaker maker(workshop);
  const auto tree = maker.tree(now, diagnostics);
  if (tree == nullptr) throw Error("the changed paper is not made");
  SourceMap sources;
  const auto read = read_copies(sources, copies);
  Proposals found = proposals(*project, now, printed_paper(*project, now, tree->marked), read, texts);
  if (applied_all != nullptr) {
    std::vector<std::string> ids;
    for (const Proposal& each : found.list)
      if (!each.edits.empty()) ids.push_back(each.id);
    *applied_all = ids.empty() ? text : applied(*project, found, ids).at(now.file);
  }
  return found;
}

}  // namespace kancelli::word
