#include "pipeline/word/restored_additions.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_blocks.h"
#include "pipeline/word/made_table.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/paper_parts.h"
#include "pipeline/word/placing.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

// Block elements of the structure, and the same in the source that was made of it.
void pair_up(const Node& node, const Node& made, std::map<const Node*, const Node*>& pairs) {
  pairs[&node] = &made;
  const auto children = node.elements(), others = made.elements();
  const bool same = std::equal(children.begin(), children.end(), others.begin(), others.end(),
                               [](const Node* a, const Node* b) { return a->name == b->name; });
  for (std::size_t i = 0; same && i < children.size(); ++i) pair_up(*children[i], *others[i], pairs);
}

// The block as it stands `depth` steps in.
MadeText indented(std::vector<Made> blocks, std::size_t depth) {
  static const std::string around = "made";
  Made root = Made::element(around);
  root.children = std::move(blocks);
  for (std::size_t i = 1; i < depth; ++i) {
    Made outer = Made::element(around);
    outer.children.push_back(std::move(root));
    root = std::move(outer);
  }
  MadeText all = written(root);
  const std::string open = "<" + around + ">\n", close = "</" + around + ">";
  const std::size_t begin = all.xml.rfind(open) + open.size(),
                    end = all.xml.rfind('\n', all.xml.find(close)) + 1;
  all.xml = all.xml.substr(begin, end - begin);
  for (Origin& each : all.origins) {
    each.begin -= static_cast<std::uint32_t>(begin);
    each.end -= static_cast<std::uint32_t>(begin);
  }
  return all;
}

void insert(MadeText& source, std::size_t at, const MadeText& piece) {
  const auto size = static_cast<std::uint32_t>(piece.xml.size()), place = static_cast<std::uint32_t>(at);
  source.xml.insert(at, piece.xml);
  for (Origin& each : source.origins)
    if (each.begin >= place) each.begin += size, each.end += size;
  for (const Origin& each : piece.origins)
    source.origins.push_back({each.begin + place, each.end + place, each.place});
}

class Additions {
 public:
  Additions(Making& making, const Carried& own, const Paper& paper, MadeText& source,
            std::set<std::uint32_t>& taken)
      : making_(making),
        own_(own),
        source_(source),
        taken_(taken),
        owners_(owners(making.document, own)),
        touching_(keys_by_paragraph(making.document)),
        quotable_(making.project) {
    for (const auto& [key, hash] : own.added) program_.insert(hash);
    for (const Node& node : own.structure->nodes)
      has_figures_ = has_figures_ || (node.kind == Node::Kind::element && node.is("figure"));
    pair_up(*own.structure->root->elements().front(), paper.root(), made_);
  }

  void place() {
    std::vector<Finding> marks;  // of lists and headings
    const std::vector<Part> parts = parts_of(making_.document, {}, marks);
    for (std::size_t at = 0; at < parts.size(); ++at) find_elements(parts[at], at);
    for (std::size_t at = 0; at < parts.size();) {
      std::size_t end = at;
      while (end < parts.size() && is_new(parts[end])) ++end;
      if (end > at)
        blocks({parts.begin() + static_cast<std::ptrdiff_t>(at),
                parts.begin() + static_cast<std::ptrdiff_t>(end)},
               at);
      if (end < parts.size()) within(parts[end], end);
      at = end + 1;
    }
    for (Finding& each : marks)
      if (taken_.contains(number_at(each.place.begin))) making_.findings.push_back(std::move(each));
    std::stable_sort(inserted_.begin(), inserted_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = inserted_.size(); i-- > 0;) insert(source_, inserted_[i].first, inserted_[i].second);
    std::sort(source_.origins.begin(), source_.origins.end(),
              [](const Origin& a, const Origin& b) { return a.begin < b.begin; });
  }

 private:
  // An element of the structure, with the part of the file that shows it; of a text that the program added
  // no element.
  struct Shown {
    std::size_t part = 0;
    const Node* element = nullptr;
  };

  std::uint32_t number_at(std::uint32_t place) const {
    const auto& lines = making_.document.lines;
    return static_cast<std::uint32_t>(std::upper_bound(lines.begin(), lines.end(), place) - lines.begin());
  }

