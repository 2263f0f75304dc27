// The report of an import as one page: what the file says, what stands in the source now, and why. Danish,
// readable without a style sheet or a script, and on paper.
#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/import_words.h"
#include "pipeline/word/imported.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

constexpr std::string_view style = R"(
:root { color-scheme: light; }
body { font: 1rem/1.5 "Carlito", "Calibri", sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; max-width: 90rem; padding: 1rem 1.5rem 4rem; }
h1 { overflow-wrap: anywhere; font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 0.5rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 0.5rem; }
p, ul { max-width: 66ch; }
a { color: #0b4f9e; }
a:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
caption { text-align: left; font-weight: bold; padding: 0.25rem 0; }
th, td { border: 1px solid #6b7280; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }
thead th { background: #eef1f5; }
.counts { width: auto; }
.counts td { text-align: right; }
.number { white-space: nowrap; width: 3rem; font-weight: normal; }
.said, .made { width: 34%; overflow-wrap: anywhere; }
.made a, .typed { background: #e6f0e2; border-bottom: 2px solid #2f6b2f; color: #1a1a1a; text-decoration: none; }
.said mark, .made mark { color: #1a1a1a; padding: 0 0.1em; }
.said mark { background: #fde2e2; border-bottom: 2px solid #9b1c1c; }
.made mark { background: #e3ecf9; border-bottom: 2px solid #0b4f9e; }
.made .nothing { color: #4b5563; font-style: italic; }
.why ul { margin: 0; padding-left: 1.1rem; }
.why li { margin-bottom: 0.25rem; }
.label { font-weight: bold; }
.likely .label { color: #7a4b00; }
.unsure .label { color: #9b1c1c; }
code { font-family: "Consolas", monospace; font-size: 0.9em; overflow-wrap: anywhere; }
:target { background: #fff4c2; }
@media (max-width: 60rem) {
  body { padding: 0.5rem 0.75rem 3rem; }
  .counts th, .counts td { padding: 0.25rem; overflow-wrap: anywhere; }
  .words thead { position: absolute; left: -999rem; }
  .words tr, .words th, .words td { display: block; width: auto; }
  .words tr { border: 2px solid #6b7280; margin-bottom: 1rem; }
  .number::before { content: "Afsnit "; }
  .said::before { content: "I filen"; }
  .made::before { content: "I kilden"; }
  .said::before, .made::before { display: block; font-weight: bold; }
}
@media print {
  body { font-size: 9.5pt; padding: 0; max-width: none; }
  .skip { display: none; }
  a { color: inherit; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  @page { size: A4 landscape; margin: 15mm; }
}
)";

std::string certainty_in_danish(Certainty certainty) {
  return certainty == Certainty::certain  ? "sikkert"
         : certainty == Certainty::likely ? "sandsynligt"
                                          : "usikkert";
}

std::string kind_in_danish(Kind kind) {
  switch (kind) {
    case Kind::repaired:
      return "Rettet";
    case Kind::element:
      return "Mærket op";
    case Kind::placed:
      return "Opbygning";
    case Kind::kept:
      return "Uden plads";
    case Kind::left_out:
      break;
  }
  return "Udeladt";
}

class Page {
 public:
  Page(const Imported& imported, const Document& document, const SourceMap& sources)
      : imported_(imported), document_(document), sources_(sources), text_(sources.text(document.text)) {}

  std::string make() {
    const std::string name = xml_escape(sources_.name(document_.text));
    page_ =
        "<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Indlæst: " +
        name + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n" +
        "<a class=\"skip\" href=\"#tekst\">Gå til teksten</a>\n<header>\n<h1>Indlæst: " + name + "</h1>\n" +
        "<p>Siden viser filens ord ved siden af det, der nu står i kilden, og hvad programmet gjorde "
        "undervejs. "
        "Intet er rettet eller udeladt, uden at det står her. I filens ord har det, der blev rettet, en rød "
        "streg under; i kildens har rettelsen en blå, og det, der er mærket op og trykkes som før, en "
        "grøn.</p>\n</header>\n<main>\n";
    counts();
    faults();
    to_read();
    words();
    page_ += "</main>\n</body>\n</html>\n";
    return std::move(page_);
  }

 private:
  std::string language_mark() const { return language() == Language::danish ? "" : " lang=\"en\""; }

  void counts() {
    page_ +=
        "<h2>Overblik</h2>\n<table class=\"counts\">\n<caption>Hvad programmet "
        "gjorde</caption>\n<thead>\n<tr>"
        "<th scope=\"col\">Slags</th><th scope=\"col\">Sikkert</th><th scope=\"col\">Sandsynligt</th>"
        "<th scope=\"col\">Usikkert</th></tr>\n</thead>\n<tbody>\n";
    for (const Kind kind : {Kind::repaired, Kind::element, Kind::placed, Kind::kept, Kind::left_out}) {
      page_ += "<tr><th scope=\"row\">" + kind_in_danish(kind) + "</th>";
      for (const Certainty certainty : {Certainty::certain, Certainty::likely, Certainty::unsure})
        page_ += "<td>" +
                 std::to_string(std::count_if(
                     imported_.findings.begin(), imported_.findings.end(),
                     [&](const Finding& each) { return each.kind == kind && each.certainty == certainty; })) +
                 "</td>";
      page_ += "</tr>\n";
    }
    page_ += "</tbody>\n</table>\n";
  }

  void faults() {
    page_ += "<h2>Mangler i kilden</h2>\n";
    if (imported_.faults.list().empty()) {
      page_ += "<p>Ingen: kilden er gyldig.</p>\n";
      return;
    }
    page_ += "<ul>\n";
    for (const Diagnostic& fault : imported_.faults.list()) {
      page_ += "<li><a href=\"#afsnit-" + std::to_string(line_of(fault.span)) + "\">Afsnit " +
               std::to_string(line_of(fault.span)) + "</a>: <span" + language_mark() + ">" +
               xml_escape(fault.message) + "</span></li>\n";
    }
    page_ += "</ul>\n";
  }

  static std::string quoted(const std::string& words) {
    constexpr std::size_t longest = 60;
    return words.empty() || words.size() > longest ? "" : " »" + xml_escape(words) + "«";
  }

  // What somebody has to look at, first: the places of each reason together.
  void to_read() {
    page_ += "<h2>Læs disse steder</h2>\n";
    std::vector<std::pair<std::string, std::string>> reasons;  // and the links to their places
    for (std::size_t i = 0; i < imported_.findings.size(); ++i) {
      const Finding& finding = imported_.findings[i];
      if (finding.certainty == Certainty::certain) continue;
      const std::string reason = "<strong class=\"" + std::string(to_string(finding.certainty)) +
                                 "\"><span class=\"label\">" + kind_in_danish(finding.kind) + ", " +
                                 certainty_in_danish(finding.certainty) + ":</span></strong> <span" +
                                 language_mark() + ">" + xml_escape(finding.why) + "</span>";
      auto known = std::find_if(reasons.begin(), reasons.end(),
                                [&](const auto& each) { return each.first == reason; });
      if (known == reasons.end()) known = reasons.insert(reasons.end(), {reason, ""});
      known->second += "<li><a href=\"#fund-" + std::to_string(i + 1) + "\">" +
                       xml_escape(finding.where.empty() ? "Afsnit " + std::to_string(line_of(finding.place))
                                                        : finding.where) +
                       "</a>" + quoted(finding.before) + "</li>\n";
    }
    if (reasons.empty()) page_ += "<p>Ingen: alt er sikkert.</p>\n";
    for (const auto& [reason, places] : reasons)
      page_ += "<p>" + reason + "</p>\n<ul>\n" + places + "</ul>\n";
  }

  std::size_t line_of(Span place) const {
    const auto line = std::upper_bound(document_.lines.begin(), document_.lines.end(), place.begin);
    return std::max<std::ptrdiff_t>(1, line - document_.lines.begin());
  }

  void words() {
    page_ +=
        "<h2 id=\"tekst\">Teksten</h2>\n<table class=\"words\">\n<caption>Afsnit for "
        "afsnit</caption>\n<thead>\n<tr>"
        "<th scope=\"col\">Afsnit</th><th scope=\"col\">I filen</th><th scope=\"col\">I kilden</th>"
        "<th scope=\"col\">Hvad der skete</th></tr>\n</thead>\n<tbody>\n";
    by_place_ = imported_.origins;
    std::sort(by_place_.begin(), by_place_.end(),
              [](const Origin& a, const Origin& b) { return a.place.begin < b.place.begin; });
    std::size_t finding = 0;
    auto origin = by_place_.begin();
    for (std::size_t line = 1; line <= document_.lines.size(); ++line) {
      const std::size_t begin = document_.lines[line - 1],
                        end = std::min(text_.find('\n', begin), text_.size());
      const std::size_t first = finding;
      while (finding < imported_.findings.size() && imported_.findings[finding].place.begin <= end) ++finding;
      const auto first_origin = origin;
      while (origin != by_place_.end() && origin->place.begin <= end) ++origin;
      if (trim(text_.substr(begin, end - begin)).empty() && first == finding) continue;
      row(line, {document_.text, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
          {first_origin, origin}, first, finding);
    }
    page_ += "</tbody>\n</table>\n";
  }

  void row(std::size_t line, Span said, const std::vector<Origin>& origins, std::size_t first,
           std::size_t end) {
    const std::string number = std::to_string(line);
    page_ += "<tr id=\"afsnit-" + number + "\"><th class=\"number\" scope=\"row\">" + number +
             "</th><td class=\"said\">" + read(said, first, end) + "</td><td class=\"made\">" +
             made(origins, first, end) + "</td><td class=\"why\">";
    if (first < end) page_ += "<ul>";
    const std::string whole = xml_escape(collapse_space(text_.substr(said.begin, said.end - said.begin)));
    // What has to be looked at comes first; what is certain stands together, a line for each reason.
    for (std::size_t i = first; i < end; ++i)
      if (imported_.findings[i].certainty != Certainty::certain) why({i}, whole);
    std::vector<std::vector<std::size_t>> alike;
    for (std::size_t i = first; i < end; ++i) {
      if (imported_.findings[i].certainty != Certainty::certain) continue;
      const auto same = std::find_if(alike.begin(), alike.end(), [&](const auto& each) {
        const Finding &one = imported_.findings[each[0]], &other = imported_.findings[i];
        return one.kind == other.kind && one.why == other.why;
      });
      if (same == alike.end())
        alike.push_back({i});
      else
        same->push_back(i);
    }
    for (const std::vector<std::size_t>& each : alike) why(each, whole);
    page_ += (first < end ? "</ul></td></tr>\n" : "</td></tr>\n");
  }

  // The words of the file as they stood there: what was mended is marked. `as_read` gives the words, else
  // what they were mended to.
  std::string with_mended(Span place, std::size_t first, std::size_t end, bool as_read) const {
    std::string all;
    std::size_t at = place.begin;
    for (std::size_t i = first; i < end; ++i) {
      const Finding& finding = imported_.findings[i];
      if (finding.kind != Kind::repaired || finding.before == finding.after || finding.place.begin < at ||
          finding.place.end > place.end || finding.place.end - finding.place.begin != finding.after.size())
        continue;
      all += xml_escape(text_.substr(at, finding.place.begin - at)) + "<mark>" +
             xml_escape(as_read ? finding.before : finding.after) + "</mark>";
      at = finding.place.end;
    }
    return all + xml_escape(text_.substr(at, place.end - at));
  }
  std::string read(Span said, std::size_t first, std::size_t end) const {
    return with_mended(said, first, end, true);
  }

  // The words that stand in the source, with what became elements.
  std::string made(const std::vector<Origin>& origins, std::size_t first, std::size_t end) const {
    std::string all;
    for (const Origin& origin : origins) {
      const std::string_view xml =
          std::string_view(imported_.xml).substr(origin.begin, origin.end - origin.begin);
      if (!xml.starts_with("<") && xml.find('<') == std::string_view::npos) {
        const std::string_view words =
            text_.substr(origin.place.begin, origin.place.end - origin.place.begin);
        all += xml == words ? with_mended(origin.place, first, end, false)
                            : std::string(xml);  // escaped already
        continue;
      }
      // The words that it prints are those that stood here.
      const std::string words =
          xml_escape(text_.substr(origin.place.begin, origin.place.end - origin.place.begin));
      const std::size_t finding = finding_at(origin.place, first, end);
      all += finding == end ? "<span class=\"typed\">" + words + "</span>"
                            : "<a href=\"#fund-" + std::to_string(finding + 1) + "\">" + words + "</a>";
    }
    return trim(all).empty() ? "<span class=\"nothing\">" + std::string(nothing(first, end)) + "</span>"
                             : all;
  }

  std::size_t finding_at(Span place, std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i)
      if (imported_.findings[i].place == place && imported_.findings[i].kind == Kind::element) return i;
    return end;
  }

  // A line without words in the source: the program prints it, or it is an element without words.
  std::string_view nothing(std::size_t first, std::size_t end) const {
    const auto at = [&](std::size_t i) {
      return imported_.findings.begin() + static_cast<std::ptrdiff_t>(i);
    };
    const bool out =
        std::any_of(at(first), at(end), [](const Finding& each) { return each.kind == Kind::left_out; });
    const bool held = std::any_of(at(first), at(end), [](const Finding& each) {
      return each.kind == Kind::element || (each.kind == Kind::placed && !each.before.empty());
    });
    return out && !held ? "ikke i kilden" : "står i kilden som opmærkning";
  }

  // Findings of one reason. Words that are the whole paragraph's are not said again.
  void why(const std::vector<std::size_t>& alike, const std::string& whole) {
    const Finding& one = imported_.findings[alike[0]];
    page_ += "<li class=\"" + std::string(to_string(one.certainty)) + "\"><span class=\"label\">" +
             kind_in_danish(one.kind) + ", " + certainty_in_danish(one.certainty) + ":</span> <span" +
             language_mark() + ">" + xml_escape(one.why) + "</span>";
    for (const std::size_t index : alike) {
      const Finding& finding = imported_.findings[index];
      const std::string before = xml_escape(finding.before), after = xml_escape(finding.after);
      page_ +=
          (index == alike[0] ? "<span id=\"fund-" : "; <span id=\"fund-") + std::to_string(index + 1) + "\">";
      const bool says = !before.empty() && finding.kind != Kind::placed && before != whole;
      if (says) page_ += (index == alike[0] ? ": »" : "»") + before + "«";
      if (!after.empty() && after != before)
        page_ += (finding.kind == Kind::repaired ? " → " + after : " → <code>" + after + "</code>");
      page_ += "</span>";
    }
    page_ += "</li>";
  }

  const Imported& imported_;
  const Document& document_;
  const SourceMap& sources_;
  std::string_view text_;
  std::vector<Origin> by_place_;
  std::string page_;
};

}  // namespace

std::string import_page(const Imported& imported, const Document& document, const SourceMap& sources) {
  return Page(imported, document, sources).make();
}

}  // namespace kancelli::word
