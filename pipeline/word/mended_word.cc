#include "pipeline/word/mended_word.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"

namespace kancelli::word {
namespace {

using Rank = Vocabulary::Rank;
using Certainty = Finding::Certainty;

// A compound is found in a shorter word by chance.
constexpr std::size_t compound_least = 8;
// Shorter capitals are abbreviations.
constexpr std::size_t capitals_least = 7;
// So many times more often than the next one, a word is the one that is meant.
constexpr int far_more_often = 6, attested_least = 2;

// Consonants in a row, at most.
std::size_t longest_cluster(std::string_view word) {
  std::size_t longest = 0, row = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = lower(next_code_point(word, at));
    const bool vowel = std::u32string_view(U"aeiouyæøåé@&").find(c) != std::u32string_view::npos;
    row = vowel ? 0 : row + 1;
    longest = std::max(longest, row);
  }
  return longest;
}

}  // namespace

void WordMender::set_damaged(bool damaged) {
  damaged_ = damaged;
  verdicts_.clear();
}

const Verdict& WordMender::verdict(std::string_view word) {
  const std::string key(word);
  const auto found = verdicts_.find(key);
  if (found != verdicts_.end()) return found->second;
  return verdicts_[key] = judge(word);
}

// "FA" and "P4" are names of their own.
std::string_view WordMender::short_meant(std::string_view word) const {
  const bool digits = word.find_first_of("0123456789") != std::string_view::npos;
  if (begins_capital(word) && (digits || (code_point_count(word) > 1 && is_capitals(word)))) return {};
  return short_word(lower(word));
}

// "fa" and "forst" are words, and "bla." is an abbreviation.
bool WordMender::can_only_be_damage(std::string_view word) {
  return !short_meant(word).empty() && words_.rank(word) < Rank::plain && lower(word) != "bla";
}

Verdict WordMender::judge(std::string_view word) {
  // Readings and partings of a word grow with its letters; nobody writes words so long, nor so many unknown.
  constexpr std::size_t longest = 100;
  if (word.size() > longest) return {Verdict::Kind::unknown, {}, {}, {}};
  const std::string small = lower(word);
  const std::size_t letter_count = code_point_count(word);
  const Rank rank = words_.rank(word);
  if (rank == Rank::attested) return {Verdict::Kind::right, {}, {}, {}};
  if (const std::string_view meant = damaged_ ? short_meant(word) : std::string_view(); !meant.empty())
    return {Verdict::Kind::letters,
            rank == Rank::plain ? Certainty::likely : Certainty::certain,
            with_case_of(word, meant),
            {}};
  // "gér", "sé" are in the dictionary, and in no paper.
  const bool accent = damaged_ && small.find("é") != std::string::npos && !is_common(small);
  if (rank == Rank::plain && !accent) return {Verdict::Kind::right, {}, {}, {}};
  if (rank == Rank::plain) {
    const Verdict without = letters(word, Rank::compound);
    const bool meant = without.kind == Verdict::Kind::letters && is_common(lower(without.meant));
    return meant ? without : Verdict{Verdict::Kind::right, {}, {}, {}};
  }
  const bool capitals = letter_count > 1 && is_capitals(word) && word.find('@') == std::string_view::npos;
  if (word.starts_with('@') && letter_count < 4 && is_capitals(word)) {  // "@U": an abbreviation
    const std::string meant = "Ø" + std::string(word.substr(1));
    if (words_.count_in_project(meant) > 0)
      return {Verdict::Kind::letters, Certainty::certain, meant, {}, {}};
  }
  if (letter_count < 3 || (capitals && letter_count < capitals_least))
    return {rank == Rank::unknown ? Verdict::Kind::unknown : Verdict::Kind::right, {}, {}, {}};
  if (rank == Rank::compound && !damaged_) return {Verdict::Kind::right, {}, {}, {}};
  Verdict mended = letters(word, rank);
  if (rank == Rank::compound)
    return mended.kind == Verdict::Kind::letters ? mended : Verdict{Verdict::Kind::right, {}, {}, {}};
  if (mended.kind == Verdict::Kind::letters) return mended;
  // "tilændringer" is hardly a word.
  const Verdict apart = parted(word, 3);
  if (apart.kind == Verdict::Kind::glued && apart.certainty == Certainty::certain) return apart;
  mended = letter_count < compound_least ? Verdict() : compound(word, 3);
  // "Borgerddgiveren" has lost a letter: "Borgerrådgiveren" is meant, which stands elsewhere.
  if (mended.kind == Verdict::Kind::letters && words_.count(mended.meant) == 0 &&
      words_.has_neighbour(mended.meant))
    mended.certainty = Certainty::unsure;
  return mended.kind == Verdict::Kind::letters ? mended : apart;
}

