#include <algorithm>

#include "pipeline/check/frozen_answers.h"
#include "pipeline/check/project_index.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/project/sent_version.h"

// What was sent, and what is in the project today. A project that has sent nothing is not looked at.
namespace kancelli {
namespace {

// One paper and its last version.
struct Sent {
  const Paper& paper;
  const SentVersion& version;
  const ProjectIndex& index;
  const Files& files() const { return index.context.files; }
  Span place() const {
    const Node* meta = paper.root().child("meta");
    const Node* state = meta == nullptr ? nullptr : meta->child("state");
    return state == nullptr ? paper.root().name_span : state->name_span;
  }
};

bool is_large(std::string_view name) {
  return name.ends_with(".pdf") || name.ends_with(".docx") || name.ends_with(".html") || name == "tree.json";
}

// Whether the text is what was sent. The outputs are looked into by those who use them: publish, send, diff.
void check_frozen(const ProjectIndex& index, const SentVersion& version, Diagnostics& diagnostics) {
  for (const FrozenFile& file : version.files) {
    const std::string path = version.folder + "/" + file.name;
    try {
      if (is_large(file.name) && index.context.files.exists(index.project.root + "/" + path)) continue;
      frozen_file(index.project, index.context.files, version, file.name);
    } catch (const Error& error) {
      Diagnostic& d = diagnostics.error("sent-damaged", {}, error.what(),
                                        {tr("fetch the file from a backup; what is frozen is never edited")});
      d.place = path;
    }
  }
}

std::string frozen_or_nothing(const Sent& sent, std::string_view name) {
  try {
    return frozen_file(sent.index.project, sent.files(), sent.version, name);
  } catch (const Error&) {  // check_frozen tells
    return {};
  }
}

void check_source(const Sent& sent, const std::string& frozen, Diagnostics& diagnostics) {
  const std::string hint = tr(
      "send the correction: kancelli send {0} --reason \"...\"; kancelli diff {0} shows it", {sent.paper.id});
  const std::string number = std::to_string(sent.version.number), day = sent.version.sent.iso();
  if (frozen != sent.index.project.sources.text(sent.paper.source())) {
    diagnostics.warning("sent-changed", sent.place(),
                        tr("the paper is not what was sent as version {0} on {1}", {number, day}), {hint});
    return;
  }
  // Pictures, and the edited statute of an amendment.
  for (const FrozenFile& file : sent.version.files) {
    const std::string path = sent.index.project.root + "/" + file.name;
    if (!file.name.starts_with("content/")) continue;
    if (sent.files().exists(path) && sha256(sent.files().read(path)) == file.sha256) continue;
    diagnostics.warning("sent-changed", sent.place(),
                        tr("{0} is not what was sent with version {1} on {2}", {file.name, number, day}),
                        {hint});
  }
}

void check_registers(const Sent& sent, const std::string& source, Diagnostics& diagnostics) {
  const std::string json = frozen_or_nothing(sent, "answers.json");
  if (json.empty()) return;
  FrozenAnswers then;
  try {
    then = read_answers(json);
  } catch (const Error&) {
    return;
  }
  // The questions are those of the paper as it was sent; while the source is that, it is the paper itself.
  if (source != sent.index.project.sources.text(sent.paper.source())) return;
  for (const ChangedAnswer& each : changed_answers(then, answers_today(sent.index.project, sent.paper, then)))
    diagnostics.note(
        "sent-register", sent.place(),
        tr("{0} was \"{1}\" when version {2} was sent, and is \"{3}\" today",
           {each.question, each.then, std::to_string(sent.version.number), each.now}),
        {tr("the version that was sent stays as it is; where it is to be corrected: kancelli send {0} "
            "--reason \"...\"",
            {sent.paper.id})});
}

void check_versions(const ProjectIndex& index, const std::string& id, Diagnostics& diagnostics) {
  const Files& files = index.context.files;
  SourceMap sources;
  Diagnostics found;
  const auto versions = sent_versions(sources, index.project.root, files, id, found);
  for (Diagnostic& each : found.list()) {
    if (!each.span.nowhere()) each.place = sources.where(each.span);
    each.span = {};
    diagnostics.add(std::move(each));
  }
  for (const SentVersion& version : versions) check_frozen(index, version, diagnostics);
  const Paper* paper = index.project.paper(id);
  if (versions.empty() || paper == nullptr) return;
  const Sent last{*paper, versions.back(), index};
  const std::string source = frozen_or_nothing(last, "source.xml");
  if (source.empty()) return;
  check_source(last, source, diagnostics);
  check_registers(last, source, diagnostics);
}

void check_sent(const ProjectIndex& index, Diagnostics& diagnostics) {
  const Files& files = index.context.files;
  const std::string& root = index.project.root;
  if (!files.is_folder(root + "/" + std::string(sent_folder))) return;
  if (files.is_folder(root + "/" + std::string(sending_folder))) {
    Diagnostic& d = diagnostics.error("sent-version", {}, tr("a run of `kancelli send` was interrupted"),
                                      {tr("run `kancelli send` again: it puts everything in its place")});
    d.place = sending_folder;
    return;
  }
  // Also those of the papers that an amendment becomes, and of papers that are no longer in the project.
  for (const std::string& id : files.list(root + "/" + std::string(sent_folder)))
    check_versions(index, id, diagnostics);
}

}  // namespace

std::vector<Rule> sent_rules() {
  return {
      {.code = "sent-changed",
       .severity = Severity::warning,
       .summary = "The source of a paper is not what was sent.",
       .explanation = "What was sent is frozen in content/sent, and stays. Who changes the source afterwards "
                      "sends a correction, "
                      "which says why, or takes the change back. Compared are the bytes of the source, its "
                      "pictures and an amendment's edited statute.",
       .failing = "",
       .passing = "",
       .suppressible = false},
      {.code = "sent-damaged",
       .severity = Severity::error,
       .summary = "A frozen file is not what was sent.",
       .explanation =
           "version.xml has the SHA-256 of every file that was frozen. `kancelli check` looks at "
           "sources and "
           "register values; PDF, DOCX and HTML are looked at by those who use them: publish, send "
           "and diff.",
       .failing = "",
       .passing = "",
       .suppressible = false},
      {.code = "sent-edition",
       .severity = Severity::error,
       .summary = "Of a version that was sent there is no closed edition.",
       .explanation =
           "`kancelli send` keeps both editions: the open one, and the one for those who may read what is "
           "closed. A version that was sent before it did so has the open one alone. Where something in it "
           "may "
           "be closed, it is in no closed release and no closed set of papers for a meeting until it is sent "
           "again.",
       .failing = "",
       .passing = "",
       .suppressible = false},
      {.code = "sent-register",
       .severity = Severity::note,
       .summary = "A register says something else today than when the paper was sent.",
       .explanation = "The version that was sent keeps what it said. The note tells which value, and both of "
                      "them, for the day on "
                      "which somebody asks.",
       .failing = "",
       .passing = "",
       .check_project = check_sent,
       .suppressible = false},
      {.code = "sent-version",
       .severity = Severity::error,
       .summary = "What was sent cannot be read.",
       .explanation =
           "The folders in content/sent/ID are numbered from 1 without a hole, and each holds a version.xml "
           "as "
           "`kancelli send` wrote it. Nothing there is ever edited, and nothing is a symbolic link: what was "
           "sent lies in the project itself.",
       .failing = "",
       .passing = "",
       .suppressible = false},
  };
}

}  // namespace kancelli
