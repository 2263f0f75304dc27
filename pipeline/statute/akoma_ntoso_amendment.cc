#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/statute/akoma_ntoso_parts.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/reference.h"
#include "pipeline/statute/statute_index.h"

namespace kancelli::statute {
namespace {

std::string_view mod_type(Action action) {
  switch (action) {
    case Action::delete_words:
    case Action::repeal:
      return "repeal";
    case Action::insert_words:
    case Action::insert_units:
      return "insertion";
    default:
      return "substitution";
  }
}

// Behind the « that closes the quotation at `at`.
std::size_t quotation_end(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text.substr(at).starts_with("»")) ++depth;
    if (text.substr(at).starts_with("«") && --depth == 0) return at + std::string_view("«").size();
  }
  return text.size();
}

class AmendmentWriter {
 public:
  AmendmentWriter(const Amendment& amendment, const AkomaHead& head, const Unit& old,
                  const AkomaHead& old_head)
      : amendment_(amendment),
        head_(head),
        old_(old),
        old_eids_(old),
        index_(old),
        version_(version_address(old_head)),
        work_(work_address(old_head)) {
    Diagnostics told_before;
    applied_ = apply(old, amendment, {}, told_before);
    new_eids_ = EIds(applied_.statute);
  }

  std::string write() {
    times_.event(head_.enacted.empty() ? head_.made : head_.enacted, "generation", "#body-adopting");
    text_.open("preface", akoma_attribute("eId", "preface"));
    text_.line("<p><docTitle>" + xml_escape(amendment_.title) + "</docTitle></p>");
    text_.close();
    text_.open("body", akoma_attribute("eId", "body"));
    items();
    commencements();
    text_.close();

    AkomaLines lines;
    begin_akoma(lines, "aendringsvedtaegt", "originalVersion");
    lines.open("meta");
    write_identification(lines, head_, amendment_.title, "main");
    times_.write_lifecycle(lines);
    if (const std::string mods = mods_.take(); !mods.empty()) {
      lines.open("analysis", akoma_attribute("source", "#kancelli"));
      lines.open("activeModifications");
      lines.include(mods);
      lines.close();
      lines.close();
    }
    times_.write_temporal_data(lines);
    write_references(lines, head_, times_,
                     "<activeRef" + akoma_attribute("eId", "activeRef_1") + akoma_attribute("href", work_) +
                         akoma_attribute("showAs", old_.text.words) + "/>");
    lines.close();
    lines.include(text_.take());
    lines.close();
    lines.close();
    return lines.take();
  }

 private:
  // § 1: the introduction and the items.
  void items() {
    text_.open("section", akoma_attribute("eId", "sec_1"));
    text_.line("<num>§ 1.</num>");
    text_.open("list", akoma_attribute("eId", "sec_1__list_1"));
    text_.open("intro", akoma_attribute("eId", "sec_1__list_1__intro"));
    text_.line("<p>" + xml_escape(without_typography(amendment_.introduction)) + "</p>");
    text_.close();
    for (std::size_t i = 0; i < amendment_.items.size(); ++i) {
      const std::string eid = "sec_1__list_1__point_" + std::to_string(i + 1);
      text_.open("point", akoma_attribute("eId", eid));
      text_.line("<num>" + std::to_string(i + 1) + ".</num>");
      text_.open("content", akoma_attribute("eId", eid + "__content"));
      item(i, eid);
      text_.close();
      text_.close();
    }
    text_.close();
    text_.close();
  }

  void commencements() {
    const std::vector<std::string> stykker = statute::write(amendment_.commencements);
    if (stykker.empty()) return;
    text_.open("section", akoma_attribute("eId", "sec_2"));
    text_.line("<num>§ 2.</num>");
    for (std::size_t i = 0; i < stykker.size(); ++i) {
      const std::string eid = "sec_2__subsec_" + std::to_string(i + 1);
      text_.open("subsection", akoma_attribute("eId", eid));
      if (i > 0) text_.line("<num>Stk. " + std::to_string(i + 1) + ".</num>");
      text_.open("content", akoma_attribute("eId", eid + "__content"));
      text_.line("<p>" + xml_escape(without_typography(stykker[i])) + "</p>");
      text_.close();
      text_.close();
    }
    text_.close();
  }

