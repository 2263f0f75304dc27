#include "tests/unit/word/word_edits.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/block_edits.h"
#include "pipeline/word/paragraph_comparison.h"
#include "pipeline/word/source_words.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

const char* const vocabulary[] = {"ordning",  "løbende",    "gradvis",     "herudover",  "samlet",
                                  "fælles",   "nye",        "årligt",      "forslag",    "lokale",
                                  "endelig",  "tværgående", "vurdering",   "dialog",     "hurtigt",
                                  "grundigt", "skriftlig",  "midlertidig", "opfølgning", "tydeligt"};

xmlNode* run_of(xmlNode* text) {
  return text->parent;
}

bool is_text(const xmlNode* node) {
  return docx::is(node, "t");
}

std::string content(const xmlNode* node) {
  xmlChar* text = xmlNodeGetContent(node);
  std::string result(reinterpret_cast<const char*>(text));
  xmlFree(text);
  return result;
}

void set_content(xmlNode* text, const std::string& said) {
  xmlNodeSetContent(text, nullptr);
  xmlNodeAddContent(text, reinterpret_cast<const xmlChar*>(said.c_str()));
  xmlNodeSetSpacePreserve(text, 1);
}

void put_before(std::string& text, const std::string& what, const std::string& end) {
  text.insert(text.rfind(end), what);
}

void add_comments(docx::Package& parts, const std::string& comments, const std::string& extended) {
  const std::string spaces =
      " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
      " xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";
  parts["word/comments.xml"] = "<w:comments" + spaces + ">" + comments + "</w:comments>";
  parts["word/commentsExtended.xml"] = "<w15:commentsEx" + spaces + ">" + extended + "</w15:commentsEx>";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  put_before(parts.at("word/_rels/document.xml.rels"),
             "<Relationship Id=\"rId901\" Type=\"" + office +
                 "comments\" Target=\"comments.xml\"/>"
                 "<Relationship Id=\"rId902\" Type=\"http://schemas.microsoft.com/office/2011/relationships/"
                 "commentsExtended\" Target=\"commentsExtended.xml\"/>",
             "</Relationships>");
  const std::string type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  put_before(parts.at("[Content_Types].xml"),
             "<Override PartName=\"/word/comments.xml\" ContentType=\"" + type +
                 "comments+xml\"/>"
                 "<Override PartName=\"/word/commentsExtended.xml\" ContentType=\"" +
                 type + "commentsExtended+xml\"/>",
             "</Types>");
}

}  // namespace

namespace {

// Unpacked and read once: most of the edits' time went there.
struct Opened {
  docx::Package parts;
  docx::Xml document, footnotes;
};

const Opened& opened(const SamplePaper& paper) {
  static std::map<const Paper*, Opened> known;
  const auto [found, is_new] = known.try_emplace(paper.paper);
  Opened& made = found->second;
  if (!is_new) return made;
  made.parts = docx::read_package(paper.docx, paper.paper->id);
  made.document = docx::parse_part(made.parts.at("word/document.xml"), "document.xml");
  if (made.parts.contains("word/footnotes.xml"))
    made.footnotes = docx::parse_part(made.parts.at("word/footnotes.xml"), "footnotes.xml");
  return made;
}

docx::Xml copied(const docx::Xml& document) {
  return docx::Xml(document ? xmlCopyDoc(document.get(), 1) : nullptr);
}

}  // namespace

WordEdits::WordEdits(const SamplePaper& paper, unsigned seed)
    : paper_(paper),
      parts_(opened(paper).parts),
      document_(copied(opened(paper).document)),
      footnotes_(copied(opened(paper).footnotes)),
      random_(seed) {}

std::string WordEdits::bytes() const {
  docx::Package parts = parts_;
  parts["word/document.xml"] = docx::serialize(document_);
  if (footnotes_) parts["word/footnotes.xml"] = docx::serialize(footnotes_);
  if (comment_count_ > 0) add_comments(parts, comments_, extended_);
  std::string& core = parts.at("docProps/core.xml");
  const std::string end = "</cp:coreProperties>";
  core.insert(core.find(end), "<cp:lastModifiedBy>" + author_ + "</cp:lastModifiedBy>");
  return docx::write_package(parts);
}

std::string WordEdits::words(std::size_t count) {
  std::string text;
  for (std::size_t k = 0; k < count; ++k)
    text += (k == 0 ? "" : " ") + std::string(vocabulary[random(std::size(vocabulary))]);
  return text;
}

