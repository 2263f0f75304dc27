// A DOCX edited as people do it in Word, at random: the same seed makes the same edit.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "pipeline/write/docx_finisher_package.h"
#include "pipeline/write/docx_finisher_xml.h"
#include "tests/unit/word/sample_papers.h"

namespace kancelli::word {

// What was done, and what has to be found.
struct MadeEdit {
  bool made = false;  // false: the paper has nothing to do it to
  std::vector<Proposal::Kind> kinds;
  const Node* element = nullptr;  // of the source: the proposal's place lies in it, or beside it
  std::string now, proposed;      // "" : not compared
  std::string told;               // for whoever reads a failure
};

class WordEdits {
 public:
  WordEdits(const SamplePaper& paper, unsigned seed);

  // What Word leaves when somebody opens a file, types and saves, without any change of the text: runs split
  // at random, rsids, proofErr, smart tags, content controls that are gone.
  void noise();

  MadeEdit reword(bool tracked);
  MadeEdit insert_words(bool tracked);
  MadeEdit delete_words(bool tracked);
  MadeEdit reword_title(bool tracked);
  MadeEdit change_value(bool tracked);
  MadeEdit add_paragraph(bool tracked);
  MadeEdit remove_paragraph(bool tracked);
  MadeEdit move_paragraph(bool tracked);
  MadeEdit split(bool tracked);
  MadeEdit join(bool tracked);
  MadeEdit look(bool tracked);
  MadeEdit add_row(bool tracked);
  MadeEdit remove_row(bool tracked);
  MadeEdit change_cell(bool tracked);
  MadeEdit add_note(bool tracked);
  MadeEdit remove_note(bool tracked);
  MadeEdit change_note(bool tracked);
  MadeEdit change_generated(bool tracked);
  // In word_structure_edits.cc.
  MadeEdit add_section(bool tracked);
  MadeEdit remove_section(bool tracked);
  MadeEdit remove_heading(bool tracked);
  MadeEdit move_section(bool tracked);
  MadeEdit add_table(bool tracked);
  MadeEdit remove_table(bool tracked);
  MadeEdit add_column(bool tracked);
  MadeEdit remove_column(bool tracked);
  MadeEdit into_list(bool tracked);
  MadeEdit out_of_list(bool tracked);
  MadeEdit remove_picture(bool tracked);
  MadeEdit add_picture(bool tracked);
  MadeEdit change_picture(bool tracked);
  MadeEdit add_link(bool tracked);
  MadeEdit reword_without_controls(bool tracked);
  MadeEdit change_head(bool tracked);

  // These words of the first paragraph that has them become others; false where none has.
  bool change(const std::string& from, const std::string& to, bool tracked);
  bool remove(const std::string& words, bool tracked);  // the paragraph
  // A comment on the paragraph that has these words; `answers`: the number of another, from 1.
  void comment(const std::string& words, const std::string& text, int answers = 0);
  void by(const std::string& author) { author_ = author; }
  std::string bytes() const;

 private:
  // A character of a paragraph as it is compared, and the w:t that holds it; a note's w:footnoteReference.
  struct Char {
    xmlNode* text;
    std::size_t begin, end;  // bytes of the w:t
  };
  struct Line {
    const PrintedParagraph* printed = nullptr;
    xmlNode* paragraph = nullptr;
    std::string text;
    std::vector<Char> chars;  // of each byte of the text
  };

  std::size_t random(std::size_t below) { return below == 0 ? 0 : random_() % below; }
  std::string words(std::size_t count);
  std::vector<Line> lines();  // those whose words stand in the source, top level
  static Line line_of(xmlNode* paragraph);
  Line pick(bool (*fits)(const PrintedParagraph&), std::size_t least_words = 4);
  // A stretch of whole words of text nodes.
  bool pick_words(const Line& line, std::size_t most, std::size_t& begin, std::size_t& end);
  void replace(Line& line, std::size_t begin, std::size_t end, const std::string& text, bool tracked);
  void insert_run(xmlNode* parent, xmlNode* place, const std::string& text, xmlNode* copy, bool tracked);
  // A statute has neither notes nor looks, and its provisions want ids and numbers.
  Proposal::Kind statute_only() const {
    return paper_.paper->type == "statute" ? Proposal::Kind::by_hand : Proposal::Kind::look;
  }
  xmlNode* cut(Line& line, std::size_t at);  // the run that begins there; nullptr at the end
  std::vector<xmlNode*> rows(const PrintedTable*& table, std::size_t& first);
  std::vector<xmlNode*> blocks();  // paragraphs and tables of the body, in order
  std::vector<xmlNode*> pick_section(const std::vector<xmlNode*>& all);
  void take_out(const std::vector<xmlNode*>& gone, bool tracked);
  static void set_properties(xmlNode* paragraph, xmlNode* like);
  std::string mark_of(const char* element);  // <w:ins w:id= w:author= w:date=
  void track_whole(xmlNode* paragraph, const char* element);

  const SamplePaper& paper_;
  docx::Package parts_;
  docx::Xml document_, footnotes_;
  std::mt19937 random_;
  std::string author_ = "Redaktør A";
  int id_ = 9000;
  std::string comments_, extended_;
  int comment_count_ = 0;
};

}  // namespace kancelli::word
