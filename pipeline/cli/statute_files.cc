#include "pipeline/cli/statute_files.h"

#include <filesystem>

#include "pipeline/cli/paths.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/statute/akoma_ntoso.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/proof.h"
#include "pipeline/statute/statute_xml.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string root_for(const Files& files, const Options& options) {
  if (!options.project.empty()) return project_root(files, options);
  for (std::size_t i = 1; i < options.arguments.size(); ++i) {
    std::error_code problem;
    const fs::path path = options.arguments[i];
    if (!fs::exists(path, problem)) continue;
    const std::string root = find_project(files, fs::absolute(path).parent_path().string());
    if (!root.empty()) return root;
  }
  return find_project(files, ".");
}

}  // namespace

StatuteFiles::StatuteFiles(const Files& files, const Options& options) : files_(files) {
  const std::string root = root_for(files, options);
  // Faults of other papers are not what was asked for: `kancelli check` tells them.
  Diagnostics others;
  if (root.empty()) {
    project_ = std::make_unique<Project>();
    project_->root = fs::current_path().string();
  } else {
    project_ = load_project(files, root, others);
  }
}

const Paper* StatuteFiles::paper_named(const std::string& name) const {
  if (const Paper* paper = project_->paper(name)) return paper;
  std::error_code problem;
  for (const auto& paper : project_->papers)
    if (fs::exists(name, problem) && fs::equivalent(project_->root + "/" + paper->file, name, problem))
      return paper.get();
  return nullptr;
}

SourceId StatuteFiles::read(const std::string& name) {
  std::error_code problem;
  if (!fs::exists(name, problem)) throw Error(tr("there is no file or folder {0}", {name}));
  if (fs::is_directory(name, problem)) throw Error(tr("{0} is a folder", {name}), tr("name a file in it"));
  std::string text = files_.read(name);
  if (find_invalid_utf8(text) != std::string::npos)
    throw Error(tr("{0} is no text in UTF-8", {name}), tr("save it as UTF-8"));
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return project_->sources.add(name, std::move(text));
}

bool StatuteFiles::is_xml(SourceId source) const {
  return trim(project_->sources.text(source)).starts_with("<");
}

StatuteFiles::Statute StatuteFiles::statute(const std::string& name) {
  Statute result;
  const auto printer_for = [&](const Paper* paper) {
    return [this, paper](std::string_view element, const std::map<std::string, std::string>& attributes) {
      if (paper == nullptr) return std::string();
      return printed(element, {attributes.begin(), attributes.end()}, *paper, *project_).value_or("");
    };
  };
  const Node* root = nullptr;
  if (const Paper* paper = paper_named(name)) {
    const auto found = project_->statutes.find(paper->id);
    if (found == project_->statutes.end())
      throw Error(tr("{0} is no statute", {name}), tr("its root element would be <statute>"));
    if (!paper->valid) throw Error(tr("{0} has faults", {name}), tr("`kancelli check` shows them"));
    result.text = found->second;
    root = &paper->root();
  } else {
    const SourceId source = read(name);
    if (!is_xml(source))
      throw Error(tr("{0} is no statute", {name}), tr("its root element would be <statute>"));
    auto document = read_xml(project_->sources, source, diagnostics_);
    if (document == nullptr) return result;
    root = document->root;
    if (root->name == "akomaNtoso") return from_akoma_ntoso(source);
    if (!root->is("statute") || root->foreign)
      throw Error(tr("{0} is no statute", {name}), tr("its root element would be <statute>"));
    if (const auto schema = project_->schemas.find("statute");
        schema != project_->schemas.end() && !schema->second->validate(*document, diagnostics_))
      return result;
    document->tree.reset();
    const Paper* like = project_->papers.empty() ? nullptr : project_->papers.front().get();
    result.text = statute::read_statute(*root, printer_for(like));
    documents_.push_back(std::move(document));
  }
  const auto head = statute::read_statute_head(project_->sources, *root);
  result.meta = head.meta;
  result.enacted = head.enacted;
  result.amended = head.amended;
  return result;
}

StatuteFiles::Statute StatuteFiles::from_akoma_ntoso(SourceId source) {
  Statute result;
  statute::AkomaHead head;
  auto text = statute::read_akoma_ntoso(project_->sources, source, diagnostics_, &head);
  if (!text) return result;
  result.text = std::move(*text);
  result.enacted = head.enacted;
  result.amended = head.amended;
  return result;
}

