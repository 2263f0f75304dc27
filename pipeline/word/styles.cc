#include "pipeline/word/styles.h"

#include <algorithm>
#include <charconv>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

constexpr std::string_view transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";

int number(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string roman(int value) {
  static constexpr std::pair<int, const char*> digits[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string text;
  for (const auto& [worth, letters] : digits)
    for (; value >= worth && text.size() < 40; value -= worth) text += letters;
  return text;
}

// Word counts letters a..z, aa..zz, aaa..zzz.
std::string letters(int value) {
  if (value < 1 || value > 26 * 40) return std::to_string(value);
  return std::string(static_cast<std::size_t>((value - 1) / 26 + 1),
                     static_cast<char>('a' + (value - 1) % 26));
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
  return text;
}

// Word counts up to 32767.
int beginning(const Node& start) {
  return std::clamp(number(word_value(start), 1), 0, 1'000'000);
}

}  // namespace

std::string list_number(int value, const std::string& format) {
  if (format == "lowerLetter") return letters(value);
  if (format == "upperLetter") return upper(letters(value));
  if (format == "lowerRoman") return roman(value);
  if (format == "upperRoman") return upper(roman(value));
  if (format == "decimalZero" && value < 10) return "0" + std::to_string(value);
  if (format == "none") return "";
  return std::to_string(value);
}

bool is_word(const Node& node, std::string_view name) {
  return node.is(name) && (node.space == transitional || node.space == strict);
}

std::string_view word_value(const Node& node, std::string_view name) {
  for (const Attribute& attribute : node.attributes) {
    const std::string_view full = attribute.name;
    if (full.substr(full.find(':') + 1) == name) return attribute.value;
  }
  return "";
}

std::string short_value(const Node& node, std::string_view name) {
  constexpr std::size_t longest = 256;  // Word takes 255 characters at most
  std::string_view value = word_value(node, name);
  if (value.size() <= longest) return std::string(value);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0u) == 0x80u) --end;
  return std::string(value.substr(0, end)) + "…";
}

const Node* word_child(const Node* node, std::string_view name) {
  if (node == nullptr) return nullptr;
  for (const Node* child : node->children)
    if (is_word(*child, name)) return child;
  return nullptr;
}

bool is_on(const Node* property, bool otherwise) {
  if (property == nullptr) return otherwise;
  return is_true(word_value(*property));
}

bool is_true(std::string_view value) {
  return value != "0" && value != "false" && value != "off" && value != "none";
}

StyleSheet::StyleSheet(const Node& styles) {
  for (const Node* node : styles.elements("style")) {
    const Node* name = word_child(node, "name");
    const Node* base = word_child(node, "basedOn");
    Style style;
    if (name != nullptr) style.name = short_value(*name);
    if (base != nullptr) style.based_on = word_value(*base);
    style.paragraph = word_child(node, "pPr");
    style.run = word_child(node, "rPr");
    // Asked for by every run: a style may have very many.
    const auto keep = [](const Node* properties, std::map<std::string_view, const Node*>& by_name) {
      if (properties == nullptr) return;
      for (const Node* child : properties->children)
        if (is_word(*child, child->name)) by_name.emplace(child->name, child);
    };
    keep(style.paragraph, style.of_paragraph);
    keep(style.run, style.of_run);
    const std::string id(word_value(*node, "styleId"));
    if (word_value(*node, "type") == "paragraph" &&
        (word_value(*node, "default") == "1" || word_value(*node, "default") == "true"))
      default_paragraph = id;
    styles_.emplace(id, std::move(style));
  }
  const Node* defaults = word_child(word_child(word_child(&styles, "docDefaults"), "rPrDefault"), "rPr");
  if (const Node* found = word_child(defaults, "lang")) language = word_value(*found);
  if (const Node* found = of_run(default_paragraph, "lang")) language = word_value(*found);
}

const StyleSheet::Style* StyleSheet::find(std::string_view id) const {
  const auto found = styles_.find(id);
  return found == styles_.end() ? nullptr : &found->second;
}

std::string StyleSheet::name(std::string_view id) const {
  const Style* style = find(id);
  return style == nullptr ? "" : style->name;
}

