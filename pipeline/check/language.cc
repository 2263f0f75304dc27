#include "pipeline/check/language.h"

#include <utility>

namespace kancelli {

std::optional<Edit> edit_of(const ExaminedPaper& examined, std::size_t begin, std::size_t end,
                            std::string text) {
  const Span span = examined.span(begin, end);
  const std::string_view written =
      examined.project.sources.text(span.source).substr(span.begin, span.end - span.begin);
  if (written.find_first_of("<&") != std::string_view::npos) return std::nullopt;
  return Edit{span, std::move(text)};
}

void report_form(const ExaminedPaper& examined, std::string_view code, std::size_t begin, std::size_t end,
                 const std::string& right, bool certain, Diagnostics& diagnostics) {
  const std::string_view written = examined.text.text().substr(begin, end - begin);
  Diagnostic& d = diagnostics.error(code, examined.span(begin, end),
                                    tr("\"{0}\" is not written so", {written}), {tr("write {0}", {right})});
  if (!certain) return;
  if (auto edit = edit_of(examined, begin, end, right)) d.fix.push_back(std::move(*edit));
}

}  // namespace kancelli
