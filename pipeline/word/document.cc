#include "pipeline/word/document.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/document_reader.h"

namespace kancelli::word {
namespace {

// Parts are larger and deeper than papers: a cell within a control within a cell is twenty elements down.
constexpr XmlLimits part_limits{.bytes = 64u << 20, .depth = 400, .attributes = 200};

void collect(const std::vector<Block>& blocks, std::vector<const Paragraph*>& found) {
  for (const Block& block : blocks) {
    if (const Paragraph* paragraph = block.paragraph()) found.push_back(paragraph);
    if (const Table* table = block.table())
      for (const Row& row : table->rows)
        for (const Cell& cell : row.cells) collect(cell.blocks, found);
  }
}

class DocumentReader {
 public:
  DocumentReader(SourceMap& sources, std::string name, Diagnostics& diagnostics)
      : sources_(sources), name_(std::move(name)), diagnostics_(diagnostics) {}

  std::unique_ptr<Document> read(std::string_view bytes) {
    // Until its text is known, its name stands for it.
    const SourceId unread = sources_.add(name_, "");
    document_->package = open_package(bytes, {unread, 0, 0}, diagnostics_);
    if (document_->package.parts.empty()) return nullptr;
    main_ = document_->package.main();
    file_ = {unread, 0, 0};
    if (!read_text() || is_refused(reading_)) return nullptr;
    if (!read_comments() || fetches()) return nullptr;
    read_properties();
    if (damaged_) return nullptr;
    std::string text;
    for (const Paragraph* paragraph : document_->paragraphs()) {
      document_->lines.push_back(static_cast<std::uint32_t>(text.size()));
      text += line_of(*paragraph) + "\n";
    }
    document_->text = sources_.add(name_, std::move(text));
    tell_of_links();
    return std::move(document_);
  }

 private:
  // nullptr when there is no such part; a diagnostic when it cannot be read.
  const Node* part(const std::string& part_name) {
    const std::string* bytes = part_name.empty() ? nullptr : document_->package.find(part_name);
    if (bytes == nullptr) return nullptr;
    Diagnostics faults;
    auto read = read_xml(sources_, sources_.add(name_ + "!" + part_name, *bytes), faults, part_limits);
    if (read == nullptr) {
      damaged_ = true;
      const std::string why = faults.list().empty() ? "" : faults.list().front().message;
      diagnostics_.error("word-unreadable", file_,
                         tr("the file cannot be read as a DOCX: {0}", {part_name + ": " + why}),
                         {tr("open it in Word and save it again")});
      return nullptr;
    }
    return (document_->xml[part_name] = std::move(read))->root;
  }
  const Node* related(const char* type) { return part(document_->package.related(main_, type)); }

  std::map<std::string, Relation> relations_of(const std::string& part_name) const {
    std::map<std::string, Relation> result;
    for (Relation& relation : document_->package.relations(part_name)) result[relation.id] = relation;
    return result;
  }

  bool read_text() {
    const Node* root = part(main_);
    const Node* styles = related("styles");
    const Node* numbering = related("numbering");
    if (damaged_) return false;
    const Node* body = word_child(root, "body");
    if (body == nullptr) {
      diagnostics_.error(
          "word-unreadable", file_,
          tr("the file cannot be read as a DOCX: {0}", {tr("it holds no text of a Word document")}));
      return false;
    }
    styles_ = styles == nullptr ? StyleSheet() : StyleSheet(*styles);
    lists_ = numbering == nullptr ? Lists() : Lists(*numbering);
    document_->language = styles_.language;
    document_->body = read_story(*body, relations_of(main_), reading_);
    read_notes("footnotes", "footnote");
    read_notes("endnotes", "endnote");
    read_margins();
    return !damaged_;
  }

