// The registers: what the city's papers share and write once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/danish.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli {

// A name that a body has in a period; an absent end is open.
struct BodyName {
  std::string name, abbreviation;   // the abbreviation may be empty
  std::string letter;               // a party's, or ""
  std::optional<Date> from, until;  // days, both included
  Span span;                        // of the register's <name>
};

struct Body {
  std::string id, kind, parent;  // kind: council, committee, administration, unit, centre, party, office
  std::vector<BodyName> names;   // in the register's order
  std::int64_t members = 0;      // of a council or committee; 0 where the register does not say
  Span span;

  // The name that holds on that day; without a date the latest. Nothing outside every period.
  const BodyName* name_on(const std::optional<Date>& day) const;
};

struct Fact {
  std::string id, unit, in, scope, as_of, source, label;
  Decimal value;
  bool approximate = false;
  Span span;

  std::string number() const;  // "ca. 153.000", "25 mio. kr."
  std::string full() const;    // with the unit after the number: "ca. 780 ordinært ansatte"
};

struct Law {
  std::string id, short_name, title;
  std::string year, number;  // in Lovtidende A; "" when nobody has looked them up
  Span span;
  std::optional<Date> from, until;  // in force on these days, both included; an absent end is open

  // "https://www.retsinformation.dk/eli/lta/2018/692", built from year and number; "" without them.
  std::string address() const;
};

// Something that happened or will, in the course of events.
struct Event {
  std::string id, label;             // label: what happens, in a few words
  std::string paper;                 // the paper whose date it is; may be empty
  std::optional<Date> date;          // what the register says, else the paper's date
  bool latest = false;               // the date is an upper bound ("senest")
  std::vector<std::string> after;    // ids of the events it comes after
  std::vector<std::string> phrases;  // what texts call it
  Span span;                         // of the register's <event>
};

struct PlannedMeeting {
  Date date;
  std::string time, place;  // of the meeting, else of the plan; may be empty
  bool extraordinary = false;
  Span span;
};

// The meetings that a body has adopted for a year (mødeplan).
struct MeetingPlan {
  std::string body;
  int year = 0;
  std::vector<PlannedMeeting> meetings;  // by date
  Span span;

  const PlannedMeeting* on(const Date& day) const;
};

// A task of a committee, before any transfer.
struct Task {
  std::string id, body, part_of, name;  // body or part_of is empty; a part belongs where the whole does
  std::size_t order = 0;                // in the register
  Span span;                            // of the register's <task>
};

// Something that a paper must hold: an element of that name, one with that id, or a <term> of that word.
struct RequiredContent {
  enum class Kind { element, ref, term };
  Kind kind = Kind::element;
  std::string name, text;  // text: what it is, in words; may be empty
  Span span;               // of the register's <content>
};

// What a paper demands of another.
struct Requirement {
  std::string id, demand;       // demand: in a few words
  std::string source;           // "PAPER" or "PAPER#ID"; empty: the house's demand on every paper of the type
  std::string paper, type;      // what must meet it; both empty: nothing of this project
  std::vector<std::string> to;  // the bodies that must get it
  std::optional<Date> deadline;  // its last day counts
  std::optional<Date> since;     // of the house's demands: papers dated before are left alone
  std::vector<RequiredContent> contents;
  bool met = false;            // a person says so, and
  std::optional<Date> met_on;  // when, and
  std::string met_where;       // where it can be seen
  std::size_t order = 0;       // in the register
  Span span;                   // of the register's <requirement>
};

// A day on which changes of a statute came into force, fixed after they were adopted.
struct CommencementDay {
  std::string amendment;        // the amendment's id
  std::vector<std::string> of;  // ids of provisions, in the statute before or after the amendment
  Date date;
  std::string decision;  // who fixed it, and when; may be empty
  Span span;             // of the register's <commencement>
};

// A word that the house uses and the dictionary does not know.
struct KnownWord {
  std::string text;
  std::string like;  // a word of the dictionary with the same endings; may be empty
};

// All registers of a project. Ids are unique within their register; a second one is a diagnostic
// (id-duplicate) and is left out.
struct Registers {
  std::map<std::string, Body, std::less<>> bodies;
  std::map<std::string, Fact, std::less<>> facts;
  std::map<std::string, Law, std::less<>> laws;
  std::map<std::string, Event, std::less<>> events;
  std::map<std::pair<std::string, int>, MeetingPlan> plans;  // by body and year
  std::map<std::string, Task, std::less<>> tasks;
  std::map<std::string, Requirement, std::less<>> requirements;
  std::vector<CommencementDay> commencements;
  std::vector<KnownWord> words;

  const Body* body(std::string_view id) const;
  const Fact* fact(std::string_view id) const;
  const Law* law(std::string_view id) const;
  const Event* event(std::string_view id) const;
  const MeetingPlan* plan(std::string_view body, int year) const;
  const Task* task(std::string_view id) const;
  // What of="..." means: "bodies:KIND", "children:BODY" or "children:BODY:KIND", as of that day, by id.
  // Nothing for other words and for a body that is not there.
  std::optional<std::vector<const Body*>> meant(std::string_view of, const std::optional<Date>& day) const;
  // The bodies of a kind that have a name on that day, by id.
  std::vector<const Body*> bodies_of(std::string_view kind, const std::optional<Date>& day) const;
};

// Reads one register document (root: its kind, such as organisation) that its grammar has found valid; what
// it cannot use gives a diagnostic.
// Reads one register document (root: organisation, facts, laws or words) that its grammar has found valid;
// what it cannot use gives a diagnostic.
void read_register(const XmlDocument& document, Registers& registers, Diagnostics& diagnostics);

}  // namespace kancelli
