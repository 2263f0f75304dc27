#include "pipeline/publish/tar_file.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <optional>
#include <set>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/release_names.h"

namespace kancelli {
namespace {

constexpr std::size_t block = 512;
constexpr std::size_t record = 20 * block;  // a tar file is written in these
constexpr std::size_t most_pax = 64ull * 1024;
constexpr std::uint64_t most_bytes = 1ull << 30;  // of a file

// The fields of a header: where they begin and how long they are.
struct Field {
  std::size_t at, size;
};
constexpr Field name_field{0, 100}, mode_field{100, 8}, owner_field{108, 8}, group_field{116, 8},
    size_field{124, 12}, time_field{136, 12}, sum_field{148, 8}, type_field{156, 1}, magic_field{257, 6},
    prefix_field{345, 155};
constexpr std::string_view magic{"ustar\0", 6};

std::uint64_t padding(std::uint64_t bytes) {
  return (block - bytes % block) % block;
}

std::uint64_t sum_of(std::string_view header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const bool in_sum = i >= sum_field.at && i < sum_field.at + sum_field.size;
    sum += in_sum ? ' ' : static_cast<unsigned char>(header[i]);
  }
  return sum;
}

// Writing --------------------------------------------------------------------------------------------------

void set_text(std::string& header, Field field, std::string_view text) {
  header.replace(field.at, text.size(), text);
}

void set_number(std::string& header, Field field, std::uint64_t value) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%0*llo", static_cast<int>(field.size - 1),
                static_cast<unsigned long long>(value));
  set_text(header, field, digits);
}

std::string header_of(std::string_view name, std::string_view prefix, std::uint64_t bytes, std::uint64_t time,
                      char type) {
  std::string header(block, '\0');
  set_text(header, name_field, name);
  set_text(header, prefix_field, prefix);
  set_number(header, mode_field, type == '5' ? 0755 : 0644);
  set_number(header, owner_field, 0);
  set_number(header, group_field, 0);
  set_number(header, size_field, bytes);
  set_number(header, time_field, time);
  header[type_field.at] = type;
  set_text(header, magic_field, magic);
  set_text(header, {magic_field.at + magic.size(), 2}, "00");
  char sum[16];
  std::snprintf(sum, sizeof sum, "%06llo", static_cast<unsigned long long>(sum_of(header)));
  set_text(header, {sum_field.at, 7}, std::string(sum) + '\0');
  header[sum_field.at + 7] = ' ';
  return header;
}

// "LENGTH path=VALUE\n", where the length counts itself.
std::string pax_record(const std::string& path) {
  const std::string rest = " path=" + path + "\n";
  std::size_t length = rest.size() + 1;
  while (std::to_string(length).size() + rest.size() != length)
    length = std::to_string(length).size() + rest.size();
  return std::to_string(length) + rest;
}

