#include "pipeline/build/dossier.h"

#include <algorithm>
#include <set>

#include "pipeline/check/content_file.h"
#include "pipeline/check/frozen_answers.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/write/read_back.h"
#include "pipeline/write/words.h"

namespace kancelli {
namespace {

// What a paper of an item is called in the names of files; "" for a type that needs no word.
std::string role_of(const Paper& paper) {
  if (paper.type == "case") return "Indstilling";
  if (paper.type == "agenda") return is_supplementary(paper) ? "Tillægsdagsorden" : "Dagsorden";
  if (paper.type == "minutes") return "Referat";
  return {};
}

std::string ending_of(std::string_view file) {
  const std::size_t point = file.rfind('.'), slash = file.rfind('/');
  if (point == std::string_view::npos || (slash != std::string_view::npos && point < slash)) return {};
  return lower(file.substr(point));
}

class Gatherer {
 public:
  Gatherer(Project& project, Files& files, bool closed, Diagnostics& diagnostics)
      : project_(project), files_(files), diagnostics_(diagnostics) {
    dossier_.closed = closed;
  }

  Dossier gather(const Meeting& meeting) {
    dossier_.meeting = meeting;
    const Body* body = project_.registers.body(meeting.body);
    const BodyName* name = body == nullptr ? nullptr : body->name_on(meeting.date);
    dossier_.body = name == nullptr ? meeting.body : name->name;
    for (const Paper* agenda : meeting.agendas) add_paper(dossier_.agendas, *agenda);
    // Minutes that are not sent are nobody's yet.
    if (meeting.minutes != nullptr && meeting.minutes->state == "sent")
      add_paper(dossier_.agendas, *meeting.minutes);
    int number = 0;
    for (const AgendaItem& item : meeting.items) {
      ++number;
      if (item.closed && !dossier_.closed) {
        ++dossier_.left_out;
        continue;
      }
      add_item(item, item.number.empty() ? std::to_string(number) : item.number);
    }
    return std::move(dossier_);
  }

 private:
  bool kept_back(bool closed) {
    if (!closed || dossier_.closed) return false;
    ++dossier_.left_out;
    return true;
  }

  void add_item(const AgendaItem& from, const std::string& number) {
    DossierItem item;
    item.number = number;
    item.title = from.closed && from.paper != nullptr ? from.paper->title : from.title;
    item.title = collapse_space(without_typography(item.title));
    item.closed = from.closed;
    if (from.paper != nullptr) {
      if (kept_back(from.paper->closed)) return;  // its title too
      item.closed = item.closed || from.paper->closed;
      if (const Paper* paper = as_built(from.paper->id)) add_paper(item.documents, *paper);
      for (const Attachment& attachment : from.paper->attachments) add(item, attachment);
    }
    dossier_.items.push_back(std::move(item));
  }

  void add_paper(std::vector<DossierDocument>& documents, const Paper& paper) {
    if (kept_back(paper.closed)) return;
    DossierDocument document;
    document.id = paper.id;
    document.role = role_of(paper);
    document.title = collapse_space(without_typography(paper.title));
    document.paper = &paper;
    take_sent(document);
    close(document, *document.paper);
    documents.push_back(std::move(document));
  }

  // An amendment is sent with the papers that it becomes.
  void take_sent(DossierDocument& document) {
    const std::string id = document.paper->id;
    const AttachedPaper attached = attached_paper(project_, id);
    if (attached.source == nullptr) return;
    const auto versions = sent_versions(project_, files_, id, diagnostics_);
    if (versions.empty() || versions.back().file(id + ".pdf") == nullptr) return;
    const SentVersion& version = versions.back();
    auto paper = frozen_paper(project_, files_, version, diagnostics_);
    if (paper == nullptr || !need_edition(version, *paper, dossier_.closed, diagnostics_)) return;
    document.version = version.number;
    const auto output = [&](std::string_view ending) {
      return frozen_file(project_, files_, version, frozen_output(version, ending, dossier_.closed));
    };
    document.pdf = output(".pdf");
    document.docx = output(".docx");
    if (const std::string answers = frozen_answers(version, dossier_.closed);
        version.file(answers) != nullptr)
      document.answers = read_answers(frozen_file(project_, files_, version, answers));
    if (!attached.made && document.paper->type != "amendment") {  // else its source is another's
      document.title = collapse_space(without_typography(paper->title));
      document.paper = paper.get();
      dossier_.sent.push_back(std::move(paper));
    }
  }

  void close(DossierDocument& document, const Paper& paper) const {
    const Node* meta = paper.root().child("meta");
    const Node* why = paper.closed && meta != nullptr ? meta->child("access") : nullptr;
    if (why == nullptr && dossier_.closed) why = closed_passage(paper);
    if (why == nullptr) return;
    document.closed = true;
    document.reason = why->get("reason");
    document.ground = why->get("ground");
  }

