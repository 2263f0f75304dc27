#include "pipeline/cli/take_command.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "pipeline/build/builder.h"
#include "pipeline/build/tools.h"
#include "pipeline/check/frozen_answers.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/sent_papers.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/word/rejected.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

class Take {
 public:
  explicit Take(const Options& options) : options_(options) {
    Options here = options;
    here.arguments.clear();  // the copies lie anywhere
    Diagnostics loading;     // what is wrong with other papers is not asked
    const std::string root = project_root(files_, here);
    if (!options.html.empty()) refuse_output(root, options.html, ".html", std::string(word::proposals_mark));
    project_ = load_project(files_, root, loading);
  }

  int run() {
    read_copies();
    if (found_.has_errors()) return finish(options_, project_->sources, found_);
    const Paper& paper = paper_of_copies();
    const Language own = language();
    if (!options_.html.empty()) set_language(Language::danish);  // as all pages
    word::Proposals proposals = proposals_on(files_, *project_, paper, copies_, found_);
    if (found_.has_errors()) return finish(options_, project_->sources, found_);
    const std::size_t rejected = word::leave_out_rejected(*project_, files_, proposals);
    if (rejected > 0)
      proposals.notes.push_back(tr("rejected before, and left out: {0}", {std::to_string(rejected)}));
    if (!options_.reject.empty()) return reject(proposals);
    if (!options_.apply.empty()) return apply(proposals);
    if (!options_.html.empty()) {
      const std::string page = word::proposals_page(proposals, *project_);
      set_language(own);
      files_.write(options_.html, page);
      std::cerr << tr("{0} is there", {options_.html}) << "\n";
      return 0;
    }
    std::cout << (options_.format == DiagnosticFormat::json ? word::proposals_json(proposals, *project_)
                                                            : word::proposals_text(proposals, *project_));
    return 0;
  }

 private:
  void read_copies() {
    for (const std::string& name : options_.arguments) {
      word::Copy copy;
      copy.name = fs::path(name).filename().string();
      copy.document = word::read_document(project_->sources, name, files_.read(name), found_);
      if (copy.document == nullptr) continue;
      copy.carried = word::carried(project_->sources, *copy.document);
      copies_.push_back(std::move(copy));
    }
  }

  // By what it carries, else what Word keeps in its properties: "id=... version=... hash=...".
  std::string paper_id(const word::Copy& copy) const {
    if (copy.carried) return copy.carried->paper;
    const auto property = [&](const char* name) {
      const auto found = copy.document->properties.find(name);
      return found == copy.document->properties.end() ? std::string() : found->second;
    };
    for (const std::string_view word : split(property("Kancelli")))
      if (word.starts_with("id=")) return std::string(word.substr(3));
    if (const std::string id = property("identifier"); project_->paper(id) != nullptr) return id;
    for (const auto& paper : project_->papers)
      if (!paper->title.empty() && paper->title == property("title")) return paper->id;
    return fs::path(copy.name).stem().string();
  }

  const Paper& paper_of_copies() {
    const std::string id = paper_id(copies_.front());
    for (const word::Copy& copy : copies_) {
      if (paper_id(copy) != id)
        throw Error(
            tr("{0} is a copy of {1}, and {2} of {3}", {copies_.front().name, id, copy.name, paper_id(copy)}),
            tr("take the copies of one paper at a time"));
      if (copy.carried && copies_.front().carried &&
          copy.carried->edition != copies_.front().carried->edition)
        throw Error(tr("the copies are of two editions"), tr("take those of one edition at a time"));
    }
    const Paper* paper = project_->paper(id);
    if (paper == nullptr) {
      if (is_amendment_paper(*project_, id))
        throw Error(tr("{0} is made by the program: nothing can be taken back to it", {id}),
                    tr("change the amendment that it is made of"));
      if (project_->is_unread(id))
        throw Error(tr("the paper {0} cannot be read", {id}), tr("`kancelli check` shows why"));
      throw Error(tr("{0} is no copy of a paper of this project", {copies_.front().name}),
                  tr("`kancelli import` makes a paper of a Word file"));
    }
    project_->closed_edition = copies_.front().carried && copies_.front().carried->edition == "closed";
    return *paper;
  }

  static std::vector<std::string> ids_of(const std::string& list) {
    std::vector<std::string> ids;
    for (const std::string_view each : split(list, ','))
      if (!trim(each).empty()) ids.emplace_back(trim(each));
    return ids;
  }

  int reject(const word::Proposals& proposals) {
    std::vector<std::string> ids = ids_of(options_.reject);
    if (ids == std::vector<std::string>{"all"}) {
      ids.clear();
      for (const word::Proposal& each : proposals.list) ids.push_back(each.id);
    }
    word::reject(*project_, files_, proposals, ids);
    tell_notes(proposals);
    std::cerr
        << tr("rejected: {0}; content/taken/{1}.xml remembers it: delete the row there, and it is proposed "
              "again",
              {std::to_string(ids.size()), proposals.paper})
        << "\n";
    return 0;
  }

