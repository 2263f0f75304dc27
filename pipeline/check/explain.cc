// The rules' texts for those who want to know more: on a terminal, and as a page of the manual.
#include "pipeline/check/rule.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::size_t line_width = 78;

// Paragraph text in lines of at most `line_width` characters.
std::string wrapped(std::string_view text) {
  std::string result;
  std::size_t column = 0;
  for (const std::string_view word : split(text)) {
    const std::size_t width = code_point_count(word);
    if (column > 0 && column + 1 + width > line_width) {
      result += '\n';
      column = 0;
    } else if (column > 0) {
      result += ' ';
      ++column;
    }
    result += word;
    column += width;
  }
  return result + "\n";
}

std::string indented(std::string_view text) {
  std::string result;
  for (const std::string_view line : split(text, '\n'))
    result += line.empty() ? "\n" : "    " + std::string(line) + "\n";
  while (result.ends_with("\n\n")) result.pop_back();
  return result;
}

std::string severity_of(const Rule& rule) {
  return tr(std::string(to_string(rule.severity)).c_str());
}

// `<body>` and `&amp;` in running text would be read as HTML.
std::string markdown(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '<' || c == '&' || c == '*' || c == '_') result += '\\';
    result += c;
  }
  return result;
}

// With the command that finds it, where that is another than check.
std::string explanation_of(const Rule& rule) {
  const std::string text = tr(rule.explanation);
  return wrapped(rule.made_by == nullptr ? text : text + " " + tr("`{0}` finds it.", {rule.made_by}));
}

}  // namespace

std::string explain(const Rule& rule) {
  std::string text = std::string(rule.code) + " (" + severity_of(rule) + ")\n\n" + wrapped(tr(rule.summary)) +
                     "\n" + explanation_of(rule);
  if (!rule.failing.empty())
    text += "\n" + tr("This is found:") + "\n\n" + indented(rule.failing) + "\n" + tr("This is right:") +
            "\n\n" + indented(rule.passing);
  return text;
}

std::string list_of_rules() {
  std::string list;
  for (const RuleGroup& group : rule_groups()) {
    list += (list.empty() ? "" : "\n") + tr(group.title) + "\n";
    for (const Rule& rule : group.rules) {
      const std::string code(rule.code);
      list +=
          "  " + code + std::string(code.size() < 26 ? 26 - code.size() : 1, ' ') + tr(rule.summary) + "\n";
    }
  }
  return list;
}

std::string explain_all(Language wanted) {
  const Language before = language();
  set_language(wanted);
  std::string page =
      "# " + tr("Diagnostics") + "\n\n" +
      wrapped(tr("Every finding has a code. This page is made from the program (`kancelli explain --all`); "
                 "`kancelli explain CODE` prints one entry. "
                 "In an example, a comment with a path begins another file of the same small project.")) +
      "\n";
  for (const RuleGroup& group : rule_groups()) {
    page += "## " + tr(group.title) + "\n\n";
    for (const Rule& rule : group.rules) {
      page += "### " + std::string(rule.code) + "\n\n" + severity_of(rule) + ": " +
              markdown(wrapped(tr(rule.summary))) + "\n" + markdown(explanation_of(rule)) + "\n";
      if (rule.failing.empty()) continue;
      page += tr("This is found:") + "\n\n```xml\n" + std::string(rule.failing) + "```\n\n" +
              tr("This is right:") + "\n\n```xml\n" + std::string(rule.passing) + "```\n\n";
    }
  }
  page.pop_back();
  set_language(before);
  return page;
}

}  // namespace kancelli
