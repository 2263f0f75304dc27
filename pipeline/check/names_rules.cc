// Names in plain text, against the organisation register as of the paper's date.
#include <algorithm>

#include "pipeline/check/others.h"
#include "pipeline/check/rule_tables.h"

namespace kancelli {
namespace {

bool ends_with_word(std::string_view text, std::initializer_list<std::string_view> words) {
  if (text.ends_with(" ")) text.remove_suffix(1);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.ends_with(word) && !within_word(text, text.size() - word.size());
  });
}

// The text itself says that the name is of another time: "(tidl. TMF)", "det daværende Socialudvalg", "det
// kommende KTU".
bool says_another_time(std::string_view before, bool outdated) {
  return outdated ? ends_with_word(before, {"tidl.", "tidligere", "Tidligere", "daværende", "hidtidige",
                                            "forhenværende", "dengang", "gamle"})
                  : ends_with_word(before, {"kommende", "fremtidige", "nye", "fremover", "senere"});
}

// A paper may also use the names that hold in the period it is about.
bool holds(const BodyName& name, const Paper& paper) {
  const auto within = [&](const std::optional<Date>& from, const std::optional<Date>& until) {
    return !(name.until && from && before(*name.until, *from)) &&
           !(name.from && until && before(*until, *name.from));
  };
  if (!paper.dated && !paper.about_from && !paper.about_until) return !name.until;
  if (paper.dated && within(paper.dated, paper.dated)) return true;
  return (paper.about_from || paper.about_until) && within(paper.about_from, paper.about_until);
}

std::string element_for(const NamePhrase& phrase, const Body& body, bool genitive) {
  return "<body ref=\"" + body.id + "\"" + (phrase.abbreviation ? " form=\"abbreviation\"" : "") +
         (genitive ? " genitive=\"true\"" : "") + "/>";
}

void report(const ExaminedPaper& examined, const TextMatch& match, const NamePhrase::Bearer& bearer,
            bool outdated, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  const NamePhrase& phrase = *match.name;
  const BodyName* now = bearer.body->name_on(paper.dated);
  const std::string current = now == nullptr ? "" : phrase.abbreviation ? now->abbreviation : now->name;
  std::string message;
  if (outdated)
    message = bearer.name->until ? tr("\"{0}\" is an outdated name: it held until {1}",
                                      {phrase.text, shown(*bearer.name->until)})
                                 : tr("\"{0}\" is an outdated name", {phrase.text});
  else
    message = tr("\"{0}\" is not a name yet: it holds from {1}", {phrase.text, shown(*bearer.name->from)});
  std::vector<std::string> hints;
  if (current.empty())
    hints.push_back(
        tr("the body has no such name on the paper's date; name another, or correct the register"));
  else
    hints.push_back(
        tr("write {0}, which prints \"{1}\"", {element_for(phrase, *bearer.body, match.genitive), current}));
  hints.push_back(
      outdated ? tr("where the text speaks of an earlier time, give its paragraph or section as-of=\"DATE\"")
               : tr("where the text speaks of a later time, give its paragraph or section as-of=\"DATE\""));
  const std::size_t end = match.begin + phrase.text.size();
  Diagnostic& d = diagnostics.error("name-outdated", examined.span(match.begin, end), message, hints);
  d.related.push_back({value_in_tag(examined.project.sources, bearer.name->span, outdated ? "until" : "from"),
                       tr("the register has it so")});
}

void name_outdated(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const TextMatch& match : examined.matches) {
    if (match.kind != TextMatch::Kind::name) continue;
    const auto& bearers = match.name->bearers;
    if (std::any_of(bearers.begin(), bearers.end(),
                    [&](const auto& b) { return holds(*b.name, examined.paper); }))
      continue;
    if (examined.text.context(match.begin).dated || examined.text.in_quotation_marks(match.begin)) continue;
    const NamePhrase::Bearer& bearer = bearers.back();
    const bool outdated =
        bearer.name->until && (!examined.paper.dated || before(*bearer.name->until, *examined.paper.dated));
    if (says_another_time(examined.text.text().substr(0, match.begin), outdated) ||
        others_at(examined, match.begin).city)
      continue;
    report(examined, match, bearer, outdated, diagnostics);
  }
}

}  // namespace

std::vector<Rule> name_rules() {
  return {{.code = "name-outdated",
           .severity = Severity::error,
           .summary = "A name or an abbreviation in plain text is not valid on the paper's date.",
           .explanation = "The organisation register says from when until when each name holds. An element "
                          "such as <body ref=\"tmu\"/> is always printed "
                          "as of the paper's date; this rule finds the names and abbreviations that stand as "
                          "plain text, also in the genitive and without "
                          "the article, and that are outdated or do not hold yet. It leaves alone what is "
                          "quoted, what is in another language, passages "
                          "with as-of (they speak of another time), names after words such as \"tidligere\", "
                          "passages about another city, and names that hold in the period that the "
                          "paper is about.",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="bymiljoe" kind="committee">
  <name until="2025-12-31">Vej- og Parkudvalget</name>
  <name from="2026-01-01">Bymiljøudvalget</name>
</body>
<!-- papers/charter/kommissorium.xml -->
<dated value="2026-02-10"/>
<p>Vej- og Parkudvalget får en plan i marts.</p>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="bymiljoe" kind="committee">
  <name until="2025-12-31">Vej- og Parkudvalget</name>
  <name from="2026-01-01">Bymiljøudvalget</name>
</body>
<!-- papers/charter/kommissorium.xml -->
<dated value="2026-02-10"/>
<p><body ref="bymiljoe"/> får en plan i marts. Det tidligere Vej- og Parkudvalg fik ingen.</p>
)",
           .check = name_outdated}};
}

}  // namespace kancelli
