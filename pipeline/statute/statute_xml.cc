#include "pipeline/statute/statute_xml.h"

#include "pipeline/core/text.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

// The words of one element: white space collapsed over all that stands in it.
class TextReader {
 public:
  using MarkPrinter = std::function<std::string(const Mark&)>;
  explicit TextReader(MarkPrinter printer) : printer_(std::move(printer)) {}

  Text read(const Node& node) {
    children(node);
    if (!text_.own_sentences.empty()) cover();
    return std::move(text_);
  }

 private:
  void children(const Node& node) {
    for (const Node* child : node.children) {
      if (child->kind == Node::Kind::text) words(child->text);
      if (child->kind != Node::Kind::element) continue;
      if (child->is("sentence"))
        sentence(*child);
      else
        mark(*child);
    }
  }

  void words(std::string_view written) {
    const std::string plain = without_typography(written);
    for (const char c : plain) {
      if (is_xml_space(c)) {
        space_ = true;
        continue;
      }
      if (space_ && !text_.words.empty()) text_.words += ' ';
      space_ = false;
      text_.words += c;
    }
  }

  // Where what began at `begin` has its first letter.
  std::size_t first_letter(std::size_t begin) const {
    return begin < text_.words.size() && text_.words[begin] == ' ' ? begin + 1 : begin;
  }

  void sentence(const Node& node) {
    const std::size_t begin = text_.words.size();
    children(node);
    text_.own_sentences.emplace_back(first_letter(begin), text_.words.size());
  }

  void mark(const Node& node) {
    Mark mark;
    mark.element = node.name;
    for (const Attribute& attribute : node.attributes) mark.attributes[attribute.name] = attribute.value;
    const std::size_t begin = text_.words.size();
    const std::string own = collapse_space(without_typography(node.content()));
    words(own.empty() ? printer_(mark) : node.content());
    mark.begin = first_letter(begin);
    mark.end = text_.words.size();
    text_.marks.push_back(std::move(mark));
  }

  // Words that stand outside every <sentence> are sentences of their own: none is left over.
  void cover() {
    std::vector<std::pair<std::size_t, std::size_t>> all;
    std::size_t at = 0;
    const auto add = [&](std::size_t begin, std::size_t end) {
      while (begin < end && text_.words[begin] == ' ') ++begin;
      while (end > begin && text_.words[end - 1] == ' ') --end;
      if (end > begin) all.emplace_back(begin, end);
    };
    for (const auto& [begin, end] : text_.own_sentences) {
      add(at, begin);
      add(begin, end);
      at = end;
    }
    add(at, text_.words.size());
    text_.own_sentences = std::move(all);
  }

  MarkPrinter printer_;
  Text text_;
  bool space_ = false;  // white space has been read, and no letter since
};

// What marks without words say, in a statute whose numbers are known.
class Marks {
 public:
  Marks(const Unit& statute, const InlinePrinter& printer)
      : id_(statute.id), references_(references(statute)), printer_(printer) {}

  std::string printed(const Mark& mark, const std::string& from) const {
    const auto there = references_.find(own_target(mark));
    if (there == references_.end()) return printer_(mark.element, mark.attributes);
    const auto form = mark.attributes.find("form");
    if (form != mark.attributes.end() && form->second == "number" && !there->second.empty())
      return there->second.steps.back().number;
    const auto here = references_.find(from);
    return printed_reference(there->second, here == references_.end() ? nullptr : &here->second);
  }

 private:
  // A reference to a provision of the statute itself: its id; "" for any other.
  std::string own_target(const Mark& mark) const {
    const auto to = mark.attributes.find("to");
    if (mark.element != "ref" || to == mark.attributes.end()) return {};
    const std::string& reference = to->second;
    const std::size_t hash = reference.find('#');
    if (hash == std::string::npos || (hash > 0 && reference.substr(0, hash) != id_)) return {};
    return reference.substr(hash + 1);
  }

  std::string id_;
  std::unordered_map<std::string, Reference> references_;
  const InlinePrinter& printer_;
};

// Reads twice: what a reference says depends on the numbers of what it refers to.
class StatuteReader {
 public:
  explicit StatuteReader(const Marks* marks) : marks_(marks) {}

  Unit read(const Node& root) {
    Unit statute = begin(root, Kind::statute);
    const Node* meta = root.child("meta");
    if (meta != nullptr && meta->child("title") != nullptr)
      statute.text = text(*meta->child("title"), statute);
    below(root, statute);
    renumber(statute);
    return statute;
  }

 private:
  Unit begin(const Node& node, Kind kind) const {
    Unit unit;
    unit.kind = kind;
    unit.id = node.get("id");
    unit.number = node.get("number");
    unit.since = node.get("since");
    unit.origin = node.get("origin");
    return unit;
  }

