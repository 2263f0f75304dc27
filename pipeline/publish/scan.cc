#include "pipeline/publish/scan.h"

#include <algorithm>
#include <optional>
#include <set>

#include "pipeline/check/content_file.h"
#include "pipeline/check/cpr.h"
#include "pipeline/check/rule.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/publish/closed_texts.h"
#include "pipeline/publish/release_contents.h"
#include "pipeline/publish/whose_file.h"

namespace kancelli {
namespace {

class Scanner {
 public:
  Scanner(const std::map<std::string, std::string>& files, const Project& project,
          const std::vector<const Paper*>& open, const Files& disk, ProcessRunner& processes)
      : files_(files),
        project_(project),
        open_(open),
        owners_(project, open),
        public_names_(public_names(project, open)),
        disk_(disk),
        processes_(processes) {}

  Scan run() {
    const ClosedTexts closed(project_, open_, closed_files());
    closed_ = &closed;
    contents_ = read_contents(files_, closed, project_, processes_);
    leaks();
    for (const Content& content : contents_) tell(content);
    const std::vector<const Paper*> unnamed = papers_nobody_names();
    for (const auto& [path, bytes] : files_) name(path, unnamed);
    std::sort(scan_.bad.begin(), scan_.bad.end());
    scan_.bad.erase(std::unique(scan_.bad.begin(), scan_.bad.end()), scan_.bad.end());
    scan_.found.sort(project_.sources);
    return std::move(scan_);
  }

 private:
  // The texts of closed attached files. One that nobody can read has no words to look for; its bytes are
  // looked for all the same.
  std::vector<ClosedTexts::ClosedFile> closed_files() {
    std::vector<ClosedTexts::ClosedFile> all;
    if (project_.closed_edition) return all;
    for (const auto& paper : project_.papers)
      for (const Attachment& attachment : paper->attachments)
        if (!attachment.file.empty() && (attachment.closed || paper->closed))
          all.push_back({paper.get(), &attachment, ""});
    closed_bytes_.resize(all.size());
    for_each_index(all.size(), processors(), [&](std::size_t i) {
      const std::string& path = all[i].attachment->file;
      if (!lies_in_content(path)) return;
      try {
        closed_bytes_[i] = disk_.read(content_path(project_, path));
        all[i].text = words_by_people(path, closed_bytes_[i], processes_);
      } catch (const Error&) {
        // attachment-missing tells.
      }
    });
    closed_files_ = all;
    return all;
  }

  static std::string names_of(const std::vector<std::string>& paths) {
    constexpr std::size_t most = 3;
    std::vector<std::string> shown(paths.begin(),
                                   paths.begin() + static_cast<std::ptrdiff_t>(std::min(most, paths.size())));
    const std::string names = join(shown, ", ");
    return paths.size() <= most ? names
                                : tr("{0} and {1} more", {names, std::to_string(paths.size() - most)});
  }

  // Findings -----------------------------------------------------------------------------------------------

  // As project.xml has it, where the rule lets it.
  Severity severity_of(std::string_view code) const {
    const Rule* rule = find_rule(code);
    Severity severity = rule == nullptr ? Severity::error : rule->severity;
    for (const RuleSetting& setting : project_.rules)
      if (setting.code == code && rule != nullptr && rule->suppressible)
        severity = setting.severity == "warning" ? Severity::warning
                   : setting.severity == "error" ? Severity::error
                                                 : Severity::note;
    return severity;
  }

  // `secret`: the paper whose secret it is, to blame for what belongs to no paper.
  Diagnostic& report(std::string_view code, Span place, std::string message, std::vector<std::string> hints,
                     const std::vector<std::string>& paths, const Paper* secret = nullptr) {
    const Severity severity = severity_of(code);
    Diagnostic& d = scan_.found.add(
        {severity, std::string(code), place, std::move(message), std::move(hints), {}, {}, {}, "", false});
    if (place.nowhere()) d.place = paths.front();
    if (severity != Severity::error) return d;
    for (const std::string& path : paths) {
      scan_.bad.push_back(path);
      blame(owners_.of(path).paper, secret, code);
    }
    return d;
  }

  void blame(const Paper* owner, const Paper* secret, std::string_view code) {
    const Paper* paper = owner;
    if (paper == nullptr && secret != nullptr)
      for (const Paper* each : open_)
        if (each == secret || each->source() == secret->source()) paper = each;
    if (paper == nullptr) {
      scan_.stops = true;
      return;
    }
    for (Scan::Blamed& known : scan_.papers)
      if (known.paper == paper) {
        if (std::find(known.codes.begin(), known.codes.end(), code) == known.codes.end())
          known.codes.emplace_back(code);
        return;
      }
    scan_.papers.push_back({paper, {std::string(code)}});
  }

