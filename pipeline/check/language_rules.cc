// One form of a thing in a paper, and slips of the keyboard: words, points and spaces twice.
#include "pipeline/check/language.h"
#include "pipeline/check/rule_tables.h"

namespace kancelli {

std::vector<Rule> language_rules() {
  return {
      {.code = "forms-mixed",
       .severity = Severity::note,
       .summary = "A paper writes the same thing in two ways: fx and f.eks., pct. and %, it and IT.",
       .explanation =
           "Both forms are right, but a paper uses one of them. The rule counts them and points at the first "
           "that differs from most. The policy in project.xml can name more pairs of words that are to be "
           "used one at a time, such as parterne and partierne. It leaves alone quotations, other languages, "
           "links, names such as Koncern IT, and % in tables and headings.",
       .failing =
           R"(<p>Målene kan fx være antal sager. De kan også være svartider, f.eks. i dage, eller fx i uger.</p>
)",
       .passing =
           R"(<p>Målene kan fx være antal sager. De kan også være svartider, fx i dage, eller fx i uger.</p>
)",
       .check = check_language},
      {.code = "point-doubled",
       .severity = Severity::note,
       .summary = "A sentence ends with two points.",
       .explanation = "The point of an abbreviation at the end of a sentence is the sentence's, too. What "
                      "the program prints, "
                      "such as an <amount>, is left alone: where it ends in a point, the sentence has one.",
       .failing = R"(<p>Planen handler om skoler, legepladser mv..</p>
)",
       .passing =
           R"(<p>Planen handler om skoler, legepladser mv. Der er afsat <amount kr="4000000" in="mio"/>.</p>
)"},
      {.code = "quotation-marks-mixed",
       .severity = Severity::note,
       .summary = "A paper has quotation marks of more than one kind.",
       .explanation =
           "Any kind may be used, but one in each paper. References are printed with »…«, so a paper that "
           "has one uses those. Marks within quotation marks, quotations of other papers, words in other "
           "languages, and amending text, which is always written with »…«, are left alone.",
       .failing = R"(<p>Gruppen kaldes »følgegruppen«, og planen kaldes »Grøn vej«. Den hed før ”Ny vej”.</p>
)",
       .passing = R"(<p>Gruppen kaldes »følgegruppen«, og planen kaldes »Grøn vej«. Den hed før »Ny vej«.</p>
)"},
      {.code = "space-misplaced",
       .severity = Severity::note,
       .summary = "Two spaces stand between words, or one before a comma.",
       .explanation =
           "Both often show that something was taken out of the sentence and the rest was not read again.",
       .failing = R"(<p>Planen er klar , når alle har svaret.</p>
)",
       .passing = R"(<p>Planen er klar, når alle har svaret.</p>
)"},
      {.code = "word-doubled",
       .severity = Severity::warning,
       .summary = "A word stands twice.",
       .explanation = "\"og og\" is a slip. Small words that Danish may need twice (\"dem, der der er\", "
                      "\"som vi er i i "
                      "dag\") are left alone, and so are quotations, other languages and names.",
       .failing = R"(<p>Gruppen mødes hver måned og og skriver referat.</p>
)",
       .passing =
           R"(<p>Gruppen mødes hver måned og skriver referat. Den ser på alt det, der der er tid til.</p>
)"}};
}

}  // namespace kancelli
