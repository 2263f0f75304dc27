#include "pipeline/check/speller.h"

#include <sys/mman.h>
#include <unistd.h>
#include <hunspell/hunspell.hxx>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Where Debian and Ubuntu, and others, keep dictionaries.
std::string dictionary_path() {
  for (const char* folder :
       {"/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell"}) {
    const std::string path = std::string(folder) + "/da_DK";
    if (std::filesystem::exists(path + ".aff") && std::filesystem::exists(path + ".dic")) return path;
  }
  throw Error(
      tr("there is no Danish dictionary for hunspell, which the rule spelling and the search index need"),
      tr("install the package hunspell-da, or switch the rule off"));
}

bool starts_letter(const std::string& text, std::size_t at) {
  return (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// "udviklingsplan", not "udviklingplan".
bool wants_link(std::string_view first) {
  for (const std::string_view ending : {"ing", "else", "hed", "tion", "dom", "skab", "tet", "sion"})
    if (first.ends_with(ending)) return true;
  return false;
}

// Words of three letters that compounds are made of; others of that length are found in them by chance.
constexpr std::string_view short_words[] = {
    "bil", "bro", "bus", "bad", "båd", "dag", "fag", "hal", "hav", "hus", "lov", "lån", "løn", "mad", "mål",
    "nat", "net", "ord", "rum", "råd", "sag", "sal", "sti", "syn", "tal", "tid", "tog", "tov", "vej"};
// Longer words that are endings far more often.
constexpr std::string_view endings[] = {
    "else", "ende", "erne", "eren", "heden", "heder", "ingen", "inger", "ling",   "lige",    "ligt",   "ning",
    "rens", "skab", "tion", "løse", "bare",  "over",  "under", "efter", "mæssig", "mæssige", "mæssigt"};

bool carries_meaning(std::string_view part) {
  const bool is_short = code_point_count(part) < 4;
  return is_short ? std::ranges::find(short_words, part) != std::end(short_words)
                  : std::ranges::find(endings, part) == std::end(endings);
}

// The same dictionary without the rules that put words together, which take ten times as long as all the rest
// where a word is none. hunspell reads files alone: this one has no name.
std::unique_ptr<Hunspell> without_compounds() {
  const std::string path = dictionary_path();
  const std::string made = "kancelli-da_DK.aff";
  const int file = memfd_create(made.c_str(), MFD_CLOEXEC);
  if (file < 0) throw Error(tr("there is no memory for the dictionary"), tr("close other programs"));
  std::ifstream rules(path + ".aff");
  for (std::string line, text; std::getline(rules, line);) {
    const bool joins = line.starts_with("COMPOUND") || line.starts_with("CHECKCOMPOUND");
    text = joins ? "\n" : line + "\n";
    if (::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) break;
  }
  auto dictionary =
      std::make_unique<Hunspell>(("/proc/self/fd/" + std::to_string(file)).c_str(), (path + ".dic").c_str());
  ::close(file);
  return dictionary;
}

}  // namespace

Speller::Speller() {
  const std::string path = dictionary_path();
  dictionary_ = std::make_unique<Hunspell>((path + ".aff").c_str(), (path + ".dic").c_str());
  if (dictionary_->get_dict_encoding() != "UTF-8")
    throw Error(tr("hunspell's Danish dictionary is not in UTF-8"),
                tr("install the package hunspell-da of today"));
}

Speller::~Speller() = default;

void Speller::know(std::string_view word, std::string_view like) {
  known_.emplace(word);
  if (!like.empty()) dictionary_->add_with_affix(std::string(word), std::string(like));
  simple_.clear();
}

bool Speller::in_dictionary(const std::string& word) {
  if (known_.count(word) > 0 || dictionary_->spell(word)) return true;
  return word.size() > 2 && word.back() == 's' && known_.count(word.substr(0, word.size() - 1)) > 0;
}

bool Speller::is_right(std::string_view word) {
  const std::lock_guard<std::mutex> lock(asked_);
  const auto [place, is_new] = seen_.emplace(word, false);
  if (!is_new) return place->second;
  const std::string text(word), small = lower(text);
  const bool right = in_dictionary(text) || in_dictionary(small) || is_compound(small, 3);
  return seen_[text] = right;
}

bool Speller::is_plain(std::string_view word) {
  const std::lock_guard<std::mutex> lock(asked_);
  if (plain_ == nullptr) plain_ = without_compounds();
  const std::string text(word);
  if (known_.count(text) > 0 || plain_->spell(text)) return true;
  const std::string small = lower(text);
  return small != text && (known_.count(small) > 0 || plain_->spell(small));
}

// A word of its own; the dictionary puts words together rather freely.
bool Speller::is_simple(const std::string& word) {
  if (known_.count(word) > 0) return true;
  const auto [place, is_new] = simple_.try_emplace(word, false);
  int found = 0;
  if (is_new) place->second = dictionary_->spell(word, &found) && (found & SPELL_COMPOUND) == 0;
  return place->second;
}

// The dictionary knows how most words are put together. What it misses is accepted when its parts are words
// of their own, long enough not to be found in every slip: "udsatteteam".
bool Speller::is_compound(const std::string& word, int parts) {
  static constexpr std::size_t first_least = 7, last_least = 4;
  if (parts < 2 || word.size() < first_least + last_least) return false;
  for (std::size_t end = word.size() - last_least; end >= first_least; --end) {
    if (!starts_letter(word, end)) continue;
    const std::string first = word.substr(0, end), rest = word.substr(end), stem = first.substr(0, end - 1);
    const bool linked = (first.back() == 's' || first.back() == 'e') && is_simple(stem);
    if (!linked && (wants_link(first) || !is_simple(first))) continue;
    if (is_simple(rest) || is_compound(rest, parts - 1)) return true;
  }
  return false;
}

std::vector<std::string> Speller::parts(std::string_view compound) {
  const std::lock_guard<std::mutex> lock(asked_);
  std::vector<std::string> found = best_split(lower(compound), 3).parts;
  for (std::size_t i = 0; i < found.size(); ++i)  // "lokalplan" once more
    for (std::string& part : best_split(found[i], 1).parts)
      if (std::ranges::find(found, part) == found.end()) found.push_back(std::move(part));
  return found;
}

// Of the ways to split the word the one whose shortest part is longest: chance finds short words everywhere
// ("res", "sort" in "ressort"). A word that the dictionary has as one of its own must have a long first part:
// "bilaget" is no "bil", "svømmehallen" is a hall.
Speller::Split Speller::best_split(const std::string& word, int depth) {
  static constexpr std::size_t last_least = 3, most_letters = 60;
  const std::size_t letters = code_point_count(word), first_least = is_simple(word) ? 5 : 3;
  Split best;
  if (depth == 0 || letters < first_least + last_least || letters > most_letters) return best;
  std::size_t before = 0;
  for (std::size_t end = 1; end < word.size(); ++end) {
    if (!starts_letter(word, end)) continue;
    if (++before < first_least || letters - before < last_least) continue;
    Split split = side_of(word.substr(0, end), true, depth);
    const Split last = side_of(word.substr(end), false, depth);
    if (split.parts.empty() || last.parts.empty()) continue;
    split.shortest = std::min(split.shortest, last.shortest);
    split.parts.insert(split.parts.end(), last.parts.begin(), last.parts.end());
    if (split.shortest > best.shortest) best = std::move(split);
  }
  return best;
}

// What stands on one side of a split: a word, without the s or e that links it to the next, or a compound.
Speller::Split Speller::side_of(const std::string& text, bool is_first, int depth) {
  const std::size_t letters = code_point_count(text);
  const std::string stem = text.substr(0, text.size() - 1);
  if (is_first && (text.back() == 's' || text.back() == 'e') && carries_meaning(stem) && is_simple(stem))
    return {{stem}, letters};
  if (!carries_meaning(text)) return {};
  if (is_simple(text)) return {{text}, letters};
  return best_split(text, depth - 1);
}

std::vector<std::string> Speller::suggestions(const std::string& word) {
  const std::lock_guard<std::mutex> lock(asked_);
  std::vector<std::string> found = dictionary_->suggest(word);
  if (found.size() > 3) found.resize(3);
  return found;
}

}  // namespace kancelli
