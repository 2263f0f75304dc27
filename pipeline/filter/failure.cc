#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/filter/host.h"

// A filter's error on its way out: what it says, where it happened, and what was at work.
namespace kancelli {
namespace {

// Where a message says it is from: "file:line: rest". Lua shortens the name of a file whose path is long.
bool split_place(std::string_view message, std::string_view file, int& line, std::string_view& rest) {
  std::size_t i = message.find(':');
  const std::string_view named = message.substr(0, i);
  const bool shortened = named.starts_with("...") && file.ends_with(named.substr(3));
  if (i == std::string_view::npos || (named != file && !shortened)) return false;
  int number = 0;
  const std::size_t digits = ++i;
  while (i < message.size() && i < digits + 8 && message[i] >= '0' && message[i] <= '9')
    number = number * 10 + (message[i++] - '0');
  if (i == digits || message.substr(i, 2) != ": ") return false;
  line = number;
  rest = message.substr(i + 2);
  return true;
}

// How many functions call each other at this moment.
int count_levels(lua_State* lua) {
  lua_Debug frame;
  int below = 0, above = 1;
  while (lua_getstack(lua, above, &frame)) above *= 2;
  while (below < above) {
    const int middle = below + (above - below) / 2;
    if (lua_getstack(lua, middle, &frame))
      below = middle + 1;
    else
      above = middle;
  }
  return below;
}

// Lua's traceback without the frames of C functions and of our own layer.
std::string own_frames(std::string_view traceback) {
  std::string result;
  while (!traceback.empty()) {
    const std::size_t end = std::min(traceback.find('\n'), traceback.size() - 1) + 1;
    const std::string_view line = traceback.substr(0, end);
    if (line.find("\t[C]:") != 0 && line.find("\tpandoc:") != 0) result += line;
    traceback.remove_prefix(end);
  }
  return result;
}

std::string out_of_memory(std::size_t limit) {
  return tr("the filter needs more than the {0} MB of memory that filters may use",
            {std::to_string(limit >> 20)});
}

}  // namespace

void FilterHost::Impl::throw_failure(const Job& job, int status) {
  lua_gc(lua, LUA_GCCOLLECT, 0);
  const FilterFile* const at_work = job.at_work || job.files.empty() ? job.at_work : &job.files.front();
  const std::string name = at_work ? at_work->name : "";
  if (status == LUA_ERRMEM) {
    failure.known = true;
    failure.message = out_of_memory(options.memory_limit);
  }
  if (!failure.known) failure.message = tr("the filter failed, and so did the report of its error", {});
  if (failure.file.empty()) failure.file = name;
  FilterError error(failure.message, failure.file, failure.line, failure.traceback, failure.position);
  error.filter = name;
  error.element = failure.element;
  error.hint = failure.hint;
  throw error;
}

// Of an error that the message handler did not see, or could not tell about: the function that was called
// last.
void FilterHost::Impl::note_function() {
  failure = {};
  failure.position = walker->position();
  failure.element = walker->element();
  const filter::Walker::Called& function = walker->calling();
  if (function.source == nullptr || function.source[0] != '@') return;
  failure.file = function.source + 1;
  failure.line = function.line;
}

// The message is on top; the place stands in it, and nowhere else.
void FilterHost::Impl::fail_to_compile(const FilterFile& file) {
  std::string_view rest;
  failure.known = true;
  failure.file = file.name;
  push_from_layer("with_hint");
  lua_pushvalue(lua, -2);
  lua_pushlstring(lua, file.code.data(), file.code.size());
  lua_call(lua, 2, 1);
  failure.message = lua_tostring(lua, -1);
  if (split_place(failure.message, file.name, failure.line, rest)) failure.message = std::string(rest);
  note_hint();
  lua_pushvalue(lua, -1);
  lua_setfield(lua, LUA_REGISTRYINDEX, "kancelli.error");
  lua_error(lua);
}

// Runs in the message handler, where the frames of the error still stand.
void FilterHost::Impl::note_failure(int value) {
  lua_settop(lua, value);
  // The error of a walk within a function comes by again on its way out.
  if (failure.known) {
    lua_getfield(lua, LUA_REGISTRYINDEX, "kancelli.error");
    const bool same = lua_rawequal(lua, value, -1);
    lua_pop(lua, 1);
    if (same) return;
  }
  lua_pushvalue(lua, value);
  lua_setfield(lua, LUA_REGISTRYINDEX, "kancelli.error");
  failure = {};
  failure.position = walker->position();
  failure.element = walker->element();

  push_from_layer("describe");
  lua_pushvalue(lua, value);
  std::size_t size = 0;
  const char* bytes = lua_pcall(lua, 1, 1, 0) == 0 ? lua_tolstring(lua, -1, &size) : nullptr;
  failure.message = bytes ? std::string(bytes, size) : "?";
  if (failure.message == "not enough memory") failure.message = out_of_memory(options.memory_limit);
  if (failure.message == filter::time_out)
    failure.message =
        tr("the filter runs longer than the {0} s it may take",
           {std::to_string(std::chrono::duration_cast<std::chrono::seconds>(options.time_limit).count())});
  luaL_traceback(lua, lua, nullptr, 1);
  bytes = lua_tolstring(lua, -1, &size);
  failure.traceback = own_frames(std::string_view(bytes, size));

  failure.known = true;
  note_place();
  note_hint();
}

void FilterHost::Impl::note_place() {
  const auto take_place = [this](const filter::Walker::Called& function) {
    if (function.source == nullptr || function.source[0] != '@') return;
    failure.file = function.source + 1;
    failure.line = function.line;
  };
  if (const auto& function = walker->returned_from(); function.name) {
    failure.message =
        tr("what the function {0} returned cannot stand in the tree: {1}", {function.name, failure.message});
    failure.hint = filter::hint_text("result", function.name, "");
    return take_place(function);
  }
  constexpr int most_levels = 60;  // each is found by going through those before it
  if (note_place_between(1, most_levels)) return;
  // A stack that overflowed within a function of ours: the filter's own are at its beginning.
  if (const int levels = count_levels(lua); failure.line == 0 && levels > most_levels)
    if (note_place_between(std::max(most_levels, levels - most_levels), levels)) return;
  // A tail call has taken the place of the filter's own function.
  if (failure.line == 0 && walker->calling().name) take_place(walker->calling());
}

// True when the message says where the error happened; else it happened in the first of the filters' own.
bool FilterHost::Impl::note_place_between(int first, int end) {
  lua_Debug frame;
  for (int level = first; level < end && lua_getstack(lua, level, &frame) && lua_getinfo(lua, "Sl", &frame);
       ++level) {
    if (frame.source[0] != '@') continue;
    std::string_view rest;
    const bool placed = split_place(failure.message, frame.source + 1, failure.line, rest);
    if (placed || failure.file.empty()) failure.file = frame.source + 1;
    if (placed) {
      failure.message = std::string(rest);
      return true;
    }
    if (failure.line == 0) failure.line = frame.currentline;
  }
  return false;
}

namespace filter {

int on_error(lua_State* lua) {
  Host& host = *static_cast<Host*>(lua_touserdata(lua, lua_upvalueindex(1)));
  try {
    host.lua = lua;
    host.values->set_thread(lua);
    host.note_failure(1);
  } catch (const std::exception&) {
    host.failure.known = false;
  }
  host.return_to_main_thread();
  lua_settop(lua, 1);
  return 1;
}

}  // namespace filter
}  // namespace kancelli
