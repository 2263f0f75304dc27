#include "pipeline/statute/formulas.h"

#include <algorithm>
#include <utility>

#include "pipeline/core/danish.h"
#include "pipeline/statute/formulas_quote.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

bool below_paragraph(Kind kind) {
  return kind == Kind::subsection || kind == Kind::number || kind == Kind::letter || kind == Kind::sentence;
}

std::string_view noun(Kind kind, bool several) {
  switch (kind) {
    case Kind::subsection:
      return several ? "stykker" : "stykke";
    case Kind::number:
      return several ? "numre" : "nummer";
    case Kind::letter:
      return several ? "litraer" : "litra";
    default:
      return several ? "punktummer" : "punktum";
  }
}

// A line, and how a text file sets it.
struct SetLine {
  Line line;
  int level = 0;
  bool apart = false;
};

// The sentences of one item.
class Writer {
 public:
  std::vector<SetLine> item(const Item& item);

 private:
  void upright(std::string_view text) { add(text, false); }
  void italic(std::string_view text) { add(text, true); }
  void add(std::string_view text, bool italic);
  void begin(Line::Role role) { lines_.push_back({{role, Kind::statute, {}}, 0, false}); }
  void references(const std::vector<Reference>& references, bool italic_ones = true);
  void quoted(std::string_view words);
  void places(const std::vector<Place>& places);
  void words(const Operation& operation, bool same_place);
  void units(const Operation& operation, bool begins);
  void inserted_beside(const Operation& operation, bool begins);
  void inserted_last(const Operation& operation);
  void content(const Operation& operation);
  void full_stop();
  void shift(const Shift& shift);
  std::vector<Run>& runs() { return lines_.back().line.runs; }

  std::vector<SetLine> lines_;
  Reference before_;  // what a reference in the same sentence leaves out
};

void Writer::add(std::string_view text, bool is_italic) {
  if (text.empty()) return;
  if (!runs().empty() && runs().back().italic == is_italic)
    runs().back().text += text;
  else
    runs().push_back({std::string(text), is_italic});
}

void Writer::references(const std::vector<Reference>& references, bool italic_ones) {
  for (const ReferencePart& part : reference_parts(references, before_))
    add(part.text, italic_ones && !part.joins);
  if (references.empty()) return;
  const bool comma = takes_comma(references, before_);
  before_ = references.back();
  if (comma) add(",", italic_ones && before_.steps.back().becomes.empty());
}

void Writer::quoted(std::string_view words) {
  upright("»" + std::string(words) + "«");
}

// "i § 9, stk. 2, 2. pkt., og to steder i § 10, stk. 3,"
void Writer::places(const std::vector<Place>& places) {
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i + 1;
    while (places[i].times == 1 && end < places.size() && places[end].times == 1) ++end;
    std::vector<Reference> where;
    for (std::size_t k = i; k < end; ++k) where.push_back(places[k].where);
    const bool last = end == places.size();
    if (i != 0) {
      if (!last && !runs().back().text.ends_with(',')) upright(",");
      upright(last ? " og " : " ");
    }
    upright(places[i].times == 1 ? "i " : count_word(places[i].times) + " steder i ");
    references(where);
    i = end;
  }
}

void Writer::words(const Operation& operation, bool same_place) {
  const std::string_view side = operation.side == Side::before ? "før " : "efter ";
  if (same_place) {
    if (operation.action == Action::insert_words) upright(side);
    quoted(operation.old_words);
    upright(operation.action == Action::replace_words  ? " ændres til: "
            : operation.action == Action::delete_words ? " udgår"
                                                       : " indsættes: ");
  } else {
    if (operation.places.empty()) {
      upright("overalt i ");
      italic("vedtægten");
    } else {
      places(operation.places);
    }
    upright(operation.action == Action::replace_words  ? " ændres "
            : operation.action == Action::delete_words ? " udgår "
                                                       : " indsættes ");
    if (operation.action == Action::insert_words) upright(side);
    quoted(operation.old_words);
    if (operation.action == Action::replace_words) upright(" til: ");
    if (operation.action == Action::insert_words) upright(": ");
  }
  if (operation.action != Action::delete_words) quoted(operation.new_words);
}

