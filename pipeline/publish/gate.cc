#include "pipeline/publish/gate.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"

namespace kancelli {
namespace {

// The element of meta that says it, else the paper's name.
Span said_by(const Paper& paper, std::string_view name) {
  const Node* meta = paper.root().child("meta");
  const Node* node = meta == nullptr ? nullptr : meta->child(name);
  return node == nullptr ? paper.root().name_span : node->span;
}

bool is_under_embargo(const Paper& paper, const Date& day) {
  // The grammar wants a date; what is none holds the paper back by its error.
  const auto embargo = Date::parse(paper.embargo);
  return embargo && before(day, *embargo);
}

bool is_sent(const Paper& paper) {
  return paper.state == "sent" || paper.state == "superseded";
}

// Of errors in a paper's file, by code, each once.
std::vector<std::string> codes_of(const Diagnostics& found, const Paper& paper) {
  std::vector<std::string> codes;
  for (const Diagnostic& d : found.list())
    if (d.severity == Severity::error && d.span.source == paper.source()) codes.push_back(d.code);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

// Elements that print words of the paper they name.
struct Printing {
  std::string_view element, attribute;
};
constexpr Printing printing[] = {{"ref", "to"}, {"quote", "source"}, {"agenda-item", "paper"}};

class Examiner {
 public:
  Examiner(const Project& project, const Diagnostics& found, const Date& day,
           const std::vector<Override>& overrides)
      : project_(project), found_(found), day_(day), overrides_(overrides) {
    for (const Diagnostic& d : found.list())
      if (d.severity == Severity::error) ++errors_[d.span.source];
  }

  Gate examine() {
    for (const auto& paper : project_.papers) look_at(*paper);
    // What encloses a paper that stays would lead nowhere; and what encloses that one, in turn.
    while (hold_for_attachments() || hold_for_references()) continue;
    tell_references();
    Gate gate;
    for (const auto& paper : project_.papers) {
      if (stays_.contains(paper.get())) continue;
      gate.open.push_back(paper.get());
      if (is_let_out(*paper) && errors_.contains(paper->source()))
        gate.overridden.emplace_back(paper.get(), codes_of(found_, *paper));
    }
    gate.held = std::move(held_);
    return gate;
  }

  // Those of a gate, of which some stay.
  void take_back(Gate& gate, const std::vector<const Paper*>& papers) {
    for (const auto& paper : project_.papers)
      if (std::find(gate.open.begin(), gate.open.end(), paper.get()) == gate.open.end())
        stays_.insert(paper.get());
    stays_.insert(papers.begin(), papers.end());
    while (hold_for_attachments()) continue;
    tell_references();
    std::erase_if(gate.open, [&](const Paper* paper) { return stays_.contains(paper); });
    std::erase_if(gate.overridden, [&](const auto& each) { return stays_.contains(each.first); });
    gate.held.merge(std::move(held_));
  }

 private:
  void hold(const Paper& paper, std::string_view code, Span place, std::string message,
            std::vector<std::string> hints = {}) {
    stays_.insert(&paper);
    held_.note(code, place, std::move(message), std::move(hints));
  }

  bool is_let_out(const Paper& paper) const {
    return std::any_of(overrides_.begin(), overrides_.end(),
                       [&](const Override& each) { return each.paper == paper.id; });
  }

  void look_at(const Paper& paper) {
    if (paper.closed)
      hold(paper, "release-closed", said_by(paper, "access"),
           tr("the paper is closed: it is in no open release"));
    if (const auto errors = errors_.find(paper.source()); errors != errors_.end()) {
      const std::vector<std::string> codes = codes_of(found_, paper);
      if (!is_let_out(paper) || !std::all_of(codes.begin(), codes.end(), can_be_overridden))
        hold(paper, "release-error", paper.root().name_span,
             tr("the paper is held back: errors in it: {0}", {std::to_string(errors->second)}),
             {tr("`kancelli check` shows them")});
    }
    if (!is_sent(paper))
      hold(paper, "release-state", said_by(paper, "state"),
           tr("the paper is held back: its state is {0}", {paper.state.empty() ? "-" : paper.state}),
           {tr("a paper is published once it is sent: <state value=\"sent\" sent=\"DATE\"/>")});
    if (is_under_embargo(paper, day_))
      hold(paper, "release-embargo", said_by(paper, "embargo"),
           tr("the paper is held back until {0}", {Date::parse(paper.embargo)->iso()}));
  }

  // True when a paper was held back that was not before.
  bool hold_for_attachments() {
    bool more = false;
    for (const auto& paper : project_.papers)
      for (const Attachment& attachment : paper->attachments) {
        if (stays_.contains(paper.get()) || attachment.closed || attachment.paper.empty()) continue;
        const Paper* enclosed = attached_paper(project_, attachment.paper).source;
        // Of a closed paper the number alone is told.
        if (enclosed == nullptr || enclosed->closed || !stays_.contains(enclosed)) continue;
        hold(*paper, "release-attachment", attachment.node->span,
             tr("the paper is held back with its attachment {0}", {attachment.paper}));
        more = true;
      }
    return more;
  }

  // Calls take(the paper, the name's attribute, the paper it names) where an open paper prints words of one
  // that stays.
  template <typename Take>
  void for_each_reference(Take take) {
    for (const auto& paper : project_.papers) {
      if (stays_.contains(paper.get())) continue;
      for (const Node& node : paper->xml->nodes)
        for (const Printing& row : printing) {
          const Attribute* name = node.is(row.element) ? node.find(row.attribute) : nullptr;
          if (name == nullptr || project_.withheld(node)) continue;
          const Project::Target target = project_.resolve(*paper, name->value);
          if (target.paper == nullptr || target.paper == paper.get() || !stays_.contains(target.paper))
            continue;
          take(*paper, *name, *target.paper);
        }
    }
  }

  bool is_secret(const Paper& paper) const { return paper.closed || is_under_embargo(paper, day_); }

  bool hold_for_references() {
    const std::size_t before = stays_.size();
    for_each_reference([&](const Paper& paper, const Attribute& name, const Paper& named) {
      if (!is_secret(named) || stays_.contains(&paper)) return;
      hold(paper, "release-reference", name.value_span,
           tr("the paper is held back: it would tell of {0}, which must not be known", {named.id}),
           {tr("leave the reference out, or close the passage it stands in")});
    });
    return stays_.size() != before;
  }

  // Once for each paper that is named.
  void tell_references() {
    std::set<std::pair<const Paper*, const Paper*>> told;
    for_each_reference([&](const Paper& paper, const Attribute& name, const Paper& named) {
      if (is_secret(named) || !told.emplace(&paper, &named).second) return;
      held_.warning(
          "release-reference", name.value_span,
          tr("the reader learns of {0}, and finds nothing there: that paper does not go out", {named.id}),
          {tr("publish the two together, or leave the reference out")});
    });
  }

  const Project& project_;
  const Diagnostics& found_;
  const Date day_;
  const std::vector<Override>& overrides_;
  std::map<SourceId, std::size_t> errors_;
  std::set<const Paper*> stays_;
  Diagnostics held_;
};

[[noreturn]] void refuse(const std::string& message) {
  throw Error(message, tr("an override lets a paper out that has errors, and nothing else"));
}

}  // namespace

bool can_be_overridden(std::string_view code) {
  static constexpr std::string_view never[] = {
      "closed-in-open",    "closed-without-reason", "cpr-number",      "embargo-broken",
      "release-closed",    "release-cpr",           "release-embargo", "release-leak",
      "release-reference", "release-state",         "schema",          "xml"};
  return std::find(std::begin(never), std::end(never), code) == std::end(never);
}

void refuse_impossible(const std::vector<Override>& overrides, const Project& project,
                       const Diagnostics& found, const Date& day) {
  for (const Override& each : overrides) {
    if (trim(each.by).empty()) throw Error(tr("{0} is missing: who lets the paper out", {"--by NAME"}));
    if (trim(each.reason).empty())
      throw Error(tr("{0} is missing: why the paper goes out", {"--reason TEXT"}));
    const Paper* paper = project.paper(each.paper);
    if (paper == nullptr) throw Error(tr("there is no paper \"{0}\"", {each.paper}));
    if (paper->closed) refuse(tr("{0} is closed: nobody can let it out", {each.paper}));
    if (!is_sent(*paper)) refuse(tr("{0} is not sent: nobody can let it out", {each.paper}));
    if (is_under_embargo(*paper, day))
      refuse(tr("{0} is under embargo: nobody can let it out", {each.paper}));
    for (const std::string& code : codes_of(found, *paper))
      if (!can_be_overridden(code))
        refuse(tr("{0} has an error that cannot be overridden: {1}", {each.paper, code}));
  }
}

Gate open_gate(const Project& project, const Diagnostics& found, const Date& day,
               const std::vector<Override>& overrides) {
  return Examiner(project, found, day, overrides).examine();
}

void hold_back(Gate& gate, const Project& project, const std::vector<const Paper*>& papers) {
  const Diagnostics none;
  // No day is before this one: what waits was held back before.
  Examiner(project, none, *Date::parse("9999-12-31"), {}).take_back(gate, papers);
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