  const Node* element(const Owner& owner) const {
    const auto found =
        owner.kind == Owner::Kind::element ? own_.elements.find(owner.key) : own_.elements.end();
    return found == own_.elements.end() ? nullptr : found->second;
  }

  static bool has_words(const Run& run) {
    return shows(View::after, run.revision) && !run.hidden && run.kind != Run::Kind::picture &&
           !plain_words(run.text).empty();
  }

  // Nobody's picture, and none of those that were sent: where the file does not say which these were, any,
  // as long as the source has none.
  bool is_new_picture(const Paragraph& paragraph, std::size_t run) const {
    const Run& picture = paragraph.runs[run];
    if (picture.kind != Run::Kind::picture || !shows(View::after, picture.revision) ||
        owners_[paragraph.number - 1][run].kind != Owner::Kind::nobody)
      return false;
    const std::string* bytes = making_.document.package.find(picture.target);
    if (bytes == nullptr) return false;
    return own_.pictures ? !own_.pictures->contains(sha256(*bytes).substr(0, 16)) : !has_figures_;
  }
  bool has_new_picture(const Paragraph& paragraph) const {
    for (std::size_t run = 0; run < paragraph.runs.size(); ++run)
      if (is_new_picture(paragraph, run)) return true;
    return false;
  }

  // Words, and no mark around one of them or beside it.
  bool is_new(const Paragraph& paragraph) const {
    bool any = false;
    for (std::size_t run = 0; run < paragraph.runs.size(); ++run) {
      if (!has_words(paragraph.runs[run])) continue;
      if (owners_[paragraph.number - 1][run].kind != Owner::Kind::nobody) return false;
      any = true;
    }
    return any && !touching_.contains(paragraph.number) && !program_.contains(element_hash(paragraph.text()));
  }
  bool is_empty(const Paragraph& paragraph) const { return plain_words(paragraph.text()).empty(); }
  bool are_new(const std::vector<const Paragraph*>& all) const {
    return std::any_of(all.begin(), all.end(), [&](const Paragraph* each) { return is_new(*each); }) &&
           std::all_of(all.begin(), all.end(), [&](const Paragraph* each) {
             return is_new(*each) || (is_empty(*each) && !touching_.contains(each->number));
           });
  }
  bool is_new(const Part& part) const {
    if (part.kind == Part::Kind::contents) return false;
    if (part.table != nullptr) return are_new(paragraphs_in(*part.table));
    return part.kind == Part::Kind::figure ? has_new_picture(*part.paragraph) : is_new(*part.paragraph);
  }

  // The last element whose words stand in the paragraph.
  const Node* element_in(const Paragraph& paragraph) const {
    const Node* last = nullptr;
    for (std::size_t run = 0; run < paragraph.runs.size(); ++run)
      if (const Node* own = element(owners_[paragraph.number - 1][run])) last = own;
    const auto touching = last == nullptr ? touching_.find(paragraph.number) : touching_.end();
    return touching == touching_.end() || touching->second.empty()
               ? last
               : element({Owner::Kind::element, touching->second.back()});
  }

  void find_elements(const Part& part, std::size_t at) {
    if (is_new(part)) return;
    if (part.paragraph != nullptr) return shown_.push_back({at, element_in(*part.paragraph)});
    for (const Paragraph* each : paragraphs_in(*part.table))
      if (const Node* own = element_in(*each)) shown_.push_back({at, own});
  }

  // What of the structure may have such a block beside it.
  const Node* beside(const Node* node, const std::string& block) const {
    for (; node != nullptr && node->parent != nullptr; node = node->parent)
      if (making_.may(node->parent->name, block) && made_.contains(node)) return node;
    return nullptr;
  }

  struct Beside {
    const Node* node = nullptr;
    bool before = false, near = true;
  };
  Beside place_for(std::size_t part, const std::string& block) const {
    const auto next = std::partition_point(shown_.begin(), shown_.end(),
                                           [&](const Shown& each) { return each.part < part; });
    if (next != shown_.begin())
      if (const Node* node = beside((next - 1)->element, block)) return {node, false, true};
    if (next != shown_.end())
      if (const Node* node = beside(next->element, block)) return {node, true, true};
    for (auto each = next; each != shown_.begin(); --each)
      if (const Node* node = beside((each - 1)->element, block)) return {node, false, false};
    for (auto each = next; each != shown_.end(); ++each)
      if (const Node* node = beside(each->element, block)) return {node, true, false};
    return {};
  }