  bool is_refused(const Reading& reading) {
    if (reading.held > Reading::most)
      diagnostics_.error("word-refused", file_, tr("the file has more text than can be taken in"),
                         {tr("copy its text into several documents")});
    else if (!reading.fetching.empty())
      diagnostics_.error("word-refused", file_,
                         tr("the file has a field that fetches something or starts a program ({0})",
                            {reading.fetching.front()}),
                         {tr("in Word, select the field and press Ctrl+Shift+F9: its text stays")});
    else
      return false;
    return true;
  }

  // Beside fields and relations there are two more ways to fetch something: letters that are merged with
  // addresses from a database, and drawings of the old kind, filled with a picture from elsewhere.
  bool fetches() {
    if (const Node* merge = word_child(related("settings"), "mailMerge");
        word_child(merge, "connectString") != nullptr || word_child(merge, "dataSource") != nullptr ||
        word_child(merge, "query") != nullptr) {
      diagnostics_.error("word-refused", file_,
                         tr("the file is a letter that is merged with data from another file"),
                         {tr("in Word, choose Mailings, Start Mail Merge, Normal Word Document")});
      return true;
    }
    for (const auto& [name, xml] : document_->xml)
      for (const Node& node : xml->nodes) {
        if (node.space != "urn:schemas-microsoft-com:vml" || !is_elsewhere(node.get("src"))) continue;
        diagnostics_.error("word-refused", file_,
                           tr("the file fetches something from {0}", {short_value(node, "src")}),
                           {tr("put the picture into the file itself: Insert, Pictures, This Device")});
        return true;
      }
    return false;
  }
  static bool is_elsewhere(std::string_view address) {
    return address.find("://") != std::string_view::npos || address.starts_with("\\\\") ||
           address.starts_with("//") || lower(address.substr(0, 5)) == "file:";
  }

  void tell_of_links() {
    const auto paragraphs = document_->paragraphs();
    std::map<std::uint32_t, Span> places;  // a paragraph may hold very many
    for (const auto& [number, address] : reading_.strange_links)
      if (number >= 1 && number <= paragraphs.size())
        diagnostics_.warning(
            "word-link", place_of(*paragraphs[number - 1], places),
            tr("the link to {0} is left out: it leads to no web page and no mailbox", {address}),
            {tr("its words stay; name the document, or link to where readers find it")});
  }

  Span place_of(const Paragraph& paragraph, std::map<std::uint32_t, Span>& places) const {
    const auto [known, added] = places.try_emplace(paragraph.number);
    if (added) known->second = document_->span(paragraph);
    return known->second;
  }

  void read_notes(const char* type, const std::string& kind) {
    const Node* notes = related(type);
    if (notes == nullptr) return;
    const auto relations = relations_of(document_->package.related(main_, type));
    std::map<std::string, std::size_t> used;
    for (const Node* note : notes->elements(kind)) {
      const std::string_view special = word_value(*note, "type");  // lines that part notes from text
      if (!special.empty() && special != "normal") continue;
      std::string key = kind + " " + short_value(*note, "id");
      // Of two with one number none is lost.
      if (const std::size_t before = used[key]++; before > 0) key += "'" + std::to_string(before);
      while (document_->notes.contains(key)) key += "'";
      document_->notes[key] = read_story(*note, relations, reading_);
    }
  }

  void read_margins() {
    std::vector<std::string> names;
    for (const Relation& relation : document_->package.relations(main_))
      if (relation.type == "header" || relation.type == "footer") names.push_back(relation.target);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names)
      if (const Node* root = part(name)) {
        auto blocks = read_story(*root, relations_of(name), reading_);
        std::move(blocks.begin(), blocks.end(), std::back_inserter(document_->margins));
      }
  }

