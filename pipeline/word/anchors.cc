#include "pipeline/word/anchors.h"

#include <algorithm>
#include <charconv>

#include "pipeline/core/text.h"
#include "pipeline/word/styles.h"

namespace kancelli::word {
namespace {

// Word fills these controls in again by itself, with text alone.
bool is_filled_in(const Node& control) {
  const Node* properties = word_child(&control, "sdtPr");
  for (const char* kind : {"text", "dropDownList", "comboBox", "date", "dataBinding"})
    if (word_child(properties, kind) != nullptr) return true;
  return false;
}

// The outermost element around `node`, or itself, within its paragraph that no mark may stand in, or that is
// made again with what stands in it.
const Node& whole(const Node& node) {
  const Node* outermost = &node;
  for (const Node* above = node.parent; above != nullptr && !is_word(*above, "p"); above = above->parent) {
    const bool closed = above->is("AlternateContent") || above->is("oMath") || above->is("oMathPara") ||
                        is_word(*above, "ruby") || is_word(*above, "fldSimple") ||
                        (is_word(*above, "sdt") && is_filled_in(*above));
    const bool around_closed = is_word(*above, "r") && outermost != &node;
    if (closed || around_closed) outermost = above;
  }
  return *outermost;
}

bool is_shown(const Run& run) {
  return shows(View::after, run.revision) && !run.hidden && run.kind != Run::Kind::picture;
}

// Where the character at `offset` of the text stands in the part; nowhere in a CDATA section.
std::size_t place_in(std::string_view part, const Node& text, std::size_t offset) {
  const std::string_view raw = part.substr(text.span.begin, text.span.end - text.span.begin);
  if (raw.find("<![CDATA[") != std::string_view::npos) return std::string_view::npos;
  std::size_t at = 0;
  for (std::size_t made = 0; made < offset && at < raw.size();) {
    if (raw[at] != '&') {
      at += raw.substr(at).starts_with("\r\n") ? 2 : 1;
      ++made;
      continue;
    }
    const std::size_t end = std::min(raw.find(';', at), raw.size() - 1);
    std::string_view name = raw.substr(at + 1, end - at - 1);
    if (name.starts_with('#')) {
      const bool hexadecimal = name.starts_with("#x");
      name.remove_prefix(hexadecimal ? 2 : 1);
      std::uint32_t code = 0;
      std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
      std::string character;
      append_utf8(character, static_cast<char32_t>(code));
      made += character.size();
    } else {
      ++made;
    }
    at = end + 1;
  }
  return text.span.begin + at;
}

// White space at the ends of a text is kept only where it says so.
bool keeps_spaces(const Node& text) {
  return text.get("xml:space") == "preserve";
}
bool can_be_cut(const Node& text) {
  if (keeps_spaces(text)) return true;
  const std::string content = text.content();
  return text.find("xml:space") == nullptr && !content.empty() && trim(content).size() == content.size();
}

// LibreOffice loses the words before a comment in the first paragraph of a control around paragraphs.
bool begins_control(const Node& paragraph) {
  const Node* below = &paragraph;
  for (const Node* above = paragraph.parent; above != nullptr; below = above, above = above->parent) {
    const std::vector<const Node*> elements = above->elements();
    const auto begun = std::find_if(elements.begin(), elements.end(), [](const Node* each) {
      return is_word(*each, "p") || is_word(*each, "tbl") || is_word(*each, "sdt") || is_word(*each, "tr") ||
             is_word(*each, "tc");
    });
    if (begun == elements.end() || *begun != below) return false;
    if (is_word(*above, "sdtContent")) return true;
  }
  return false;
}

// The next or the one before of an element's children that is seen.
const Node* neighbour(const Node& node, bool before) {
  const Node* found = nullptr;
  bool passed = false;
  for (const Node* sibling : node.parent->children) {
    if (sibling == &node) {
      if (before) return found;
      passed = true;
      continue;
    }
    const bool seen = sibling->kind == Node::Kind::element && !is_word(*sibling, "rPr") &&
                      !is_word(*sibling, "lastRenderedPageBreak");
    if (!seen) continue;
    if (passed) return sibling;
    found = sibling;
  }
  return nullptr;
}

}  // namespace

std::string with(std::string_view text, const Insertions& insertions) {
  std::string result;
  std::size_t done = 0;
  for (const auto& [at, added] : insertions) {
    result += text.substr(done, at - done);
    result += added;
    done = at;
  }
  return result += text.substr(done);
}

std::string_view qualified_name(std::string_view part, const Node& node) {
  const std::string_view tag = part.substr(node.span.begin + 1, node.span.end - node.span.begin - 1);
  return tag.substr(0, tag.find_first_of(" \t\r\n/>"));
}

std::string_view prefix_of(std::string_view part, const Node& node) {
  const std::string_view name = qualified_name(part, node);
  return name.substr(0, name.find(':') + 1);  // npos + 1 is nothing
}

bool is_empty_tag(std::string_view part, const Node& node) {
  return part[node.span.end - 2] == '/';
}

std::size_t end_tag(std::string_view part, const Node& node) {
  return part.rfind("</", node.end - 1);
}

void append_children(std::string_view part, const Node& node, const std::string& content,
                     Insertions& insertions) {
  if (!is_empty_tag(part, node)) {
    insertions[end_tag(part, node)] += content;
    return;
  }
  std::string& inside = insertions[node.span.end - 2];
  const std::string hidden = "<!--";
  if (inside.empty()) {
    inside = ">" + hidden;
    insertions[node.end] = "--></" + std::string(qualified_name(part, node)) + ">" + insertions[node.end];
  }
  inside.insert(inside.size() - hidden.size(), content);
}

AnnotationIds::AnnotationIds(const Document& document) {
  for (const auto& [name, part] : document.xml)
    for (const Node& node : part->nodes)
      for (const Attribute& attribute : node.attributes) {
        if (!attribute.name.ends_with(":id") && attribute.name != "id") continue;
        std::int64_t id = -1;
        const char* end = attribute.value.data() + attribute.value.size();
        if (std::from_chars(attribute.value.data(), end, id).ptr == end) used_.insert(id);
      }
}

std::string AnnotationIds::next() {
  while (used_.contains(next_)) ++next_;
  return std::to_string(next_++);
}

Anchors::Anchors(const Document& document, AnnotationIds& ids)
    : document_(document), ids_(ids), paragraphs_(document.paragraphs()) {
  const std::string main = document.package.main();
  part_ = *document.package.find(main);
  root_ = document.xml.find(main)->second->root;
  element_ = prefix_of(part_, *root_);
  // An attribute without a prefix is in no namespace.
  attribute_ = element_.empty() ? "kancelli:" : element_;
  const auto styles = document.xml.find(document.package.related(main, "styles"));
  if (styles == document.xml.end()) return;
  for (const Node* style : styles->second->root->elements("style")) {
    const Node* name = word_child(style, "name");
    if (name != nullptr && word_value(*name) == "annotation reference")
      style_ = word_value(*style, "styleId");
  }
}

std::string Anchors::begin_mark(const std::string& comment) const {
  const std::string space =
      attribute_ == element_ ? "" : " xmlns:kancelli=\"" + std::string(root_->space) + "\"";
  return "<" + element_ + "commentRangeStart" + space + " " + attribute_ + "id=\"" + comment + "\"/>";
}

std::string Anchors::end_mark(const std::string& comment) const {
  const std::string space =
      attribute_ == element_ ? "" : " xmlns:kancelli=\"" + std::string(root_->space) + "\"";
  const std::string id = space + " " + attribute_ + "id=\"" + comment + "\"/>";
  const std::string look = style_.empty()
                               ? ""
                               : "<" + element_ + "rPr><" + element_ + "rStyle" + space + " " + attribute_ +
                                     "val=\"" + xml_escape(style_) + "\"/></" + element_ + "rPr>";
  return "<" + element_ + "commentRangeEnd" + id + "<" + element_ + "r>" + look + "<" + element_ +
         "commentReference" + id + "</" + element_ + "r>";
}

Anchors::Words Anchors::words_at(const Span& place) const {
  if (place.source != document_.text || place.nowhere() || document_.lines.empty()) return {};
  const auto behind = std::upper_bound(document_.lines.begin(), document_.lines.end(), place.begin);
  const auto line = static_cast<std::size_t>(behind - document_.lines.begin()) - 1;
  const Paragraph& paragraph = *paragraphs_[line];
  const std::string text = paragraph.text();
  Words words{&paragraph, std::min<std::size_t>(place.begin - document_.lines[line], text.size()),
              std::min<std::size_t>(place.end - document_.lines[line], text.size())};
  const auto is_inside = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u;
  };
  while (words.begin > 0 && is_inside(words.begin)) --words.begin;
  while (is_inside(words.end)) ++words.end;
  if (words.end <= words.begin) words.begin = 0, words.end = text.size();
  return words;
}