  // One <mod> for the formulas of the item, one for each clause on its own line.
  void item(std::size_t i, const std::string& eid) {
    const Item& item = amendment_.items[i];
    const std::string mod = eid + "__mod_1";
    std::vector<std::vector<std::string>> quotations(item.operations.size());  // eIds, by operation
    text_.open("p");
    text_.open("mod", akoma_attribute("eId", mod));
    std::size_t operation = 0, quoted = 0;
    std::string structure;
    const std::vector<Line> lines = statute::write(item);
    for (std::size_t k = 0; k < lines.size() && lines[k].role != Line::Role::shift; ++k) {
      const std::string plain = without_typography(lines[k].plain());
      if (lines[k].role == Line::Role::formula) {
        // The operations whose words stand in this line: up to one that quotes units.
        std::vector<std::string> eids;
        text_.line(formula(plain, mod, quoted, eids));
        auto next = eids.begin();
        for (; operation < item.operations.size(); ++operation) {
          const Operation& each = item.operations[operation];
          const std::ptrdiff_t takes = !changes_words(each.action)           ? 0
                                       : each.action == Action::delete_words ? 1
                                                                             : 2;
          for (std::ptrdiff_t n = 0; n < takes && next != eids.end(); ++n)
            quotations[operation].push_back(*next++);
          if (!each.content.empty()) break;
        }
        continue;
      }
      if (lines[k - 1].role == Line::Role::formula && operation < item.operations.size()) {
        structure = mod + "__qstr_" + std::to_string(operation + 1);
        quotations[operation].push_back(structure);
        quote(item.operations[operation++], structure);
      }
      // A full stop behind the quotation belongs to the formula.
      if (plain.ends_with("«.")) text_.line(".");
    }
    text_.close();
    text_.close();
    for (std::size_t n = 0; n < item.operations.size(); ++n)
      describe(item.operations[n], i, mod, quotations[n]);
    std::size_t clause = 0;
    for (const Line& line : lines) {
      if (line.role != Line::Role::shift) continue;
      const std::string shift = eid + "__mod_" + std::to_string(clause + 2);
      text_.line("<p><mod" + akoma_attribute("eId", shift) + ">" +
                 xml_escape(without_typography(line.plain())) + "</mod></p>");
      renumbering(item, item.shifts[clause++], i, shift);
    }
  }

  // The sentence with its quotations and references as elements.
  std::string formula(std::string_view plain, const std::string& mod, std::size_t& quoted,
                      std::vector<std::string>& eids) {
    std::string xml;
    for (std::size_t at = 0; at < plain.size();) {
      const std::size_t begin = std::min(plain.find("»", at), plain.size());
      xml += referring(plain.substr(at, begin - at));
      if (begin == plain.size()) break;
      at = quotation_end(plain, begin);
      const std::string_view words = plain.substr(begin + 2, at - begin - 4);
      eids.push_back(mod + "__qtext_" + std::to_string(++quoted));
      xml += "<quotedText" + akoma_attribute("eId", eids.back()) + akoma_attribute("startQuote", "»") +
             akoma_attribute("endQuote", "«") + ">" + xml_escape(words) + "</quotedText>";
    }
    return xml;
  }

