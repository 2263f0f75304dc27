#include "pipeline/build/sending.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/sent_version.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// Names that no paper has: an id begins with a letter.
constexpr std::string_view new_name = ".new", sending_name = ".sending", build_name = ".build",
                           sources_name = ".sources", journal_name = ".journal";

[[noreturn]] void cannot(const std::string& path, int reason) {
  throw Error(tr("cannot write {0}: {1}", {path, reason_text(reason)}),
              reason == ENOSPC || reason == EDQUOT
                  ? tr("make room on the disk; what lies there already is still whole")
                  : "");
}

void rename_to(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) cannot(to, errno);
}

// Everything that was written to the folder's disk is safe on it.
void make_safe(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) cannot(folder, errno);
  const int problem = ::syncfs(fd) == 0 && ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  if (problem != 0) cannot(folder, problem);
}

void make_folder(const std::string& path) {
  std::error_code problem;
  fs::create_directories(path, problem);
  if (problem) cannot(path, problem.value());
}

}  // namespace

Sending::Sending(Files& files, std::string root, std::function<void()> step)
    : files_(files), root_(std::move(root)), step_(std::move(step)) {
  lock_ = files_.lock(root_ + "/content");
  if (files_.is_folder(sent(std::string(sending_name)))) {
    finish();
    finished_another_ = true;
  }
  fs::remove_all(sent(std::string(new_name)));
}

Sending::~Sending() {
  std::error_code ignored;
  fs::remove_all(sent(std::string(new_name)), ignored);
  fs::remove(sent(""), ignored);  // stays when anything was ever sent
}

std::string Sending::sent(const std::string& name) const {
  return root_ + "/" + std::string(sent_folder) + (name.empty() ? "" : "/" + name);
}

std::string Sending::build_folder() const {
  return sent(std::string(new_name)) + "/" + std::string(build_name);
}

void Sending::stepped(const std::function<void()>& act) {
  if (step_) step_();
  act();
  if (step_) step_();
}

void Sending::write(const std::string& path, const std::string& bytes) {
  stepped([&] { files_.write(sent(std::string(new_name)) + "/" + path, bytes); });
}

void Sending::add(const std::string& paper, int number, const std::map<std::string, std::string>& files) {
  for (const auto& [name, bytes] : files) write(paper + "/" + std::to_string(number) + "/" + name, bytes);
}

void Sending::change(const std::string& source, const std::string& before, const std::string& after) {
  if (before == after) return;
  write(std::string(sources_name) + "/" + source, after);
  journal_ += sha256(before) + " " + source + "\n";
  changes_.emplace_back(source, before);
}

std::vector<std::string> Sending::commit() {
  const std::string folder = sent(std::string(new_name));
  write(std::string(journal_name), journal_);
  fs::remove_all(build_folder());
  stepped([&] { make_safe(folder); });
  for (const auto& [source, before] : changes_)
    if (files_.read(root_ + "/" + source) != before)
      throw Error(tr("{0} was changed while it was being sent; nothing was sent", {source}),
                  tr("run the command again"));
  stepped([&] { rename_to(folder, sent(std::string(sending_name))); });
  try {
    return finish();
  } catch (const Error& error) {
    throw Error(tr("the papers are sent, but not all files could be put in their place: {0}", {error.what()}),
                tr("run `kancelli send` again when that is mended"));
  }
}

// May be interrupted anywhere, and begun again.
std::vector<std::string> Sending::finish() {
  const std::string folder = sent(std::string(sending_name));
  for (const std::string& name : files_.list(folder))
    if (!name.starts_with('.')) put_in_place(name);
  std::vector<std::string> kept;
  const std::string journal = folder + "/" + std::string(journal_name);
  const std::string lines = files_.exists(journal) ? files_.read(journal) : "";
  for (const std::string_view line : split(lines, '\n')) {
    if (line.size() < 66) continue;
    const std::string source(line.substr(65)), path = root_ + "/" + source;
    const std::string written = folder + "/" + std::string(sources_name) + "/" + source;
    if (!files_.exists(written)) continue;
    if (files_.exists(path) && sha256(files_.read(path)) == line.substr(0, 64))
      stepped([&] { rename_to(written, path); });
    else
      kept.push_back(source);
  }
  stepped([&] { make_safe(sent("")); });
  std::error_code problem;
  stepped([&] { fs::remove_all(folder, problem); });
  if (problem) cannot(folder, problem.value());
  return kept;
}

void Sending::put_in_place(const std::string& paper) {
  const std::string from = sent(std::string(sending_name)) + "/" + paper, to = sent(paper);
  stepped([&] { make_folder(to); });
  for (const std::string& number : files_.list(from))
    stepped([&] { rename_to(from + "/" + number, to + "/" + number); });
}

}  // namespace kancelli
