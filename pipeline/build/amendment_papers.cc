#include "pipeline/build/amendment_papers.h"

#include "pipeline/build/consolidated_text.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/papers.h"
#include "pipeline/statute/statute_xml.h"

namespace kancelli {
namespace {

class Making {
 public:
  Making(Project& project, const WorkedAmendment& worked, Diagnostics& diagnostics)
      : project_(project), worked_(worked), diagnostics_(diagnostics) {
    const Paper& paper = *worked.paper;
    const auto statute = statute::read_statute_head(project.sources, worked.statute_paper->root());
    head_.id = paper.id;
    head_.title = paper.title;
    head_.meta = meta_of(paper.root());
    head_.enacted = statute.enacted;
    head_.amended = statute.amended;
  }

  AmendmentPapers run() {
    AmendmentPapers made;
    made.papers.push_back(paper("", "amendment", head_.title, amending()));
    made.papers.push_back(consolidated_paper());
    const std::string both = attached_paper(project_, head_.id + std::string(parallel_suffix)).title;
    made.papers.push_back(paper(parallel_suffix, "amendment", both, [&](const statute::PaperHead& head) {
      return statute::parallel_text(head, worked_.old, worked_.amendment);
    }));
    made.papers.push_back(
        paper(marked_suffix, "statute", worked_.changed.text.words, [&](const statute::PaperHead& head) {
          return statute::marked_text(head, worked_.old, worked_.changed);
        }));
    made.papers.back()->lines_before = statute::printed_lines(worked_.old);
    made.papers.back()->lines_after = statute::printed_lines(worked_.changed);
    made.proof = statute::prove(worked_.old, worked_.changed, worked_.amendment, worked_.touched,
                                made.papers[3]->root(), made.papers[2]->root());
    for (const statute::Finding& finding : made.proof)
      if (!finding.holds)
        diagnostics_.error("amendment-proof", worked_.paper->root().name_span,
                           tr("the proof fails: {0}", {statute::to_string(finding.claim)}),
                           {tr("first difference: {0}", {finding.difference})});
    return made;
  }

 private:
  using Writer = std::function<std::string(const statute::PaperHead&)>;

  // What stands in <meta> behind the title, as it is written; without attachments, which belong to the
  // source.
  std::string meta_of(const Node& root) const {
    std::string xml;
    const Node* meta = root.child("meta");
    for (const Node* child : meta == nullptr ? std::vector<const Node*>() : meta->elements())
      if (!child->is("title") && !child->is("attachments")) xml += source_of(*child) + "\n";
    return xml;
  }

  std::string source_of(const Node& node) const {
    return std::string(
        project_.sources.text(node.span.source).substr(node.span.begin, node.end - node.span.begin));
  }

  std::string blocks_of(const std::vector<const Node*>& nodes) const {
    std::string xml;
    for (const Node* node : nodes) xml += source_of(*node) + "\n";
    return xml;
  }

  Writer amending() const {
    return [this](const statute::PaperHead& head) {
      std::vector<statute::ItemRemark> remarks;
      for (const auto& remark : worked_.source.remarks)
        if (auto items = items_about(worked_, remark.of); !items.empty())
          remarks.push_back({std::move(items), blocks_of(remark.node->elements())});
      std::sort(remarks.begin(), remarks.end(),
                [](const auto& a, const auto& b) { return a.items < b.items; });
      return statute::amending_text(head, worked_.amendment, blocks_of(worked_.source.general_remarks),
                                    remarks);
    };
  }

  std::unique_ptr<Paper> consolidated_paper();
  std::unique_ptr<Paper> consolidated_paper(ConsolidatedText text);

  std::unique_ptr<Paper> paper(std::string_view suffix, std::string_view type, const std::string& title,
                               const Writer& write) {
    statute::PaperHead head = head_;
    head.id += suffix;
    head.title = title;
    return made_paper(project_, {head.id, std::string(type), title, write(head)}, diagnostics_);
  }

  Project& project_;
  const WorkedAmendment& worked_;
  Diagnostics& diagnostics_;
  statute::PaperHead head_;
};

std::unique_ptr<Paper> Making::consolidated_paper() {
  ConsolidatedText text =
      consolidated_text(worked_.old, {worked_.amendment}, decisions_about(project_, head_.id),
                        worked_.source.date, diagnostics_);
  return consolidated_paper(std::move(text));
}

std::unique_ptr<Paper> Making::consolidated_paper(ConsolidatedText text) {
  text.printed.id = head_.id + std::string(consolidated_suffix);
  project_.statutes[text.printed.id] = text.printed;
  const auto printer = [&](std::string_view element, const std::map<std::string, std::string>& attributes) {
    return printed(element, {attributes.begin(), attributes.end()}, *worked_.paper, project_).value_or("");
  };
  return paper(consolidated_suffix, "statute", text.printed.text.words, [&](const statute::PaperHead& head) {
    std::string xml =
        statute::write_statute(text.printed, {head.meta, head.enacted, head.amended}, printer, text.notes);
    return xml.insert(statute::behind_head(xml), text.introduction);
  });
}

}  // namespace

std::unique_ptr<Paper> made_paper(Project& project, const PaperSource& source, Diagnostics& diagnostics) {
  auto made = std::make_unique<Paper>();
  made->id = source.id;
  made->type = source.type;
  made->file = "content/papers/" + source.folder + "/" + source.id + ".xml";
  made->xml = read_xml(project.sources, project.sources.add(made->file, source.xml), diagnostics);
  if (made->xml == nullptr) throw std::logic_error("a paper that was made is not well-formed");
  made->valid = true;
  for (const Node& each : made->xml->nodes)
    if (const Attribute* id = each.find("id")) made->ids.emplace(id->value, &each);
  if (const Node* meta = made->root().child("meta")) read_meta(*meta, *made);
  made->title = source.title;
  return made;
}

AmendmentPapers amendment_papers(Project& project, const WorkedAmendment& worked, Diagnostics& diagnostics) {
  return Making(project, worked, diagnostics).run();
}

bool is_amendment_paper(const Project& project, std::string_view id) {
  return attached_paper(project, id).made;
}

std::string protocol(const std::string& id, const std::vector<statute::Finding>& proof) {
  std::string text;
  for (const statute::Finding& finding : proof)
    text += id + ": " + (finding.holds ? tr("proved") : tr("not proved")) + ": " +
            statute::to_string(finding.claim) + " (" + std::to_string(finding.counted) + ")\n";
  return text;
}

}  // namespace kancelli
