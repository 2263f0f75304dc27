#include "pipeline/word/document_reader.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Revision revision_of(const Node& node, Revision::Kind kind, const std::string& move = {}) {
  return {kind, short_value(node, "author"), short_value(node, "date"), move};
}

Revision::Kind kind_of(const Node& node) {
  using Kind = Revision::Kind;
  if (is_word(node, "ins")) return Kind::inserted;
  if (is_word(node, "del")) return Kind::deleted;
  if (is_word(node, "moveTo")) return Kind::moved_here;
  if (is_word(node, "moveFrom")) return Kind::moved_away;
  return Kind::none;
}

// What was inserted by one and deleted by another is gone.
Revision within(const Revision& outer, const Revision& inner) {
  if (inner.kind == Revision::Kind::none) return outer;
  if (outer.kind == Revision::Kind::none || inner.is_gone()) return inner;
  return outer;
}

class StoryReader {
 public:
  StoryReader(const std::map<std::string, Relation>& relations, Reading& reading)
      : relations_(relations), reading_(reading) {}

  // Of all there is in a part.
  void read_all(const Node& story, std::vector<Block>& blocks) {
    find_broken_fields(story);
    read(story, blocks);
  }

 private:
  void read(const Node& parent, std::vector<Block>& blocks) {
    for (const Node* node : parent.children)
      if (node->kind == Node::Kind::element) block(*node, blocks);
  }

  // Blocks -------------------------------------------------------------------------------------------------

  void block(const Node& node, std::vector<Block>& blocks) {
    if (is_word(node, "p")) return paragraph(node, blocks);
    if (is_word(node, "tbl")) return table(node, blocks);
    if (is_word(node, "sdt")) return control(node, [&](const Node& content) { read(content, blocks); });
    if (is_word(node, "customXml") || kind_of(node) != Revision::Kind::none) return revised(node, blocks);
    if (node.is("AlternateContent")) {
      if (const Node* chosen = alternative(node)) read(*chosen, blocks);
      return;
    }
    mark(node);
  }

  // Paragraphs and rows within w:ins or w:del say so themselves, too.
  void revised(const Node& node, std::vector<Block>& blocks) {
    const Revision before = revision_;
    enter(node);
    read(node, blocks);
    revision_ = before;
  }

  void enter(const Node& node) {
    const Revision::Kind kind = kind_of(node);
    if (kind == Revision::Kind::none) return;
    const bool moved = kind == Revision::Kind::moved_here || kind == Revision::Kind::moved_away;
    revision_ = within(revision_, revision_of(node, kind, moved ? move_ : ""));
  }

  template <class Read>
  void control(const Node& node, Read read_content) {
    const Node* properties = word_child(&node, "sdtPr");
    const Node* name = word_child(properties, "tag");
    if (name == nullptr) name = word_child(properties, "alias");  // LibreOffice keeps it alone
    const bool placeholder = word_child(properties, "showingPlcHdr") != nullptr;
    controls_.push_back(name == nullptr ? "" : short_value(*name));
    placeholders_ += placeholder;
    if (const Node* content = word_child(&node, "sdtContent")) read_content(*content);
    placeholders_ -= placeholder;
    controls_.pop_back();
  }

  void paragraph(const Node& node, std::vector<Block>& blocks) {
    const std::size_t at = blocks.size();
    blocks.emplace_back(Paragraph());
    Paragraph made;
    made.node = &node;
    made.number = ++reading_.paragraphs;
    made.controls = controls_;
    made.boxed = boxed_;
    const Node* properties = word_child(&node, "pPr");
    look(properties, made);
    // A text box within has paragraphs of its own: they follow.
    std::vector<Block> boxes;
    const auto outer = std::exchange(at_, {&made, &boxes, controls_.size()});
    inlines(node);
    at_ = outer;
    hold(sizeof made + made.style.size() + made.numbering.text.size(), made.controls);
    blocks[at] = std::move(made);
    std::move(boxes.begin(), boxes.end(), std::back_inserter(blocks));
  }