  // A reference to one provision is a <ref>; several that are written together are left as words, the
  // metadata has each.
  std::string referring(std::string_view plain) const {
    std::string xml;
    for (std::size_t at = 0; at < plain.size();) {
      std::vector<Reference> references;
      const bool begins = at == 0 || plain[at - 1] == ' ';
      const std::size_t length = begins ? read_references(plain.substr(at), references) : 0;
      std::size_t end = at + length;
      while (end > at && (plain[end - 1] == ' ' || plain[end - 1] == ',')) --end;
      const Target target = references.size() == 1 ? index_.find(references.front()) : Target{};
      if (end == at || target.unit == nullptr) {
        const std::size_t next = std::max(end, at + 1);
        xml += xml_escape(plain.substr(at, next - at));
        at = next;
        continue;
      }
      xml += "<ref" + akoma_attribute("href", destination(target)) + ">" +
             xml_escape(plain.substr(at, end - at)) + "</ref>";
      at = end;
    }
    return xml;
  }

  // What an operation quotes, as units.
  void quote(const Operation& operation, const std::string& structure) {
    EIds eids;
    eids.add(operation.content, structure);
    AkomaProvisions provisions(text_, eids, old_, head_, times_);
    text_.open("quotedStructure", akoma_attribute("eId", structure) + akoma_attribute("startQuote", "»") +
                                      akoma_attribute("endQuote", "«"));
    const bool heading = operation.action == Action::reword;  // the heading alone, no container of its own
    Unit within;  // what they come into: stykker of an annex have no designation
    for (const Place* place : {&operation.anchor, operation.places.empty() ? nullptr : &operation.places[0]})
      if (place != nullptr && !place->where.empty() && place->where.steps[0].kind == Kind::annex)
        within.kind = Kind::annex;
    for (const Unit& each : operation.content) {
      if (heading && each.kind == Kind::heading)
        text_.line("<heading>" + provisions.inlines(each.text) + "</heading>");
      else if (each.kind == Kind::sentence || each.kind == Kind::statute || each.kind == Kind::preamble)
        text_.line("<p>" + provisions.inlines(each.text) + "</p>");
      else if (each.kind == Kind::annex)
        provisions.quoted_annex(each);
      else
        provisions.unit(each, within);
    }
    text_.close();
  }

  std::string destination(const Target& target) const {
    if (target.unit == nullptr) return version_ + "#body";
    if (!target.text_only) return version_ + "#" + old_eids_.of(*target.unit);
    return version_ +
           (target.unit == &old_ ? "#preface__docTitle" : "#" + old_eids_.of(*target.unit) + "__heading");
  }

  // The operation in the metadata.
  void describe(const Operation& operation, std::size_t item, const std::string& mod,
                const std::vector<std::string>& quotations) {
    begin_mod(mod_type(operation.action), mod);
    if (operation.action == Action::insert_units) {
      const Place& anchor = operation.anchor;
      Target target;
      target.unit = &old_;
      if (!anchor.where.empty() || !anchor.id.empty()) target = index_.find(anchor);
      destination(target, operation.side);
    } else if (operation.places.empty()) {
      everywhere(item);
    }
    for (const Place& place : operation.places) {
      if (operation.action == Action::insert_words)
        destination(index_.find(place), operation.side);
      else
        mods_.line("<destination" + akoma_attribute("href", destination(index_.find(place))) + "/>");
    }
    period(item);
    const bool replaces =
        operation.action == Action::replace_words || operation.action == Action::delete_words;
    if (replaces && !quotations.empty())
      mods_.line("<old" + akoma_attribute("href", "#" + quotations[0]) + "/>");
    const std::size_t first_new = changes_words(operation.action) ? 1 : 0;
    for (std::size_t i = first_new; i < quotations.size(); ++i)
      mods_.line("<new" + akoma_attribute("href", "#" + quotations[i]) + "/>");
    mods_.close();
  }

  void begin_mod(std::string_view type, const std::string& mod) {
    mods_.open("textualMod", akoma_attribute("eId", "textualMod_" + std::to_string(++described_)) +
                                 akoma_attribute("type", type));
    mods_.line("<source" + akoma_attribute("href", "#" + mod) + "/>");
  }

  void destination(const Target& target, Side side) {
    const std::string_view pos = side == Side::before ? "before" : side == Side::after ? "after" : "end";
    mods_.line("<destination" + akoma_attribute("href", destination(target)) + akoma_attribute("pos", pos) +
               "/>");
  }