  Text text(const Node& node, const Unit& unit) const {
    if (marks_ == nullptr) return {};
    return TextReader([&](const Mark& mark) { return marks_->printed(mark, unit.id); }).read(node);
  }

  void below(const Node& node, Unit& unit) {
    for (const Node* child : node.elements()) {
      if (child->is("title") && unit.kind != Kind::statute) unit.text = text(*child, unit);
      if (child->is("preamble")) unit.units.push_back(words(*child, Kind::preamble));
      if (child->is("heading")) unit.units.push_back(words(*child, Kind::heading));
      if (child->is("chapter")) unit.units.push_back(division(*child, Kind::chapter));
      if (child->is("paragraph")) unit.units.push_back(division(*child, Kind::paragraph));
      if (child->is("annex")) unit.units.push_back(division(*child, Kind::annex));
      if (child->is("subsection")) unit.units.push_back(provision(*child, Kind::subsection));
    }
  }

  Unit words(const Node& node, Kind kind) const {
    Unit unit = begin(node, kind);
    unit.text = text(node, unit);
    return unit;
  }

  Unit division(const Node& node, Kind kind) {
    Unit unit = begin(node, kind);
    below(node, unit);
    return unit;
  }

  // A stykke or an item: words, or p, list and p.
  Unit provision(const Node& node, Kind kind) const {
    Unit unit = begin(node, kind);
    const Node* list = node.child("list");
    if (list == nullptr && node.child("p") == nullptr) {
      unit.text = text(node, unit);
      return unit;
    }
    for (const Node* p : node.elements("p"))
      (list == nullptr || p->order < list->order ? unit.text : unit.tail) = text(*p, unit);
    if (list != nullptr)
      for (const Node* item : list->elements("item"))
        unit.units.push_back(provision(*item, list->get("kind") == "letter" ? Kind::letter : Kind::number));
    return unit;
  }

  const Marks* marks_;  // nullptr while only the numbers are read
};

class StatuteWriter {
 public:
  StatuteWriter(const Unit& statute, const InlinePrinter& printer,
                const std::map<std::string, std::string>& notes)
      : statute_(statute), marks_(statute, printer), notes_(notes) {}

  std::string write(const StatuteHead& head) {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-model href=\"../../schema/statute.rng\" "
        "type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n"
        "<statute xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" +
        xml_escape(statute_.id) + "\">\n  <meta>\n";
    element("title", "", statute_.text, statute_, 2);
    const std::string_view rest = trim(head.meta);
    if (!rest.empty()) out_ += "    " + std::string(rest) + "\n";
    out_ += "  </meta>\n";
    // A day that is not known is not said.
    if (!head.enacted.empty())
      out_ += "  <enacted" + attribute("value", head.enacted) + attribute("amended", head.amended) + "/>\n";
    for (const Unit& each : statute_.units) unit(each, 1);
    return out_ + "</statute>\n";
  }

 private:
  static std::string attribute(std::string_view name, std::string_view value) {
    return value.empty() ? "" : " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
  }

  // Of stykker, numre and litraer the order is the number.
  static std::string attributes(const Unit& unit) {
    const bool numbered =
        unit.kind == Kind::chapter || unit.kind == Kind::paragraph || unit.kind == Kind::annex;
    return attribute("id", unit.id) + (numbered ? attribute("number", unit.number) : "") +
           attribute("since", unit.since) + attribute("origin", unit.origin);
  }

  void unit(const Unit& unit, std::size_t depth) {
    const std::string_view name = element_of(unit.kind);
    const bool item = unit.kind == Kind::number || unit.kind == Kind::letter;
    if (unit.kind == Kind::preamble || unit.kind == Kind::heading ||
        (item && unit.units.empty() && unit.tail.empty()))
      return element(name, attributes(unit), unit.text, unit, depth);
    const bool division = unit.kind == Kind::chapter || unit.kind == Kind::annex;
    if (division || unit.kind == Kind::paragraph) out_ += '\n';
    line("<" + std::string(name) + attributes(unit) + ">", depth);
    if (division) element("title", "", unit.text, unit, depth + 1);
    if (division || unit.kind == Kind::paragraph)
      for (const Unit& each : unit.units) this->unit(each, depth + 1);
    else
      provision(unit, depth + 1);
    line("</" + std::string(name) + ">", depth);
  }

  void provision(const Unit& unit, std::size_t depth) {
    element("p", "", unit.text, unit, depth);
    if (unit.units.empty()) return;
    const bool letters = unit.units.front().kind == Kind::letter;
    line(letters ? "<list kind=\"letter\">" : "<list kind=\"number\">", depth);
    for (const Unit& each : unit.units) this->unit(each, depth + 1);
    line("</list>", depth);
    if (!unit.tail.empty()) element("p", "", unit.tail, unit, depth);
  }

  void line(const std::string& text, std::size_t depth) { out_ += std::string(2 * depth, ' ') + text + "\n"; }

