#include "pipeline/word/paragraph_comparison.h"

#include <algorithm>
#include <map>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/new_content.h"
#include "pipeline/word/value_edits.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

std::string_view slice(const std::string& text, std::size_t begin, std::size_t end) {
  return std::string_view(text).substr(begin, end - begin);
}

bool holds(std::string_view text, char c) {
  return text.find(c) != std::string_view::npos;
}

bool only_marks(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == note_mark; });
}

class Words {
 public:
  Words(const Compared& compared, const PrintedText& printed, const EditedText& edited,
        const Paragraph* place, bool looks)
      : compared_(compared),
        a_(printed),
        b_(edited),
        looks_(looks),
        source_(compared.project, printed),
        place_(place) {
    if (!edited.paragraphs.empty()) place_ = edited.paragraphs.front()->first();
  }

  ParagraphProposals compare() {
    hunks_ = word_hunks(a_.text, b_.text);
    pair_notes();
    // Before the hunks are taken apart.
    if (looks_) looks();
    settle_on_elements();
    values();
    for (const Hunk& hunk : hunks_) words(hunk);
    for (auto& [key, group] : groups_) result_.list.push_back(std::move(group));
    return std::move(result_);
  }

 private:
  // Notes
  // ----------------------------------------------------------------------------------------------------

  std::size_t note_at(std::size_t at) const {
    for (std::size_t k = 0; k < a_.pieces.size(); ++k)
      if (a_.begins[k] == at && a_.pieces[k].kind == Piece::Kind::note) return k;
    return SIZE_MAX;
  }

  void pair(std::size_t at_a, std::size_t at_b) {
    if (const std::size_t piece = note_at(at_a); piece != SIZE_MAX && b_.runs[at_b] != nullptr)
      result_.notes.emplace_back(a_.pieces[piece].note, b_.runs[at_b]->target);
  }

  void pair_notes() {
    std::size_t i = 0, j = 0;
    const auto same = [&](std::size_t end) {
      for (; i < end; ++i, ++j)
        if (a_.text[i] == note_mark)
          pair(i, j);
        else if (a_.text[i] == picture_mark)
          picture(i, j);
    };
    for (const Hunk& hunk : hunks_) {
      same(hunk.begin_a);
      within(hunk);
      i = hunk.end_a, j = hunk.end_b;
    }
    same(a_.text.size());
  }

  // Notes in a stretch that changed: in order the same, and what is left came or went.
  void within(const Hunk& hunk) {
    std::size_t j = hunk.begin_b;
    const auto next = [&] {
      while (j < hunk.end_b && b_.text[j] != note_mark) ++j;
      return j < hunk.end_b;
    };
    for (std::size_t i = hunk.begin_a; i < hunk.end_a; ++i) {
      if (a_.text[i] != note_mark) continue;
      if (next()) {
        pair(i, j++);
      } else if (const std::size_t piece = note_at(i); piece != SIZE_MAX && looks_) {
        const Node& note = *a_.pieces[piece].node;
        Proposal& gone = add(Kind::removed, hunk);
        gone.now = note_text(a_.pieces[piece].note);
        gone.edits = {{{note.span.source, note.span.begin, note.end}, ""}};
        finish(gone, hunk);
      }
    }
    for (; looks_ && next(); ++j)
      if (b_.runs[j] != nullptr) new_note(hunk, j);
  }

  std::string note_text(std::size_t note) const {
    std::string text;
    for (const PrintedParagraph& each : compared_.printed.notes[note].paragraphs) text += each.text() + " ";
    return shown(text);
  }

  void new_note(const Hunk& hunk, std::size_t at) {
    const auto found = compared_.edited.notes.find(b_.runs[at]->target);
    std::string said, xml;
    if (found != compared_.edited.notes.end())
      for (const EditedParagraph& each : found->second) {
        said += (said.empty() ? "" : " ") + each.text;
        xml += (xml.empty() ? "" : " ") + note_xml(each, compared_.edited);
      }
    Proposal& made = add(Kind::added, {hunk.begin_a, hunk.begin_a, at, at + 1});
    made.proposed = shown(said);
    if (auto edits = source_.insert(hunk.end_a, "<footnote>" + xml + "</footnote>"); edits && !said.empty())
      made.edits = std::move(*edits);
    finish(made, hunk);
  }

  // Elements that the program writes
  // -------------------------------------------------------------------------