void Writer::units(const Operation& operation, bool begins) {
  if (operation.action == Action::insert_units) {
    if (operation.side == Side::last)
      inserted_last(operation);
    else
      inserted_beside(operation, begins);
    return;
  }
  std::vector<Reference> where;
  for (const Place& place : operation.places) where.push_back(place.where);
  references(where);
  upright(operation.action == Action::repeal   ? " ophæves"
          : operation.action == Action::reword ? " affattes således:"
                                               : " ophæves, og i stedet indsættes:");
}

// "Efter § 7 indsættes i kapitel 2:", "I § 35 indsættes efter stk. 1 som nyt stykke:"
void Writer::inserted_beside(const Operation& operation, bool begins) {
  const std::string_view side = operation.side == Side::before ? "før " : "efter ";
  const std::vector<Step>& steps = operation.anchor.where.steps;
  const auto headings = std::count_if(operation.content.begin(), operation.content.end(),
                                      [](const Unit& unit) { return unit.kind == Kind::heading; });
  const auto others = static_cast<std::ptrdiff_t>(operation.content.size()) - headings;
  const Kind kind = operation.content.empty() ? Kind::paragraph : operation.content.back().kind;
  const auto as_new = [&] {
    upright(" som ");
    italic((others == 1 ? "nyt " : "nye ") + std::string(noun(kind, others != 1)) + ":");
  };
  std::string in_sentence;
  for (const ReferencePart& part : reference_parts({operation.anchor.where}, before_))
    in_sentence += part.text;
  const bool whole = begins || in_sentence == to_string(operation.anchor.where);
  if (below_paragraph(kind) && steps.size() > 1 && whole) {
    upright("i ");
    references({{{steps.begin(), steps.end() - 1}}});
    upright(" indsættes ");
    upright(side);
    const Reference beside{{steps.back()}};
    upright(to_string(beside) + (steps.back().becomes.empty() ? "" : ","));
    before_ = operation.anchor.where;
    return as_new();
  }
  const bool at_heading =
      steps.size() == 2 && steps[0].kind == Kind::paragraph && steps[1].kind == Kind::heading;
  const auto first = std::find_if(operation.content.begin(), operation.content.end(),
                                  [](const Unit& unit) { return unit.kind == Kind::paragraph; });
  const std::string previous = first == operation.content.end() ? "" : number_before(first->number);
  if (at_heading && !previous.empty()) {
    upright("efter " + to_string(Step{Kind::paragraph, previous, ""}) + " indsættes");
    if (!operation.in_chapter.empty()) upright(" i ");
    if (!operation.in_chapter.empty()) italic(to_string(Step{Kind::chapter, operation.in_chapter, ""}));
    upright(" " + std::string(side));
    upright(to_string(operation.anchor.where) + ":");
    return;
  }
  upright(side);
  references({operation.anchor.where}, false);
  upright(" indsættes");
  if (below_paragraph(kind)) return as_new();
  if (!operation.in_chapter.empty()) {
    upright(" i ");
    italic(to_string(Step{Kind::chapter, operation.in_chapter, ""}) + (others == 0 ? "" : ":"));
  } else if (others != 0) {
    upright(":");
  }
  if (others == 0) {
    upright(" som ");
    italic("overskrift:");
  }
}

// "I § 31 indsættes som stk. 4:"
void Writer::inserted_last(const Operation& operation) {
  upright("i ");
  if (operation.anchor.where.empty())
    italic("vedtægten");
  else
    references({operation.anchor.where});
  upright(" indsættes som ");
  std::vector<Reference> names;
  for (const Unit& unit : operation.content)
    if (unit.kind != Kind::heading) names.push_back({{{unit.kind, unit.number, ""}}});
  const Reference kept = std::exchange(before_, {});
  references(names);
  before_ = kept;
  italic(names.empty() ? "overskrift:" : ":");
}

