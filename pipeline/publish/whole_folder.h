// A folder of files that is written as a whole: aside, and then put into its place in one step.
#pragma once

#include <map>
#include <string>

namespace kancelli {

// Makes PARENT/NAME hold these files (path -> bytes) and SHA256SUMS, which sha256sum -c reads; what an
// earlier call wrote there is gone. Throws Error, and leaves all as it was, when the folder is there and
// holds what no such call wrote or what somebody has changed since. `parent` exists, and nobody else works in
// it.
void write_whole_folder(const std::string& parent, const std::string& name,
                        const std::map<std::string, std::string>& files);

}  // namespace kancelli