  void look(const Node* properties, Paragraph& made) {
    const StyleSheet& styles = reading_.styles;
    const Node* style = word_child(properties, "pStyle");
    const std::string id = style == nullptr ? styles.default_paragraph : std::string(word_value(*style));
    made.style = styles.find(id) == nullptr ? "Normal" : styles.name(id);
    style_ = id;
    const auto property = [&](std::string_view name) {
      const Node* own = word_child(properties, name);
      return own != nullptr ? own : styles.of_paragraph(id, name);
    };
    if (const Node* outline = property("outlineLvl")) {
      const int level = number(word_value(*outline));
      if (level >= 0 && level < 9) made.heading = level + 1;
    }
    if (property("framePr") != nullptr) made.boxed = true;
    const Node* mark = word_child(properties, "rPr");
    for (const Node* child : mark == nullptr ? std::vector<const Node*>() : mark->elements())
      if (kind_of(*child) != Revision::Kind::none)
        made.mark = within(made.mark, revision_of(*child, kind_of(*child), move_));
    made.mark = within(revision_, made.mark);
    made.reformatted = word_child(properties, "pPrChange") != nullptr;
    numbering(property("numPr"), made);
  }

  void numbering(const Node* properties, Paragraph& made) {
    const Node* list = word_child(properties, "numId");
    if (list == nullptr || word_value(*list) == "0") return;
    const Node* level = word_child(properties, "ilvl");
    const bool counts = !made.mark.is_gone();
    made.numbering = reading_.lists.next(std::string(word_value(*list)),
                                         level == nullptr ? 0 : number(word_value(*level)), counts);
  }

  void table(const Node& node, std::vector<Block>& blocks) {
    Table made;
    made.node = &node;
    made.controls = controls_;
    const Node* properties = word_child(&node, "tblPr");
    const auto text = [&](std::string_view name) {
      const Node* found = word_child(properties, name);
      return found == nullptr ? std::string() : std::string(word_value(*found));
    };
    made.style = reading_.styles.name(text("tblStyle"));
    made.caption = text("tblCaption");
    made.description = text("tblDescription");
    rows(node, made);
    blocks.emplace_back(std::move(made));
  }

  void rows(const Node& parent, Table& table) {
    for (const Node* node : parent.elements()) {
      if (is_word(*node, "tr"))
        row(*node, table);
      else if (is_word(*node, "sdt"))
        control(*node, [&](const Node& content) { rows(content, table); });
      else if (is_word(*node, "customXml") || kind_of(*node) != Revision::Kind::none)
        rows(*node, table);
      else
        mark(*node);
    }
  }

  void row(const Node& node, Table& table) {
    Row made;
    made.node = &node;
    const Node* properties = word_child(&node, "trPr");
    made.header = is_on(word_child(properties, "tblHeader"), false);
    for (const Node* child : properties == nullptr ? std::vector<const Node*>() : properties->elements())
      if (kind_of(*child) != Revision::Kind::none) made.revision = revision_of(*child, kind_of(*child));
    cells(node, made);
    table.rows.push_back(std::move(made));
  }

  void cells(const Node& parent, Row& row) {
    for (const Node* node : parent.elements()) {
      if (is_word(*node, "tc"))
        cell(*node, row);
      else if (is_word(*node, "sdt"))
        control(*node, [&](const Node& content) { cells(content, row); });
      else if (is_word(*node, "customXml"))
        cells(*node, row);
      else
        mark(*node);
    }
  }

  void cell(const Node& node, Row& row) {
    constexpr int most_columns = 63;  // as Word has them
    Cell made;
    made.node = &node;
    const Node* properties = word_child(&node, "tcPr");
    if (const Node* span = word_child(properties, "gridSpan"))
      made.columns = std::clamp(number(word_value(*span)), 1, most_columns);
    if (const Node* merge = word_child(properties, "vMerge"))
      made.continued = word_value(*merge) != "restart";
    if (const Node* inserted = word_child(properties, "cellIns"))
      made.revision = revision_of(*inserted, Revision::Kind::inserted);
    if (const Node* deleted = word_child(properties, "cellDel"))
      made.revision = revision_of(*deleted, Revision::Kind::deleted);
    read(node, made.blocks);
    row.cells.push_back(std::move(made));
  }