std::string WordEdits::mark_of(const char* element) {
  return std::string("<w:") + element + " w:id=\"" + std::to_string(id_++) + "\" w:author=\"" + author_ +
         "\" w:date=\"2026-02-18T09:30:00Z\"";
}

// Reading
// ------------------------------------------------------------------------------------------------------

WordEdits::Line WordEdits::line_of(xmlNode* paragraph) {
  Line line;
  line.paragraph = paragraph;
  const auto walk = [&](const auto& self, xmlNode* node) -> void {
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (docx::is(child, "footnoteReference")) {
        line.text += note_mark;
        line.chars.push_back({child, 0, 0});
      } else if (is_text(child)) {
        const std::string said = content(child);
        for (std::size_t at = 0; at < said.size();) {
          const std::size_t begin = at;
          next_code_point(said, at);
          append_compared(line.text, std::string_view(said).substr(begin, at - begin));
          line.chars.resize(line.text.size(), {child, begin, at});
        }
      } else if (docx::is(child, "br") || docx::is(child, "tab")) {
        append_compared(line.text, " ");
        line.chars.resize(line.text.size(), {child, 0, 0});
      } else if (!docx::is(child, "pPr") && !docx::is(child, "rPr")) {
        self(self, child);
      }
    }
  };
  walk(walk, paragraph);
  return line;
}

std::vector<WordEdits::Line> WordEdits::lines() {
  std::vector<Line> found;
  std::size_t next = 0;
  std::vector<const PrintedParagraph*> printed;
  for (const PrintedBlock& block : paper_.printed.blocks)
    if (block.paragraph() != nullptr) printed.push_back(block.paragraph());
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    if (docx::ancestor(paragraph, "tc") != nullptr) continue;
    const std::string style = lower(docx::value(docx::child(docx::child(paragraph, "pPr"), "pStyle")));
    if (style.starts_with("toc")) continue;
    Line line = line_of(paragraph);
    for (std::size_t k = next; k < printed.size(); ++k)
      if (printed[k]->text() == line.text) {
        line.printed = printed[k];
        next = k + 1;
        break;
      }
    if (line.printed != nullptr && line.printed->element != nullptr) found.push_back(std::move(line));
  }
  return found;
}

WordEdits::Line WordEdits::pick(bool (*fits)(const PrintedParagraph&), std::size_t least_words) {
  std::vector<Line> all = lines();
  std::erase_if(all, [&](const Line& line) {
    const auto tokens = tokens_of(line.text);
    return !fits(*line.printed) ||
           static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(),
                                                  [](const Token& t) { return t.is_word; })) < least_words;
  });
  if (all.empty()) return {};
  return std::move(all[random(all.size())]);
}

bool WordEdits::pick_words(const Line& line, std::size_t most, std::size_t& begin, std::size_t& end) {
  struct Stretch {
    std::size_t begin, end;
  };
  std::vector<Stretch> all;
  const PrintedText text({line.printed});
  const std::vector<Token> tokens = tokens_of(text.text);
  for (std::size_t k = 0; k < text.pieces.size(); ++k) {
    if (text.pieces[k].kind != Piece::Kind::words || text.pieces[k].node->parent->is("count")) continue;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!tokens[i].is_word || tokens[i].begin < text.begins[k]) continue;
      std::size_t count = 0;
      for (std::size_t j = i; j < tokens.size() && tokens[j].end <= text.end_of(k) && count < most; ++j)
        if (tokens[j].is_word && ++count > 0) all.push_back({tokens[i].begin, tokens[j].end});
    }
  }
  if (all.empty()) return false;
  const Stretch& chosen = all[random(all.size())];
  begin = chosen.begin, end = chosen.end;
  return true;
}

// Runs
// ---------------------------------------------------------------------------------------------------------

xmlNode* WordEdits::cut(Line& line, std::size_t at) {
  if (at >= line.chars.size()) return nullptr;
  const Char here = line.chars[at];
  xmlNode* run = run_of(here.text);
  const bool first = here.begin == 0 &&
                     std::none_of(line.chars.begin(), line.chars.begin() + static_cast<std::ptrdiff_t>(at),
                                  [&](const Char& each) { return run_of(each.text) == run; });
  if (first) return run;
  xmlNode* rest = xmlCopyNode(run, 1);
  xmlAddNextSibling(run, rest);
  // Of the run what comes before; of the copy what follows.
  std::vector<xmlNode*> in_run, in_rest;
  for (xmlNode* each = run->children; each != nullptr; each = each->next) in_run.push_back(each);
  for (xmlNode* each = rest->children; each != nullptr; each = each->next) in_rest.push_back(each);
  bool behind = false;
  for (std::size_t k = 0; k < in_run.size(); ++k) {
    if (docx::is(in_run[k], "rPr")) continue;
    if (in_run[k] == here.text) {
      const std::string said = content(here.text);
      if (here.begin == 0) {
        docx::remove(in_run[k]);
      } else {
        set_content(in_run[k], said.substr(0, here.begin));
        set_content(in_rest[k], said.substr(here.begin));
      }
      behind = true;
    } else if (behind) {
      docx::remove(in_run[k]);
    } else {
      docx::remove(in_rest[k]);
    }
  }
  const Line again = line_of(line.paragraph);
  line.text = again.text;
  line.chars = again.chars;
  return rest;
}

