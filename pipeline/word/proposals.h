// What people changed in copies of a paper that we made, as proposals on its source. Three-way, element by
// element: what was sent (its hashes travel in the file), what came back, what the source says now.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/document.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {

// An edited copy.
struct Copy {
  std::string name;  // of its file
  std::unique_ptr<Document> document;
  std::optional<Carried> carried;
};

// Paragraphs as they were printed in versions that were sent and are kept, by element_hash of their words.
using SentTexts = std::map<std::string, std::string>;
// Adds those of a paper.
void add_sent_texts(const PrintedPaper& printed, SentTexts& texts);

struct Proposal {
  enum class Kind {
    reworded,  // words of an element changed
    look,      // only bold, italic or a link changed
    added,     // a new paragraph, item, section, table, row, column, note
    removed,
    moved,  // also into a list, or out of one
    split,
    joined,
    value,    // a number, name or date that a register or an attribute holds: proposed for there
    title,    // a heading
    by_hand,  // it cannot be done to the source by itself; the hint says what to do
  };
  std::string id;  // short, from what it proposes: the same in the next run
  Kind kind = Kind::reworded;
  std::vector<std::string> people;  // who tracked the change; else who saved the file last, none when it does
                                    // not say
  std::vector<std::string> copies;  // the files' names
  std::string person, copy;         // the same as they are printed
  std::string date;
  std::string where;                   // in words: "Formål: 2. afsnit"
  Span place;                          // in a source of the project: the paper, or a register
  std::string sent, now, proposed;     // the printed words: when it was sent ("" where only their hash is
                                       // known), in the source today, in the copy
  std::vector<Edit> edits;             // of files of the project; none for by_hand
  std::vector<Span> words;             // of the source that it is about, and would change
  std::vector<std::string> conflicts;  // ids of those that want something else of the same words
  bool stale = false;                  // the source has changed since it was sent: to be read with care
  bool alone = false;  // its copies have lost what they carry: it may be the source that has changed
  std::string hint;    // in the user's language

  std::string kind_word() const;  // for programs: "by-hand"
};

// Names as they are printed in a row; those that hold a comma themselves are not mistaken for several.
std::string names_text(const std::vector<std::string>& names);

// A remark of a comment: never dropped, wherever its words went.
struct Remark {
  std::string person, date, text, answers;  // answers: the text of the comment it answers
  std::string where, words;                 // the words it is about
  Span place;                               // in the source, or nowhere
  bool resolved = false;
};

struct Proposals {
  std::string paper;
  std::vector<Proposal> list;  // in the order of the paper, then by person
  std::vector<Remark> remarks;
  std::vector<std::string> notes;  // what the reader has to know: a file without our marks, an older version
};

// `printed`: the paper as it is printed now. `texts`: what its sent versions said, as far as they are kept.
Proposals proposals(const Project& project, const Paper& paper, const PrintedPaper& printed,
                    const std::vector<Copy>& copies, const SentTexts& texts = {});

// Would it change what other papers say too?
bool changes_register(const Project& project, const Proposal& proposal);

// The texts of the files after the proposals of these ids, by their names in the project. Throws Error for an
// id that there is none of, for two that are in conflict, and for one that is to be done by hand.
// Also for what would not be a valid paper: it names the proposal.
std::map<std::string, std::string> applied(const Project& project, const Proposals& proposals,
                                           const std::vector<std::string>& ids);

std::string proposals_text(const Proposals& proposals, const Project& project);
std::string proposals_json(const Proposals& proposals, const Project& project);
std::string proposals_page(const Proposals& proposals, const Project& project);
// What the page lists, for a page of another kind, with headings from that level on; and the style sheet of
// both.
std::string proposals_part(const Proposals& proposals, const Project& project, int level);
std::string_view proposals_style();
// Stands in every page, and in no other file.
inline constexpr std::string_view proposals_mark = "<meta name=\"generator\" content=\"kancelli take\">";

}  // namespace kancelli::word