const Node* StyleSheet::first(std::string_view id, std::string_view property, bool of_run) const {
  // A style that builds on itself, or a long chain of them, is no more than this deep.
  int left = 20;
  for (const Style* style = find(id); style != nullptr && left > 0; style = find(style->based_on), --left) {
    const auto& properties = of_run ? style->of_run : style->of_paragraph;
    if (const auto found = properties.find(property); found != properties.end()) return found->second;
  }
  return nullptr;
}

const Node* StyleSheet::of_paragraph(std::string_view id, std::string_view property) const {
  return first(id, property, false);
}

const Node* StyleSheet::of_run(std::string_view id, std::string_view property) const {
  return first(id, property, true);
}

Lists::Lists(const Node& numbering) {
  const auto level_of = [](const Node& node) {
    Level level;
    if (const Node* start = word_child(&node, "start")) level.start = beginning(*start);
    if (const Node* format = word_child(&node, "numFmt")) level.format = short_value(*format);
    if (const Node* text = word_child(&node, "lvlText")) level.text = short_value(*text);
    return level;
  };
  for (const Node* definition : numbering.elements("abstractNum"))
    for (const Node* level : definition->elements("lvl"))
      definitions_[std::string(word_value(*definition, "abstractNumId"))]
                  [number(word_value(*level, "ilvl"), 0)] = level_of(*level);
  for (const Node* list : numbering.elements("num")) {
    const std::string id(word_value(*list, "numId"));
    const Node* definition = word_child(list, "abstractNumId");
    if (definition != nullptr) definition_of_[id] = word_value(*definition);
    for (const Node* other : list->elements("lvlOverride")) {
      const int level = number(word_value(*other, "ilvl"), 0);
      const Node* whole = word_child(other, "lvl");
      const Level* before = this->level_of(id, level);
      Level now = whole != nullptr ? level_of(*whole) : before != nullptr ? *before : Level();
      if (const Node* start = word_child(other, "startOverride")) {
        now.start = beginning(*start);
        begun_[id] = false;
      }
      overrides_[id][level] = now;
    }
  }
}

const Lists::Level* Lists::level_of(const std::string& list, int level) const {
  if (const auto own = overrides_.find(list); own != overrides_.end())
    if (const auto found = own->second.find(level); found != own->second.end()) return &found->second;
  const auto definition = definition_of_.find(list);
  if (definition == definition_of_.end()) return nullptr;
  const auto levels = definitions_.find(definition->second);
  if (levels == definitions_.end()) return nullptr;
  const auto found = levels->second.find(level);
  return found == levels->second.end() ? nullptr : &found->second;
}

Paragraph::Numbering Lists::next(const std::string& list, int level, bool counts) {
  Paragraph::Numbering result{list, level, "", ""};
  const Level* own = level_of(list, level);
  if (own == nullptr) return result;
  result.format = own->format;
  std::map<int, int>& numbers = counts_[definition_of_[list]];
  if (const auto begun = begun_.find(list); begun != begun_.end() && !begun->second && counts) {
    numbers.erase(numbers.lower_bound(level), numbers.end());
    begun->second = true;
  }
  const auto now = numbers.find(level);
  const int value = now == numbers.end() ? own->start : now->second + 1;
  if (counts) {
    numbers[level] = value;
    numbers.erase(numbers.upper_bound(level), numbers.end());
  }
  for (std::size_t at = 0; at < own->text.size(); ++at) {
    const char next = at + 1 < own->text.size() ? own->text[at + 1] : ' ';
    if (own->text[at] != '%' || next < '1' || next > '9') {
      result.text += own->text[at];
      continue;
    }
    const int above = next - '1';
    const Level* of = level_of(list, above);
    const auto counted = numbers.find(above);
    const int shown = above == level             ? value
                      : counted != numbers.end() ? counted->second
                      : of != nullptr            ? of->start
                                                 : 1;
    result.text += list_number(shown, of == nullptr ? "decimal" : of->format);
    ++at;
  }
  return result;
}

}  // namespace kancelli::word