bool Anchors::is_in_text(const Node& node) const {
  const Node* above = &node;
  for (; above->parent != nullptr; above = above->parent)
    if (is_word(*above, "txbxContent")) return false;
  return above == root_;
}

const Paragraph* Anchors::first_of_text() const {
  for (const Paragraph* paragraph : paragraphs_)
    if (is_in_text(*paragraph->node)) return paragraph;
  return nullptr;
}

// The run that calls the note in which the paragraph stands.
const Node* Anchors::call_of(const Node& paragraph) const {
  for (const Node* above = &paragraph; above != nullptr; above = above->parent) {
    if (!is_word(*above, "footnote") && !is_word(*above, "endnote")) continue;
    const std::string key = std::string(above->name) + " " + std::string(word_value(*above, "id"));
    for (const Paragraph* each : paragraphs_)
      for (const Run& run : each->runs)
        if (run.kind == Run::Kind::note && run.target == key && is_in_text(*run.node)) return run.run;
  }
  return nullptr;
}

Anchors::Tie Anchors::tie(const Span& place) const {
  const Paragraph* first = first_of_text();
  const Tie nearest{{first, 0, first == nullptr ? 0 : first->text().size()}, nullptr, true};
  const Words words = words_at(place);
  if (words.paragraph == nullptr || first == nullptr) return nearest;
  if (is_in_text(*words.paragraph->node)) {
    const bool all = words.begin == 0 && words.end == words.paragraph->text().size();
    return {words, nullptr, all || !begins_control(*words.paragraph->node)};
  }
  // A text box: around it. A note: around what calls it.
  const Node* inlined = nullptr;
  for (const Node* above = words.paragraph->node; above != nullptr; above = above->parent)
    if (is_word(*above, "r")) inlined = above;
  if (inlined == nullptr || !is_in_text(*inlined)) inlined = call_of(*words.paragraph->node);
  return {nearest.words, inlined, false};
}

