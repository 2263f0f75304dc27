// Runs Lua filters, written for Pandoc's API, over a tree. The only code that includes LuaJIT.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/core/error.h"

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
  std::string position;   // data-pos of the nearest element at work ("file:line:column"), or ""
  std::string filter;     // which of the files given was at work; `file` may be a module's
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
  std::vector<std::string> lua_path;             // folders that require() looks in, before none: filters/lib
  std::map<std::string, std::string> variables;  // a writer finds them in options.variables
  Answers answers;                               // empty: require 'kancelli' fails
  std::size_t memory_limit = 1u << 30;           // bytes, for Lua's heap and for the tree each
  std::chrono::milliseconds time_limit{60'000};  // for one call of apply or write; 0: none
};

// A file of filters or a writer: the name shown in errors, and its text.
struct FilterFile {
  std::string name;
  std::string_view code;
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

  // Runs the filters of the files, one file after the other. Throws FilterError. Many files in one call share
  // the work of handing the tree to Lua and taking it back.
  ast::Document apply(ast::Document document, const std::vector<FilterFile>& files);
  ast::Document apply(ast::Document document, const std::string& name, std::string_view code) {
    return apply(std::move(document), {{name, code}});
  }

  // Runs a custom writer: calls its `Writer(doc, options)` (Pandoc 3's interface) and gives the string it
  // returned. Throws FilterError.
  std::string write(const ast::Document& document, const std::string& name, std::string_view code);

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kancelli
