#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/text.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/paper_xml.h"
#include "pipeline/statute/papers.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

constexpr const char* untouched = " – – –";  // the guide's sign for what is not printed

bool is_new_provision(const Operation& operation) {
  return operation.action == Action::insert_units &&
         std::any_of(operation.content.begin(), operation.content.end(), [](const Unit& each) {
           return each.kind == Kind::paragraph || each.kind == Kind::chapter || each.kind == Kind::annex;
         });
}

// What of a statute is printed for an item: the units it changes, whole, with what leads in to them.
class Excerpt {
 public:
  explicit Excerpt(const Unit& statute) : statute_(statute) {
    for (const Located& each : all_units(statute)) parents_[each.unit] = each.parent;
  }

  void add(const Item& item) {
    for (const Operation& operation : item.operations) {
      if (operation.action == Action::insert_units) {
        inserted(operation);
        continue;
      }
      if (operation.places.empty()) everywhere(operation.old_words);
      for (const Place& place : operation.places)
        if (const Unit* unit = find(statute_, place.where)) mark(*unit, place.where);
    }
  }

  std::vector<std::string> lines() {
    print(statute_);
    return std::move(lines_);
  }

 private:
  // What a new unit comes into; a new §, chapter or annex stands in none.
  void inserted(const Operation& operation) {
    const Unit* beside = find(statute_, operation.anchor.where);
    if (beside == nullptr || is_new_provision(operation)) return;
    // A punktum is read with its stykke.
    if (operation.content[0].kind == Kind::sentence)
      whole_.insert(beside->kind == Kind::paragraph && beside->units.size() == 1 ? &beside->units[0]
                                                                                 : beside);
    context_.insert(top(*beside));
  }

  // Of a chapter's heading, a title or an annex's heading only the words are changed.
  void mark(const Unit& unit, const Reference& where) {
    const bool heading = where.steps.back().kind == Kind::heading || unit.kind == Kind::statute;
    (heading ? headings_ : whole_).insert(&unit);
    context_.insert(top(unit));
  }

  // The §, chapter, annex or heading a unit stands in.
  const Unit* top(const Unit& unit) const {
    const Unit* at = &unit;
    while (at->kind == Kind::subsection || at->kind == Kind::number || at->kind == Kind::letter)
      at = parents_.at(at);
    return at;
  }

  void everywhere(const std::string& words) {
    std::vector<Reference> places;
    for (const auto& [unit, parent] : all_units(statute_))
      if (unit->text.words.find(words) != std::string::npos ||
          unit->tail.words.find(words) != std::string::npos)
        if (auto place = reference_to(statute_, unit->id); place && !place->empty())
          places.push_back(std::move(*place));
    lines_.push_back("[»" + words + "«: " + to_string(places) + "]");
  }

  void print(const Unit& unit) {
    if (headings_.contains(&unit) || (unit.kind == Kind::heading && whole_.contains(&unit)) ||
        (unit.kind == Kind::preamble && whole_.contains(&unit)))
      line(unit, unit.text.words);
    if ((unit.kind == Kind::chapter || unit.kind == Kind::annex) && whole_.contains(&unit)) {
      line(unit, unit.text.words);
      for (const Unit& each : unit.units) print_whole(each);
      return;
    }
    if (unit.kind == Kind::paragraph || unit.kind == Kind::annex) {
      if (context_.contains(&unit)) provision(unit);
      return;
    }
    for (const Unit& each : unit.units) print(each);
  }

  void print_whole(const Unit& unit) {
    if (unit.kind == Kind::heading) return line(unit, unit.text.words);
    for (std::size_t i = 0; i < unit.units.size(); ++i) stykke(unit.units[i], unit, true);
  }

  bool touched(const Unit& unit) const {
    return whole_.contains(&unit) ||
           std::any_of(unit.units.begin(), unit.units.end(), [&](const Unit& each) { return touched(each); });
  }

  void provision(const Unit& paragraph) {
    if (whole_.contains(&paragraph)) return print_whole(paragraph);
    const auto& all = paragraph.units;
    const bool first = !all.empty() && touched(all[0]);
    if (!first) lines_.push_back(designation(paragraph.kind, paragraph.number) + untouched);
    for (const Unit& each : all)
      if (touched(each)) stykke(each, paragraph, whole_.contains(&each));
  }

