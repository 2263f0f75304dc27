// Exchange with Akoma Ntoso 3.0 (OASIS LegalDocML): statutes and amendments written so, statutes read.
//
// Forms: Akoma Ntoso Version 1.0 (2018), and its Naming Convention Version 1.0 (2019) for addresses and eIds.
// What maps to what is told in docs/how-to/akoma-ntoso.md.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"

namespace kancelli::statute {

// What a document has beside its provisions.
struct AkomaHead {
  std::string id;                // its name in addresses: "styrelsesvedtaegt"
  std::string enacted, amended;  // ISO; `enacted` is "" where it is not known, or not adopted yet
  std::string made;              // ISO: the day of the file; stands for `enacted` where that is not known
  std::string body, body_id;     // who adopts it: its name, and its id in the register
  // The address of what a mark refers to that is no provision of the statute: a law, another paper. May be
  // empty, and may give "": then the mark is kept without an address.
  std::function<std::string(const Mark&)> href;
};

// An <act>. Units without an id get one. Reads back the same (read_akoma_ntoso).
std::string akoma_ntoso(const Unit& statute, const AkomaHead& head);

// An <act> whose items are <mod>s, each described in the metadata (textualMod): what it does where in `old`,
// what comes instead, and from when. The amendment is one that `old` takes.
std::string akoma_ntoso(const Amendment& amendment, const AkomaHead& head, const Unit& old,
                        const AkomaHead& old_head);

// The statute of an <act> or <bill>. What has no place in a statute of ours is told, each at its place: words
// and levels that are left out (warning akoma-ntoso-left-out), and what is read otherwise than it is written
// (note akoma-ntoso-changed). A text that is no such document gives errors (xml, akoma-ntoso), and nothing.
// `head`: receives what the identification says, but `made` and `href`.
std::optional<Unit> read_akoma_ntoso(const SourceMap& sources, SourceId source, Diagnostics& diagnostics,
                                     AkomaHead* head = nullptr);

}  // namespace kancelli::statute