  void put(const Beside& where, std::vector<Made> blocks) {
    const Node& node = *made_.at(where.node);
    const std::size_t line = source_.xml.rfind('\n', node.span.begin) + 1;
    const std::size_t behind = source_.xml.find('\n', node.end) + 1;
    inserted_.emplace_back(where.before ? line : behind,
                           indented(std::move(blocks), (node.span.begin - line) / 2));
  }

  void take(const Part& part) {
    if (part.paragraph != nullptr) taken_.insert(part.paragraph->number);
    if (part.table != nullptr)
      for (const Paragraph* each : paragraphs_in(*part.table)) taken_.insert(each->number);
  }

  void blocks(std::vector<Part> parts, std::size_t first) {
    std::set<const Part*> headings;
    std::vector<const Part*> wanted;
    for (Part& part : parts) {
      take(part);
      if (part.kind == Part::Kind::heading) headings.insert(&part);
      if (part.kind == Part::Kind::heading || part.kind == Part::Kind::contents) part.kind = Part::Kind::text;
      wanted.push_back(&part);
    }
    for (MadeBlock& block : blocks_of(making_, quotable_, wanted)) {
      if (block.unplaced.empty() && headings.contains(block.part))
        block.unplaced = tr("somebody wrote a heading here: give it a section");
      place(std::move(block), first);
    }
  }

  void place(MadeBlock block, std::size_t part) {
    // Items stand in the list that they follow.
    if (block.made.name == "list" && block.unplaced.empty()) {
      const Beside where = place_for(part, "item");
      if (where.node != nullptr && where.near && where.node->is("item")) {
        tell(block, "<item>", true);
        return put(where, std::move(block.made.children));
      }
    }
    const Beside where = place_for(part, block.made.name);
    const std::string element = "<" + block.made.name + ">";
    if (where.node == nullptr) {
      making_.tell(Kind::left_out, Certainty::unsure, making_.span(*block.part), block.part->words, "",
                   tr("these words are not in the source"));
      return;
    }
    if (!where.near && block.unplaced.empty())
      block.unplaced = tr("somebody wrote it where the paper may not have it");
    tell(block, element, block.unplaced.empty());
    std::vector<Made> all;
    if (!block.unplaced.empty()) all.push_back(unplaced_mark(block.unplaced));
    all.push_back(std::move(block.made));
    put(where, std::move(all));
  }

  void tell(const MadeBlock& block, const std::string& element, bool placed) {
    if (placed && block.made.name == "figure") return;  // told where its file was made
    making_.tell(
        placed ? Kind::placed : Kind::kept, placed ? Certainty::likely : Certainty::unsure,
        making_.span(*block.part), block.part->words.empty() ? block.made.content() : block.part->words,
        element,
        placed ? tr("somebody wrote it into the file: it stands beside what it stood by") : block.unplaced);
  }

  // In a part of ours: new rows, paragraphs in cells, pictures among the words.
  void within(const Part& part, std::size_t at) {
    if (part.paragraph != nullptr) {
      if (has_new_picture(*part.paragraph)) pictures(*part.paragraph, at + 1);
      return;
    }
    const Node* above = nullptr;
    for (const Row& row : part.table->rows) {
      if (row.revision.is_gone()) continue;
      Table alone;
      alone.rows.push_back(row);
      std::vector<const Paragraph*> all = paragraphs_in(alone);
      if (are_new(all)) {
        new_row(row, above, at);
        for (const Paragraph* each : all) taken_.insert(each->number);
        continue;
      }
      for (const Paragraph* each : all) {
        if (const Node* own = element_in(*each)) above = own;
        if (is_new(*each)) new_in_cell(*each, at);
        if (has_new_picture(*each)) pictures(*each, at + 1);
      }
    }
  }

  // A part of its own, behind what stands there.
  void pictures(const Paragraph& paragraph, std::size_t behind) {
    Part part;
    part.kind = Part::Kind::figure;
    Paragraph alone = paragraph;
    alone.runs.clear();
    for (std::size_t run = 0; run < paragraph.runs.size(); ++run)
      if (is_new_picture(paragraph, run)) alone.runs.push_back(paragraph.runs[run]);
    part.paragraph = &alone;
    for (MadeBlock& block : blocks_of(making_, quotable_, {&part})) place(std::move(block), behind);
  }