  static bool touches(const Hunk& hunk, std::size_t begin, std::size_t end) {
    return hunk.begin_a == hunk.end_a ? begin < hunk.begin_a && hunk.begin_a < end
                                      : hunk.begin_a < end && hunk.end_a > begin;
  }

  // Words that went or came beside a space can be read from either side of it: not across an element's end.
  void settle_on_elements() {
    for (Hunk& hunk : hunks_)
      for (std::size_t k = 0; k < a_.pieces.size(); ++k) {
        if (a_.pieces[k].kind != Piece::Kind::typed || hunk.begin_b != hunk.end_b) continue;
        const std::size_t begin = a_.begins[k], end = a_.end_of(k);
        if (!touches(hunk, begin, end)) continue;
        if (hunk.end_a == end + 1 && hunk.begin_a > begin && a_.text[end] == a_.text[hunk.begin_a - 1])
          --hunk.begin_a, --hunk.end_a, --hunk.begin_b, --hunk.end_b;
        else if (hunk.begin_a + 1 == begin && hunk.end_a < end &&
                 a_.text[hunk.begin_a] == a_.text[hunk.end_a])
          ++hunk.begin_a, ++hunk.end_a, ++hunk.begin_b, ++hunk.end_b;
      }
  }

  void values() {
    for (std::size_t k = 0; k < a_.pieces.size(); ++k) {
      if (a_.pieces[k].kind != Piece::Kind::typed) continue;
      const std::size_t begin = a_.begins[k], end = a_.end_of(k);
      std::size_t first = 0;
      while (first < hunks_.size() && !touches(hunks_[first], begin, end)) ++first;
      if (first == hunks_.size()) continue;
      std::size_t last = first;
      while (last + 1 < hunks_.size() && touches(hunks_[last + 1], begin, end)) ++last;
      Hunk all{std::min(begin, hunks_[first].begin_a), std::max(end, hunks_[last].end_a),
               hunks_[first].begin_b, hunks_[last].end_b};
      if (hunks_[first].begin_a > begin) all.begin_b -= hunks_[first].begin_a - begin;
      if (hunks_[last].end_a < end) all.end_b += end - hunks_[last].end_a;
      const bool whole = hunks_[first].begin_a <= begin && hunks_[last].end_a >= end && first == last;
      if (all.begin_a == begin && all.end_a == end && all.begin_b < all.end_b) {
        value(a_.pieces[k], all);
      } else if (whole && !is_figure(*a_.pieces[k].node, slice(b_.text, all.begin_b, all.end_b))) {
        continue;  // it goes with the words around it
      } else {
        Proposal& hand = add(Kind::by_hand, all);
        hand.hint =
            tr("the words go across an element that the program writes: \"{0}\"", {shown(a_.pieces[k].text)});
        finish(hand, all);
      }
      hunks_.erase(hunks_.begin() + static_cast<std::ptrdiff_t>(first),
                   hunks_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    }
  }

  // Another number in its place is never a text of its own.
  static bool is_figure(const Node& element, std::string_view after) {
    return (element.is("fact") || element.is("amount") || element.is("date") || element.is("cell")) &&
           after.find_first_of("0123456789") != std::string_view::npos;
  }

  void value(const Piece& piece, const Hunk& hunk) {
    const std::string after(slice(b_.text, hunk.begin_b, hunk.end_b));
    ValueChange change = value_change(compared_.project, compared_.paper, *piece.node, piece.text, after);
    Proposal& made = add(change.edits.empty() ? Kind::by_hand : Kind::value, hunk);
    made.edits = std::move(change.edits);
    made.hint = std::move(change.hint);
    finish(made, hunk);
  }

  // Words
  // ----------------------------------------------------------------------------------------------------

  void words(const Hunk& hunk) {
    const std::string_view before = slice(a_.text, hunk.begin_a, hunk.end_a),
                           after = slice(b_.text, hunk.begin_b, hunk.end_b);
    if (only_marks(before) && only_marks(after)) return;  // told with the notes
    if (holds(before, picture_mark) || holds(after, picture_mark))
      return hand(hunk, tr("a picture changed: change <figure>, and its file"));
    if (in_count(hunk)) return hand(hunk, tr("the program works it out: change what it is worked out from"));
    auto edits = source_.rewrite(hunk, b_);
    if (!edits) return hand(hunk, source_.problem());
    if (holds(before, paragraph_mark) || holds(after, paragraph_mark)) {
      Proposal& made = add(holds(before, paragraph_mark) ? Kind::joined : Kind::split, hunk);
      made.edits = std::move(*edits);
      return finish(made, hunk);
    }
    Proposal& made = group(a_.paragraphs.front()->heading ? Kind::title : Kind::reworded, hunk);
    made.edits.insert(made.edits.end(), edits->begin(), edits->end());
    for (const Piece& piece : typed_within(hunk))
      made.hint +=
          (made.hint.empty() ? "" : "; ") + tr("the element that prints \"{0}\" goes", {shown(piece.text)});
  }

  void hand(const Hunk& hunk, const std::string& why) {
    Proposal& made = group(Kind::by_hand, hunk);
    if (made.hint.find(why) == std::string::npos) made.hint += (made.hint.empty() ? "" : "; ") + why;
  }

  std::vector<Piece> typed_within(const Hunk& hunk) const {
    std::vector<Piece> found;
    for (std::size_t k = 0; k < a_.pieces.size(); ++k)
      if (a_.pieces[k].kind == Piece::Kind::typed && a_.begins[k] >= hunk.begin_a &&
          a_.end_of(k) <= hunk.end_a)
        found.push_back(a_.pieces[k]);
    return found;
  }

  // A number in words that is compared with what it counts.
  bool in_count(const Hunk& hunk) const {
    for (std::size_t k = 0; k < a_.pieces.size(); ++k)
      if (a_.pieces[k].kind == Piece::Kind::words && a_.pieces[k].node->parent->is("count") &&
          touches(hunk, a_.begins[k], a_.end_of(k)))
        return true;
    return false;
  }

  // Looks and links
  // ------------------------------------------------------------------------------------------

  // The longest first: what becomes bold and italic at once is one element in another.
  void looks() {
    std::vector<LookChange> changes = look_changes(a_, b_, hunks_);
    const auto size = [](const LookChange& change) { return change.hunk.end_a - change.hunk.begin_a; };
    std::stable_sort(changes.begin(), changes.end(),
                     [&](const LookChange& x, const LookChange& y) { return size(x) > size(y); });
    for (const LookChange& change : changes) look(change);
  }

  static void add_tags(std::vector<Edit>& edits, std::vector<Edit> more) {
    for (Edit& each : more) {
      const auto other = std::find_if(edits.begin(), edits.end(), [&](const Edit& known) {
        return known.span == each.span && known.text.starts_with("</") && each.text.starts_with("</");
      });
      if (other != edits.end())
        other->text = each.text + other->text;
      else
        edits.push_back(std::move(each));
    }
  }

  void look(const LookChange& change) {
    const Hunk& hunk = change.hunk;
    const std::string words = shown(slice(a_.text, hunk.begin_a, hunk.end_a));
    if (change.what == LookChange::What::struck)
      return hand(hunk, tr("struck through by hand, not deleted: \"{0}\"; take it out of the source if that is meant",
                           {words}));
    auto edits = source_.restyle(change);
    if (!edits)
      return hand(hunk, change.what == LookChange::What::link
                            ? tr("the link of \"{0}\" changed: {1}", {words, source_.problem()})
                            : tr("the look of \"{0}\" changed", {words}));
    Proposal& made = group(Kind::look, hunk);
    add_tags(made.edits, std::move(*edits));
    made.hint += (made.hint.empty() ? "" : "; ") + look_text(change, words);
  }

  static std::string look_text(const LookChange& change, const std::string& words) {
    switch (change.what) {
      case LookChange::What::bold:
        return change.on ? tr("bold: \"{0}\"", {words}) : tr("no longer bold: \"{0}\"", {words});
      case LookChange::What::italic:
        return change.on ? tr("italic: \"{0}\"", {words}) : tr("no longer italic: \"{0}\"", {words});
      case LookChange::What::link:
      case LookChange::What::struck:
        break;
    }
    return change.on ? tr("link to {0}: \"{1}\"", {change.link, words})
                     : tr("no longer a link: \"{0}\"", {words});
  }

  // A picture that is another file than was sent: nothing of its words says so.
  void picture(std::size_t at_a, std::size_t at_b) {
    const auto& sent = compared_.copy.carried ? compared_.copy.carried->pictures : std::nullopt;
    const Run* run = b_.runs[at_b];
    if (!sent || run == nullptr) return;
    const auto part = compared_.copy.document->package.parts.find(run->target);
    if (part == compared_.copy.document->package.parts.end() ||
        sent->contains(sha256(part->second).substr(0, 16)))
      return;
    Proposal& made = add(Kind::by_hand, {at_a, at_a + 1, at_b, at_b + 1});
    made.now = made.proposed = run->text;
    made.hint = tr("another picture stands there") + "; " + new_picture(run->target);
    finish(made, {at_a, at_a + 1, at_b, at_b + 1});
  }

  // Proposals
  // ------------------------------------------------------------------------------------------------

  std::vector<Person> people(const Hunk& hunk) const {
    std::vector<Person> people = b_.people(hunk);
    if (people.empty() && b_.paragraphs.empty())
      for (const GoneBlock& gone : compared_.edited.gone)
        if (gone.text == a_.text) return {gone.person};
    return people;
  }

  Proposal& add(Kind kind, const Hunk& hunk) {
    Proposal made = compared_.begin(kind, people(hunk), place_);
    made.now = shown(a_.text);
    made.place = span_of(hunk);
    result_.list.push_back(std::move(made));
    return result_.list.back();
  }

  // The words of a person in this paragraph are one proposal.
  Proposal& group(Kind kind, const Hunk& hunk) {
    Proposal made = compared_.begin(kind, people(hunk), place_);
    const auto [found, is_new] = groups_.try_emplace({kind, made.person}, std::move(made));
    Proposal& proposal = found->second;
    if (is_new) proposal.place = span_of(hunk), proposal.now = shown(a_.text);
    std::vector<Hunk>& own = hunks_of_[found->first];
    own.push_back(hunk);
    std::sort(own.begin(), own.end(), [](const Hunk& x, const Hunk& y) { return x.begin_a < y.begin_a; });
    proposal.proposed = shown(after(own));
    proposal.words.push_back(span_of(hunk));
    return proposal;
  }

  void finish(Proposal& proposal, const Hunk& hunk) {
    if (proposal.proposed.empty() && proposal.kind != Kind::removed) proposal.proposed = shown(after({hunk}));
    proposal.words.push_back(span_of(hunk));
    for (const Edit& edit : proposal.edits) proposal.words.push_back(edit.span);
    if (proposal.edits.empty() && proposal.kind != Kind::by_hand) {
      proposal.kind = Kind::by_hand;
      proposal.hint = source_.problem();
    }
  }

  std::string after(const std::vector<Hunk>& hunks) const {
    std::string text;
    std::size_t at = 0;
    for (const Hunk& hunk : hunks) {
      text += slice(a_.text, at, std::max(at, hunk.begin_a));
      text += slice(b_.text, hunk.begin_b, hunk.end_b);
      at = std::max(at, hunk.end_a);
    }
    return text + std::string(slice(a_.text, at, a_.text.size()));
  }

  // In the source, as near as it has a place.
  Span span_of(const Hunk& hunk) const {
    auto begin = source_.after_spot(hunk.begin_a), end = source_.before_spot(hunk.end_a);
    const SourceId source = compared_.paper.source();
    if (hunk.begin_a == hunk.end_a) {
      if (!end) end = begin;
      return end ? Span{source, end->offset, end->offset} : whole();
    }
    if (begin && end && begin->offset <= end->offset) return {source, begin->offset, end->offset};
    for (std::size_t k = 0; k < a_.pieces.size(); ++k)
      if (a_.pieces[k].node != nullptr && a_.pieces[k].kind == Piece::Kind::typed &&
          touches(hunk, a_.begins[k], a_.end_of(k)))
        return {source, a_.pieces[k].node->span.begin, a_.pieces[k].node->end};
    return whole();
  }
  Span whole() const {
    const PrintedParagraph& first = *a_.paragraphs.front();
    const Node* element = first.element != nullptr ? first.element : first.around;
    return element != nullptr ? element->name_span : compared_.paper.root().name_span;
  }

  const Compared& compared_;
  const PrintedText& a_;
  const EditedText& b_;
  const bool looks_;
  SourceWords source_;
  const Paragraph* place_;
  std::vector<Hunk> hunks_;
  ParagraphProposals result_;
  std::map<std::pair<Kind, std::string>, Proposal> groups_;
  std::map<std::pair<Kind, std::string>, std::vector<Hunk>> hunks_of_;
};

}  // namespace

ParagraphProposals compare_texts(const Compared& compared, const PrintedText& printed,
                                 const EditedText& edited, const Paragraph* place, bool looks) {
  return Words(compared, printed, edited, place, looks).compare();
}

}  // namespace kancelli::word
