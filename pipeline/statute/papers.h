// The papers that show an amendment, as source in our own vocabulary: what is printed goes the way of every
// paper.
//
// Forms: Vejledning om lovkvalitet (2023): 3.4.5 (the amending text), parallel text and consolidated text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"

namespace kancelli::statute {

// What the amending text says besides its items; XML is that of the amendment's source, as it stands there.
struct PaperHead {
  std::string id;                // of the paper that is made
  std::string title;             // its words
  std::string meta;              // XML: what stands in <meta> behind the title
  std::string enacted, amended;  // of the statute; ISO dates, "" where not known
};

// Remarks to the items that they are about, XML blocks.
struct ItemRemark {
  std::vector<std::size_t> items;  // indexes from 0, in order
  std::string xml;
};

// §§ with introduction, numbered items and commencement, then the remarks. Root <amendment>.
std::string amending_text(const PaperHead& head, const Amendment& amendment,
                          const std::string& general_remarks, const std::vector<ItemRemark>& remarks);

// What a row of the parallel text sets side by side: the provisions that items change, as they read now,
// whole stykker and numre with their lead-in; and those items. A row without items is the introduction.
struct ParallelRow {
  std::string place;                 // "§ 5, stk. 2"
  std::vector<std::string> current;  // lines
  std::vector<std::size_t> items;
};
std::vector<ParallelRow> parallel_rows(const Unit& old, const Amendment& amendment);
// Both columns as a table, then the same one after the other. Root <amendment>.
std::string parallel_text(const PaperHead& head, const Unit& old, const Amendment& amendment);

// Both versions in one: what went and what came stands in <del> and <ins>, whole units have change="del|ins",
// and a number that changes is spelled out (<designation>). Without the marks it reads as the one or the
// other. Root <statute>.
std::string marked_text(const PaperHead& head, const Unit& old, const Unit& changed);

// The lines of a statute as it is printed: title, headings, "§ 5. ...", "Stk. 2. ...", "1) ...": what
// accepting (or refusing) the changes of the marked-up text must give.
std::vector<std::string> printed_lines(const Unit& statute);

}  // namespace kancelli::statute
