// Names of files that every system takes: Windows, and what synchronises with it.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace kancelli {

// The words as a file's name, in NFC: without the characters that Windows refuses (< > : " / \ | ? * and
// controls), line ends and invisible characters; not a reserved name (CON, AUX, COM1 ...); no space or point
// at an end; no more than `longest` characters (UTF-16, as Windows counts), an ellipsis where it was cut
// between words; "uden navn" where nothing is left. `ending`: ".pdf", or "" for a folder; it is part of
// the length and is never cut.
std::string file_name(std::string_view words, std::string_view ending = "", std::size_t longest = 100);

// Names of one folder: none twice, where letters' case is not told apart.
class FileNames {
 public:
  // The same, with " (2)" before the ending where it is taken.
  std::string add(std::string_view words, std::string_view ending = "", std::size_t longest = 100);

 private:
  std::set<std::string> taken_;
};

// Letters a to z, digits and hyphens: "Frist for tillægsdagsorden" -> "frist-for-tillaegsdagsorden".
std::string slug(std::string_view words);

}  // namespace kancelli
