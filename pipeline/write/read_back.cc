#include "pipeline/write/read_back.h"

#include <Poco/Zip/ZipArchive.h>
#include <Poco/Zip/ZipStream.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/write/report.h"

namespace kancelli {
namespace {

using Tree = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

std::string_view chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string attribute(const xmlNode* node, std::string_view name) {
  for (const xmlAttr* a = node->properties; a != nullptr; a = a->next)
    if (chars(a->name) == name) return std::string(a->children == nullptr ? "" : chars(a->children->content));
  return {};
}

bool has_class(const xmlNode* node, std::string_view name) {
  const std::string classes = attribute(node, "class");
  const auto parts = split(classes);
  return std::find(parts.begin(), parts.end(), name) != parts.end();
}

// Gathers text into blocks; the same for pages and Word files.
struct Gatherer {
  Reading reading;
  Revisions revisions = Revisions::shown;
  bool in_notes = false;
  std::string text;
  std::set<std::string> called;          // ids of the notes of a Word file that its text has signs of
  std::string_view change, last_change;  // "ins" or "del" around the words at hand; around those before

  void add(std::string_view more) {
    // Beside each other, an insertion and a deletion are words of their own.
    if (!change.empty() && change != last_change && !more.empty()) text += ' ';
    if (!more.empty()) last_change = change;
    text += more;
  }

  // A note goes with its sign.
  bool is_gone(const xmlNode& note) const {
    return revisions != Revisions::shown && !called.contains(attribute(&note, "id"));
  }

  void end_block() {
    WordBlock words = words_of(text);
    text.clear();
    last_change = "";
    if (!words.empty()) (in_notes ? reading.notes : reading.body).push_back(std::move(words));
  }
};

bool is_inline_html(std::string_view name) {
  static constexpr std::array<std::string_view, 19> names = {
      "a", "abbr", "b",     "cite", "code",   "del", "em",  "i", "ins", "mark",
      "q", "s",    "small", "span", "strong", "sub", "sup", "u", "time"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

void gather_html(const xmlNode* node, Gatherer& gatherer) {
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      gatherer.add(chars(child->content));
    if (child->type != XML_ELEMENT_NODE) continue;
    const std::string_view name = chars(child->name);
    const bool left_out = name == "style" || name == "script" || name == "nav" || name == "svg" ||
                          has_class(child, "footnote-ref") || has_class(child, "footnote-back") ||
                          has_class(child, "furniture");
    if (left_out) continue;
    const bool notes = has_class(child, "footnotes");
    const bool block = !is_inline_html(name);
    if (block) gatherer.end_block();
    if (notes) gatherer.in_notes = true;
    const std::string_view outer = gatherer.change;
    if (name == "ins" || name == "del") gatherer.change = name;
    gather_html(child, gatherer);
    gatherer.change = outer;
    if (block) gatherer.end_block();
    if (notes) gatherer.in_notes = false;
  }
}

const xmlNode* find_element(const xmlNode* node, std::string_view name) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (chars(node->name) == name) return node;
    if (const xmlNode* found = find_element(node->children, name)) return found;
  }
  return nullptr;
}

// A part of the package, "" when it is not there.
std::string zip_entry(std::string_view bytes, const std::string& name) {
  std::istringstream in{std::string(bytes)};
  Poco::Zip::ZipArchive archive(in);
  const auto entry = archive.findHeader(name);
  if (entry == archive.headerEnd()) return {};
  in.clear();
  Poco::Zip::ZipInputStream stream(in, entry->second);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool is_table_of_contents(const xmlNode* sdt) {
  const xmlNode* gallery = find_element(sdt->children, "docPartGallery");
  return gallery != nullptr && attribute(gallery, "val") == "Table of Contents";
}

const xmlNode* child_of(const xmlNode* node, std::string_view name) {
  for (const xmlNode* child = node == nullptr ? nullptr : node->children; child != nullptr;
       child = child->next)
    if (child->type == XML_ELEMENT_NODE && chars(child->name) == name) return child;
  return nullptr;
}

// The paragraph ends there once the changes are accepted or refused.
bool keeps_mark(const xmlNode* paragraph, Revisions revisions) {
  if (revisions == Revisions::shown) return true;
  const xmlNode* properties = child_of(child_of(paragraph, "pPr"), "rPr");
  return child_of(properties, revisions == Revisions::accepted ? "del" : "ins") == nullptr;
}

void gather_docx(const xmlNode* node, Gatherer& gatherer) {
  const std::string_view gone = gatherer.revisions == Revisions::accepted  ? "del"
                                : gatherer.revisions == Revisions::refused ? "ins"
                                                                           : "";
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    const std::string_view name = chars(child->name);
    if (name == gone) continue;
    if (name == "t" || name == "delText") {
      for (const xmlNode* text = child->children; text != nullptr; text = text->next)
        gatherer.add(chars(text->content));
    } else if (name == "tab" || name == "br" || name == "cr") {
      gatherer.text += ' ';
    } else if (name == "noBreakHyphen") {
      gatherer.add("-");
    } else if (name == "instrText" || name == "drawing" || name == "pict" ||
               (name == "sdt" && is_table_of_contents(child))) {
      continue;
    } else if (name == "footnoteReference") {
      gatherer.called.insert(attribute(child, "id"));
    } else if (name == "footnote" && (!attribute(child, "type").empty() || gatherer.is_gone(*child))) {
      continue;
    } else {
      const std::string_view outer = gatherer.change;
      if (gatherer.revisions == Revisions::shown && (name == "ins" || name == "del")) gatherer.change = name;
      gather_docx(child, gatherer);
      gatherer.change = outer;
      if (name == "p" && keeps_mark(child, gatherer.revisions)) gatherer.end_block();
    }
  }
}

void gather_docx_part(const std::string& xml, Gatherer& gatherer) {
  const Tree tree(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE),
                  &xmlFreeDoc);
  if (tree == nullptr) throw Error("a part of the Word file is not XML");
  gather_docx(reinterpret_cast<const xmlNode*>(tree.get()), gatherer);
  gatherer.end_block();
}

