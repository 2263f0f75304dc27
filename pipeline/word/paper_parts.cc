#include "pipeline/word/paper_parts.h"

#include <algorithm>
#include <array>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_table.h"
#include "pipeline/word/template_controls.h"

namespace kancelli::word {
namespace {

using Kind = Part::Kind;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Of Word's own styles and of the house's (filters/docx/README.md), in lower case.
Kind kind_of_style(const std::string& style) {
  static constexpr auto quotes = std::to_array<std::string_view>({"quote", "intense quote", "block text"});
  static constexpr auto notes = std::to_array<std::string_view>({"bemærkning", "bemærkningspunkt"});
  static constexpr auto heads = std::to_array<std::string_view>(
      {"afsender", "brevhovedlinje", "message header", "papirtype", "mødeudvalg", "mødelinje", "sagsnummer",
       "modtager", "sidekolonne", "sidekolonne bund", "date"});
  if (one_of(style, quotes)) return Kind::quote;
  if (one_of(style, notes)) return Kind::note;
  if (one_of(style, heads)) return Kind::head;
  if (style == "citatkilde") return Kind::quote_source;
  if (style == "caption") return Kind::caption;
  if (style == "signature") return Kind::signature;
  return Kind::text;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// The number at the beginning of a heading, "2.1 " or "3. "; its length with the space, 0 when there is none.
std::size_t number_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && digit(text[at])) ++at;
  if (at == 0 || at > 2) return 0;
  bool point = false;
  while (at + 1 < text.size() && text[at] == '.' && digit(text[at + 1])) {
    point = true;
    ++at;
    while (at < text.size() && digit(text[at])) ++at;
  }
  if (at < text.size() && text[at] == '.') {
    point = true;
    ++at;
  }
  if (!point || at >= text.size() || (text[at] != ' ' && text[at] != '\t')) return 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// The same of a heading: "1. behandling", "3. kvartal 2026" and "1. Juni 2023" begin with words of their own.
std::size_t heading_number(std::string_view text) {
  const std::size_t number = number_length(text);
  std::size_t at = number, length = 0;
  if (number == 0 || number >= text.size() || read_date(lower(text), length)) return 0;
  const bool parts = text.substr(0, text.find_first_of(" \t")).find('.') + 1 < text.find_first_of(" \t");
  const char32_t first = next_code_point(text, at);
  return !parts && is_letter(first) && lower(first) == first ? 0 : number;
}

// "2  Opgaver": a number without a point, as far as a heading may have it.
std::size_t bare_number_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && digit(text[at])) ++at;
  if (at == 0 || at > 2 || at >= text.size() || (text[at] != ' ' && text[at] != '\t')) return 0;
  return std::min(text.find_first_not_of(" \t", at), text.size());
}

// What somebody typed before an item: its length with the space behind it.
struct TypedMark {
  std::size_t length = 0;
  bool numbered = false;
};
TypedMark typed_mark(std::string_view text) {
  static constexpr auto bullets =
      std::to_array<std::string_view>({"–", "—", "-", "•", "·", "▪", "○", "*", "\uF0B7", "o\t"});
  std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return {};
  const auto behind_spaces = [&](std::size_t at) -> std::size_t {
    const std::size_t words = text.find_first_not_of(" \t", at);
    return words == std::string_view::npos || words == at ? 0 : words;
  };
  for (const std::string_view bullet : bullets)
    if (text.substr(start).starts_with(bullet))
      return {bullet.back() == '\t' ? behind_spaces(start + 1) : behind_spaces(start + bullet.size()), false};
  std::size_t at = start;
  while (at < text.size() && digit(text[at])) ++at;
  if (at == start && text[at] >= 'a' && text[at] <= 'z') ++at;
  if (at == start || at - start > 2 || at >= text.size() || (text[at] != ')' && text[at] != '.')) return {};
  return {behind_spaces(at + 1), true};
}

