#include "pipeline/statute/reference.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

constexpr std::string_view nbsp = "\u00A0";

// "7 a" does not break.
std::string bound(std::string_view number) {
  std::string result;
  for (const char c : number) {
    if (c == ' ')
      result += nbsp;
    else
      result += c;
  }
  return result;
}

std::string_view word_for(Kind kind) {
  switch (kind) {
    case Kind::paragraph:
      return "§";
    case Kind::subsection:
      return "stk.";
    case Kind::number:
      return "nr.";
    case Kind::letter:
      return "litra";
    case Kind::chapter:
      return "kapitel";
    case Kind::annex:
      return "bilag";
    default:
      return "";
  }
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The place of a letter in the Danish alphabet, as litraer are counted; npos when it is none.
std::size_t letter_index(std::string_view letter) {
  for (std::size_t i = 0; i < 58; ++i)
    if (ordinal(Kind::letter, i) == letter) return i;
  return std::string_view::npos;
}

void add(std::vector<ReferencePart>& parts, std::string text, bool joins) {
  if (!parts.empty() && parts.back().joins == joins)
    parts.back().text += text;
  else
    parts.push_back({std::move(text), joins});
}

// The numbers, three or more in a row as a range, and the word for what they number. §§ and chapters are a
// range when they are said to be: those with a letter may stand between.
void add_numbers(std::vector<ReferencePart>& parts, Kind kind, const std::vector<std::string>& numbers,
                 const std::vector<bool>& ranged = {}) {
  const bool sentence = kind == Kind::sentence;
  const auto written = [&](const std::string& number) {
    return bound(number) + (sentence && number != "sidste" ? "." : "");
  };
  std::vector<std::string> members;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    const bool told = kind == Kind::paragraph || kind == Kind::chapter;
    while (end < numbers.size() &&
           (told ? end < ranged.size() && ranged[end] : numbers[end] == number_after(kind, numbers[end - 1])))
      ++end;
    if (end - i >= (told ? 2 : 3)) {
      members.push_back(written(numbers[i]) + "-" + written(numbers[end - 1]));
      i = end;
    } else {
      members.push_back(written(numbers[i++]));
    }
  }
  if (!sentence) {
    const bool several = kind == Kind::paragraph && numbers.size() > 1;
    add(parts, (several ? "§§" : std::string(word_for(kind))) + std::string(nbsp), false);
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i != 0 && i + 1 == members.size()) add(parts, " og ", true);
    if (i != 0 && i + 1 < members.size()) add(parts, ", ", false);
    add(parts, members[i], false);
  }
  if (sentence) add(parts, std::string(nbsp) + "pkt.", false);
}

bool is_heading(const Reference& reference) {
  return reference.steps.size() > 1 && reference.steps.back().kind == Kind::heading;
}

// Whether two references that follow each other are told with one word: "stk. 2 og 3".
bool together(const Reference& a, const Reference& b) {
  const std::size_t size = a.steps.size();
  if (size == 0 || size != b.steps.size() || is_heading(a) != is_heading(b)) return false;
  const std::size_t last = is_heading(a) ? size - 2 : size - 1;
  if (!std::equal(a.steps.begin(), a.steps.begin() + static_cast<std::ptrdiff_t>(last), b.steps.begin()))
    return false;
  const Step &x = a.steps[last], &y = b.steps[last];
  return x.kind == y.kind && !x.number.empty() && !y.number.empty() && x.number != "sidste" &&
         y.number != "sidste" && x.becomes.empty() == y.becomes.empty();
}

// How many of its steps a reference leaves to the one before it. In a list not to one that holds it: "§ 5, og
// stk. 2" would be no list.
std::size_t steps_left_out(const Reference& before, const Reference& reference, bool in_list) {
  if (is_heading(before) || is_heading(reference)) return 0;
  const std::size_t most = before.steps.size() - (in_list && !before.empty() ? 1 : 0);
  std::size_t same = 0;
  while (same < most && same + 1 < reference.steps.size() && before.steps[same] == reference.steps[same])
    ++same;
  for (; same > 0; --same) {
    const int next = depth(reference.steps[same].kind);
    const auto kept = std::count_if(before.steps.begin(), before.steps.end(),
                                    [&](const Step& step) { return depth(step.kind) < next; });
    if (static_cast<std::size_t>(kept) == same) return same;
  }
  return 0;
}

void add_heading(std::vector<ReferencePart>& parts, const std::vector<Reference>& group) {
  const Step& of = group.front().steps[group.front().steps.size() - 2];
  std::vector<std::string> numbers;
  for (const Reference& reference : group)
    numbers.push_back(reference.steps[reference.steps.size() - 2].number);
  add(parts, group.size() > 1 ? "overskrifterne " : "overskriften ", false);
  add(parts, of.kind == Kind::paragraph ? "før " : "til ", false);
  add_numbers(parts, of.kind, numbers);
}

