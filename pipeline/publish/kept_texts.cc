#include "pipeline/publish/kept_texts.h"

#include <charconv>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view program = "pdftotext";
constexpr std::size_t hash_size = 64;

}  // namespace

KeptTexts::KeptTexts(ProcessRunner& inner, Files& files, std::string path)
    : inner_(inner), files_(files), path_(std::move(path)) {
  read();
}

// The file: the hash of what follows; then of each text its key, its length, and the text.
void KeptTexts::read() {
  std::string bytes;
  try {
    if (files_.exists(path_)) bytes = files_.read(path_);
  } catch (const Error&) {
    return;
  }
  const std::string_view all = bytes;
  if (all.size() <= hash_size || sha256(all.substr(hash_size + 1)) != all.substr(0, hash_size)) return;
  std::size_t at = hash_size + 1;
  while (at + hash_size < all.size()) {
    const std::string key(all.substr(at, hash_size));
    at += hash_size + 1;
    std::size_t size = 0;
    const auto [end, failed] = std::from_chars(all.data() + at, all.data() + all.size(), size);
    at = static_cast<std::size_t>(end - all.data()) + 1;
    if (failed != std::errc() || at > all.size() || size > all.size() - at) return texts_.clear();
    texts_[key] = all.substr(at, size);
    at += size;
  }
}

// With another version another text may be found.
std::string KeptTexts::version() {
  const std::lock_guard lock(guard_);
  if (version_.empty()) {
    const ProcessResult said = inner_.run({std::string(program), {"-v"}, "", {}});
    version_ = said.out + said.err + " ";
  }
  return version_;
}

ProcessResult KeptTexts::run(const Command& command) {
  if (command.program != program || command.input.empty()) return inner_.run(command);
  const std::string key = sha256(version() + join(command.arguments, " ") + "\n" + sha256(command.input));
  {
    const std::lock_guard lock(guard_);
    if (const auto known = texts_.find(key); known != texts_.end()) {
      wanted_.insert(key);
      ProcessResult result;
      result.out = known->second;
      return result;
    }
  }
  ProcessResult result = inner_.run(command);
  if (result.status != 0 || result.timed_out) return result;
  const std::lock_guard lock(guard_);
  texts_[key] = result.out;
  wanted_.insert(key);
  is_new_ = true;
  return result;
}

void KeptTexts::keep() {
  if (!is_new_ && wanted_.size() == texts_.size()) return;
  std::string all;
  for (const std::string& key : wanted_)
    all += key + " " + std::to_string(texts_[key].size()) + "\n" + texts_[key];
  files_.write(path_, sha256(all) + "\n" + all);
  is_new_ = false;
}

}  // namespace kancelli
