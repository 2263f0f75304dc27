// The house: filters and styles, which make a paper look as it does, whatever project it belongs to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/filter/filter_host.h"
#include "pipeline/system/files.h"

namespace kancelli {

struct FilterEntry {
  std::string name, file;  // the file's path under filters/; "{type}" in it stands for the paper's type
  std::string format;      // runs for this format alone; "" for all
};

struct House {
  std::string root;                          // the folder that holds filters/ and styles/
  std::vector<FilterEntry> order;            // filters/order.lua
  std::map<std::string, std::string> files;  // every file of both folders: path under root -> its text
  std::string hash;                          // of all of them, but those of the site

  const std::string& text(const std::string& path) const;  // throws Error for a file that is not there
};

// The folder: the project's own where it has filters/order.lua, else $KANCELLI_HOME, else what lies beside
// the program (../share/kancelli, or the checkout it was built in). Throws Error when there is none.
std::string find_house(const Files& files, const std::string& project_root);

// Without styles/site: no paper looks otherwise for what the site around it is dressed in.
House load_house(const Files& files, const std::string& root);
// Adds the files of styles/site.
void load_site_styles(const Files& files, House& house);

}  // namespace kancelli