// The quotation: » before its first word, « behind its last.
void Writer::content(const Operation& operation) {
  const auto within_annex = [](const Reference& where, std::size_t least) {
    return where.steps.size() > least && where.steps.front().kind == Kind::annex;
  };
  const bool in_annex = within_annex(operation.anchor.where, operation.side == Side::last ? 0 : 1) ||
                        (!operation.places.empty() && within_annex(operation.places.front().where, 1));
  const std::vector<QuotedLine> quoted = quoted_lines(operation.content, in_annex);
  for (const QuotedLine& line : quoted) {
    begin(Line::Role::quoted);
    lines_.back().line.kind = line.kind;
    lines_.back().level = line.level;
    lines_.back().apart = line.apart;
    upright(&line == &quoted.front() ? "»" + line.text : line.text);
  }
  if (quoted.empty()) {
    begin(Line::Role::quoted);
    upright("»");
  }
  const std::string& text = runs().back().text;
  const bool ended = !text.empty() && std::string_view(".,;:!?").find(text.back()) != std::string_view::npos;
  upright(ended ? "«" : "«.");
}

// None after a quotation that ends with one.
void Writer::full_stop() {
  if (!runs().back().text.ends_with(".«")) upright(".");
}

void capitalise(std::vector<Run>& runs) {
  if (runs.empty() || runs.front().text.empty()) return;
  char& first = runs.front().text.front();
  if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
}

void Writer::shift(const Shift& shift) {
  begin(Line::Role::shift);
  upright(numbered(shift.kind, shift.from) + " bliver herefter " + numbered(shift.kind, shift.to) + ".");
  capitalise(runs());
}

std::vector<SetLine> Writer::item(const Item& item) {
  const std::vector<Operation>& operations = item.operations;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Operation& operation = operations[i];
    const Operation* const previous =
        i == 0 || !operations[i - 1].content.empty() ? nullptr : &operations[i - 1];
    const bool last = i + 1 == operations.size() || !operation.content.empty();
    const bool same_place = previous != nullptr && changes_words(previous->action) &&
                            changes_words(operation.action) && previous->places == operation.places;
    const std::size_t line = lines_.size();
    if (previous == nullptr) {
      begin(Line::Role::formula);
      before_ = {};
    } else {
      upright(last ? ", og " : ", ");
    }
    if (changes_words(operation.action))
      words(operation, same_place);
    else
      units(operation, previous == nullptr);
    if (previous == nullptr) capitalise(lines_[line].line.runs);
    if (changes_words(operation.action) || operation.action == Action::repeal) {
      if (last) full_stop();
    } else {
      content(operation);
    }
  }
  for (const Shift& one : item.shifts) shift(one);
  return std::move(lines_);
}

std::string ordinary(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\u00A0") {
      result += ' ';
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace

std::string Line::plain() const {
  std::string text;
  for (const Run& run : runs) text += run.text;
  return text;
}

bool quotable(std::string_view words) {
  int depth = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.substr(i).starts_with("»")) ++depth;
    if (words.substr(i).starts_with("«") && --depth < 0) return false;
  }
  return depth == 0 && !words.empty();
}

std::vector<Line> write(const Item& item) {
  std::vector<Line> lines;
  for (SetLine& line : Writer().item(item)) lines.push_back(std::move(line.line));
  return lines;
}

std::string write_text(const Amendment& amendment) {
  std::string text;
  const bool framed =
      !amendment.title.empty() || !amendment.introduction.empty() || !amendment.commencements.empty();
  if (!amendment.title.empty()) text += amendment.title + "\n\n";
  if (framed) text += "§ 1\n\n";
  if (!amendment.introduction.empty()) text += amendment.introduction + "\n\n";
  for (std::size_t i = 0; i < amendment.items.size(); ++i) {
    text += std::to_string(i + 1) + ". ";
    for (const SetLine& line : Writer().item(amendment.items[i])) {
      if (line.apart) text += "\n";
      text += std::string(static_cast<std::size_t>(2 * line.level), ' ') + ordinary(line.line.plain()) + "\n";
    }
    text += "\n";
  }
  const std::vector<std::string> commencements = write(amendment.commencements);
  if (!commencements.empty()) text += "§ 2\n\n";
  for (std::size_t i = 0; i < commencements.size(); ++i)
    text += (i == 0 ? "" : "Stk. " + std::to_string(i + 1) + ". ") + ordinary(commencements[i]) + "\n";
  return text;
}

}  // namespace kancelli::statute