  // Word writes what it draws twice: for itself, and for older programs.
  static const Node* alternative(const Node& node) {
    const Node* choice = node.child("Choice");
    return choice != nullptr ? choice : node.child("Fallback");
  }

  // Inlines ------------------------------------------------------------------------------------------------

  void inlines(const Node& parent) {
    for (const Node* node : parent.elements()) inlined(*node);
  }

  void inlined(const Node& node) {
    if (is_word(node, "r")) return run(node);
    if (is_word(node, "hyperlink")) return hyperlink(node);
    if (is_word(node, "sdt")) return control(node, [&](const Node& content) { inlines(content); });
    if (is_word(node, "fldSimple")) return simple_field(node);
    if (node.is("oMath")) return formula(node);
    if (node.is("oMathPara")) return inlines(node);
    if (node.is("AlternateContent")) {
      if (const Node* chosen = alternative(node)) inlines(*chosen);
      return;
    }
    const bool holds_runs = is_word(node, "smartTag") || is_word(node, "customXml") || is_word(node, "dir") ||
                            is_word(node, "bdo") || kind_of(node) != Revision::Kind::none;
    if (!holds_runs) return mark(node);
    const Revision before = revision_;
    enter(node);
    inlines(node);
    revision_ = before;
  }

  void hyperlink(const Node& node) {
    const std::string before = link_;
    const std::string anchor = short_value(node, "anchor");
    const auto relation = relations_.find(std::string(word_value(node, "id")));
    if (relation != relations_.end())
      link_ = safe_link(relation->second.target + (anchor.empty() ? "" : "#" + anchor));
    else if (!anchor.empty())
      link_ = "#" + anchor;
    inlines(node);
    link_ = before;
  }

  // "" for what would run something, or look for a file where the paper is read.
  std::string safe_link(const std::string& address) {
    constexpr std::size_t longest = 8000;
    std::string begin;  // without what browsers do not see: "java\nscript:"
    for (const char c : address.substr(0, longest))
      if (static_cast<unsigned char>(c) > 0x20) begin += c;
    begin = lower(begin);
    for (const char* good : {"https://", "http://", "mailto:", "tel:", "#"})
      if (begin.starts_with(good) && address.size() <= longest) return address;
    reading_.strange_links.emplace_back(here().paragraph, address.substr(0, 200));
    return "";
  }

  void simple_field(const Node& node) {
    fields_.push_back({short_value(node, "instr"), true});
    look_at_field(fields_.back());
    inlines(node);
    fields_.pop_back();
  }

  void formula(const Node& node) {
    std::string text;
    collect(node, text);
    add(text, Run::Kind::formula, node, nullptr);
  }
  static void collect(const Node& node, std::string& text) {
    if (node.is("t")) {
      text += node.content();
      return;
    }
    for (const Node* child : node.elements()) collect(*child, text);
  }

  void run(const Node& node) {
    const Node* properties = word_child(&node, "rPr");
    const Node* style = word_child(properties, "rStyle");
    const std::string id = style == nullptr ? "" : std::string(word_value(*style));
    const StyleSheet& styles = reading_.styles;
    // A character style and direct looks count; the look of the whole paragraph belongs to its style.
    const auto property = [&](std::string_view name) {
      const Node* own = word_child(properties, name);
      return own != nullptr ? own : styles.of_run(id, name);
    };
    look_ = {};
    look_.style = styles.name(id);
    look_.bold = is_on(property("b"), false) && !is_on(styles.of_run(style_, "b"), false);
    look_.italic = is_on(property("i"), false) && !is_on(styles.of_run(style_, "i"), false);
    look_.hidden = is_on(property("vanish"), false);  // webHidden is printed
    look_.reformatted = word_child(properties, "rPrChange") != nullptr;
    if (const Node* language = word_child(properties, "lang")) look_.language = short_value(*language);
    pieces(node, node);
  }