void WordEdits::replace(Line& line, std::size_t begin, std::size_t end, const std::string& text,
                        bool tracked) {
  xmlNode* after = cut(line, end);
  xmlNode* first = begin < end ? cut(line, begin) : nullptr;
  if (begin < end) after = cut(line, end);
  xmlNode* like =
      begin > 0 ? run_of(line.chars[begin < end ? begin : begin - 1].text) : run_of(line.chars[begin].text);
  xmlNode* properties = docx::child(like, "rPr");
  xmlNode* copy = properties == nullptr ? nullptr : xmlCopyNode(properties, 1);
  xmlNode* parent = first != nullptr ? first->parent : after != nullptr ? after->parent : like->parent;
  xmlNode* place = first != nullptr   ? docx::insert_xml(parent, first, "<w:here/>")
                   : after != nullptr ? after
                                      : like->next;
  if (begin < end) {
    std::vector<xmlNode*> gone;
    for (std::size_t k = begin; k < end; ++k)
      if (gone.empty() || gone.back() != run_of(line.chars[k].text))
        gone.push_back(run_of(line.chars[k].text));
    for (xmlNode* run : gone) {
      if (!tracked) {
        docx::remove(run);
        continue;
      }
      xmlNode* mark = docx::insert_xml(run->parent, run, mark_of("del") + "/>");
      docx::move_into(run, mark);
      for (xmlNode* t : docx::descendants(run, "t"))
        xmlNodeSetName(t, reinterpret_cast<const xmlChar*>("delText"));
    }
  }
  if (!text.empty()) insert_run(parent, place, text, copy, tracked);
  if (first != nullptr) docx::remove(place);
}

void WordEdits::insert_run(xmlNode* parent, xmlNode* place, const std::string& text, xmlNode* copy,
                           bool tracked) {
  const std::string run = "<w:r><w:t xml:space=\"preserve\">" + docx::escape(text) + "</w:t></w:r>";
  xmlNode* made = docx::insert_xml(parent, place, tracked ? mark_of("ins") + ">" + run + "</w:ins>" : run);
  xmlNode* made_run = tracked ? docx::child(made, "r") : made;
  if (copy != nullptr) xmlAddPrevSibling(made_run->children, copy);
}

void WordEdits::noise() {
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    if (random(3) == 0) docx::set_value(paragraph, "rsidR", "00A" + std::to_string(10000 + random(89999)));
    for (int times = 0; times < 2; ++times) {
      Line line = line_of(paragraph);
      if (line.text.size() < 8 || random(3) != 0) continue;
      std::size_t at = 1 + random(line.text.size() - 1);
      while (at < line.text.size() && (static_cast<unsigned char>(line.text[at]) & 0xC0) == 0x80) ++at;
      if (at >= line.text.size() || !is_text(line.chars[at].text)) continue;
      xmlNode* run = cut(line, at);
      if (run == nullptr) continue;
      docx::set_value(run, "rsidRPr", "00B1C2D3");
      docx::insert_xml(run->parent, run, "<w:proofErr w:type=\"spellStart\"/>");
      if (random(4) == 0) {
        xmlNode* tag = docx::insert_xml(run->parent, run, "<w:smartTag w:uri=\"urn:x\" w:element=\"date\"/>");
        docx::move_into(run, tag);
      }
    }
  }
  // Somebody pressed "Remove content control".
  for (xmlNode* control : docx::descendants(docx::root(document_), "sdt")) {
    if (random(3) != 0) continue;
    xmlNode* held = docx::child(control, "sdtContent");
    while (held != nullptr && held->children != nullptr) docx::move_before(held->children, control);
    docx::remove(control);
  }
}

bool WordEdits::change(const std::string& from, const std::string& to, bool tracked) {
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    Line line = line_of(paragraph);
    const std::size_t at = line.text.find(from);
    if (at == std::string::npos) continue;
    replace(line, at, at + from.size(), to, tracked);
    return true;
  }
  return false;
}

