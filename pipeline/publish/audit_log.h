// Who published what, when, and what the gate said: JSON lines, each with the hash of the one before it, so
// that a line that was changed, taken out or put in between is found.
//
// The log alone does not show that lines were cut off at its end, nor that all from some line to the end was
// written anew with fitting hashes. Who must know that too keeps the last line's hash in another place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli {

struct AuditEntry {
  std::string time;    // ISO 8601, UTC, to the second
  std::string actor;   // the account that ran the program, or the name given
  std::string action;  // "publish", "rollback", "prune", "override"
  std::string release;
  std::vector<std::pair<std::string, std::string>> details;  // of the gate, in order
};

// The line, with its hash, that follows the last line of `log` ("" for the first). Throws Error when the log
// is broken: nothing is added to one.
std::string next_line(std::string_view log, const AuditEntry& entry);

// The number of the first line that does not follow from the one before it, is no entry or has no end (the
// program was stopped while it wrote); 0 when all are whole.
std::size_t first_broken_line(std::string_view log);

// The entries of an unbroken log. Throws Error for a broken one.
std::vector<AuditEntry> read_log(std::string_view log);

}  // namespace kancelli