  void pieces(const Node& parent, const Node& run) {
    for (const Node* node : parent.elements()) piece(*node, run);
  }

  void piece(const Node& node, const Node& run) {
    if (is_word(node, "t") || is_word(node, "delText")) return text(node.content(), node, run);
    if (is_word(node, "tab") || is_word(node, "ptab")) return text("\t", node, run);
    if (is_word(node, "cr")) return text("\n", node, run);
    if (is_word(node, "br")) {
      // A page or a column that ends parts the words before and behind it.
      if (word_value(node, "type").empty() || word_value(node, "type") == "textWrapping" ||
          (at_.paragraph != nullptr && !trim(at_.paragraph->text()).empty()))
        text("\n", node, run);
      return;
    }
    if (is_word(node, "noBreakHyphen")) return text("\u2011", node, run);
    if (is_word(node, "softHyphen")) return text("\u00ad", node, run);
    if (is_word(node, "sym")) return text(symbol(node), node, run);
    if (is_word(node, "fldChar")) return field(node);
    if (is_word(node, "instrText") || is_word(node, "delInstrText")) return instruction(node);
    if (is_word(node, "footnoteReference")) return note("footnote", node, run);
    if (is_word(node, "endnoteReference")) return note("endnote", node, run);
    if (is_word(node, "drawing") || is_word(node, "pict") || is_word(node, "object"))
      return drawing(node, run);
    if (is_word(node, "ruby")) {
      if (const Node* base = word_child(&node, "rubyBase")) inlines(*base);
      return;
    }
    if (node.is("AlternateContent")) {
      if (const Node* chosen = alternative(node)) pieces(*chosen, run);
      return;
    }
    mark(node);
  }

  void text(const std::string& characters, const Node& node, const Node& run) {
    add(characters, Run::Kind::text, node, &run);
  }

  // A character of a symbol font: its code stands in Unicode's private area.
  static std::string symbol(const Node& node) {
    const std::string_view code = word_value(node, "char");
    unsigned value = 0xfffd;
    std::from_chars(code.data(), code.data() + code.size(), value, 16);
    const bool is_character = value >= 0x20 && value < 0x110000 && (value < 0xd800 || value > 0xdfff) &&
                              value != 0xfffe && value != 0xffff;  // as XML knows them
    if (!is_character) value = 0xfffd;
    std::string text;
    append_utf8(text, static_cast<char32_t>(value));
    return text;
  }

  void note(const std::string& kind, const Node& node, const Node& run) {
    // Programs call a note once. Each call stands for all its words.
    constexpr int most = 20;
    const std::string target = kind + " " + short_value(node, "id");
    if (++reading_.calls[target] > most) return;
    if (Run* made = add("", Run::Kind::note, node, &run)) made->target = target;
  }

  // Pictures by their alternatives and parts; the paragraphs of a text box.
  void drawing(const Node& node, const Node& run) {
    std::string alternative, picture;
    look_into(node, alternative, picture);
    if (picture.empty() && !drawn(node, alternative)) return;
    if (Run* made = add(alternative, Run::Kind::picture, node, &run)) made->target = picture;
  }

  // A diagram, a chart or words set as a picture: there is something to see, and no file of it.
  static bool drawn(const Node& node, std::string& alternative) {
    if (node.is("textpath") && alternative.empty()) alternative = node.get("string").substr(0, 1000);
    bool found = node.is("relIds") || node.is("chart") || node.is("textpath");
    for (const Node* child : node.elements()) found = drawn(*child, alternative) || found;
    return found;
  }

  void look_into(const Node& node, std::string& alternative, std::string& picture) {
    if (is_word(node, "txbxContent")) return text_box(node);
    if (node.is("AlternateContent")) {
      if (const Node* chosen = StoryReader::alternative(node)) look_into(*chosen, alternative, picture);
      return;
    }
    if (node.is("docPr") || node.is("shape")) {
      const std::string_view text = word_value(node, node.is("docPr") ? "descr" : "alt");
      if (alternative.empty()) alternative = text;
    }
    if (node.is("blip") || node.is("imagedata")) {
      const auto relation = relations_.find(std::string(word_value(node, node.is("blip") ? "embed" : "id")));
      if (relation != relations_.end() && picture.empty()) picture = relation->second.target;
    }
    for (const Node* child : node.elements()) look_into(*child, alternative, picture);
  }

