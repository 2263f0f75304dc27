#include "pipeline/core/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "pipeline/core/messages.h"
#include "pipeline/core/printable.h"
#include "pipeline/core/text.h"

namespace kancelli {

std::string print_json(const Diagnostics& diagnostics, const SourceMap& sources);  // diagnostic_json.cc
std::string print_sarif(const Diagnostics& diagnostics, const SourceMap& sources);

namespace {

struct Colors {
  const char *bold = "", *error = "", *warning = "", *note = "", *dim = "", *off = "";
};

std::string severity_word(Severity severity) {
  return severity == Severity::error     ? tr("error")
         : severity == Severity::warning ? tr("warning")
                                         : tr("note");
}

std::string place_of(const Diagnostic& diagnostic, const SourceMap& sources) {
  return diagnostic.span.nowhere() ? diagnostic.place : sources.where(diagnostic.span);
}

// A message is one line, and may quote what it is about: that may be a book.
std::string in_one_line(std::string message) {
  constexpr std::size_t longest = 400;
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::size_t end = 0;
  for (std::size_t i = 0; i < longest && end < message.size(); ++i) next_code_point(message, end);
  return end < message.size() ? message.substr(0, end) + "…" : message;
}

// The text [from, to) of a source as it may be shown: without the last four digits of private numbers.
std::string shown_text(SourceId source, std::size_t from, std::size_t to, const SourceMap& sources,
                       const std::vector<Span>& secrets) {
  const std::string_view text = sources.text(source);
  std::string shown(text.substr(from, to - from));
  const auto hide = [&](std::size_t begin, std::size_t end) {
    int hidden = 0;
    for (std::size_t at = end; at > begin && hidden < 4; --at) {
      if (text[at - 1] < '0' || text[at - 1] > '9') continue;
      ++hidden;
      if (at > from && at <= to) shown[at - 1 - from] = '*';
    }
  };
  for (const Span& secret : secrets) {
    const std::string_view number =
        sources.text(secret.source).substr(secret.begin, secret.end - secret.begin);
    if (secret.source == source && secret.end > from && secret.begin < to) hide(secret.begin, secret.end);
    // The same number may stand there again, and be told of only once.
    for (std::size_t at = text.find(number, from); at < to; at = text.find(number, at + 1))
      hide(at, at + number.size());
  }
  return shown;
}

// The part of a line that is shown: all of it, or, of a long one, what lies around the columns [from, to);
// and how many columns were cut off before.
std::string_view window(std::string_view line, std::size_t from, std::size_t to, std::size_t& cut) {
  constexpr std::size_t widest = 150, margin = 40;
  cut = 0;
  if (code_point_count(line) <= widest) return line;
  cut = from > margin + 1 ? from - margin - 1 : 0;
  std::size_t begin = 0, end = 0;
  for (std::size_t i = 0; i < cut; ++i) next_code_point(line, begin);
  end = begin;
  const std::size_t wanted = std::min(std::max(to - cut + margin, widest / 2), widest);
  for (std::size_t i = 0; i < wanted && end < line.size(); ++i) next_code_point(line, end);
  return line.substr(begin, end - begin);
}

// The line of a span with carets below it. A tab in the line stands below itself, so that the carets meet
// what they mean.
void append_excerpt(std::string& out, Span span, const SourceMap& sources, const Colors& colors,
                    const char* color, const std::vector<Span>& secrets) {
  const Position begin = sources.position(span.source, span.begin),
                 end = sources.position(span.source, span.end);
  // Of a line without end only what may be shown of it is looked at.
  constexpr std::size_t reach = 2000;
  const std::string_view text = sources.text(span.source), whole = sources.line(span.source, begin.line);
  const auto line_begin = static_cast<std::size_t>(whole.data() - text.data()),
             line_end = line_begin + whole.size();
  std::size_t from = span.begin > line_begin + reach ? span.begin - reach : line_begin;
  while (from < span.begin && (static_cast<unsigned char>(text[from]) & 0xC0u) == 0x80u) ++from;
  const std::size_t to = std::min(line_end, span.begin + reach);
  const std::string line = shown_text(span.source, from, to, sources, secrets);
  const std::size_t first =
      code_point_count(text.substr(from, span.begin - from)) + 1;  // the span's first column in `line`
  const std::size_t last = end.line > begin.line
                               ? code_point_count(line) + 1
                               : first + std::max(end.column, begin.column + 1) - begin.column;
  std::size_t cut = 0;
  const std::string_view shown = window(line, first, last, cut);
  const bool more = shown.data() + shown.size() < line.data() + line.size() || to < line_end;
  std::string under = cut > 0 ? " " : "";
  std::size_t offset = 0;
  for (std::size_t column = 1 + cut; column < first && offset < shown.size(); ++column)
    under += next_code_point(shown, offset) == U'\t' ? '\t' : ' ';
  const std::size_t room = std::max<std::size_t>(1, code_point_count(shown.substr(offset)));
  const std::size_t width = std::clamp<std::size_t>(last - first, 1, room);
  const std::string number = std::to_string(begin.line);
  const std::size_t gutter = std::max<std::size_t>(number.size(), 4);
  out += "  " + std::string(gutter - number.size(), ' ') + colors.dim + number + " |" + colors.off + " " +
         (cut > 0 ? "…" : "") + printable(shown) + (more ? "…" : "") + "\n";
  out += "  " + std::string(gutter, ' ') + colors.dim + " |" + colors.off + " " + under + color +
         std::string(width, '^') + colors.off + "\n";
}

std::string print_human(const Diagnostics& diagnostics, const SourceMap& sources, const Colors& colors,
                        bool brief) {
  std::string out;
  std::vector<Span> secrets;
  for (const Diagnostic& d : diagnostics.list())
    if (d.secret) secrets.push_back(d.span);
  for (const Diagnostic& d : diagnostics.list()) {
    const char* color = d.severity == Severity::error     ? colors.error
                        : d.severity == Severity::warning ? colors.warning
                                                          : colors.note;
    const std::string place = place_of(d, sources);
    if (!place.empty()) out += colors.bold + printable(place) + ": " + colors.off;
    // In the brief form programs look for the English word.
    out += color + (brief ? std::string(to_string(d.severity)) : severity_word(d.severity)) + ": " +
           colors.off + in_one_line(printable(d.message)) + " [" + d.code + "]\n";
    if (brief) continue;
    const bool whole_file = d.span.begin == 0 && d.span.end == 0;
    if (!d.span.nowhere() && !whole_file) append_excerpt(out, d.span, sources, colors, color, secrets);
    for (const RelatedPlace& related : d.related) {
      out += "  " + (related.span.nowhere() ? "" : printable(sources.where(related.span)) + ": ") +
             tr("note") + ": " + printable(related.message) + "\n";
      if (!related.span.nowhere()) append_excerpt(out, related.span, sources, colors, colors.note, secrets);
    }
    for (const std::string& line : d.trace) out += "  " + printable(line) + "\n";
    for (const std::string& hint : d.hints) out += "  " + tr("hint") + ": " + printable(hint) + "\n";
  }
  return out;
}

}  // namespace

std::string_view to_string(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  return list_.emplace_back(std::move(diagnostic));
}

Diagnostic& Diagnostics::report(Severity severity, std::string_view code, Span span, std::string message,
                                std::vector<std::string> hints) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  diagnostic.hints = std::move(hints);
  return add(std::move(diagnostic));
}

