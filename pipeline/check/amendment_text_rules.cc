// Items of an amendment that cannot be carried out on the statute, or not as they say. Working the amendment
// out finds it: these rows only explain.
#include "pipeline/check/amendment_examples.h"
#include "pipeline/check/rule_tables.h"

namespace kancelli {

std::vector<Rule> amendment_text_rules() {
  return {
      {.code = "amendment-ambiguous",
       .severity = Severity::error,
       .summary = "An item can be understood in more than one way.",
       .explanation = "A § with several stykker has no punktum or nummer of its own: the item says in which "
                      "stykke. What "
                      "is inserted is of a kind that its place can hold, and a new § at the end of a chapter "
                      "says to which "
                      "chapter it belongs; without that a warning tells which one it gets.",
       .failing = example_of_formulas(R"(1. § 4, 2. pkt., ophæves.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 1, 2. pkt., ophæves.
)")},
      {.code = "amendment-becomes-missing",
       .severity = Severity::warning,
       .summary =
           "An item names a provision that an earlier item has moved, and does not say its new number.",
       .explanation =
           "Items are read one after the other, and the clause before has just told that the provision "
           "is called otherwise. So the item says both numbers: \"§ 4, stk. 2, der bliver stk. 1,\".",
       .failing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
2. I § 4, stk. 2, ændres »åbner« til: »leder«.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
2. I § 4, stk. 2, der bliver stk. 1, ændres »åbner« til: »leder«.
)")},
      {.code = "amendment-becomes-wrong",
       .severity = Severity::error,
       .summary = "\"der bliver\" names another number than the provision gets.",
       .explanation =
           "An item names provisions by their numbers before the amendment, and may add the new one: "
           "\"§ 4, stk. 2, der bliver stk. 1,\". The addition is compared with the number that the "
           "whole amendment gives; it moves nothing itself.",
       .failing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
2. I § 4, stk. 2, der bliver stk. 3, ændres »åbner« til: »leder«.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
2. I § 4, stk. 2, der bliver stk. 1, ændres »åbner« til: »leder«.
)")},
      {.code = "amendment-designation",
       .severity = Severity::error,
       .summary = "A new provision begins with another number than it gets, or than its place allows.",
       .explanation =
           "The quotation of a new or re-worded provision begins with its designation after the whole "
           "amendment. As many are given as are re-worded. A § that comes to stand out of order is a "
           "warning.",
       .failing = example_of_formulas(R"(1. I § 4 indsættes som stk. 4:
»Stk. 4. Mødet er offentligt.«
)"),
       .passing = example_of_formulas(R"(1. I § 4 indsættes som stk. 3:
»Stk. 3. Mødet er offentligt.«
)")},
      {.code = "amendment-empty",
       .severity = Severity::error,
       .summary = "Nothing would be left of a provision that is not repealed itself.",
       .explanation =
           "Where all stykker of a § or all punktummer of a stykke go, the § or the stykke is what is "
           "repealed. The hint writes that formula.",
       .failing = example_of_formulas(R"(1. § 4, stk. 1, 1. og 2. pkt., ophæves.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
)")},
      {.code = "amendment-overlap",
       .severity = Severity::error,
       .summary = "The same words are changed twice.",
       .explanation = "All items speak of the statute as it was before the amendment. Two that change the "
                      "same words, or "
                      "one that changes what another one repeals or re-words, cannot both be carried out. "
                      "What changes a "
                      "word everywhere leaves the places alone that another item changes.",
       .failing = example_of_formulas(
           R"(1. I § 4, stk. 1, ændres »hver måned« til: »hver uge«, og »måned« ændres til: »år«.
)"),
       .passing = example_of_formulas(
           R"(1. I § 4, stk. 1, ændres »hver måned« til: »hver uge«, og »syv« ændres til: »ni«.
)")},
      {.code = "amendment-shift-missing",
       .severity = Severity::error,
       .summary = "Numbers change, and the clause that tells it is missing.",
       .explanation =
           "Where a stykke, nummer or litra comes or goes, those behind it get other numbers. The item "
           "says which, in a line of its own. The hint writes it, for all items that change the same "
           "provision together.",
       .failing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
)")},
      {.code = "amendment-shift-wrong",
       .severity = Severity::error,
       .summary = "A shift clause tells other numbers than those that change.",
       .explanation =
           "The clause is compared with the numbers that the whole amendment gives. It belongs to the "
           "item that makes the first of them change, and tells no number that stays.",
       .failing = example_of_formulas(R"(1. § 4, stk. 2, ophæves.
Stk. 3 bliver herefter stk. 2.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 2, ophæves.
)")},
      {.code = "amendment-text-count",
       .severity = Severity::error,
       .summary =
           "Words that an item changes stand more than once in the provision, or not so often as it says.",
       .explanation =
           "Words that are changed are found once. Where they stand more often, the item quotes more "
           "of the words around them, or says how often: \"To steder i § 4, stk. 2, ændres ...\".",
       .failing = example_of_formulas(R"(1. I § 4, stk. 2, ændres »mødet« til: »samlingen«.
)"),
       .passing = example_of_formulas(R"(1. To steder i § 4, stk. 2, ændres »mødet« til: »samlingen«.
)")},
      {.code = "amendment-text-missing",
       .severity = Severity::error,
       .summary = "Words that an item changes do not stand in the provision.",
       .explanation =
           "The words are those of the statute before the amendment, letter by letter. The hints give "
           "the words there that are most like them, and the provisions where they do stand, each with "
           "its formula.",
       .failing = example_of_formulas(R"(1. I § 4, stk. 1, ændres »hver måneder« til: »hver uge«.
)"),
       .passing = example_of_formulas(R"(1. I § 4, stk. 1, ændres »hver måned« til: »hver uge«.
)")},
      {.code = "amendment-unit-exists",
       .severity = Severity::error,
       .summary = "A new provision gets a number that another one has and keeps.",
       .explanation =
           "\"som stk. 2\" is for what comes last. Between others it is said after or before which one, "
           "and the clause tells which numbers change. A new § takes a number with a letter (4 a).",
       .failing = example_of_formulas(R"(1. I § 4 indsættes som stk. 2:
»Stk. 2. Mødet er offentligt.«
)"),
       .passing = example_of_formulas(R"(1. I § 4 indsættes efter stk. 1 som nyt stykke:
»Stk. 2. Mødet er offentligt.«
Stk. 2 bliver herefter stk. 3.
)")},
      {.code = "amendment-unit-missing",
       .severity = Severity::error,
       .summary = "An item names a provision that the statute does not have.",
       .explanation =
           "Provisions are named by their numbers before the amendment, also those that another item "
           "moves. The hint tells where the numbers end.",
       .failing = example_of_formulas(R"(1. § 4, stk. 3, ophæves.
)"),
       .passing = example_of_formulas(R"(1. § 4, stk. 2, ophæves.
)")},
      {.code = "amendment-unit-repealed",
       .severity = Severity::error,
       .summary = "An item re-words a § that has been repealed.",
       .explanation =
           "A § whose number is missing in the row has been repealed. It cannot be re-worded; a new § "
           "with that number is inserted.",
       .failing = example_of_formulas(R"(1. § 5 affattes således:
»§ 5. Mødet er offentligt.«
)"),
       .passing = example_of_formulas(R"(1. Efter § 4 indsættes:
»§ 5. Mødet er offentligt.«
)")},
      {.code = "enumeration-ending",
       .severity = Severity::warning,
       .summary = "A list that is one sentence does not end as it should once the amendment has changed it.",
       .explanation = "In such a list the members end with a comma, the last but one with og or eller, the "
                      "last with a full "
                      "stop. Where a member comes or goes at the end, the neighbours' endings change too, by "
                      "items of their "
                      "own. Lists that had their own ways before are left alone.",
       .failing = example_of_formulas(R"(1. § 6, nr. 3, ophæves.
2. I § 6, nr. 1, ændres »skoler,« til: »skoler og«.
)"),
       .passing = example_of_formulas(R"(1. § 6, nr. 3, ophæves.
2. I § 6, nr. 1, ændres »skoler,« til: »skoler og«.
3. I § 6, nr. 2, ændres »parker og« til: »parker.«
)")},
  };
}

}  // namespace kancelli
