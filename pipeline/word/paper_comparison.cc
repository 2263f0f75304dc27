#include "pipeline/word/paper_comparison.h"

#include <algorithm>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/alignment.h"
#include "pipeline/word/block_edits.h"
#include "pipeline/word/table_comparison.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

std::string text_of(const PrintedBlock& block) {
  return block.table() != nullptr ? text_of(*block.table()) : block.paragraph()->text();
}

Unit unit_of(const EditedBlock& block) {
  if (const EditedTable* table = block.table()) return {true, text_of(*table), before_of(*table), false};
  const EditedParagraph& paragraph = *block.paragraph();
  return {false, paragraph.text, paragraph.before, paragraph.moved_here};
}

const Paragraph* place_in(const EditedBlock& block) {
  return block.table() != nullptr ? first_paragraph(*block.table()) : block.paragraph()->first();
}

std::vector<Person> people(const EditedParagraph& paragraph) {
  for (const Run* run : paragraph.runs)
    if (run->revision.is_new() && !run->revision.author.empty())
      return {{run->revision.author, run->revision.date}};
  const Revision& mark = paragraph.parts.back()->mark;
  if (mark.is_new() && !mark.author.empty()) return {{mark.author, mark.date}};
  return {};
}

int level_of(const EditedParagraph& paragraph) {
  return paragraph.item && !paragraph.heading ? paragraph.first()->numbering.level : -1;
}

class Papers {
 public:
  explicit Papers(const Compared& compared)
      : compared_(compared), a_(compared.printed.blocks), b_(compared.edited.blocks) {}

  std::vector<Proposal> compare() {
    std::vector<Unit> a, b;
    for (const PrintedBlock& block : a_) a.push_back({block.table() != nullptr, text_of(block), "", false});
    for (const EditedBlock& block : b_) b.push_back(unit_of(block));
    matches_ = align(a, b);
    for (std::size_t k = 0; k < matches_.size();) k += block(k);
    notes();
    margins();
    return std::move(list_);
  }

 private:
  // How many matches it dealt with.
  std::size_t block(std::size_t k) {
    const Match& match = matches_[k];
    if (by_source(k)) return 1;
    if (match.b.empty()) return removed(k);
    if (match.a.empty()) return added(k);
    if (match.moved && !stood_there(k)) return moved(k);
    take(within(match));
    return 1;
  }

  // New or gone, but since it was sent: the source did that.
  bool by_source(std::size_t k) const {
    const Match& match = matches_[k];
    if (compared_.sent == nullptr) return false;
    if (match.b.empty()) {
      if (const PrintedTable* table = a_[match.a[0]].table()) return !any_cell_sent(*table);
      const PrintedParagraph& paragraph = *a_[match.a[0]].paragraph();
      return paragraph.element != nullptr && !compared_.sent->in_source({&paragraph});
    }
    if (!match.a.empty()) return false;
    const EditedParagraph* paragraph = b_[match.b[0]].paragraph();
    return paragraph != nullptr && compared_.sent->untouched(*paragraph);
  }

  bool any_cell_sent(const PrintedTable& table) const {
    for (const PrintedRow& row : table.rows)
      for (const PrintedCell& cell : row.cells)
        for (const PrintedParagraph& paragraph : cell.paragraphs)
          if (compared_.sent->in_source({&paragraph})) return true;
    return false;
  }

  // The source has moved it: the copy has it where it was sent.
  bool stood_there(std::size_t k) const {
    const EditedParagraph* own = b_[matches_[k].b[0]].paragraph();
    if (compared_.sent == nullptr || own == nullptr) return false;
    const auto paragraph = [&](std::size_t j) { return b_[j].paragraph(); };
    const std::size_t j = matches_[k].b[0];
    const EditedParagraph *above = nullptr, *below = nullptr;
    for (std::size_t at = j; at-- > 0 && above == nullptr;)
      if (paragraph(at) != nullptr && compared_.sent->was_sent(*paragraph(at))) above = paragraph(at);
    for (std::size_t at = j + 1; at < b_.size() && below == nullptr; ++at)
      if (paragraph(at) != nullptr && compared_.sent->was_sent(*paragraph(at))) below = paragraph(at);
    return compared_.sent->in_order(above, *own, below);
  }