  void element(std::string_view name, const std::string& attributes, const Text& text, const Unit& unit,
               std::size_t depth) {
    const auto note = &text == &unit.text ? notes_.find(unit.id) : notes_.end();
    wrapped("<" + std::string(name) + attributes + ">" + inlines(text, unit) +
                (note == notes_.end() ? std::string() : note->second) + "</" + std::string(name) + ">",
            depth);
  }

  // Broken at spaces between words, where the line is full.
  void wrapped(const std::string& xml, std::size_t depth) {
    constexpr std::size_t width = 140;
    const std::string indent(2 * depth, ' ');
    std::size_t begin = 0, space = 0, column = indent.size();
    bool tag = false;
    out_ += indent;
    for (std::size_t at = 0; at < xml.size(); ++at) {
      if (xml[at] == '<') tag = true;
      if (xml[at] == '>') tag = false;
      if ((xml[at] & 0xC0) != 0x80) ++column;
      if (xml[at] == ' ' && !tag) space = at;
      if (column <= width || space <= begin) continue;
      out_ += xml.substr(begin, space - begin) + "\n" + indent;
      begin = space + 1;
      column = indent.size() + code_point_count(std::string_view(xml).substr(begin, at + 1 - begin));
    }
    out_ += xml.substr(begin) + "\n";
  }

  std::string inlines(const Text& text, const Unit& unit) const {
    if (text.own_sentences.empty()) return stretch(text, 0, text.words.size(), unit);
    std::string xml;
    std::size_t at = 0;
    for (const auto& [begin, end] : text.own_sentences) {
      xml += stretch(text, at, begin, unit) + "<sentence>" + stretch(text, begin, end, unit) + "</sentence>";
      at = end;
    }
    return xml + stretch(text, at, text.words.size(), unit);
  }

  std::string stretch(const Text& text, std::size_t begin, std::size_t end, const Unit& unit) const {
    const std::string_view words = text.words;
    std::string xml;
    std::size_t at = begin;
    for (const Mark& mark : text.marks) {
      if (mark.begin < at || mark.end > end) continue;
      const std::string_view said = words.substr(mark.begin, mark.end - mark.begin);
      const std::string itself = collapse_space(without_typography(marks_.printed(mark, unit.id)));
      if (said.empty() && !itself.empty()) continue;  // its words are gone: it would bring them back
      xml += xml_escape(words.substr(at, mark.begin - at)) + "<" + mark.element;
      for (const auto& [name, value] : mark.attributes) xml += attribute(name, value);
      xml += said == itself ? "/>" : ">" + xml_escape(said) + "</" + mark.element + ">";
      at = mark.end;
    }
    return xml + xml_escape(words.substr(at, end - at));
  }

  const Unit& statute_;
  Marks marks_;
  const std::map<std::string, std::string>& notes_;
  std::string out_;
};

bool all_have_ids(const Unit& unit) {
  for (const Unit& each : unit.units)
    if (each.id.empty() || !all_have_ids(each)) return false;
  return true;
}

}  // namespace

std::string_view element_of(Kind kind) {
  switch (kind) {
    case Kind::preamble:
      return "preamble";
    case Kind::chapter:
      return "chapter";
    case Kind::heading:
      return "heading";
    case Kind::paragraph:
      return "paragraph";
    case Kind::annex:
      return "annex";
    case Kind::subsection:
      return "subsection";
    default:
      return "item";
  }
}

Unit read_statute(const Node& root, const InlinePrinter& printer) {
  const Unit numbered = StatuteReader(nullptr).read(root);
  const Marks marks(numbered, printer);
  return StatuteReader(&marks).read(root);
}

StatuteHead read_statute_head(const SourceMap& sources, const Node& root) {
  StatuteHead head;
  const Node* meta = root.child("meta");
  const Node* title = meta == nullptr ? nullptr : meta->child("title");
  if (title != nullptr) {
    const std::string_view text = sources.text(title->span.source);
    const std::size_t close = text.rfind("</", meta->end - 1);
    head.meta = trim(text.substr(title->end, close - title->end));
  }
  if (const Node* enacted = root.child("enacted")) {
    head.enacted = enacted->get("value");
    head.amended = enacted->get("amended");
  }
  return head;
}

std::string write_statute(const Unit& statute, const StatuteHead& head, const InlinePrinter& printer,
                          const std::map<std::string, std::string>& notes) {
  if (all_have_ids(statute)) return StatuteWriter(statute, printer, notes).write(head);
  Unit named = statute;
  give_ids(named);
  return StatuteWriter(named, printer, notes).write(head);
}

std::size_t behind_head(std::string_view written) {
  constexpr std::string_view meta = "  </meta>\n", end = "/>\n";
  const std::size_t at = written.find(meta) + meta.size();
  return written.substr(at).starts_with("  <enacted") ? written.find(end, at) + end.size() : at;
}

}  // namespace kancelli::statute
