// What lies in a folder that is watched: what is a file to answer, when it is whole, what was answered.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// As the disk tells it, without reading it.
struct FileState {
  std::uint64_t size = 0, inode = 0;
  std::int64_t changed = 0;  // nanoseconds
  friend bool operator==(const FileState&, const FileState&) = default;
};

// What programs put beside a file while they work on it, and what systems put into folders: nobody waits for
// an answer to them.
bool is_passed_over(std::string_view name);

// Is it a name that answers have: the page, the copy with comments?
bool is_page_name(std::string_view name);
bool is_copy_name(std::string_view name);

// .docx, .dotx and those with macros: what Word packs as a ZIP.
bool is_packed_word(std::string_view name);

// Has all of a ZIP arrived? Its directory stands at the end, and says how long it is. A file that is still
// being copied often has its whole length already.
bool ends_whole(std::string_view bytes);

enum class AnswerKind { pdf, checked, page };
// "sag.docx" -> "sag.pdf", "sag - tjekket.docx", "sag - svar.html"; the second of a name: "sag (2).pdf". Of a
// file that is not packed Word: "sag.odt - svar.html". At most 255 bytes.
std::string answer_name(std::string_view file, AnswerKind kind, int number);

// What a watched folder remembers of its files, in a file of its own.
struct AnsweredFile {
  FileState state;
  std::string hash;   // of its bytes; "" when it could not be read or the program could not work
  bool done = false;  // all its answers lie beside it
  std::string paper;  // of the project, that it is a copy of
  std::map<std::string, std::set<std::string>> answers;  // name -> hashes of what we put there
};

struct Answered {
  std::map<std::string, AnsweredFile> files;  // by path in the folder
  std::vector<std::string> earlier;  // hashes of PDFs and copies that we made before, the newest last

  bool is_answer(const std::string& hash) const;
  // Its PDFs and copies stay known for long.
  void forget(const std::string& path);
  void keep_as_earlier(const AnsweredFile& file);
  std::string text() const;
  // What is damaged is left out: at worst a file is answered twice.
  static Answered read(std::string_view text);
};

// Which files have lain still for a while, by a clock that never goes back (milliseconds).
class Stillness {
 public:
  explicit Stillness(std::int64_t settle) : settle_(settle) {}
  // How long it has been as it is; 0 when it is new, or another.
  std::int64_t still_for(const std::string& path, const FileState& state, std::int64_t now);
  bool is_still(const std::string& path, const FileState& state, std::int64_t now) {
    return still_for(path, state, now) >= settle_;
  }
  void keep_only(const std::map<std::string, FileState>& files);

 private:
  struct Since {
    FileState state;
    std::int64_t begin = 0;
  };
  std::int64_t settle_;
  std::map<std::string, Since> since_;
};

}  // namespace kancelli
