// The pieces of a template's text, as WordprocessingML: paragraphs, and content controls that wait to be
// filled in (ECMA-376, part 1, 17.5.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kancelli::word {

// An entry of a drop-down: what the source writes, and what is shown.
struct Choice {
  std::string value, text;
};

// What a control is: for programs, and for whoever fills it in. Word takes 64 characters of each.
struct ControlName {
  std::string tag, alias;
};

// Around the page that tells how to write; LibreOffice keeps the alias and drops the tag, or drops both: then
// the page is known by what it begins with.
inline constexpr std::string_view help_tag = "help:page", help_alias = "Hjælp: kan slettes",
                                  help_title = "Hjælp og ting til at kopiere",
                                  help_begins = "Siden hører ikke til dokumentet";

class Controls {
 public:
  // In a paragraph; `help` stands there until something is filled in, which a click puts in its place.
  std::string words(const ControlName& name, std::string_view help);
  std::string date(const ControlName& name, std::string_view help);
  std::string choice(const ControlName& name, std::string_view help, const std::vector<Choice>& choices);
  // What is filled in already and cannot be changed, to be copied to where it is wanted.
  std::string fixed(const ControlName& name, std::string_view text);

  // Around paragraphs. Of `kept` ones the contents can be changed, but the control not be deleted.
  std::string around(const ControlName& name, std::string_view blocks, bool kept = false);
  // Paragraphs that somebody writes: the first is there, with its help.
  std::string blocks(const ControlName& name, const std::string& style, std::string_view help,
                     std::string_view more = {});
  // One of several: Word offers to add the next.
  std::string repeated(const ControlName& all, const ControlName& one, std::string_view blocks);

 private:
  std::string properties(const ControlName& name, std::string_view more);
  std::string in_line(const ControlName& name, std::string_view help, std::string_view kind);
  int last_ = 0;
};

std::string text_run(std::string_view text, std::string_view character_style = {});
// `more`: properties besides the style, in the schema's order.
std::string paragraph(std::string_view style, std::string_view runs, std::string_view more = {});

}  // namespace kancelli::word
