// Where quotation marks stand around words.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace kancelli {

// Of one block: from each opening mark to the mark that closes it, in order.
std::vector<std::pair<std::size_t, std::size_t>> quotations_in(std::string_view block);

}  // namespace kancelli
