#include "pipeline/filter/filter_host.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "pipeline/core/embedded.h"
#include "pipeline/core/messages.h"
#include "pipeline/filter/host.h"

namespace kancelli {
namespace {

using Impl = FilterHost::Impl;

// In this order; each gets the host's table and adds to it.
constexpr struct {
  std::string_view path;
  const char* chunk_name;
} layer_files[] = {
    {"pipeline/filter/lua/shims.lua", "=pandoc:shims"},
    {"pipeline/filter/lua/list.lua", "=pandoc:list"},
    {"pipeline/filter/lua/coerce.lua", "=pandoc:coerce"},
    {"pipeline/filter/lua/elements.lua", "=pandoc:elements"},
    {"pipeline/filter/lua/tables.lua", "=pandoc:tables"},
    {"pipeline/filter/lua/utils.lua", "=pandoc:utils"},
    {"pipeline/filter/lua/path.lua", "=pandoc:path"},
    {"pipeline/filter/lua/json.lua", "=pandoc:json"},
    {"pipeline/filter/lua/lpeg.lua", "=pandoc:lpeg"},
    {"pipeline/filter/lua/re.lua", "=pandoc:re"},
    {"pipeline/filter/lua/structure.lua", "=pandoc:structure"},
    {"pipeline/filter/lua/modules.lua", "=pandoc:modules"},
    {"pipeline/filter/lua/external.lua", "=pandoc:external"},
    {"pipeline/filter/lua/media.lua", "=pandoc:media"},
    {"pipeline/filter/lua/outside.lua", "=pandoc:outside"},
    {"pipeline/filter/lua/syntax.lua", "=pandoc:syntax"},
    {"pipeline/filter/lua/environment.lua", "=pandoc:environment"},
    {"pipeline/filter/lua/errors.lua", "=pandoc:errors"},
};

// LuaJIT's own allocator, which is faster than malloc, within the limit.
void* allocate_counted(void* data, void* block, std::size_t old_size, std::size_t new_size) {
  Impl& host = *static_cast<Impl*>(data);
  if (new_size > old_size && host.used + (new_size - old_size) > host.options.memory_limit) return nullptr;
  void* result = host.allocate(host.allocate_with, block, old_size, new_size);
  if (result || new_size == 0) host.used += new_size - old_size;
  return result;
}

Impl& host_of(lua_State* lua) {
  return *static_cast<Impl*>(lua_touserdata(lua, lua_upvalueindex(1)));
}

int protected_main(lua_State* lua) {
  Impl& host = host_of(lua);
  try {
    host.run_protected(*static_cast<Impl::Job*>(lua_touserdata(lua, 1)));
    return 0;
  } catch (const std::exception& error) {
    host.exception = error.what();
  }
  lua_pushlstring(lua, host.exception.data(), host.exception.size());
  return lua_error(lua);
}

void end_filter(lua_State* lua, lua_Debug*) {
  lua_sethook(lua, nullptr, 0, 0);
  lua_pushstring(lua, filter::time_out);
  lua_error(lua);
}

void push_trust(lua_State* lua, const Trust& trust) {
  lua_createtable(lua, 0, 4);
  for (const auto& [word, given] : {std::pair("files", trust.files),
                                    {"processes", trust.processes},
                                    {"network", trust.network},
                                    {"environment", trust.environment}}) {
    lua_pushboolean(lua, given);
    lua_setfield(lua, -2, word);
  }
}

std::string last_words(const std::string& file) {
  return file + ": " + tr("error") + ": " +
         tr("the filter takes too long, within a function that cannot be stopped; the program ends") + "\n";
}

}  // namespace

FilterHost::Impl::Impl(FilterOptions given) : options(std::move(given)) {
  lua = main_thread = luaL_newstate();
  if (!lua) throw Error(tr("LuaJIT does not start", {}));
  allocate = lua_getallocf(lua, &allocate_with);
  lua_setallocf(lua, allocate_counted, this);
  store.set_limit(options.memory_limit);
  const auto open = [](lua_State* state) {
    Impl& host = *static_cast<Impl*>(lua_touserdata(state, 1));
    luaL_openlibs(state);
    // Filters are called element by element from C++: for papers of the usual size compiling them takes
    // longer than it saves, and what is not compiled can be stopped.
    luaJIT_setmode(state, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_OFF);
    host.load_layer();
    return 0;
  };
  if (lua_cpcall(lua, open, this) != 0) {
    const char* reason = lua_tostring(lua, -1);
    const std::string message = reason ? reason : "?";
    lua_setallocf(lua, allocate, allocate_with);
    lua_close(lua);
    throw Error(tr("Pandoc's Lua functions do not load: {0}", {message}));
  }
}

FilterHost::Impl::~Impl() {
  time_limit.reset();
  lua_setallocf(lua, allocate, allocate_with);
  lua_close(lua);
}

// As bytecode, which cmake/embed.cmake carries under the chunk's name, where the LuaJIT that is installed is
// of the version that made it.
void FilterHost::Impl::load_layer_file(std::string_view file, const char* chunk_name) {
  const std::string_view bytecode = embedded(chunk_name + 1), code = embedded(file);
  if (luaL_loadbufferx(lua, bytecode.data(), bytecode.size(), chunk_name, "b") == 0) return;
  lua_pop(lua, 1);
  if (luaL_loadbufferx(lua, code.data(), code.size(), chunk_name, "t") != 0) lua_error(lua);
}

void FilterHost::Impl::load_layer() {
  values = std::make_unique<filter::Values>(lua, store);
  walker = std::make_unique<filter::Walker>(store, *values);
  time_limit = std::make_unique<filter::TimeLimit>(lua, end_filter);
  filter::push_host_functions(*this);
  const int table = lua_gettop(lua);
  lua_pushstring(lua, filter::time_out);
  lua_setfield(lua, table, "time_out");
  values->push_metatables();
  lua_setfield(lua, table, "metatables");
  values->push_singletons();
  lua_setfield(lua, table, "single");
  for (const auto& file : layer_files) {
    load_layer_file(file.path, file.chunk_name);
    lua_pushvalue(lua, table);
    lua_call(lua, 1, 0);
  }
  lua_getfield(lua, table, "coerce");
  values->set_coercions(lua_gettop(lua));
  lua_settop(lua, table);
  layer = luaL_ref(lua, LUA_REGISTRYINDEX);
}

void FilterHost::Impl::push_from_layer(const char* name) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, layer);
  lua_getfield(lua, -1, name);
  lua_remove(lua, -2);
}