void Anchors::add(const std::string& comment, const Tie& tie) {
  if (tie.inlined != nullptr) return around(comment, *tie.inlined);
  if (tie.words.paragraph != nullptr) return around_words(comment, tie.words);
  // A text without a paragraph gets one.
  const Node* body = word_child(root_, "body");
  const std::string made =
      "<" + element_ + "p>" + begin_mark(comment) + end_mark(comment) + "</" + element_ + "p>";
  if (is_empty_tag(part_, *body))
    append_children(part_, *body, made, others_);
  else
    others_[body->span.end] += made;
}

bool Anchors::in_front(const std::string& comment, const Node& paragraph) {
  if (is_empty_tag(part_, paragraph) || !begins_control(paragraph)) return false;
  const Node* properties = word_child(&paragraph, "pPr");
  cuts_[properties == nullptr ? paragraph.span.end : properties->end].begins +=
      begin_mark(comment) + end_mark(comment);
  return true;
}

void Anchors::around(const std::string& comment, const Node& inlined) {
  const Node* paragraph = &inlined;
  while (paragraph->parent != nullptr && !is_word(*paragraph, "p")) paragraph = paragraph->parent;
  if (in_front(comment, *paragraph)) return;
  const Node& outermost = whole(inlined);
  cuts_[outermost.span.begin].begins += begin_mark(comment);
  cuts_[outermost.end].ends += end_mark(comment);
}