bool WordEdits::remove(const std::string& words, bool tracked) {
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    if (line_of(paragraph).text.find(words) == std::string::npos) continue;
    if (tracked)
      track_whole(paragraph, "del");
    else
      docx::remove(paragraph);
    return true;
  }
  return false;
}

void WordEdits::comment(const std::string& words, const std::string& text, int answers) {
  const std::string id = std::to_string(comment_count_++), para = "0000000" + std::to_string(comment_count_);
  comments_ += "<w:comment w:id=\"" + id + "\" w:author=\"" + author_ +
               "\" w:date=\"2026-02-19T10:00:00Z\"><w:p w14:paraId=\"" + para + "\"><w:r><w:t>" +
               docx::escape(text) + "</w:t></w:r></w:p></w:comment>";
  extended_ += "<w15:commentEx w15:paraId=\"" + para + "\"" +
               (answers > 0 ? " w15:paraIdParent=\"0000000" + std::to_string(answers) + "\"" : "") +
               " w15:done=\"0\"/>";
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    if (line_of(paragraph).text.find(words) == std::string::npos) continue;
    xmlNode* properties = docx::child(paragraph, "pPr");
    docx::insert_xml(paragraph, properties != nullptr ? properties->next : paragraph->children,
                     "<w:commentRangeStart w:id=\"" + id + "\"/>");
    docx::insert_xml(paragraph, nullptr, "<w:commentRangeEnd w:id=\"" + id + "\"/>");
    docx::insert_xml(paragraph, nullptr, "<w:r><w:commentReference w:id=\"" + id + "\"/></w:r>");
    return;
  }
}

// Edits
// --------------------------------------------------------------------------------------------------------

namespace {
bool is_plain(const PrintedParagraph& p) {
  return !p.heading && p.element != nullptr && (p.element->is("p") || p.element->is("item"));
}
bool is_title(const PrintedParagraph& p) {
  return p.heading && p.element != nullptr && p.element->is("title");
}

// The paper's words after a change.
std::string changed(const std::string& text, std::size_t begin, std::size_t end, const std::string& to) {
  return text.substr(0, begin) + to + text.substr(end);
}
}  // namespace

MadeEdit WordEdits::reword(bool tracked) {
  Line line = pick(is_plain);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 3, begin, end)) return {};
  const std::string before = line.text, to = words(1 + random(3));
  if (before.substr(begin, end - begin) == to) return {};
  replace(line, begin, end, to, tracked);
  return {true,
          {Kind::reworded},
          line.printed->element,
          shown(before),
          shown(changed(before, begin, end, to)),
          "\"" + before.substr(begin, end - begin) + "\" -> \"" + to + "\""};
}

MadeEdit WordEdits::reword_title(bool tracked) {
  Line line = pick(is_title, 1);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 2, begin, end)) return {};
  const std::string before = line.text, to = words(1 + random(2));
  replace(line, begin, end, to, tracked);
  return {true, {Kind::title}, line.printed->element, shown(before), shown(changed(before, begin, end, to)),
          to};
}

MadeEdit WordEdits::insert_words(bool tracked) {
  Line line = pick(is_plain);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 1, begin, end)) return {};
  const std::string before = line.text, said = words(1 + random(2));
  const bool in_front = random(2) == 0;
  const std::size_t at = in_front ? begin : end;
  const std::string to = in_front ? said + " " : " " + said;
  replace(line, at, at, to, tracked);
  return {true, {Kind::reworded}, line.printed->element, shown(before), shown(changed(before, at, at, to)),
          to};
}

MadeEdit WordEdits::delete_words(bool tracked) {
  Line line = pick(is_plain, 6);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 3, begin, end)) return {};
  if (begin == 0 || line.text[begin - 1] != ' ') return {};
  const std::string before = line.text;
  // The space in front goes too, as Word does it.
  const PrintedText text({line.printed});
  for (std::size_t k = 0; k < text.pieces.size(); ++k)
    if (text.begins[k] == begin && text.pieces[k].kind == Piece::Kind::words) return {};
  --begin;
  replace(line, begin, end, "", tracked);
  return {true,
          {Kind::reworded},
          line.printed->element,
          shown(before),
          shown(changed(before, begin, end, "")),
          before.substr(begin, end - begin)};
}

