// The inside of FilterHost: one Lua state, what it may use, and the run that is going on in it.
#pragma once

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
  void run_protected(Job& job);
  void load_chunk(Job& job, const FilterFile& file);  // pushes the chunk's environment and what it returned
  void push_compiled(Job& job, const FilterFile& file);
  void take_filters(int first, int environment);
  bool has_filters() const;
  void run_filters(Job& job);
  void run_writer(Job& job);
  void note_failure(int value);
  void note_place();  // of the failure: the file, the line and the message without both
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
  std::map<std::string, MediaFile> media;  // by path
  std::size_t used = 0;                    // bytes of Lua's heap
  lua_Alloc allocate = nullptr;            // LuaJIT's own
  void* allocate_with = nullptr;
  lua_State* lua = nullptr;
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
};

namespace filter {

// The message handler: notes what is known where the error happens. Its upvalue is the host.
int on_error(lua_State* lua);

// What the Lua side found out about an error, as a text for the person; "" when it found nothing.
std::string hint_text(std::string_view code, const std::string& word, const std::string& more);

// Pushes a table of the functions that pipeline/filter/lua/ calls.
void push_host_functions(FilterHost::Impl& host);

}  // namespace filter
}  // namespace kancelli
