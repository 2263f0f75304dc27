#include "pipeline/statute/formulas_quote.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

std::string with_designation(Kind kind, const std::string& number, const std::string& words) {
  std::string text = designation(kind, number);
  if (!text.empty() && !words.empty()) text += ' ';
  return text + words;
}

class Lines {
 public:
  Lines(bool in_annex, std::vector<QuotedLine>& lines) : in_annex_(in_annex), lines_(lines) {}

  void add(const Unit& unit, int level) {
    switch (unit.kind) {
      case Kind::paragraph:
        return add_paragraph(unit);
      case Kind::subsection: {
        const bool plain = in_annex_ || unit.number == "1";
        line(unit.kind, plain ? unit.text.words : with_designation(unit.kind, unit.number, unit.text.words),
             level, plain);
        return add_list(unit, level);
      }
      case Kind::number:
      case Kind::letter:
        line(unit.kind, with_designation(unit.kind, unit.number, unit.text.words), level, false);
        return add_list(unit, level);
      case Kind::chapter:
      case Kind::annex:
        line(unit.kind, designation(unit.kind, unit.number), level, false);
        if (!unit.text.empty()) line(unit.kind, unit.text.words, level, false);
        break;
      default:
        line(unit.kind, unit.text.words, level, true);
    }
    Lines below(unit.kind == Kind::annex, lines_);
    for (const Unit& inner : unit.units) below.add(inner, level);
  }

 private:
  void line(Kind kind, std::string text, int level, bool apart) {
    lines_.push_back({kind, std::move(text), level, apart && !lines_.empty()});
  }
  void add_paragraph(const Unit& unit) {
    for (std::size_t i = 0; i < unit.units.size(); ++i) {
      const Unit& inner = unit.units[i];
      if (i != 0) {
        add(inner, 0);
      } else {
        line(unit.kind, with_designation(unit.kind, unit.number, inner.text.words), 0, false);
        add_list(inner, 0);
      }
    }
    if (unit.units.empty()) line(unit.kind, designation(unit.kind, unit.number), 0, false);
  }
  // The list within a stykke or nummer, and the words behind it.
  void add_list(const Unit& unit, int level) {
    for (const Unit& inner : unit.units) add(inner, level + 1);
    if (!unit.tail.empty())
      line(unit.kind, unit.tail.words, unit.kind == Kind::subsection && !in_annex_ ? 0 : level + 1, true);
  }

  bool in_annex_;
  std::vector<QuotedLine>& lines_;
};

}  // namespace

std::vector<QuotedLine> quoted_lines(const std::vector<Unit>& units, bool in_annex) {
  std::vector<QuotedLine> lines;
  if (!units.empty() && units.front().kind == Kind::sentence) {
    std::string text;
    for (const Unit& unit : units) text += (text.empty() ? "" : " ") + unit.text.words;
    return {{Kind::sentence, text, 0, false}};
  }
  Lines all(in_annex, lines);
  for (const Unit& unit : units) all.add(unit, 0);
  return lines;
}

std::string plain_words(std::string_view text) {
  std::string spaced;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = space_length(text.substr(i));
    if (length != 0)
      spaced += ' ';
    else
      spaced += text[i];
    i += std::max<std::size_t>(length, 1);
  }
  return collapse_space(spaced);
}

}  // namespace kancelli::statute