Diagnostic& Diagnostics::error(std::string_view code, Span span, std::string message,
                               std::vector<std::string> hints) {
  return report(Severity::error, code, span, std::move(message), std::move(hints));
}

Diagnostic& Diagnostics::warning(std::string_view code, Span span, std::string message,
                                 std::vector<std::string> hints) {
  return report(Severity::warning, code, span, std::move(message), std::move(hints));
}

Diagnostic& Diagnostics::note(std::string_view code, Span span, std::string message,
                              std::vector<std::string> hints) {
  return report(Severity::note, code, span, std::move(message), std::move(hints));
}

void Diagnostics::sort(const SourceMap& sources) {
  const auto key = [&](const Diagnostic& d) {
    return std::tuple(d.span.nowhere() ? std::string_view(d.place) : sources.name(d.span.source),
                      d.span.begin, d.span.end, std::string_view(d.code), std::string_view(d.message));
  };
  std::stable_sort(list_.begin(), list_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  list_.erase(std::unique(list_.begin(), list_.end(),
                          [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
              list_.end());
}

void Diagnostics::merge(Diagnostics other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()),
               std::make_move_iterator(other.list_.end()));
}

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(list_.begin(), list_.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::string print(const Diagnostics& diagnostics, const SourceMap& sources, const PrintOptions& options) {
  switch (options.format) {
    case DiagnosticFormat::json:
      return print_json(diagnostics, sources);
    case DiagnosticFormat::sarif:
      return print_sarif(diagnostics, sources);
    default:
      break;
  }
  const Colors colors =
      options.color ? Colors{"\033[1m", "\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[2m", "\033[0m"}
                    : Colors{};
  return print_human(diagnostics, sources, colors, options.format == DiagnosticFormat::brief);
}

}  // namespace kancelli
