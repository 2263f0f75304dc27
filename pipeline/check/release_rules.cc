#include "pipeline/check/rule_tables.h"

// Why a paper stays when the others are published (pipeline/publish/gate).
namespace kancelli {

std::vector<Rule> release_rules() {
  static constexpr const char* publish = "kancelli publish";
  static constexpr const char* fine = R"(<state value="sent" sent="2026-02-18"/>
<p>Udvalget mødes.</p>)";
  return {
      {.code = "release-attachment",
       .severity = Severity::note,
       .summary = "A paper stays because a paper that it encloses does.",
       .explanation = "Who opens the paper would find nothing behind the attachment. Mend what holds the "
                      "enclosed paper back, or "
                      "take it out of the attachments. A closed attachment holds nothing back: of it the "
                      "number is told.",
       .failing = R"(<state value="sent" sent="2026-02-18"/>
<attachments><attachment id="bilag-a" paper="bilag"/></attachments>
<p>Se <ref to="#bilag-a"/>.</p>
<!-- papers/charter/bilag.xml -->
<state value="draft"/>
<p>Udvalget mødes.</p>)",
       .passing = R"(<state value="sent" sent="2026-02-18"/>
<attachments><attachment id="bilag-a" paper="bilag"/></attachments>
<p>Se <ref to="#bilag-a"/>.</p>
<!-- papers/charter/bilag.xml -->
<state value="sent" sent="2026-02-18"/>
<p>Udvalget mødes.</p>)",
       .suppressible = false,
       .made_by = publish},
      {.code = "release-closed",
       .severity = Severity::note,
       .summary = "A closed paper is in no open release.",
       .explanation = "It is not hidden there: no file of the release has its words, its title or its name.",
       .failing = R"(<access state="closed" reason="Tilbud" ground="Forvaltningslovens § 27"/>
<state value="sent" sent="2026-02-18"/>
<p>Udvalget mødes.</p>)",
       .passing = fine,
       .suppressible = false,
       .made_by = publish},
      {.code = "release-embargo",
       .severity = Severity::note,
       .summary = "A paper waits for the day that its embargo names.",
       .explanation =
           "From that day on it goes out with the next release. `kancelli release due` tells when that is.",
       .failing = R"(<embargo until="2026-05-01"/>
<state value="sent" sent="2026-02-18"/>
<p>Udvalget mødes.</p>)",
       .passing = R"(<embargo until="2026-02-20"/>
<state value="sent" sent="2026-02-18"/>
<p>Udvalget mødes.</p>)",
       .suppressible = false,
       .made_by = publish},
      {.code = "release-error",
       .severity = Severity::note,
       .summary = "A paper with errors is not published.",
       .explanation =
           "It holds back no other paper, but those that enclose it. `kancelli check` shows the errors.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = publish},
      {.code = "release-state",
       .severity = Severity::note,
       .summary = "A paper that is not sent is not published.",
       .explanation = "Drafts and papers in approval belong to those who write them, and what was withdrawn "
                      "to nobody. What was "
                      "sent is published, also when a later version has taken its place.",
       .failing = R"(<state value="draft"/>
<p>Udvalget mødes.</p>)",
       .passing = fine,
       .suppressible = false,
       .made_by = publish},
  };
}

}  // namespace kancelli