MadeEdit WordEdits::change_value(bool tracked) {
  std::vector<std::pair<Line, std::size_t>> all;
  for (Line& line : lines()) {
    const PrintedText text({line.printed});
    for (std::size_t k = 0; k < text.pieces.size(); ++k)
      if (text.pieces[k].kind == Piece::Kind::typed) all.emplace_back(line, k);
  }
  if (all.empty()) return {};
  auto& [line, k] = all[random(all.size())];
  const PrintedText text({line.printed});
  const std::string before = line.text, said = text.pieces[k].text;
  // Another number where there is one, else another word.
  std::vector<Token> tokens = tokens_of(said);
  std::erase_if(tokens, [](const Token& token) { return !token.is_word; });
  if (tokens.empty()) return {};
  const Token* token = &tokens[random(tokens.size())];
  for (const Token& each : tokens)
    if (is_digit(static_cast<unsigned char>(said[each.begin]))) token = &each;
  const std::size_t begin = text.begins[k] + token->begin, end = text.begins[k] + token->end;
  const std::string old = before.substr(begin, end - begin);
  std::string to = words(1);
  if (is_digit(static_cast<unsigned char>(old[0]))) {
    to = old;
    char& last = to.back();
    last = last == '9' ? '7' : static_cast<char>(last + 1);
  }
  replace(line, begin, end, to, tracked);
  return {true,          {Kind::value, Kind::by_hand},           text.pieces[k].node,
          shown(before), shown(changed(before, begin, end, to)), said + ": " + old + " -> " + to};
}

void WordEdits::track_whole(xmlNode* paragraph, const char* element) {
  const bool gone = std::string(element) == "del" || std::string(element) == "moveFrom";
  std::vector<xmlNode*> runs;
  for (xmlNode* run : docx::descendants(paragraph, "r"))
    if (docx::ancestor(run, "ins") == nullptr) runs.push_back(run);
  for (xmlNode* run : runs) {
    xmlNode* mark = docx::insert_xml(run->parent, run, mark_of(element) + "/>");
    docx::move_into(run, mark);
    if (gone && std::string(element) == "del")
      for (xmlNode* t : docx::descendants(run, "t"))
        xmlNodeSetName(t, reinterpret_cast<const xmlChar*>("delText"));
  }
  xmlNode* properties = docx::need_first(paragraph, "pPr");
  xmlNode* look = docx::child(properties, "rPr");
  if (look == nullptr) look = docx::insert_xml(properties, nullptr, "<w:rPr/>");
  docx::insert_xml(look, look->children, mark_of(element) + "/>");
}

MadeEdit WordEdits::add_paragraph(bool tracked) {
  const Line line = pick(is_plain);
  if (line.printed == nullptr) return {};
  const std::string said = "Her " + words(5 + random(6)) + ".";
  xmlNode* properties = docx::child(line.paragraph, "pPr");
  xmlNode* made = docx::insert_xml(line.paragraph->parent, line.paragraph->next,
                                   "<w:p><w:r><w:t>" + docx::escape(said) + "</w:t></w:r></w:p>");
  if (properties != nullptr) xmlAddPrevSibling(made->children, xmlCopyNode(properties, 1));
  if (tracked) track_whole(made, "ins");
  return {true, {Kind::added, statute_only()}, line.printed->element->parent, "",
          said, "behind \"" + line.text + "\""};
}

MadeEdit WordEdits::remove_paragraph(bool tracked) {
  const Line line = pick(is_plain);
  if (line.printed == nullptr) return {};
  if (tracked)
    track_whole(line.paragraph, "del");
  else
    docx::remove(line.paragraph);
  return {true,
          removable(*line.printed) != nullptr ? std::vector{Kind::removed, Kind::by_hand}
                                              : std::vector{Kind::by_hand},
          line.printed->element,
          shown(line.text),
          "",
          "removed"};
}

MadeEdit WordEdits::move_paragraph(bool tracked) {
  std::vector<Line> all = lines();
  std::erase_if(all, [](const Line& line) { return !is_plain(*line.printed); });
  if (all.size() < 8) return {};
  const std::size_t from = random(all.size());
  std::size_t to = random(all.size());
  if (to + 3 > from && to < from + 4) return {};
  if (std::count_if(all.begin(), all.end(), [&](const Line& each) { return each.text == all[from].text; }) >
      1)
    return {};
  if (tokens_of(all[from].text).size() < 8) return {};
  xmlNode* moved = xmlCopyNode(all[from].paragraph, 1);
  if (xmlNode* place = all[to].paragraph->next)
    xmlAddPrevSibling(place, moved);
  else
    xmlAddChild(all[to].paragraph->parent, moved);
  if (tracked) {
    track_whole(all[from].paragraph, "moveFrom");
    track_whole(moved, "moveTo");
    const std::string name = "move" + std::to_string(id_);
    docx::insert_xml(all[from].paragraph->parent, all[from].paragraph,
                     mark_of("moveFromRangeStart") + " w:name=\"" + name + "\"/>");
    docx::insert_xml(moved->parent, moved, mark_of("moveToRangeStart") + " w:name=\"" + name + "\"/>");
    docx::insert_xml(all[from].paragraph->parent, all[from].paragraph->next,
                     "<w:moveFromRangeEnd w:id=\"1\"/>");
    docx::insert_xml(moved->parent, moved->next, "<w:moveToRangeEnd w:id=\"2\"/>");
  } else {
    docx::remove(all[from].paragraph);
  }
  return {true,
          {Kind::moved, Kind::by_hand},
          all[from].printed->element,
          shown(all[from].text),
          shown(all[from].text),
          "behind \"" + all[to].text + "\""};
}

