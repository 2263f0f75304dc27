#include "pipeline/word/mended_paragraph.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"

namespace kancelli::word {

namespace {

using Certainty = Finding::Certainty;
using Joint = WordPart::Joint;
using Rank = Vocabulary::Rank;

bool is_abbreviation(std::string_view word) {
  return code_point_count(word) > 1 && is_capitals(word);
}

// "økonomiudvalget": bodies have a capital.
bool is_body(std::string_view word) {
  static constexpr std::string_view endings[] = {"udvalget", "udvalgets", "forvaltningen", "forvaltningens",
                                                 "rådet"};
  return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace

ParagraphMender::ParagraphMender(const Paragraph& paragraph, Vocabulary& words, WordMender& mender)
    : text_(paragraph.text()), parts_(parts_of(paragraph, text_)), words_(words), mender_(mender) {
  joined();
}

std::vector<Step> ParagraphMender::mend() {
  for (std::size_t i = 0; i < wholes_.size(); ++i) {
    if (parted(i)) {
      ++i;
      continue;
    }
    word(i);
  }
  bars();
  numbers();
  std::ranges::sort(steps_, {}, [](const Step& step) { return step.mend.begin; });
  return std::move(steps_);
}

std::string_view ParagraphMender::part(std::size_t i) const {
  return std::string_view(text_).substr(parts_[i].begin, parts_[i].end - parts_[i].begin);
}

void ParagraphMender::joined() {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Whole whole{i, i, std::string(part(i)), false, false, parts_[i].open};
    while ((parts_[whole.last].joint == Joint::line_end && !stands_apart(whole)) || is_left_over(whole)) {
      ++whole.last;
      whole.word += part(whole.last);
      whole.split = true;
      whole.open = whole.open && parts_[whole.last].open;
    }
    i = whole.last;
    wholes_.push_back(std::move(whole));
  }
}

// A hyphen of a line end that is not at one any more, "kom-munale": without it a word stands there, and one
// of its halves is none.
bool ParagraphMender::is_left_over(const Whole& whole) {
  if (parts_[whole.last].joint != Joint::hyphen) return false;
  const std::string first(part(whole.last)), second(part(whole.last + 1)), both = first + second;
  if (code_point_count(first) < 2 || code_point_count(second) < 2 || begins_capital(second) ||
      is_prefix(lower(first)))
    return false;
  const bool halves =
      words_.rank_of_plain(first) != Rank::unknown && words_.rank_of_plain(second) != Rank::unknown;
  return !halves && words_.rank_of_plain(both) != Rank::unknown;
}

// The hyphen behind `whole` is one of its own: "løn-" before "og", "IT-" before "udvikling".
bool ParagraphMender::stands_apart(Whole& whole) {
  const std::string_view next = part(whole.last + 1);
  const std::string small = lower(next);
  if (small == "og" || small == "eller" || small == "samt" || small == "til") return true;
  const bool capitals = code_point_count(whole.word) > 1 && is_capitals(whole.word);
  if (is_prefix(lower(whole.word)) && words_.rank_of_plain(whole.word + std::string(next)) == Rank::unknown)
    return whole.keeps_hyphen = true;
  const bool within = whole.first > 0 && parts_[whole.first - 1].joint == Joint::hyphen;
  whole.keeps_hyphen = (capitals && !is_capitals(next)) ||
                       (begins_capital(next) && !is_capitals(whole.word)) ||
                       (within && is_abbreviation(whole.word));
  return whole.keeps_hyphen;
}

// "it-udvikling" keeps its hyphen.
bool ParagraphMender::is_prefix(std::string_view word) {
  static constexpr std::string_view known[] = {"it", "e", "tv", "ikke", "ex", "co", "non", "mini", "pilot"};
  return std::ranges::find(known, word) != std::end(known);
}

std::string ParagraphMender::small(std::size_t whole) {
  const Verdict& verdict = mender_.verdict(wholes_[whole].word);
  const bool mended = !verdict.meant.empty() && verdict.certainty == Certainty::certain;
  return lower(mended ? verdict.meant : wholes_[whole].word);
}

std::string ParagraphMender::word_before(std::size_t i) {
  const std::string_view text = std::string_view(text_).substr(0, parts_[wholes_[i].first].begin);
  if (text.size() > 1 && text.back() == ' ' &&
      std::isdigit(static_cast<unsigned char>(text[text.size() - 2])))
    return "#";
  return i > 0 && next_to(i - 1, i) ? small(i - 1) : "";
}

bool ParagraphMender::next_to(std::size_t one, std::size_t other) const {
  return !parts_[wholes_[one].last].ends_sentence && other < wholes_.size();
}

void ParagraphMender::word(std::size_t i) {
  const Whole& whole = wholes_[i];
  line_end_behind(i);
  if (!whole.open || is_short_form(whole)) return;
  const std::string before = word_before(i);
  const std::string after = next_to(i, i + 1) ? small(i + 1) : "";
  Verdict verdict = mender_.verdict(whole.word, before, after);
  if (verdict.kind == Verdict::Kind::letters && is_short_name(whole)) verdict.certainty = Certainty::unsure;
  if (both_and(i, before))
    verdict = {Verdict::Kind::letters, Certainty::certain, with_case_of(whole.word, "både"), {}};
  if (verdict.kind == Verdict::Kind::unknown && hangs(whole)) verdict = suspended(whole.word);
  if (whole.split) return split_word(whole, verdict);
  if (verdict.meant.empty()) return;
  step(whole, verdict,
       verdict.kind == Verdict::Kind::glued ? tr("words that were written as one")
                                            : tr("letters that were misread"));
}

// "bla. huslejen": among others, without its first point.
bool ParagraphMender::is_short_form(const Whole& whole) const {
  const std::size_t end = parts_[whole.last].end;
  return lower(whole.word) == "bla" && end < text_.size() && text_[end] == '.';
}

// "født i Sa": within a sentence a short word with a capital is a name.
bool ParagraphMender::is_short_name(const Whole& whole) const {
  const std::size_t begin = parts_[whole.first].begin;
  const std::string_view before = std::string_view(text_).substr(0, begin);
  return begins_capital(whole.word) && !short_word(lower(whole.word)).empty() && before.size() > 1 &&
         before.back() == ' ' && before[before.size() - 2] >= 'a' && before[before.size() - 2] <= 'z';
}

bool ParagraphMender::hangs(const Whole& whole) const {
  return parts_[whole.last].hangs || parts_[whole.last].joint == Joint::hyphen ||
         parts_[whole.last].joint == Joint::line_end;
}

// "beskeeftigelses-": right without the s that links it to the next word.
Verdict ParagraphMender::suspended(const std::string& word) {
  if (word.back() != 's' && word.back() != 'e') return {};
  Verdict verdict = mender_.verdict(word.substr(0, word.size() - 1));
  if (verdict.kind == Verdict::Kind::letters) verdict.meant += word.back();
  return verdict;
}

// "bade borgere og virksomheder", but not "at bade".
bool ParagraphMender::both_and(std::size_t i, const std::string& before) const {
  if (lower(wholes_[i].word) != "bade" || !mender_.damaged()) return false;
  static constexpr std::string_view verbs[] = {"at",   "kan",   "vil",   "må", "og",
                                               "skal", "kunne", "ville", "vi", "de"};
  if (std::ranges::find(verbs, before) != std::end(verbs)) return false;
  static constexpr std::size_t far = 14;
  for (std::size_t next = i + 1; next < wholes_.size() && next < i + far; ++next) {
    if (parts_[wholes_[next - 1].last].ends_sentence) return false;
    if (wholes_[next].word == "og") return true;
  }
  return false;
}

// A word of two lines: the hyphen goes where the two are one word.
void ParagraphMender::split_word(const Whole& whole, const Verdict& verdict) {
  const bool is_word = verdict.kind == Verdict::Kind::right && words_.rank(whole.word) != Rank::unknown;
  if (is_word || suspended_is_right(whole))
    return step(whole, {Verdict::Kind::letters, Certainty::certain, whole.word, {}},
                tr("a hyphen of a line end"));
  // "af-" and "direkter" are no word that was broken: a column or a line stood between them.
  const bool parts_there = verdict.kind == Verdict::Kind::glued &&
                           lower(verdict.meant).starts_with(lower(part(whole.first)) + " ");
  if (!verdict.meant.empty() && verdict.certainty == Certainty::certain && !parts_there)
    return step(whole, verdict, tr("a hyphen of a line end, and letters that were misread"));
  Verdict unsure{Verdict::Kind::letters, Certainty::unsure, whole.word, {}};
  if (!verdict.meant.empty()) unsure = verdict;
  unsure.certainty = Certainty::unsure;
  step(whole, unsure, tr("a hyphen of a line end; the word is in no dictionary"));
}

bool ParagraphMender::suspended_is_right(const Whole& whole) {
  if (!hangs(whole) || whole.word.empty()) return false;
  return suspended(whole.word).kind == Verdict::Kind::right;
}

// "løn-\nog": the line end is a blank. "IT-\nudvikling": it is nothing.
void ParagraphMender::line_end_behind(std::size_t i) {
  const WordPart& last = parts_[wholes_[i].last];
  if (last.joint != Joint::line_end) return;
  Step made{{last.end, last.end + 2, wholes_[i].keeps_hyphen ? "-" : "- "}, Certainty::certain, {}, false};
  steps_.push_back(std::move(made));
}

// One word that was written as two: neither half is one.
bool ParagraphMender::parted(std::size_t i) {
  if (!mender_.damaged() || i + 1 >= wholes_.size() || !next_to(i, i + 1)) return false;
  const Whole &first = wholes_[i], &second = wholes_[i + 1];
  if (!first.open || !second.open || first.split || second.split || begins_capital(second.word)) return false;
  const std::string_view gap = std::string_view(text_).substr(
      parts_[first.last].end, parts_[second.first].begin - parts_[first.last].end);
  if (gap != " " || !is_half(first.word) || !is_half(second.word)) return false;
  const std::string whole = first.word + second.word;
  const Verdict verdict = mender_.verdict(whole);
  const bool right = verdict.kind == Verdict::Kind::right && words_.rank(whole) >= Rank::plain;
  if (!right) return false;
  steps_.push_back({{parts_[first.first].begin, parts_[second.last].end, whole},
                    Certainty::certain,
                    tr("a word that was written as two"),
                    true});
  return true;
}

bool ParagraphMender::is_half(const std::string& word) {
  const Verdict& verdict = mender_.verdict(word);
  return verdict.kind == Verdict::Kind::unknown && code_point_count(word) > 1 && !is_capitals(word);
}

// "| rapporten" where a sentence begins: a machine's capital I. Several of them part columns.
void ParagraphMender::bars() {
  if (!mender_.damaged() || std::ranges::count(text_, '|') > 2) return;
  for (std::size_t at = text_.find("| "); at != std::string::npos; at = text_.find("| ", at + 1)) {
    const std::string_view before = trim(std::string_view(text_).substr(0, at));
    const bool begins = before.empty() || before.ends_with('.') || before.ends_with(':');
    const bool goes_on = at + 2 < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at + 2]));
    if (begins && goes_on)
      steps_.push_back({{at, at + 1, "I"}, Certainty::certain, tr("letters that were misread"), true});
  }
}

