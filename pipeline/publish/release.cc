#include "pipeline/publish/release.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/signature.h"

namespace kancelli {
namespace {

constexpr const char* manifest_name = "manifest.json";
constexpr const char* signature_name = "manifest.sig";

// The reason, with the file that it is about.
std::string about(const std::string& path, const std::string& reason) {
  return reason.find(path) == std::string::npos ? path + ": " + reason : reason;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

struct Earlier {
  std::string release;
  Manifest manifest;
};

// The release to compare with: the active one, else the newest whose manifest can be read. Throws Error when
// there are some and none can: what is closed could then get into a place that is open.
std::optional<Earlier> earlier_release(Target& target, std::vector<std::string> releases,
                                       const std::string& active) {
  if (releases.empty()) return std::nullopt;
  if (contains(releases, active)) releases.push_back(active);
  for (; !releases.empty(); releases.pop_back()) {
    try {
      return Earlier{releases.back(), manifest_of(target, releases.back())};
    } catch (const Error&) {  // damaged: `release verify` says so
    }
  }
  throw Error(tr("the target holds releases, but no manifest of them can be read"),
              tr("take the damaged releases away, or publish to another place"));
}

void refuse_other_kind(const std::optional<Earlier>& earlier, const std::string& kind) {
  if (earlier && earlier->manifest.kind != kind)
    throw Error(tr("the target holds releases of another kind: {0}, not {1}", {earlier->manifest.kind, kind}),
                tr("open and closed releases never go to the same place; publish to another"));
}

// False when it could not be taken from there: then it is sent.
bool taken(Target& target, const std::string& path, const Earlier& earlier) {
  try {
    target.put_again(path, earlier.release);
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool lies_staged(Target& target, const PublishedFile& file) {
  try {
    return sha256(target.staged(file.path)) == file.sha256;
  } catch (const Error&) {
    return false;
  }
}

void compare_staged(Target& target, const std::string& path, const std::string& hash) {
  if (sha256(target.staged(path)) != hash)
    throw Error(tr("{0} did not arrive at the target as it was sent", {path}),
                tr("the old release is still the active one; look at the target's disk, and publish again"));
}

// Writes everything, and only then reads it back, so that what a server keeps in its memory for a moment
// counts less. What was taken from an earlier release and is not as it must be is sent: somebody changed it
// there.
void stage(Target& target, const Manifest& manifest, const std::map<std::string, std::string>& files,
           const std::string& signature, const std::optional<Earlier>& earlier, Sent& sent) {
  const std::string text = manifest.json();
  std::set<std::string_view> kept;
  target.begin(sent.release);
  for (const PublishedFile& file : manifest.files) {
    const PublishedFile* before = earlier ? earlier->manifest.find(file.path) : nullptr;
    if (before && *before == file && taken(target, file.path, *earlier))
      kept.insert(file.path);
    else
      target.put(file.path, files.at(file.path));
  }
  target.put(manifest_name, text);
  target.put(signature_name, signature);
  for (const PublishedFile& file : manifest.files) {
    if (kept.contains(file.path)) {
      if (lies_staged(target, file)) continue;
      kept.erase(file.path);
      target.put(file.path, files.at(file.path));
    }
    compare_staged(target, file.path, file.sha256);
  }
  compare_staged(target, manifest_name, sent.release);
  compare_staged(target, signature_name, sha256(signature));
  sent.kept = kept.size();
  sent.sent = manifest.files.size() - kept.size();
}

// "" when the manifest is signed by a trusted key.
std::string signature_fault(Target& target, const std::string& release, const std::string& manifest,
                            const std::vector<std::string>& trusted) {
  std::string signature;
  try {
    signature = target.read(release, signature_name);
  } catch (const Error& error) {
    return about(signature_name, error.what());
  }
  if (!signer(manifest, signature, trusted).empty()) return "";
  return tr("{0} is no signature of the manifest by a trusted key", {signature_name});
}

std::string file_fault(Target& target, const std::string& release, const PublishedFile& file) {
  try {
    const std::string bytes = target.read(release, file.path);
    if (bytes.size() == file.bytes && sha256(bytes) == file.sha256) return "";
    return tr("{0} is not as the manifest says", {file.path});
  } catch (const Error& error) {
    return about(file.path, error.what());
  }
}

void check_whole(Target& target, const std::string& release, const std::vector<std::string>& trusted,
                 const std::string& hint) {
  const std::vector<std::string> faults = faults_of(target, release, trusted);
  if (!faults.empty()) throw Error(tr("release {0} is damaged: {1}", {release, join(faults, "; ")}), hint);
}

// A release that was sealed before is used when it is whole. A damaged one is taken away, to be sent anew,
// but not while readers are shown it.
bool usable(Target& target, const Sent& sent, const std::vector<std::string>& trusted) {
  if (!sent.was_there || faults_of(target, sent.release, trusted).empty()) return sent.was_there;
  if (sent.was_active)
    check_whole(target, sent.release, trusted,
                tr("make another release active with `kancelli release rollback`, then publish again; one "
                   "signed with an earlier key needs that as --trusted, too"));
  target.remove(sent.release);
  return false;
}

}  // namespace

void check_kind(Target& target, const std::string& kind) {
  refuse_other_kind(earlier_release(target, target.releases(), target.active()), kind);
}

void need_trust(const std::string& secret_key, const std::vector<std::string>& trusted) {
  if (signer("", sign("", secret_key), trusted).empty())
    throw Error(tr("the key that would sign the release is not trusted"),
                tr("add its open key to the trusted ones, or sign with another"));
}

Sent publish(Target& target, const std::map<std::string, std::string>& files, const std::string& kind,
             const std::string& secret_key, const std::vector<std::string>& trusted) {
  const Manifest manifest = manifest_of(files, kind);
  const std::string signature = sign(manifest.json(), secret_key);
  need_trust(secret_key, trusted);
  const std::vector<std::string> releases = target.releases();
  const std::string active = target.active();
  const std::optional<Earlier> earlier = earlier_release(target, releases, active);
  refuse_other_kind(earlier, kind);
  Sent sent;
  sent.release = manifest.id();
  sent.was_there = contains(releases, sent.release);
  sent.was_active = sent.was_there && active == sent.release;
  if (usable(target, sent, trusted)) {
    sent.kept = files.size();
  } else {
    sent.was_there = false;
    stage(target, manifest, files, signature, earlier, sent);
    target.seal();
    // It may be somebody else's, who sealed the same files a moment before us.
    const std::string fault = signature_fault(target, sent.release, manifest.json(), trusted);
    if (!fault.empty()) throw Error(fault, tr("the old release is still the active one"));
  }
  if (sent.was_active) return sent;
  // Somebody may have published the other kind to an empty place meanwhile.
  if (const std::string now = target.active(); !now.empty() && now != active)
    refuse_other_kind(Earlier{now, manifest_of(target, now)}, kind);
  target.activate(sent.release);
  return sent;
}

std::vector<std::string> faults_of(Target& target, const std::string& release,
                                   const std::vector<std::string>& trusted) {
  const std::vector<std::string> paths = target.paths(release);
  std::vector<std::string> faults;
  Manifest manifest;
  try {
    const std::string text = target.read(release, manifest_name);
    if (sha256(text) != release)
      faults.push_back(tr("{0} is not the one that the release is named after", {manifest_name}));
    const std::string fault = signature_fault(target, release, text, trusted);
    if (!fault.empty()) faults.push_back(fault);
    manifest = read_manifest(text);
  } catch (const Error& error) {
    faults.push_back(about(manifest_name, error.what()));
    return faults;  // nothing says what the files should be
  }
  for (const PublishedFile& file : manifest.files) {
    const std::string fault = std::ranges::binary_search(paths, file.path)
                                  ? file_fault(target, release, file)
                                  : tr("{0} is in the manifest, but not in the release", {file.path});
    if (!fault.empty()) faults.push_back(fault);
  }
  for (const std::string& path : paths)
    if (path != manifest_name && path != signature_name && !manifest.find(path))
      faults.push_back(tr("{0} is in the release, but not in the manifest", {path}));
  return faults;
}

Manifest manifest_of(Target& target, const std::string& release) {
  const std::string text = target.read(release, manifest_name);
  if (sha256(text) != release)
    throw Error(tr("{0} is not the one that the release is named after", {manifest_name}),
                tr("`kancelli release verify` shows what else is damaged"));
  return read_manifest(text);
}

std::string roll_back(Target& target, const std::string& release, const std::vector<std::string>& trusted) {
  const std::vector<std::string> releases = target.releases();
  std::string to = release;
  if (to.empty()) {
    const auto active = std::ranges::find(releases, target.active());
    if (active == releases.begin() || active == releases.end())
      throw Error(tr("there is no release before the active one"),
                  tr("`kancelli release list` shows those that are there; name one"));
    to = *std::prev(active);
  } else if (!contains(releases, to)) {
    throw Error(tr("there is no release {0}", {to}),
                tr("`kancelli release list` shows those that are there; name one"));
  }
  check_whole(target, to, trusted, tr("name another release; nothing was changed"));
  target.activate(to);
  return to;
}

std::vector<std::string> prune(Target& target, std::size_t keep) {
  std::vector<std::string> old = target.releases();
  const std::string active = target.active();
  old.resize(old.size() - std::min(keep, old.size()));
  std::erase(old, active);
  for (const std::string& release : old) target.remove(release);
  return old;
}

}  // namespace kancelli
