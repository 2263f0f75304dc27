#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/host.h"

extern char** environ;

// What a trusted filter does with files, programs and the environment. Whether a filter is trusted is decided
// in lua/outside.lua, which gives these functions to those that are.
namespace kancelli::filter {

namespace fs = std::filesystem;

void take_texts(lua_State* lua, int index, std::vector<std::string>& into) {
  luaL_checktype(lua, index, LUA_TTABLE);
  into.clear();
  const int count = static_cast<int>(lua_objlen(lua, index));
  for (int i = 1; i <= count; ++i) {
    lua_rawgeti(lua, index, i);
    take_text(lua, lua_gettop(lua), into.emplace_back());
    lua_pop(lua, 1);
  }
}

void push_texts(lua_State* lua, const std::vector<std::string>& texts) {
  lua_createtable(lua, static_cast<int>(texts.size()), 0);
  int i = 0;
  for (const std::string& text : texts) {
    push(lua, text);
    lua_rawseti(lua, -2, ++i);
  }
}

ProcessResult run_program(Host& host, Command command) {
  if (host.options.processes == nullptr) throw Error("programs cannot be started here");
  command.limit = host.time_limit->left();
  ProcessResult result = host.options.processes->run(command);
  if (result.timed_out)
    throw Error(tr("{0} did not end within the time that the filter may take", {command.program}));
  return result;
}

namespace {

// The file system knows no path with a zero byte; C would read the part before it.
fs::path resolved(const Host& host, const std::string& path) {
  if (path.find('\0') != std::string::npos) throw Error("a path with a zero byte in it");
  return (fs::path(host.folder) / path).lexically_normal();
}

[[noreturn]] void fail(const std::string& path, const std::error_code& problem) {
  throw Error(path + ": " + std::strerror(problem.value()));
}

void check(const std::string& path, const std::error_code& problem) {
  if (problem) fail(path, problem);
}

// resolve(path): the absolute path.
int resolve(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  host.path = resolved(host, host.path).string();
  return push(lua, host.path);
}

// folder(): where relative paths begin. folder(path): from now on there.
int folder(Host& host, lua_State* lua) {
  if (lua_isnoneornil(lua, 1)) return push(lua, host.folder);
  take_text(lua, 1, host.path);
  const fs::path wanted = resolved(host, host.path);
  std::error_code problem;
  if (!fs::is_directory(wanted, problem))
    fail(host.path, problem ? problem : std::make_error_code(std::errc::not_a_directory));
  host.folder = wanted.string();
  return 0;
}

// list_folder(path): the names in it, sorted.
int list_folder(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  host.texts.clear();
  {
    std::error_code problem;
    for (fs::directory_iterator each(resolved(host, host.path), problem), end; !problem && each != end;
         each.increment(problem))
      host.texts.push_back(each->path().filename().string());
    check(host.path, problem);
    std::sort(host.texts.begin(), host.texts.end());
  }
  push_texts(lua, host.texts);
  return 1;
}

// make_folder(path, with_those_above)
int make_folder(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  std::error_code problem;
  const fs::path wanted = resolved(host, host.path);
  if (lua_toboolean(lua, 2))
    fs::create_directories(wanted, problem);
  else if (!fs::create_directory(wanted, problem) && !problem)
    problem = std::make_error_code(std::errc::file_exists);
  check(host.path, problem);
  return 0;
}

// remove_folder(path, with_what_is_in_it)
int remove_folder(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  std::error_code problem;
  const fs::path wanted = resolved(host, host.path);
  if (!fs::is_directory(fs::symlink_status(wanted, problem)))
    problem = problem ? problem : std::make_error_code(std::errc::not_a_directory);
  else if (lua_toboolean(lua, 2))
    fs::remove_all(wanted, problem);
  else
    fs::remove(wanted, problem);
  check(host.path, problem);
  return 0;
}

// make_temporary_folder(above, name): "": above is the system's own place.
int make_temporary_folder(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  take_text(lua, 2, host.exception);
  {
    std::replace(host.exception.begin(), host.exception.end(), '/', '_');
    const fs::path above = host.path.empty() ? fs::temp_directory_path() : resolved(host, host.path);
    host.path = (above / (host.exception + "-XXXXXX")).string();
    if (::mkdtemp(host.path.data()) == nullptr) fail(host.path, {errno, std::generic_category()});
  }
  return push(lua, host.path);
}

// exists(path, what): `what` is nil, "directory" or "file".
int exists(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  std::string_view what = lua_isnoneornil(lua, 2) ? "" : luaL_checkstring(lua, 2);
  std::error_code ignored;
  const fs::file_status status = fs::status(resolved(host, host.path), ignored);
  lua_pushboolean(lua, what == "directory" ? fs::is_directory(status)
                       : what == "file"    ? fs::is_regular_file(status)
                                           : fs::exists(status));
  return 1;
}

// copy_file(from, to)
int copy_file(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  take_text(lua, 2, host.exception);
  std::error_code problem;
  fs::copy_file(resolved(host, host.path), resolved(host, host.exception),
                fs::copy_options::overwrite_existing, problem);
  check(host.path, problem);
  return 0;
}

// rename_file(from, to)
int rename_file(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  take_text(lua, 2, host.exception);
  std::error_code problem;
  fs::rename(resolved(host, host.path), resolved(host, host.exception), problem);
  check(host.path, problem);
  return 0;
}

// remove_file(path): not a folder.
int remove_file(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  const fs::path wanted = resolved(host, host.path);
  if (::unlink(wanted.c_str()) != 0) fail(host.path, {errno, std::generic_category()});
  return 0;
}

std::string utc(const timespec& time) {
  std::tm parts{};
  ::gmtime_r(&time.tv_sec, &parts);
  char text[64];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  const std::string fraction = std::to_string(time.tv_nsec);
  return std::string(text, size) + "." + std::string(9 - std::min<std::size_t>(fraction.size(), 9), '0') +
         fraction + "Z";
}

// file_times(path): when it was changed and when it was read.
int file_times(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  {
    struct stat status {};
    if (::stat(resolved(host, host.path).c_str(), &status) != 0)
      fail(host.path, {errno, std::generic_category()});
    host.path = utc(status.st_mtim);
    host.exception = utc(status.st_atim);
  }
  return push(lua, host.path) + push(lua, host.exception);
}

// read_file(path)
int read_file(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  {
    const fs::path wanted = resolved(host, host.path);
    std::error_code problem;
    if (fs::is_directory(wanted, problem)) fail(host.path, std::make_error_code(std::errc::is_a_directory));
    const std::uintmax_t size = fs::is_regular_file(wanted, problem) ? fs::file_size(wanted, problem) : 0;
    if (size > host.options.memory_limit) fail(host.path, std::make_error_code(std::errc::file_too_large));
    errno = 0;
    std::ifstream file(wanted, std::ios::binary);
    if (!file) fail(host.path, {errno, std::generic_category()});
    host.exception.assign(std::istreambuf_iterator<char>(file), {});
  }
  return push(lua, host.exception);
}

// write_file(path, bytes)
int write_file(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  luaL_checktype(lua, 2, LUA_TSTRING);
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua, 2, &size);
  errno = 0;
  std::ofstream file(resolved(host, host.path), std::ios::binary);
  file.write(bytes, static_cast<std::streamsize>(size));
  file.close();
  if (!file) fail(host.path, {errno, std::generic_category()});
  return 0;
}

// run_program(program, arguments, input): its exit status, and what it wrote; nil and the reason when it
// could not be started.
int run(Host& host, lua_State* lua) {
  take_text(lua, 1, host.path);
  take_texts(lua, 2, host.texts);
  take_text(lua, 3, host.exception);
  int status = -1;
  {
    Command command;
    command.program = host.path;
    command.arguments = host.texts;
    command.input = std::move(host.exception);
    command.folder = host.folder;
    if (host.program_environment) {
      command.environment = *host.program_environment;
      command.own_environment = true;
    }
    host.texts.clear();
    ProcessResult result = run_program(host, std::move(command));
    status = result.status;
    host.texts.push_back(std::move(result.out));
    host.texts.push_back(std::move(result.err));
  }
  lua_pushinteger(lua, status);
  return 1 + push(lua, host.texts[0]) + push(lua, host.texts[1]);
}

// environment(): pairs of texts, one after the other.
int environment(Host& host, lua_State* lua) {
  host.texts.clear();
  if (host.program_environment) {
    for (const auto& [name, value] : *host.program_environment) {
      host.texts.push_back(name);
      host.texts.push_back(value);
    }
  } else {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string_view setting = *entry;
      const std::size_t equals = std::min(setting.find('='), setting.size());
      host.texts.emplace_back(setting.substr(0, equals));
      host.texts.emplace_back(setting.substr(std::min(equals + 1, setting.size())));
    }
  }
  push_texts(lua, host.texts);
  return 1;
}