  ParagraphProposals within(const Match& match) const {
    if (const PrintedTable* table = a_[match.a[0]].table())
      return compare_tables(compared_, *table, *b_[match.b[0]].table());
    std::vector<const PrintedParagraph*> from;
    std::vector<const EditedParagraph*> to;
    for (const std::size_t i : match.a) from.push_back(a_[i].paragraph());
    for (const std::size_t j : match.b) to.push_back(b_[j].paragraph());
    return compare_words(compared_, PrintedText(from), EditedText(to));
  }

  void take(ParagraphProposals found) {
    std::move(found.list.begin(), found.list.end(), std::back_inserter(list_));
    pairs_.insert(pairs_.end(), found.notes.begin(), found.notes.end());
  }

  bool stays(const Match& match) const { return !match.a.empty() && !match.b.empty() && !match.moved; }

  const PrintedBlock* before(std::size_t k) const {
    while (k-- > 0)
      if (stays(matches_[k])) return &a_[matches_[k].a.back()];
    return nullptr;
  }
  const PrintedBlock* after(std::size_t k) const {
    while (++k < matches_.size())
      if (stays(matches_[k])) return &a_[matches_[k].a.front()];
    return nullptr;
  }
  const Paragraph* near(std::size_t k) const {
    for (std::size_t at = k; at-- > 0;)
      if (!matches_[at].b.empty()) return place_in(b_[matches_[at].b.back()]);
    for (std::size_t at = k; at < matches_.size(); ++at)
      if (!matches_[at].b.empty()) return place_in(b_[matches_[at].b.front()]);
    return nullptr;
  }

  Proposal& add(Proposal made) {
    list_.push_back(std::move(made));
    return list_.back();
  }

  static Span span_of(const PrintedBlock& block) {
    const Node* element = nullptr;
    if (const PrintedTable* table = block.table())
      element = table->table;
    else if (element = block.paragraph()->element; element == nullptr)
      element = block.paragraph()->around;
    return element == nullptr ? Span() : Span{element->span.source, element->span.begin, element->end};
  }

  void finish(Proposal& made, const std::string& otherwise) const {
    if (made.edits.empty()) {
      if (made.kind != Kind::by_hand) made.hint = otherwise;
      made.kind = Kind::by_hand;
      made.words.push_back(made.place);
    }
    for (const Edit& edit : made.edits) made.words.push_back(edit.span);
  }

  // Gone
  // -----------------------------------------------------------------------------------------------------

  std::vector<Person> who_removed(const std::string& text) const {
    std::vector<Person> who;
    double most = 0.7;
    for (const GoneBlock& gone : compared_.edited.gone)
      if (const double like = gone.text == text ? 1 : likeness(text, gone.text); like > most)
        most = like, who = {gone.person};
    return who;
  }

  std::size_t removed(std::size_t k) {
    const PrintedBlock& block = a_[matches_[k].a[0]];
    const std::string text = text_of(block);
    const Node* element = block.table() != nullptr ? block.table()->table : removable(*block.paragraph());
    // All items of a list, all paragraphs of a quotation: they go as one.
    std::size_t count = 1;
    std::string all = shown(text);
    if (element != nullptr && element->parent != nullptr) {
      const Node& parent = *element->parent;
      const std::size_t others = parent.elements().size();
      if ((parent.is("list") || parent.is("quote") || parent.is("note")) &&
          parent.elements().front() == element) {
        std::size_t at = k;
        while (at < matches_.size() && matches_[at].b.empty() &&
               a_[matches_[at].a[0]].paragraph() != nullptr &&
               removable(*a_[matches_[at].a[0]].paragraph()) != nullptr &&
               removable(*a_[matches_[at].a[0]].paragraph())->parent == &parent)
          ++at;
        if (at - k == others) {
          count = others;
          element = &parent;
          for (std::size_t each = k + 1; each < at; ++each)
            all += " ¶ " + shown(text_of(a_[matches_[each].a[0]]));
        }
      }
    }
    Proposal& made = add(compared_.begin(Kind::removed, who_removed(text), near(k)));
    made.now = all;
    made.place = span_of(block);
    if (element != nullptr) made.edits = {removal(compared_.project, *element)};
    finish(made, block.paragraph() != nullptr && block.paragraph()->heading
                     ? tr("a heading goes with its section: change the source")
                     : tr("the program writes what stands there"));
    return count;
  }

