// Comparison of words: those of headings, and those of stykker, numre and litraer with their punktummer.
#include <algorithm>
#include <string_view>

#include "pipeline/statute/comparison.h"

namespace kancelli::statute {
namespace {

using Range = std::pair<std::size_t, std::size_t>;

// More than this, and the new wording is easier to read whole.
constexpr double most_changed = 0.6;
constexpr std::size_t most_changes = 3;

std::string_view part(const Text& text, Range range) {
  return std::string_view(text.words).substr(range.first, range.second - range.first);
}

std::vector<Replaced> within(const std::vector<Replaced>& all, Range range) {
  std::vector<Replaced> result;
  for (const Replaced& each : all)
    if (each.begin >= range.first && each.end <= range.second)
      result.push_back({each.begin - range.first, each.end - range.first, each.words});
  return result;
}

// A word or two, a name, or words that only come or go: quoted as such, however short the rest is.
bool is_short(const WordChange& change) {
  return change.action != Action::replace_words || tokens(change.old_words).size() <= 2 ||
         change.old_words.find("- og ") != std::string::npos;
}

Operation words_operation(const WordChange& change, const Place& place) {
  Operation operation;
  operation.action = change.action;
  operation.side = change.side;
  operation.old_words = change.old_words;
  operation.new_words = change.new_words;
  operation.places.push_back(place);
  operation.places[0].times = change.times;
  return operation;
}

// All words of the units below, and behind them.
std::string below(const Unit& unit) {
  std::string words;
  for (const Unit& each : unit.units) words += each.text.words + "\n" + below(each) + "\n";
  return words + unit.tail.words;
}

Unit sentence(std::string_view words, std::string number = {}) {
  Unit unit;
  unit.kind = Kind::sentence;
  unit.number = std::move(number);
  unit.text.words = words;
  return unit;
}

}  // namespace

// The words of one stykke, nummer or litra. `false` from its functions: no smaller change leads there.
class Comparison::Provision {
 public:
  Provision(const Comparison& comparison, const Unit& old, const Unit& changed)
      : comparison_(comparison),
        old_(old),
        changed_(changed),
        place_(comparison.place_of(old)),
        sentences_(sentences(old.text).size() + sentences(old.tail).size()),
        words_only_(comparison.chosen(old, CompareOptions::Form::words)) {}

  bool run() {
    return text(old_.text, changed_.text, 0) && text(old_.tail, changed_.tail, sentences(old_.text).size());
  }

  // Changes of words in one piece, then those of sentences, an item each.
  std::vector<Operation> words;
  std::vector<Operation> whole;

 private:
  bool text(const Text& from, const Text& to, std::size_t offset) {
    const auto found = comparison_.everywhere_.places.find(&from);
    all_replaced_ = found == comparison_.everywhere_.places.end() ? std::vector<Replaced>() : found->second;
    if (with_replaced(from.words, all_replaced_) == to.words) return true;
    const auto olds = sentences(from), news = sentences(to);
    const auto kept = equal_sentences(from, olds, to, news);
    std::size_t i = 0, j = 0;
    for (std::size_t k = 0; k <= kept.size(); ++k) {
      const std::size_t end_i = k < kept.size() ? kept[k].first : olds.size();
      const std::size_t end_j = k < kept.size() ? kept[k].second : news.size();
      if (!between(from, olds, {i, end_i}, to, news, {j, end_j}, offset)) return false;
      i = end_i + 1;
      j = end_j + 1;
    }
    return true;
  }

  // Pairs of sentences that read the same once what is replaced everywhere is replaced.
  std::vector<Range> equal_sentences(const Text& from, const std::vector<Range>& olds, const Text& to,
                                     const std::vector<Range>& news) const {
    std::vector<Range> kept;
    std::size_t next = 0;
    for (std::size_t i = 0; i < olds.size(); ++i) {
      const std::string read = with_replaced(part(from, olds[i]), within(all_replaced_, olds[i]));
      for (std::size_t j = next; j < news.size(); ++j)
        if (part(to, news[j]) == read) {
          kept.emplace_back(i, j);
          next = j + 1;
          break;
        }
    }
    return kept;
  }

  // Sentences between two that stayed.
  bool between(const Text& from, const std::vector<Range>& olds, Range gone, const Text& to,
               const std::vector<Range>& news, Range come, std::size_t offset) {
    const std::size_t n = gone.second - gone.first, m = come.second - come.first;
    if (n == 0 && m == 0) return true;
    if (n == m) {
      for (std::size_t k = 0; k < n; ++k)
        if (!one_sentence(from, olds[gone.first + k], part(to, news[come.first + k]),
                          offset + gone.first + k))
          return false;
      return true;
    }
    // Sentences that come or go beside a list, or at two places, would leave doubt about their numbers.
    if (!old_.units.empty() || structural_) return false;
    structural_ = true;
    if (n == 0) return insert(olds, gone.first, to, news, come);
    if (m == 0) return repeal(gone);
    return uneven(from, olds, gone, to, news, come);
  }

  // One that stayed but for some words, with others that came or went beside it.
  bool uneven(const Text& from, const std::vector<Range>& olds, Range gone, const Text& to,
              const std::vector<Range>& news, Range come) {
    const bool grows = come.second - come.first > gone.second - gone.first;
    const std::size_t few = std::min(gone.second - gone.first, come.second - come.first);
    for (std::size_t k = 0; k < few; ++k) {
      const auto old_words = part(from, olds[gone.first + k]), new_words = part(to, news[come.first + k]);
      if (changed_share(old_words, new_words) > most_changed) return false;
      if (!one_sentence(from, olds[gone.first + k], new_words, gone.first + k)) return false;
    }
    if (grows) return insert(olds, gone.first + few, to, news, {come.first + few, come.second});
    return repeal({gone.first + few, gone.second});
  }

