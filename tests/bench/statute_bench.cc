// How long the statute engine takes: two versions of 10,000 provisions compared, 100 amendments consolidated.
// Called by scripts/bench; prints "NAME MILLISECONDS MILLISECONDS" a line, by the clock and of the processor.
#include <chrono>
#include <ctime>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "pipeline/statute/compare.h"
#include "pipeline/statute/consolidate.h"
#include "tests/support/random_statutes.h"

namespace kancelli::statute {
namespace {

// The clock's milliseconds, and the processor's.
std::string milliseconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  work();
  const auto wall =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  return std::to_string(wall.count()) + " " + std::to_string(1000 * (std::clock() - cpu) / CLOCKS_PER_SEC);
}

int run() {
  RandomStatutes random(20260101);
  std::size_t paragraphs = 1000;
  Unit old = random.statute(paragraphs);
  while (all_units(old).size() < 10'000) old = random.statute(paragraphs += 100);
  Unit changed = old;
  random.edit(changed, 200);
  Diagnostics diagnostics;
  Amendment amendment;
  std::cout << "compare " << milliseconds([&] { amendment = compare(old, changed, {}, diagnostics); })
            << "\n";
  std::cout << "provisions " << all_units(old).size() << "\nitems " << amendment.items.size() << "\n";

  std::vector<Amendment> amendments;
  Unit before = old;
  while (amendments.size() < 100) {
    Unit after = before;
    random.edit(after, 2);
    Amendment next = compare(before, after, {}, diagnostics);
    next.id = "amendment-" + std::to_string(amendments.size() + 1);
    next.commencements = {{}};
    next.commencements[0].date = "2026-01-01";
    amendments.push_back(std::move(next));
    before = std::move(after);
  }
  Consolidated text;
  std::cout << "consolidate "
            << milliseconds([&] { text = consolidate(old, amendments, {}, "2026-06-01", diagnostics); })
            << "\n";
  const std::string wrong = difference(text.statute, before);
  if (!wrong.empty()) std::cerr << "consolidated otherwise: " << wrong << "\n";
  return wrong.empty() && !diagnostics.has_errors() ? 0 : 1;
}

}  // namespace
}  // namespace kancelli::statute

int main() {
  return kancelli::statute::run();
}
