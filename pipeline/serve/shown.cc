#include "pipeline/serve/shown.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view of_papers = "dokumenter/";

// Is the page one of this paper? An amendment becomes several papers, whose ids begin with its own.
bool is_page_of(const Shown& shown, std::string_view path, std::string_view paper) {
  if (!path.starts_with(of_papers)) return false;
  const std::string_view rest = path.substr(of_papers.size()), id = rest.substr(0, rest.find('/'));
  if (id == paper) return true;
  const auto is_id = [&](const auto& each) { return each.second == id; };
  return id.starts_with(std::string(paper) + "-") &&
         std::none_of(shown.papers.begin(), shown.papers.end(), is_id);
}

std::string finding_item(const ShownFinding& finding) {
  return "<li class=\"kancelli-vis-" + std::string(to_string(finding.severity)) + "\"><pre>" +
         xml_escape(trim(finding.text)) + "</pre></li>\n";
}

std::string list_of(const std::vector<const ShownFinding*>& findings) {
  std::string items;
  for (const ShownFinding* each : findings) items += finding_item(*each);
  return items.empty() ? items : "<ol class=\"kancelli-vis-findings\">\n" + items + "</ol>\n";
}

std::string link_to(std::string_view path, const std::string& words) {
  return "<a href=\"/" + std::string(path) + "\">" + words + "</a>";
}

// Below the page: what is wrong with it, and that it may not be as its source is now.
std::string panel(const Shown& shown, std::string_view path) {
  std::vector<const ShownFinding*> here;
  for (const ShownFinding& each : shown.findings)
    if (!each.paper.empty() && is_page_of(shown, path, each.paper)) here.push_back(&each);
  if (shown.findings.empty() && shown.problem.empty()) return {};
  std::string text = "<aside class=\"kancelli-vis-panel\" aria-label=\"" + tr("Preview") + "\">\n";
  if (shown.has_errors())
    text += "<p class=\"kancelli-vis-stale\"><strong>" +
            tr("There are errors. What they concern is shown as it was without them.") + "</strong></p>\n";
  text += "<p>" + link_to(faults_path, tr("All findings: {0}", {std::to_string(shown.findings.size())})) +
          "</p>\n";
  if (!here.empty())
    text += "<details open><summary>" + tr("Findings in this paper: {0}", {std::to_string(here.size())}) +
            "</summary>\n" + list_of(here) + "</details>\n";
  return text + "</aside>\n";
}

std::string hash_of_assets(const Shown& shown) {
  std::string all;
  for (const auto& [path, bytes] : shown.files)
    if (!path.starts_with("pagefind/") && (path.ends_with(".css") || path.ends_with(".js")))
      all += path + std::to_string(bytes.size()) + sha256(bytes);
  return sha256(all);
}

// A page of the preview's own, without the site's frame: it must be there when the site is not.
std::string own_page(const std::string& title, const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"" + std::string(language() == Language::danish ? "da" : "en") +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         title + "</title>\n</head>\n<body class=\"kancelli-vis-own\">\n<main>\n<h1>" + title + "</h1>\n" +
         body + "</main>\n</body>\n</html>\n";
}

// All but the script's element, which has the mark.
std::string with_panel(const Shown& shown, std::string_view path, std::string_view page) {
  std::string whole(page);
  const std::size_t end = whole.rfind("</body>");
  if (path != faults_path && end != std::string::npos) whole.insert(end, panel(shown, path));
  return whole;
}

std::string page_at(const Shown& shown, std::string_view path) {
  if (path == faults_path) return faults_page(shown);
  const std::string* file = find_file(shown, path);
  return file != nullptr ? *file : missing_page(shown, path);
}

}  // namespace

bool Shown::has_errors() const {
  return !problem.empty() || std::any_of(findings.begin(), findings.end(), [](const ShownFinding& each) {
    return each.severity == Severity::error;
  });
}

std::vector<ShownFinding> shown_findings(const Diagnostics& found, const SourceMap& sources,
                                         const std::map<std::string, std::string>& papers) {
  Diagnostics sorted = found;
  sorted.sort(sources);
  std::vector<ShownFinding> findings;
  for (const Diagnostic& d : sorted.list()) {
    Diagnostics one;
    one.add(d);
    const auto paper = papers.find(std::string(sources.name(d.span.source)));
    findings.push_back(
        {d.severity, paper == papers.end() ? "" : paper->second, print(one, sources, PrintOptions())});
  }
  return findings;
}

const std::string* find_file(const Shown& shown, std::string_view path) {
  std::string name(path);
  if (name.empty() || name.ends_with('/')) name += "index.html";
  const auto found = shown.files.find(name);
  return found == shown.files.end() ? nullptr : &found->second;
}

std::string preview_page(const Shown& shown, std::string_view path, std::string_view page) {
  std::string whole = with_panel(shown, path, page);
  const std::size_t head = whole.find("</head>");
  if (head != std::string::npos)
    whole.insert(head, "<link rel=\"stylesheet\" href=\"/" + std::string(style_path) +
                           "\">\n<script src=\"/" + std::string(script_path) + "\" defer data-mark=\"" +
                           mark_of(shown, path) + "\"></script>\n");
  return whole;
}

std::string faults_page(const Shown& shown) {
  std::string body;
  if (!shown.problem.empty())
    body += "<p class=\"kancelli-vis-stale\"><strong>" + xml_escape(shown.problem) + "</strong></p>\n";
  std::vector<const ShownFinding*> all;
  for (const ShownFinding& each : shown.findings) all.push_back(&each);
  body += all.empty() && shown.problem.empty() ? "<p>" + tr("Nothing was found.") + "</p>\n" : list_of(all);
  return own_page(tr("Findings"), body + "<p>" + link_to("", tr("To the front page")) + "</p>\n");
}

std::string missing_page(const Shown& shown, std::string_view path) {
  if (const auto own = shown.files.find("404.html"); own != shown.files.end()) return own->second;
  return own_page(tr("This page is not there"), "<p><code>/" + xml_escape(path) + "</code></p>\n<p>" +
                                                    link_to("", tr("To the front page")) + "</p>\n");
}

std::string failure_page(const std::string& problem) {
  return own_page(tr("This file could not be made"), "<pre>" + xml_escape(problem) + "</pre>\n<p>" +
                                                         link_to("", tr("To the front page")) + "</p>\n");
}

std::string mark_of(const Shown& shown, std::string_view path) {
  return sha256(with_panel(shown, path, page_at(shown, path)) + hash_of_assets(shown)).substr(0, 32);
}

}  // namespace kancelli