  // New
  // ------------------------------------------------------------------------------------------------------

  std::size_t added(std::size_t k) {
    std::vector<const EditedParagraph*> paragraphs;
    std::vector<Person> who;
    std::size_t count = 0;
    std::string text;
    for (; k + count < matches_.size() && matches_[k + count].a.empty(); ++count) {
      const EditedBlock& block = b_[matches_[k + count].b[0]];
      const EditedParagraph* paragraph = block.paragraph();
      if (paragraph == nullptr || paragraph->heading || (count > 0 && by_source(k + count))) break;
      const std::vector<Person> own = people(*paragraph);
      if (count > 0 && (own.empty() != who.empty() || (!own.empty() && own[0].name != who[0].name))) break;
      if (count == 0) who = own;
      paragraphs.push_back(paragraph);
      text += (text.empty() ? "" : " ¶ ") + shown(paragraph->text);
    }
    if (paragraphs.empty()) {
      const EditedBlock& block = b_[matches_[k].b[0]];
      Proposal& made = add(compared_.begin(
          Kind::by_hand, block.paragraph() ? people(*block.paragraph()) : who, place_in(block)));
      made.proposed = shown(unit_of(block).text);
      made.hint = block.table() != nullptr ? tr("a new table: write it into the source")
                                           : tr("a new heading: write a section into the source");
      place_here(made, k);
      finish(made, "");
      return 1;
    }
    const BlockPlace place = place_between(before(k), after(k + count - 1), level_of(*paragraphs.front()));
    Proposal& made = add(compared_.begin(Kind::added, who, paragraphs.front()->first()));
    made.proposed = text;
    place_here(made, k);
    const bool picture = text_has_picture(paragraphs);
    if (place.element != nullptr && !picture) {
      made.edits = {new_blocks(compared_.project, place, paragraphs, compared_.edited)};
      made.place = made.edits[0].span;
    }
    finish(made,
           picture ? tr("a picture changed: change <figure>, and its file") : tr("write it into the source"));
    return count;
  }

  static bool text_has_picture(const std::vector<const EditedParagraph*>& paragraphs) {
    return std::any_of(paragraphs.begin(), paragraphs.end(), [](const EditedParagraph* each) {
      return each->text.find(picture_mark) != std::string::npos;
    });
  }

  void place_here(Proposal& made, std::size_t k) const {
    const PrintedBlock* near = before(k) != nullptr ? before(k) : after(k);
    if (near != nullptr) made.place = span_of(*near);
  }

  // Moved
  // ----------------------------------------------------------------------------------------------------

