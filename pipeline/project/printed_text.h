// What a computed element (body, fact, amount, date, ref, law) says on paper, as far as words are compared.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

using Attributes = std::map<std::string, std::string, std::less<>>;

// A body, fact, amount, date, ref or law with these attributes; nothing for what cannot be resolved. A body's
// name is that of its `as-of`, else of the paper's date; a sum in millions or milliards has one decimal where
// the exact one has more.
std::optional<std::string> printed(std::string_view element, const Attributes& attributes, const Paper& paper,
                                   const Project& project);

// What a `ref` with these attributes to a provision says: its place, "stk. 2" within the same §, and the
// whole of it, "§ 5, stk. 2, i styrelsesvedtægten" from another paper. `from`: the provision it stands in, or
// "".
struct PrintedProvision {
  std::string place, whole;
};
// Nothing when it does not refer to a provision of a statute.
std::optional<PrintedProvision> printed_provision(const Attributes& ref, std::string_view from,
                                                  const Paper& paper, const Project& project);
// The id of the provision that a node of a statute stands in; "" outside of all.
std::string_view provision_around(const Node& node);

// The words that the author wrote in it, else what the program writes there.
// Plain text, with ordinary or no-break spaces; "" for what cannot be resolved (ref-unresolved tells).
std::string printed(const Node& computed, const Paper& paper, const Project& project);

// The words of an element, computed ones among them, on one line: a title or heading as it is printed.
std::string printed_words(const Node& element, const Paper& paper, const Project& project);

// What a table's column adds up to: a column in money (1.000 kr., mio. kr.) in kroner, another as it stands.
// Nothing when there is no such column, or it does not add up.
std::optional<Decimal> sum_in_kroner(const Node& table, std::string_view column);

}  // namespace kancelli