// The nearest readings that are words. Parts of words come again in each word that has them.
const WordMender::Search& WordMender::search(std::string_view word, bool compound) {
  static constexpr std::size_t long_word = 9;
  const auto [place, is_new] = searches_.try_emplace((compound ? "+" : "") + std::string(word));
  Search& made = place->second;
  if (!is_new) return made;
  const int most = compound ? 1 : code_point_count(word) < long_word ? 2 : 3;
  const std::vector<WordReading> readings = readings_of(word, most);
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const WordReading& reading = readings[i];
    const bool other =
        i > 0 && (reading.changes != readings[i - 1].changes || reading.kind != readings[i - 1].kind);
    if (other && !made.found.empty()) break;
    if (compound && reading.kind == WordReading::Kind::rare) break;
    if (words_.rank_of_plain(reading.word) < Rank::plain) continue;
    made.found.push_back(reading.word);
    made.reading = reading.kind;
  }
  return made;
}

// Names and words of other languages are in no dictionary: "Task" is no "Tæsk". A word that stands nowhere
// else must be long, small and clearly damaged.
bool WordMender::is_doubtful(std::string_view word, const Verdict& verdict) const {
  static constexpr std::size_t long_word = 6, long_name = 9, cluster = 3;
  if (verdict.reading == WordReading::Kind::pairs || has_word_sign(word) || words_.count(verdict.meant) > 0)
    return false;
  const std::size_t consonants = longest_cluster(word);  // "hgjde", "Miljg"
  if (consonants >= cluster && longest_cluster(verdict.meant) < consonants) return false;
  return code_point_count(word) < (begins_capital(word) ? long_name : long_word);
}

Verdict WordMender::letters(std::string_view word, Rank rank) {
  const Search& made = search(word, rank == Rank::compound);
  if (made.found.empty()) return {};
  Verdict verdict = choose(made.found);
  verdict.reading = made.reading;
  if (verdict.certainty == Certainty::certain && is_doubtful(word, verdict))
    verdict.certainty = Certainty::likely;
  return verdict;
}

// One part of a compound: right, or damaged in one way only.
WordMender::Half WordMender::link(std::string_view part, bool first, int depth) {
  if (code_point_count(part) < 3) return {};
  const bool linked = first && (part.back() == 's' || part.back() == 'e');
  for (const std::string_view stem : {part, part.substr(0, part.size() - linked)}) {
    if (words_.rank_of_plain(stem) >= Rank::plain) return {std::string(part), true};
    if (code_point_count(stem) < 4) continue;
    const Verdict mended = letters(stem, Rank::unknown);
    if (mended.kind == Verdict::Kind::letters && mended.others.empty())
      return {mended.meant + std::string(part.substr(stem.size())), true, mended.reading};
  }
  if (depth <= 1 || code_point_count(part) < compound_least) return {};
  const Verdict mended = compound(part, depth - 1);
  const bool clear = mended.kind == Verdict::Kind::letters && mended.others.empty();
  return clear ? Half{mended.meant, false, mended.reading} : Half{};
}

// "ressorteendringerne": a part that is a word, and one that becomes one.
Verdict WordMender::compound(std::string_view word, int depth) {
  std::vector<std::string> found;
  std::size_t shortest = 0;  // letters in the shorter part: the longer, the less it is chance
  auto kind = WordReading::Kind::rare;
  for (std::size_t cut = 3; cut + 3 <= word.size(); ++cut) {
    if ((static_cast<unsigned char>(word[cut]) & 0xC0) == 0x80) continue;
    const std::string_view first = word.substr(0, cut), rest = word.substr(cut);
    const std::size_t least = std::min(code_point_count(first), code_point_count(rest));
    const Half head = link(first, true, depth);
    const Half tail = head.meant.empty() ? Half{} : link(rest, false, depth);
    if (tail.meant.empty()) continue;
    std::string made = head.meant + tail.meant;
    const WordReading::Kind changes = std::max(head.reading, tail.reading);
    const bool worse = changes > kind || (changes == kind && least < shortest);
    if (worse || made == word || words_.rank(made) == Rank::unknown) continue;
    if (changes < kind || least > shortest) found.clear();
    kind = changes;
    shortest = least;
    if (std::ranges::find(found, made) == found.end()) found.push_back(std::move(made));
  }
  if (found.empty()) return {};
  Verdict verdict = choose(std::move(found));
  verdict.reading = kind;
  return verdict;
}

