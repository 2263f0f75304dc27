#include "pipeline/word/paper_comparison.h"

#include <algorithm>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/block_edits.h"
#include "pipeline/word/list_edits.h"
#include "pipeline/word/margin_comparison.h"
#include "pipeline/word/new_content.h"
#include "pipeline/word/paper_blocks.h"
#include "pipeline/word/paper_matches.h"
#include "pipeline/word/section_edits.h"
#include "pipeline/word/table_comparison.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

int level_of(const EditedParagraph& paragraph) {
  return paragraph.item && !paragraph.heading ? paragraph.first()->numbering.level : -1;
}

class Papers {
 public:
  explicit Papers(const Compared& compared)
      : compared_(compared),
        a_(compared.printed.blocks),
        b_(compared.edited.blocks),
        around_(compared),
        matches_(around_.matches()) {}

  std::vector<Proposal> compare() {
    gone_.resize(a_.size());
    told_.resize(a_.size());
    for (const Match& match : matches_)
      if (match.b.empty()) gone_[match.a[0]] = true;
    for (std::size_t k = 0; k < matches_.size();) k += block(k);
    notes();
    for (Proposal& made : changed_margins(compared_)) list_.push_back(std::move(made));
    return std::move(list_);
  }

 private:
  // How many matches it dealt with.
  std::size_t block(std::size_t k) {
    const Match& match = matches_[k];
    if (!match.a.empty() && told_[match.a[0]]) return 1;
    if (around_.by_source(k)) return 1;
    if (match.b.empty()) return around_.changed_since(k) ? removed_but_changed(k) : removed(k);
    if (around_.taken_out(k)) return changed_but_removed(k);
    if (match.a.empty()) return added(k);
    if (const std::size_t count = around_.moved_together(k); count > 0) {
      if (!around_.stood_there(k, count)) return moved(k, count);
      for (std::size_t each = k; each < k + count; ++each) take(within(matches_[each]));
      return count;
    }
    if (const std::size_t count = listed(k); count > 0) return count;
    restyled(match);
    take(within(match));
    return 1;
  }