MadeEdit WordEdits::split(bool tracked) {
  Line line = pick(is_plain, 8);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 1, begin, end)) return {};
  if (begin == 0 || line.text[begin - 1] != ' ') return {};
  const std::string before = line.text;
  xmlNode* rest = cut(line, begin);
  if (rest == nullptr || rest->parent != line.paragraph) return {};
  xmlNode* properties = docx::child(line.paragraph, "pPr");
  xmlNode* first = docx::insert_xml(line.paragraph->parent, line.paragraph, "<w:p/>");
  if (properties != nullptr) xmlAddChild(first, xmlCopyNode(properties, 1));
  for (xmlNode* each = line.paragraph->children; each != nullptr && each != rest;) {
    xmlNode* next = each->next;
    if (!docx::is(each, "pPr")) docx::move_into(each, first);
    each = next;
  }
  if (tracked) {
    xmlNode* own = docx::need_first(first, "pPr");
    xmlNode* look = docx::child(own, "rPr");
    if (look == nullptr) look = docx::insert_xml(own, nullptr, "<w:rPr/>");
    docx::insert_xml(look, look->children, mark_of("ins") + "/>");
  }
  return {true,
          {Kind::split, Kind::by_hand},
          line.printed->element,
          shown(before),
          "",
          "at \"" + before.substr(begin, 20) + "\""};
}

MadeEdit WordEdits::join(bool tracked) {
  std::vector<Line> all = lines();
  std::vector<std::size_t> fit;
  for (std::size_t k = 0; k + 1 < all.size(); ++k)
    if (is_plain(*all[k].printed) && is_plain(*all[k + 1].printed) &&
        all[k].paragraph->parent == all[k + 1].paragraph->parent &&
        docx::next_element(all[k].paragraph) == all[k + 1].paragraph)
      fit.push_back(k);
  if (fit.empty()) return {};
  const std::size_t k = fit[random(fit.size())];
  xmlNode *one = all[k].paragraph, *other = all[k + 1].paragraph;
  if (tracked) {
    xmlNode* own = docx::need_first(one, "pPr");
    xmlNode* look = docx::child(own, "rPr");
    if (look == nullptr) look = docx::insert_xml(own, nullptr, "<w:rPr/>");
    docx::insert_xml(look, look->children, mark_of("del") + "/>");
  } else {
    docx::insert_xml(one, nullptr, "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
    for (xmlNode* each = other->children; each != nullptr;) {
      xmlNode* next = each->next;
      if (!docx::is(each, "pPr")) docx::move_into(each, one);
      each = next;
    }
    docx::remove(other);
  }
  return {true, {Kind::joined, Kind::by_hand},        all[k].printed->element, "",
          "",   all[k].text + " + " + all[k + 1].text};
}

MadeEdit WordEdits::look(bool) {
  Line line = pick(is_plain);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 3, begin, end)) return {};
  const bool bold = random(2) == 0;
  const PrintedText text({line.printed});
  for (std::size_t k = 0; k < text.pieces.size(); ++k)
    if (begin >= text.begins[k] && begin < text.end_of(k) && (text.pieces[k].bold || text.pieces[k].italic))
      return {};
  cut(line, end);
  cut(line, begin);
  cut(line, end);
  for (std::size_t k = begin; k < end; ++k) {
    xmlNode* run = run_of(line.chars[k].text);
    xmlNode* own = docx::need_first(run, "rPr");
    if (docx::child(own, bold ? "b" : "i") == nullptr)
      docx::insert_xml(own, nullptr, bold ? "<w:b/>" : "<w:i/>");
  }
  return {true, {Kind::look, statute_only()},        line.printed->element, shown(line.text),
          "",   line.text.substr(begin, end - begin)};
}

