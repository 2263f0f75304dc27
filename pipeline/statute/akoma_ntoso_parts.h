// What the writers of Akoma Ntoso share.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/statute/akoma_ntoso.h"

namespace kancelli::statute {

inline constexpr std::string_view akoma_namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

// The address of the work, "/akn/dk/act/vedtaegt/1997-06-12/styrelsesvedtaegt"; and that of the version.
std::string work_address(const AkomaHead& head);
std::string version_address(const AkomaHead& head);

// The eIds of units: "chp_2", "sec_7a__subsec_2__list_1__point_b". §§ are numbered through, and have no
// chapter before them. None is given twice.
class EIds {
 public:
  EIds() = default;
  explicit EIds(const Unit& statute);
  // The units of a quotation, below the element with eId `prefix`.
  void add(const std::vector<Unit>& units, const std::string& prefix);

  const std::string& of(const Unit& unit) const { return by_unit_.at(&unit); }
  const std::string& of_id(const std::string& id) const;  // "" when there is no such unit

 private:
  void add(const Unit& unit, const std::string& prefix, Kind parent, bool quoted);

  std::unordered_map<const Unit*, std::string> by_unit_;
  std::unordered_map<std::string, std::string> by_id_;
  std::set<std::string> taken_;
};

std::string akoma_attribute(std::string_view name, std::string_view value);

// Lines of XML, two spaces a level.
class AkomaLines {
 public:
  void line(const std::string& xml) { text_ += std::string(2 * depth_, ' ') + xml + "\n"; }
  void open(const std::string& name, const std::string& attributes = {});
  void close();
  void include(const std::string& lines);  // of another
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::size_t depth_ = 0;
  std::vector<std::string> names_;
};

// The events of a document and the stretches of time they begin, each once.
class AkomaTimes {
 public:
  // The group of what holds from `date` on, by `source` (an eId): "#tmpg_1".
  std::string group(const std::string& date, const std::string& source);
  // The reference of an amendment by the name it is called with: "vedtaegtsaendring-2026, nr. 3".
  std::string origin(const std::string& name);
  void event(const std::string& date, std::string_view type, const std::string& source);

  void write_lifecycle(AkomaLines& lines) const;
  void write_temporal_data(AkomaLines& lines) const;
  void write_origins(AkomaLines& lines) const;

 private:
  struct Event {
    std::string date, type, source;
  };
  std::vector<Event> events_;
  std::vector<std::size_t> groups_;  // the event that each begins with
  std::vector<std::string> origins_;
};

// The provisions of a statute, or those that an amendment quotes.
class AkomaProvisions {
 public:
  // `statute`: what references without an id before # are to.
  AkomaProvisions(AkomaLines& lines, const EIds& eids, const Unit& statute, const AkomaHead& head,
                  AkomaTimes& times)
      : lines_(lines), eids_(eids), statute_(statute), head_(head), times_(times) {}

  void unit(const Unit& unit, const Unit& parent);
  void annex(const Unit& unit);  // as an attachment
  // An annex in a quotation: no document of its own.
  void quoted_annex(const Unit& unit);
  std::string inlines(const Text& text) const;
  // eId, the permanent id, and from when: of the element that is the unit.
  std::string attributes(const Unit& unit) const;

 private:
  void holds(const Unit& unit, const Unit& parent);
  void words(const Unit& unit);
  void p(const Text& text) { lines_.line("<p>" + inlines(text) + "</p>"); }
  std::string stretch(const Text& text, std::size_t begin, std::size_t end) const;
  std::string mark(const Mark& mark, const std::string& words) const;

  AkomaLines& lines_;
  const EIds& eids_;
  const Unit& statute_;
  const AkomaHead& head_;
  AkomaTimes& times_;
};

// <identification>: work, version and file. `title` and `component` ("annex_1", else "main").
void write_identification(AkomaLines& lines, const AkomaHead& head, const std::string& title,
                          const std::string& component);
// <references>: who wrote the file, who adopts the act, and what the events come from. `amended`: the
// <activeRef> of what an amendment changes.
void write_references(AkomaLines& lines, const AkomaHead& head, const AkomaTimes& times,
                      const std::string& amended);
// From the declaration to <act>, which is left open.
void begin_akoma(AkomaLines& lines, std::string_view name, std::string_view contains);

}  // namespace kancelli::statute
