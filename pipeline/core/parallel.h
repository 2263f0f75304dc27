// Work on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace kancelli {

// Calls work(index) for every index below `count`, on at most `jobs` threads, in no order; returns when all
// are done. After an exception no further index is begun, and the first is thrown on.
void for_each_index(std::size_t count, int jobs, const std::function<void(std::size_t index)>& work);

// The processors of the machine; at least 1.
int processors();

}  // namespace kancelli
