// The instructions <?kancelli ...?> that filters/docx/docx.lua leaves (its README lists them) become
// bookmarks, fields, links, languages and content controls.
#include <algorithm>
#include <array>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

// The end of a mark: the next sibling <?kancelli /NAME?> that is not the end of another of that name.
xmlNode* end_of(xmlNode* mark) {
  const std::string name = mark_name(mark), end = "/" + name;
  int depth = 0;
  for (xmlNode* node = mark->next; node != nullptr; node = node->next) {
    if (node->type != XML_PI_NODE) continue;
    if (mark_name(node) == name)
      ++depth;
    else if (mark_name(node) == end && depth-- == 0)
      return node;
  }
  throw Error("the DOCX has a mark \"" + name + "\" without an end");
}

std::vector<xmlNode*> between(xmlNode* mark, xmlNode* end) {
  std::vector<xmlNode*> nodes;
  for (xmlNode* node = mark->next; node != end; node = node->next) nodes.push_back(node);
  return nodes;
}

std::string text_between(xmlNode* mark, xmlNode* end) {
  std::string text;
  for (xmlNode* node : between(mark, end)) text += text_of(node);
  return text;
}

xmlNode* first_paragraph(const std::vector<xmlNode*>& nodes) {
  for (xmlNode* node : nodes) {
    if (is(node, "p")) return node;
    const auto below = node->type == XML_ELEMENT_NODE ? descendants(node, "p") : std::vector<xmlNode*>{};
    if (!below.empty()) return below.front();
  }
  return nullptr;
}

std::string trailing_digits(const std::string& text) {
  const auto last = text.find_last_not_of("0123456789");
  return last == std::string::npos ? text : text.substr(last + 1);
}

std::string run_of(const std::string& inside, bool bold) {
  return (bold ? "<w:r><w:rPr><w:b/><w:bCs/></w:rPr>" : "<w:r>") + inside + "</w:r>";
}

std::string run(const std::string& text, bool bold = false) {
  return run_of("<w:t xml:space=\"preserve\">" + escape(text) + "</w:t>", bold);
}

std::string field_character(const std::string& type, bool bold) {
  return run_of("<w:fldChar w:fldCharType=\"" + type + "\"/>", bold);
}

std::string field_begin(const std::string& code, bool bold = false) {
  return field_character("begin", bold) +
         run_of("<w:instrText xml:space=\"preserve\"> " + escape(code) + " </w:instrText>", bold) +
         field_character("separate", bold);
}

std::string field_end(bool bold = false) {
  return field_character("end", bold);
}

// What stands between a mark and its end, but not the marks of whose words they are: these go around it.
void drop(xmlNode* mark, xmlNode* end) {
  for (xmlNode* node : between(mark, end)) {
    if (node->type == XML_PI_NODE && mark_name(node) == "key")
      move_before(node, mark);
    else if (node->type == XML_PI_NODE && mark_name(node) == "end")
      xmlAddNextSibling(end, node);
    else
      remove(node);
  }
}

// Word's name of a sequence, as in its own list of captions: "tabel" -> "Tabel".
std::string sequence_name(std::string kind) {
  if (!kind.empty() && kind.front() >= 'a' && kind.front() <= 'z')
    kind.front() = static_cast<char>(kind.front() - 'a' + 'A');
  return kind.empty() ? "Nummer" : kind;
}

// What holds words that are new or struck out: around all of them, or around none.
struct Change {
  bool whole = true;  // false: only some of the words changed
  std::string open = "", close = "";

  std::string around(const std::string& runs) const { return open + runs + close; }
};

