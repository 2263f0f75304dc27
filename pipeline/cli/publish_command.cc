#include "pipeline/cli/publish_command.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <set>

#include "pipeline/cli/checked.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/publication.h"
#include "pipeline/cli/release_place.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/audit_log.h"
#include "pipeline/publish/gate.h"
#include "pipeline/publish/release.h"
#include "pipeline/publish/signature.h"

namespace kancelli {
namespace {

std::vector<std::string> trusted_keys(DiskFiles& files, const Options& options) {
  if (options.trusted.empty())
    throw Error(tr("{0} is missing: whose signature counts", {"--trusted FILE"}),
                tr("`kancelli release key NAME` makes a pair of keys: NAME.key signs, NAME.pub is trusted"));
  std::vector<std::string> keys;
  for (const std::string& path : options.trusted) keys.push_back(files.read(path));
  return keys;
}

// Publishing -----------------------------------------------------------------------------------------------

SiteRequest site_request(const Options& options, const Project& project) {
  SiteRequest request;
  request.out = folder_for_outputs(project, options);
  request.today = options.today ? options.today->iso() : "";
  request.jobs = options.jobs > 0 ? options.jobs : processors();
  if (is_terminal(2)) request.progress = show_progress;
  return request;
}

std::vector<Override> overrides_of(const Options& options) {
  if (options.overrides.empty() && !(options.by.empty() && options.reason.empty()))
    throw Error(tr("{0} is missing: which paper goes out all the same", {"--override PAPER"}));
  std::vector<Override> overrides;
  for (const std::string& paper : options.overrides) overrides.push_back({paper, options.by, options.reason});
  return overrides;
}

// A line for each paper that went out with its errors.
void note_overrides(DiskFiles& files, const Options& options, const Gate& gate, const std::string& release) {
  for (const auto& [paper, codes] : gate.overridden)
    note_in_log(
        files, options, "override", release,
        {{"paper", paper->id}, {"by", options.by}, {"reason", options.reason}, {"codes", join(codes, " ")}});
}

// Releases -------------------------------------------------------------------------------------------------

// A name may be shortened while it is clear.
std::string release_named(Target& target, const std::string& name) {
  std::vector<std::string> meant;
  for (const std::string& release : target.releases())
    if (release.starts_with(name)) meant.push_back(release);
  if (meant.size() == 1) return meant[0];
  throw Error(
      meant.empty() ? tr("there is no release {0}", {name}) : tr("several releases begin with {0}", {name}),
      tr("`kancelli release list` shows them"));
}

std::string active_or_named(Target& target, const Options& options, std::size_t argument) {
  if (options.arguments.size() > argument) return release_named(target, options.arguments[argument]);
  const std::string active = target.active();
  if (active.empty()) throw Error(tr("no release is active"), tr("`kancelli publish` makes one"));
  return active;
}

int list_releases(const Options& options, Target& target) {
  const std::string active = target.active();
  if (target.releases().empty()) std::cerr << tr("there is no release in {0}", {*options.to}) << "\n";
  for (const std::string& release : target.releases())
    std::cout << (release == active ? "* " : "  ") << release << "  "
              << tr("files: {0}", {std::to_string(manifest_of(target, release).files.size())}) << "\n";
  return 0;
}

int verify_release(DiskFiles& files, const Options& options, Target& target) {
  const std::string release = active_or_named(target, options, 1);
  std::vector<std::string> faults = faults_of(target, release, trusted_keys(files, options));
  if (options.log) {
    const std::string path = audit_log_path(options, files);
    if (!files.exists(path))
      faults.push_back(tr("there is no log {0}", {path}));
    else if (const std::size_t line = first_broken_line(files.read(path)); line > 0)
      faults.push_back(
          tr("{0}: line {1} does not follow from the one before it", {path, std::to_string(line)}));
  }
  for (const std::string& fault : faults) std::cerr << fault << "\n";
  if (faults.empty())
    std::cerr << tr("release {0} is whole, and its signature is trusted", {release}) << "\n";
  return faults.empty() ? 0 : 1;
}

int diff_releases(const Options& options, Target& target) {
  if (options.arguments.size() < 2)
    throw Error(tr("`kancelli release diff` wants a release, and another one if it is not the active one"));
  const Manifest before = manifest_of(target, release_named(target, options.arguments[1])),
                 after = manifest_of(target, active_or_named(target, options, 2));
  const ManifestDifference differs = difference(before, after);
  for (const std::string& path : differs.removed) std::cout << "- " << path << "\n";
  for (const std::string& path : differs.added) std::cout << "+ " << path << "\n";
  for (const std::string& path : differs.changed) std::cout << "~ " << path << "\n";
  return 0;
}

int roll_back(DiskFiles& files, const Options& options, Target& target) {
  const std::string wanted =
      options.arguments.size() > 1 ? release_named(target, options.arguments[1]) : std::string();
  const std::string before = target.active();
  check_log(files, options);
  const std::string release = roll_back(target, wanted, trusted_keys(files, options));
  note_in_log(files, options, "rollback", release, {{"from", before}});
  std::cerr << tr("release {0} is active", {release}) << "\n";
  return 0;
}

int prune_releases(DiskFiles& files, const Options& options, Target& target) {
  check_log(files, options);
  for (const std::string& release : prune(target, static_cast<std::size_t>(options.keep))) {
    note_in_log(files, options, "prune", release, {});
    std::cerr << tr("release {0} is removed", {release}) << "\n";
  }
  return 0;
}

// NAME.key, which nobody else may read, and NAME.pub. Neither is written over.
int make_keys(DiskFiles& files, const Options& options) {
  if (options.arguments.size() != 2) throw Error(tr("`kancelli release key` wants a name"));
  const std::string secret = options.arguments[1] + ".key", open = options.arguments[1] + ".pub";
  for (const std::string& path : {secret, open})
    if (files.exists(path)) throw Error(tr("{0} is there already", {path}));
  const KeyPair keys = new_key();
  const int file = ::open(secret.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw Error(tr("cannot write {0}: {1}", {secret, reason_text(errno)}));
  const ssize_t written = ::write(file, keys.secret.data(), keys.secret.size());
  const bool whole = ::close(file) == 0 && written == static_cast<ssize_t>(keys.secret.size());
  if (!whole) throw Error(tr("cannot write {0}: {1}", {secret, reason_text(errno)}));
  files.write(open, keys.open);
  std::cerr << tr("key {0}: {1} signs and stays secret, {2} is for those who trust it",
                  {key_name(keys.open), secret, open})
            << "\n";
  return 0;
}

// Throws Error for an action that there is none of, and for what stands behind it and would count for
// nothing.
void need_action(const Options& options, const std::string& action) {
  struct Action {
    std::string_view name;
    std::size_t most;  // names of releases, or of a key, behind it
  };
  static constexpr Action actions[] = {{"list", 0},  {"verify", 1}, {"diff", 2}, {"rollback", 1},
                                       {"prune", 0}, {"due", 0},    {"key", 1}};
  const auto* const found =
      std::find_if(std::begin(actions), std::end(actions), [&](const Action& a) { return a.name == action; });
  if (found == std::end(actions)) {
    std::vector<std::string> names;
    for (const Action& each : actions) names.emplace_back(each.name);
    throw Error(tr("`kancelli release` wants to know what: {0}", {join(names, ", ")}));
  }
  if (action != "key" && options.arguments.size() > found->most + 1)
    throw Error(
        tr("`kancelli release {0}` has no use for \"{1}\"", {action, options.arguments[found->most + 1]}),
        found->most == 0 ? tr("it takes no names")
                         : tr("it takes names of releases, at most {0}", {std::to_string(found->most)}));
}

int print_due(DiskFiles& files, Options options) {
  options.arguments.clear();  // "due" is no path
  Diagnostics ignored;
  const auto project = load_project(files, project_root(files, options), ignored);
  const SentPapers sent = load_all_sent(*project, files, ignored);
  const auto due = next_release_due(*project, options.as_of ? *options.as_of : *this_day(), sent);
  if (due) std::cout << due->iso() << "\n";
  return 0;
}

}  // namespace

int run_publish(const Options& options) {
  if (!options.arguments.empty())
    throw Error(tr("`kancelli publish` takes no paths: a release holds all papers that may go out"));
  DiskFiles files;
  const std::string place = place_of_releases(options);
  if (!is_web_address(place)) refuse_in_release(place);
  need_place_of_releases(place);
  const std::vector<std::string> trusted = trusted_keys(files, options);
  if (options.key.empty()) throw Error(tr("{0} is missing: the secret key that signs", {"--key FILE"}));
  const std::string key = files.read(options.key);
  const auto target = target_of_releases(files, options);
  // What cannot work is said before the papers are built.
  need_trust(key, trusted);
  refuse_readable_by_all(options.key);
  static_cast<void>(target->active());
  const std::string kind = options.is_closed() ? "closed" : "open";
  check_kind(*target, kind);
  check_log(files, options);
  const std::vector<Override> overrides = overrides_of(options);
  Checked checked = load_and_check(files, options);
  Project& project = *checked.project;
  if (!is_web_address(place)) static_cast<void>(folder_for_outputs(project, place));
  const Date day = options.as_of ? *options.as_of : options.today ? *options.today : *this_day();
  project.closed_edition = options.is_closed();
  Diagnostics of_site;
  SentPapers sent_before = load_all_sent(project, files, of_site);
  refuse_impossible(overrides, project, checked.diagnostics, day, sent_before);
  Gate gate = open_gate(project, checked.diagnostics, day, overrides, sent_before);
  SystemProcesses processes;
  MadeSite made;
  try {
    made = released_site(files, processes, project, {gate, overrides, sent_before},
                         site_request(options, project), of_site);
  } catch (const Error&) {
    // What was found until then says why.
    of_site.merge(std::move(gate.held));
    finish(options, project.sources, of_site);
    throw;
  }
  const bool is_faulty = of_site.has_errors() || checked.diagnostics.has_errors();
  Diagnostics shown = std::move(gate.held);
  shown.merge(std::move(of_site));
  finish(options, project.sources, shown);
  if (made.papers.empty()) throw Error(tr("nothing was published: no paper may go out"));
  const Sent sent = publish(*target, made.files, kind, key, trusted);
  note_overrides(files, options, gate, sent.release);
  note_in_log(files, options, "publish", sent.release,
              {{"day", day.iso()},
               {"papers", std::to_string(made.papers.size())},
               {"held", std::to_string(project.papers.size() - made.papers.size())}});
  std::cerr << tr("release {0} is active: files sent: {1}, unchanged: {2}, in {3}",
                  {sent.release, std::to_string(sent.sent), std::to_string(sent.kept), place})
            << "\n";
  return is_faulty ? 1 : 0;
}

int run_release(const Options& options) {
  DiskFiles files;
  const std::string action = options.arguments.empty() ? "" : options.arguments[0];
  need_action(options, action);
  if (action == "key") return make_keys(files, options);
  if (action == "due") return print_due(files, options);
  const auto target = target_of_releases(files, options);
  if (action == "list") return list_releases(options, *target);
  if (action == "verify") return verify_release(files, options, *target);
  if (action == "diff") return diff_releases(options, *target);
  if (action == "rollback") return roll_back(files, options, *target);
  return prune_releases(files, options, *target);
}

}  // namespace kancelli