bool all_bold(const Paragraph& paragraph) {
  bool any = false;
  for (const Run& run : paragraph.runs) {
    if (!shows(View::after, run.revision) || run.hidden || trim(run.text).empty()) continue;
    if (!run.bold) return false;
    any = true;
  }
  return any;
}

bool has_picture(const Paragraph& paragraph) {
  return std::any_of(paragraph.runs.begin(), paragraph.runs.end(), [](const Run& run) {
    return run.kind == Run::Kind::picture && shows(View::after, run.revision);
  });
}

class Reader {
 public:
  Reader(const Document& document, const std::vector<std::string>& titles, std::vector<Finding>& findings)
      : document_(document), titles_(titles), findings_(findings) {}

  std::vector<Part> read() {
    for (; at_ < document_.body.size(); ++at_) {
      const Block& block = document_.body[at_];
      if (begins_help(at_)) {
        leave_out_help();
        break;
      }
      if (const Table* table = block.table()) {
        if (is_help(table->controls)) continue;  // told below, by paragraph
        Part part;
        part.kind = Kind::table;
        part.table = table;
        parts_.push_back(part);
      } else {
        paragraph(*block.paragraph());
      }
    }
    promote();
    for (const Paragraph* paragraph : document_.paragraphs())
      if (is_help(paragraph->controls))
        help(*paragraph);
      else
        help_goes_on_ = false;
    return std::move(parts_);
  }

 private:
  // A page of it is told once, by its first words.
  void help(const Paragraph& paragraph) {
    if (plain_words(paragraph.text()).empty()) return;
    Finding told = left_out(document_, paragraph, 0, paragraph.text().size(),
                            tr("the template's own help is no part of the paper"));
    if (help_goes_on_)
      findings_.back().place.end = told.place.end;
    else
      findings_.push_back(std::move(told));
    help_goes_on_ = true;
  }

  // A template that has lost its controls ends with its help page all the same.
  bool begins_help(std::size_t at) const {
    const Paragraph* title = document_.body[at].paragraph();
    const Paragraph* next = at + 1 < document_.body.size() ? document_.body[at + 1].paragraph() : nullptr;
    return title != nullptr && next != nullptr && !is_help(title->controls) &&
           plain_words(title->text()) == help_title && plain_words(next->text()).starts_with(help_begins);
  }
  void leave_out_help() {
    for (std::size_t at = at_; at < document_.body.size(); ++at) {
      if (const Paragraph* paragraph = document_.body[at].paragraph())
        help(*paragraph);
      else
        for (const Paragraph* each : paragraphs_in(*document_.body[at].table())) help(*each);
    }
  }

  static bool is_help(const std::vector<std::string>& controls) {
    return std::any_of(controls.begin(), controls.end(),
                       [](const std::string& tag) { return tag.starts_with("help:") || tag == help_alias; });
  }
  static bool has_control(const Paragraph& paragraph, std::string_view tag) {
    return std::find(paragraph.controls.begin(), paragraph.controls.end(), tag) != paragraph.controls.end();
  }

  void paragraph(const Paragraph& paragraph) {
    if (is_help(paragraph.controls)) return;
    Part part;
    part.paragraph = &paragraph;
    const std::string text = paragraph.text();
    part.words = plain_words(text);
    if (part.words.empty()) {
      if (!has_picture(paragraph)) return;
      part.kind = Kind::figure;
      parts_.push_back(part);
      return;
    }
    const std::string style = lower(paragraph.style);
    part.kind = kind_of_style(style);
    if (is_of_contents(paragraph)) part.kind = Kind::contents;
    if (paragraph.heading > 0 && part.kind == Kind::text) {
      part.kind = Kind::heading;
      part.level = paragraph.heading;
      const std::size_t bare = bare_number_length(text);
      skip(part, text,
           bare > 0 && is_title(std::string_view(text).substr(bare)) ? bare : heading_number(text),
           tr("numbers of sections are made again"));
    } else if (has_control(paragraph, "list:role")) {
      part.kind = Kind::signature;
    } else if (style == "title") {
      part.kind = Kind::text;
    } else if (part.kind == Kind::text || part.kind == Kind::note) {
      item(part, text);
    }
    parts_.push_back(part);
  }

