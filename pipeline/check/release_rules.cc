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
      {.code = "release-cpr",
       .severity = Severity::error,
       .summary = "A file of the release has a number that reads as a civil registration number (CPR).",
       .explanation = "All files that would go out are searched, attached ones too: pages, properties, "
                      "hidden parts. The paper of the file stays. Nobody can override it.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = publish},
      {.code = "release-embedded",
       .severity = Severity::error,
       .summary = "A file of the release has files, macros or scripts in it.",
       .explanation = "A reader of an attached file does not see them, and they may say or do anything. The "
                      "paper that encloses the file stays.",
       .failing = "",
       .passing = "",
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
      {.code = "release-hidden",
       .severity = Severity::error,
       .summary = "An attached file hides sheets, rows, columns, slides or text.",
       .explanation =
           "Whoever has the file can show what it hides. Delete it, and attach the file again. The "
           "paper that encloses the file stays.",
       .failing = "",
       .passing = "",
       .made_by = publish},
      {.code = "release-inaccessible",
       .severity = Severity::warning,
       .summary = "An attached PDF has no tags, or pages without text.",
       .explanation =
           "Somebody who does not see it cannot read it, and a search does not find it; nor can it "
           "be searched for what is closed. The paper goes out all the same.",
       .failing = "",
       .passing = "",
       .made_by = publish},
      {.code = "release-leak",
       .severity = Severity::error,
       .summary = "A file of the release says what is closed, held back or a comment.",
       .explanation =
           "The release is searched, whatever made it, for the words of closed papers, passages and "
           "attachments, of papers that do not go out, and of comments in the sources; words that also stand "
           "openly are no secret. The place is that of the secret. The paper whose file tells it stays; "
           "where "
           "nobody can say whose the file is, nothing goes out. Nobody can override it.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = publish},
      {.code = "release-properties",
       .severity = Severity::error,
       .summary = "The properties of a file of the release name a person or a folder of a machine.",
       .explanation = "Word, Excel and most makers of PDF write down who wrote a file and who saved it last. "
                      "Names of bodies and of the city are left alone. The paper that encloses the file "
                      "stays; a house that publishes such names makes it a warning in project.xml.",
       .failing = "",
       .passing = "",
       .made_by = publish},
      {.code = "release-reference",
       .severity = Severity::warning,
       .summary = "A paper that goes out names one that does not.",
       .explanation =
           "A reference prints the title of the paper it names, and a quotation its words. Of a paper that "
           "is closed or waits for its embargo nobody may learn that way: the paper that names it is held "
           "back. Where the other is a draft, was withdrawn or has errors, its reader finds nothing behind "
           "the reference; that is told, and the paper goes out.",
       .failing = R"(<state value="sent" sent="2026-02-18"/>
<p>Se <ref to="bilag"/>.</p>
<!-- papers/charter/bilag.xml -->
<state value="draft"/>
<p>Udvalget mødes.</p>)",
       .passing = R"(<state value="sent" sent="2026-02-18"/>
<p>Se <ref to="bilag"/>.</p>
<!-- papers/charter/bilag.xml -->
<state value="sent" sent="2026-02-18"/>
<p>Udvalget mødes.</p>)",
       .suppressible = false,
       .made_by = publish},
      {.code = "release-revisions",
       .severity = Severity::error,
       .summary = "A file of the release has tracked changes or comments.",
       .explanation =
           "What was deleted is still there, with the name of who deleted it. Accept or refuse all "
           "changes and delete the comments. The marked-up text of an amendment (ID-markeret) has "
           "its changes on purpose.",
       .failing = "",
       .passing = "",
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
      {.code = "release-unreadable",
       .severity = Severity::error,
       .summary = "Nobody can say what is in a file of the release.",
       .explanation =
           "It is damaged, has a password, is of an old or unknown format, or unpacks to more than "
           "a gigabyte. What cannot be searched does not go out: the paper that encloses it stays.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = publish},
  };
}

}  // namespace kancelli
