// Running text of Akoma Ntoso, read.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/provision.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli::statute {

// Tells what is not read as it is written: of an inline, the first time.
class AkomaLosses {
 public:
  explicit AkomaLosses(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}
  void left_out(const Node& node, const std::string& why);  // with all that is in it
  void changed(const Node& node, const std::string& how);
  void plain(const Node& node);  // an inline whose words alone are kept
  // A reference: where an address is first used, for what is told of it later.
  void link(const Node& node) { links_.emplace(node.get("href"), &node); }
  void no_link(const std::string& address);

 private:
  Diagnostics& diagnostics_;
  std::map<std::string, const Node*, std::less<>> links_;
  std::map<std::string, bool, std::less<>> told_;
};

// The number in a <num>: "7 a" of "§ 7 a.", "4" of "Kapitel 4", "12 a" of "Section 12A", "b" of "(b)"; the
// first one with its letter, else the last word of letters. `rest`: what comes behind it is more than points
// and brackets.
std::string number_of_num(std::string_view num, bool& rest);
// "4" of "iv"; "" of what is no Roman number.
std::string from_roman(std::string_view letters);

// Appends the words of `node` to `text`. References are marks `ref` whose `to` is the address that stands
// there; resolve_references makes it the id of a provision.
void append_akoma_text(const Node& node, Text& text, AkomaLosses& losses);

// `id_of`: the provision that has the eId; "" when none has.
void resolve_references(Unit& unit, const std::function<std::string(const std::string& eid)>& id_of,
                        AkomaLosses& losses);

}  // namespace kancelli::statute
