// What a release consists of. Its text is the same for the same files, whatever machine wrote it, so that its
// hash can be the release's name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

struct PublishedFile {
  std::string path;  // below the release's root, with /; never absolute, never with . or ..
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const PublishedFile&, const PublishedFile&) = default;
};

struct Manifest {
  std::string kind = "open";         // or "closed": the two are never released to one root
  std::vector<PublishedFile> files;  // by path, bytewise

  // JSON with a line for each file; no time, no machine, no name of a person.
  std::string json() const;
  // The release's name: the SHA-256 of json().
  std::string id() const;
  const PublishedFile* find(std::string_view path) const;
};

// Of files: path -> bytes. Throws Error for a path that would lead out of the root, and for two paths that
// are one where letters' case is not told apart.
Manifest manifest_of(const std::map<std::string, std::string>& files, std::string kind);

// Throws Error for what is no manifest, is not written as json() writes it, or holds such a path.
Manifest read_manifest(std::string_view text);

// What differs: paths, each list sorted.
struct ManifestDifference {
  std::vector<std::string> added, removed, changed;
};
ManifestDifference difference(const Manifest& before, const Manifest& after);

}  // namespace kancelli
