#include "pipeline/check/speller.h"

#include <hunspell/hunspell.hxx>

#include <algorithm>
#include <array>
#include <filesystem>

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
  throw Error(tr("there is no Danish dictionary for hunspell, and project.xml asks for the rule spelling"),
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

// Words that stand before or behind others without being what these are about: prepositions, endings.
bool carries_meaning(std::string_view part) {
  static constexpr std::string_view others[] = {
      "ind",  "for", "fra",  "med",  "mod",  "over",   "under",   "til",     "ved",   "efter",
      "frem", "sam", "bag",  "hen",  "ned",  "den",    "det",     "der",     "som",   "men",
      "hed",  "dom", "skab", "ning", "else", "tion",   "bar",     "løs",     "ene",   "ende",
      "erne", "ens", "est",  "ers",  "sel",  "mæssig", "mæssige", "mæssigt", "heden", "heder"};
  for (const std::string_view other : others)
    if (part == other) return false;
  return true;
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

// A word of its own; the dictionary puts words together rather freely.
bool Speller::is_simple(const std::string& word) {
  int found = 0;
  return known_.count(word) > 0 || (dictionary_->spell(word, &found) && (found & SPELL_COMPOUND) == 0);
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
  std::vector<std::string> found;
  add_parts(lower(compound), 3, found);
  return found;
}

// Tries every place where two words can meet. A word that the dictionary has as one of its own must have a
// longer first part: "bilaget" is no "bil", "svømmehallen" is a hall.
bool Speller::add_parts(const std::string& word, int depth, std::vector<std::string>& parts) {
  const std::size_t letters = code_point_count(word), first_least = is_simple(word) ? 4 : 3, last_least = 3;
  if (depth == 0 || letters < first_least + last_least) return false;
  bool any = false;
  std::size_t before = 0;
  for (std::size_t end = 1; end < word.size(); ++end) {
    if (!starts_letter(word, end)) continue;
    if (++before < first_least || letters - before < last_least) continue;
    std::string first = word.substr(0, end);
    const std::string last = word.substr(end), stem = first.substr(0, end - 1);
    if (!carries_meaning(first) || !carries_meaning(last)) continue;
    const bool linked =
        before > first_least && (first.back() == 's' || first.back() == 'e') && is_simple(stem);
    if (linked) first = stem;
    if (!is_simple(first)) continue;
    std::vector<std::string> inner;
    if (!is_simple(last) && !add_parts(last, depth - 1, inner)) continue;
    any = true;
    add_parts(first, depth - 1, inner);
    if (is_simple(last)) {
      add_parts(last, depth - 1, inner);
      inner.insert(inner.begin(), last);
    }
    inner.insert(inner.begin(), first);
    for (std::string& part : inner)
      if (std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
  }
  return any;
}

std::vector<std::string> Speller::suggestions(const std::string& word) {
  const std::lock_guard<std::mutex> lock(asked_);
  std::vector<std::string> found = dictionary_->suggest(word);
  if (found.size() > 3) found.resize(3);
  return found;
}

}  // namespace kancelli
