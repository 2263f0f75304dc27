#include "pipeline/word/template_controls.h"

#include <set>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

constexpr std::size_t longest_name = 64;

std::string attribute(const char* element, std::string_view text) {
  return "<w:" + std::string(element) + " w:val=\"" + xml_escape(text) + "\"/>";
}

std::string shortened(std::string_view text) {
  if (code_point_count(text) <= longest_name) return std::string(text);
  std::size_t offset = 0;
  for (std::size_t count = 0; count + 1 < longest_name; ++count) next_code_point(text, offset);
  return std::string(text.substr(0, offset)) + "…";
}

std::string control(const std::string& properties, std::string_view content) {
  return "<w:sdt><w:sdtPr>" + properties + "</w:sdtPr><w:sdtContent>" + std::string(content) +
         "</w:sdtContent></w:sdt>";
}

constexpr std::string_view waiting = "<w:showingPlcHdr/>";

}  // namespace

std::string text_run(std::string_view text, std::string_view character_style) {
  return "<w:r>" +
         (character_style.empty()
              ? ""
              : "<w:rPr><w:rStyle w:val=\"" + std::string(character_style) + "\"/></w:rPr>") +
         "<w:t xml:space=\"preserve\">" + xml_escape(text) + "</w:t></w:r>";
}

std::string paragraph(std::string_view style, std::string_view runs, std::string_view more) {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + std::string(style) + "\"/>" + std::string(more) + "</w:pPr>" +
         std::string(runs) + "</w:p>";
}

std::string Controls::properties(const ControlName& name, std::string_view more) {
  return attribute("alias", shortened(name.alias)) + attribute("tag", name.tag) +
         attribute("id", std::to_string(++last_)) + std::string(more);
}

std::string Controls::in_line(const ControlName& name, std::string_view help, std::string_view kind) {
  return control(properties(name, std::string(waiting) + std::string(kind)),
                 text_run(help, "PlaceholderText"));
}

std::string Controls::words(const ControlName& name, std::string_view help) {
  return in_line(name, help, "<w:text/>");
}

std::string Controls::date(const ControlName& name, std::string_view help) {
  return in_line(name, help,
                 "<w:date><w:dateFormat w:val=\"d. MMMM yyyy\"/><w:lid w:val=\"da-DK\"/>"
                 "<w:storeMappedDataAs w:val=\"date\"/><w:calendar w:val=\"gregorian\"/></w:date>");
}

std::string Controls::choice(const ControlName& name, std::string_view help,
                             const std::vector<Choice>& choices) {
  std::string list;
  std::set<std::string_view> values, texts;  // Word wants each of them once
  for (const Choice& each : choices) {
    if (each.value.empty() || each.text.empty() || values.contains(each.value) || texts.contains(each.text))
      continue;
    values.insert(each.value);
    texts.insert(each.text);
    list += "<w:listItem w:displayText=\"" + xml_escape(each.text) + "\" w:value=\"" +
            xml_escape(each.value) + "\"/>";
  }
  return in_line(name, help, "<w:dropDownList>" + list + "</w:dropDownList>");
}

std::string Controls::fixed(const ControlName& name, std::string_view text) {
  return control(properties(name, attribute("lock", "contentLocked") + "<w:text/>"), text_run(text));
}

std::string Controls::around(const ControlName& name, std::string_view blocks, bool kept) {
  return control(properties(name, kept ? attribute("lock", "sdtLocked") : ""), blocks);
}

std::string Controls::blocks(const ControlName& name, const std::string& style, std::string_view help,
                             std::string_view more) {
  return control(properties(name, waiting), paragraph(style, text_run(help, "PlaceholderText"), more));
}

std::string Controls::repeated(const ControlName& all, const ControlName& one, std::string_view blocks) {
  const std::string outer = properties(all, "<w15:repeatingSection/>"),
                    inner = properties(one, "<w15:repeatingSectionItem/>");
  return control(outer, control(inner, blocks));
}

}  // namespace kancelli::word