  // What the closed edition prints of an open paper, and the open one does not; of an agenda and of minutes
  // also in the cases that they list.
  const Node* closed_passage(const Paper& paper) const {
    for (const Node& node : paper.xml->nodes)
      if (node.get("access") == "closed") return &node;
    if (paper.type != "agenda" && paper.type != "minutes") return nullptr;
    for (const AgendaItem& item : dossier_.meeting.items)
      if (const Node* found = item.paper == nullptr ? nullptr : closed_attachment(*item.paper)) return found;
    return nullptr;
  }

  static const Node* closed_attachment(const Paper& paper) {
    for (const Attachment& attachment : paper.attachments)
      if (attachment.closed) return attachment.node;
    return nullptr;
  }

  void add(DossierItem& item, const Attachment& attachment) {
    if (kept_back(attachment.closed)) return;
    DossierDocument document;
    document.id = attachment.id;
    document.role = "Bilag " + std::to_string(attachment.number);
    document.attachment = &attachment;
    if (attachment.closed) {
      document.closed = true;
      document.reason = attachment.reason;
      document.ground = attachment.ground;
    }
    if (attachment.paper.empty()) {
      foreign(document, attachment);
    } else {
      document.paper = as_built(attachment.paper);
      if (document.paper == nullptr || kept_back(document.paper->closed)) return;
      document.id = document.paper->id;
      document.title = collapse_space(without_typography(document.paper->title));
      take_sent(document);
      if (!document.closed) close(document, *document.paper);
    }
    item.documents.push_back(std::move(document));
  }

  // The check has seen that the file is there and the one that was attached; it may have changed since.
  void foreign(DossierDocument& document, const Attachment& attachment) {
    document.title = collapse_space(without_typography(attachment.title));
    document.ending = ending_of(attachment.file);
    document.bytes = files_.read(content_path(project_, attachment.file));
    if (attachment.sha256.empty() || sha256(document.bytes) == attachment.sha256) return;
    diagnostics_.error(
        "attachment-missing", attachment.node->span,
        tr("the file \"{0}\" is not the one that was attached: its checksum differs", {attachment.file}));
  }

  // The paper as it is built: of an amendment its amending text, or another of the papers that it becomes.
  const Paper* as_built(const std::string& id) {
    const Paper* paper = project_.paper(id);
    if (paper != nullptr && paper->type != "amendment") return paper;
    for (const auto& each : project_.papers) {
      if (each->type != "amendment" || (each.get() != paper && !id.starts_with(each->id + "-"))) continue;
      if (worked_.insert(each->id).second)
        if (const auto worked = work_out(project_, *each, diagnostics_))
          dossier_.made.push_back(amendment_papers(project_, *worked, diagnostics_));
    }
    for (const AmendmentPapers& papers : dossier_.made)
      for (const auto& made : papers.papers)
        if (made->id == id) return made.get();
    return nullptr;
  }

  Project& project_;
  Files& files_;
  Diagnostics& diagnostics_;
  Dossier dossier_;
  std::set<std::string> worked_;
};

}  // namespace

std::string DossierDocument::name() const {
  // "Dagsorden for mødet ...", "Tillægsdagsorden for ..." say what they are.
  const bool told = title.starts_with(role) || title.substr(0, title.find(' ')).ends_with(lower(role));
  return told ? title : role + " - " + title;
}

std::string DossierItem::name() const {
  const std::string padded = number.size() == 1 ? "0" + number : number;
  return padded + " " + title;
}

std::string Dossier::when() const {
  std::string text = without_typography(format_date(meeting.date, "weekday"));
  if (meeting.time.size() == 5) text += " kl. " + meeting.time.substr(0, 2) + "." + meeting.time.substr(3);
  return text;
}

Dossier dossier_of(Project& project, Files& files, const Meeting& meeting, bool closed,
                   Diagnostics& diagnostics) {
  return Gatherer(project, files, closed, diagnostics).gather(meeting);
}

void make_documents(Dossier& dossier, const Workshop& workshop, const std::vector<std::string>& formats,
                    int jobs, Diagnostics& diagnostics) {
  std::vector<DossierDocument*> papers;
  each_document(dossier, [&](DossierDocument& document) {
    if (document.paper != nullptr) papers.push_back(&document);
  });
  std::vector<Diagnostics> found(papers.size());
  // A maker each: none is used by two threads, and starting its Lua state takes little.
  for_each_index(papers.size(), jobs, [&](std::size_t i) {
    DossierDocument& document = *papers[i];
    PaperMaker maker(workshop);
    document.tree = maker.tree(*document.paper, found[i], document.answers);
    if (document.tree == nullptr) return;
    if (document.version > 0) {
      compare_words(reading_of(document.tree->marked), read_docx(document.docx), document.id + ".docx",
                    workshop.project, found[i]);
      return;
    }
    for (const std::string& format : formats)
      (format == "pdf" ? document.pdf : document.docx) =
          maker.output(*document.paper, *document.tree, format, found[i]);
  });
  for (Diagnostics& each : found) diagnostics.merge(std::move(each));
}

}  // namespace kancelli