  bool is_title(std::string_view text) const {
    return std::find(titles_.begin(), titles_.end(), title_words(text)) != titles_.end();
  }

  // Leaves out what stands before the words.
  void skip(Part& part, const std::string& text, std::size_t length, std::string why) {
    if (length == 0 || length >= text.size()) return;
    part.begin = length;
    part.words = plain_words(std::string_view(text).substr(length));
    findings_.push_back(left_out(document_, *part.paragraph, 0, length, std::move(why)));
  }

  void item(Part& part, const std::string& text) {
    const Paragraph::Numbering& numbering = part.paragraph->numbering;
    const TypedMark mark = typed_mark(text);
    const bool listed = !numbering.list.empty() && numbering.format != "none";
    if (!listed && (mark.length == 0 || part.kind == Kind::note)) return;
    // "1. januar" begins no list, and neither does a lone number.
    if (!listed && mark.numbered && !goes_on(part, mark)) return;
    if (part.kind == Kind::note) {
      part.level = 1;
      return;
    }
    part.kind = Kind::item;
    part.level = listed ? numbering.level : 0;
    part.numbered = listed ? numbering.format != "bullet" : mark.numbered;
    // A reader of plain text gives the number apart, and leaves it in the words.
    const bool typed = mark.length > 0 && (!listed || mark.numbered == part.numbered) &&
                       (!listed || std::string_view(text).substr(0, mark.length).find(numbering.text) !=
                                       std::string_view::npos);
    if (typed) skip(part, text, mark.length, tr("the marks of lists are made again"));
  }

  // The first of a list, or the one behind the item before it.
  bool goes_on(const Part& part, const TypedMark& mark) const {
    const std::string text = part.paragraph->text();
    std::size_t length = 0;
    if (read_date(trim(text), length)) return false;
    const std::string_view typed = trim(std::string_view(text).substr(0, mark.length));
    const bool first = typed.size() == 2 && (typed[0] == '1' || typed[0] == 'a');  // not "10."
    const bool behind = !parts_.empty() && parts_.back().kind == Kind::item && parts_.back().numbered;
    if (!first) return behind;
    // The paragraph behind it must be the second: "1. januar 2026 ..." is a date.
    return followed_by(typed[0] == '1' ? "2" : "b");
  }

  bool followed_by(std::string_view sign) const {
    for (std::size_t next = at_ + 1; next < document_.body.size(); ++next) {
      const Paragraph* each = document_.body[next].paragraph();
      if (each == nullptr) return false;
      const std::string text = each->text();
      if (!trim(text).empty()) return typed_mark(text).numbered && trim(text).starts_with(sign);
    }
    return false;
  }

  // Headings that no style tells: the grammar's titles, and short bold lines.
  void promote() {
    const int top = level_of_sections();
    int beneath = top;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      Part& part = parts_[i];
      if (part.kind == Kind::heading && part.sure) beneath = part.level + 1;
      if ((part.kind != Kind::text && part.kind != Kind::item) || part.paragraph->boxed) continue;
      const std::string text = part.paragraph->text();
      const bool bare = is_title(std::string_view(text).substr(bare_number_length(text)));
      const bool known = bare || is_title(text);
      if (!known && !(part.kind == Kind::text && looks_like_heading(i))) continue;
      part.kind = Kind::heading;
      part.level = known ? top : beneath;
      if (known) beneath = top + 1;
      part.sure = false;
      part.known = known;
      part.begin = 0;
      part.words = plain_words(text);
      const std::uint32_t begin = document_.span(*part.paragraph).begin;
      std::erase_if(findings_, [&](const Finding& finding) {
        return finding.place.begin == begin && finding.kind == Finding::Kind::left_out;
      });
      const std::size_t number = known ? number_length(text) : heading_number(text);
      skip(part, text, number > 0 || !bare ? number : bare_number_length(text),
           tr("numbers of sections are made again"));
    }
  }

  // At which the headings stand that are not the paper's title.
  int level_of_sections() const {
    const Part* first = nullptr;
    int level = 0;
    for (const Part& part : parts_) {
      if (part.kind != Kind::heading || part.level == 0) continue;
      if (first == nullptr)
        first = &part;
      else if (level == 0 || part.level < level)
        level = part.level;
    }
    return level > 0 ? level : first != nullptr ? first->level + 1 : 1;
  }

  bool looks_like_heading(std::size_t index) const {
    const Part& part = parts_[index];
    const std::string& words = part.words;
    if (words.size() > 90 || words.ends_with(".") || words.ends_with(":") || words.ends_with(",") ||
        words.ends_with(";") || !all_bold(*part.paragraph))
      return false;
    return index + 1 < parts_.size() && parts_[index + 1].kind != Kind::heading &&
           !(parts_[index + 1].paragraph != nullptr && all_bold(*parts_[index + 1].paragraph));
  }

  const Document& document_;
  const std::vector<std::string>& titles_;
  std::vector<Finding>& findings_;
  std::vector<Part> parts_;
  std::size_t at_ = 0;         // the block that is read
  bool help_goes_on_ = false;  // the last finding is of the help
};

}  // namespace