  // A paragraph that got the look of a heading, or a heading that lost it: the words tell nothing of that.
  void restyled(const Match& match) {
    if (match.a.size() + match.b.size() != 2) return;
    const PrintedParagraph* from = a_[match.a[0]].paragraph();
    const EditedParagraph* to = b_[match.b[0]].paragraph();
    if (from == nullptr || to == nullptr || from->element == nullptr || to->parts.size() != 1) return;
    const bool became = to->heading && !from->heading && (from->element->is("p") || from->element->is("item"));
    const bool was = !to->heading && from->heading && from->element->is("title") &&
                     from->element->parent->is("section");
    if (!became && !was) return;
    Proposal& made = add(compared_.begin(Kind::by_hand, people_of(*to), to->first()));
    made.now = shown(from->text());
    made.proposed = shown(to->text);
    made.place = span_of(a_[match.a[0]]);
    made.hint = became ? tr("it became a heading: write a section into the source")
                       : tr("it is no longer a heading: change the section in the source");
    made.words = {made.place};
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

  // What goes with a block that is gone; no element for what the program writes.
  BlockRange gone_with(std::size_t at) const {
    BlockRange whole = whole_of(a_, gone_, at);
    if (whole.element == nullptr) {
      const PrintedParagraph* paragraph = a_[at].paragraph();
      whole = {paragraph == nullptr ? a_[at].table()->table : removable(*paragraph), at, at + 1};
    }
    return whole;
  }
  bool is_written(std::size_t k) const {
    const PrintedParagraph* paragraph = a_[matches_[k].a[0]].paragraph();
    const bool own = paragraph != nullptr && paragraph->element != nullptr;
    return !own && gone_with(matches_[k].a[0]).element == nullptr;
  }

  std::size_t removed(std::size_t k) {
    const std::size_t at = matches_[k].a[0];
    const PrintedBlock& block = a_[at];
    const PrintedParagraph* paragraph = block.paragraph();
    const BlockRange whole = gone_with(at);
    const Node* element = whole.element;
    const Node* section = section_of(block);
    const bool heading = paragraph != nullptr && paragraph->heading;
    // What the program writes in a row is told once, and with the section that it stands behind; below a
    // heading that the program writes all that went is one.
    std::size_t next = k;
    for (std::size_t each = at; each < whole.end; ++each) next += gone_[each];
    const std::size_t behind = next;
    const auto more = [&] {
      if (next >= matches_.size() || !matches_[next].b.empty() || told_[matches_[next].a[0]]) return false;
      const PrintedParagraph* other = a_[matches_[next].a[0]].paragraph();
      if (heading && element == nullptr && paragraph->element == nullptr)
        return !around_.by_source(next) && (other == nullptr || !other->heading || is_written(next));
      return (is_written(k) || (section != nullptr && section == element)) && is_written(next);
    };
    std::vector<const Node*> below;
    for (; more(); ++next) {
      const Node* each = gone_with(matches_[next].a[0]).element;
      if (each != nullptr && std::none_of(below.begin(), below.end(),
                                          [&](const Node* known) { return is_within(each, *known); }))
        below.push_back(each);
    }
    const bool keeps_caption = element != nullptr && whole.end == whole.begin + 1 &&
                               (element->is("figure") || element->is("table")) &&
                               element->child("caption") != nullptr;
    std::string all;
    const auto tell = [&](std::size_t each) {
      if (!gone_[each]) return;
      told_[each] = true;
      all += (all.empty() ? "" : " ¶ ") + shown(text_of(a_[each]));
    };
    for (std::size_t each = whole.begin; each < whole.end; ++each) tell(each);
    for (std::size_t each = behind; each < next; ++each) tell(matches_[each].a[0]);
    Proposal& made = add(compared_.begin(Kind::removed, who_removed(text_of(block)), around_.near(k)));
    made.now = all;
    made.place =
        element == nullptr ? span_of(block) : Span{element->span.source, element->span.begin, element->end};
    for (std::size_t each = whole.begin; each < whole.end; ++each)
      if (!gone_[each]) made.hint = tr("what says where the quotation is from goes with it");
    if (element != nullptr && !keeps_caption)
      made.edits = {removal(compared_.project, *element)};
    else if (section != nullptr && paragraph->element != nullptr)
      made.edits = without_heading(compared_.project, *section);
    else
      for (const Node* each : below) made.edits.push_back(removal(compared_.project, *each));
    if (!made.edits.empty() && next > behind && made.hint.empty())
      made.hint = tr("some of it the program writes: that stays");
    finish(made, keeps_caption
                     ? tr("its caption is still there: take out the element in the source, or keep it")
                 : section != nullptr && paragraph->element != nullptr
                     ? tr("what stood below the heading cannot be joined to what stands above it: change the "
                          "source")
                     : tr("the program writes what stands there"));
    return 1;
  }

  // What the copy took out and the source changed; what the copy changed and the source took out.
  std::size_t removed_but_changed(std::size_t k) {
    const PrintedBlock& block = a_[matches_[k].a[0]];
    Proposal& made = add(compared_.begin(Kind::by_hand, who_removed(text_of(block)), around_.near(k)));
    made.now = shown(text_of(block));
    made.place = span_of(block);
    made.stale = true;
    made.hint = tr("changed in both: the copy takes it out, and the source has changed it since it was sent");
    finish(made, "");
    return 1;
  }

  std::size_t changed_but_removed(std::size_t k) {
    const EditedBlock& block = b_[matches_[k].b[0]];
    const EditedParagraph* paragraph = block.paragraph();
    Proposal& made = add(compared_.begin(
        Kind::by_hand, paragraph != nullptr ? people_of(*paragraph) : people_of(*block.table()),
        place_in(block)));
    made.proposed = shown(text_of(block));
    if (paragraph != nullptr && compared_.sent->knows_before(*paragraph)) made.sent = shown(paragraph->before);
    place_here(made, k);
    made.stale = true;
    made.hint = tr("the copy changes it, and the source has taken it out since it was sent");
    finish(made, "");
    return 1;
  }

  // New
  // ------------------------------------------------------------------------------------------------------

  std::size_t added(std::size_t k) {
    const std::vector<const EditedBlock*> blocks = around_.together(k);
    const EditedBlock& first = *blocks.front();
    const EditedParagraph* paragraph = first.paragraph();
    std::string picture;
    Proposal& made = add(
        compared_.begin(Kind::added, paragraph != nullptr ? people_of(*paragraph) : people_of(*first.table()),
                        place_in(first)));
    for (const EditedBlock* each : blocks) {
      made.proposed += (made.proposed.empty() ? "" : " ¶ ") + shown(text_of(*each));
      if (each->paragraph() == nullptr || !picture.empty()) continue;
      if (const std::size_t at = each->paragraph()->text.find(picture_mark); at != std::string::npos)
        picture = each->paragraph()->runs[at]->target;
    }
    place_here(made, k);
    const std::size_t last = k + blocks.size() - 1;
    if (picture.empty()) {
      if (paragraph != nullptr && paragraph->heading)
        made.edits = new_section(k, last, blocks);
      else if (const BlockPlace place = place_between(around_.before(k), around_.after(last),
                                                      paragraph != nullptr ? level_of(*paragraph) : -1);
               place.element != nullptr)
        made.edits = {
            new_blocks(compared_.project, place, blocks, *compared_.copy.document, compared_.edited)};
      if (!made.edits.empty()) made.place = made.edits[0].span;
    }
    finish(made, !picture.empty() ? new_picture(picture)
                 : paragraph != nullptr && paragraph->heading
                     ? tr("a new heading: write a section into the source")
                     : tr("write it into the source"));
    return blocks.size();
  }

  std::vector<Edit> new_section(std::size_t k, std::size_t last,
                                const std::vector<const EditedBlock*>& blocks) const {
    const int level = std::max(1, blocks.front()->paragraph()->first()->heading);
    const PrintedBlock* above = around_.before(k);
    const SectionPlace place = section_place(around_.headings_above(k), level, above, around_.after(last));
    if (place.place.element == nullptr) return {};
    return section_edits(compared_.project, place, blocks, *compared_.copy.document, compared_.edited);
  }

  void place_here(Proposal& made, std::size_t k) const {
    const PrintedBlock* near = around_.before(k) != nullptr ? around_.before(k) : around_.after(k);
    if (near != nullptr) made.place = span_of(*near);
  }

  // Moved
  // ----------------------------------------------------------------------------------------------------

  std::size_t moved(std::size_t k, std::size_t count) {
    std::vector<const Node*> elements;
    std::vector<Edit> edits;
    std::string from, to, why;
    int level = -1;
    std::vector<bool> those(a_.size()), done(a_.size());
    for (std::size_t each = k; each < k + count; ++each)
      for (const std::size_t i : matches_[each].a) those[i] = true;
    for (std::size_t each = k; each < k + count; ++each) {
      const Match& match = matches_[each];
      for (const std::size_t i : match.a) {
        from += (from.empty() ? "" : " ¶ ") + shown(text_of(a_[i]));
        if (done[i]) continue;
        const Node* element = moved_element(i, those, done);
        if (element == nullptr)
          why = section_of(a_[i]) != nullptr ? tr("a section moved: move it in the source")
                                             : tr("the program writes what stands there");
        else
          elements.push_back(element);
      }
      for (const std::size_t j : match.b) {
        to += (to.empty() ? "" : " ¶ ") + shown(text_of(b_[j]));
        level = b_[j].paragraph() != nullptr ? level_of(*b_[j].paragraph()) : -1;
      }
      ParagraphProposals inner = within(match);
      for (Proposal& proposal : inner.list) {
        if (is_elsewhere(proposal, match)) {
          proposal.words.clear();
          for (const Edit& edit : proposal.edits) proposal.words.push_back(edit.span);
          add(std::move(proposal));
          continue;
        }
        edits.insert(edits.end(), proposal.edits.begin(), proposal.edits.end());
        if (proposal.edits.empty()) why = proposal.hint;
      }
      pairs_.insert(pairs_.end(), inner.notes.begin(), inner.notes.end());
    }
    const EditedParagraph* first = b_[matches_[k].b[0]].paragraph();
    Proposal& made =
        add(compared_.begin(Kind::moved, first != nullptr ? people_of(*first) : std::vector<Person>(),
                            place_in(b_[matches_[k].b[0]])));
    made.now = from;
    made.proposed = to;
    made.place = span_of(a_[matches_[k].a[0]]);
    const BlockPlace place = moved_to(k, k + count - 1, level);
    if (why.empty() && place.element != nullptr && place.parted == nullptr && !elements.empty()) {
      for (const Node* element : elements) made.edits.push_back(removal(compared_.project, *element));
      made.edits.push_back(moved_block(compared_.project, place, elements, edits));
    }
    finish(made, why.empty() ? tr("move it in the source") : why);
    return count;
  }

  // What changes outside of the blocks that move, as in a register, is no part of the move.
  bool is_elsewhere(const Proposal& proposal, const Match& match) const {
    return std::any_of(proposal.edits.begin(), proposal.edits.end(), [&](const Edit& edit) {
      return std::none_of(match.a.begin(), match.a.end(), [&](std::size_t i) {
        const Span whole = span_of(a_[i]);
        return edit.span.source == whole.source && edit.span.begin >= whole.begin && edit.span.end <= whole.end;
      });
    });
  }

  // What moves with the block: all that it is the beginning of.
  const Node* moved_element(std::size_t i, const std::vector<bool>& those, std::vector<bool>& done) const {
    const BlockRange whole = whole_of(a_, those, i);
    if (whole.element != nullptr && !whole.element->is("list") && !whole.element->is("item")) {
      for (std::size_t each = whole.begin; each < whole.end; ++each) done[each] = true;
      return whole.element;
    }
    return a_[i].table() != nullptr ? a_[i].table()->table : removable(*a_[i].paragraph());
  }

  BlockPlace moved_to(std::size_t first, std::size_t last, int level) const {
    const EditedParagraph* heading = b_[matches_[first].b[0]].paragraph();
    if (heading == nullptr || !heading->heading)
      return place_between(around_.before(first), around_.after(last), level);
    const SectionPlace place =
        section_place(around_.headings_above(first), std::max(1, heading->first()->heading),
                      around_.before(first), around_.after(last));
    // A section that would take over what follows there is no longer the same.
    return place.last != nullptr || place.parted != nullptr ? BlockPlace() : place.place;
  }

  // Into a list, and out of one
  // --------------------------------------------------------------------------------

  // How many paragraphs in a row became items, or are items no longer; 0 for none.
  std::size_t listed(std::size_t k) {
    const auto change = [&](std::size_t at) {
      if (at >= matches_.size() || !around_.stays(matches_[at]) ||
          matches_[at].a.size() + matches_[at].b.size() != 2)
        return ListChange::none;
      const PrintedParagraph* from = a_[matches_[at].a[0]].paragraph();
      const EditedParagraph* to = b_[matches_[at].b[0]].paragraph();
      return from == nullptr || to == nullptr ? ListChange::none : list_change(*from, *to);
    };
    const ListChange what = change(k);
    if (what == ListChange::none) return 0;
    std::size_t count = 0;
    std::vector<const Node*> elements;
    std::string words;
    while (change(k + count) == what) {
      const Node* element = whole_block(node_of(a_[matches_[k + count].a[0]]));
      if (!elements.empty() && next_sibling(*elements.back()) != element) break;
      elements.push_back(element);
      words += (words.empty() ? "" : " ¶ ") + shown(text_of(a_[matches_[k + count].a[0]]));
      ++count;
    }
    const EditedParagraph& first = *b_[matches_[k].b[0]].paragraph();
    Proposal made = compared_.begin(Kind::moved, people_of(first), first.first());
    made.now = made.proposed = words;
    made.place = span_of(a_[matches_[k].a[0]]);
    made.hint = what == ListChange::into ? tr("it becomes a point of a list")
                                         : tr("it is no longer a point of a list");
    made.edits = list_edits(compared_.project, what, elements, first.first()->numbering);
    finish(made, made.hint + "; " + tr("change the list in the source"));
    add(std::move(made));
    for (std::size_t each = 0; each < count; ++each) take(within(matches_[k + each]));
    return count;
  }

  // Notes
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

  const Compared& compared_;
  const std::vector<PrintedBlock>& a_;
  const std::vector<EditedBlock>& b_;
  PaperMatches around_;
  const std::vector<Match>& matches_;
  std::vector<bool> gone_, told_;  // blocks of the paper
  std::vector<NotePair> pairs_;
  std::vector<Proposal> list_;
};

}  // namespace

std::vector<Proposal> compare_paper(const Compared& compared) {
  return Papers(compared).compare();
}

}  // namespace kancelli::word
