#include "pipeline/publish/gate.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/project/attached_paper.h"

namespace kancelli {
namespace {

// The element of meta that says it, else the paper's name.
Span said_by(const Paper& paper, std::string_view name) {
  const Node* meta = paper.root().child("meta");
  const Node* node = meta == nullptr ? nullptr : meta->child(name);
  return node == nullptr ? paper.root().name_span : node->span;
}

class Examiner {
 public:
  Examiner(const Project& project, const Diagnostics& found, const Date& day, bool closed_edition)
      : project_(project), day_(day), closed_edition_(closed_edition) {
    for (const Diagnostic& d : found.list())
      if (d.severity == Severity::error) ++errors_[d.span.source];
  }

  Gate examine() {
    for (const auto& paper : project_.papers) look_at(*paper);
    // What encloses a paper that stays would lead nowhere; and what encloses that one, in turn.
    while (hold_for_attachments()) continue;
    Gate gate;
    for (const auto& paper : project_.papers)
      if (!stays_.contains(paper.get())) gate.open.push_back(paper.get());
    gate.held = std::move(held_);
    return gate;
  }

 private:
  void hold(const Paper& paper, std::string_view code, Span place, std::string message,
            std::vector<std::string> hints = {}) {
    stays_.insert(&paper);
    held_.note(code, place, std::move(message), std::move(hints));
  }

  void look_at(const Paper& paper) {
    if (paper.closed && !closed_edition_)
      hold(paper, "release-closed", said_by(paper, "access"),
           tr("the paper is closed: it is in no open release"));
    if (const auto errors = errors_.find(paper.source()); errors != errors_.end())
      hold(paper, "release-error", paper.root().name_span,
           tr("the paper is held back: errors in it: {0}", {std::to_string(errors->second)}),
           {tr("`kancelli check` shows them")});
    if (paper.state != "sent" && paper.state != "superseded")
      hold(paper, "release-state", said_by(paper, "state"),
           tr("the paper is held back: its state is {0}", {paper.state.empty() ? "-" : paper.state}),
           {tr("a paper is published once it is sent: <state value=\"sent\" sent=\"DATE\"/>")});
    // The grammar wants a date; what is none holds the paper back by its error.
    if (const auto embargo = Date::parse(paper.embargo); embargo && before(day_, *embargo))
      hold(paper, "release-embargo", said_by(paper, "embargo"),
           tr("the paper is held back until {0}", {embargo->iso()}));
  }

  // True when a paper was held back that was not before.
  bool hold_for_attachments() {
    bool more = false;
    for (const auto& paper : project_.papers)
      for (const Attachment& attachment : paper->attachments) {
        if (stays_.contains(paper.get()) || attachment.paper.empty()) continue;
        if (attachment.closed && !closed_edition_) continue;
        const Paper* enclosed = attached_paper(project_, attachment.paper).source;
        if (enclosed == nullptr || !stays_.contains(enclosed)) continue;
        hold(*paper, "release-attachment", attachment.node->span,
             tr("the paper is held back with its attachment {0}", {attachment.paper}));
        more = true;
      }
    return more;
  }

  const Project& project_;
  const Date day_;
  const bool closed_edition_;
  std::map<SourceId, std::size_t> errors_;
  std::set<const Paper*> stays_;
  Diagnostics held_;
};

}  // namespace

Gate open_gate(const Project& project, const Diagnostics& found, const Date& day) {
  return Examiner(project, found, day, false).examine();
}

Gate closed_gate(const Project& project, const Diagnostics& found, const Date& day) {
  return Examiner(project, found, day, true).examine();
}

std::optional<Date> next_release_due(const Project& project, const Date& day) {
  std::optional<Date> next;
  for (const auto& paper : project.papers) {
    const auto embargo = Date::parse(paper->embargo);
    if (paper->closed || !embargo || !before(day, *embargo)) continue;
    if (!next || before(*embargo, *next)) next = embargo;
  }
  return next;
}

}  // namespace kancelli