  void stykke(const Unit& unit, const Unit& parent, bool whole) {
    const std::string open = unit.kind != Kind::subsection ? designation(unit.kind, unit.number)
                             : parent.kind == Kind::annex  ? std::string()
                             : unit.number == "1"          ? designation(Kind::paragraph, parent.number)
                                                           : designation(Kind::subsection, unit.number);
    lines_.emplace_back(trim(open + " " + unit.text.words));
    for (const Unit& each : unit.units)
      if (whole || touched(each)) stykke(each, unit, whole || whole_.contains(&each));
    if (whole && !unit.tail.empty()) lines_.push_back(unit.tail.words);
  }

  void line(const Unit& unit, const std::string& words) {
    const bool numbered = unit.kind == Kind::chapter || unit.kind == Kind::annex;
    lines_.emplace_back(trim((numbered ? designation(unit.kind, unit.number) + " " : "") + words));
  }

  const Unit& statute_;
  std::map<const Unit*, const Unit*> parents_;
  std::set<const Unit*> whole_, headings_, context_;
  std::vector<std::string> lines_;
};

// What an item is about first: its § ("§ 5"), chapter or annex; "" for the whole statute.
std::string subject(const Item& item) {
  const Operation& operation = item.operations[0];
  const Reference* where = !operation.places.empty()                  ? &operation.places[0].where
                           : operation.action == Action::insert_units ? &operation.anchor.where
                                                                      : nullptr;
  return where == nullptr || where->empty() ? "" : to_string(Reference{{where->steps[0]}});
}

std::string cell(const std::vector<std::string>& paragraphs) {
  std::string xml = "<cell>";
  for (const std::string& each : paragraphs) xml += "<p>" + each + "</p>";
  return xml + "</cell>";
}

std::vector<std::string> escaped(const std::vector<std::string>& lines) {
  std::vector<std::string> all;
  for (const std::string& each : lines) all.push_back(xml_escape(each));
  return all;
}

}  // namespace

std::vector<ParallelRow> parallel_rows(const Unit& old, const Amendment& amendment) {
  std::vector<ParallelRow> rows;
  for (std::size_t i = 0; i < amendment.items.size(); ++i) {
    const std::string place = subject(amendment.items[i]);
    if (rows.empty() || place.empty() || rows.back().place != place) rows.push_back({place, {}, {}});
    rows.back().items.push_back(i);
  }
  for (ParallelRow& row : rows) {
    Excerpt excerpt(old);
    for (const std::size_t i : row.items) excerpt.add(amendment.items[i]);
    row.current = excerpt.lines();
  }
  return rows;
}

std::string parallel_text(const PaperHead& head, const Unit& old, const Amendment& amendment) {
  const std::vector<ParallelRow> rows = parallel_rows(old, amendment);
  const auto proposed = [&](const ParallelRow& row) {
    std::vector<std::string> lines;
    for (const std::size_t i : row.items)
      for (std::string& line : item_paragraphs(amendment.items[i], i)) lines.push_back(std::move(line));
    return lines;
  };
  std::string xml =
      paper_head(head) +
      "<section><title>Gældende formulering og forslag side om side</title>\n"
      "<table id=\"paralleltekst\"><caption>Forslaget sammenholdt med den gældende vedtægt</caption>\n"
      "<column id=\"gaeldende\" type=\"text\">Gældende formulering</column>\n"
      "<column id=\"forslag\" type=\"text\">Forslag</column>\n";
  xml += "<row><cell/>" +
         cell({to_string(Step{Kind::paragraph, "1", ""}), xml_escape(amendment.introduction)}) + "</row>\n";
  for (const ParallelRow& row : rows)
    xml += "<row>" + (row.current.empty() ? "<cell/>" : cell(escaped(row.current))) + cell(proposed(row)) +
           "</row>\n";
  xml += "</table></section>\n<section><title>Det samme i løbende tekst</title>\n";
  for (const ParallelRow& row : rows) {
    xml += "<section><title>" + xml_escape(row.place.empty() ? "Hele vedtægten" : row.place) + "</title>\n";
    xml += "<p><strong>Gældende formulering</strong></p>\n";
    const bool is_new = std::all_of(row.items.begin(), row.items.end(), [&](std::size_t i) {
      const auto& operations = amendment.items[i].operations;
      return std::all_of(operations.begin(), operations.end(), is_new_provision);
    });
    if (row.current.empty()) xml += is_new ? "<p>Ingen. Bestemmelsen er ny.</p>\n" : "<p>Ingen.</p>\n";
    for (const std::string& line : escaped(row.current)) xml += "<p>" + line + "</p>\n";
    xml += "<p><strong>Forslag</strong></p>\n";
    for (const std::string& line : proposed(row)) xml += "<p>" + line + "</p>\n";
    xml += "</section>\n";
  }
  return xml + "</section>\n</amendment>\n";
}

}  // namespace kancelli::statute