  std::size_t moved(std::size_t k) {
    std::size_t count = 1;
    while (k + count < matches_.size() && matches_[k + count].moved &&
           matches_[k + count].a.front() == matches_[k + count - 1].a.back() + 1)
      ++count;
    std::vector<const Node*> elements;
    std::vector<Edit> edits;
    std::string from, to, why;
    int level = -1;
    for (std::size_t each = k; each < k + count; ++each) {
      const Match& match = matches_[each];
      for (const std::size_t i : match.a) {
        const PrintedBlock& block = a_[i];
        const Node* element = block.table() != nullptr ? block.table()->table : removable(*block.paragraph());
        if (element == nullptr) why = tr("the program writes what stands there");
        if (block.paragraph() != nullptr && block.paragraph()->heading)
          why = tr("a section moved: move it in the source");
        // A caption goes with its table.
        if (block.paragraph() != nullptr && block.paragraph()->element != nullptr &&
            block.paragraph()->element->is("caption"))
          element = nullptr, why.clear();
        if (element != nullptr) elements.push_back(element);
        from += (from.empty() ? "" : " ¶ ") + shown(text_of(block));
      }
      for (const std::size_t j : match.b) {
        to += (to.empty() ? "" : " ¶ ") + shown(unit_of(b_[j]).text);
        level = b_[j].paragraph() != nullptr ? level_of(*b_[j].paragraph()) : -1;
      }
      ParagraphProposals inner = within(match);
      for (Proposal& proposal : inner.list) {
        edits.insert(edits.end(), proposal.edits.begin(), proposal.edits.end());
        if (proposal.edits.empty()) why = proposal.hint;
      }
      pairs_.insert(pairs_.end(), inner.notes.begin(), inner.notes.end());
    }
    const EditedParagraph* first = b_[matches_[k].b[0]].paragraph();
    Proposal& made =
        add(compared_.begin(Kind::moved, first != nullptr ? people(*first) : std::vector<Person>(),
                            place_in(b_[matches_[k].b[0]])));
    made.now = from;
    made.proposed = to;
    made.place = span_of(a_[matches_[k].a[0]]);
    const BlockPlace place = place_between(before(k), after(k + count - 1), level);
    if (why.empty() && place.element != nullptr && !elements.empty()) {
      for (const Node* element : elements) made.edits.push_back(removal(compared_.project, *element));
      made.edits.push_back(moved_block(compared_.project, place, elements, edits));
    }
    finish(made, why.empty() ? tr("move it in the source") : why);
    return count;
  }

  // Notes and margins
  // ----------------------------------------------------------------------------------------

  void notes() {
    std::set<std::size_t> done;
    const std::vector<NotePair> pairs = std::move(pairs_);
    for (const auto& [number, key] : pairs) {
      const auto found = compared_.edited.notes.find(key);
      if (!done.insert(number).second) continue;
      std::vector<const PrintedParagraph*> from;
      std::vector<const EditedParagraph*> to;
      for (const PrintedParagraph& each : compared_.printed.notes[number].paragraphs) from.push_back(&each);
      if (found != compared_.edited.notes.end())
        for (const EditedParagraph& each : found->second) to.push_back(&each);
      if (from.empty()) continue;
      take(compare_words(compared_, PrintedText(from), EditedText(to)));
    }
  }

  // Heads and feet are the program's; what is tracked there was meant.
  void margins() {
    for (const Block& block : compared_.copy.document->margins) {
      const Paragraph* paragraph = block.paragraph();
      if (paragraph == nullptr) continue;
      const auto changed = std::find_if(paragraph->runs.begin(), paragraph->runs.end(), [](const Run& run) {
        return run.revision.kind != Revision::Kind::none;
      });
      if (changed == paragraph->runs.end()) continue;
      Proposal& made = add(
          compared_.begin(Kind::by_hand, {{changed->revision.author, changed->revision.date}}, paragraph));
      made.now = shown(compared_text(paragraph->text(View::before)));
      made.proposed = shown(compared_text(paragraph->text()));
      made.place = compared_.paper.root().name_span;
      made.hint = tr("the program writes what stands there");
    }
  }

  const Compared& compared_;
  const std::vector<PrintedBlock>& a_;
  const std::vector<EditedBlock>& b_;
  std::vector<Match> matches_;
  std::vector<NotePair> pairs_;
  std::vector<Proposal> list_;
};

}  // namespace

std::vector<Proposal> compare_paper(const Compared& compared) {
  return Papers(compared).compare();
}

}  // namespace kancelli::word