void Anchors::around_words(const std::string& comment, const Words& words) {
  if (in_front(comment, *words.paragraph->node)) return;
  const Run *first = nullptr, *last = nullptr;
  std::size_t at = 0, from = 0, to = 0;
  for (const Run& run : words.paragraph->runs) {
    if (!is_shown(run) || run.text.empty()) continue;
    if (first == nullptr && words.begin < at + run.text.size()) first = &run, from = words.begin - at;
    if (words.end > at) last = &run, to = std::min(words.end - at, run.text.size());
    at += run.text.size();
  }
  if (first == nullptr || last == nullptr) return in_empty(comment, *words.paragraph);
  cut_before(*first, from).begins += begin_mark(comment);
  cut_behind(*last, to).ends += end_mark(comment);
}

void Anchors::in_empty(const std::string& comment, const Paragraph& paragraph) {
  append_children(part_, *paragraph.node, begin_mark(comment) + end_mark(comment), others_);
}

// The tags that begin a run again: with its look, and where that tells of a change, with a number of its own
// for it.
std::string Anchors::opening_of(const Node& run) {
  std::string text(part_.substr(run.span.begin, run.span.end - run.span.begin));
  const Node* look = word_child(&run, "rPr");
  if (look == nullptr) return text;
  std::size_t done = look->span.begin;
  const auto renumber = [&](const auto& self, const Node& node) -> void {
    for (const Node* child : node.elements()) {
      for (const Attribute& attribute : child->attributes) {
        if (!attribute.name.ends_with(":id") || !is_word(*child, child->name)) continue;
        text += part_.substr(done, attribute.value_span.begin - done);
        text += ids_.next();
        done = attribute.value_span.end;
      }
      self(self, *child);
    }
  };
  renumber(renumber, *look);
  return text += part_.substr(done, look->end - done);
}

Anchors::Cut& Anchors::cut_run(const Run& run, std::size_t at) {
  Cut& cut = cuts_[at];
  if (cut.close.empty()) {
    cut.close = "</" + std::string(qualified_name(part_, *run.run)) + ">";
    cut.open = opening_of(*run.run);
  }
  return cut;
}

Anchors::Cut* Anchors::cut_text(const Run& run, std::size_t offset) {
  const Node& text = *run.node;
  if (!is_word(text, "t") || text.parent != run.run || !can_be_cut(text)) return nullptr;
  std::size_t at = std::string_view::npos;
  for (const Node* child : text.children) {
    if (child->kind != Node::Kind::text) continue;
    if (offset < child->text.size()) {
      at = place_in(part_, *child, offset);
      break;
    }
    offset -= child->text.size();
  }
  if (at == std::string_view::npos) return nullptr;
  const std::string name(qualified_name(part_, text)),
      keep = keeps_spaces(text) ? "" : " xml:space=\"preserve\"";
  if (!keep.empty()) cuts_[text.span.end - 1].open = keep;
  Cut& cut = cuts_[at];
  if (cut.close.empty()) {
    const std::string tag(part_.substr(text.span.begin, text.span.end - 1 - text.span.begin));
    cut.close = "</" + name + "></" + std::string(qualified_name(part_, *run.run)) + ">";
    cut.open = opening_of(*run.run) + tag + keep + ">";
  }
  return &cut;
}

Anchors::Cut& Anchors::cut_before(const Run& run, std::size_t offset) {
  const Node& outermost = whole(*run.node);
  if (&outermost != run.node) return cuts_[outermost.span.begin];
  if (run.run == nullptr) return cuts_[run.node->span.begin];
  if (offset > 0)
    if (Cut* cut = cut_text(run, offset)) return *cut;
  const bool divisible = run.node->parent == run.run && neighbour(*run.node, true) != nullptr;
  return divisible ? cut_run(run, run.node->span.begin) : cuts_[run.run->span.begin];
}

Anchors::Cut& Anchors::cut_behind(const Run& run, std::size_t offset) {
  const Node& outermost = whole(*run.node);
  if (&outermost != run.node) return cuts_[outermost.end];
  if (run.run == nullptr) return cuts_[run.node->end];
  if (offset < run.text.size())
    if (Cut* cut = cut_text(run, offset)) return *cut;
  const bool divisible = run.node->parent == run.run && neighbour(*run.node, false) != nullptr;
  return divisible ? cut_run(run, run.node->end) : cuts_[run.run->end];
}

Insertions Anchors::insertions() const {
  Insertions result = others_;
  for (const auto& [at, cut] : cuts_) result[at] += cut.close + cut.ends + cut.begins + cut.open;
  return result;
}

}  // namespace kancelli::word