  int apply(const word::Proposals& proposals) {
    std::vector<std::string> ids = ids_of(options_.apply);
    std::size_t left = 0, of_registers = 0, alone = 0;
    if (ids == std::vector<std::string>{"all"}) {
      ids.clear();
      for (const word::Proposal& each : proposals.list)
        if (each.edits.empty() || !each.conflicts.empty())
          ++left;
        else if (each.alone)
          ++alone;
        else if (word::changes_register(*project_, each))
          ++of_registers;
        else
          ids.push_back(each.id);
    }
    write(word::applied(*project_, proposals, ids));
    tell_notes(proposals);
    std::cerr << tr("applied: {0}", {std::to_string(ids.size())}) << "\n";
    const auto tell = [](std::size_t count, const std::string& words) {
      if (count > 0) std::cerr << words << "\n";
    };
    tell(left, tr("left, by hand or in conflict: {0}; `kancelli take FILE --list` shows them",
                  {std::to_string(left)}));
    tell(of_registers,
         tr("left, because they change registers, which other papers use too: {0}; apply them by "
            "their ids",
            {std::to_string(of_registers)}));
    tell(alone, tr("left, because their copy has lost what it carries: {0}; apply them by their ids",
                   {std::to_string(alone)}));
    tell(ids.size(), tr("next: `kancelli check`, and `kancelli build` when it finds nothing"));
    return 0;
  }

  static void tell_notes(const word::Proposals& proposals) {
    for (const std::string& note : proposals.notes) std::cerr << tr("note") << ": " << note << "\n";
  }

  // All files, or none.
  void write(const std::map<std::string, std::string>& texts) {
    const auto lock = files_.lock(project_->root + "/content");
    std::map<std::string, std::string> before;
    for (const auto& [name, text] : texts) {
      before[name] = files_.read(project_->root + "/" + name);
      for (const SourceId source : project_->sources.all())
        if (project_->sources.name(source) == name && project_->sources.text(source) != before[name])
          throw Error(tr("{0} was changed meanwhile", {name}), tr("nothing was written; try again"));
    }
    try {
      for (const auto& [name, text] : texts) {
        files_.write(project_->root + "/" + name, text);
        std::cerr << tr("{0} is changed", {name}) << "\n";
      }
    } catch (const Error&) {
      for (const auto& [name, text] : before)
        if (files_.read(project_->root + "/" + name) != text) files_.write(project_->root + "/" + name, text);
      throw;
    }
  }

  const Options& options_;
  DiskFiles files_;
  Diagnostics found_;
  std::unique_ptr<Project> project_;
  std::vector<word::Copy> copies_;
};

// What the versions said that were sent and are kept. One that is damaged tells nothing: `kancelli check`
// says so, and the copies can be taken without it.
word::SentTexts sent_texts(Files& files, Project& project, PaperMaker& maker, const Paper& paper) {
  word::SentTexts texts;
  Diagnostics damaged;
  for (const SentVersion& version : sent_versions(project, files, paper.id, damaged)) {
    const auto frozen = frozen_paper(project, files, version, damaged);
    if (frozen == nullptr) continue;
    try {
      FrozenAnswers answers;
      if (const std::string name = frozen_answers(version, project.closed_edition);
          version.file(name) != nullptr)
        answers = read_answers(frozen_file(project, files, version, name));
      if (const auto tree = maker.tree(*frozen, damaged, answers); tree != nullptr)
        word::add_sent_texts(word::printed_paper(project, *frozen, tree->marked), texts);
    } catch (const Error&) {
      continue;
    }
  }
  return texts;
}

}  // namespace

word::Proposals proposals_on(Files& files, Project& project, const Paper& paper,
                             const std::vector<word::Copy>& copies, Diagnostics& found) {
  SystemProcesses processes;
  BuildTools tools(files, processes, project.root, find_house(files, project.root), 1);
  tools.pandoc.learn_version();
  const Workshop workshop{project,     tools.house,      files, processes, tools.pandoc,
                          tools.typst, tools.typst_root, "",    false};
  PaperMaker maker(workshop);
  const auto tree = maker.tree(paper, found);
  if (tree == nullptr) return {};
  return word::proposals(project, paper, word::printed_paper(project, paper, tree->marked), copies,
                         sent_texts(files, project, maker, paper));
}

int run_take(const Options& options) {
  if (options.arguments.empty())
    throw Error(tr("`kancelli take` wants one or more edited Word files"),
                tr("for example: kancelli take rettet.docx --list"));
  if (options.format == DiagnosticFormat::sarif)
    throw Error(tr("{0} cannot be \"{1}\"", {"--format", "sarif"}), tr("it is {0}", {"human, json"}));
  const int asked = (options.list ? 1 : 0) + (options.html.empty() ? 0 : 1) +
                    (options.apply.empty() ? 0 : 1) + (options.reject.empty() ? 0 : 1);
  if (asked > 1)
    throw Error(tr("one of --list, --html, --apply and --reject at a time"),
                tr("first --list or --html, then --apply or --reject"));
  return Take(options).run();
}

}  // namespace kancelli