void FilterHost::Impl::run(Job& job) {
  constexpr double numbers_of_a_run = 4294967296.0;  // more than a store can have nodes
  values->start_run(static_cast<double>(++runs % 1'000'000) * numbers_of_a_run);
  failure = {};
  walks = 0;
  program_environment.reset();
  folder = std::filesystem::absolute(options.folder.empty() ? "." : options.folder).lexically_normal();
  if (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  const auto enter = [](lua_State* state) {
    auto& [host, at_work] = *static_cast<std::pair<Impl*, Job*>*>(lua_touserdata(state, 1));
    lua_pushlightuserdata(state, host);
    lua_pushcclosure(state, filter::on_error, 1);
    lua_pushlightuserdata(state, host);
    lua_pushcclosure(state, protected_main, 1);
    lua_pushlightuserdata(state, at_work);
    const int status = lua_pcall(state, 1, 0, -3);
    lua_pushinteger(state, status);
    lua_setfield(state, LUA_REGISTRYINDEX, "kancelli.status");
    return 0;
  };
  std::pair<Impl*, Job*> both{this, &job};
  return_to_main_thread();
  collect_garbage();
  time_limit->start(options.time_limit);
  int status = lua_cpcall(lua, enter, &both);
  return_to_main_thread();
  time_limit->stop();
  if (status == 0) {
    lua_getfield(lua, LUA_REGISTRYINDEX, "kancelli.status");
    status = static_cast<int>(lua_tointeger(lua, -1));
  }
  if (status == LUA_ERRMEM || (status != 0 && !failure.known)) note_function();
  lua_settop(lua, 0);
  end_file();
  filters.clear();
  walker->restore({});
  values->clear();
  store.clear();
  if (status != 0) throw_failure(job, status);
}

// LuaJIT collects no garbage when it runs into the limit: what earlier filters left behind may not end this
// one.
void FilterHost::Impl::collect_garbage() {
  if (used > options.memory_limit / 4) lua_gc(lua, LUA_GCCOLLECT, 0);
}

void FilterHost::Impl::run_protected(Job& job) {
  if (job.is_writer)
    run_writer(job);
  else
    run_filters(job);
}

void FilterHost::Impl::load_chunk(Job& job, const FilterFile& file) {
  job.at_work = &file;
  job.chunk_name = "@" + file.name;
  collect_garbage();
  time_limit->set_last_words(last_words(file.name));
  push_from_layer("new_environment");
  lua_pushlstring(lua, file.name.data(), file.name.size());
  push_trust(lua, file.trust);
  lua_call(lua, 2, 1);
  push_compiled(job, file);
  lua_pushvalue(lua, -2);
  lua_setfenv(lua, -2);
  lua_call(lua, 0, LUA_MULTRET);
  return_to_main_thread();
  // The function stays for the next document, its globals do not.
  lua_rawgeti(lua, LUA_REGISTRYINDEX, compiled[file.name].function);
  lua_newtable(lua);
  lua_setfenv(lua, -2);
  lua_pop(lua, 1);
}

// Pushes the file's function. Compiled once: what it makes belongs to the environment it is then given.
void FilterHost::Impl::push_compiled(Job& job, const FilterFile& file) {
  Compiled& known = compiled[file.name];
  if (known.function != LUA_NOREF && known.code == file.code) {
    lua_rawgeti(lua, LUA_REGISTRYINDEX, known.function);
    return;
  }
  luaL_unref(lua, LUA_REGISTRYINDEX, known.function);
  known = {std::string(file.code)};  // what is no Lua is looked at, too, for a hint
  push_from_layer("prepare");
  lua_pushlstring(lua, file.code.data(), file.code.size());
  lua_call(lua, 1, 1);
  std::size_t size = 0;
  const char* code = lua_tolstring(lua, -1, &size);
  if (luaL_loadbufferx(lua, code, size, job.chunk_name.c_str(), "t") != 0) fail_to_compile(file);
  lua_remove(lua, -2);
  lua_pushvalue(lua, -1);
  known.function = luaL_ref(lua, LUA_REGISTRYINDEX);
}

// A file returns a list of filters, or one, or nothing: then its global functions are the filter.
void FilterHost::Impl::take_filters(int first, int environment) {
  filters.clear();
  const auto take = [&](int index) { filters.push_back(walker->read_functions(index)); };
  if (lua_gettop(lua) < first || lua_isnil(lua, first)) return take(environment);
  if (!lua_istable(lua, first))
    luaL_error(lua, "the file returned a %s; a list of filters was expected", luaL_typename(lua, first));
  const int count = static_cast<int>(lua_objlen(lua, first));
  if (count == 0) return take(first);
  luaL_checkstack(lua, 2 * count + 10, "too many filters");
  for (int i = 1; i <= count; ++i) {
    lua_rawgeti(lua, first, i);
    if (!lua_istable(lua, -1))
      luaL_error(lua, "filter %d of the file's list is a %s", i, luaL_typename(lua, -1));
    take(lua_gettop(lua));
  }
}

bool FilterHost::Impl::has_filters() const {
  return std::any_of(filters.begin(), filters.end(), [](const filter::Functions& f) {
    return f.elements != 0 || f.has_inlines || f.has_blocks || f.has_meta || f.has_document;
  });
}

void FilterHost::Impl::run_filters(Job& job) {
  const int environment = lua_gettop(lua) + 1;
  std::optional<std::size_t> tree;  // not the first, when a file read a document before
  for (const FilterFile& file : job.files) {
    begin_file(file);
    load_chunk(job, file);
    take_filters(environment + 1, environment);
    if (has_filters() && !tree) {
      tree = values->trees().size();
      values->trees().push_back(store.load(std::move(job.document)));
    }
    if (tree)
      for (const filter::Functions& functions : filters) tree = walker->apply(functions, *tree);
    return_to_main_thread();
    lua_settop(lua, environment - 1);
    end_file();
  }
  if (tree) job.document = store.take(values->trees()[*tree]);
}

void FilterHost::Impl::run_writer(Job& job) {
  const int environment = lua_gettop(lua) + 1;
  begin_file(job.files.front());
  load_chunk(job, job.files.front());
  lua_getfield(lua, environment, "Writer");
  if (!lua_isfunction(lua, -1)) luaL_error(lua, "the file defines no function Writer(doc, options)");
  values->trees().push_back(store.load(std::move(job.document)));
  values->push_document(values->trees().size() - 1);
  lua_getfield(lua, environment, "PANDOC_WRITER_OPTIONS");
  lua_getfield(lua, -1, "variables");
  for (const auto& [name, value] : options.variables) {
    lua_pushlstring(lua, value.data(), value.size());
    lua_setfield(lua, -2, name.c_str());
  }
  lua_pop(lua, 1);
  lua_call(lua, 2, 1);
  return_to_main_thread();
  if (lua_type(lua, -1) != LUA_TSTRING)
    luaL_error(lua, "Writer returned a %s; a string was expected", luaL_typename(lua, -1));
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua, -1, &size);
  job.text.assign(bytes, size);
}

FilterHost::FilterHost(FilterOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
FilterHost::~FilterHost() = default;
FilterHost::FilterHost(FilterHost&&) noexcept = default;
FilterHost& FilterHost::operator=(FilterHost&&) noexcept = default;

void FilterHost::set_format(std::string format) {
  impl_->options.format = std::move(format);
}
void FilterHost::set_answers(Answers answers) {
  impl_->options.answers = std::move(answers);
}

void FilterHost::set_profile(FilterProfile* profile) {
  impl_->profile = profile;
  impl_->walker->set_profile(profile);
}

std::vector<MediaFile> FilterHost::take_media() {
  std::vector<MediaFile> files;
  for (auto& [path, file] : impl_->media) files.push_back(std::move(file));
  impl_->media.clear();
  return files;
}

ast::Document FilterHost::apply(ast::Document document, const std::vector<FilterFile>& files) {
  Impl::Job job{files, false, std::move(document)};
  impl_->run(job);
  return std::move(job.document);
}

std::string FilterHost::write(const ast::Document& document, const FilterFile& file) {
  const std::vector<FilterFile> files = {file};
  Impl::Job job{files, true, document};
  impl_->run(job);
  return std::move(job.text);
}

}  // namespace kancelli