  // "Overalt i vedtægten": the provisions that have the words.
  void everywhere(std::size_t item) {
    bool any = false;
    for (const std::string& id : applied_.touched[item])
      if (const Unit* unit = index_.by_id(id)) {
        any = true;
        mods_.line("<destination" + akoma_attribute("href", version_ + "#" + old_eids_.of(*unit)) + "/>");
      }
    if (!any) mods_.line("<destination" + akoma_attribute("href", version_ + "#body") + "/>");
  }

  // From when the item holds: a stretch of time, or what it waits for.
  void period(std::size_t item) {
    const Commencement* commencement = nullptr;
    for (const Commencement& each : amendment_.commencements) {
      const bool named = std::find(each.items.begin(), each.items.end(), item) != each.items.end();
      if (named || (each.items.empty() && commencement == nullptr)) commencement = &each;
    }
    if (commencement == nullptr) return;
    if (!commencement->date.empty()) {
      const std::string group = times_.group(commencement->date, "#body-adopting");
      mods_.line("<force" + akoma_attribute("period", group) + "/>");
      mods_.line("<efficacy" + akoma_attribute("period", group) + "/>");
      return;
    }
    std::string xml = "<k:commencement";
    if (!commencement->body.empty()) xml += akoma_attribute("body", commencement->body);
    if (!commencement->latest.empty()) xml += akoma_attribute("latest", commencement->latest);
    mods_.line("<condition>" + xml + ">" + xml_escape(commencement->condition) +
               "</k:commencement></condition>");
  }

  // The clause's units in the statute before, each with the place it gets.
  void renumbering(const Item& item, const Shift& shift, std::size_t index, const std::string& mod) {
    const Unit* parent = shifting_parent(item, shift);
    if (parent == nullptr) return;
    for (const std::string& from : shift.from)
      for (const Unit& unit : parent->units) {
        if (unit.kind != shift.kind || unit.number != from) continue;
        begin_mod("renumbering", mod);
        mods_.line("<destination" + akoma_attribute("href", version_ + "#" + old_eids_.of(unit)) + "/>");
        period(index);
        if (const std::string& eid = new_eids_.of_id(unit.id); !eid.empty())
          mods_.line("<new" + akoma_attribute("href", work_ + "#" + eid) + "/>");
        mods_.close();
      }
  }

  // What holds the units that move: one of the item's places says it.
  const Unit* shifting_parent(const Item& item, const Shift& shift) const {
    for (const Operation& operation : item.operations) {
      std::vector<Place> places = operation.places;
      places.push_back(operation.anchor);
      for (const Place& place : places) {
        if (place.where.empty() && place.id.empty()) continue;
        for (const Unit* unit = index_.find(place).unit; unit != nullptr; unit = index_.parent(*unit))
          if (std::any_of(unit->units.begin(), unit->units.end(), [&](const Unit& each) {
                return each.kind == shift.kind && each.number == shift.from.front();
              }))
            return unit;
      }
    }
    return nullptr;
  }

  const Amendment& amendment_;
  const AkomaHead& head_;
  const Unit& old_;
  const EIds old_eids_;
  const Index index_;
  const std::string version_, work_;
  Applied applied_;
  EIds new_eids_;
  AkomaLines text_, mods_;
  AkomaTimes times_;
  std::size_t described_ = 0;
};

bool all_have_ids(const Unit& unit) {
  return std::all_of(unit.units.begin(), unit.units.end(),
                     [](const Unit& each) { return !each.id.empty() && all_have_ids(each); });
}

}  // namespace

std::string akoma_ntoso(const Amendment& amendment, const AkomaHead& head, const Unit& old,
                        const AkomaHead& old_head) {
  if (all_have_ids(old)) return AmendmentWriter(amendment, head, old, old_head).write();
  Unit named = old;
  give_ids(named);
  return AmendmentWriter(amendment, head, named, old_head).write();
}

}  // namespace kancelli::statute
