#include "pipeline/word/imported.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/grammar_paths.h"
#include "pipeline/word/making.h"
#include "pipeline/word/placed_paper.h"
#include "pipeline/word/places.h"
#include "pipeline/word/restored_import.h"
#include "pipeline/word/styles.h"
#include "pipeline/word/text_proof.h"
#include "pipeline/word/typed_words.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

void count_tags(const std::vector<Part>& parts, std::map<std::string, int>& tags) {
  for (const Part& part : parts)
    for (const std::string& tag : part.paragraph != nullptr ? part.paragraph->controls : part.table->controls)
      ++tags[tag];
}

// Heads and feet are no text of the paper.
void tell_of_margins(Making& making) {
  const Document& document = making.document;
  for (const Block& block : document.margins) {
    const Paragraph* paragraph = block.paragraph();
    if (paragraph != nullptr && !plain_words(paragraph->text()).empty())
      making.findings.push_back(left_out(document, *paragraph, 0, paragraph->text().size(),
                                         tr("heads and feet of pages are made again")));
  }
}

// So formatted by hand; not a field of a template that waits for somebody to fill it in.
bool is_formatted_hidden(const Run& run) {
  return run.run != nullptr && word_child(word_child(run.run, "rPr"), "vanish") != nullptr;
}

// Neither are comments, and what tracked changes have struck out.
void tell_of_remarks(Making& making) {
  const Document& document = making.document;
  for (const Comment& comment : document.comments)
    making.tell(Kind::left_out, Certainty::unsure, {document.text, 0, 0}, comment.text, "",
                tr("a comment by {0}: comments are not taken over", {comment.author}));
  for (const Paragraph* paragraph : document.paragraphs()) {
    std::string hidden;
    for (const Run& run : paragraph->runs)
      if (run.hidden && shows(View::after, run.revision) && is_formatted_hidden(run)) hidden += run.text;
    if (!plain_words(hidden).empty()) {
      const Span line = document.span(*paragraph);
      making.tell(Kind::left_out, Certainty::unsure, {line.source, line.begin, line.begin},
                  plain_words(hidden), "", tr("hidden text: it is not printed, and not taken over"));
    }
    std::string gone;
    for (const Run& run : paragraph->runs)
      if (run.revision.is_gone() && run.kind != Run::Kind::picture) gone += run.text;
    const Span place = document.span(*paragraph);
    if (!plain_words(gone).empty())
      making.tell(Kind::left_out, Certainty::certain, {place.source, place.begin, place.begin},
                  plain_words(gone), "", tr("a tracked deletion is carried out"));
  }
}

// Of a paper's own words about itself nothing stands at `next`, which is the first place behind the fault.
bool in_meta(const XmlDocument& document, const Span& fault, std::uint32_t next) {
  for (const Node& node : document.nodes)
    if (node.kind == Node::Kind::element && node.span.begin <= fault.begin && fault.begin < node.span.end)
      return node.parent != nullptr && node.parent->is("meta") && next >= node.end;
  return false;
}

// The grammar's faults, at the places in the file that the elements come from.
void find_faults(SourceMap& sources, const Making& making, const std::string& type, Imported& imported) {
  Diagnostics found;
  const std::string name = "content/papers/" + type + "/" + making.paper + ".xml";
  const auto document = read_xml(sources, sources.add(name, imported.xml), found);
  if (document != nullptr) making.schema.validate(*document, found);
  const MadeText source{imported.xml, imported.origins};
  for (Diagnostic& each : found.list()) {
    const auto next =
        std::partition_point(source.origins.begin(), source.origins.end(),
                             [&](const Origin& origin) { return origin.end <= each.span.begin; });
    const bool of_meta =
        document != nullptr && next != source.origins.end() && in_meta(*document, each.span, next->begin);
    // Behind all words the last ones are the nearest.
    const Span place = of_meta || source.origins.empty() ? Span{making.document.text, 0, 0}
                       : next != source.origins.end()    ? next->place
                                                         : source.origins.back().place;
    each.span = place;
    each.related.clear();
    each.fix.clear();
    imported.faults.add(std::move(each));
  }
}

// Where the findings stand, in words.
void tell_places(const Document& document, std::vector<Finding>& findings) {
  const std::vector<const Paragraph*> paragraphs = document.paragraphs();
  const Places places(document);
  std::map<std::size_t, std::string> known;
  for (Finding& finding : findings) {
    if (paragraphs.empty()) break;
    const auto line = std::upper_bound(document.lines.begin(), document.lines.end(), finding.place.begin);
    const std::size_t index =
        line == document.lines.begin() ? 0 : static_cast<std::size_t>(line - document.lines.begin()) - 1;
    auto [where, added] = known.emplace(index, "");
    if (added) where->second = places.of(*paragraphs[index]);
    finding.where = where->second;
  }
}

// The source with typed elements. Where the proof fails, without those of the paragraphs that it names; what
// is lost then is told.
MadeText proven(SourceMap& sources, Making& making, const MadeText& words, const std::string& type) {
  const std::size_t before = making.findings.size();
  std::vector<Span> left;  // lines whose words stay words
  for (int round = 0;; ++round) {
    making.findings.resize(before);
    MadeText source = with_typed_words(sources, making, words, left);
    const auto paper = read_made(sources, making.paper, type, source.xml);
    const std::vector<Span> lost =
        paper == nullptr ? std::vector<Span>() : lost_words(sources, making, source, *paper);
    if (round == 0 && !lost.empty()) {
      left = lost;
      continue;
    }
    for (const Span& place : lost)
      making.tell(Kind::left_out, Certainty::unsure, place,
                  plain_words(sources.text(place.source).substr(place.begin, place.end - place.begin)), "",
                  tr("these words are not in the source"));
    return source;
  }
}

MadeText read_by_structure(SourceMap& sources, Making& making) {
  const std::vector<Part> parts = parts_of(making.document, grammar_titles(making.schema), making.findings);
  count_tags(parts, making.tags);
  const Made root = paper_of(making, outline_of(making, parts));
  tell_of_margins(making);
  for (const Finding& finding : making.findings)
    if (finding.kind == Kind::element) making.accounted.push_back(finding.place);
  return proven(sources, making, written(root), making.schema.root());
}

}  // namespace

Imported import_document(SourceMap& sources, const Document& document, const Project& project,
                         const std::string& type, const std::string& id) {
  const auto known = project.schemas.find(type);
  std::unique_ptr<Schema> loaded;
  if (known == project.schemas.end())
    loaded = Schema::load(project.root + "/content/schema/" + type + ".rng");
  const Schema& schema = loaded != nullptr ? *loaded : *known->second;
  Making making{document, project, schema, id, {}, {}, {}, {}, {}, {}};
  making.ids.insert(id);
  auto own = restored(sources, making);
  const MadeText source = wrapped(own ? *own : read_by_structure(sources, making));
  tell_of_remarks(making);
  Imported imported;
  imported.xml = source.xml;
  imported.origins = source.origins;
  imported.files = std::move(making.files);
  find_faults(sources, making, type, imported);
  tell_places(document, making.findings);
  std::stable_sort(making.findings.begin(), making.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.place.begin < b.place.begin; });
  imported.findings = std::move(making.findings);
  return imported;
}

}  // namespace kancelli::word
