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
  std::optional<Date> from, until;  // days, both included
  Span span;                        // of the register's <name>
};

struct Body {
  std::string id, kind, parent;  // kind: council, committee, administration, unit, centre, party, office
  std::vector<BodyName> names;   // in the register's order
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

  // "https://www.retsinformation.dk/eli/lta/2018/692", built from year and number; "" without them.
  std::string address() const;
};

// All registers of a project. Ids are unique within their register; a second one is a diagnostic
// (id-duplicate) and is left out.
struct Registers {
  std::map<std::string, Body, std::less<>> bodies;
  std::map<std::string, Fact, std::less<>> facts;
  std::map<std::string, Law, std::less<>> laws;

  const Body* body(std::string_view id) const;
  const Fact* fact(std::string_view id) const;
  const Law* law(std::string_view id) const;
  // The bodies of a kind that have a name on that day, by id.
  std::vector<const Body*> bodies_of(std::string_view kind, const std::optional<Date>& day) const;
};

// Reads one register document (root: organisation, facts or laws) that its grammar has found valid; what it
// cannot use gives a diagnostic.
void read_register(const XmlDocument& document, Registers& registers, Diagnostics& diagnostics);

}  // namespace kancelli
