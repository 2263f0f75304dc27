// What reading finds before any rule runs: these rows only explain.
#include "pipeline/check/rule_tables.h"

namespace kancelli {

std::vector<Rule> reading_rules() {
  return {
      {.code = "file-missing",
       .severity = Severity::error,
       .summary = "project.xml names a file that cannot be read.",
       .explanation = "project.xml lists the papers (papers/TYPE/ID.xml) and the registers of a project. One "
                      "that is not there, or a type that has no grammar in "
                      "schema, is reported where project.xml names it; the others are read.",
       .failing = R"(<!-- project.xml -->
<paper type="charter" id="kommissorium"/>
)",
       .passing = R"(<!-- project.xml -->
<paper type="charter" id="kommissorium"/>
<!-- papers/charter/kommissorium.xml -->
<p>Bestyrelsen mødes hvert kvartal.</p>
)",
       .suppressible = false},
      {.code = "id-differs",
       .severity = Severity::error,
       .summary = "A paper's id is not its file's name.",
       .explanation = "Other papers name a paper by its id, and the program finds it by its file. The two "
                      "must be the same.",
       .failing = R"(<!-- papers/charter/kommissorium.xml as kommisorium -->
<p>Bestyrelsen mødes hvert kvartal.</p>
)",
       .passing = R"(<!-- papers/charter/kommissorium.xml -->
<p>Bestyrelsen mødes hvert kvartal.</p>
)",
       .suppressible = false},
      {.code = "schema",
       .severity = Severity::error,
       .summary = "An element or an attribute is missing, or stands where its grammar has no place for it.",
       .explanation = "Each type of paper has a grammar in content/schema, and an XML editor shows it while "
                      "you write: what must be there, in which order, and what "
                      "each attribute may say. Every fault is reported once, at its place.",
       .failing = R"(<list>
  <item>Løn</item>
</list>
)",
       .passing = R"(<list kind="bullet">
  <item>Løn</item>
</list>
)",
       .suppressible = false},
      {.code = "xml",
       .severity = Severity::error,
       .summary = "The file is not well-formed XML in UTF-8.",
       .explanation = "Without well-formed XML nothing can be read: every element is closed in the order it "
                      "was opened, & is written &amp; and < is written &lt;. "
                      "The program reads UTF-8 only, and no document type declaration.",
       .failing = R"(<p>Drift & anlæg</p>
)",
       .passing = R"(<p>Drift &amp; anlæg</p>
)",
       .suppressible = false}};
}

}  // namespace kancelli