Verdict WordMender::choose(std::vector<std::string> found) const {
  std::ranges::stable_sort(found, std::ranges::greater(),
                           [&](const std::string& each) { return words_.count(each); });
  Verdict verdict{Verdict::Kind::letters, Certainty::likely, found[0], {}};
  const int most = words_.count(found[0]), next = found.size() > 1 ? words_.count(found[1]) : 0;
  if (found.size() == 1 || (most >= attested_least && most >= next * far_more_often)) {
    if (damaged_) verdict.certainty = Certainty::certain;
    return verdict;
  }
  if (most == next) verdict.certainty = Certainty::unsure;
  verdict.others.assign(found.begin() + 1, found.end());
  if (verdict.others.size() > 3) verdict.others.resize(3);
  return verdict;
}

// A part of words that were written as one: right, or damaged in one way only.
WordMender::Half WordMender::glued(std::string_view part, int depth) {
  const std::string small = lower(part);
  if (glues_to_next(small) || glues_to_previous(small)) return {std::string(part), true};
  if (const std::string_view meant = short_word(small); !meant.empty())
    return {with_case_of(part, meant), true};
  if (is_short_end(small)) return {std::string(part), true};
  if (code_point_count(part) < 3) return {};
  if (words_.rank_of_plain(part) >= Rank::plain) return {std::string(part), true};
  const Verdict mended = letters(part, Rank::unknown);
  if (mended.kind == Verdict::Kind::letters && mended.others.empty()) return {mended.meant, true};
  const Verdict apart = depth > 1 ? parted(part, depth - 1) : Verdict();
  if (apart.kind == Verdict::Kind::glued && apart.others.empty()) return {apart.meant, true};
  const bool is_compound = code_point_count(part) >= compound_least && words_.rank(part) == Rank::compound;
  return is_compound ? Half{std::string(part), false} : Half{};
}

// "atder", "sigi", "vilindebeere".
Verdict WordMender::parted(std::string_view word, int depth) {
  std::vector<std::string> found;
  bool plain = false;
  for (std::size_t cut = 1; cut < word.size(); ++cut) {
    if ((static_cast<unsigned char>(word[cut]) & 0xC0) == 0x80) continue;
    const std::string_view first = word.substr(0, cut), rest = word.substr(cut);
    // A name may end in i.
    const bool to_next = glues_to_next(lower(first)),
               to_previous = glues_to_previous(rest) && !begins_capital(word);
    if (!to_next && !to_previous) continue;
    const Half head = glued(first, depth), tail = head.meant.empty() ? Half{} : glued(rest, depth);
    if (tail.meant.empty()) continue;
    const bool both = head.plain && tail.plain;
    if (both && !plain) found.clear();
    if (both || !plain) found.push_back(head.meant + " " + tail.meant);
    plain = plain || both;
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.empty()) return {};
  Verdict verdict{Verdict::Kind::glued, Certainty::likely, found[0], {}};
  if (found.size() == 1 && damaged_) verdict.certainty = Certainty::certain;
  verdict.others.assign(found.begin() + 1, found.end());
  return verdict;
}

Verdict WordMender::verdict(std::string_view word, std::string_view before, std::string_view after) {
  const Verdict alone = verdict(word);
  const bool open = alone.kind == Verdict::Kind::right || alone.certainty != Certainty::certain;
  if (!damaged_ || !open) return alone;
  const std::string small = lower(word);
  if (words_.count_in_project(small) > 0) return alone;
  if (const std::string_view meant = meant_between(small, before, after); !meant.empty())
    return {Verdict::Kind::letters, Certainty::certain, with_case_of(word, meant), {}};
  // A pair of words that papers have, and none with the word as it stands.
  if (words_.is_pair(before, small) || words_.is_pair(small, after)) return alone;
  static constexpr std::size_t telling = 6;
  std::vector<std::string> found;
  for (const WordReading& reading : readings_of(small, 1)) {
    if (reading.kind == WordReading::Kind::rare || words_.count_in_project(reading.word) < 2) continue;
    const bool behind = words_.is_pair(before, reading.word), ahead = words_.is_pair(reading.word, after);
    if ((behind && ahead) || (behind && before.size() >= telling) || (ahead && after.size() >= telling))
      found.push_back(reading.word);
  }
  if (found.size() != 1) return alone;
  return {Verdict::Kind::letters, Certainty::certain, with_case_of(word, found[0]), {}};
}

}  // namespace kancelli::word