  static std::string message_of(Secret kind, const std::string& names) {
    switch (kind) {
      case Secret::closed_paper:
        return tr("words of this closed paper would go out in {0}", {names});
      case Secret::closed_passage:
        return tr("words of this closed passage would go out in {0}", {names});
      case Secret::closed_attachment:
        return tr("the title or the name of this closed attachment would go out in {0}", {names});
      case Secret::closed_contents:
        return tr("the contents of this closed attachment would go out in {0}", {names});
      case Secret::held_paper:
        return tr("words of this paper, which is held back, would go out in {0}", {names});
      case Secret::comment:
        return tr("this comment would go out in {0}", {names});
    }
    return {};
  }

  // Once for each secret, with all files that tell it.
  void leaks() {
    std::map<std::size_t, std::pair<Span, std::vector<std::string>>> by_secret;
    for (const Content& content : contents_)
      for (const Found& found : content.leaks) {
        auto& [place, paths] = by_secret[found.secret];
        if (paths.empty()) place = found.place;
        paths.insert(paths.end(), content.paths.begin(), content.paths.end());
      }
    for (auto& [secret, at] : by_secret) {
      const ClosedText& text = closed_->texts()[secret];
      leak(text.kind, at.first.nowhere() ? text.place : at.first, text.owner, at.second);
    }
    for (std::size_t i = 0; i < closed_files_.size(); ++i)
      for (const Content& content : contents_)
        if (!closed_bytes_[i].empty() && *content.bytes == closed_bytes_[i])
          leak(Secret::closed_contents, closed_files_[i].attachment->node->span, closed_files_[i].paper,
               content.paths);
  }

  void leak(Secret kind, Span place, const Paper* owner, std::vector<std::string> paths) {
    std::sort(paths.begin(), paths.end());
    const Whose file = owners_.of(paths.front());
    Diagnostic& d = report("release-leak", place, message_of(kind, names_of(paths)),
                           {file.attachment != nullptr
                                ? tr("take it out of the attached file, or close that too")
                                : tr("look how it came there: the papers of these files stay until then")},
                           paths, owner);
    if (file.attachment != nullptr)
      d.related.push_back({file.attachment->node->span, tr("the attached file")});
    else if (file.paper != nullptr && file.paper != owner)
      d.related.push_back({file.paper->root().name_span, tr("the paper that tells it")});
  }

  void tell(const Content& content) {
    for (const CprDigits& number : content.numbers) cpr(number, content.paths);
    for (const Oddity& oddity : content.oddities) odd(oddity, content.paths);
    std::set<std::string> names;
    for (const std::string& author : content.authors)
      if (!is_of_the_house(author)) names.insert(author);
    if (!names.empty())
      report("release-properties", owners_.of(content.paths.front()).place(),
             tr("the properties of {0} name somebody: {1}",
                {names_of(content.paths), join({names.begin(), names.end()}, ", ")}),
             {tr("take the name out (in Word and Excel: File, Info, Check for Issues, Inspect Document), and "
                 "attach the file again")},
             content.paths);
    if (content.names_the_project)
      report("release-properties", owners_.of(content.paths.front()).place(),
             tr("{0} has a path of the machine in it", {names_of(content.paths)}), {}, content.paths);
  }

  // Where the paper has the number, else where it has the file.
  void cpr(const CprDigits& number, const std::vector<std::string>& paths) {
    const Whose file = owners_.of(paths.front());
    Span place = file.place();
    if (file.attachment == nullptr) {
      if (file.paper != nullptr) place = written_in(file.paper->source(), number).value_or(place);
      for (const SourceId source : project_.sources.all())
        if (file.paper == nullptr && place.nowhere()) place = written_in(source, number).value_or(place);
    }
    Diagnostic& d = report(
        "release-cpr", place,
        tr("{0} has what reads as a civil registration number (CPR): {1}", {names_of(paths), masked(number)}),
        {tr("take it out; a number that is none is written otherwise")}, paths);
    d.secret = true;
  }

  std::optional<Span> written_in(SourceId source, const CprDigits& number) const {
    const std::string_view text = project_.sources.text(source);
    for (const CprHit& hit : find_cpr_numbers(text))
      if (cpr_digits(text.substr(hit.begin, hit.end - hit.begin)) == number)
        return Span{source, static_cast<std::uint32_t>(hit.begin), static_cast<std::uint32_t>(hit.end)};
    return {};
  }

  // The marked-up paper of an amendment shows what it changes: that is what it is for.
  bool has_revisions_on_purpose(const std::string& path) const {
    if (owners_.of(path).attachment != nullptr) return false;
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    const std::string_view stem = name.substr(0, name.find('.'));
    const AttachedPaper made = attached_paper(project_, stem);
    return stem.ends_with(marked_suffix) && made.made && is_among(*made.source, open_);
  }

