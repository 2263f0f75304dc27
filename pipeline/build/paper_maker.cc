#include "pipeline/build/paper_maker.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/ast/ast_json.h"
#include "pipeline/build/trusted_filters.h"
#include "pipeline/check/frozen_answers.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_report.h"
#include "pipeline/lower/lower.h"
#include "pipeline/write/accessibility.h"
#include "pipeline/write/docx_carried.h"
#include "pipeline/write/docx_finisher.h"
#include "pipeline/write/pdf_finisher.h"
#include "pipeline/write/pictures.h"
#include "pipeline/write/read_back.h"
#include "pipeline/write/report.h"
#include "pipeline/write/words.h"

namespace kancelli {
namespace {

std::string meta_text(const ast::Meta& meta, std::string_view key) {
  const ast::Meta* value = meta.find(key);
  if (value == nullptr) return {};
  return value->kind == ast::Meta::Kind::string ? value->string : ast::stringify(value->content);
}

void gather_furniture(const std::vector<ast::Element>& elements, std::vector<std::string>& furniture) {
  for (const ast::Element& element : elements) {
    if (element.kind == ast::Kind::Header || element.kind == ast::Kind::TableHead ||
        element.kind == ast::Kind::Caption)
      furniture.push_back(ast::stringify(element));
    gather_furniture(element.content, furniture);
  }
}

std::vector<std::string> lines_of(const Reading& reading) {
  std::vector<std::string> lines;
  for (const WordBlock& block : reading.body) {
    std::string line;
    for (const Word& word : block) line += (line.empty() ? "" : " ") + word.text;
    lines.push_back(std::move(line));
  }
  return lines;
}

// A marked-up text: when all changes are refused it reads as the old text, when all are accepted as the new
// one. What stands around them (letterhead, dates) is the same in both.
void compare_changes(const Paper& paper, std::string_view docx, Diagnostics& diagnostics) {
  const auto compare = [&](Revisions revisions, const std::vector<std::string>& wanted) {
    const std::vector<std::string> found = lines_of(read_docx(docx, revisions));
    std::size_t at = 0;
    std::string missing;
    for (const std::string& line : wanted) {
      const std::string plain = collapse_space(without_typography(line));
      // The front matter may stand between the title and the text, nothing else.
      while (at < found.size() && found[at] != plain && &line <= &wanted[1]) ++at;
      if (at < found.size() && found[at++] == plain) continue;
      missing = plain;
      break;
    }
    if (missing.empty() && at == found.size()) return;
    diagnostics.error("output-differs", paper.root().name_span,
                      tr("{0} does not read as the {1} text when all changes are {2}",
                         {paper.id + ".docx", revisions == Revisions::accepted ? tr("new") : tr("old"),
                          revisions == Revisions::accepted ? tr("accepted") : tr("refused")}),
                      {tr("first difference: {0}", {missing.empty() ? found[at] : missing})});
  };
  compare(Revisions::refused, paper.lines_before);
  compare(Revisions::accepted, paper.lines_after);
}

// The paper's element whose id stands last in the markup's first `lines`; else the paper's root.
Span span_before(const Paper& paper, std::string_view markup, int lines) {
  constexpr std::string_view mark = "id: \"";
  std::size_t end = 0;
  for (int line = 0; line < lines && end < markup.size(); ++line)
    end = std::min(markup.find('\n', end), markup.size() - 1) + 1;
  for (std::size_t at = markup.substr(0, end).rfind(mark); at != std::string_view::npos && at > 0;
       at = markup.rfind(mark, at - 1)) {
    const std::size_t begin = at + mark.size();
    const std::string_view id = markup.substr(begin, markup.find('"', begin) - begin);
    if (const Node* node = paper.by_id(std::string(id))) return node->name_span;
  }
  return paper.root().name_span;
}

}  // namespace

PaperMaker::PaperMaker(const Workshop& workshop) : shop_(workshop) {
  FilterOptions options;
  options.api_version = shop_.pandoc.api_version();
  options.pandoc_version = shop_.pandoc.version();
  const auto in_typst = [&](const std::string& path) { return path.substr(shop_.typst_root.size()); };
  options.variables = {{"template", in_typst(shop_.house.root) + "/styles/typst/template.typ"},
                       {"resource-root", in_typst(shop_.project.root) + "/content/"}};
  options.lua_path = {shop_.house.root + "/filters/lib", shop_.house.root + "/filters/typst"};
  options.processes = &shop_.processes;
  options.folder = shop_.project.root;
  host_ = std::make_unique<FilterHost>(std::move(options));
  if (shop_.profile) host_->set_profile(&profile_);
}

PaperMaker::~PaperMaker() = default;

void PaperMaker::report(const FilterError& error, const std::string& filter, Diagnostics& diagnostics) const {
  Diagnostic& d = diagnostics.error("filter", span_at(shop_.project, error.position),
                                    tr("the filter {0} failed: {1}", {filter, error.what()}));
  d.trace.push_back(tr("in {0}", {error.file + (error.line > 0 ? ":" + std::to_string(error.line) : "")}));
  for (std::string& line : trace_lines(error, d.span.nowhere())) d.trace.push_back(std::move(line));
  if (!error.hint.empty()) d.hints.push_back(error.hint);
  if (d.span.nowhere()) d.place = error.file;
}

// In the markup: at the last element before it that has an id, or the paper. In the template: there.
void PaperMaker::report(const TypstWarning& warning, const TypstJob& job, const Paper& paper,
                        Diagnostics& diagnostics) const {
  Diagnostic& d = diagnostics.warning("typst", {}, tr("Typst warns: {0}", {warning.message}));
  d.trace.push_back(tr("while setting {0}", {paper.id + ".pdf"}));
  if (warning.file.empty() || warning.file == job.main)
    d.span = span_before(paper, job.source, warning.line);
  else
    d.place = warning.file.substr(warning.file.find_first_not_of('/')) + ":" + std::to_string(warning.line);
}

ast::Document PaperMaker::run_filters(ast::Document document, const Paper& paper, const std::string& format,
                                      Diagnostics& diagnostics) {
  std::vector<FilterFile> files;
  std::map<std::string, std::string> names;  // the entry's, by the file's
  std::size_t traced = SIZE_MAX;
  for (const FilterEntry& entry : shop_.house.order) {
    if (entry.format != format) continue;
    const std::string named = file_of_entry(entry, paper.type), file = "filters/" + named;
    if (!shop_.trace.empty() && entry.name == shop_.trace) traced = files.size();
    files.push_back({file, shop_.house.text(file), trust_in(shop_.project, named)});
    names[file] = entry.name;
  }
  host_->take_media();  // what a filter that failed, or a writer, left of another paper
  try {
    if (traced < files.size())
      document = run_traced(std::move(document), files, traced,
                            paper.id + (format.empty() ? "" : "." + format) + ", " + shop_.trace);
    else
      document = host_->apply(std::move(document), files);
    embed_media(document, host_->take_media());
    return document;
  } catch (const FilterError& error) {
    report(error, names[error.filter], diagnostics);
    return {};
  }
}

ast::Document PaperMaker::run_traced(ast::Document document, const std::vector<FilterFile>& files,
                                     std::size_t traced, const std::string& heading) {
  const auto here = files.begin() + static_cast<std::ptrdiff_t>(traced);
  document = host_->apply(std::move(document), {files.begin(), here});
  const ast::Document before = document;
  document = host_->apply(std::move(document), {*here});
  trace_ += trace_text(heading, ast::changes(before, document));
  return host_->apply(std::move(document), {here + 1, files.end()});
}

// A type has its grammar before it has its filter: an author of the type reads where the next step is.
bool PaperMaker::has_filters_of_its_type(const Paper& paper, Diagnostics& diagnostics) const {
  for (const FilterEntry& entry : shop_.house.order) {
    const std::string file = "filters/" + file_of_entry(entry, paper.type);
    if (shop_.house.files.contains(file) || file == "filters/" + entry.file) continue;
    diagnostics.error("filter", paper.root().name_span,
                      tr("there is no filter for the type \"{0}\": {1}", {paper.type, file}),
                      {tr("write it, as docs/how-to/add-a-type.md tells; a type without elements of its own "
                          "may begin as a copy of filters/charter/charter.lua")});
    return false;
  }
  return true;
}

std::unique_ptr<FinalTree> PaperMaker::tree(const Paper& paper, Diagnostics& diagnostics,
                                            const std::map<std::string, std::string>& frozen) {
  if (!has_filters_of_its_type(paper, diagnostics)) return nullptr;
  Answerer answerer(shop_.project, paper);
  host_->set_format("json");
  host_->set_answers([&](std::string_view question, const std::vector<std::string>& arguments) {
    const auto then = frozen.find(question_key(question, arguments));
    return then == frozen.end() ? answerer.ask(question, arguments) : then->second;
  });
  for (const Attachment& attachment : paper.attachments)
    if (!attachment.paper.empty()) answerer.ask("paper", {attachment.paper});  // lowering prints its title
  auto result = std::make_unique<FinalTree>();
  const std::size_t before = diagnostics.count(Severity::error);
  result->marked = run_filters(lower(paper, shop_.project), paper, "", diagnostics);
  host_->set_answers({});
  if (diagnostics.count(Severity::error) != before) return nullptr;
  result->answers = answerer.asked();
  prove_source_in_tree(paper, shop_.project, result->marked, diagnostics);
  if (diagnostics.count(Severity::error) != before) return nullptr;
  result->accessible = prove_accessible(result->marked, shop_.project, diagnostics);
  result->document = without_proof_marks(result->marked);
  return result;
}

std::string PaperMaker::output(const Paper& paper, const FinalTree& tree, const std::string& format,
                               Diagnostics& diagnostics) {
  if (format == "docx") return docx(paper, tree, diagnostics);
  if (format == "html") return html(paper, tree, diagnostics);
  if (format == "pdf") return pdf(paper, tree, diagnostics);
  if (format == "lowered")
    return ast::to_json(lower(paper, shop_.project), shop_.pandoc.api_version()) + "\n";
  if (format == "asked") {
    FrozenAnswers asked = tree.answers;
    std::erase_if(asked, [](const auto& entry) { return !about_project(entry.first); });
    return answers_json(asked);
  }
  if (format == "answers") return answers_file(shop_.project, paper, tree.answers);
  return ast::to_json(tree.document, shop_.pandoc.api_version()) + "\n";
}

std::string PaperMaker::docx(const Paper& paper, const FinalTree& tree, Diagnostics& diagnostics) {
  host_->set_format("docx");
  const std::size_t before = diagnostics.count(Severity::error);
  const ast::Document lowered = lower(paper, shop_.project);
  const ElementKeys keys = element_keys(paper, shop_.project, lowered);
  const ast::Document prepared = run_filters(with_key_marks(tree.marked, keys), paper, "docx", diagnostics);
  if (diagnostics.count(Severity::error) != before) return {};
  const std::string reference = "styles/generated/reference.docx";
  DocxProperties properties = docx_properties(tree.document.meta);
  if (tree.of_source) properties.structure = docx_structure(paper, shop_.project, lowered, keys);
  std::string finished = finish_docx(shop_.pandoc.docx(prepared), shop_.house.text(reference), properties);
  compare_words(reading_of(tree.marked), read_docx(finished), paper.id + ".docx", shop_.project, diagnostics);
  if (!paper.lines_after.empty()) compare_changes(paper, finished, diagnostics);
  return finished;
}

std::string PaperMaker::html(const Paper& paper, const FinalTree& tree, Diagnostics& diagnostics) {
  host_->set_format("html");
  const std::size_t before = diagnostics.count(Severity::error);
  ast::Document prepared = run_filters(tree.document, paper, "html", diagnostics);
  if (diagnostics.count(Severity::error) != before) return {};
  embed_pictures(prepared, shop_.files, shop_.project.root + "/content");
  std::string page = shop_.pandoc.html(prepared);
  compare_words(reading_of(tree.marked), read_html(page), paper.id + ".html", shop_.project, diagnostics);
  return page;
}

std::string PaperMaker::markup(const ast::Document& document, Diagnostics& diagnostics) {
  host_->set_format("typst");
  try {
    const std::string writer = "typst/writer.lua", file = "filters/" + writer;
    return host_->write(document, {file, shop_.house.text(file), trust_in(shop_.project, writer)});
  } catch (const FilterError& error) {
    report(error, "typst", diagnostics);
    return {};
  }
}

std::vector<std::string> PaperMaker::furniture(const ast::Document& document, const Paper* paper) const {
  std::vector<std::string> words = {"Side af Sagsnr. UDKAST Indhold", "Page of Case no. DRAFT Contents",
                                    "Ny tekst er understreget. Tekst, der udgår, er streget over.",
                                    "New text is underlined. Text that goes is struck through."};
  if (shop_.project.closed_edition) words.push_back("LUKKET CLOSED");
  for (const auto& [key, value] : document.meta.entries) words.push_back(meta_text(document.meta, key));
  gather_furniture(document.blocks, words);
  if (paper == nullptr) return words;
  for (const Node& node : paper->xml->nodes)
    if (node.is("figure") && node.get("src").ends_with(".svg"))
      words.push_back(
          svg_text(shop_.files.read(shop_.project.root + "/content/" + std::string(node.get("src")))));
  return words;
}

std::string PaperMaker::pdf(const Paper& paper, const FinalTree& tree, Diagnostics& diagnostics) {
  const std::string source = markup(tree.document, diagnostics);
  if (source.empty()) return {};
  const ast::Meta& meta = tree.document.meta;
  PdfProperties properties;
  properties.title = meta_text(meta, "title");
  properties.language = meta_text(meta, "lang");
  properties.creator = meta_text(meta, "author");
  properties.description = meta_text(meta, "description");
  if (paper.dated) properties.date = paper.dated->iso();
  properties.ua = tree.accessible;
  const TypstJob job{source, "/" + paper.file + ".typ", paper.dated ? paper.dated->iso() : ""};
  const TypstResult set = shop_.typst.pdf(job);
  for (const TypstWarning& warning : set.warnings) report(warning, job, paper, diagnostics);
  std::string finished = finish_pdf(set.pdf, properties);
  compare_pdf(reading_of(tree.marked, true), read_pdf(finished, shop_.processes),
              furniture(tree.document, &paper), paper.id + ".pdf", shop_.project, diagnostics);
  return finished;
}

}  // namespace kancelli