std::vector<Word> flatten(const std::vector<WordBlock>& blocks) {
  std::vector<Word> words;
  for (const WordBlock& block : blocks) words.insert(words.end(), block.begin(), block.end());
  return words;
}

}  // namespace

Reading read_html(std::string_view html) {
  const Tree tree(htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                                 HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
                  &xmlFreeDoc);
  const xmlNode* main = tree == nullptr ? nullptr : find_element(tree->children, "main");
  if (main == nullptr)
    throw Error("the page has no <main>", "the template styles/web/page.html must have one");
  Gatherer gatherer;
  gather_html(main, gatherer);
  gatherer.end_block();
  return std::move(gatherer.reading);
}

Reading read_docx(std::string_view docx, Revisions revisions) {
  try {
    const std::string body = zip_entry(docx, "word/document.xml");
    if (body.empty()) throw Error("the Word file has no word/document.xml");
    Gatherer gatherer;
    gatherer.revisions = revisions;
    gather_docx_part(body, gatherer);
    const std::string notes = zip_entry(docx, "word/footnotes.xml");
    gatherer.in_notes = true;
    if (!notes.empty()) gather_docx_part(notes, gatherer);
    return std::move(gatherer.reading);
  } catch (const Poco::Exception& exception) {
    throw Error("this is not a Word file: " + exception.displayText());
  }
}

std::string svg_text(std::string_view svg) {
  const Tree tree(xmlReadMemory(svg.data(), static_cast<int>(svg.size()), nullptr, nullptr,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
                  &xmlFreeDoc);
  if (tree == nullptr) return {};
  std::string text;
  const std::function<void(const xmlNode*)> gather = [&](const xmlNode* node) {
    for (; node != nullptr; node = node->next) {
      if (node->type == XML_TEXT_NODE) text += std::string(chars(node->content)) + " ";
      if (node->type == XML_ELEMENT_NODE && chars(node->name) != "style") gather(node->children);
    }
  };
  gather(tree->children);
  return text;
}

void compare_words(const Reading& expected, const Reading& found, const std::string& output,
                   const Project& project, Diagnostics& diagnostics) {
  const auto compare = [&](const std::vector<WordBlock>& want_blocks,
                           const std::vector<WordBlock>& have_blocks) {
    const std::vector<Word> want = flatten(want_blocks), have = flatten(have_blocks);
    const auto [a, b] = std::mismatch(want.begin(), want.end(), have.begin(), have.end(),
                                      [](const Word& x, const Word& y) { return x.text == y.text; });
    if (a == want.end() && b == have.end()) return;
    std::string pos;
    for (auto at = a == want.end() && a != want.begin() ? std::prev(a) : a; pos.empty() && at != want.end();
         --at) {
      pos = at->pos;
      if (at == want.begin()) break;
    }
    const std::string message =
        a == want.end()   ? tr("the output adds \"{0}\"", {b->text})
        : b == have.end() ? tr("the output lost \"{0}\"", {a->text})
                          : tr("the output says \"{0}\" where the paper says \"{1}\"", {b->text, a->text});
    report_output(pos, output, message, project, diagnostics);
  };
  compare(expected.body, found.body);
  compare(expected.notes, found.notes);
}

}  // namespace kancelli
