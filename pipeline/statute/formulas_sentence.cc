#include "pipeline/statute/formulas_sentence.h"

#include <algorithm>
#include <array>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/statute/formulas.h"

namespace kancelli::statute {
// What the formula would be, as a hint.
std::string write_hint(const Operation& operation) {
  return tr("write: {0}", {formula_of(operation)});
}

std::string formula_of(const Operation& operation) {
  Operation shown = operation;
  shown.content.resize(std::min<std::size_t>(shown.content.size(), 1));
  return plain_words(write(Item{{shown}, {}, {}}).front().plain());
}

bool quote_begins(std::string_view text) {
  for (const std::string_view mark : {"»", "„", "“", "”", "\"", "«"})
    if (text.starts_with(mark)) return true;
  return false;
}

bool SentenceReader::wrong(std::string_view code, Span span, std::string message,
                           std::vector<std::string> hints) {
  diagnostics_.error(code, span, std::move(message), std::move(hints));
  return false;
}

// The nearest right form, by the words that the sentence has.
std::string SentenceReader::hint_for(std::string_view sentence) const {
  const auto has = [&](std::string_view word) { return sentence.find(word) != std::string_view::npos; };
  if (has("erstattes") || has("ændres") || has("rettes"))
    return tr("words are changed so: {0}", {"I § 9, stk. 2, ændres »X« til: »Y«."});
  if (has("slettes") || has("fjernes") || has("udgår") || has("bortfalder"))
    return tr("words are deleted so: {0}; units so: {1}",
              {"I § 9, stk. 2, udgår »X«.", "§ 9, stk. 2, ophæves."});
  if (has("ophæves")) return tr("units are repealed so: {0}", {"§ 9, stk. 2, ophæves."});
  if (has("indsættes") || has("tilføjes") || has("indføjes"))
    return tr("words are inserted so: {0}; units so: {1} or {2}",
              {"I § 9 indsættes efter »X«: »Y«.",
               "Efter § 9 indsættes:", "I § 9 indsættes efter stk. 2 som nyt stykke:"});
  if (has("affattes") || has("formuleres") || has("lyder"))
    return tr("units are re-worded so: {0}", {"§ 9, stk. 2, affattes således:"});
  return tr("a formula changes, deletes, inserts, re-words or repeals: {0}",
            {"I § 9, stk. 2, ændres »X« til: »Y«."});
}

// The words from where reading stopped to the end of the line, or the whole line when nothing was read.
bool SentenceReader::unknown(std::size_t begin) {
  std::size_t there = std::clamp(cursor_.at, begin, cursor_.end);
  there = std::min(there + space_length(cursor_.text.substr(there, cursor_.end - there)), cursor_.end);
  const bool at_end = there == cursor_.end;
  if (at_end) there = begin;
  const std::size_t line = std::min(cursor_.text.find('\n', there), cursor_.end);
  const std::size_t stop = there + trim(cursor_.text.substr(there, line - there)).size();
  const std::string_view sentence = cursor_.text.substr(begin_, std::max(stop, begin_) - begin_);
  return wrong("formula-unknown", cursor_.span(there, stop),
               at_end           ? tr("the formula breaks off")
               : there != begin ? tr("from here on this is no formula")
                                : tr("this is no formula that amends a statute"),
               {hint_for(sentence)});
}

void SentenceReader::colon() {
  const std::size_t from = cursor_.at;
  cursor_.space();
  if (cursor_.accept(":")) return;
  cursor_.at = from;
  diagnostics_.error("formula-unknown", cursor_.here(), tr("a colon is missing here")).fix = {
      {cursor_.span(from, from), ":"}};
}

// The verbs of formulas, and those that are written for them.
bool SentenceReader::verb(std::string_view right, std::initializer_list<std::string_view> wrong_ones,
                          Span& written) {
  written = {};
  if (cursor_.words(right)) return true;
  const std::size_t from = cursor_.at + space_length(cursor_.rest());
  for (const std::string_view one : wrong_ones) {
    if (!cursor_.words(one)) continue;
    written = cursor_.span(from, cursor_.at);
    return true;
  }
  return false;
}

// When the operation is read: another word was used for it.
void SentenceReader::report_verb(Span written, std::string_view right, const Operation& operation) {
  if (written.nowhere()) return;
  const std::string_view word = cursor_.text.substr(written.begin, written.end - written.begin);
  wrong("formula-word", written, tr("the formula has \"{0}\" here, not \"{1}\"", {right, word}),
        {write_hint(operation)});
}

// ændres »X« til: »Y« | udgår »X« | indsættes efter »X«: »Y« | indsættes ... som nyt stykke:
bool SentenceReader::words_verb(Operation& operation, std::vector<Operation>& operations) {
  Span written;
  if (verb("ændres", {"erstattes", "rettes", "udskiftes"}, written)) {
    operation.action = Action::replace_words;
    if (!quoted_words(operation.old_words)) return false;
    const bool instead = !written.nowhere() && (cursor_.words("af") || cursor_.words("med"));
    if (!instead && !cursor_.words("til")) return unknown(begin_);
    if (!instead) colon();
    if (!quoted_words(operation.new_words)) return false;
    report_verb(written, "ændres", operation);
    while (another_quotation()) {  // "ændres »A« til: »B« og »C« til: »D«"
      operations.push_back(operation);
      if (!quoted_words(operation.old_words)) return false;
      if (!cursor_.words("til")) return unknown(begin_);
      colon();
      if (!quoted_words(operation.new_words)) return false;
    }
    return true;
  }
  if (verb("udgår", {"ophæves", "slettes", "fjernes", "bortfalder"}, written))
    return deleted(operation, operations, written);
  if (!verb("indsættes", {"tilføjes", "indføjes"}, written)) return unknown(begin_);
  if (!inserted(operation)) return false;
  report_verb(written, "indsættes", operation);
  return true;
}

// ", »Y«" or " og »Y«", no verb behind it: the verb before it is its verb too. The cursor is then at the
// quotation.
bool SentenceReader::another_quotation() {
  const std::size_t from = cursor_.at;
  const bool comma = cursor_.accept(",");
  const bool joined = cursor_.words("og");
  cursor_.space();
  Cursor ahead = cursor_;
  if ((comma || joined) && ahead.accept("»")) {
    for (int depth = 1; depth > 0 && !ahead.done(); ++ahead.at) {
      if (ahead.rest().starts_with("»")) ++depth;
      if (ahead.rest().starts_with("«") && --depth == 0) ++ahead.at;  // it is two bytes
    }
    if (!ahead.words("ændres") && !ahead.words("udgår") && !ahead.done()) return true;
  }
  cursor_.at = from;
  return false;
}

// "udgår »X« og »Y«" is two operations.
bool SentenceReader::deleted(Operation& operation, std::vector<Operation>& operations, Span written) {
  operation.action = Action::delete_words;
  const std::size_t verb_end = cursor_.at;
  cursor_.space();
  if (!quote_begins(cursor_.rest())) {
    const std::size_t begin = cursor_.at;
    std::vector<Reference> found;
    if (operation.places.empty() || !references(found)) {
      cursor_.at = begin;
      return unknown(begin_);
    }
    Operation right;
    right.action = Action::repeal;
    for (Reference& one : found) right.places.push_back({std::move(one), 1, ""});
    return wrong("formula-word", cursor_.span(begin_, verb_end),
                 tr("units are repealed (\"ophæves\"); only words that are quoted \"udgår\""),
                 {write_hint(right)});
  }
  if (!quoted_words(operation.old_words)) return false;
  report_verb(written, "udgår", operation);
  while (another_quotation()) {
    operations.push_back(operation);
    if (!quoted_words(operation.old_words)) return false;
  }
  return true;
}

bool SentenceReader::everywhere(Operation& operation, std::vector<Operation>& operations) {
  if (!cursor_.words("i vedtægten") && !cursor_.words("i loven")) return unknown(begin_);
  return words_verb(operation, operations);
}

// "»C« ændres til: »D«", "efter »C« indsættes: »D«": in the place of the operation before.
bool SentenceReader::same_place(std::vector<Operation>& operations) {
  Operation operation;
  operation.places = operations.back().places;
  const bool after = cursor_.words("efter"), before = !after && cursor_.words("før");
  operation.side = before ? Side::before : Side::after;
  if (!quoted_words(operation.old_words)) return false;
  if (after || before) {
    operation.action = Action::insert_words;
    if (!cursor_.words("indsættes")) return unknown(begin_);
    colon();
    if (!quoted_words(operation.new_words)) return false;
  } else if (cursor_.words("udgår")) {
    operation.action = Action::delete_words;
  } else {
    if (!cursor_.words("ændres til")) return unknown(begin_);
    colon();
    if (!quoted_words(operation.new_words)) return false;
  }
  operations.push_back(std::move(operation));
  return true;
}

// § 5, stk. 2, affattes således: | ophæves[, og i stedet indsættes:]
bool SentenceReader::whole_units(Operation& operation) {
  std::vector<Reference> found;
  const std::size_t begin = cursor_.at + space_length(cursor_.rest());
  if (!references(found)) return unknown(begin_);
  for (Reference& one : found) operation.places.push_back({std::move(one), 1, ""});
  const Step first = operation.places.front().where.steps.back();
  Kind kind = first.kind;
  if (kind == Kind::heading) {
    const Kind of = operation.places.front().where.steps.front().kind;
    kind = of == Kind::paragraph ? Kind::heading : of;
  }
  Span written;
  if (verb("affattes således", {"affattes på følgende måde", "får følgende ordlyd", "lyder således"},
           written)) {
    operation.action = Action::reword;
    report_verb(written, "affattes således", operation);
    return content(operation, kind, operation.places.size() > 1);
  }
  if (verb("ophæves", {"udgår", "slettes", "fjernes", "bortfalder"}, written))
    return repealed(operation, kind, written);
  if (cursor_.words("affattes som bilag")) {
    operation.action = Action::reword;
    return wrong(
        "formula-unknown", cursor_.span(begin, cursor_.at),
        tr("the new text of an annex stands in the item itself"),
        {tr("write \"{0}\", and behind it the whole new text between » and «", {formula_of(operation)})});
  }
  // "§ 5 ændres »X« til: »Y«", which lacks its "I"
  const std::size_t at = cursor_.at;
  Cursor ahead = cursor_;
  if (ahead.words("ændres") ||
      (ahead.words("indsættes") && (ahead.words("efter") || ahead.words("før") || ahead.words("som")))) {
    std::vector<Operation> more;
    if (!words_verb(operation, more)) return false;
    return report_missing_in(begin, at, operation);
  }
  return unknown(begin_);
}

bool SentenceReader::report_missing_in(std::size_t begin, std::size_t end, const Operation& operation) {
  wrong("formula-unknown", cursor_.span(begin, end), tr("what is changed within a unit begins with \"I\""),
        {write_hint(operation)});
  return true;
}

bool SentenceReader::repealed(Operation& operation, Kind kind, Span written) {
  operation.action = Action::repeal;
  const std::size_t from = cursor_.at;
  cursor_.space();
  if (quote_begins(cursor_.rest())) {
    operation.action = Action::delete_words;
    if (!quoted_words(operation.old_words)) return false;
    return report_missing_in(begin_, from, operation);
  }
  cursor_.at = from;
  if (!written.nowhere())
    wrong("formula-word", written,
          tr("units are repealed (\"ophæves\"); only words that are quoted \"udgår\""),
          {write_hint(operation)});
  cursor_.accept(",");
  if (cursor_.words("og i stedet indsættes")) {
    operation.action = Action::replace_units;
    return content(operation, kind, true);
  }
  cursor_.at = from;
  return true;
}

bool SentenceReader::in_places(std::vector<Operation>& operations) {
  Operation operation;
  const std::size_t from = cursor_.at;
  if (cursor_.words("i vedtægten indsættes") || cursor_.words("i loven indsættes")) {
    operation.places = {{{{{Kind::statute, "", ""}}}, 1, ""}};
    if (!inserted_as(operation)) return false;
    operations.push_back(std::move(operation));
    return true;
  }
  cursor_.at = from;
  if (!places(operation.places)) return false;
  if (!words_verb(operation, operations)) return false;
  if (operation.action == Action::insert_units) before_ = operation.anchor.where;
  operations.push_back(std::move(operation));
  return true;
}

bool SentenceReader::clause(std::vector<Operation>& operations, bool first) {
  Cursor ahead = cursor_;
  const bool beside_something = ahead.words("efter") || ahead.words("før");
  ahead.space();
  if (!first && quote_begins(ahead.rest())) return same_place(operations);
  Operation operation;
  if (cursor_.words("overalt")) {
    if (!everywhere(operation, operations)) return false;
  } else if (beside_something) {
    if (!beside(operation, first)) return false;
  } else {
    int count = 1;
    ahead = cursor_;
    const bool in = times(count);
    cursor_ = ahead;
    if (in) return in_places(operations);
    if (!whole_units(operation)) return false;
  }
  operations.push_back(std::move(operation));
  return true;
}

bool SentenceReader::sentence(std::vector<Operation>& operations) {
  for (bool first = true;; first = false) {
    const std::size_t size = operations.size(), begin = cursor_.at;
    if (!clause(operations, first)) return false;
    for (std::size_t i = size; i < operations.size(); ++i)
      operations[i].span =
          cursor_.span(begin + space_length(cursor_.text.substr(begin, cursor_.at - begin)), cursor_.at);
    if (ends_with_content_) return true;
    const std::size_t from = cursor_.at;
    const bool comma = cursor_.accept(",");
    if (!cursor_.words("og") && !comma) {
      cursor_.at = from;
      return true;
    }
  }
}

// The full stop behind the sentence, and none where the quotation has it.
void SentenceReader::sentence_end() {
  const bool quoted = last_.whole.end == cursor_.at && last_.words.end > 0;
  const bool ended = quoted && cursor_.text[last_.words.end - 1] == '.';
  const std::size_t at = cursor_.at;
  const bool stop = cursor_.accept(".");
  if (stop && ended)
    diagnostics_
        .warning("formula-quote", cursor_.span(at, cursor_.at),
                 tr("the quotation ends with a full stop already"))
        .fix = {{cursor_.span(at, cursor_.at), ""}};
  if (!stop && !ended && !ends_with_content_)
    diagnostics_
        .warning(quoted ? "formula-quote" : "formula-unknown", cursor_.last(),
                 tr("a full stop is missing here"))
        .fix = {{cursor_.span(at, at), "."}};
}

bool SentenceReader::read(Cursor& cursor, std::vector<Operation>& operations, std::vector<Shift>& shifts) {
  cursor_ = cursor;
  cursor_.space();
  begin_ = cursor_.at;
  before_ = {};
  last_ = {};
  shifts_ = &shifts;
  ends_with_content_ = false;
  const std::size_t errors = diagnostics_.list().size();
  const bool read = sentence(operations);
  const bool led = std::any_of(diagnostics_.list().begin() + static_cast<std::ptrdiff_t>(errors),
                               diagnostics_.list().end(), [&](const Diagnostic& one) {
                                 const std::size_t length = one.span.end - one.span.begin;
                                 return one.code == "formula-word" &&
                                        cursor_.text.substr(one.span.begin, length).ends_with("led");
                               });
  if (read) sentence_end();
  cursor = cursor_;
  return read && !led;
}

}  // namespace kancelli::statute
