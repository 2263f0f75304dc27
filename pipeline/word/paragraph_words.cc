#include "pipeline/word/paragraph_words.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"

namespace kancelli::word {
namespace {

// Shown, and therefore part of Paragraph::text.
bool is_shown(const Run& run) {
  return shows(View::after, run.revision) && !run.hidden && run.kind != Run::Kind::picture;
}

// Its words are the author's own: not made again by a field, nor in another language.
bool is_open(const Run& run) {
  const bool danish = run.language.empty() || run.language.starts_with("da");
  return run.kind == Run::Kind::text && run.field.empty() && danish;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Where a word with all that is glued to it ends: at a blank, but not at the end of a line behind a hyphen.
std::size_t token_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '\n' && at > 0 && text[at - 1] == '-' && at > 1 && !is_blank(text[at - 2])) {
      ++at;
      continue;
    }
    if (is_blank(text[at])) break;
    ++at;
  }
  return at;
}

// "www.kk.dk", "navn@kk.dk", "bl.a.", "2026-02-18", "F2.1": nothing of it is read as a word.
bool is_no_word(std::string_view token) {
  if (token.find("://") != std::string_view::npos || token.find_first_of("_\\=<>") != std::string_view::npos)
    return true;
  for (std::size_t at = 1; at + 1 < token.size(); ++at)
    if (token[at] == '.' && !is_blank(token[at + 1]) &&
        std::isalnum(static_cast<unsigned char>(token[at - 1])) &&
        std::isalnum(static_cast<unsigned char>(token[at + 1])))
      return true;
  return false;
}

// "vedr.", "inkl.", "evt.": with their stop they are no words that a letter could have been lost of.
bool is_abbreviation(std::string_view word, char next) {
  if (next != '.') return false;
  static constexpr std::string_view known[] = {
      "vedr", "inkl", "ekskl", "evt", "pct", "osv", "mv",  "jf",  "kap", "stk", "nr",  "kl",
      "kr",   "mio",  "mia",   "ca",  "hhv", "pga", "mht", "ift", "tlf", "afs", "bl",  "dvs",
      "red",  "max",  "min",   "tv",  "th",  "pr",  "skt", "ang", "art", "bem", "eks", "resp"};
  return std::ranges::find(known, lower(word)) != std::end(known);
}

class Splitter {
 public:
  Splitter(std::string_view text, std::vector<WordPart>& parts) : text_(text), parts_(parts) {}

  void token(std::size_t begin, std::size_t end) {
    const bool open = !is_no_word(text_.substr(begin, end - begin));
    const std::size_t first = parts_.size();
    for (std::size_t at = begin; at < end;) {
      const std::size_t stop = part_end(at, end);
      if (stop == at) {
        next_code_point(text_, at);
        continue;
      }
      WordPart part{at, stop};
      part.open = open && !has_foreign_digit(text_.substr(at, stop - at)) &&
                  !is_abbreviation(text_.substr(at, stop - at), stop < end ? text_[stop] : ' ');
      if (parts_.size() > first) parts_.back().joint = joint(parts_.back().end, at);
      parts_.push_back(part);
      at = stop;
    }
    if (parts_.size() == first) return;
    const std::string_view behind = text_.substr(parts_.back().end, end - parts_.back().end);
    parts_.back().hangs = behind.starts_with('-');
    parts_.back().ends_sentence = behind.find_first_of(".!?:") != std::string_view::npos;
  }

 private:
  static std::size_t letters_end(std::string_view text, std::size_t at, std::size_t end) {
    while (at < end) {
      std::size_t next = at;
      if (!is_word_sign(next_code_point(text, next))) break;
      at = next;
    }
    return at;
  }

  // Signs and digits count within a word and where they end or begin one, but not alone.
  std::size_t part_end(std::size_t at, std::size_t end) const {
    const std::size_t stop = letters_end(text_, at, end);
    const std::string_view part = text_.substr(at, stop - at);
    const bool letters = std::ranges::any_of(part, [](char c) {
      return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
    });
    return letters ? stop : at;
  }

  // "P4" and "v2ere" may be damaged words, "F2", "2b" and "4a" are none.
  static bool has_foreign_digit(std::string_view part) {
    const bool ends = std::isdigit(static_cast<unsigned char>(part.back())) != 0;
    const bool is_short = lower(part) == "p4" || lower(part) == "s4";
    return std::isdigit(static_cast<unsigned char>(part.front())) != 0 || (ends && !is_short);
  }

  WordPart::Joint joint(std::size_t from, std::size_t to) const {
    const std::string_view between = text_.substr(from, to - from);
    if (between == "-") return WordPart::Joint::hyphen;
    return between == "-\n" ? WordPart::Joint::line_end : WordPart::Joint::other;
  }

  std::string_view text_;
  std::vector<WordPart>& parts_;
};

}  // namespace

std::vector<WordPart> parts_of(const Paragraph& paragraph, std::string_view text) {
  std::vector<WordPart> parts;
  Splitter splitter(text, parts);
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    const std::size_t end = token_end(text, at);
    splitter.token(at, end);
    at = end;
  }
  // What runs that are not open hold.
  std::size_t begin = 0, part = 0;
  for (const Run& run : paragraph.runs) {
    if (!is_shown(run)) continue;
    const std::size_t end = begin + run.text.size();
    while (part < parts.size() && parts[part].end <= begin) ++part;
    for (std::size_t i = part; !is_open(run) && i < parts.size() && parts[i].begin < end; ++i)
      parts[i].open = false;
    begin = end;
  }
  return parts;
}

void write(Paragraph& paragraph, const std::vector<Mend>& mends) {
  std::size_t begin = 0, next = 0;
  for (Run& run : paragraph.runs) {
    if (!is_shown(run)) continue;
    const std::size_t end = begin + run.text.size();
    std::string made;
    std::size_t at = begin;
    for (std::size_t i = next; i < mends.size() && mends[i].begin < end; ++i) {
      const Mend& mend = mends[i];
      const std::size_t from = std::max(mend.begin, begin), to = std::min(mend.end, end);
      made.append(run.text, at - begin, from - at);
      if (mend.begin >= begin) made += mend.text;
      at = to;
      if (mend.end <= end) next = i + 1;
    }
    made.append(run.text, at - begin);
    run.text = std::move(made);
    begin = end;
  }
}

}  // namespace kancelli::word