std::string plain_words(std::string_view text) {
  return collapse_space(without_typography(text));
}

bool is_of_contents(const Paragraph& paragraph) {
  const std::string style = lower(paragraph.style);
  if (style.starts_with("toc ") || style == "table of figures") return true;
  return std::any_of(paragraph.runs.begin(), paragraph.runs.end(),
                     [](const Run& run) { return trim(run.field).starts_with("TOC"); });
}

std::size_t place_in(const Part& part, std::size_t length) {
  const std::string text = part.paragraph->text();
  std::size_t at = part.begin;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n')) ++at;
  const std::size_t begin = at;
  while (at < text.size()) {
    std::size_t next = at;
    next_code_point(text, next);
    if (plain_words(std::string_view(text).substr(begin, next - begin)).size() > length) break;
    at = next;
  }
  return at;
}

std::string title_words(std::string_view text) {
  std::string words = plain_words(text);
  words.erase(0, number_length(words));
  while (words.ends_with(".") || words.ends_with(":") || words.ends_with(" ")) words.pop_back();
  return lower(words);
}

std::size_t caption_number(std::string_view text) {
  const std::string small = lower(text.substr(0, 12));
  std::size_t at = small.starts_with("tabel") || small.starts_with("figur") ? 5
                   : small.starts_with("diagram")                           ? 7
                                                                            : 0;
  if (at == 0) return 0;
  const std::size_t digits = text.find_first_of("0123456789", at);
  if (digits == std::string_view::npos || digits > at + 3) return 0;
  at = text.find_first_not_of("0123456789", digits);
  if (at == std::string_view::npos) return text.size();
  if (text[at] == '.' || text[at] == ':')
    ++at;
  else if (text[at] != ' ' && text[at] != '\t')
    return 0;
  const std::size_t words = text.find_first_not_of(" \t", at);
  // "Tabel 1 viser, at ...": a sentence.
  const bool parted = at > 0 && (text[at - 1] == '.' || text[at - 1] == ':');
  std::size_t first = words;
  if (!parted && words != std::string_view::npos)
    if (const char32_t c = next_code_point(text, first); is_letter(c) && lower(c) == c) return 0;
  return words == std::string_view::npos ? text.size() : words;
}

Finding left_out(const Document& document, const Paragraph& paragraph, std::size_t begin, std::size_t end,
                 std::string why) {
  Finding finding;
  finding.kind = Finding::Kind::left_out;
  finding.certainty = Finding::Certainty::certain;
  finding.before = plain_words(std::string_view(paragraph.text()).substr(begin, end - begin));
  finding.why = std::move(why);
  finding.place = document.span(paragraph, begin, end);
  return finding;
}

std::vector<Part> parts_of(const Document& document, const std::vector<std::string>& titles,
                           std::vector<Finding>& findings) {
  return Reader(document, titles, findings).read();
}

}  // namespace kancelli::word