Change change_of(const std::vector<xmlNode*>& nodes) {
  Change change;
  std::size_t changed = 0, all = 0;
  for (const xmlNode* node : nodes) {
    if (node->type != XML_ELEMENT_NODE) continue;
    ++all;
    if (!is(node, "ins") && !is(node, "del")) continue;
    ++changed;
    if (!change.open.empty()) continue;
    const std::string name = is(node, "ins") ? "w:ins" : "w:del";
    change.open = "<" + name;
    for (const char* each : {"id", "author", "date"})
      change.open += std::string(" w:") + each + "=\"" + escape(value(node, each)) + "\"";
    change.open += ">";
    change.close = "</" + name + ">";
    if (name == "w:del") change.whole = false;  // words that go are no field
  }
  change.whole = change.whole && (changed == 0 || changed == all);
  return change;
}

class MarkFinisher {
 public:
  explicit MarkFinisher(Paper& paper) : paper_(paper) {}

  void run_all() {
    for (xmlNode* story : paper_.stories()) collect_targets(story);
    for (xmlNode* story : paper_.stories())
      for (xmlNode* mark : instructions(story)) {
        const std::string name = mark_name(mark);
        if (name == "seq")
          finish_sequence(mark);
        else if (name == "ref")
          finish_reference(mark);
        else if (name == "link")
          finish_link(mark);
        else if (name == "lang")
          finish_language(mark);
        else if (name == "anchor")
          finish_anchor(mark);
        else if (name == "paragraph")
          finish_paragraph_mark(mark);
        else if (name == "block")
          finish_block(mark);
      }
    mark_building_blocks();
  }

 private:
  // What can be referred to: a block or a passage with an id.
  struct Target {
    std::string id;
    std::string bookmark;         // its name in the DOCX
    std::string words;            // a heading's
    std::string number;           // of its label ("Tabel 1") or of its first paragraph, when that is numbered
    std::string number_bookmark;  // around the label's number
  };

  void collect_targets(xmlNode* story) {
    std::vector<Target*> open;  // blocks around the mark at hand, innermost last
    for (xmlNode* mark : instructions(story)) {
      const std::string name = mark_name(mark);
      if (name == "block")
        open.push_back(&add_target(mark));
      else if (name == "/block" && !open.empty())
        open.pop_back();
      else if (name == "anchor")
        add_target(mark);
      else if (name == "seq" && !open.empty() && open.back()->number_bookmark.empty()) {
        open.back()->number = trailing_digits(text_between(mark, end_of(mark)));
        open.back()->number_bookmark = bookmark_name(paper_, "_Ref_", open.back()->id);
        sequences_[mark] = open.back();
      }
    }
  }

  Target& add_target(xmlNode* mark) {
    const std::string id = mark_argument(mark);
    Target& target = targets_[mark];
    target.id = id;
    target.bookmark = bookmark_name(paper_, "", id);
    by_id_.try_emplace(id, &target);
    const xmlNode* first =
        mark_name(mark) == "block" ? first_paragraph(between(mark, end_of(mark))) : nullptr;
    if (first == nullptr) return target;
    if (const auto number = paper_.numbers.find(first); number != paper_.numbers.end())
      target.number = number->second;
    if (paragraph_style(first).starts_with("Heading")) target.words = text_of(first);
    return target;
  }

  // "Tabel 1": the number becomes a SEQ field, and can be referred to; the label is bold.
  void finish_sequence(xmlNode* mark) {
    xmlNode* end = end_of(mark);
    const Change change = change_of(between(mark, end));
    if (!change.whole) return;
    const std::string label = text_between(mark, end), number = trailing_digits(label);
    drop(mark, end);
    constexpr bool bold = true;
    if (const std::string words = label.substr(0, label.size() - number.size()); !words.empty())
      insert_xml(end->parent, end, change.around(run(words, bold)));
    if (number.empty()) return;
    xmlNode* first = insert_xml(
        end->parent, end,
        change.around(field_begin("SEQ " + sequence_name(mark_argument(mark)) + " \\* ARABIC", bold) +
                      run(number, bold) + field_end(bold)));
    if (const auto owner = sequences_.find(mark); owner != sequences_.end())
      add_bookmark(paper_, first, end->prev, owner->second->number_bookmark);
  }

