// Attachments: each is there, is the one that was meant, and is mentioned.
#include <algorithm>
#include <set>

#include "pipeline/check/content_file.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/plain_references.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"

namespace kancelli {
namespace {

void report(Span span, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.error("attachment-missing", span, std::move(message), {std::move(hint)});
}

void check_file(const ExaminedPaper& examined, const Node& node, const Attribute& file,
                Diagnostics& diagnostics) {
  if (trim(file.value).empty()) {
    report(file.span, tr("the attachment \"{0}\" has no file yet", {node.get("title")}),
           tr("put the file below content, for example at content/attachments/{0}.pdf, and write where it "
              "is, and "
              "its checksum",
              {node.get("id")}),
           diagnostics);
    return;
  }
  if (!lies_in_content(file.value)) {
    report(file.value_span, tr("the file \"{0}\" does not lie below content", {file.value}),
           tr("copy it to content/bilag, and name it from there"), diagnostics);
    return;
  }
  if (!is_content_file(examined.project, examined.context, file.value)) {
    const std::string similar = similar_content_file(examined.project, examined.context, file.value);
    report(file.value_span, tr("the file \"{0}\" is not there", {file.value}),
           similar.empty() ? tr("put it at content/{0}, or correct the name", {file.value})
                           : tr("did you mean \"{0}\"?", {similar}),
           diagnostics);
    return;
  }
  const auto bytes =
      read_content_file(examined.project, examined.context, file, "attachment-missing", diagnostics);
  if (!bytes) return;
  const Attribute* hash = node.find("sha256");
  if (const std::string right = sha256(*bytes); hash != nullptr && hash->value != right)
    report(hash->value_span,
           tr("the file \"{0}\" is not the one that was attached: its checksum differs", {file.value}),
           tr("if the new file is right, write sha256=\"{0}\"", {right}), diagnostics);
  const Attribute* pages = node.find("pages");
  const auto said = pages == nullptr ? std::nullopt : read_count(pages->value);
  if (const auto found = said ? pdf_pages(*bytes) : std::nullopt; found && *found != *said)
    report(pages->value_span,
           tr("the file \"{0}\" has another number of pages: {1}", {file.value, std::to_string(*found)}),
           tr("write pages=\"{0}\"", {std::to_string(*found)}), diagnostics);
}

void attachment_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* node : examined.elements("attachment")) {
    if (const Attribute* file = node->find("file")) check_file(examined, *node, *file, diagnostics);
    const Attribute* paper = node->find("paper");
    if (paper == nullptr || attached_paper(examined.project, paper->value).source != nullptr ||
        examined.project.is_unread(paper->value))
      continue;
    std::vector<std::string_view> papers;
    for (const auto& each : examined.project.papers) papers.push_back(each->id);
    const std::string_view meant = nearest(paper->value, papers);
    report(paper->value_span, tr("there is no paper \"{0}\" to attach", {paper->value}),
           meant.empty() ? tr("list the paper in project.xml") : tr("did you mean \"{0}\"?", {meant}),
           diagnostics);
  }
  for (const Node* ref : examined.elements("ref")) {
    const Attribute* to = ref->find("to");
    // Other names that are not there are ref-unresolved's.
    if (to == nullptr || !to->value.starts_with("#bilag") ||
        examined.paper.by_id(to->value.substr(1)) != nullptr)
      continue;
    std::vector<std::string_view> attachments;
    for (const Attachment& each : examined.paper.attachments) attachments.push_back(each.id);
    const std::string_view meant = nearest(std::string_view(to->value).substr(1), attachments);
    report(span_in_value(examined.project.sources, *to, 1, to->value.size()),
           tr("the paper has no attachment \"{0}\"", {to->value.substr(1)}),
           meant.empty() ? tr("list it under attachments in meta") : tr("did you mean \"{0}\"?", {meant}),
           diagnostics);
  }
}

void attachment_unreferenced(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.attachments.empty()) return;
  std::set<std::string_view> named;
  for (const Node* ref : examined.elements("ref")) named.insert(ref->get("to"));
  for (const Attachment& attachment : examined.paper.attachments) {
    const bool by_id =
        named.count("#" + attachment.id) + named.count(examined.paper.id + "#" + attachment.id) != 0;
    const bool as_paper =
        !attachment.paper.empty() && std::any_of(named.begin(), named.end(), [&](std::string_view to) {
          return to.substr(0, to.find('#')) == attachment.paper;
        });
    // What is named in plain words, "bilag 2", is untyped-value's.
    if (by_id || as_paper || mentions_in_plain_words(examined, attachment.number)) continue;
    const Attribute* id = attachment.node->find("id");
    diagnostics.error("attachment-unreferenced", id == nullptr ? attachment.node->name_span : id->value_span,
                      tr("the text does not mention attachment {0}, \"{1}\"",
                         {std::to_string(attachment.number), attachment.id}),
                      {tr("write <ref to=\"#{0}\"/> where the text needs it, or take the attachment out",
                          {attachment.id})});
  }
}

}  // namespace

std::vector<Rule> attachment_rules() {
  return {
      {.code = "attachment-missing",
       .severity = Severity::error,
       .summary = "An attachment is not there, or is not the file that was meant.",
       .explanation = "An attached paper must be in the project, an attached file below content. The file's "
                      "checksum (SHA-256) must be the one that was "
                      "written when it was attached, so that nobody sends out another version by mistake; "
                      "the number of pages is compared where a PDF "
                      "shows it. A reference to an attachment must find it: its id begins with \"bilag\".",
       .failing = R"(<attachments>
  <attachment id="bilag-tidsplan" paper="tidsplan"/>
</attachments>
<p>Tidsplanen er <ref to="#bilag-tidsplan"/>.</p>
)",
       .passing = R"(<attachments>
  <attachment id="bilag-tidsplan" paper="tidsplan"/>
</attachments>
<p>Tidsplanen er <ref to="#bilag-tidsplan"/>.</p>
<!-- papers/charter/tidsplan.xml -->
<p>Arbejdet begynder i maj.</p>
)",
       .check = attachment_missing},
      {.code = "attachment-unreferenced",
       .severity = Severity::warning,
       .summary = "The text does not mention an attachment.",
       .explanation = "A reader opens an attachment because the text says why. The rule wants a <ref> to "
                      "every attachment's id, or to the paper that is "
                      "attached.",
       .failing = R"(<attachments>
  <attachment id="bilag-tidsplan" paper="tidsplan"/>
</attachments>
<p>Arbejdet følger en tidsplan.</p>
<!-- papers/charter/tidsplan.xml -->
<p>Arbejdet begynder i maj.</p>
)",
       .passing = R"(<attachments>
  <attachment id="bilag-tidsplan" paper="tidsplan"/>
</attachments>
<p>Arbejdet følger en tidsplan, se <ref to="#bilag-tidsplan"/>.</p>
<!-- papers/charter/tidsplan.xml -->
<p>Arbejdet begynder i maj.</p>
)",
       .check = attachment_unreferenced}};
}

}  // namespace kancelli