// set_environment(pairs): from now on; nil: our own again.
int set_environment(Host& host, lua_State* lua) {
  if (lua_isnoneornil(lua, 1)) {
    host.program_environment.reset();
    return 0;
  }
  take_texts(lua, 1, host.texts);
  auto& made = host.program_environment.emplace();
  for (std::size_t i = 0; i + 1 < host.texts.size(); i += 2)
    made.emplace_back(host.texts[i], host.texts[i + 1]);
  return 0;
}

}  // namespace

void add_outside_functions(Host& host) {
  add_function(host, "resolve", guarded<resolve>);
  add_function(host, "folder", guarded<folder>);
  add_function(host, "list_folder", guarded<list_folder>);
  add_function(host, "make_folder", guarded<make_folder>);
  add_function(host, "remove_folder", guarded<remove_folder>);
  add_function(host, "make_temporary_folder", guarded<make_temporary_folder>);
  add_function(host, "exists", guarded<exists>);
  add_function(host, "copy_file", guarded<copy_file>);
  add_function(host, "rename_file", guarded<rename_file>);
  add_function(host, "remove_file", guarded<remove_file>);
  add_function(host, "file_times", guarded<file_times>);
  add_function(host, "read_file", guarded<read_file>);
  add_function(host, "write_file", guarded<write_file>);
  add_function(host, "run_program", guarded<run>);
  add_function(host, "environment", guarded<environment>);
  add_function(host, "set_environment", guarded<set_environment>);
}

}  // namespace kancelli::filter
