// No civil registration number leaves the house.
#include <algorithm>
#include <array>
#include <set>

#include "pipeline/check/cpr.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// The places found in one source; the same number is seen in the text and in the file.
class Found {
 public:
  explicit Found(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // `before`: what stands before the number.
  void add(Span span, std::string_view number, bool likely, std::string_view before) {
    if (number.size() == 10 && is_labelled_as_other(before)) return ask(span, number);
    const bool known = std::any_of(spans_.begin(), spans_.end(),
                                   [&](Span s) { return s.begin < span.end && span.begin < s.end; });
    if (known) return;
    spans_.push_back(span);
    Diagnostic& d = diagnostics_.error(
        "cpr-number", span, tr("this reads as a civil registration number (CPR): {0}", {masked(number)}),
        {std::string(likely ? tr("take it out, and name the case by its case number; its date and check "
                                 "digit fit, so it is most likely one")
                            : tr("take it out; if it is something else, write it otherwise. Its check digit "
                                 "(modulus 11) is wrong, but valid "
                                 "numbers have been given out without one since 2007"))});
    d.secret = true;
  }

 private:
  // Once for each number: a person decides, and records it as a suppression.
  void ask(Span span, std::string_view number) {
    if (!asked_.insert(std::string(number)).second) return;
    Diagnostic& d = diagnostics_.error(
        "cpr-like-number", span, tr("is {0} really no civil registration number (CPR)?", {masked(number)}),
        {tr("look it up; when it is what the text says, suppress this with that as the reason"),
         tr("if it is one, take it out")});
    d.secret = true;
  }

  Diagnostics& diagnostics_;
  std::vector<Span> spans_;
  std::set<std::string> asked_;
};

// Attributes that are numbers by their nature. A leading zero is no number's.
bool is_plain_number(std::string_view tag_before, std::string_view number) {
  const auto in = [&](std::string_view attribute) {
    const std::string open = " " + std::string(attribute) + "=";
    return tag_before.size() > open.size() && tag_before.substr(0, tag_before.size() - 1).ends_with(open);
  };
  if (in("kr")) return number[0] != '0';
  return in("value") && number[0] != '0' && number.ends_with("000");
}

bool in_checksum(std::string_view before) {
  const std::size_t quote = before.find_last_of("\"'");
  return quote != std::string_view::npos && before.substr(0, quote).ends_with("sha256=");
}

void scan_file(const SourceMap& sources, SourceId source, Found& found) {
  const std::string_view text = sources.text(source);
  for (const CprHit& hit : find_cpr_numbers(text)) {
    const std::string_view before = text.substr(0, hit.begin),
                           number = text.substr(hit.begin, hit.end - hit.begin);
    if (in_checksum(before) || is_plain_number(before, number)) continue;
    found.add({source, static_cast<std::uint32_t>(hit.begin), static_cast<std::uint32_t>(hit.end)}, number,
              hit.likely, before);
  }
}

// The file as it stands finds text, attributes and comments; the running text finds numbers that markup or
// references cut in two.
void cpr_number(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  Found found(diagnostics);
  scan_file(examined.project.sources, examined.paper.source(), found);
  const std::string_view text = examined.text.text();
  for (const CprHit& hit : find_cpr_numbers(text))
    found.add(examined.span(hit.begin, hit.end), text.substr(hit.begin, hit.end - hit.begin), hit.likely,
              text.substr(0, hit.begin));
}

void cpr_number_in_registers(const ProjectIndex& index, Diagnostics& diagnostics) {
  const SourceMap& sources = index.project.sources;
  for (const SourceId source : sources.all()) {
    if (sources.name(source).starts_with("content/papers/")) continue;
    Found found(diagnostics);
    scan_file(sources, source, found);
  }
}

}  // namespace

std::vector<Rule> cpr_rules() {
  return {
      {.code = "cpr-number",
       .severity = Severity::error,
       .summary = "A number reads as a civil registration number (CPR).",
       .explanation = "Such numbers do not belong in a committee's papers, neither in the text nor in "
                      "what stands behind it (attributes, comments). Found are ten "
                      "digits, or six and four with a hyphen or a space between, that begin with a "
                      "possible date of birth. A wrong check digit "
                      "clears nothing, since valid numbers without one are given out. Case numbers, EAN "
                      "numbers and longer numbers are left alone. The rule "
                      "cannot be suppressed.",
       .failing = R"(<p>Klagen vedrører borgeren 010165-1234.</p>
)",
       .passing = R"(<p>Klagen har sagsnummer 2017-0120442.</p>
)",
       .check = cpr_number,
       .check_project = cpr_number_in_registers,
       .suppressible = false},
      {.code = "cpr-like-number",
       .severity = Severity::warning,
       .summary = "A number that is called a P-nummer or an account reads as a civil registration number.",
       .explanation =
           "Ten digits that could be a CPR number may be something else, when the word before says so "
           "(P-nummer, konto). The program asks once for each number in a paper and never decides. Who has "
           "looked records it in the source: a suppression with its reason.",
       .failing = R"(<p>Institutionen har P-nummer 1012345678.</p>
)",
       .passing = R"(<?kancelli suppress="cpr-like-number" reason="Slået op i CVR: institutionens P-nummer"?>
<p>Institutionen har P-nummer 1012345678.</p>
)",
       .suppressible = true}};
}

}  // namespace kancelli