  bool insert(const std::vector<Range>& olds, std::size_t before, const Text& to,
              const std::vector<Range>& news, Range come) {
    Operation operation;
    operation.action = Action::insert_units;
    const bool last = before == olds.size();
    operation.side = last ? Side::last : before == 0 ? Side::before : Side::after;
    operation.anchor = last ? place_ : sentence_place(before == 0 ? 0 : before - 1);
    for (std::size_t j = come.first; j < come.second; ++j)
      operation.content.push_back(sentence(part(to, news[j]), std::to_string(before + 1 + j - come.first)));
    whole.push_back(std::move(operation));
    return true;
  }

  bool repeal(Range gone) {
    Operation operation;
    operation.action = Action::repeal;
    for (std::size_t i = gone.first; i < gone.second; ++i) operation.places.push_back(sentence_place(i));
    whole.push_back(std::move(operation));
    return true;
  }

  bool one_sentence(const Text& from, Range range, std::string_view to, std::size_t number) {
    const std::string_view old_words = part(from, range);
    const std::vector<Replaced> replaced = within(all_replaced_, range);
    const std::string after = with_replaced(old_words, replaced);
    if (after == to) return true;
    const auto changes = word_changes(old_words, replaced, to, sentences_ > 1 ? "" : below(old_));
    const bool lead_in = !old_.units.empty();
    const bool much =
        !words_only_ && !lead_in && changes &&
        (changes->size() > most_changes || (changed_share(after, to) > most_changed &&
                                            !std::all_of(changes->begin(), changes->end(), is_short)));
    if (changes && !much) {
      const Place place = sentences_ > 1 ? sentence_place(number) : place_;
      for (const WordChange& change : *changes) words.push_back(words_operation(change, place));
      return true;
    }
    if (lead_in && replaced.empty()) {
      words.push_back(
          words_operation({Action::replace_words, Side::after, std::string(old_words), std::string(to), 1},
                          sentences_ > 1 ? sentence_place(number) : place_));
      return true;
    }
    if (sentences_ < 2) return false;
    Operation operation;
    operation.action = Action::reword;
    operation.places.push_back(sentence_place(number));
    operation.content.push_back(sentence(to, std::to_string(number + 1)));
    whole.push_back(std::move(operation));
    return true;
  }

  Place sentence_place(std::size_t index) const {
    Place place = place_;
    place.where.steps.push_back({Kind::sentence, std::to_string(index + 1), ""});
    return place;
  }

  const Comparison& comparison_;
  const Unit &old_, &changed_;
  Place place_;
  std::size_t sentences_;
  bool words_only_;
  bool structural_ = false;
  std::vector<Replaced> all_replaced_;
};

bool Comparison::provision_words(const Unit& old, const Unit& changed) {
  if (old.text.words == changed.text.words && old.tail.words == changed.tail.words &&
      !everywhere_.places.contains(&old.text) && !everywhere_.places.contains(&old.tail))
    return true;
  Provision provision(*this, old, changed);
  if (!provision.run()) return false;
  // Sentences re-worded one by one where most are: the whole is shorter to read.
  const std::size_t all = sentences(old.text).size();
  if (old.units.empty() && all > 1 && provision.whole.size() >= 2 && provision.whole.size() * 2 > all)
    return false;
  const std::size_t place = 2 * matching_.extent(old).first;
  Item words;
  for (Operation& operation : provision.words) {
    // Changes in one sentence are one item, in the order of its words.
    if (!words.operations.empty() && !(words.operations[0].places[0].where == operation.places[0].where)) {
      add(place, std::move(words.operations[0]), old);
      for (std::size_t i = 1; i < words.operations.size(); ++i)
        entries_.back().item.operations.push_back(std::move(words.operations[i]));
      words.operations.clear();
    }
    words.operations.push_back(std::move(operation));
  }
  if (!words.operations.empty()) {
    add(place, std::move(words.operations[0]), old);
    for (std::size_t i = 1; i < words.operations.size(); ++i)
      entries_.back().item.operations.push_back(std::move(words.operations[i]));
  }
  for (Operation& operation : provision.whole) add(place, std::move(operation), old);
  return true;
}

// The words of a title, a heading or the preamble.
void Comparison::heading_words(const Unit& old, const Unit& changed) {
  const auto found = everywhere_.places.find(&old.text);
  const std::vector<Replaced> replaced =
      found == everywhere_.places.end() ? std::vector<Replaced>() : found->second;
  const std::string after = with_replaced(old.text.words, replaced);
  if (after == changed.text.words) return;
  Place place = place_of(old);
  if (old.kind == Kind::chapter || old.kind == Kind::annex)
    place.where.steps.push_back({Kind::heading, "", ""});
  const std::size_t at = 2 * matching_.extent(old).first;
  const auto changes = word_changes(old.text.words, replaced, changed.text.words);
  if (changes && changes->size() == 1 && changed_share(after, changed.text.words) <= 0.5)
    return add(at, words_operation((*changes)[0], place), old);
  Operation operation;
  operation.action = Action::reword;
  operation.places.push_back(place);
  Unit heading = changed;
  heading.units.clear();
  operation.content.push_back(std::move(heading));
  add(at, std::move(operation), old);
}

}  // namespace kancelli::statute
