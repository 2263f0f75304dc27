// The inside of FilterHost: one Lua state, what it may use, and the run that is going on in it.
#pragma once

#include <optional>

#include "pipeline/filter/filter_host.h"
#include "pipeline/filter/time_limit.h"
#include "pipeline/filter/walker.h"

namespace kancelli {

struct FilterHost::Impl {
  explicit Impl(FilterOptions options);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // The document goes in and comes out; of a writer comes text.
  struct Job {
    const std::vector<FilterFile>& files;
    bool is_writer;
    ast::Document document;
    std::string text = {};
    const FilterFile* at_work = nullptr;
    std::string chunk_name = {};
  };
  void run(Job& job);

  // What is known about an error on its way out.
  struct Failure {
    bool known = false;
    std::string message, file, traceback, position, element, hint;
    int line = 0;
  };

  // These run inside Lua: an error leaves them by Lua's way.
  void load_layer();
  void load_layer_file(std::string_view file, const char* chunk_name);
  void run_protected(Job& job);
  void load_chunk(Job& job, const FilterFile& file);  // pushes the chunk's environment and what it returned
  void push_compiled(Job& job, const FilterFile& file);
  void take_filters(int first, int environment);
  bool has_filters() const;
  void run_filters(Job& job);
  void run_writer(Job& job);
  void fail_to_compile(const FilterFile& file);
  void collect_garbage();
  void note_failure(int value);
  void note_function();
  void note_place();  // of the failure: the file, the line and the message without both
  bool note_place_between(int first, int end);  // levels of the stack
  void note_hint();
  void begin_file(const FilterFile& file);  // of the profile
  void end_file();
  void push_from_layer(const char* name);

  [[noreturn]] void throw_failure(const Job& job, int status);

  struct Compiled {
    std::string code;
    int function = LUA_NOREF;
  };

  FilterOptions options;
  FilterProfile* profile = nullptr;
  std::map<std::string, MediaFile> media;  // by name
  std::size_t used = 0;                    // bytes of Lua's heap
  lua_Alloc allocate = nullptr;            // LuaJIT's own
  void* allocate_with = nullptr;
  lua_State* lua = nullptr;  // the thread at work; a coroutine's while an error is noted
  lua_State* main_thread = nullptr;
  void return_to_main_thread() {
    lua = main_thread;
    values->set_thread(main_thread);
  }
  filter::NodeStore store;
  std::unique_ptr<filter::Values> values;
  std::unique_ptr<filter::Walker> walker;
  std::unique_ptr<filter::TimeLimit> time_limit;
  std::vector<filter::Functions> filters;    // of the file at work
  int layer = LUA_NOREF;                     // the table that pipeline/filter/lua/ fills
  std::map<std::string, Compiled> compiled;  // by the file's name
  std::uint64_t runs = 0;
  int walks = 0;  // that are going on within each other
  Failure failure;
  std::size_t timed_file = 0;  // of the profile
  std::chrono::steady_clock::time_point file_began;
  bool file_is_timed = false;
  // Text on its way to Lua, which may leave a C++ frame at any time: the message of an exception, a result.
  std::string exception, path;
  std::vector<std::string> texts;
  // Where relative paths of trusted filters begin now; an absolute path.
  std::string folder;
  // The environment that programs get which filters start, where a filter made one.
  std::optional<std::vector<std::pair<std::string, std::string>>> program_environment;
};

namespace filter {

// What a filter that runs too long gets as an error; its pcall does not catch it.
constexpr char time_out[] = "kancelli: time limit";

// The message handler: notes what is known where the error happens. Its upvalue is the host.
int on_error(lua_State* lua);

// What the Lua side found out about an error, as a text for the person; "" when it found nothing.
std::string hint_text(std::string_view code, const std::string& word, const std::string& more);

// Pushes a table of the functions that pipeline/filter/lua/ calls.
void push_host_functions(FilterHost::Impl& host);
// Add to the table on top: what texts need; and what reaches outside: files and programs, Pandoc, the media
// bag.
void add_text_functions(FilterHost::Impl& host);
void add_outside_functions(FilterHost::Impl& host);
void add_pandoc_functions(FilterHost::Impl& host);
void add_media_functions(FilterHost::Impl& host);

using Host = FilterHost::Impl;

// Makes a function that may throw one that Lua may call: an exception becomes a Lua error once it has left
// every C++ frame.
template <int (*function)(Host&, lua_State*)>
int guarded(lua_State* lua) {
  Host& host = *static_cast<Host*>(lua_touserdata(lua, lua_upvalueindex(1)));
  lua_State* const before = host.values->thread();
  host.values->set_thread(lua);
  try {
    const int results = function(host, lua);
    host.values->set_thread(before);
    return results;
  } catch (const std::exception& error) {  // and not `...`, which would catch Lua's own errors
    host.exception = error.what();
  }
  host.values->set_thread(before);
  lua_pushlstring(lua, host.exception.data(), host.exception.size());
  return lua_error(lua);
}

inline int push(lua_State* lua, std::string_view text) {
  lua_pushlstring(lua, text.data(), text.size());
  return 1;
}

inline void add_function(Host& host, const char* name, lua_CFunction function) {
  lua_pushlightuserdata(host.lua, &host);
  lua_pushcclosure(host.lua, function, 1);
  lua_setfield(host.lua, -2, name);
}

// Copies a string argument to what Lua's errors leave alone.
inline void take_text(lua_State* lua, int index, std::string& into) {
  luaL_checktype(lua, index, LUA_TSTRING);
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua, index, &size);
  into.assign(bytes, size);
}

// Copies a list of strings.
void take_texts(lua_State* lua, int index, std::vector<std::string>& into);
// Pushes a table of the texts.
void push_texts(lua_State* lua, const std::vector<std::string>& texts);

// Starts the program and waits for it. Throws Error when it cannot be started, and when the time is up.
ProcessResult run_program(Host& host, Command command);

}  // namespace filter
}  // namespace kancelli
