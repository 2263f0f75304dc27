// The marks around the words of each element become hidden bookmarks, and the structure that goes with them
// gets the hash of what each element printed.
#include <functional>
#include <map>

#include "pipeline/core/text.h"
#include "pipeline/write/docx_carried.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

const xmlChar* as_xml(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}

std::string content_of(const xmlNode* node) {
  xmlChar* content = xmlNodeGetContent(node);
  std::string result = content == nullptr ? "" : reinterpret_cast<const char*>(content);
  xmlFree(content);
  return result;
}

std::string key_of(xmlNode* node) {
  xmlChar* content = xmlGetNsProp(node, as_xml("key"), as_xml(carried_namespace));
  std::string result = content == nullptr ? "" : reinterpret_cast<const char*>(content);
  xmlFree(content);
  return result;
}

std::vector<xmlNode*> child_elements(const xmlNode* parent) {
  std::vector<xmlNode*> found;
  for (xmlNode* node = parent->children; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE) found.push_back(node);
  return found;
}

std::string bookmark_of(const xmlNode* mark) {
  return "_" + mark_argument(mark);
}

void put_bookmark(xmlNode* mark, const char* element, const std::string& id, const std::string& name) {
  xmlNode* bookmark = xmlNewDocNode(mark->doc, xmlDocGetRootElement(mark->doc)->ns, as_xml(element), nullptr);
  xmlAddPrevSibling(mark, bookmark);
  set_value(bookmark, "id", id);
  if (!name.empty()) set_value(bookmark, "name", name);
  remove(mark);
}

// The texts that stand within each bookmark of ours, in the words that a reader sees after all changes. What
// filters added counts for itself alone.
class PrintedTexts {
 public:
  explicit PrintedTexts(const Paper& paper) {
    for (xmlNode* story : paper.stories()) walk(story);
  }

  // By the mark's argument without what tells copies apart: "k12", "g3".
  std::map<std::string, std::string> texts;

 private:
  void walk(xmlNode* parent) {
    for (xmlNode* node : child_elements(parent)) {
      if (is(node, "bookmarkStart"))
        begin(node);
      else if (is(node, "bookmarkEnd"))
        end(value(node, "id"));
      else if (is(node, "t") || is(node, "noBreakHyphen"))
        add(is(node, "t") ? content_of(node) : "-");
      else
        walk(node);
    }
  }

  void begin(xmlNode* node) {
    const std::string name = value(node, "name");
    if (!name.starts_with("_k") && !name.starts_with("_g")) return;
    const std::string key = name.substr(1, name.find('_', 1) - 1);
    texts.try_emplace(key);
    open_[value(node, "id")] = key;
    added_ += key.starts_with('g');
  }

  void end(const std::string& id) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    added_ -= found->second.starts_with('g');
    open_.erase(found);
  }

  void add(const std::string& text) {
    for (const auto& [id, key] : open_)
      if (key.starts_with('g') == (added_ > 0)) texts[key] += text;
  }

  std::map<std::string, std::string> open_;  // bookmark's id to its key
  int added_ = 0;                            // how many of them are of what filters added
};

}  // namespace

void finish_keys(Paper& paper) {
  for (xmlNode* story : paper.stories()) {
    std::map<std::string, std::string> ids;
    for (xmlNode* mark : instructions(story)) {
      const std::string name = bookmark_of(mark);
      if (mark_name(mark) == "key") {
        ids[name] = std::to_string(paper.next_bookmark++);
        put_bookmark(mark, "bookmarkStart", ids[name], name);
      } else if (mark_name(mark) == "end" && ids.contains(name)) {
        put_bookmark(mark, "bookmarkEnd", ids[name], "");
      }
    }
  }
}

namespace {

// The words of a head or foot, without the numbers of pages: they are others in every program.
std::string words_of_story(const std::string& part, const std::string& name) {
  const Xml document = parse_part(part, name);
  std::string text;
  bool page = false;
  for (xmlNode* run : descendants(root(document), "r")) {
    for (xmlNode* node : child_elements(run)) {
      if (is(node, "fldChar") && value(node, "fldCharType") == "end") page = false;
      if (is(node, "instrText")) page = content_of(node).find("PAGE") != std::string::npos;
      if (is(node, "t") && !page) text += content_of(node);
    }
  }
  return text;
}

}  // namespace

std::string with_heads_and_pictures(const std::string& structure, const Package& made) {
  const Xml document = parse_part(structure, "the paper's structure");
  std::string heads, pictures;
  for (const auto& [name, part] : made) {
    if (name.starts_with("word/header") || name.starts_with("word/footer"))
      heads += (heads.empty() ? "" : " ") + printed_hash(words_of_story(part, name));
    if (name.starts_with("word/media/"))
      pictures += (pictures.empty() ? "" : " ") + sha256(part).substr(0, 16);
  }
  xmlNewNsProp(root(document), nullptr, as_xml("heads"), as_xml(heads.c_str()));
  xmlNewNsProp(root(document), nullptr, as_xml("pictures"), as_xml(pictures.c_str()));
  return serialize(document);
}

std::string finish_structure(const Paper& paper, const std::string& structure) {
  const PrintedTexts printed(paper);
  const Xml document = parse_part(structure, "the paper's structure");
  xmlNode* top = root(document);
  const auto set_hash = [&](xmlNode* node, const std::string& key) {
    const auto text = printed.texts.find(key);
    if (text == printed.texts.end()) return;
    xmlSetNsProp(node, top->ns, as_xml("hash"), as_xml(printed_hash(text->second).c_str()));
  };
  const std::function<void(xmlNode*)> each = [&](xmlNode* node) {
    if (const std::string key = key_of(node); !key.empty()) set_hash(node, "k" + key);
    for (xmlNode* child : child_elements(node)) each(child);
  };
  each(top);
  for (const auto& [key, text] : printed.texts) {
    if (!key.starts_with('g')) continue;
    xmlNode* added = xmlNewChild(top, top->ns, as_xml("added"), nullptr);
    xmlSetNsProp(added, top->ns, as_xml("key"), as_xml(key.substr(1).c_str()));
    set_hash(added, key);
  }
  const std::string hash = sha256(serialize(document)).substr(0, 16);
  xmlNewNsProp(top, nullptr, as_xml("hash"), as_xml(hash.c_str()));
  return serialize(document);
}

}  // namespace kancelli::docx