std::vector<xmlNode*> WordEdits::rows(const PrintedTable*& table, std::size_t& first) {
  std::vector<const PrintedTable*> tables;
  for (const PrintedBlock& block : paper_.printed.blocks)
    if (block.table() != nullptr) tables.push_back(block.table());
  if (tables.empty()) return {};
  const std::size_t chosen = random(tables.size());
  table = tables[chosen];
  std::size_t seen = 0;
  for (xmlNode* each : docx::descendants(docx::root(document_), "tbl")) {
    std::vector<xmlNode*> rows = docx::descendants(each, "tr");
    if (seen++ != chosen) continue;
    first = 0;
    while (first < table->rows.size() && table->rows[first].row == nullptr) ++first;
    return rows.size() == table->rows.size() ? rows : std::vector<xmlNode*>();
  }
  return {};
}

MadeEdit WordEdits::add_row(bool tracked) {
  const PrintedTable* table = nullptr;
  std::size_t first = 0;
  const std::vector<xmlNode*> all = rows(table, first);
  if (all.size() <= first + 1) return {};
  const std::size_t k = first + random(all.size() - first);
  if (table->rows[k].row == nullptr || table->rows[k].row->find("kind") != nullptr) return {};
  xmlNode* made = xmlCopyNode(all[k], 1);
  xmlAddNextSibling(all[k], made);
  std::string shown_text;
  for (xmlNode* cell : docx::descendants(made, "tc")) {
    // What spans down from above goes on.
    xmlNode* merge = docx::child(docx::child(cell, "tcPr"), "vMerge");
    if (merge != nullptr && docx::value(merge) != "restart") continue;
    if (merge != nullptr)
      docx::remove(merge), docx::insert_xml(docx::child(cell, "tcPr"), nullptr, "<w:vMerge/>");
    const std::vector<xmlNode*> texts = docx::descendants(cell, "t");
    std::string said;
    for (std::size_t t = 0; t < texts.size(); ++t) said += content(texts[t]), set_content(texts[t], "");
    if (texts.empty() || merge != nullptr) continue;
    const bool number =
        said.find_first_not_of("0123456789., %") == std::string::npos || said.starts_with("−");
    set_content(texts[0], number ? std::to_string(100 + random(800)) : words(2));
    shown_text += content(texts[0]);
  }
  if (tracked) {
    xmlNode* properties = docx::need_first(made, "trPr");
    docx::insert_xml(properties, nullptr, mark_of("ins") + "/>");
    for (xmlNode* p : docx::descendants(made, "p")) track_whole(p, "ins");
  }
  return {true, {Kind::added, Kind::by_hand}, table->table, "", "", shown_text};
}

MadeEdit WordEdits::remove_row(bool tracked) {
  const PrintedTable* table = nullptr;
  std::size_t first = 0;
  const std::vector<xmlNode*> all = rows(table, first);
  if (all.size() <= first + 1) return {};
  const std::size_t k = first + random(all.size() - first);
  if (tracked) {
    xmlNode* properties = docx::need_first(all[k], "trPr");
    docx::insert_xml(properties, nullptr, mark_of("del") + "/>");
    for (xmlNode* p : docx::descendants(all[k], "p")) track_whole(p, "del");
  } else {
    docx::remove(all[k]);
  }
  return {true, {Kind::removed, Kind::by_hand}, table->rows[k].row, "", "", "row " + std::to_string(k)};
}

MadeEdit WordEdits::change_cell(bool tracked) {
  const PrintedTable* table = nullptr;
  std::size_t first = 0;
  const std::vector<xmlNode*> all = rows(table, first);
  if (all.size() <= first) return {};
  const std::size_t k = first + random(all.size() - first);
  std::vector<xmlNode*> cells;
  for (xmlNode* cell : docx::descendants(all[k], "tc")) {
    xmlNode* merge = docx::child(docx::child(cell, "tcPr"), "vMerge");
    if (merge == nullptr || docx::value(merge) == "restart") cells.push_back(cell);
  }
  if (cells.size() != table->rows[k].cells.size()) return {};
  const std::size_t c = random(cells.size());
  const PrintedCell& printed = table->rows[k].cells[c];
  if (printed.paragraphs.size() != 1 || printed.cell == nullptr) return {};
  Line line = line_of(docx::descendants(cells[c], "p").at(0));
  line.printed = &printed.paragraphs[0];
  if (line.text != line.printed->text()) return {};
  const std::string before = line.text;
  std::size_t begin = 0, end = 0;
  if (printed.cell->find("value") != nullptr) {
    const std::string to = std::to_string(1000 + random(800000));
    replace(line, 0, line.text.size(), to, tracked);
    return {true, {Kind::value}, printed.cell, shown(before), to, before + " -> " + to};
  }
  if (!pick_words(line, 2, begin, end)) return {};
  const std::string to = words(1 + random(2));
  if (before.substr(begin, end - begin) == to) return {};
  replace(line, begin, end, to, tracked);
  return {true, {Kind::reworded}, printed.cell, shown(before), shown(changed(before, begin, end, to)), to};
}

