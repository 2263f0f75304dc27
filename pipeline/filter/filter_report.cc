#include "pipeline/filter/filter_report.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

std::string decimal(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  std::string shown = text;
  if (language() == Language::danish) std::replace(shown.begin(), shown.end(), '.', ',');
  return shown;
}

std::string milliseconds(Nanoseconds time) {
  return decimal(static_cast<double>(time.count()) / 1e6, 3) + " ms";
}

std::string share(Nanoseconds time, Nanoseconds all) {
  if (all.count() == 0) return "-";
  return decimal(100.0 * static_cast<double>(time.count()) / static_cast<double>(all.count()), 1) + " %";
}

using Row = std::vector<std::string>;

// Columns of numbers stand to the right, the last `texts` to the left.
void append_table(std::string& out, const std::vector<Row>& rows, std::size_t texts) {
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], code_point_count(row[i]));
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - code_point_count(row[i]), ' ');
      if (i > 0) line += "  ";
      line += i + texts < row.size() ? space + row[i] : row[i] + space;
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
}

}  // namespace

void add(FilterProfile& sum, const FilterProfile& part) {
  for (const FilterProfile::File& file : part.files) {
    const auto known = std::find_if(sum.files.begin(), sum.files.end(),
                                    [&](const auto& each) { return each.filter == file.filter; });
    if (known == sum.files.end())
      sum.files.push_back(file);
    else
      known->time += file.time;
  }
  for (const FilterProfile::Function& function : part.functions) {
    const auto known = std::find_if(sum.functions.begin(), sum.functions.end(), [&](const auto& each) {
      return each.line == function.line && each.name == function.name && each.filter == function.filter;
    });
    if (known == sum.functions.end()) {
      sum.functions.push_back(function);
    } else {
      known->calls += function.calls;
      known->time += function.time;
    }
  }
}

std::string profile_table(const FilterProfile& profile) {
  auto files = profile.files;
  auto functions = profile.functions;
  const auto longest_first = [](const auto& a, const auto& b) { return a.time > b.time; };
  std::stable_sort(files.begin(), files.end(), longest_first);
  std::stable_sort(functions.begin(), functions.end(), longest_first);
  Nanoseconds all{};
  for (const auto& file : files) all += file.time;
  std::string out;
  std::vector<Row> rows = {{tr("time"), tr("share"), tr("filter")}};
  for (const auto& file : files)
    rows.push_back({milliseconds(file.time), share(file.time, all), file.filter});
  append_table(out, rows, 1);
  if (functions.empty()) return out;
  out += "\n";
  rows = {{tr("time"), tr("share"), tr("calls"), tr("function"), tr("place")}};
  for (const auto& function : functions)
    rows.push_back({milliseconds(function.time), share(function.time, all), std::to_string(function.calls),
                    function.name, function.filter + ":" + std::to_string(function.line)});
  append_table(out, rows, 2);
  return out;
}

std::string trace_text(std::string_view heading, const ast::Changes& changes) {
  using Kind = ast::Change::Kind;
  std::string out = std::string(heading) + ":";
  if (changes.list.empty()) return out + " " + tr("changed nothing") + "\n";
  out += "\n";
  for (const ast::Change& change : changes.list) {
    std::string what;
    if (change.kind == Kind::moved) what = tr("moved to {0}", {change.moved_to});
    out += change.place + ": " + change.element + (change.element.empty() || what.empty() ? "" : ", ") + what;
    if (out.ends_with(": ")) out.resize(out.size() - 1);
    out += "\n";
    if (change.kind == Kind::moved) continue;
    for (const std::string& line : change.before) out += "  - " + line + "\n";
    for (const std::string& line : change.after) out += "  + " + line + "\n";
  }
  if (changes.more > 0) out += tr("and {0} more changes", {std::to_string(changes.more)}) + "\n";
  return out;
}

std::vector<std::string> trace_lines(const FilterError& error, bool with_place) {
  std::vector<std::string> lines;
  std::string at = error.element;
  if (with_place && !error.position.empty()) at += (at.empty() ? "" : ", ") + error.position;
  if (!at.empty()) lines.push_back(tr("at {0}", {at}));
  const std::vector<std::string_view> frames = split(error.traceback, '\n');
  // A heading without a frame says nothing.
  const auto has_text = [](std::string_view line) { return !trim(line).empty(); };
  if (std::count_if(frames.begin(), frames.end(), has_text) < 2) return lines;
  for (const std::string_view line : frames)
    if (has_text(line)) lines.emplace_back(trim(line));
  return lines;
}

}  // namespace kancelli
