// Formulas that are no formulas. Reading them finds it: these rows only explain.
#include "pipeline/check/amendment_examples.h"
#include "pipeline/check/rule_tables.h"

namespace kancelli {

std::vector<Rule> formula_rules() {
  return {
      {.code = "formula-ambiguous",
       .severity = Severity::error,
       .summary = "A formula inserts a unit, and does not say whether there is one of that number already.",
       .explanation =
           "\"som nyt stk. 2\" is read in two ways: between stk. 1 and the stk. 2 that there is, which "
           "moves, "
           "or behind the last. Between others the new unit is inserted after or before one of them, \"som "
           "nyt "
           "stykke\", with a shift clause; behind the last it is inserted \"som stk. 3\", without \"nyt\".",
       .failing = example_of_formulas(R"(1. I § 4 indsættes som nyt stk. 2: »Stk. 2. Mødet er offentligt.«
)"),
       .passing = example_of_formulas(R"(1. I § 4 indsættes efter stk. 1 som nyt stykke:
»Stk. 2. Mødet er offentligt.«
Stk. 2 bliver herefter stk. 3.
)")},
      {.code = "formula-mixed",
       .severity = Severity::error,
       .summary = "A formula for a new § is mixed with the one for a new unit within a §.",
       .explanation =
           "A new § is inserted after a §; a new stykke, nummer or litra is inserted in the §. Where "
           "the words of both stand in one formula, it is not seen which is meant.",
       .failing = example_of_formulas(R"(1. Efter § 4 indsættes som nyt stykke: »Stk. 3. Mødet er offentligt.«
)"),
       .passing = example_of_formulas(R"(1. I § 4 indsættes som stk. 3:
»Stk. 3. Mødet er offentligt.«
)")},
      {.code = "formula-quote",
       .severity = Severity::error,
       .summary = "What a formula quotes cannot be read, or is not what the formula announces.",
       .explanation =
           "Words that go and words that come stand between » and «, which pair. New units are quoted with "
           "their designations, \"Stk. 2.\" or \"3)\", and those are the ones that the formula announces; a "
           "new "
           "stk. 1 has none. Other quotation marks are read, and a note says which are used; a full stop "
           "behind "
           "the quotation is left out where the quotation ends with one.",
       .failing = example_of_formulas(R"(1. I § 4, stk. 1, ændres »måned til: »uge«.
)"),
       .passing = example_of_formulas(R"(1. I § 4, stk. 1, ændres »måned« til: »uge«.
)")},
      {.code = "formula-reference",
       .severity = Severity::error,
       .summary = "A formula's reference to a provision is not written as references are.",
       .explanation =
           "A reference goes from the largest unit to the smallest, with a comma between them: \"§ 4, "
           "stk. 2, nr. 3\". Several §§ take the double sign, and a list of units stands last. It is "
           "read as it is meant, and the hint writes it.",
       .failing = example_of_formulas(R"(1. I § 4 stk. 1, ændres »måned« til: »uge«.
)"),
       .passing = example_of_formulas(R"(1. I § 4, stk. 1, ændres »måned« til: »uge«.
)")},
      {.code = "formula-shift",
       .severity = Severity::error,
       .summary = "A shift clause is not written as shift clauses are.",
       .explanation =
           "A shift clause stands on a line of its own behind the formula and tells the old and the new "
           "numbers "
           "of stykker, numre or litraer: \"Stk. 2 og 3 bliver herefter stk. 3 og 4.\" There are as many old "
           "ones as new ones. §§, chapters and annexes keep their numbers, and punktummer have no clause. "
           "Whether the numbers are right is told by amendment-shift-missing and amendment-shift-wrong.",
       .failing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver stk. 1.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
)")},
      {.code = "formula-unknown",
       .severity = Severity::error,
       .summary = "A text in a file of formulas is no formula that amends a statute.",
       .explanation =
           "Each item is a formula: words are changed (ændres), deleted (udgår) or inserted (indsættes), "
           "units "
           "are inserted, re-worded (affattes således) or repealed (ophæves). The place where reading "
           "stopped "
           "is shown, with the nearest formula. Items are numbered one after the other, and a paragraph on "
           "commencement says from when they hold.",
       .failing = example_of_formulas(R"(1. § 4 bør ses efter.
)"),
       .passing = example_of_formulas(R"(1. § 4 ophæves.
)")},
      {.code = "formula-word",
       .severity = Severity::error,
       .summary = "A formula uses another word than formulas use.",
       .explanation =
           "Words \"ændres\", not erstattes or rettes; they \"udgår\", not slettes; units \"ophæves\", and "
           "\"affattes således\". One word for one thing lets every reader know what is changed. The formula "
           "is "
           "understood, and the hint writes it. A reference goes down to the punktum, never to a \"led\".",
       .failing = example_of_formulas(R"(1. I § 4, stk. 1, erstattes »måned« af »uge«.
)"),
       .passing = example_of_formulas(R"(1. I § 4, stk. 1, ændres »måned« til: »uge«.
)")},
  };
}

}  // namespace kancelli
