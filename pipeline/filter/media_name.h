// The names of files in the media bag.
#pragma once

#include <string>

namespace kancelli {

// What the bag calls a picture of the tree: different ways to write one path are one name.
std::string media_name(std::string source);

}  // namespace kancelli
