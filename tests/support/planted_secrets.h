// A source with a secret in every place that can hold one, and every place of a release where it can come
// out.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli::planted {

// The state of a paper that was sent, and the attributes of what is closed.
inline const std::string sent = "<state value=\"sent\" sent=\"2026-02-18\"/>\n";
inline const std::string shut =
    "access=\"closed\" reason=\"Vurderet for sig\" ground=\"Forvaltningslovens § 27\"";

// Of its papers `aaben` alone is open. The contents of its closed attachment are another file.
std::string source_with_secrets();

// Where each secret stands in that source, its words, and the paper.
struct PlantedSecret {
  const char* where;
  std::string words, file;
};
const std::vector<PlantedSecret>& secrets();

// A place of a release: of words the path of a file that tells them there, and its bytes.
struct Place {
  const char* name;
  std::function<std::pair<std::string, std::string>(const std::string& words)> file;
};
const std::vector<Place>& places();

std::string latin1(std::string_view text);

}  // namespace kancelli::planted
