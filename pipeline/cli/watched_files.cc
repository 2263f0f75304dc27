#include "pipeline/cli/watched_files.h"

#include <algorithm>
#include <charconv>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view checked_mark = " - tjekket", page_mark = " - svar";

struct Name {
  std::string_view stem, ending;  // ending: with its point
};
Name parted(std::string_view name) {
  const std::size_t point = name.rfind('.');
  if (point == std::string_view::npos || point == 0) return {name, {}};
  return {name.substr(0, point), name.substr(point)};
}

// "sag - svar (2)" -> "sag - svar"
std::string_view without_number(std::string_view stem) {
  if (!stem.ends_with(')')) return stem;
  const std::size_t open = stem.rfind(" (");
  if (open == std::string_view::npos) return stem;
  const std::string_view number = stem.substr(open + 2, stem.size() - open - 3);
  return !number.empty() && std::all_of(number.begin(), number.end(), is_digit) ? stem.substr(0, open) : stem;
}

// Not in the middle of a letter.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// A field of a line: tabs, line ends and the sign itself are written as %09.
std::string field(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '%' || byte == 0x7F)
      out += {'%', hex[byte >> 4], hex[byte & 15]};
    else
      out += c;
  }
  return out;
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

template <typename Number>
bool read_number(std::string_view text, Number& value) {
  return std::from_chars(text.data(), text.data() + text.size(), value).ptr == text.data() + text.size();
}

constexpr std::string_view first_line = "kancelli watch-folder 1";

}  // namespace

bool is_passed_over(std::string_view name) {
  static constexpr std::string_view names[] = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"};
  static constexpr std::string_view endings[] = {".tmp",      ".crdownload", ".part", ".partial",
                                                 ".download", ".lnk",        ".swp",  ".opdownload",
                                                 ".!ut",      ".filepart"};
  if (name.empty() || name.front() == '.' || name.starts_with("~$") || name.starts_with("~WRL") ||
      name.starts_with("~WRD") || name.back() == '~')
    return true;
  const std::string small = lower(name);
  return std::find(std::begin(names), std::end(names), small) != std::end(names) ||
         std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return small.ends_with(ending); });
}

bool is_copy_name(std::string_view name) {
  const auto [stem, ending] = parted(name);
  const std::string kind = lower(ending);
  return (kind == ".docx" || kind == ".dotx") && without_number(stem).ends_with(checked_mark);
}

bool is_page_name(std::string_view name) {
  const auto [stem, ending] = parted(name);
  return lower(ending) == ".html" && without_number(stem).ends_with(page_mark);
}

bool is_packed_word(std::string_view name) {
  const std::string ending = lower(parted(name).ending);
  return ending == ".docx" || ending == ".dotx" || ending == ".docm" || ending == ".dotm";
}

bool ends_whole(std::string_view bytes) {
  constexpr std::size_t end_size = 22, longest_comment = 65535;
  if (!bytes.starts_with("PK") || bytes.size() < end_size) return false;
  const std::size_t first =
      bytes.size() > end_size + longest_comment ? bytes.size() - end_size - longest_comment : 0;
  for (std::size_t at = bytes.size() - end_size + 1; at-- > first;) {
    if (bytes.compare(at, 4, "PK\x05\x06") != 0) continue;
    const std::size_t size = number(bytes, at + 12, 4), begin = number(bytes, at + 16, 4),
                      comment = number(bytes, at + 20, 2);
    return at + end_size + comment == bytes.size() && size > 0 && begin + size <= at &&
           bytes.compare(begin, 4, "PK\x01\x02") == 0;
  }
  return false;
}

std::string answer_name(std::string_view file, AnswerKind kind, int count) {
  constexpr std::size_t longest = 255;
  const auto [stem, own_ending] = parted(file);
  std::string mark, ending = ".pdf";
  if (kind == AnswerKind::checked) mark = checked_mark, ending = lower(own_ending);
  if (kind == AnswerKind::page) mark = page_mark, ending = ".html";
  if (count > 1) mark += " (" + std::to_string(count) + ")";
  const std::string_view whole = is_packed_word(file) ? stem : file;
  const std::size_t room = longest - mark.size() - ending.size();
  std::string name(beginning(whole, room));
  if (name.size() < whole.size()) name = std::string(beginning(whole, room - 3)) + "…";
  return name + mark + ending;
}

bool Answered::is_answer(const std::string& hash) const {
  if (std::find(earlier.begin(), earlier.end(), hash) != earlier.end()) return true;
  return std::any_of(files.begin(), files.end(), [&](const auto& file) {
    return std::any_of(file.second.answers.begin(), file.second.answers.end(),
                       [&](const auto& answer) { return answer.second.contains(hash); });
  });
}

void Answered::forget(const std::string& path) {
  const auto found = files.find(path);
  if (found == files.end()) return;
  keep_as_earlier(found->second);
  files.erase(found);
}

// Pages are known by their names.
void Answered::keep_as_earlier(const AnsweredFile& file) {
  constexpr std::size_t most = 5000;
  for (const auto& [name, hashes] : file.answers)
    for (const std::string& hash : hashes) {
      std::erase(earlier, hash);
      if (!is_page_name(name)) earlier.push_back(hash);
    }
  if (earlier.size() > most) earlier.erase(earlier.begin(), earlier.end() - most);
}

std::string Answered::text() const {
  std::string out = std::string(first_line) + "\n";
  for (const auto& [path, file] : files) {
    out += "file\t" + field(path) + "\t" + std::to_string(file.state.size) + "\t" +
           std::to_string(file.state.inode) + "\t" + std::to_string(file.state.changed) + "\t" + file.hash +
           "\t" + (file.done ? "done" : "begun") + "\t" + field(file.paper) + "\n";
    for (const auto& [name, hashes] : file.answers)
      for (const std::string& hash : hashes) out += "answer\t" + field(name) + "\t" + hash + "\n";
  }
  for (const std::string& hash : earlier) out += "earlier\t" + hash + "\n";
  return out;
}

Answered Answered::read(std::string_view text) {
  Answered answered;
  AnsweredFile* file = nullptr;
  const auto lines = split(text, '\n');
  if (lines.empty() || lines[0] != first_line) return answered;
  for (const std::string_view line : lines) {
    const auto fields = split(line, '\t');
    if (fields[0] == "file") {
      file = nullptr;
      AnsweredFile read;
      if (fields.size() != 8 || !read_number(fields[2], read.state.size) ||
          !read_number(fields[3], read.state.inode) || !read_number(fields[4], read.state.changed))
        continue;
      read.hash = fields[5];
      read.done = fields[6] == "done";
      read.paper = plain(fields[7]);
      file = &(answered.files[plain(fields[1])] = read);
    } else if (fields[0] == "answer" && fields.size() == 3 && file != nullptr) {
      file->answers[plain(fields[1])].insert(std::string(fields[2]));
    } else if (fields[0] == "earlier" && fields.size() == 2) {
      answered.earlier.emplace_back(fields[1]);
    }
  }
  return answered;
}

std::int64_t Stillness::still_for(const std::string& path, const FileState& state, std::int64_t now) {
  const auto [found, is_new] = since_.try_emplace(path, Since{state, now});
  if (!is_new && found->second.state != state) found->second = {state, now};
  return now - found->second.begin;
}

void Stillness::keep_only(const std::map<std::string, FileState>& files) {
  std::erase_if(since_, [&](const auto& each) { return !files.contains(each.first); });
}

}  // namespace kancelli