  // A field where Word, when it updates, makes the very words that stand here; otherwise a link. Of "tabel 1"
  // the field is the number: Word could make "Tabel" small, but LibreOffice does not.
  void finish_reference(xmlNode* mark) {
    xmlNode* end = end_of(mark);
    const auto it = by_id_.find(mark_argument(mark));
    if (it == by_id_.end()) return;
    const Target& target = *it->second;
    const std::string text = text_between(mark, end);
    const Change change = change_of(between(mark, end));
    if (!change.whole) {
      enclose_in_link(mark, end, target, false);
    } else if (!target.words.empty() && without_typography(text) == without_typography(target.words)) {
      insert_xml(mark->parent, mark, change.around(field_begin("REF " + target.bookmark + " \\h")));
      insert_xml(end->parent, end, change.around(field_end()));
    } else if (ends_with_number(text, target.number)) {
      number_field(mark, end, target, text, change);
    } else {
      enclose_in_link(mark, end, target, false);
    }
  }

  static bool ends_with_number(const std::string& text, const std::string& number) {
    if (number.empty() || !text.ends_with(number)) return false;
    const std::string before = without_typography(text.substr(0, text.size() - number.size()));
    return before.empty() || before.ends_with(' ');
  }

  void number_field(xmlNode* mark, xmlNode* end, const Target& target, const std::string& text,
                    const Change& change) {
    drop(mark, end);
    const std::string words = text.substr(0, text.size() - target.number.size());
    const std::string code = target.number_bookmark.empty() ? "REF " + target.bookmark + " \\r \\h"
                                                            : "REF " + target.number_bookmark + " \\h";
    std::string xml;
    if (!words.empty())
      xml = "<w:hyperlink w:anchor=\"" + target.bookmark + "\" w:history=\"1\">" + change.around(run(words)) +
            "</w:hyperlink>";
    insert_xml(end->parent, end, xml + change.around(field_begin(code) + run(target.number) + field_end()));
  }

  void finish_link(xmlNode* mark) {
    const auto it = by_id_.find(mark_argument(mark));
    if (it != by_id_.end()) enclose_in_link(mark, end_of(mark), *it->second, true);
  }

  void enclose_in_link(xmlNode* mark, xmlNode* end, const Target& target, bool shown) {
    xmlNode* link =
        insert_xml(mark->parent, mark, "<w:hyperlink w:anchor=\"" + target.bookmark + "\" w:history=\"1\"/>");
    for (xmlNode* node : between(mark, end)) move_into(node, link);
    for (xmlNode* each : shown ? descendants(link, "r") : std::vector<xmlNode*>{}) {
      xmlNode* properties = need_first(each, "rPr");
      if (child(properties, "rStyle") == nullptr)
        set_value(need_first(properties, "rStyle"), "val", "Hyperlink");
    }
  }

  void finish_language(xmlNode* mark) {
    const std::string language = word_language(mark_argument(mark));
    for (xmlNode* node : between(mark, end_of(mark)))
      if (node->type == XML_ELEMENT_NODE) {
        auto runs = descendants(node, "r");
        if (is(node, "r")) runs.push_back(node);
        for (xmlNode* each : runs) set_value(need(need_first(each, "rPr"), "lang"), "val", language);
      }
  }

  void finish_anchor(xmlNode* mark) {
    const auto nodes = between(mark, end_of(mark));
    if (!nodes.empty()) add_bookmark(paper_, nodes.front(), nodes.back(), targets_[mark].bookmark);
  }

  // The end of a paragraph that is new or struck out, by whom and when its words are.
  static void finish_paragraph_mark(xmlNode* mark) {
    xmlNode* paragraph = mark->parent;
    const std::string kind = mark_argument(mark);
    const auto changes = descendants(paragraph, kind.c_str());
    if (changes.empty()) return;
    xmlNode* change = need(need(need_first(paragraph, "pPr"), "rPr"), kind.c_str());
    for (const char* name : {"id", "author", "date"}) set_value(change, name, value(changes.front(), name));
  }