  void odd(const Oddity& oddity, const std::vector<std::string>& paths) {
    const Whose file = owners_.of(paths.front());
    const Span place = file.place();
    const std::string names = names_of(paths);
    switch (oddity.kind) {
      case Oddity::Kind::revisions:
        if (!std::all_of(paths.begin(), paths.end(),
                         [&](const auto& path) { return has_revisions_on_purpose(path); }))
          report("release-revisions", place, tr("{0} has tracked changes ({1})", {names, oddity.what}),
                 {tr("accept or refuse them all, and attach the file again")}, paths);
        return;
      case Oddity::Kind::comments:
        report("release-revisions", place, tr("{0} has comments ({1})", {names, oddity.what}),
               {tr("delete them all, and attach the file again")}, paths);
        return;
      case Oddity::Kind::embedded:
        report("release-embedded", place,
               tr("{0} has something else in it than a text ({1})", {names, oddity.what}),
               {tr("files, macros and scripts in a file are seen by nobody who reads it; take them out, and "
                   "attach the file again")},
               paths);
        return;
      case Oddity::Kind::hidden:
        report("release-hidden", place, tr("{0} hides something ({1})", {names, oddity.what}),
               {tr("whoever has the file can show it: delete it, and attach the file again")}, paths);
        return;
      case Oddity::Kind::path:
        report("release-properties", place,
               tr("{0} names a folder of somebody's machine ({1})", {names, oddity.what}),
               {tr("take it out, and attach the file again")}, paths);
        return;
      case Oddity::Kind::unreadable:
        report("release-unreadable", place, tr("nobody can say what is in {0}: {1}", {names, oddity.what}),
               {tr("save it as DOCX, XLSX or PDF, without a password, and attach that")}, paths);
        return;
      case Oddity::Kind::no_text:
      case Oddity::Kind::untagged:
        if (file.attachment == nullptr) return;  // of our own, building has judged
        report("release-inaccessible", place,
               oddity.kind == Oddity::Kind::untagged
                   ? tr("{0} has no tags: a screen reader does not find its way in it", {names})
                   : tr("{0} has pages without text, such as scanned ones ({1}): nobody can search them or "
                        "have them read aloud, and they cannot be searched for what is closed",
                        {names, oddity.what}),
               {tr("ask for a tagged PDF with text (PDF/UA)")}, paths);
        return;
    }
  }

  // Names of bodies and of the city, one or several.
  bool is_of_the_house(std::string_view author) {
    if (house_.empty()) {
      const auto known = [&](std::string_view name) {
        if (auto words = compared_words(name); !words.empty()) house_.push_back(std::move(words));
      };
      for (const auto& [id, body] : project_.registers.bodies)
        for (const BodyName& name : body.names) known(name.name);
      for (const Node* city : project_.policies("city")) known(city->get("name"));
      for (const char* name : {"Københavns Kommune", "Kancelli", "Microsoft Office User"}) known(name);
    }
    const std::vector<std::uint64_t> words = compared_words(author);
    std::size_t at = 0;
    while (at < words.size()) {
      std::size_t longest = 0;
      for (const auto& name : house_)
        if (name.size() <= words.size() - at &&
            std::equal(name.begin(), name.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
          longest = std::max(longest, name.size());
      if (longest == 0) return false;
      at += longest;
    }
    return true;
  }

  // Papers that are not to go out, of which no file's name may tell. Pages of bodies and meetings may.
  std::vector<const Paper*> papers_nobody_names() const {
    std::vector<const Paper*> papers;
    for (const auto& paper : project_.papers)
      if (!is_among(*paper, open_) && owners_.paper_named(paper->id) == nullptr &&
          !public_names_.contains(paper->id))
        papers.push_back(paper.get());
    return papers;
  }

  // A file that is called like one of them.
  void name(const std::string& path, const std::vector<const Paper*>& unnamed) {
    if (unnamed.empty()) return;
    for (const std::string_view part : split(path, '/')) {
      const std::string_view stem = part.substr(0, part.find('.'));
      const AttachedPaper made = attached_paper(project_, stem);
      for (const Paper* paper : unnamed) {
        if (part != paper->id && stem != paper->id && !(made.made && made.source == paper)) continue;
        report("release-leak", paper->root().name_span,
               tr("this paper is not to go out, and {0} is called after it", {path}),
               {tr("look how it came there: the papers of these files stay until then")}, {path});
      }
    }
  }

  const std::map<std::string, std::string>& files_;
  const Project& project_;
  const std::vector<const Paper*>& open_;
  const FileOwners owners_;
  const std::set<std::string, std::less<>> public_names_;
  const Files& disk_;
  ProcessRunner& processes_;
  const ClosedTexts* closed_ = nullptr;
  std::vector<Content> contents_;
  std::vector<ClosedTexts::ClosedFile> closed_files_;
  std::vector<std::string> closed_bytes_;
  std::vector<std::vector<std::uint64_t>> house_;
  Scan scan_;
};

}  // namespace

Scan scan(const std::map<std::string, std::string>& files, const Project& project,
          const std::vector<const Paper*>& open, const Files& disk, ProcessRunner& processes) {
  return Scanner(files, project, open, disk, processes).run();
}

}  // namespace kancelli
