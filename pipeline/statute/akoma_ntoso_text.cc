#include "pipeline/statute/akoma_ntoso_text.h"

#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What a mark has in our own vocabulary (content/schema/statute.rng), and what it stands for.
constexpr std::array<std::string_view, 4> own_attributes = {"k:to", "k:form", "k:ref", "k:at"};

class TextReader {
 public:
  TextReader(Text& text, AkomaLosses& losses) : text_(text), losses_(losses), space_(!text.words.empty()) {}

  void children(const Node& node) {
    for (const Node* child : node.children) {
      if (child->kind == Node::Kind::text) words(child->text);
      if (child->kind == Node::Kind::element) element(*child);
    }
  }

 private:
  void words(std::string_view written) {
    for (const char c : without_typography(written)) {
      if (is_xml_space(c)) {
        space_ = true;
        continue;
      }
      if (space_ && !text_.words.empty()) text_.words += ' ';
      space_ = false;
      text_.words += c;
    }
  }

  std::size_t first_letter(std::size_t begin) const {
    return begin < text_.words.size() && text_.words[begin] == ' ' ? begin + 1 : begin;
  }

  void element(const Node& node) {
    static constexpr std::array<std::string_view, 8> aside = {
        "authorialNote", "noteRef", "subFlow", "del", "img", "table", "foreign", "quotedStructure"};
    static constexpr std::array<std::string_view, 4> breaks = {"br", "eol", "eop", "marker"};
    if (node.is("ref") || (node.is("inline") && ours(node))) return mark(node);
    if (node.is("inline") && node.get("name") == "sentence") return sentence(node);
    if (among(node.name, aside)) return losses_.left_out(node, tr("it is no part of a provision's words"));
    if (among(node.name, breaks)) {
      space_ = true;
      return;
    }
    if (node.is("quotedText")) words(node.get("startQuote"));
    if (!node.is("docTitle") && !node.is("p")) losses_.plain(node);
    children(node);
    if (node.is("quotedText")) words(node.get("endQuote"));
  }

  // An inline that stands for an element of our own vocabulary.
  static bool ours(const Node& node) { return node.get("name") == "law" || node.get("name") == "ref"; }

  void sentence(const Node& node) {
    const std::size_t begin = text_.words.size();
    children(node);
    text_.own_sentences.emplace_back(first_letter(begin), text_.words.size());
  }

  void mark(const Node& node) {
    Mark mark;
    const std::string_view element = node.get("k:element");
    const bool address = node.is("ref") && element.empty();
    mark.element = node.is("inline") ? node.get("name") : element.empty() ? "ref" : element;
    for (const Attribute& attribute : node.attributes)
      if (among(attribute.name, own_attributes)) mark.attributes[attribute.name.substr(2)] = attribute.value;
    if (address && !mark.attributes.contains("to")) mark.attributes["to"] = std::string(node.get("href"));
    if (address) losses_.link(node);
    if (address) mark.attributes["href"] = std::string(node.get("href"));
    const std::size_t begin = text_.words.size();
    const std::string content = node.content();
    for (const Node* child : node.elements()) losses_.plain(*child);
    words(content);
    mark.begin = first_letter(begin);
    mark.end = text_.words.size();
    text_.marks.push_back(std::move(mark));
  }

  Text& text_;
  AkomaLosses& losses_;
  bool space_;  // white space has been read, and no letter since
};

}  // namespace

std::string number_of_num(std::string_view num, bool& rest) {
  const std::string plain = without_typography(num);
  std::string number;
  rest = false;
  std::size_t at = 0;
  while (at < plain.size() && (plain[at] < '0' || plain[at] > '9')) ++at;
  while (at < plain.size() && plain[at] >= '0' && plain[at] <= '9') number += plain[at++];
  if (!number.empty()) {
    if (at < plain.size() && plain[at] == ' ') ++at;
    std::size_t end = at;
    const std::size_t digits_end = at;
    const char32_t letter = at < plain.size() ? lower(next_code_point(plain, end)) : U' ';
    std::size_t behind = end;
    const bool alone = end >= plain.size() || !is_letter(next_code_point(plain, behind));
    if (is_letter(letter) && alone) append_utf8(number += ' ', letter);
    for (at = is_letter(letter) && alone ? end : digits_end; at < plain.size();) {
      const char32_t c = next_code_point(plain, at);
      rest |= is_letter(c) || is_digit(c);
    }
    return number;
  }
  bool within = false;
  for (at = 0; at < plain.size();) {
    const char32_t c = next_code_point(plain, at);
    if (is_letter(c) && !within) number.clear();
    within = is_letter(c);
    if (within) append_utf8(number, lower(c));
  }
  return number;
}

std::string from_roman(std::string_view letters) {
  static constexpr std::string_view signs = "ivxlcdm";
  static constexpr std::array<int, 7> values = {1, 5, 10, 50, 100, 500, 1000};
  int number = 0, last = 0;
  for (auto at = letters.rbegin(); at != letters.rend(); ++at) {
    const std::size_t sign = signs.find(*at);
    if (sign == std::string_view::npos) return {};
    number += values[sign] < last ? -values[sign] : values[sign];
    last = std::max(last, values[sign]);
  }
  return number == 0 ? "" : std::to_string(number);
}

void AkomaLosses::left_out(const Node& node, const std::string& why) {
  diagnostics_.warning("akoma-ntoso-left-out", node.name_span,
                       tr("<{0}> is left out: {1}", {std::string(node.name), why}));
}

void AkomaLosses::changed(const Node& node, const std::string& how) {
  diagnostics_.note("akoma-ntoso-changed", node.name_span, tr("<{0}>: {1}", {std::string(node.name), how}));
}

void AkomaLosses::plain(const Node& node) {
  if (std::exchange(told_[std::string(node.name)], true)) return;
  changed(node, tr("its words are read, here and wherever it stands, and not what it says of them"));
}

void AkomaLosses::no_link(const std::string& address) {
  const auto first = links_.find(address);
  if (first == links_.end()) return;
  changed(*first->second, tr("its words are read, here and wherever it stands, but not its address: {0} is "
                             "no provision of the statute",
                             {address}));
  links_.erase(first);
}

void append_akoma_text(const Node& node, Text& text, AkomaLosses& losses) {
  TextReader(text, losses).children(node);
}

void resolve_references(Unit& unit, const std::function<std::string(const std::string& eid)>& id_of,
                        AkomaLosses& losses) {
  for (Text* text : {&unit.text, &unit.tail}) {
    std::erase_if(text->marks, [&](Mark& mark) {
      const auto href = mark.attributes.find("href");
      if (href == mark.attributes.end()) return false;
      const std::string address = href->second;
      mark.attributes.erase(href);
      const std::string id = address.starts_with("#") ? id_of(address.substr(1)) : "";
      std::string& to = mark.attributes["to"];
      if (to == address) to = "#" + id;
      if (!id.empty()) return false;
      losses.no_link(address);
      return true;
    });
  }
  for (Unit& each : unit.units) resolve_references(each, id_of, losses);
}

}  // namespace kancelli::statute
