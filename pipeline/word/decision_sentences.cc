#include "pipeline/word/decision_sentences.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"

namespace kancelli::word {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::string digits_at(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && digit(text[at])) ++at;
  return std::string(text.substr(begin, at - begin));
}

bool skip(std::string_view text, std::size_t& at, std::string_view words) {
  if (!text.substr(at).starts_with(words)) return false;
  at += words.size();
  return true;
}

// "Indstillingens 1. og 3. at-punkt ": the numbers, parted by spaces.
std::string at_points(std::string_view sentence) {
  std::size_t at = 0;
  if (!skip(sentence, at, "Indstillingens ")) return {};
  std::string numbers;
  while (at < sentence.size()) {
    const std::string number = digits_at(sentence, at);
    if (number.empty() || !skip(sentence, at, ".")) return {};
    numbers += (numbers.empty() ? "" : " ") + number;
    if (skip(sentence, at, " at-punkt")) return numbers;
    if (!skip(sentence, at, " og ") && !skip(sentence, at, ", ")) return {};
  }
  return {};
}

// The at-items' own ids for their numbers.
std::string ids_of(const Making& making, const Paper& minutes, const std::string& of,
                   const std::string& numbers) {
  const Paper* paper = decided_paper(making.project, minutes, of);
  if (paper == nullptr) return numbers;
  const auto items = at_items(*paper);
  std::string ids;
  for (const std::string_view number : split(std::string_view(numbers))) {
    std::size_t index = 0;  // more than any paper has stays 0
    std::from_chars(number.data(), number.data() + number.size(), index);
    const std::string id(index >= 1 && index <= items.size() ? items[index - 1]->get("id") : "");
    ids += (ids.empty() ? "" : " ") + (id.empty() ? std::string(number) : id);
  }
  return ids;
}

std::string without_stop(std::string words) {
  while (words.ends_with(".") || words.ends_with(" ")) words.pop_back();
  return words;
}

// How secretariats say it, where it is not the program's own sentence.
std::string result_said(std::string words) {
  static constexpr auto subjects = std::to_array<std::string_view>(
      {"indstillingen ", "sagen ", "punktet ", "dagsordenen ", "forslaget ", "indstillingen blev ", "blev ",
       "sagen blev ", "punktet blev ", "dagsordenen blev ", "forslaget blev ", "orienteringen blev "});
  struct Said {
    std::string_view words, result;
  };
  static constexpr auto known = std::to_array<Said>({{"godkendt", "approved"},
                                                     {"vedtaget", "adopted"},
                                                     {"tiltrådt", "endorsed"},
                                                     {"taget til efterretning", "noted"},
                                                     {"til efterretning", "noted"},
                                                     {"drøftet", "discussed"},
                                                     {"udsat", "deferred"},
                                                     {"ikke godkendt", "rejected"},
                                                     {"ikke vedtaget", "rejected"},
                                                     {"forkastet", "rejected"},
                                                     {"taget af dagsordenen", "withdrawn"},
                                                     {"udgik", "withdrawn"},
                                                     {"bortfaldt", "lapsed"},
                                                     {"bortfaldet", "lapsed"},
                                                     {"intet", "nothing"},
                                                     {"intet til referat", "nothing"},
                                                     {"der var intet", "nothing"},
                                                     {"der forelå intet", "nothing"}});
  words = lower(words);
  std::size_t longest = 0;
  for (const std::string_view subject : subjects)
    if (words.starts_with(subject)) longest = std::max(longest, subject.size());
  words.erase(0, longest);
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Said& each) { return each.words == words; });
  return found == known.end() ? "" : std::string(found->result);
}

}  // namespace

std::optional<SaidOutcome> read_outcome(const Making& making, const Paper& minutes, const std::string& of,
                                        const std::string& sentence) {
  const ElementRule* rule = making.rule("outcome");
  const auto attribute = std::find_if(rule->attributes.begin(), rule->attributes.end(),
                                      [](const AttributeRule& each) { return each.name == "result"; });
  if (attribute == rule->attributes.end()) return std::nullopt;
  const std::string words = without_stop(sentence);
  SaidOutcome said;
  if (const std::string numbers = at_points(sentence); !numbers.empty())
    said.at = ids_of(making, minutes, of, numbers);
  if (const std::size_t day = words.find(" til mødet den "); day != std::string::npos) {
    std::size_t length = 0;
    const std::string_view rest = std::string_view(words).substr(day + 15);
    if (const auto date = read_date(rest, length); date && length == rest.size()) said.until = date->iso();
  }
  if (const std::size_t verb = words.find("ist til ");
      verb != std::string::npos || words.find("endt til ") != std::string::npos) {
    const std::size_t name =
        words.find("til ", verb == std::string::npos ? words.find("endt til ") : verb) + 4;
    if (const Body* body = body_named(making.project, words.substr(name), minutes.dated).body)
      said.to = body->id;
  }
  for (const std::string& result : attribute->values) {
    const std::string printed =
        plain_words(outcome_text(making.project, minutes, {of, result, said.at, said.until, said.to}));
    if (printed.empty()) continue;
    said.result = result;
    if (result != "approved-changed" && printed == words) return said;
    if (result == "approved-changed" && words.starts_with(printed + " ")) {
      said.modification = printed.size() + 1;
      return said;
    }
  }
  said.result = said.at.empty() ? result_said(words) : "";
  said.exact = false;
  said.until.clear();
  said.to.clear();
  return said.result.empty() ? std::nullopt : std::optional(said);
}