  // False for comments with something in them that is not let in.
  bool read_comments() {
    const Node* comments = related("comments");
    if (comments == nullptr) return true;
    // What comments say is no paragraph of the file: it has no line there.
    std::map<std::string, std::size_t> by_paragraph;  // w14:paraId of a comment's last paragraph
    Lists none;
    Document aside;
    Reading apart{.document = aside, .styles = styles_, .lists = none};
    const auto relations = relations_of(document_->package.related(main_, "comments"));
    for (const Node* node : comments->elements("comment")) {
      Comment comment;
      comment.id = word_value(*node, "id");
      comment.author = short_value(*node, "author");
      comment.initials = short_value(*node, "initials");
      comment.date = short_value(*node, "date");
      const std::vector<Block> said = read_story(*node, relations, apart);
      std::vector<const Paragraph*> paragraphs;
      collect(said, paragraphs);
      std::vector<std::string> texts;
      for (const Paragraph* paragraph : paragraphs) {
        texts.push_back(paragraph->text());
        by_paragraph[std::string(word_value(*paragraph->node, "paraId"))] = document_->comments.size();
      }
      comment.text = join(texts, "\n");
      if (const auto anchor = reading_.anchors.find(comment.id); anchor != reading_.anchors.end()) {
        comment.anchored = true;
        std::tie(comment.begin, comment.end) = anchor->second;
      }
      document_->comments.push_back(std::move(comment));
    }
    read_answers(by_paragraph);
    return !is_refused(apart);
  }

  // Which comment answers which stands in a part of its own ([MS-DOCX] 2.5.1).
  void read_answers(const std::map<std::string, std::size_t>& by_paragraph) {
    const Node* extended = related("commentsExtended");
    if (extended == nullptr) return;
    for (const Node* node : extended->elements("commentEx")) {
      const auto own = by_paragraph.find(std::string(word_value(*node, "paraId")));
      const auto parent = by_paragraph.find(std::string(word_value(*node, "paraIdParent")));
      if (own == by_paragraph.end()) continue;
      document_->comments[own->second].resolved = word_value(*node, "done") == "1";
      if (parent != by_paragraph.end() && parent != own && !word_value(*node, "paraIdParent").empty())
        document_->comments[own->second].parent = document_->comments[parent->second].id;
    }
  }

  void read_properties() {
    std::map<std::string, std::string>& properties = document_->properties;
    if (const Node* core = part(document_->package.related("", "core-properties")))
      for (const Node* node : core->elements()) properties[std::string(node->name)] = node->content();
    if (const Node* custom = part(document_->package.related("", "custom-properties")))
      for (const Node* node : custom->elements("property"))
        properties[std::string(node->get("name"))] = std::string(trim(node->content()));
  }

  static std::string line_of(const Paragraph& paragraph) {
    std::string text = paragraph.text();
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    return text;
  }

  SourceMap& sources_;
  std::string name_, main_;
  Diagnostics& diagnostics_;
  Span file_;
  bool damaged_ = false;
  std::unique_ptr<Document> document_ = std::make_unique<Document>();
  StyleSheet styles_;
  Lists lists_;
  Reading reading_{.document = *document_, .styles = styles_, .lists = lists_};
};

}  // namespace

std::string Paragraph::text(View view) const {
  std::string result;
  for (const Run& run : runs)
    if (shows(view, run.revision) && !run.hidden && run.kind != Run::Kind::picture) result += run.text;
  return result;
}

std::vector<const Paragraph*> Document::paragraphs() const {
  std::vector<const Paragraph*> found;
  collect(body, found);
  for (const auto& [key, blocks] : notes) collect(blocks, found);
  collect(margins, found);
  std::sort(found.begin(), found.end(),
            [](const Paragraph* a, const Paragraph* b) { return a->number < b->number; });
  return found;
}

Span Document::span(const Paragraph& paragraph, std::size_t begin, std::size_t end) const {
  const std::uint32_t line = lines.at(paragraph.number - 1);
  return {text, line + static_cast<std::uint32_t>(begin), line + static_cast<std::uint32_t>(end)};
}

Span Document::span(const Paragraph& paragraph) const {
  return span(paragraph, 0, paragraph.text().size());
}

std::unique_ptr<Document> read_document(SourceMap& sources, const std::string& name, std::string_view bytes,
                                        Diagnostics& diagnostics) {
  return DocumentReader(sources, name, diagnostics).read(bytes);
}

}  // namespace kancelli::word
