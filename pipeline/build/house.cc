#include "pipeline/build/house.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view site_styles = "styles/site";

void collect(const Files& files, const std::string& root, const std::string& folder,
             std::map<std::string, std::string>& into) {
  for (const std::string& name : files.list(root + "/" + folder)) {
    const std::string path = folder + "/" + name;
    if (path == site_styles) continue;
    if (files.is_folder(root + "/" + path))
      collect(files, root, path, into);
    else if (!name.ends_with(".md"))
      into[path] = files.read(root + "/" + path);
  }
}

// The list is Lua, so that it can carry comments and be read by filter authors; our host evaluates it.
std::vector<FilterEntry> read_order(const std::string& code) {
  FilterHost host(FilterOptions{});
  std::string lines;
  try {
    lines = host.write({}, "filters/order.lua", "local order = (function()\n" + code + "\nend)()\n" + R"(
function Writer()
  local lines = {}
  for _, entry in ipairs(order) do
    lines[#lines + 1] = entry.name .. '\t' .. entry.file .. '\t' .. (entry.format or '')
  end
  return table.concat(lines, '\n')
end)");
  } catch (const FilterError& error) {
    // The line that was put before the file's first does not count.
    throw Error("filters/order.lua:" + std::to_string(std::max(error.line - 1, 1)) + ": " + error.what());
  }
  std::vector<FilterEntry> order;
  for (const std::string_view line : split(lines, '\n')) {
    const auto parts = split(line, '\t');
    if (parts.size() == 3)
      order.push_back({std::string(parts[0]), std::string(parts[1]), std::string(parts[2])});
  }
  if (order.empty()) throw Error(tr("filters/order.lua lists no filter"));
  return order;
}

}  // namespace

const std::string& House::text(const std::string& path) const {
  const auto found = files.find(path);
  if (found == files.end()) throw Error(tr("the house has no file {0} (looked in {1})", {path, root}));
  return found->second;
}

std::string find_house(const Files& files, const std::string& project_root) {
  std::vector<std::string> places = {project_root};
  if (const char* home = std::getenv("KANCELLI_HOME"); home != nullptr && *home != '\0')
    places.emplace_back(home);
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (!program.empty()) {
    places.push_back((program.parent_path().parent_path() / "share/kancelli").string());
    for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
      places.push_back(folder.string());
  }
  for (const std::string& place : places)
    if (files.exists(place + "/filters/order.lua")) return place;
  throw Error(tr("the filters and styles are not there (looked beside the project and the program)"),
              tr("set KANCELLI_HOME to the folder that holds filters/ and styles/"));
}

House load_house(const Files& files, const std::string& root) {
  House house;
  house.root = root;
  collect(files, root, "filters", house.files);
  collect(files, root, "styles", house.files);
  std::string all;
  for (const auto& [path, text] : house.files) all += path + '\0' + sha256(text) + '\n';
  house.hash = sha256(all);
  house.order = read_order(house.text("filters/order.lua"));
  return house;
}

void load_site_styles(const Files& files, House& house) {
  collect(files, house.root, std::string(site_styles), house.files);
}

}  // namespace kancelli