void add_group(std::vector<ReferencePart>& parts, const std::vector<Reference>& group, std::size_t left_out) {
  const Reference& first = group.front();
  if (first.steps.empty()) return;
  if (is_heading(first)) return add_heading(parts, group);
  for (std::size_t i = left_out; i < first.steps.size(); ++i) {
    const Step& step = first.steps[i];
    const bool last = i + 1 == first.steps.size();
    std::vector<std::string> numbers, becomes;
    std::vector<bool> ranged;
    for (const Reference& reference : group) {
      numbers.push_back(reference.steps[i].number);
      becomes.push_back(reference.steps[i].becomes);
      ranged.push_back(reference.steps[i].ranged);
      if (!last) break;
    }
    if (word_for(step.kind).empty() && step.kind != Kind::sentence)
      add(parts, to_string(step), false);
    else
      add_numbers(parts, step.kind, numbers, ranged);
    if (!step.becomes.empty()) {
      add(parts, ",", false);
      add(parts, " der bliver " + numbered(step.kind, becomes), true);
    }
    if (!last) {
      add(parts, ",", step.becomes.empty() ? false : true);
      add(parts, " ", false);
    }
  }
}

}  // namespace

int depth(Kind kind) {
  switch (kind) {
    case Kind::paragraph:
      return 1;
    case Kind::subsection:
      return 2;
    case Kind::number:
      return 3;
    case Kind::letter:
      return 4;
    case Kind::sentence:
      return 5;
    case Kind::heading:
      return 6;
    default:
      return 0;
  }
}

std::string number_after(Kind kind, const std::string& number) {
  if (kind == Kind::letter) {
    const std::size_t index = letter_index(number);
    return index == std::string_view::npos ? "" : ordinal(Kind::letter, index + 1);
  }
  if (all_digits(number) && number.size() < 9) return std::to_string(std::stoi(number) + 1);
  const std::size_t space = number.rfind(' ');
  if (space == std::string::npos) return "";
  const std::size_t index = letter_index(std::string_view(number).substr(space + 1));
  return index == std::string_view::npos ? ""
                                         : number.substr(0, space + 1) + ordinal(Kind::letter, index + 1);
}

std::string number_before(const std::string& number) {
  if (all_digits(number) && number.size() < 9)
    return number == "1" || number == "0" ? "" : std::to_string(std::stoi(number) - 1);
  const std::size_t space = number.rfind(' ');
  if (space == std::string::npos) return "";
  const std::size_t index = letter_index(std::string_view(number).substr(space + 1));
  if (index == std::string_view::npos) return "";
  return index == 0 ? number.substr(0, space)
                    : number.substr(0, space + 1) + ordinal(Kind::letter, index - 1);
}

bool takes_comma(const Reference& reference) {
  if (reference.steps.empty() || is_heading(reference)) return false;
  return reference.steps.size() > 1 || !reference.steps.back().becomes.empty();
}

bool takes_comma(const std::vector<Reference>& references, const Reference& before) {
  if (references.empty() || !takes_comma(references.back())) return false;
  const std::vector<Step>&first = references.front().steps, &last = references.back().steps;
  const std::size_t left_out = steps_left_out(before, references.front(), false);
  const bool common =
      left_out <= last.size() &&
      std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(left_out), last.begin());
  return !common || last.size() - left_out > 1 || !last.back().becomes.empty();
}

std::vector<ReferencePart> reference_parts(const std::vector<Reference>& references,
                                           const Reference& before) {
  std::vector<ReferencePart> parts;
  Reference previous = before;
  for (std::size_t i = 0; i < references.size();) {
    std::size_t end = i + 1;
    while (end < references.size() && together(references[i], references[end])) ++end;
    if (i != 0) {
      const bool last = end == references.size();
      if (!last || takes_comma(previous) || is_heading(previous))
        add(parts, ",", !previous.steps.empty() && !previous.steps.back().becomes.empty());
      add(parts, last ? " og " : " ", last);
    }
    add_group(parts,
              {references.begin() + static_cast<std::ptrdiff_t>(i),
               references.begin() + static_cast<std::ptrdiff_t>(end)},
              steps_left_out(previous, references[i], i != 0));
    previous = references[end - 1];
    i = end;
  }
  return parts;
}

std::string numbered(Kind kind, const std::vector<std::string>& numbers) {
  std::vector<ReferencePart> parts;
  add_numbers(parts, kind, numbers);
  std::string text;
  for (const ReferencePart& part : parts) text += part.text;
  return text;
}

std::string to_string(const Step& step) {
  switch (step.kind) {
    case Kind::statute:
      return "vedtægtens titel";
    case Kind::preamble:
      return "indledningen";
    case Kind::heading:
      return "overskriften";
    default:
      return numbered(step.kind, {step.number});
  }
}

std::string to_string(const Reference& reference) {
  return to_string(std::vector<Reference>{reference});
}

std::string to_string(const std::vector<Reference>& references) {
  std::string text;
  for (const ReferencePart& part : reference_parts(references, {})) text += part.text;
  return text;
}

std::string designation(Kind kind, std::string_view number) {
  switch (kind) {
    case Kind::paragraph:
      return "§" + std::string(nbsp) + bound(number) + ".";
    case Kind::subsection:
      return "Stk." + std::string(nbsp) + bound(number) + ".";
    case Kind::number:
    case Kind::letter:
      return bound(number) + ")";
    case Kind::chapter:
      return "Kapitel" + std::string(nbsp) + bound(number);
    case Kind::annex:
      return "Bilag" + std::string(nbsp) + bound(number);
    default:
      return "";
  }
}

std::size_t read_references(std::string_view text, std::vector<Reference>& references) {
  return read_references(text, {}, references, nullptr);
}

std::string before_words(const std::string& reference) {
  return reference.find(',') == std::string::npos ? reference : reference + ",";
}

}  // namespace kancelli::statute
