// A release: a signed set of files that is public all at once or not at all. It holds manifest.json and
// manifest.sig besides what the manifest names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/publish/manifest.h"
#include "pipeline/publish/target.h"

namespace kancelli {

struct Sent {
  std::string release;      // its name
  std::size_t sent = 0;     // files that went over the wire
  std::size_t kept = 0;     // taken from an earlier release
  bool was_there = false;   // it was sealed already
  bool was_active = false;  // nothing changed for readers
};

// Throws Error when the target holds releases of another kind.
void check_kind(Target& target, const std::string& kind);

// Throws Error when one of the keys is none, or the secret one is not that of a trusted one.
void need_trust(const std::string& secret_key, const std::vector<std::string>& trusted);

// Stages the files, reads back what was staged and compares it with the manifest, seals, checks signature and
// trust, and activates. `trusted`: open keys; one of them must have signed. Throws Error; the old release is
// then still the active one, whole.
Sent publish(Target& target, const std::map<std::string, std::string>& files, const std::string& kind,
             const std::string& secret_key, const std::vector<std::string>& trusted);

// What is wrong with a sealed release, a line each in the user's language; empty when its signature is by a
// trusted key and every file is there, as the manifest says, and no other. Reads all of it.
std::vector<std::string> faults_of(Target& target, const std::string& release,
                                   const std::vector<std::string>& trusted);

Manifest manifest_of(Target& target, const std::string& release);

// Makes the one before the active release active, or the one named, after it was looked through as faults_of
// does. Gives its name. Throws Error when there is none, or it has faults.
std::string roll_back(Target& target, const std::string& release, const std::vector<std::string>& trusted);

// Removes all but the newest `keep` and the active one; the names of those removed, oldest first.
std::vector<std::string> prune(Target& target, std::size_t keep);

}  // namespace kancelli
