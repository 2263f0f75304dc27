// One thing to tell the author, and the list that stages put them in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/source.h"

namespace kancelli {

enum class Severity { error, warning, note };
std::string_view to_string(Severity severity);  // "error", "warning", "note"

// Another place that belongs to the same fault: the quoted words, the first use of an id.
struct RelatedPlace {
  Span span;
  std::string message;
};

// One change of a source: its bytes there become `text`.
struct Edit {
  Span span;
  std::string text;
};

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;                // Stable and readable: "count-mismatch". Never reused.
  Span span;                       // May be nowhere.
  std::string message;             // What is wrong, in the user's language. Lower case, no final period.
  std::vector<std::string> hints;  // What to do about it.
  std::vector<std::string> trace;  // "while running filter 'charter'"
  std::vector<RelatedPlace> related;
  std::vector<Edit> fix;  // The repair, where it is certain: of a form, never of a word or a number.
  std::string
      place;  // Where, when it is not in a source we hold (an output file); shown instead of the span.
  bool secret = false;  // The span holds a private number: no excerpt shows its last four digits.
};

// The diagnostics of a run. Nothing is in it twice.
class Diagnostics {
 public:
  Diagnostic& add(Diagnostic diagnostic);
  Diagnostic& error(std::string_view code, Span span, std::string message,
                    std::vector<std::string> hints = {});
  Diagnostic& warning(std::string_view code, Span span, std::string message,
                      std::vector<std::string> hints = {});
  Diagnostic& note(std::string_view code, Span span, std::string message,
                   std::vector<std::string> hints = {});

  // Sorts by file name, place, code and message, and leaves out what is there twice: two runs read alike.
  void sort(const SourceMap& sources);
  void merge(Diagnostics other);

  const std::vector<Diagnostic>& list() const { return list_; }
  std::vector<Diagnostic>& list() { return list_; }
  bool has_errors() const { return count(Severity::error) != 0; }
  std::size_t count(Severity severity) const;

 private:
  Diagnostic& report(Severity severity, std::string_view code, Span span, std::string message,
                     std::vector<std::string> hints);

  std::vector<Diagnostic> list_;
};

enum class DiagnosticFormat { human, brief, json, sarif };

struct PrintOptions {
  DiagnosticFormat format = DiagnosticFormat::human;
  bool color = false;
};

// The text a user or a program reads. Human and brief: a block or a line each; JSON: one array of objects
// with every field; SARIF 2.1.0.
std::string print(const Diagnostics& diagnostics, const SourceMap& sources, const PrintOptions& options);

}  // namespace kancelli
