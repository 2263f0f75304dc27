#include <algorithm>
#include <array>

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/host.h"

// pandoc.read and pandoc.write: the installed Pandoc does it, in its sandbox. Every filter may ask for them,
// so nothing that a filter says may make Pandoc read a file or run a program.
namespace kancelli::filter {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A name with extensions: "markdown+smart-raw_html". A path would be code in Lua, which Pandoc runs.
bool is_format(std::string_view name) {
  return !name.empty() && is_letter_or_digit(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '+' || c == '-' || c == '_';
  });
}

// The options that filters may give. Most of Pandoc's others name files.
constexpr std::array options_of_filters = {"--ascii",
                                           "--biblatex",
                                           "--columns",
                                           "--default-image-extension",
                                           "--dpi",
                                           "--email-obfuscation",
                                           "--epub-chapter-level",
                                           "--gladtex",
                                           "--highlight-style",
                                           "--html-q-tags",
                                           "--id-prefix",
                                           "--incremental",
                                           "--indented-code-classes",
                                           "--katex",
                                           "--listings",
                                           "--markdown-headings",
                                           "--mathjax",
                                           "--mathml",
                                           "--natbib",
                                           "--no-highlight",
                                           "--number-offset",
                                           "--number-sections",
                                           "--reference-links",
                                           "--reference-location",
                                           "--section-divs",
                                           "--slide-level",
                                           "--standalone",
                                           "--strip-comments",
                                           "--tab-stop",
                                           "--table-of-contents",
                                           "--toc-depth",
                                           "--top-level-division",
                                           "--track-changes",
                                           "--wrap"};

void check_option(std::string_view option) {
  const std::size_t equals = std::min(option.find('='), option.size());
  const std::string_view name = option.substr(0, equals);
  const std::string_view value = option.substr(std::min(equals + 1, option.size()));
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == ',';
  });
  const bool harmless = plain || name == "--id-prefix" || name == "--mathjax" || name == "--katex";
  if (!harmless || value.find('\0') != std::string_view::npos ||
      std::find(options_of_filters.begin(), options_of_filters.end(), name) == options_of_filters.end())
    throw Error(tr("Pandoc does not get the option {0} from a filter", {option}));
}

// What a document cites, as its metadata: what Pandoc gives a filter, with numbers marked, which metadata
// lack.
constexpr const char* references_filter = R"(
local function marked(value)
  if type(value) == 'number' then return { ['is-number'] = string.format('%.17g', value) } end
  if type(value) ~= 'table' or pandoc.utils.type(value) == 'Inlines' then return value end
  local result = {}
  for key, item in pairs(value) do result[key] = marked(item) end
  return #value > 0 and pandoc.MetaList(result) or pandoc.MetaMap(result)
end
function Pandoc(doc)
  local list = {}
  for i, reference in ipairs(pandoc.utils.references(doc)) do list[i] = marked(reference) end
  return pandoc.Pandoc({}, { references = pandoc.MetaList(list) })
end
)";

// Runs the installed Pandoc. host.texts are further options; its answer is left in host.exception.
void ask_pandoc(Host& host, const std::string& from, const std::string& to, std::string input,
                const char* citations = nullptr, const char* script = "") {
  if (host.options.processes == nullptr) throw Error("it needs Pandoc, which cannot be started here");
  for (const std::string& format : {from, to})
    if (!is_format(format)) throw Error(tr("\"{0}\" is no name of a format", {format}));
  // Pandoc would have TeX make it, which no sandbox confines.
  if (lower(to.substr(0, to.find_first_of("+-"))) == "pdf")
    throw Error("it writes no PDF here; write latex, typst or html");
  Command command;
  command.program = "pandoc";
  command.arguments = {"--sandbox",  "--data-dir=/nonexistent", "--from=" + from,
                       "--to=" + to, "--preserve-tabs",         "--output=-"};
  for (const std::string& option : host.texts) {
    check_option(option);
    command.arguments.push_back(option);
  }
  if (citations) command.arguments.emplace_back(citations);
  command.folder = citations ? host.folder : "";
  command.script = script;
  command.input = std::move(input);
  command.environment = {
      {"SOURCE_DATE_EPOCH", "0"},
      {"LC_ALL", "C.UTF-8"},
      {"GHCRTS", "-M" + std::to_string(std::max<std::size_t>(host.options.memory_limit >> 20, 256)) + "m"}};
  ProcessResult result = run_program(host, std::move(command));
  if (result.status != 0) throw Error(std::string(trim(result.err)));
  host.path = std::move(result.err);
  host.exception = std::move(result.out);
}

void push_from_json(Host& host, std::string_view json) {
  ast::ApiVersion version;
  host.values->trees().push_back(host.store.load(ast::from_json(json, version)));
}

// pandoc_read(text, format, options): the document, and what Pandoc warned of.
int pandoc_read(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  take_text(lua, 2, host.path);
  take_texts(lua, 3, host.texts);
  ask_pandoc(host, std::string(host.path), "json", std::move(host.exception));
  push_from_json(host, host.exception);
  host.values->push_document(host.values->trees().size() - 1);
  return 1 + push(lua, host.path);
}

// to_json(document)
int to_json(Host& host, lua_State* lua) {
  host.values->start_reading();
  const std::size_t tree = host.values->peek_document(1);
  host.exception = ast::to_json(host.store.copy(host.values->trees()[tree]), host.options.api_version);
  return push(lua, host.exception);
}

// citeproc(json): the document with its citations written out. Pandoc reads the files that the metadata name,
// which its sandbox does not prevent.
int citeproc(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  host.texts.clear();
  ask_pandoc(host, "json", "json", std::move(host.exception), "--citeproc");
  push_from_json(host, host.exception);
  host.values->push_document(host.values->trees().size() - 1);
  return 1 + push(lua, host.path);
}

// references(json): a document whose metadata are what the given one cites (see references_filter), and what
// Pandoc warned of. It reads the bibliographies that the metadata name.
int references(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  host.texts.clear();
  ask_pandoc(host, "json", "json", std::move(host.exception), "--lua-filter=/dev/fd/3", references_filter);
  push_from_json(host, host.exception);
  host.values->push_document(host.values->trees().size() - 1);
  return 1 + push(lua, host.path);
}

// from_json(text): the document.
int from_json(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  push_from_json(host, host.exception);
  host.values->push_document(host.values->trees().size() - 1);
  return 1;
}

// pandoc_write(json, format, options): the text, and what Pandoc warned of.
int pandoc_write(Host& host, lua_State* lua) {
  take_text(lua, 1, host.exception);
  take_text(lua, 2, host.path);
  take_texts(lua, 3, host.texts);
  ask_pandoc(host, "json", std::string(host.path), std::move(host.exception));
  return push(lua, host.exception) + push(lua, host.path);
}

}  // namespace

void add_pandoc_functions(Host& host) {
  add_function(host, "pandoc_read", guarded<pandoc_read>);
  add_function(host, "pandoc_write", guarded<pandoc_write>);
  add_function(host, "citeproc", guarded<citeproc>);
  add_function(host, "references", guarded<references>);
  add_function(host, "document_to_json", guarded<to_json>);
  add_function(host, "document_from_json", guarded<from_json>);
}

}  // namespace kancelli::filter
