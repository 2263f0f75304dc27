// Words that the source and a copy have both changed: what was sent lies between them.
#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/word/paragraph_comparison.h"

namespace kancelli::word {
namespace {

bool part(const Hunk& a, const Hunk& b) {
  return a.end_a < b.begin_a || b.end_a < a.begin_a;
}

// Words that went or came beside the same words can be read from either side of these: the last place it can
// have.
Hunk last_place(Hunk hunk, const std::string& a, const std::string& b) {
  const auto slide = [](std::size_t begin, std::size_t end, const std::string& in) {
    std::size_t by = 0;
    while (begin < end && end + by < in.size() && in[begin + by] == in[end + by]) ++by;
    return by;
  };
  std::size_t by = 0;
  if (hunk.begin_b == hunk.end_b)
    by = slide(hunk.begin_a, hunk.end_a, a);
  else if (hunk.begin_a == hunk.end_a)
    by = slide(hunk.begin_b, hunk.end_b, b);
  return {hunk.begin_a + by, hunk.end_a + by, hunk.begin_b + by, hunk.end_b + by};
}

// The source already says what the copy does.
bool is_done(Hunk ours, const std::string& now, Hunk theirs, const std::string& copy, const std::string& sent) {
  ours = last_place(ours, sent, now);
  theirs = last_place(theirs, sent, copy);
  return ours.begin_a == theirs.begin_a && ours.end_a == theirs.end_a &&
         now.compare(ours.begin_b, ours.end_b - ours.begin_b, copy, theirs.begin_b,
                     theirs.end_b - theirs.begin_b) == 0;
}

// The copy with what the source changed since it was sent, where the two changed other words, or said the
// same of them; false where they said different things.
// `changed`: the source has words of its own there.
bool bring_up_to_date(EditedText& edited, const std::string& sent, const std::string& now, bool& changed) {
  const std::vector<Hunk> theirs = word_hunks(sent, edited.text);
  std::vector<Hunk> ours = word_hunks(sent, now);
  std::erase_if(ours, [&](const Hunk& own) {
    return std::any_of(theirs.begin(), theirs.end(),
                       [&](const Hunk& other) { return is_done(own, now, other, edited.text, sent); });
  });
  changed = !ours.empty();
  for (const Hunk& a : theirs)
    for (const Hunk& b : ours)
      if (!part(a, b)) return false;
  // From behind, so that the bytes before keep their places.
  for (auto each = ours.rbegin(); each != ours.rend(); ++each) {
    std::ptrdiff_t shift = 0;
    for (const Hunk& other : theirs)
      if (other.end_a < each->begin_a)
        shift = static_cast<std::ptrdiff_t>(other.end_b) - static_cast<std::ptrdiff_t>(other.end_a);
    const std::size_t begin = each->begin_a + static_cast<std::size_t>(shift),
                      size = each->end_a - each->begin_a, more = each->end_b - each->begin_b;
    edited.text.replace(begin, size, now, each->begin_b, more);
    const auto at = edited.runs.begin() + static_cast<std::ptrdiff_t>(begin);
    edited.runs.erase(at, at + static_cast<std::ptrdiff_t>(size));
    edited.runs.insert(edited.runs.begin() + static_cast<std::ptrdiff_t>(begin), more, nullptr);
    for (EditedParagraph::Gone& gone : edited.gone)
      if (gone.at >= begin + size) gone.at = gone.at - size + more;
  }
  return true;
}

// Words of the source's elements alone, as element_hash counts them.
std::vector<bool> counted(const PrintedText& printed) {
  std::vector<bool> counts(printed.text.size());
  for (std::size_t k = 0; k < printed.pieces.size(); ++k)
    for (std::size_t at = printed.begins[k]; at < printed.end_of(k); ++at)
      counts[at] =
          printed.pieces[k].kind == Piece::Kind::words || printed.pieces[k].kind == Piece::Kind::typed;
  return counts;
}

// A draft that was sent is kept nowhere, but its hash is: where source and copy differ, one of them has what
// was sent. Each stretch is tried with either; the hash tells which is right.
std::string text_between(const PrintedText& printed, const EditedText& edited, const std::string& hash) {
  const std::vector<Hunk> hunks = word_hunks(printed.text, edited.text);
  constexpr std::size_t most = 12;
  if (hunks.size() > most) return {};
  const std::vector<bool> counts = counted(printed);
  for (std::size_t of_copy = 0; of_copy < (std::size_t{1} << hunks.size()); ++of_copy) {
    std::string whole, words;
    std::size_t at = 0;
    const auto keep = [&](std::size_t end) {
      for (; at < end; ++at) {
        whole += printed.text[at];
        if (counts[at]) words += printed.text[at];
      }
    };
    for (std::size_t k = 0; k < hunks.size(); ++k) {
      keep(hunks[k].begin_a);
      if ((of_copy >> k & 1) == 0) continue;
      for (std::size_t j = hunks[k].begin_b; j < hunks[k].end_b; ++j) {
        whole += edited.text[j];
        if (edited.text[j] != note_mark && edited.text[j] != picture_mark) words += edited.text[j];
      }
      at = hunks[k].end_a;
    }
    keep(printed.text.size());
    if (element_hash(words) == hash) return whole;
  }
  return {};
}

// Two copies of one paragraph, both changed: where they differ, one of them has what was sent.
std::string text_between(const std::string& one, const std::string& other, const std::string& hash) {
  const std::vector<Hunk> hunks = word_hunks(one, other);
  constexpr std::size_t most = 10;
  if (hunks.size() > most) return {};
  for (std::size_t of_other = 0; of_other < (std::size_t{1} << hunks.size()); ++of_other) {
    std::string whole;
    std::size_t at = 0;
    for (std::size_t k = 0; k < hunks.size(); ++k) {
      if ((of_other >> k & 1) == 0) continue;
      whole.append(one, at, hunks[k].begin_a - at);
      whole.append(other, hunks[k].begin_b, hunks[k].end_b - hunks[k].begin_b);
      at = hunks[k].end_a;
    }
    whole.append(one, at);
    std::string words = whole;
    std::erase_if(words, [](char c) { return c == note_mark || c == picture_mark; });
    if (element_hash(words) == hash) return whole;
  }
  return {};
}

// The paragraph as it was sent: from its tracked changes, from the version that was sent and is kept, or from
// what the two texts have in common. "" where nothing tells.
std::string text_sent(const Compared& compared, const PrintedText& printed, const EditedText& edited) {
  if (edited.paragraphs.size() != 1) return {};
  const EditedParagraph& paragraph = *edited.paragraphs.front();
  if (compared.sent->knows_before(paragraph)) return paragraph.before;
  const std::string hash = compared.sent->hash_of(paragraph);
  if (hash.empty()) return {};
  if (compared.texts != nullptr)
    if (const auto kept = compared.texts->find(hash); kept != compared.texts->end()) return kept->second;
  return text_between(printed, edited, hash);
}

Proposal changed_in_both(const Compared& compared, const PrintedText& printed, const EditedText& edited,
                         const std::string& sent) {
  const Hunk all{0, printed.text.size(), 0, edited.text.size()};
  const EditedParagraph& first = *edited.paragraphs.front();
  Proposal made = compared.begin(Proposal::Kind::by_hand, edited.people(all), first.first());
  made.sent = shown(sent);
  made.now = shown(printed.text);
  made.proposed = shown(edited.text);
  made.stale = true;
  const Node* element = printed.paragraphs.front()->element;
  if (element == nullptr) element = printed.paragraphs.front()->around;
  made.place = element == nullptr ? compared.paper.root().name_span
                                  : Span{element->span.source, element->span.begin, element->end};
  made.words = {made.place};
  made.hint = sent.empty()
                  ? tr("the source has changed too since it was sent: compare the two texts")
                  : tr("the source has changed the same words since it was sent: choose one of the two");
  return made;
}

}  // namespace

void add_sent_texts(const std::vector<CopyState>& copies, SentTexts& texts) {
  std::map<std::string, std::vector<std::string>> changed;
  const auto look_at = [&](const SentState& sent, const EditedParagraph& paragraph) {
    const std::string hash = sent.hash_of(paragraph);
    if (hash.empty() || texts.contains(hash)) return;
    if (sent.untouched(paragraph))
      texts.emplace(hash, paragraph.text);
    else if (sent.knows_before(paragraph))
      texts.emplace(hash, paragraph.before);
    else
      changed[hash].push_back(paragraph.text);
  };
  for (const auto& [edited, sent] : copies) {
    for (const EditedBlock& block : edited->blocks) {
      if (block.paragraph() != nullptr) look_at(*sent, *block.paragraph());
      if (block.table() == nullptr) continue;
      for (const EditedRow& row : block.table()->rows)
        for (const EditedCell& cell : row.cells)
          for (const EditedParagraph& paragraph : cell.paragraphs) look_at(*sent, paragraph);
    }
    for (const auto& [key, paragraphs] : edited->notes)
      for (const EditedParagraph& paragraph : paragraphs) look_at(*sent, paragraph);
  }
  for (const auto& [hash, own] : changed)
    for (std::size_t k = 1; k < own.size() && !texts.contains(hash); ++k)
      if (const std::string text = text_between(own[k - 1], own[k], hash); !text.empty())
        texts.emplace(hash, text);
}

ParagraphProposals compare_words(const Compared& compared, const PrintedText& printed,
                                 const EditedText& edited, const Paragraph* place) {
  const SentState* sent = compared.sent;
  if (sent == nullptr || edited.paragraphs.empty()) return compare_texts(compared, printed, edited, place);
  const bool as_sent = sent->as_sent(printed.paragraphs, edited.paragraphs);
  // Notes and looks that the source alone has changed are not to be undone.
  const bool looks_by_source = sent->looks_changed(printed.paragraphs, edited.paragraphs),
             looks_in_both = looks_by_source && !sent->looks_untouched(edited.paragraphs);
  if (as_sent && !looks_in_both) return compare_texts(compared, printed, edited, place, !looks_by_source);
  const bool untouched = std::all_of(edited.paragraphs.begin(), edited.paragraphs.end(),
                                     [&](const EditedParagraph* each) { return sent->untouched(*each); });
  const bool looks_by_copy = !looks_by_source && edited.paragraphs.size() == 1 &&
                             sent->knows_before(*edited.paragraphs.front()) &&
                             !sent->looks_untouched(edited.paragraphs);
  if (untouched && !looks_in_both && !looks_by_copy) return {};  // the source alone has changed
  if (printed.text == edited.text && !looks_in_both) return compare_texts(compared, printed, edited, place);
  // What the program wrote into the paragraph and nobody sent is no change of the source's words.
  const bool written = std::any_of(printed.paragraphs.begin(), printed.paragraphs.end(),
                                   [](const PrintedParagraph* each) { return each->element != nullptr; });
  if (!written || !sent->was_sent(*edited.paragraphs.front()))
    return compare_texts(compared, printed, edited, place);
  const std::string before = text_sent(compared, printed, edited);
  EditedText now = edited;
  ParagraphProposals found;
  bool stale = false;
  if (!looks_in_both && !before.empty() && bring_up_to_date(now, before, printed.text, stale)) {
    found = compare_texts(compared, printed, now, place, !looks_by_source);
    for (Proposal& each : found.list) each.stale = stale || looks_by_source, each.sent = shown(before);
  } else {
    found.list.push_back(changed_in_both(compared, printed, edited, before));
  }
  return found;
}

}  // namespace kancelli::word