// "2024-" at the end of a line, and "2025" on the next.
void ParagraphMender::numbers() {
  for (std::size_t at = text_.find("-\n"); at != std::string::npos; at = text_.find("-\n", at + 1)) {
    const auto digit = [&](std::size_t i) {
      return i < text_.size() && std::isdigit(static_cast<unsigned char>(text_[i])) != 0;
    };
    if (at > 0 && digit(at - 1) && digit(at + 2))
      steps_.push_back({{at, at + 2, "-"}, Certainty::certain, {}, false});
  }
}

void ParagraphMender::step(const Whole& whole, const Verdict& verdict, const std::string& why) {
  const std::size_t begin = parts_[whole.first].begin, end = parts_[whole.last].end;
  Step made{{begin, end, verdict.meant}, verdict.certainty, why, true};
  if (whole.word.find('@') != std::string::npos) made.mend.text = capital_of(whole, verdict.meant);
  if (verdict.certainty != Certainty::certain) {
    std::vector<std::string> all{verdict.meant};
    all.insert(all.end(), verdict.others.begin(), verdict.others.end());
    made.why += "; " + tr("perhaps {0}", {join(all, ", ")});
  }
  steps_.push_back(std::move(made));
}

// "Miljø- og @konomi-": the names of two bodies, shortened.
bool ParagraphMender::follows_name(const Whole& whole) const {
  if (!hangs(whole)) return false;
  for (std::size_t i = whole.first > 2 ? whole.first - 2 : 0; i < whole.first; ++i)
    if (begins_capital(part(i)) && (parts_[i].hangs || parts_[i].joint != Joint::none)) return true;
  return false;
}

// @ is read for Ø and for ø.
std::string ParagraphMender::capital_of(const Whole& whole, const std::string& meant) const {
  const std::size_t blank = meant.rfind(' ');  // "at@konomiudvalget"
  if (blank != std::string::npos) {
    const std::string last = meant.substr(blank + 1);
    return meant.substr(0, blank + 1) +
           (is_body(last) || words_.is_name(last) ? with_case_of("Ab", last) : last);
  }
  const bool first = whole.first == 0 || parts_[whole.first - 1].ends_sentence;
  const bool name = is_body(meant) || words_.is_name(meant) || follows_name(whole);
  return whole.word.starts_with('@') && (first || name) ? with_case_of("Ab", meant) : meant;
}

}  // namespace kancelli::word