// Where a header's two fields for the path part; nothing where they cannot hold it.
std::optional<std::pair<std::string_view, std::string_view>> parted(std::string_view path) {
  if (std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return std::nullopt;
  if (path.size() <= name_field.size) return std::pair{std::string_view(), path};
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
    if (slash <= prefix_field.size && path.size() - slash - 1 <= name_field.size)
      return std::pair{path.substr(0, slash), path.substr(slash + 1)};
  return std::nullopt;
}

// A second between 2001 and 2009.
std::uint64_t time_of(std::string_view bytes) {
  constexpr std::uint64_t first = 978'307'200;
  return first + std::stoull(sha256(bytes).substr(0, 7), nullptr, 16);
}

void write_header(const std::string& path, std::uint64_t bytes, std::uint64_t time, char type,
                  const std::function<void(std::string_view)>& write) {
  const auto parts = parted(path);
  if (!parts) {
    const std::string pax = pax_record(path);
    write(header_of("pax", "", pax.size(), time, 'x'));
    write(pax + std::string(padding(pax.size()), '\0'));
  }
  write(parts ? header_of(parts->second, parts->first, bytes, time, type)
              : header_of("see-pax", "", bytes, time, type));
}

// Reading --------------------------------------------------------------------------------------------------

[[noreturn]] void refuse(const std::string& why) {
  throw Error(tr("the tar file cannot be used: {0}", {why}),
              tr("get it anew from where it was published; nothing was taken from it"));
}

std::string text_in(std::string_view header, Field field) {
  const std::string_view text = header.substr(field.at, field.size);
  return std::string(text.substr(0, text.find('\0')));
}

std::uint64_t number_in(std::string_view header, Field field) {
  std::uint64_t value = 0;
  const std::string text = text_in(header, field);
  for (const char c : trim(text)) {
    if (c < '0' || c > '7') refuse(tr("a number in it is none"));
    value = value * 8 + static_cast<unsigned>(c - '0');
  }
  return value;
}

bool is_empty(std::string_view text) {
  return text.find_first_not_of('\0') == std::string_view::npos;
}

class TarReader {
 public:
  TarReader(const std::function<std::string(std::uint64_t, std::size_t)>& read, std::uint64_t size)
      : read_(read), size_(size) {}

  std::map<std::string, TarEntry> entries() {
    for (;;) {
      const std::string header = bytes_at(at_, block);
      if (is_empty(header)) break;
      at_ += block;
      take(header);
    }
    if (!pax_path_.empty()) refuse(tr("it is cut off"));
    // What stands behind the end would be seen by some programs and not by others.
    for (; at_ < size_; at_ += block)
      if (!is_empty(read_(at_, block))) refuse(tr("something stands behind its end"));
    return std::move(entries_);
  }

 private:
  std::string bytes_at(std::uint64_t offset, std::size_t count) {
    std::string bytes = read_(offset, count);
    if (bytes.size() != count) refuse(tr("it is cut off"));
    return bytes;
  }

  void take(const std::string& header) {
    if (header.substr(magic_field.at, magic.size()) != magic ||
        number_in(header, sum_field) != sum_of(header))
      refuse(tr("it is no tar file as POSIX describes it, or it is damaged"));
    const std::uint64_t bytes = number_in(header, size_field);
    if (bytes > most_bytes || bytes > size_ - std::min(at_, size_)) refuse(tr("it is cut off"));
    const char type = header[type_field.at];
    if (type == 'x')
      take_pax(bytes);
    else
      take_entry(header, type, bytes);
    at_ += bytes + padding(bytes);
  }

  void take_pax(std::uint64_t bytes) {
    if (bytes > most_pax || !pax_path_.empty()) refuse(tr("its names are too long"));
    const std::string text = bytes_at(at_, static_cast<std::size_t>(bytes));
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t space = text.find(' ', at), equals = text.find('=', at);
      const auto length = space == std::string::npos
                              ? std::nullopt
                              : read_length(std::string_view(text).substr(at, space - at));
      if (!length || equals == std::string::npos || *length > text.size() - at || at + *length <= equals ||
          text[at + *length - 1] != '\n')
        refuse(tr("it is no tar file as POSIX describes it, or it is damaged"));
      const std::string key = text.substr(space + 1, equals - space - 1);
      const std::string value = text.substr(equals + 1, at + *length - equals - 2);
      // Others change sizes or lead elsewhere; times and owners do nothing here.
      if (key == "path")
        pax_path_ = value;
      else if (key != "mtime" && key != "atime" && key != "ctime" && key != "uid" && key != "gid" &&
               key != "uname" && key != "gname")
        refuse(tr("it has an entry that is neither a file nor a folder"));
      at += *length;
    }
  }

  static std::optional<std::size_t> read_length(std::string_view digits) {
    if (digits.empty() || digits.size() > 6 ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
    return std::stoul(std::string(digits));
  }

  void take_entry(const std::string& header, char type, std::uint64_t bytes) {
    const std::string prefix = text_in(header, prefix_field), name = text_in(header, name_field);
    std::string path = prefix.empty() ? name : prefix + "/" + name;
    if (!pax_path_.empty()) path = std::exchange(pax_path_, "");
    const bool is_file = type == '0' || type == '\0', is_folder = type == '5';
    if (!(is_file || (is_folder && bytes == 0)))
      refuse(tr("it has an entry that is neither a file nor a folder"));
    if (is_folder && path.ends_with("/")) path.pop_back();
    check_path(path);
    if (is_file && !entries_.emplace(path, TarEntry{at_, bytes}).second)
      refuse(tr("{0} is in it twice", {json_escape(path)}));
  }

  const std::function<std::string(std::uint64_t, std::size_t)>& read_;
  const std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::string pax_path_;
  std::map<std::string, TarEntry> entries_;
};

}  // namespace

void write_tar(const std::map<std::string, std::string>& files,
               const std::function<void(std::string_view)>& write) {
  std::uint64_t written = 0;
  const auto counted = [&](std::string_view bytes) {
    written += bytes.size();
    write(bytes);
  };
  std::set<std::string> folders;
  for (const auto& [path, bytes] : files) {
    if (bytes.size() > most_bytes) throw Error(tr("{0} is too large for a tar file", {path}));
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
      if (folders.insert(path.substr(0, slash)).second)
        write_header(path.substr(0, slash + 1), 0, time_of(""), '5', counted);
    write_header(path, bytes.size(), time_of(bytes), '0', counted);
    counted(bytes);
    counted(std::string(padding(bytes.size()), '\0'));
  }
  counted(std::string(2 * block, '\0'));
  counted(std::string((record - written % record) % record, '\0'));
}

std::map<std::string, TarEntry> read_tar(
    const std::function<std::string(std::uint64_t offset, std::size_t count)>& read, std::uint64_t size) {
  return TarReader(read, size).entries();
}

}  // namespace kancelli
