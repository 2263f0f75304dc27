#include "pipeline/cli/filter_command.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

#include "pipeline/ast/ast_json.h"
#include "pipeline/cli/output.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_report.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

std::string example() {
  return tr("for example: pandoc -t json paper.md | kancelli filter -f FILE.lua");
}

std::string read_standard_input() {
  if (is_terminal(0))
    std::cerr << "kancelli: " << tr("waiting for Pandoc's JSON on standard input") << "\n  " << tr("hint")
              << ": " << example() << "\n";
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(0, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      throw Error(
          tr("cannot read standard input: {0}", {errno == EBADF ? tr("it is closed") : reason_text(errno)}),
          example());
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

// One run of the command.
class Run {
 public:
  explicit Run(const Options& options) : options_(options), trust_(Trust::of(options.trust)) {
    for (const std::string& path : options.filters) code_.push_back(read_filter(path));
    for (std::size_t i = 0; i < code_.size(); ++i) {
      files_.push_back({options.filters[i], code_[i], trust_});
      traced_.push_back(!options.trace.empty() && is_named(options.filters[i], options.trace));
    }
    if (!options.trace.empty() && std::count(traced_.begin(), traced_.end(), true) == 0) no_such_filter();
    format_ = options.to ? format_name(*options.to) : "json";
    if (format_.empty()) throw Error(tr("{0} cannot be \"{1}\"", {"--to", *options.to}));
  }

  int run() {
    if (auto document = read_document()) {
      add_metadata(*document, options_.metadata_files, disk_, processes_, diagnostics_);
      if (!diagnostics_.has_errors()) apply(std::move(*document));
    }
    print_findings();
    if (diagnostics_.has_errors()) return 1;
    std::cout << result_ << "\n";
    return 0;
  }

 private:
  std::string read_filter(const std::string& path) {
    if (!disk_.exists(path)) not_there(path);
    std::string code = disk_.read(path);
    const auto warn = [&](const std::string& message, const std::string& hint) {
      const SourceId source = sources_.add(path, "");
      diagnostics_.warning("filter", {source, 0, 0}, message, {hint});
    };
    if (trim(code).empty())
      warn(tr("the filter is empty: it changes nothing"),
           tr("a filter has functions such as Str, Para or Pandoc"));
    if (code.starts_with("\033L"))
      throw Error(tr("{0} is compiled Lua, which filters may not be", {path}), tr("give its source"));
    if (const std::size_t at = find_invalid_utf8(code); at != std::string::npos)
      warn(tr("the filter is not UTF-8 (byte {0}): its texts may come out wrong", {std::to_string(at)}),
           tr("save it as UTF-8"));
    return code;
  }

  // With the file beside it that was perhaps meant.
  [[noreturn]] void not_there(const std::string& path) const {
    const fs::path file(path);
    const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
    std::vector<std::string> there;
    for (const std::string& name : disk_.list(folder))
      if (name.ends_with(".lua")) there.push_back((file.parent_path() / name).string());
    const std::string_view meant = nearest(path, {there.begin(), there.end()});
    throw Error(tr("cannot read {0}: {1}", {path, reason_text(ENOENT)}),
                meant.empty() ? tr("-f wants the path of a Lua file") : tr("did you mean {0}?", {meant}));
  }

  // As it was given, or by its file's name, with or without the ending.
  static bool is_named(const std::string& path, const std::string& name) {
    const fs::path file(path);
    return path == name || file.filename() == name || file.stem() == name;
  }

  [[noreturn]] void no_such_filter() const {
    std::vector<std::string> stems;
    for (const std::string& path : options_.filters) stems.push_back(fs::path(path).stem().string());
    std::vector<std::string_view> names(options_.filters.begin(), options_.filters.end());
    names.insert(names.end(), stems.begin(), stems.end());
    const std::string_view meant = nearest(options_.trace, names);
    throw Error(tr("there is no filter {0} to trace", {options_.trace}),
                meant.empty() ? tr("filters: {0}", {join(options_.filters, ", ")})
                              : tr("did you mean {0}?", {meant}));
  }

  void error_in_input(const std::string& message, const std::string& hint) {
    diagnostics_.error("document", {}, message, {hint}).place = tr("standard input");
  }

  std::optional<ast::Document> read_document() {
    const std::string input = read_standard_input();
    if (trim(input).empty()) {
      error_in_input(tr("it is empty; Pandoc's JSON was expected"), example());
      return {};
    }
    try {
      return ast::from_json(input, version_);
    } catch (const Error& error) {
      error_in_input(error.what(), !error.hint.empty()
                                       ? error.hint
                                       : tr("it must be what `pandoc -t json` writes, from Pandoc "
                                            "2.17 or later"));
      return {};
    }
  }

  void apply(ast::Document document) {
    constexpr std::size_t mega = 1u << 20;
    FilterOptions host_options;
    host_options.format = format_;
    host_options.api_version = version_;
    host_options.pandoc_version = oldest_pandoc(version_);
    host_options.learn_pandoc_version = [this] { return pandoc_version(version_, processes_); };
    host_options.processes = &processes_;
    host_options.time_limit = std::chrono::seconds(options_.time_limit);
    host_options.memory_limit = static_cast<std::size_t>(options_.memory_limit) * mega;
    FilterHost host(std::move(host_options));
    if (options_.profile) host.set_profile(&profile_);
    try {
      document = apply(host, std::move(document));
      save_media(host.take_media(), document);
      result_ = ast::to_json(document, version_);
    } catch (const FilterError& error) {
      report(error);
    }
  }

  // The filters that are traced one by one, those between them together.
  ast::Document apply(FilterHost& host, ast::Document document) {
    for (std::size_t i = 0; i < files_.size();) {
      std::size_t end = i + 1;
      while (!traced_[i] && end < files_.size() && !traced_[end]) ++end;
      const std::vector<FilterFile> part(files_.begin() + static_cast<std::ptrdiff_t>(i),
                                         files_.begin() + static_cast<std::ptrdiff_t>(end));
      if (traced_[i]) {
        const ast::Document before = document;
        document = host.apply(std::move(document), part);
        trace_ += trace_text(files_[i].name, ast::changes(before, document));
      } else {
        document = host.apply(std::move(document), part);
      }
      i = end;
    }
    return document;
  }

  void save_media(const std::vector<MediaFile>& media, ast::Document& document) {
    if (media.empty()) return;
    if (!options_.media.empty()) {
      write_media(media, options_.media, disk_, document);
      return;
    }
    std::vector<std::string> paths;
    for (const MediaFile& file : media) paths.push_back(file.name);
    diagnostics_.warning(
        "filter", {},
        tr("the filters put files into the media bag, which Pandoc's JSON does not carry: {0}",
           {join(paths, ", ")}),
        {tr("with --media DIR they are written to that folder")});
  }

  void report(const FilterError& error) {
    Diagnostic& d = diagnostics_.error("filter", {}, error.what());
    d.place = error.file;
    if (error.line > 0) {
      d.span = span_of_line(error.file, error.line);
      if (d.span.nowhere()) d.place += ":" + std::to_string(error.line);
    }
    if (!error.filter.empty() && error.filter != error.file)
      d.trace.push_back(tr("while running the filter {0}", {error.filter}));
    for (std::string& line : trace_lines(error, true)) d.trace.push_back(std::move(line));
    if (!error.hint.empty()) d.hints.push_back(error.hint);
  }

  // What stands on the line of a filter or of a module it loaded.
  Span span_of_line(const std::string& path, int number) {
    const auto given = std::find(options_.filters.begin(), options_.filters.end(), path);
    std::string text;
    if (given != options_.filters.end())
      text = code_[static_cast<std::size_t>(given - options_.filters.begin())];
    else if (disk_.exists(path) && !disk_.is_folder(path))
      text = disk_.read(path);
    const SourceId source = sources_.add(path, std::move(text));
    const std::string_view line = sources_.line(source, static_cast<std::uint32_t>(number));
    const std::string_view said = trim(line);
    if (said.empty()) return {};
    const auto begin = static_cast<std::uint32_t>(said.data() - sources_.text(source).data());
    return {source, begin, begin + static_cast<std::uint32_t>(said.size())};
  }

  // Standard output is the document's.
  void print_findings() {
    const bool color = options_.color == "always" ||
                       (options_.color == "auto" && is_terminal(2) && std::getenv("NO_COLOR") == nullptr);
    diagnostics_.sort(sources_);
    const bool for_people =
        options_.format == DiagnosticFormat::human || options_.format == DiagnosticFormat::brief;
    if (!for_people || !diagnostics_.list().empty())
      std::cerr << print(diagnostics_, sources_, {options_.format, color});
    if (!trace_.empty()) std::cerr << trace_;
    if (options_.profile) std::cerr << profile_table(profile_);
  }

  const Options& options_;
  const Trust trust_;
  DiskFiles disk_;
  SystemProcesses processes_;
  SourceMap sources_;
  Diagnostics diagnostics_;
  std::vector<std::string> code_;
  std::vector<FilterFile> files_;
  std::vector<bool> traced_;
  std::string format_, trace_, result_;
  ast::ApiVersion version_;
  FilterProfile profile_;
};

}  // namespace

int run_filter(const Options& options) {
  if (options.filters.empty() || !options.arguments.empty())
    throw Error(tr("`kancelli filter` wants its filters with -f, and the document on standard input"),
                example());
  return Run(options).run();
}

}  // namespace kancelli
