#include "pipeline/ast/ast.h"

#include <algorithm>
#include <array>

namespace kancelli::ast {
namespace {

// Below this depth trees are copied and destroyed by plain recursion, which is faster than a list of what
// remains.
constexpr int plain_depth = 200;

constexpr auto names = std::to_array<std::string_view>({"Str",
                                                        "Emph",
                                                        "Underline",
                                                        "Strong",
                                                        "Strikeout",
                                                        "Superscript",
                                                        "Subscript",
                                                        "SmallCaps",
                                                        "Quoted",
                                                        "Cite",
                                                        "Code",
                                                        "Space",
                                                        "SoftBreak",
                                                        "LineBreak",
                                                        "Math",
                                                        "RawInline",
                                                        "Link",
                                                        "Image",
                                                        "Note",
                                                        "Span",
                                                        "Plain",
                                                        "Para",
                                                        "LineBlock",
                                                        "CodeBlock",
                                                        "RawBlock",
                                                        "BlockQuote",
                                                        "OrderedList",
                                                        "BulletList",
                                                        "DefinitionList",
                                                        "Header",
                                                        "HorizontalRule",
                                                        "Table",
                                                        "Figure",
                                                        "Div",
                                                        "Null",
                                                        "Line",
                                                        "Item",
                                                        "Definition",
                                                        "Term",
                                                        "Citation",
                                                        "Prefix",
                                                        "Suffix",
                                                        "Caption",
                                                        "ShortCaption",
                                                        "TableHead",
                                                        "TableBody",
                                                        "IntermediateHead",
                                                        "TableFoot",
                                                        "Row",
                                                        "Cell"});
static_assert(names.size() == static_cast<std::size_t>(Kind::Cell) + 1);

// The element without its content.
Element shell_of(const Element& source) {
  Element copy(source.kind, source.text);
  if (source.extra) copy.extra = std::make_unique<Extra>(*source.extra);
  return copy;
}

void copy_content(const Element& source, Element& target) {
  std::vector<std::pair<const Element*, Element*>> remaining{{&source, &target}};
  while (!remaining.empty()) {
    auto [from, to] = remaining.back();
    remaining.pop_back();
    to->content.reserve(from->content.size());  // the children stay where they are
    for (const Element& child : from->content) {
      Element& copy = to->content.emplace_back(shell_of(child));
      if (!child.content.empty()) remaining.emplace_back(&child, &copy);
    }
  }
}

bool same_extra(const Element& a, const Element& b) {
  static const Extra none;
  return (a.extra ? *a.extra : none) == (b.extra ? *b.extra : none);
}

// What `stringify` still has to say: an element, or the text that closes one.
struct Said {
  const Element* element;
  std::string_view text;
};

void say_space(std::string& words) {
  if (!words.empty() && words.back() != ' ') words += ' ';
}

void say(const std::vector<Element>& elements, std::vector<Said>& remaining) {
  for (auto element = elements.rbegin(); element != elements.rend(); ++element)
    remaining.push_back({&*element, {}});
}

void say(const Element& element, std::string& words, std::vector<Said>& remaining) {
  switch (element.kind) {
    case Kind::Str:
    case Kind::Code:
    case Kind::Math:
    case Kind::CodeBlock:
      words += element.text;
      break;
    case Kind::Space:
    case Kind::SoftBreak:
    case Kind::LineBreak:
      words += ' ';
      break;
    case Kind::Note:
    case Kind::Citation:  // the Cite's inlines are what is printed
    case Kind::RawInline:
    case Kind::RawBlock:
      break;
    case Kind::Quoted: {
      const bool single = element.extra && element.extra->format == "SingleQuote";
      words += single ? "›" : "»";
      remaining.push_back({nullptr, single ? "‹" : "«"});
      say(element.content, remaining);
      break;
    }
    default:
      // Blocks and table cells begin on a line of their own.
      if (!is_inline(element.kind)) say_space(words);
      say(element.content, remaining);
  }
}

std::string say_all(std::vector<Said> remaining) {
  std::string words;
  while (!remaining.empty()) {
    Said next = remaining.back();
    remaining.pop_back();
    if (next.element)
      say(*next.element, words, remaining);
    else
      words += next.text;
  }
  return words;
}

}  // namespace

bool Attr::has_class(std::string_view name) const {
  return std::find(classes.begin(), classes.end(), name) != classes.end();
}

const std::string* Attr::find(std::string_view name) const {
  for (const auto& [key, value] : attributes)
    if (key == name) return &value;
  return nullptr;
}

Element::Element(const Element& other)
    : kind(other.kind),
      text(other.text),
      extra(other.extra ? std::make_unique<Extra>(*other.extra) : nullptr) {
  if (!other.content.empty()) copy_content(other, *this);
}

Element& Element::operator=(const Element& other) {
  if (this != &other) *this = Element(other);
  return *this;
}

void Element::release() noexcept {
  static thread_local int depth = 0;
  if (depth < plain_depth) {
    ++depth;
    content.clear();
    --depth;
    return;
  }
  std::vector<std::vector<Element>> remaining;
  remaining.push_back(std::move(content));
  while (!remaining.empty()) {
    std::vector<Element> elements = std::move(remaining.back());
    remaining.pop_back();
    for (Element& element : elements)
      if (!element.content.empty()) remaining.push_back(std::move(element.content));
  }
}

Extra& Element::more() {
  if (!extra) extra = std::make_unique<Extra>();
  return *extra;
}

const Attr& Element::attr() const {
  static const Attr none;
  return extra ? extra->attr : none;
}

bool operator==(const Element& a, const Element& b) {
  std::vector<std::pair<const Element*, const Element*>> remaining{{&a, &b}};
  while (!remaining.empty()) {
    auto [left, right] = remaining.back();
    remaining.pop_back();
    if (left->kind != right->kind || left->text != right->text || !same_extra(*left, *right) ||
        left->content.size() != right->content.size())
      return false;
    for (std::size_t i = 0; i < left->content.size(); ++i)
      remaining.emplace_back(&left->content[i], &right->content[i]);
  }
  return true;
}

bool is_inline(Kind kind) {
  return kind <= Kind::Span;
}
bool is_block(Kind kind) {
  return kind >= Kind::Plain && kind <= Kind::Null;
}
std::string_view name(Kind kind) {
  return names[static_cast<std::size_t>(kind)];
}

Meta Meta::of(std::string text) {
  Meta meta;
  meta.kind = Kind::string;
  meta.string = std::move(text);
  return meta;
}

Meta Meta::of(bool value) {
  Meta meta;
  meta.kind = Kind::boolean;
  meta.boolean = value;
  return meta;
}

namespace {

auto place_of(auto& entries, std::string_view key) {
  return std::lower_bound(entries.begin(), entries.end(), key,
                          [](const auto& entry, std::string_view name) { return entry.first < name; });
}

}  // namespace

const Meta* Meta::find(std::string_view key) const {
  if (kind != Kind::map) return nullptr;
  auto place = place_of(entries, key);
  return place != entries.end() && place->first == key ? &place->second : nullptr;
}

void Meta::set(std::string key, Meta value) {
  auto place = place_of(entries, key);
  if (place != entries.end() && place->first == key)
    place->second = std::move(value);
  else
    entries.emplace(place, std::move(key), std::move(value));
}

std::string stringify(const Element& element) {
  return say_all({{&element, {}}});
}

std::string stringify(const std::vector<Element>& elements) {
  std::vector<Said> remaining;
  say(elements, remaining);
  return say_all(std::move(remaining));
}

}  // namespace kancelli::ast
