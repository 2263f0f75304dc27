#include "pipeline/publish/manifest.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <optional>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Changed when a reader of the old form would misread the new.
constexpr unsigned manifest_version = 1;

// A path goes into folders, addresses and messages: nothing in it may mean something else in one of them.
bool good_path(std::string_view path) {
  if (find_invalid_utf8(path) != std::string_view::npos || path.find('\\') != std::string_view::npos)
    return false;
  for (std::size_t at = 0; at < path.size();) {
    const char32_t c = next_code_point(path, at);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return false;
  }
  return std::ranges::none_of(
      split(path, '/'), [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

void check_path(const std::string& path) {
  if (!good_path(path))
    throw Error(tr("\"{0}\" cannot be published under this name", {json_escape(path)}),
                tr("a path is relative and has no empty part, no . or .., no backslash and no control "
                   "character"));
}

// Some servers and most Windows machines take Bilag.pdf and bilag.pdf for one file, and nowhere can a name be
// both a file and a folder.
void check_apart(const std::vector<PublishedFile>& files) {
  std::set<std::string> names{"manifest.json", "manifest.sig"};  // the release's own
  for (const PublishedFile& file : files)
    if (!names.insert(lower(file.path)).second)
      throw Error(tr("\"{0}\" is the name of another file of the release", {file.path}),
                  tr("names must differ in more than capital letters; manifest.json and manifest.sig are the "
                     "release's own"));
  for (const PublishedFile& file : files) {
    const std::string name = lower(file.path);
    for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
      if (names.contains(name.substr(0, slash)))
        throw Error(tr("\"{0}\" lies in a folder that has the name of a file", {file.path}));
  }
}

void check(const Manifest& manifest) {
  if (manifest.kind != "open" && manifest.kind != "closed")
    throw Error(tr("\"{0}\" is no kind of release: open, closed", {json_escape(manifest.kind)}));
  for (const PublishedFile& file : manifest.files) check_path(file.path);
  check_apart(manifest.files);
}

const rapidjson::Value* member_of(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? nullptr : &member->value;
}

std::optional<std::string> text_of(const rapidjson::Value& object, const char* name) {
  const auto* value = member_of(object, name);
  if (value == nullptr || !value->IsString()) return std::nullopt;
  return std::string(value->GetString(), value->GetStringLength());
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<PublishedFile> file_of(const rapidjson::Value& object) {
  if (!object.IsObject()) return std::nullopt;
  const auto path = text_of(object, "path"), hash = text_of(object, "sha256");
  const auto* bytes = member_of(object, "bytes");
  if (!path || !hash || !is_sha256(*hash) || bytes == nullptr || !bytes->IsUint64()) return std::nullopt;
  return PublishedFile{*path, bytes->GetUint64(), *hash};
}

// Nothing for a text that is no manifest. Paths are not looked at yet.
std::optional<Manifest> parse(std::string_view text) {
  rapidjson::Document document;
  // Not by recursion: the text may come from a stranger and be brackets all through.
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  const auto *version = member_of(document, "manifest"), *files = member_of(document, "files");
  const auto kind = text_of(document, "kind");
  if (version == nullptr || !version->IsUint() || version->GetUint() != manifest_version || !kind ||
      files == nullptr || !files->IsArray())
    return std::nullopt;
  Manifest manifest{*kind, {}};
  for (const auto& each : files->GetArray()) {
    auto file = file_of(each);
    if (!file) return std::nullopt;
    manifest.files.push_back(std::move(*file));
  }
  return manifest;
}

}  // namespace

std::string Manifest::json() const {
  std::string out = "{\"manifest\": " + std::to_string(manifest_version) +
                    ", \"kind\": " + json_string(kind) + ", \"files\": [";
  bool first = true;
  for (const PublishedFile& file : files) {
    out += std::string(first ? "\n" : ",\n") + " {\"path\": " + json_string(file.path) +
           ", \"bytes\": " + std::to_string(file.bytes) + ", \"sha256\": " + json_string(file.sha256) + "}";
    first = false;
  }
  return out + "\n]}\n";
}

std::string Manifest::id() const {
  return sha256(json());
}

const PublishedFile* Manifest::find(std::string_view path) const {
  const auto found = std::ranges::lower_bound(files, path, {}, &PublishedFile::path);
  return found != files.end() && found->path == path ? &*found : nullptr;
}

Manifest manifest_of(const std::map<std::string, std::string>& files, std::string kind) {
  Manifest manifest{std::move(kind), {}};
  for (const auto& [path, bytes] : files) manifest.files.push_back({path, bytes.size(), sha256(bytes)});
  check(manifest);
  return manifest;
}

Manifest read_manifest(std::string_view text) {
  auto manifest = parse(text);
  if (!manifest) throw Error(tr("this is no manifest of a release"));
  check(*manifest);
  // One text for one content: otherwise two releases with the same files had two names.
  if (!std::ranges::is_sorted(manifest->files, {}, &PublishedFile::path) || manifest->json() != text)
    throw Error(tr("the manifest is not written as Kancelli writes it"),
                tr("somebody has edited it; publish the release anew"));
  return std::move(*manifest);
}

ManifestDifference difference(const Manifest& before, const Manifest& after) {
  ManifestDifference result;
  for (const PublishedFile& file : after.files) {
    const PublishedFile* old = before.find(file.path);
    if (old == nullptr)
      result.added.push_back(file.path);
    else if (*old != file)
      result.changed.push_back(file.path);
  }
  for (const PublishedFile& file : before.files)
    if (after.find(file.path) == nullptr) result.removed.push_back(file.path);
  return result;
}

}  // namespace kancelli
