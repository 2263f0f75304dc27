// A paper's source as it is when the paper is sent: its state, and on a correction its revision, written with
// as few bytes as possible. Everything else stays as it was.
#pragma once

#include <optional>
#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

// <revision number="2" date="2026-02-20" reason="..."/>
struct Revision {
  int number = 2;
  Date date;
  std::string reason;
};

// What the source says of its revision; nothing where it says none, or none that can be used.
std::optional<Revision> revision_of(const Paper& paper);

// The paper is valid, hence has a <state>. Its day of sending is the first one's: a correction does not move
// it.
std::string as_sent(const Project& project, const Paper& paper, const Date& sent,
                    const std::optional<Revision>& revision);

}  // namespace kancelli