  void new_in_cell(const Paragraph& paragraph, std::size_t at) {
    Part part;
    part.paragraph = &paragraph;
    part.words = plain_words(paragraph.text());
    take(part);
    for (MadeBlock& block : blocks_of(making_, quotable_, {&part})) {
      block.unplaced = tr("somebody wrote it into a cell of the table");
      place(std::move(block), at + 1);
    }
  }

  static const Node* around(const Node* node, std::string_view name) {
    while (node != nullptr && !node->is(name)) node = node->parent;
    return node;
  }

  void new_row(const Row& row, const Node* above, std::size_t at) {
    Beside where{around(above, "row"), false, true};
    const auto next =
        std::partition_point(shown_.begin(), shown_.end(), [&](const Shown& each) { return each.part < at; });
    for (auto each = next; where.node == nullptr && each != shown_.end() && each->part == at; ++each)
      where = {around(each->element, "row"), true, true};
    const Node* table = around(where.node, "table");
    std::vector<const Node*> columns;
    for (const Node* each : table == nullptr ? std::vector<const Node*>() : table->elements())
      if (each->is("column")) columns.push_back(each);
    Made made = Made::element("row");
    std::string words;
    Span place;
    std::size_t column = 0;
    for (const Cell& each : row.cells) {
      const bool amount = column < columns.size() && columns[column]->get("type") == "amount";
      column += static_cast<std::size_t>(std::max(each.columns, 1));
      if (each.revision.is_gone()) continue;
      Made cell = new_cell(each, amount);
      if (place.nowhere() && !cell_words_.empty()) place = cell_place_;
      words += (words.empty() || cell_words_.empty() ? "" : " | ") + cell_words_;
      if (!each.continued || !cell_words_.empty()) made.children.push_back(std::move(cell));
    }
    if (where.node == nullptr || !made_.contains(where.node)) {
      making_.tell(Kind::left_out, Certainty::unsure, place, words, "",
                   tr("these words are not in the source"));
      return;
    }
    making_.tell(Kind::placed, Certainty::likely, place, words, "<row>",
                 tr("somebody wrote it into the file: it stands beside what it stood by"));
    std::vector<Made> all;
    all.push_back(std::move(made));
    put(where, std::move(all));
  }

  Made new_cell(const Cell& cell, bool amount) {
    Made made = Made::element("cell");
    cell_words_.clear();
    if (cell.columns > 1) made.set("colspan", std::to_string(cell.columns));
    Table alone;
    alone.rows.emplace_back().cells.push_back(cell);
    for (const Paragraph* paragraph : paragraphs_in(alone)) {
      if (is_empty(*paragraph)) continue;
      if (cell_words_.empty()) cell_place_ = making_.document.span(*paragraph);
      cell_words_ += (cell_words_.empty() ? "" : " ") + plain_words(paragraph->text());
      std::vector<Made> words = words_of(making_.document, *paragraph, {}, making_.findings).inlines;
      if (!made.children.empty()) made.children.push_back(Made::text(" ", {}));
      std::move(words.begin(), words.end(), std::back_inserter(made.children));
    }
    const auto value = amount ? number_in_words(cell_words_) : std::nullopt;
    if (!value) return made;
    made.children.clear();
    return made.set("value", value->plain());
  }

  Making& making_;
  const Carried& own_;
  MadeText& source_;
  std::set<std::uint32_t>& taken_;
  const std::vector<std::vector<Owner>> owners_;
  const std::map<std::uint32_t, std::vector<std::uint32_t>> touching_;
  QuotedPlaces quotable_;
  bool has_figures_ = false;
  std::set<std::string> program_;  // hashes of the texts that the program added
  std::map<const Node*, const Node*> made_;
  std::vector<Shown> shown_;  // in the order of the file
  std::vector<std::pair<std::size_t, MadeText>> inserted_;
  std::string cell_words_;  // of the last new cell, and where they stand
  Span cell_place_;
};

}  // namespace

MadeText with_additions(Making& making, const Carried& own, const Paper& paper, MadeText source,
                        std::set<std::uint32_t>& taken) {
  // A file of before the program's own texts were marked does not tell whose a line is.
  if (!own.added.empty()) Additions(making, own, paper, source, taken).place();
  return source;
}

}  // namespace kancelli::word