std::unique_ptr<WorkedAmendment> StatuteFiles::worked(const Statute& old, statute::Amendment amendment) {
  auto result = std::make_unique<WorkedAmendment>();
  result->old = old.text;
  if (amendment.id.empty()) amendment.id = old.text.id + "-aendring";
  statute::ApplyOptions options;
  options.changed_by = [&](const std::string& id) {
    const auto found = old.changed_by.find(id);
    return found == old.changed_by.end() ? "" : found->second;
  };
  statute::Applied applied = statute::apply(old.text, amendment, options, diagnostics_);
  result->touched = std::move(applied.touched);
  result->changed = std::move(applied.statute);
  if (!amendment.commencements.empty()) result->source.date = amendment.commencements[0].date;
  result->amendment = std::move(amendment);
  for (const bool done : applied.done)
    if (!done) return nullptr;
  return result;
}

// Formulas that say something else when they are read are no formulas: words with a « in them, for one.
void StatuteFiles::read_back(const statute::Amendment& amendment) {
  SourceMap sources;
  Diagnostics faults;
  const statute::Amendment read =
      statute::parse(sources, sources.add("formulas", statute::write_text(amendment)), faults);
  const std::string different =
      faults.has_errors() ? faults.list().front().message : statute::difference(read, amendment);
  if (!different.empty())
    diagnostics_.error("amendment-proof", {},
                       tr("the proof fails: {0}", {statute::to_string(statute::Claim::formulas_read_back)}),
                       {tr("first difference: {0}", {different})});
}

std::unique_ptr<WorkedAmendment> StatuteFiles::compare(const Statute& old, const Statute& changed) {
  if (diagnostics_.has_errors()) return nullptr;
  statute::CompareOptions options;
  options.ids = old.text.id == changed.text.id;
  statute::Amendment amendment = statute::compare(old.text, changed.text, options, diagnostics_);
  if (diagnostics_.has_errors()) return nullptr;
  read_back(amendment);
  if (diagnostics_.has_errors()) return nullptr;
  amendment.title = "Vedtægt om ændring af " + within_sentence(old.text.text.words);
  amendment.introduction =
      introduction(old.text.text.words, old.enacted, old.amended, amendment.items.size());
  return worked(old, std::move(amendment));
}

std::unique_ptr<WorkedAmendment> StatuteFiles::amendment_of(const Paper& paper, const std::string& name,
                                                            const Statute& old) {
  auto result = work_out(*project_, paper, diagnostics_);
  // What is wrong with the paper itself, `kancelli check` tells.
  if (result == nullptr && !diagnostics_.has_errors())
    throw Error(tr("{0} has faults", {name}), tr("`kancelli check` shows them"));
  if (result != nullptr && result->source.statute != old.text.id)
    throw Error(tr("{0} changes another statute: {1}", {name, result->source.statute}),
                tr("name that one, or another amendment"));
  return result;
}

statute::Amendment StatuteFiles::formulas(const std::string& name) {
  const SourceId source = read(name);
  if (trim(project_->sources.text(source)).empty())
    throw Error(tr("{0} is empty", {name}), tr("write a formula in it"));
  return statute::parse(project_->sources, source, diagnostics_);
}

std::unique_ptr<WorkedAmendment> StatuteFiles::amendment(const std::string& name, const Statute& old) {
  if (diagnostics_.has_errors()) return nullptr;
  if (const Paper* paper = paper_named(name); paper != nullptr && paper->type == "amendment")
    return amendment_of(*paper, name, old);
  std::error_code problem;
  if (fs::is_regular_file(name, problem) && is_xml(read(name))) return compare(old, statute(name));
  statute::Amendment amendment = formulas(name);
  if (diagnostics_.has_errors()) return nullptr;
  if (amendment.title.empty()) amendment.title = fs::path(name).stem().string();
  if (amendment.introduction.empty())
    amendment.introduction =
        introduction(old.text.text.words, old.enacted, old.amended, amendment.items.size());
  amendment.id = fs::path(name).stem().string();
  return worked(old, std::move(amendment));
}

}  // namespace kancelli