  // A block with an id: bookmark, and in the running text a content control. A table cell or a note has no
  // room for one.
  void finish_block(xmlNode* mark) {
    xmlNode* end = end_of(mark);
    const auto nodes = between(mark, end);
    xmlNode* first = first_paragraph(nodes);
    if (first == nullptr) return;
    bookmark_block(nodes, first, targets_[mark].bookmark);
    if (ancestor(mark, "tc") != nullptr || ancestor(mark, "body") == nullptr) return;
    const std::string name = escape(short_name(mark_argument(mark)));
    xmlNode* control =
        insert_xml(mark->parent, mark,
                   "<w:sdt><w:sdtPr><w:alias w:val=\"" + name + "\"/><w:tag w:val=\"" + name +
                       "\"/><w:id w:val=\"" + std::to_string(100000 + paper_.next_control++) +
                       "\"/><w15:appearance w15:val=\"hidden\"/></w:sdtPr><w:sdtContent/></w:sdt>");
    for (xmlNode* node : nodes) move_into(node, child(control, "sdtContent"));
    controls_.push_back(control);
  }

  // Word takes no more than 64 characters for a tag.
  static std::string short_name(const std::string& id) {
    constexpr std::size_t limit = 64;
    if (code_point_count(id) <= limit) return id;
    std::size_t offset = 0;
    for (std::size_t count = 0; count < limit - 9; ++count) next_code_point(id, offset);
    return id.substr(0, offset) + "-" + sha256(id).substr(0, 8);
  }

  // From the first paragraph to the last where both stand in the block itself; else around the first.
  void bookmark_block(const std::vector<xmlNode*>& nodes, xmlNode* first, const std::string& name) {
    xmlNode* last = first;
    for (xmlNode* node : nodes)
      if (is(node, "p") && node->parent == first->parent) last = node;
    xmlNode* properties = child(first, "pPr");
    const std::string id = std::to_string(paper_.next_bookmark++);
    insert_xml(first, properties == nullptr ? first->children : properties->next,
               "<w:bookmarkStart w:id=\"" + id + "\" w:name=\"" + name + "\"/>");
    insert_xml(last, nullptr, "<w:bookmarkEnd w:id=\"" + id + "\"/>");
  }

  // LibreOffice 7.4 loses words, or shows codes, where the first paragraph of a content control holds more
  // than plain runs, unless the control is a building block; to Word the two are alike. It empties bookmarks
  // there, too: those that the marks around an element's words become.
  void mark_building_blocks() {
    for (xmlNode* control : controls_) {
      const auto paragraphs = descendants(control, "p");
      if (paragraphs.empty()) continue;
      const bool plain = std::none_of(not_plain.begin(), not_plain.end(), [&](const char* name) {
        return !descendants(paragraphs.front(), name).empty();
      });
      if (!plain || !instructions(paragraphs.front()).empty())
        insert_xml(child(control, "sdtPr"), nullptr,
                   "<w:docPartObj><w:docPartGallery w:val=\"Kancelli\"/></w:docPartObj>");
    }
  }

  static constexpr std::array not_plain = {"fldChar", "hyperlink", "footnoteReference", "drawing",
                                           "ins",     "del",       "commentReference"};

  Paper& paper_;
  std::map<const xmlNode*, Target> targets_;     // by the mark that opens it
  std::map<std::string, Target*> by_id_;         // the first with that id
  std::map<const xmlNode*, Target*> sequences_;  // whose label a mark "seq" is
  std::vector<xmlNode*> controls_;
};

}  // namespace

void finish_marks(Paper& paper) {
  MarkFinisher(paper).run_all();
}

}  // namespace kancelli::docx
