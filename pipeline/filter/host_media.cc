#include <Poco/SHA1Engine.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/host.h"
#include "pipeline/filter/media_name.h"
#include "pipeline/system/web.h"

// pandoc.mediabag: files that a filter makes or fetches, by the names that pictures in the tree call them.
namespace kancelli {

std::string media_name(std::string source) {
  if (source.find("://") != std::string::npos) return source;
  std::replace(source.begin(), source.end(), '\\', '/');
  return std::filesystem::path(source).lexically_normal().generic_string();
}

namespace filter {
namespace {

// As Pandoc names them, which is not always as core/media_type.h does.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> types = {{
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".bmp", "image/x-ms-bmp"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".emf", "application/x-msmetafile"},
    {".eps", "application/postscript"},
    {".pdf", "application/pdf"},
    {".css", "text/css"},
    {".csv", "text/csv"},
    {".htm", "text/html"},
    {".html", "text/html"},
    {".js", "application/javascript"},
    {".json", "application/json"},
    {".md", "text/markdown"},
    {".txt", "text/plain"},
    {".xml", "application/xml"},
    {".mp4", "video/mp4"},
}};

std::string_view type_by_name(std::string_view name) {
  const std::string small = lower(name);
  for (const auto& [ending, type] : types)
    if (small.ends_with(ending)) return type;
  return {};
}

std::string_view ending_of_type(std::string_view type) {
  type = type.substr(0, type.find(';'));
  for (const auto& [ending, known] : types)
    if (known == type) return ending;
  return {};
}

// An ending of letters and digits; else "".
std::string ending_of_name(const std::string& name) {
  const std::string ending =
      std::filesystem::path(name.substr(0, name.find_first_of("?#"))).extension().string();
  const bool plain = !ending.empty() && std::all_of(ending.begin() + 1, ending.end(),
                                                    [](unsigned char c) { return std::isalnum(c) != 0; });
  return plain ? ending : "";
}

// Where it may be written: the name itself, unless that is an address, which has a colon, a folder's, or
// leads out of one. Pandoc 3 looks at the type first for the ending, 2.17 at the name.
std::string safe_path(const std::string& name, std::string_view type, const std::string& bytes,
                      bool type_first) {
  const bool names_a_file = !name.empty() && name != "." && name.back() != '/';
  if (names_a_file && name[0] != '/' && name.find("..") == std::string::npos &&
      name.find(':') == std::string::npos && name.find('\0') == std::string::npos)
    return name;
  Poco::SHA1Engine engine;
  engine.update(bytes);
  std::string endings[] = {ending_of_name(name), std::string(ending_of_type(type))};
  if (type_first) std::swap(endings[0], endings[1]);
  return Poco::DigestEngine::digestToHex(engine.digest()) + (endings[0].empty() ? endings[1] : endings[0]);
}

// What it takes in memory; its name is also the key.
std::size_t bytes_of(const MediaFile& file) {
  return sizeof file + 2 * file.name.size() + file.path.size() + file.mime_type.size() + file.bytes.size();
}

// insert(name, type, bytes): an empty type: by the name.
int insert(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  host.texts.assign(1, {});
  take_text(lua, 2, host.texts[0]);
  take_text(lua, 3, host.exception);
  MediaFile file;
  file.name = media_name(std::move(host.path));
  file.mime_type = std::move(host.texts[0]);
  if (file.mime_type.empty()) file.mime_type = type_by_name(file.name);
  if (file.mime_type.empty()) file.mime_type = "application/octet-stream";
  const bool of_pandoc_3 = host.options.api_version >= ast::ApiVersion{1, 23};
  file.path = safe_path(file.name, file.mime_type, host.exception, of_pandoc_3);
  file.bytes = std::move(host.exception);
  std::size_t all = bytes_of(file);
  for (const auto& [name, other] : host.media)
    if (name != file.name) all += bytes_of(other);
  if (all > host.options.memory_limit)
    throw Error(tr("the media bag grew past the memory limit of {0} MB",
                   {std::to_string(host.options.memory_limit >> 20)}));
  host.media[file.name] = std::move(file);
  return 0;
}

const MediaFile* find_media(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  const auto found = host.media.find(media_name(host.path));
  return found == host.media.end() ? nullptr : &found->second;
}

// lookup(name): its type and bytes; nothing when it is not there.
int lookup(Host& host, lua_State* lua) {
  const MediaFile* file = find_media(host, lua);
  return file == nullptr ? 0 : push(lua, file->mime_type) + push(lua, file->bytes);
}

// remove(name); remove(): everything.
int remove(Host& host, lua_State* lua) {
  if (lua_isnoneornil(lua, 1)) {
    host.media.clear();
  } else {
    take_text(lua, 1, host.path);
    host.media.erase(media_name(host.path));
  }
  return 0;
}

// list(): the names, in order.
int list(Host& host, lua_State* lua) {
  host.texts.clear();
  for (const auto& [name, file] : host.media) host.texts.push_back(name);
  push_texts(lua, host.texts);
  return 1;
}

// path(name): where it may be written.
int path(Host& host, lua_State* lua) {
  const MediaFile* file = find_media(host, lua);
  return file == nullptr ? 0 : push(lua, file->path);
}

int type_of_name(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  const std::string_view type = type_by_name(host.path);
  return type.empty() ? 0 : push(lua, type);
}

int to_base64(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  host.exception = base64(host.exception);
  return push(lua, host.exception);
}

int out_of_base64(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  host.exception = from_base64(host.exception);
  return push(lua, host.exception);
}

// fetch_address(address): the type and bytes of what lies there.
int fetch_address(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  {
    WebFile file = fetch(host.path, host.time_limit->left(), host.options.memory_limit);
    if (file.type.empty()) file.type = type_by_name(host.path.substr(0, host.path.find_first_of("?#")));
    host.path = std::move(file.type);
    host.exception = std::move(file.bytes);
  }
  return push(lua, host.path) + push(lua, host.exception);
}

}  // namespace

void add_media_functions(Host& host) {
  add_function(host, "media_insert", guarded<insert>);
  add_function(host, "media_lookup", guarded<lookup>);
  add_function(host, "media_remove", guarded<remove>);
  add_function(host, "media_list", guarded<list>);
  add_function(host, "media_path", guarded<path>);
  add_function(host, "media_type", guarded<type_of_name>);
  add_function(host, "base64", guarded<to_base64>);
  add_function(host, "from_base64", guarded<out_of_base64>);
  add_function(host, "fetch_address", guarded<fetch_address>);
}

}  // namespace filter
}  // namespace kancelli