  void text_box(const Node& content) {
    const auto outer = at_;
    const auto look = look_;
    const auto style = style_;
    const bool boxed = std::exchange(boxed_, true);
    std::vector<Block> made;
    read(content, made);
    boxed_ = boxed;
    at_ = outer;
    look_ = look;
    style_ = style;
    std::move(made.begin(), made.end(), std::back_inserter(*at_.boxes));
  }

  struct Field {
    std::string instruction;
    bool result = false;
  };

  // A field: begin, its instruction, separate, its result, end. Fields stand within each other.
  void field(const Node& node) {
    const std::string_view type = word_value(node, "fldCharType");
    if (broken_fields_.contains(&node)) {
      broken_.clear();
      return;
    }
    if (type == "begin") {
      // Its name, or the rest of it, would be what another field makes.
      if (!fields_.empty() && !fields_.back().result && may_begin_fetching(fields_.back().instruction))
        reading_.fetching.emplace_back("{ {");
      fields_.push_back({"", false});
    } else if (type == "separate" && !fields_.empty() && !fields_.back().result) {
      look_at_field(fields_.back());
      fields_.back().result = true;
    } else if (type == "end" && !fields_.empty()) {
      if (!fields_.back().result) look_at_field(fields_.back());
      fields_.pop_back();
    }
  }
  void instruction(const Node& node) {
    constexpr std::size_t longest = 4000;
    if (fields_.empty()) {
      // Of a field that nothing ends: what Word makes of it is not known.
      if (broken_.size() < longest) broken_ += node.content().substr(0, longest);
      Field field{broken_, false};
      return look_at_field(field);
    }
    if (fields_.back().result) return;
    std::string& all = fields_.back().instruction;
    if (all.size() < longest) all += node.content().substr(0, longest);
  }

  void look_at_field(Field& field) {
    field.instruction = collapse_space(field.instruction);
    const std::string name = lower(field.instruction.substr(0, field.instruction.find_first_of(" \\\"")));
    for (const std::string_view each : fetching)
      if (name == each) reading_.fetching.push_back(field.instruction.substr(0, name.size()));
  }
  static bool may_begin_fetching(std::string_view instruction) {
    const std::string begin = lower(trim(instruction));
    const bool is_whole = !begin.empty() && is_xml_space(instruction.back());
    return !is_whole && std::any_of(std::begin(fetching), std::end(fetching),
                                    [&](std::string_view each) { return each.starts_with(begin); });
  }
  static constexpr std::string_view fetching[] = {
      "dde", "ddeauto", "includetext", "includepicture", "include", "import", "link", "database", "rd"};

  // What follows a field that nothing ends is text, not its instruction. A text box has fields of its own.
  void find_broken_fields(const Node& story) {
    std::vector<std::vector<const Node*>> open;
    find_broken_fields(story, open);
    for (const auto& marks : open) broken_fields_.insert(marks.begin(), marks.end());
  }
  void find_broken_fields(const Node& node, std::vector<std::vector<const Node*>>& open) {
    for (const Node* child : node.children) {
      if (child->kind != Node::Kind::element) continue;
      if (is_word(*child, "txbxContent")) {
        find_broken_fields(*child);
      } else if (child->is("AlternateContent")) {
        if (const Node* chosen = alternative(*child)) find_broken_fields(*chosen, open);
      } else if (is_word(*child, "fldChar")) {
        const std::string_view type = word_value(*child, "fldCharType");
        if (type == "begin")
          open.push_back({child});
        else if (type == "separate" && !open.empty())
          open.back().push_back(child);
        else if (type == "end" && !open.empty())
          open.pop_back();
        else
          broken_fields_.insert(child);
      } else {
        find_broken_fields(*child, open);
      }
    }
  }

