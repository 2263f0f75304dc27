// Which secrets' words stand in a text: short runs of words, each as one number.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "pipeline/core/source.h"
#include "pipeline/publish/compared_words.h"

namespace kancelli {

// So many words in a row are hardly written twice by chance. What is shorter is compared as a whole.
constexpr std::size_t shingle = 6;

// Filled with add(); what stands openly is taken out between put_in_order() and drop_open(); then it tells.
class SecretIndex {
 public:
  // Words of a secret: a shingle's number of them, or a text that is shorter. `ends`: of each of `words`
  // whether a block ends behind it; empty where none does.
  void add(std::size_t secret, const Words& words, std::size_t from, std::size_t size, Span place,
           const std::vector<char>& ends = {});
  // How many different runs of words there are of each of so many secrets.
  std::vector<std::size_t> sizes_of(std::size_t secrets) const;

  void put_in_order();
  void take_out(const Words& open_words);
  void drop_open();

  // How much of a secret stands in the streams of words of one file.
  struct Hit {
    std::size_t secret = 0, runs = 0;  // different ones
    Span first;                        // where the first of them is in the source
  };
  std::vector<Hit> in(const std::vector<Words>& streams) const;  // by secret

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  struct Shingle {
    std::uint64_t key = 0;
    std::uint32_t secret = 0;
    Span place;
    std::uint32_t joined = none;  // of `joined_`, where it goes over the end of a block
  };
  static constexpr int key_bits = 64, filter_bits = 22;
  static std::size_t filter_place(std::uint64_t key) { return key >> (key_bits - filter_bits); }
  template <typename Take>
  void for_each(std::uint64_t key, Take take) const;
  void take_out_joined();

  std::vector<Shingle> shingles_;                   // by key
  std::vector<char> gone_;                          // of each shingle: it stands openly
  std::vector<std::vector<std::uint64_t>> joined_;  // the keys of such a shingle's pieces
  std::unordered_map<std::uint64_t, bool> pieces_;  // of each: it stands openly
  // Of all keys their first bits: most words of a text are in no secret.
  std::unique_ptr<std::bitset<(std::size_t{1} << filter_bits)>> filter_;
};

}  // namespace kancelli