std::optional<SaidVote> read_vote(const std::string& sentence) {
  struct Verb {
    std::string_view words, result;
  };
  static constexpr auto verbs = std::to_array<Verb>({{" blev godkendt ", "approved"},
                                                     {" blev vedtaget ", "adopted"},
                                                     {" blev tiltrådt ", "endorsed"},
                                                     {" blev taget til efterretning ", "noted"},
                                                     {" blev ikke vedtaget ", "rejected"}});
  for (const Verb& verb : verbs) {
    const std::size_t found = sentence.find(verb.words);
    if (found == std::string::npos || found == 0) continue;
    SaidVote vote{std::string(verb.result), found, {}, {}, {}};
    std::size_t at = found + verb.words.size();
    const std::string_view text = sentence;
    if (text.substr(at) == "uden afstemning.") return vote;
    if (!skip(text, at, "med ") || (vote.in_favour = digits_at(text, at)).empty()) continue;
    if (!skip(text, at, " stemmer") && !skip(text, at, " stemme")) continue;
    if (skip(text, at, " imod ") && (vote.against = digits_at(text, at)).empty()) continue;
    if (!skip(text, at, ".")) continue;
    if (skip(text, at, " ") &&
        ((vote.abstained = digits_at(text, at)).empty() || !skip(text, at, " undlod at stemme.")))
      continue;
    if (at == text.size()) return vote;
  }
  return std::nullopt;
}

std::string party_letters(const std::string& words) {
  std::string letters;
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min({rest.find(", "), rest.find(" og "), rest.size()});
    const std::string_view letter = trim(rest.substr(0, end));
    if (letter.empty() || code_point_count(letter) > 2 || lower(letter) == letter) return {};
    letters += (letters.empty() ? "" : " ") + std::string(letter);
    rest.remove_prefix(std::min(rest.size(), end + (end < rest.size() && rest[end] == ',' ? 2 : 4)));
  }
  return letters;
}

std::string clock_time(std::string words) {
  if (words.starts_with("kl. ")) words.erase(0, 4);
  std::replace(words.begin(), words.end(), '.', ':');
  const bool right = words.size() == 5 && words[2] == ':' && digit(words[0]) && digit(words[1]) &&
                     digit(words[3]) && digit(words[4]);
  return right ? words : "";
}

std::optional<SaidGroup> read_group(const std::string& sentence) {
  struct Label {
    std::string_view words, element, kind;
  };
  static constexpr auto labels = std::to_array<Label>({{"Til stede: ", "present", ""},
                                                       {"Fraværende med afbud: ", "excused", ""},
                                                       {"Afbud: ", "excused", ""},
                                                       {"Fraværende uden afbud: ", "unexcused", ""},
                                                       {"Desuden deltog: ", "officials", ""},
                                                       {"Stedfortræder: ", "substitute", ""},
                                                       {"Kom kl. ", "movement", "arrived"},
                                                       {"Gik kl. ", "movement", "left"}});
  const auto label = std::find_if(labels.begin(), labels.end(),
                                  [&](const Label& each) { return sentence.starts_with(each.words); });
  if (label == labels.end()) return std::nullopt;
  SaidGroup group{std::string(label->element), {}, {}, std::string(label->kind), {}, {}};
  std::size_t at = label->words.size(), end = without_stop(sentence).size();
  const std::string_view text = sentence;
  if (group.element == "movement") {
    group.time = clock_time(std::string(text.substr(at, 5)));
    const std::size_t colon = text.find(": ", at);
    if (group.time.empty() || colon != at + 5) return std::nullopt;
    group.names.emplace_back(colon + 2, end);
    return group;
  }
  if (group.element == "substitute") {
    group.names.emplace_back(at, end);
    return group;
  }
  if (group.element != "officials") {
    group.count = digits_at(text, at);
    if (group.count.empty() || (!skip(text, at, " medlemmer") && !skip(text, at, " medlem")))
      return std::nullopt;
    if (skip(text, at, " (")) {
      const std::size_t close = text.find(')', at);
      if (close == std::string_view::npos) return std::nullopt;
      group.parties = party_letters(sentence.substr(at, close - at));
      if (group.parties.empty()) return std::nullopt;
      at = close + 1;
    }
    if (at < end && !skip(text, at, ": ")) return std::nullopt;
  }
  while (at < end) {
    const std::size_t to = std::min({text.find(", ", at), text.find(" og ", at), end});
    if (to > at) group.names.emplace_back(at, to);
    at = to == end ? end : to + (text[to] == ',' ? 2 : 4);
  }
  return group;
}

}  // namespace kancelli::word
