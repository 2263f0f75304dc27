// Runs Lua filters, written for Pandoc's API, over a tree. The only code that includes LuaJIT.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/core/error.h"
#include "pipeline/system/process.h"

namespace kancelli {

// A filter or writer failed. `what()` is the Lua error's message without its place; an error value that is a
// table is printed, not its address.
struct FilterError : Error {
  FilterError(const std::string& message, std::string in_file, int at_line, std::string lua_traceback,
              std::string at_position)
      : Error(message),
        file(std::move(in_file)),
        line(at_line),
        traceback(std::move(lua_traceback)),
        position(std::move(at_position)) {}
  std::string file;       // the filter's, as given
  int line = 0;           // in that file; 0 when it is not known
  std::string traceback;  // Lua's
  std::string position;   // data-pos of the nearest element at work ("file:line:column"); without one the
                          // way to it ("blocks[3].content[2]"); or ""
  std::string filter;     // which of the files given was at work; `file` may be a module's
  std::string
      element;  // what it was at work on, as a person reads it: `Para "Dette er begyndelsen ..."`, or ""
};

// What a filter may use besides the tree that it gets: nothing, unless who runs it trusts it with more. A
// trusted program can do whatever the person can who runs Kancelli.
struct Trust {
  bool files = false;        // io, os.remove, dofile, pandoc.system; local files for the media bag
  bool processes = false;    // os.execute, io.popen, pandoc.pipe
  bool network = false;      // addresses for the media bag
  bool environment = false;  // the clock, the machine's name, environment variables: os.time, os.getenv

  // Reads words such as "files processes". Throws Error for a word that is none of the four.
  static Trust of(std::string_view words);
};

// The answers behind require 'kancelli': a question's name and its arguments as strings, the answer as JSON
// text (null: no such thing). docs/tree.md lists the questions; the project answers, and notes what was
// asked. May throw Error: it becomes a Lua error in the filter.
using Answers =
    std::function<std::string(std::string_view question, const std::vector<std::string>& arguments)>;

struct FilterOptions {
  std::string format;                           // FORMAT: "docx", "html", "typst", "json" ...
  ast::ApiVersion api_version = {1, 22, 2, 1};  // PANDOC_API_VERSION
  std::vector<int> pandoc_version = {2, 17, 1, 1};
  std::function<std::vector<int>()> learn_pandoc_version;  // asked when a filter looks at PANDOC_VERSION;
                                                           // empty: it is `pandoc_version`
  std::vector<std::string> lua_path;             // folders that require() looks in, before none: filters/lib
  std::map<std::string, std::string> variables;  // a writer finds them in options.variables
  Answers answers;                               // empty: require 'kancelli' fails
  ProcessRunner* processes = nullptr;   // starts Pandoc for pandoc.read and pandoc.write, and what a trusted
                                        // filter starts; nullptr: these functions raise an error
  std::string folder;                   // where relative paths of trusted filters begin; "": the current one
  std::size_t memory_limit = 1u << 30;  // bytes, for Lua's heap and for the tree each
  std::chrono::milliseconds time_limit{60'000};  // for one call of apply or write; 0: none
};

// A file of filters or a writer: the name shown in errors, its text, and what it may do.
struct FilterFile {
  std::string name;
  std::string_view code;
  Trust trust = {};
};

// Where the time of a run went.
struct FilterProfile {
  struct Function {
    std::string filter, name;            // the file; "Str", "Inlines", "Meta"
    int line = 0;                        // where the function begins
    std::uint64_t calls = 0;             // elements, lists or documents it was called for
    std::chrono::nanoseconds time = {};  // with all it calls
  };
  struct File {
    std::string filter;
    std::chrono::nanoseconds time = {};  // the chunk, the walks and the functions
  };
  std::vector<Function> functions;  // in the order of their first call
  std::vector<File> files;          // in the order they ran
};

// A file of the media bag (pandoc.mediabag), which does not travel in the tree.
struct MediaFile {
  std::string path, mime_type, bytes;  // the path leads to a place below a folder, whatever the filter said
  std::string name;                    // what pictures in the tree call it
};

// One Lua state with Pandoc's API loaded; may be used for many documents, one at a time. Each filter file
// runs in an environment of its own.
class FilterHost {
 public:
  explicit FilterHost(FilterOptions options);
  ~FilterHost();
  FilterHost(FilterHost&&) noexcept;
  FilterHost& operator=(FilterHost&&) noexcept;

  // Changes the format and the answers for what follows.
  void set_format(std::string format);
  void set_answers(Answers answers);
  // Adds to the profile from now on, until nullptr is set.
  void set_profile(FilterProfile* profile);

  // Runs the filters of the files, one file after the other. Throws FilterError. Many files in one call share
  // the work of handing the tree to Lua and taking it back.
  ast::Document apply(ast::Document document, const std::vector<FilterFile>& files);
  ast::Document apply(ast::Document document, const std::string& name, std::string_view code) {
    return apply(std::move(document), {{name, code}});
  }

  // Runs a custom writer: calls its `Writer(doc, options)` (Pandoc 3's interface) and gives the string it
  // returned. Throws FilterError.
  std::string write(const ast::Document& document, const FilterFile& file);
  std::string write(const ast::Document& document, const std::string& name, std::string_view code) {
    return write(document, {name, code});
  }

  // What filters have put into the media bag since the last call, in the order of the names.
  std::vector<MediaFile> take_media();

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kancelli
