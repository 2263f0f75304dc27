// One sentence of an item: the operations it tells.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/formulas_cursor.h"
#include "pipeline/statute/formulas_quote.h"

namespace kancelli::statute {

struct Quotation {
  Span words;  // between the marks
  Span whole;  // with them
};

// The operation's formula, spaces as a text file has them; and as a hint.
std::string formula_of(const Operation& operation);
std::string write_hint(const Operation& operation);
bool quote_begins(std::string_view text);

class SentenceReader {
 public:
  // `width`: of a file whose lines were broken to fit, else 0.
  SentenceReader(const SourceMap& sources, std::size_t width, Diagnostics& diagnostics)
      : sources_(sources), width_(width), diagnostics_(diagnostics) {}

  // Reads from the cursor to the end of the sentence and what it quotes. False, with a diagnostic, when it is
  // no formula; the cursor is then anywhere within it.
  bool read(Cursor& cursor, std::vector<Operation>& operations, std::vector<Shift>& shifts);
  // Whether a shift clause begins here ("Stk. 2 bliver herefter stk. 3."), well-formed or not.
  static bool shift_begins(Cursor cursor);
  bool read_shift(Cursor& cursor, std::vector<Shift>& shifts);

 private:
  bool sentence(std::vector<Operation>& operations);
  bool clause(std::vector<Operation>& operations, bool first);
  bool same_place(std::vector<Operation>& operations);
  bool everywhere(Operation& operation, std::vector<Operation>& operations);
  bool in_places(std::vector<Operation>& operations);
  bool places(std::vector<Place>& places);
  bool times(int& times);
  bool words_verb(Operation& operation, std::vector<Operation>& operations);
  bool verb(std::string_view right, std::initializer_list<std::string_view> wrong_ones, Span& written);
  void report_verb(Span written, std::string_view right, const Operation& operation);
  bool another_quotation();
  bool deleted(Operation& operation, std::vector<Operation>& operations, Span written);
  bool repealed(Operation& operation, Kind kind, Span written);
  bool report_missing_in(std::size_t begin, std::size_t end, const Operation& operation);
  bool inserted(Operation& operation);
  bool inserted_beside_unit(Operation& operation);
  bool inserted_as(Operation& operation);
  bool beside(Operation& operation, bool first);
  bool beside_part(Operation& operation, std::size_t begin, bool first);
  bool mixed(Operation& operation, std::size_t as);
  bool beside_heading(Operation& operation);
  bool whole_units(Operation& operation);
  bool as_new(Operation& operation, const Reference& anchor, bool& read);
  bool content(Operation& operation, Kind kind, bool many);
  static Announced announced(const Operation& operation, Kind kind, bool many);
  void take_shift(Quotation& quoted);
  bool references(std::vector<Reference>& references);
  bool quoted_words(std::string& words);
  bool quotation(Quotation& quotation);
  bool shift_clause(std::vector<Shift>& shifts);
  void colon();
  void sentence_end();
  void report(const std::vector<ReferenceFault>& faults, std::size_t begin,
              const std::vector<Reference>& references);
  bool unknown(std::size_t begin);
  bool wrong(std::string_view code, Span span, std::string message, std::vector<std::string> hints = {});
  std::string hint_for(std::string_view sentence) const;

  const SourceMap& sources_;
  std::size_t width_;
  Diagnostics& diagnostics_;
  Cursor cursor_;
  std::size_t begin_ = 0;  // of the sentence
  Reference before_;       // what a reference leaves out
  std::vector<Shift>* shifts_ = nullptr;
  bool ends_with_content_ = false;
  Quotation last_;  // the last one read, where it ends the sentence
};

}  // namespace kancelli::statute
