// Words as they are compared, each as a number: letters and digits in lower case.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kancelli {

using Words = std::vector<std::uint64_t>;

// A hyphen inside a word, at the end of a line too, and a point inside a number do not part it; soft hyphens
// and ligatures do not count.
Words compared_words(std::string_view text);

}  // namespace kancelli