  void hold(std::size_t bytes, const std::vector<std::string>& controls) {
    for (const std::string& control : controls) bytes += sizeof(std::string) + control.size();
    reading_.held += bytes;
  }

  // nullptr where nothing was added.
  Run* add(const std::string& text, Run::Kind kind, const Node& node, const Node* run) {
    if (at_.paragraph == nullptr || (text.empty() && kind == Run::Kind::text)) return nullptr;
    if (!fields_.empty() && !fields_.back().result) return nullptr;  // between a field's begin and its result
    if (reading_.held > Reading::most) return nullptr;
    Run made = look_;
    if (run == nullptr) made = Run();
    made.kind = kind;
    made.text = text;
    made.revision = revision_;
    made.link = link_;
    made.hidden = made.hidden || placeholders_ > 0;
    if (!fields_.empty()) made.field = fields_.back().instruction;
    made.controls.assign(
        controls_.begin() + static_cast<std::ptrdiff_t>(std::min(at_.controls, controls_.size())),
        controls_.end());
    made.node = &node;
    made.run = run;
    hold(sizeof made + text.size() + made.style.size() + made.link.size() + made.field.size() +
             made.revision.author.size() + made.revision.date.size() + made.revision.move.size(),
         made.controls);
    return &at_.paragraph->runs.emplace_back(std::move(made));
  }

  // What has a place and no text ---------------------------------------------------------------------------

  Place here() const {
    if (at_.paragraph == nullptr) return {reading_.paragraphs + 1, 0};
    return {at_.paragraph->number, static_cast<std::uint32_t>(at_.paragraph->runs.size())};
  }

  void mark(const Node& node) {
    std::vector<Bookmark>& bookmarks = reading_.document.bookmarks;
    const std::string id(word_value(node, "id"));
    if (is_word(node, "bookmarkStart")) {
      bookmark_of_[id] = bookmarks.size();
      bookmarks.push_back({short_value(node, "name"), here(), here()});
    } else if (is_word(node, "bookmarkEnd")) {
      if (const auto found = bookmark_of_.find(id); found != bookmark_of_.end())
        bookmarks[found->second].end = end_here();
    } else if (is_word(node, "commentRangeStart")) {
      reading_.anchors[id] = {here(), here()};
    } else if (is_word(node, "commentRangeEnd")) {
      if (const auto found = reading_.anchors.find(id); found != reading_.anchors.end())
        found->second.second = end_here();
    } else if (is_word(node, "commentReference")) {
      reading_.anchors.try_emplace(id, here(), here());
    } else if (is_word(node, "moveFromRangeStart") || is_word(node, "moveToRangeStart")) {
      move_ = short_value(node, "name");
    } else if (is_word(node, "moveFromRangeEnd") || is_word(node, "moveToRangeEnd")) {
      move_.clear();
    }
  }

  // An end between paragraphs belongs to the one before it.
  Place end_here() const {
    if (at_.paragraph != nullptr) return here();
    return {reading_.paragraphs, UINT32_MAX};
  }

  struct At {
    Paragraph* paragraph = nullptr;
    std::vector<Block>* boxes = nullptr;
    std::size_t controls = 0;  // how many of them are around the whole paragraph
  };

  const std::map<std::string, Relation>& relations_;
  Reading& reading_;
  At at_;
  Run look_;
  std::string style_, link_, move_;
  Revision revision_;
  std::vector<Field> fields_;
  std::set<const Node*> broken_fields_;
  std::string broken_;  // the instruction of the last of them
  std::vector<std::string> controls_;
  int placeholders_ = 0;
  bool boxed_ = false;
  std::map<std::string, std::size_t> bookmark_of_;
};

}  // namespace

std::vector<Block> read_story(const Node& story, const std::map<std::string, Relation>& relations,
                              Reading& reading) {
  std::vector<Block> blocks;
  StoryReader(relations, reading).read_all(story, blocks);
  return blocks;
}

}  // namespace kancelli::word