MadeEdit WordEdits::add_note(bool tracked) {
  Line line = pick(is_plain);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !footnotes_ || !pick_words(line, 1, begin, end)) return {};
  const std::string said = "Se " + words(4) + ".";
  const std::string id = std::to_string(700 + random(100));
  docx::insert_xml(docx::root(footnotes_), nullptr,
                   "<w:footnote w:id=\"" + id +
                       "\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> " + said +
                       "</w:t></w:r></w:p></w:footnote>");
  xmlNode* after = cut(line, end);
  xmlNode* parent = after != nullptr ? after->parent : run_of(line.chars.back().text)->parent;
  const std::string run = "<w:r><w:footnoteReference w:id=\"" + id + "\"/></w:r>";
  docx::insert_xml(parent, after != nullptr ? after : run_of(line.chars.back().text)->next,
                   tracked ? mark_of("ins") + ">" + run + "</w:ins>" : run);
  return {true, {Kind::added, statute_only()},  line.printed->element, "",
          said, "note in \"" + line.text + "\""};
}

MadeEdit WordEdits::remove_note(bool tracked) {
  std::vector<std::pair<Line, std::size_t>> all;
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    const Line line = line_of(paragraph);
    for (std::size_t k = 0; k < line.text.size(); ++k)
      if (line.text[k] == note_mark) all.emplace_back(line, k);
  }
  if (all.empty()) return {};
  auto& [line, at] = all[random(all.size())];
  xmlNode* run = run_of(line.chars[at].text);
  if (tracked) {
    xmlNode* mark = docx::insert_xml(run->parent, run, mark_of("del") + "/>");
    docx::move_into(run, mark);
  } else {
    docx::remove(run);
  }
  return {true, {Kind::removed}, nullptr, "", "", "note of \"" + line.text + "\""};
}

MadeEdit WordEdits::change_note(bool tracked) {
  if (!footnotes_ || paper_.printed.notes.empty()) return {};
  const PrintedNote& note = paper_.printed.notes[random(paper_.printed.notes.size())];
  for (xmlNode* paragraph : docx::descendants(docx::root(footnotes_), "p")) {
    Line line = line_of(paragraph);
    if (note.paragraphs.empty() || line.text != note.paragraphs[0].text()) continue;
    line.printed = &note.paragraphs[0];
    std::size_t begin = 0, end = 0;
    if (!pick_words(line, 2, begin, end)) return {};
    const std::string before = line.text, to = words(1 + random(2));
    replace(line, begin, end, to, tracked);
    return {true, {Kind::reworded}, note.footnote, shown(before), shown(changed(before, begin, end, to)), to};
  }
  return {};
}

MadeEdit WordEdits::change_generated(bool tracked) {
  std::vector<Line> all;
  for (xmlNode* paragraph : docx::descendants(docx::root(document_), "p")) {
    const std::string style = lower(docx::value(docx::child(docx::child(paragraph, "pPr"), "pStyle")));
    if (docx::ancestor(paragraph, "tc") != nullptr || style.starts_with("toc")) continue;
    Line line = line_of(paragraph);
    for (const PrintedBlock& block : paper_.printed.blocks)
      if (block.paragraph() != nullptr && block.paragraph()->element == nullptr &&
          block.paragraph()->text() == line.text)
        line.printed = block.paragraph();
    if (line.printed != nullptr && !tokens_of(line.text).empty()) all.push_back(std::move(line));
  }
  if (all.empty()) return {};
  Line& line = all[random(all.size())];
  std::vector<Token> tokens = tokens_of(line.text);
  std::erase_if(tokens, [](const Token& token) { return !token.is_word; });
  if (tokens.empty()) return {};
  const Token token = tokens[random(tokens.size())];
  const std::string before = line.text, to = words(1);
  replace(line, token.begin, token.end, to, tracked);
  return {true,  {Kind::by_hand}, nullptr, shown(before), shown(changed(before, token.begin, token.end, to)),
          before};
}

}  // namespace kancelli::word
