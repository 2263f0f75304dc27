#include "pipeline/publish/secret_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace kancelli {
namespace {

std::uint64_t begun() {
  return 0x9e3779b97f4a7c15u;
}
std::uint64_t with(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0xff51afd7ed558ccdu;
  return hash ^ (hash >> 32);
}
std::uint64_t key_of(std::uint64_t hash, std::size_t size) {
  return with(hash, size);
}

std::uint64_t key_of(const Words& words, std::size_t from, std::size_t size) {
  std::uint64_t hash = begun();
  for (std::size_t i = from; i < from + size; ++i) hash = with(hash, words[i]);
  return key_of(hash, size);
}

// The keys of all runs of up to a shingle's words.
template <typename Take>
void for_each_key(const Words& words, Take take) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::uint64_t hash = begun();
    for (std::size_t size = 1; size <= shingle && at + size <= words.size(); ++size) {
      hash = with(hash, words[at + size - 1]);
      take(key_of(hash, size));
    }
  }
}

// Running heads and feet have one beside them.
bool is_page_number(std::uint64_t word) {
  static const std::set<std::uint64_t> numbers = [] {
    constexpr int most = 999;
    std::set<std::uint64_t> all;
    for (int i = 1; i <= most; ++i) all.insert(compared_words(std::to_string(i)).front());
    return all;
  }();
  return numbers.contains(word);
}

}  // namespace

// A page prints its blocks in another company than the source has them, and below headings of the grammar: so
// words over the end of a block are open where all their pieces are. And beside a running head stands the
// page's number: one at an edge tells nothing.
void SecretIndex::add(std::size_t secret, const Words& words, std::size_t from, std::size_t size, Span place,
                      const std::vector<char>& ends) {
  std::size_t first = from, last = from + size;
  if (size == shingle && is_page_number(words[first]))
    ++first;
  else if (size == shingle && is_page_number(words[last - 1]))
    --last;
  std::vector<std::uint64_t> pieces;
  std::size_t begin = first;
  for (std::size_t at = first; at < last; ++at) {
    if (at + 1 != last && (ends.empty() || ends[at] == 0)) continue;
    pieces.push_back(key_of(words, begin, at + 1 - begin));
    begin = at + 1;
  }
  std::uint32_t joined = none;
  if (pieces.size() > 1 || last - first < size) {
    for (const std::uint64_t piece : pieces) pieces_.emplace(piece, false);
    joined = static_cast<std::uint32_t>(joined_.size());
    joined_.push_back(std::move(pieces));
  }
  shingles_.push_back({key_of(words, from, size), static_cast<std::uint32_t>(secret), place, joined});
}

std::vector<std::size_t> SecretIndex::sizes_of(std::size_t secrets) const {
  std::vector<std::set<std::uint64_t>> keys(secrets);
  for (const Shingle& each : shingles_) keys[each.secret].insert(each.key);
  std::vector<std::size_t> sizes;
  for (const auto& of : keys) sizes.push_back(of.size());
  return sizes;
}

void SecretIndex::put_in_order() {
  std::stable_sort(shingles_.begin(), shingles_.end(),
                   [](const Shingle& a, const Shingle& b) { return a.key < b.key; });
  gone_.assign(shingles_.size(), 0);
  filter_ = std::make_unique<std::bitset<(std::size_t{1} << filter_bits)>>();
  for (const Shingle& each : shingles_) filter_->set(filter_place(each.key));
  for (const auto& [piece, open] : pieces_) filter_->set(filter_place(piece));
}

// Calls take(i) for all shingles of the key.
template <typename Take>
void SecretIndex::for_each(std::uint64_t key, Take take) const {
  const auto first = std::lower_bound(shingles_.begin(), shingles_.end(), key,
                                      [](const Shingle& each, std::uint64_t k) { return each.key < k; });
  for (auto at = first; at != shingles_.end() && at->key == key; ++at)
    take(static_cast<std::size_t>(at - shingles_.begin()));
}

void SecretIndex::take_out(const Words& open_words) {
  for_each_key(open_words, [&](std::uint64_t key) {
    if (!filter_->test(filter_place(key))) return;
    if (const auto piece = pieces_.find(key); piece != pieces_.end()) piece->second = true;
    for_each(key, [&](std::size_t i) { gone_[i] = 1; });
  });
}

void SecretIndex::take_out_joined() {
  for (std::size_t i = 0; i < shingles_.size(); ++i) {
    if (shingles_[i].joined == none) continue;
    const std::vector<std::uint64_t>& pieces = joined_[shingles_[i].joined];
    if (std::all_of(pieces.begin(), pieces.end(), [&](std::uint64_t piece) { return pieces_.at(piece); }))
      gone_[i] = 1;
  }
  joined_.clear();
  pieces_.clear();
}

void SecretIndex::drop_open() {
  take_out_joined();
  std::vector<Shingle> secret;
  for (std::size_t i = 0; i < shingles_.size(); ++i)
    if (gone_[i] == 0) secret.push_back(shingles_[i]);
  shingles_ = std::move(secret);
  put_in_order();
}

std::vector<SecretIndex::Hit> SecretIndex::in(const std::vector<Words>& streams) const {
  struct Found {
    std::set<std::uint64_t> keys;
    Span first;
  };
  std::map<std::size_t, Found> found;
  for (const Words& words : streams)
    for_each_key(words, [&](std::uint64_t key) {
      if (!filter_->test(filter_place(key))) return;
      for_each(key, [&](std::size_t i) {
        Found& of = found[shingles_[i].secret];
        if (of.keys.empty()) of.first = shingles_[i].place;
        of.keys.insert(key);
      });
    });
  std::vector<Hit> hits;
  for (const auto& [secret, of] : found) hits.push_back({secret, of.keys.size(), of.first});
  return hits;
}

}  // namespace kancelli
