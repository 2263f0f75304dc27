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

// A paper's own versions, and those of the papers that an amendment becomes.
std::vector<const SentPaper*> sent_of(const Project& project, const SentPapers& sent, const Paper& paper) {
  std::vector<const SentPaper*> all;
  for (const std::string_view suffix :
       {std::string_view(), consolidated_suffix, parallel_suffix, marked_suffix}) {
    const auto found = sent.find(paper.id + std::string(suffix));
    if (found != sent.end() && attached_paper(project, found->first).source == &paper)
      all.push_back(&found->second);
  }
  return all;
}

bool is_whole(const SentPaper* sent) {
  return sent->whole;
}

// What is judged: as it was sent last, else as its source is.
std::vector<const Paper*> judged(const Project& project, const SentPapers& all_sent, const Paper& paper) {
  std::vector<const Paper*> all;
  const auto sent = sent_of(project, all_sent, paper);
  if (!std::all_of(sent.begin(), sent.end(), is_whole)) return {&paper};
  for (const SentPaper* each : sent) all.push_back(&each->newest());
  if (all.empty()) all.push_back(&paper);
  return all;
}

// One of those that are judged, of which it is true; nullptr when there is none.
template <typename Predicate>
const Paper* any_judged(const Project& project, const SentPapers& sent, const Paper& paper,
                        Predicate is_true) {
  const auto all = judged(project, sent, paper);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Paper* each) { return is_true(*each); });
  return found == all.end() ? nullptr : *found;
}

const Paper* with_embargo(const Project& project, const SentPapers& sent, const Paper& paper,
                          const Date& day) {
  return any_judged(project, sent, paper, [&](const Paper& each) { return is_under_embargo(each, day); });
}

// Who writes another word than "open" may have meant to close it.
bool may_be_closed(const Paper& paper) {
  const Node* meta = paper.root().child("meta");
  const Node* access = meta == nullptr ? nullptr : meta->child("access");
  return paper.closed || (access != nullptr && access->get("state") != "open");
}

// The paper itself, or what was sent of it.
const Paper* closed_one(const Project& project, const SentPapers& sent, const Paper& paper) {
  return (sent.contains(paper.id) ? may_be_closed(paper) : paper.closed)
             ? &paper
             : any_judged(project, sent, paper, [](const Paper& each) { return each.closed; });
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
constexpr Printing printing[] = {
    {"ref", "to"}, {"quote", "source"}, {"agenda-item", "paper"}, {"decision", "of"}};

// Minutes print the title of the item's paper, also where the agenda itself stays.
const Paper* named_by(const Project& project, const Paper& from, const Attribute& name) {
  const Project::Target target = project.resolve(from, name.value);
  const bool is_item = target.node != nullptr && target.node->is("agenda-item");
  const Paper* paper = is_item ? project.paper(target.node->get("paper")) : nullptr;
  return paper != nullptr ? paper : target.paper;
}

class Examiner {
 public:
  Examiner(const Project& project, const Diagnostics& found, const Date& day,
           const std::vector<Override>& overrides, const SentPapers& sent)
      : project_(project), found_(found), day_(day), overrides_(overrides), sent_(sent) {
    for (const Diagnostic& d : found.list())
      if (d.severity == Severity::error) ++errors_[d.span.source];
  }

  Gate examine() {
    for (const auto& paper : project_.papers) look_at(*paper);
    for (const std::string& id : project_.unread) tell_unread(id);
    // What encloses a paper that stays would lead nowhere; and what encloses that one, in turn.
    while (hold_for_attachments() || hold_for_references()) continue;
    tell_references();
    Gate gate;
    gate.sent = sent_.empty() ? nullptr : &sent_;
    for (const auto& paper : project_.papers) {
      if (stays_.contains(paper.get())) continue;
      gate.open.push_back(paper.get());
      if (goes_as_sent(*paper))
        gate.as_sent.insert(paper.get());
      else if (is_let_out(*paper) && errors_.contains(paper->source()))
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
    if (const Paper* closed = withheld_one(paper))
      hold(paper, "release-closed", said_by(*closed, "access"),
           tr("the paper is closed: it is in no open release"));
    const auto sent = sent_of(project_, sent_, paper);
    if (!std::all_of(sent.begin(), sent.end(), is_whole))
      hold(paper, "release-error", paper.root().name_span,
           tr("the paper is held back: what was sent of it is damaged"),
           {tr("fetch the file from a backup; `kancelli check` shows which it is")});
    else if (sent.empty())
      look_at_source(paper);
    else if (paper.state == "withdrawn")
      hold(paper, "release-state", said_by(paper, "state"),
           tr("the paper is held back: its state is {0}", {paper.state}));
    if (const Paper* waiting = with_embargo(project_, sent_, paper, day_))
      hold(paper, "release-embargo", said_by(*waiting, "embargo"),
           tr("the paper is held back until {0}", {Date::parse(waiting->embargo)->iso()}));
    if (!sent.empty() && !stays_.contains(&paper)) tell_of_source(paper);
  }

  void look_at_source(const Paper& paper) {
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
  }

  // A correction that somebody is writing takes nothing away.
  void tell_of_source(const Paper& paper) {
    const std::string hint = tr("send the correction: kancelli send {0} --reason \"...\"", {paper.id});
    if (const auto errors = errors_.find(paper.source()); errors != errors_.end())
      held_.note(
          "release-error", paper.root().name_span,
          tr("the paper stays as it was sent: errors in its source: {0}", {std::to_string(errors->second)}),
          {hint});
    else if (!is_sent(paper))
      held_.note("release-state", said_by(paper, "state"),
                 tr("the paper stays as it was sent: the state of its source is {0}",
                    {paper.state.empty() ? "-" : paper.state}),
                 {hint});
  }

  // What was sent before stays away as well: perhaps it says that it is closed.
  void tell_unread(const std::string& id) {
    if (!sent_.contains(id)) return;
    Diagnostic& d = held_.note("release-error", {}, tr("{0} is held back: its source cannot be read", {id}),
                               {tr("`kancelli check` shows them")});
    for (const std::string& file : project_.listed)
      if (file.ends_with("/" + id + ".xml")) d.place = file;
  }

  bool goes_as_sent(const Paper& paper) const {
    const auto sent = sent_of(project_, sent_, paper);
    if (sent.empty() || !project_.closed_edition) return !sent.empty();
    if (std::all_of(sent.begin(), sent.end(),
                    [](const SentPaper* each) { return keeps_closed_edition(each->versions.back()); }))
      return true;
    const bool same = std::all_of(sent.begin(), sent.end(), [&](const SentPaper* each) {
      return each->newest().closed == paper.closed &&
             project_.sources.text(each->newest().source()) == project_.sources.text(paper.source());
    });
    return !same || !is_sent(paper) || errors_.contains(paper.source());
  }

  // In this edition; nullptr where nothing is.
  const Paper* withheld_one(const Paper& paper) const {
    return project_.closed_edition ? nullptr : closed_one(project_, sent_, paper);
  }

  // True when a paper was held back that was not before.
  bool hold_for_attachments() {
    bool more = false;
    for (const auto& paper : project_.papers)
      for (const Attachment& attachment : attachments_of(*paper)) {
        if (stays_.contains(paper.get()) || attachment.paper.empty()) continue;
        if (attachment.closed && !project_.closed_edition) continue;
        const Paper* enclosed = attached_paper(project_, attachment.paper).source;
        // Of a closed paper the number alone is told.
        if (enclosed == nullptr || is_withheld(*enclosed) || !stays_.contains(enclosed)) continue;
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
      for (const Paper* printed : printed_of(*paper))
        for (const Node& node : printed->xml->nodes)
          for (const Printing& row : printing) {
            const Attribute* name = node.is(row.element) ? node.find(row.attribute) : nullptr;
            if (name == nullptr || project_.withheld(node)) continue;
            const Paper* named = named_by(project_, *printed, *name);
            if (named == nullptr || named->id == printed->id || !stays_.contains(named)) continue;
            take(*paper, *name, *named);
          }
    }
  }

  // Whose words a site shows of the paper: its source's, or those of all that was sent.
  std::vector<const Paper*> printed_of(const Paper& paper) const {
    if (!goes_as_sent(paper)) return {&paper};
    std::vector<const Paper*> all;
    for (const SentPaper* each : sent_of(project_, sent_, paper))
      for (const auto& version : each->papers)
        if (!version->closed || project_.closed_edition) all.push_back(version.get());
    return all;
  }

  // An attachment of what was sent last.
  std::vector<Attachment> attachments_of(const Paper& paper) const {
    std::vector<Attachment> all;
    if (stays_.contains(&paper)) return all;
    for (const Paper* each : judged(project_, sent_, paper))
      all.insert(all.end(), each->attachments.begin(), each->attachments.end());
    return all;
  }

  bool is_withheld(const Paper& paper) const { return withheld_one(paper) != nullptr; }
  bool is_secret(const Paper& paper) const {
    return is_withheld(paper) || with_embargo(project_, sent_, paper, day_) != nullptr;
  }

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
  const SentPapers& sent_;
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
                       const Diagnostics& found, const Date& day, const SentPapers& sent) {
  for (const Override& each : overrides) {
    if (trim(each.by).empty()) throw Error(tr("{0} is missing: who lets the paper out", {"--by NAME"}));
    if (trim(each.reason).empty())
      throw Error(tr("{0} is missing: why the paper goes out", {"--reason TEXT"}));
    const Paper* paper = project.paper(each.paper);
    if (paper == nullptr) throw Error(tr("there is no paper \"{0}\"", {each.paper}));
    if (closed_one(project, sent, *paper) != nullptr)
      refuse(tr("{0} is closed: nobody can let it out", {each.paper}));
    const bool as_sent = !sent_of(project, sent, *paper).empty() && paper->state != "withdrawn";
    if (!as_sent && !is_sent(*paper)) refuse(tr("{0} is not sent: nobody can let it out", {each.paper}));
    if (with_embargo(project, sent, *paper, day) != nullptr)
      refuse(tr("{0} is under embargo: nobody can let it out", {each.paper}));
    if (as_sent) continue;  // errors of its source are not let out with it
    for (const std::string& code : codes_of(found, *paper))
      if (!can_be_overridden(code))
        refuse(tr("{0} has an error that cannot be overridden: {1}", {each.paper, code}));
  }
}

Gate open_gate(const Project& project, const Diagnostics& found, const Date& day,
               const std::vector<Override>& overrides, const SentPapers& sent) {
  return Examiner(project, found, day, overrides, sent).examine();
}

void hold_back(Gate& gate, const Project& project, const std::vector<const Paper*>& papers) {
  const Diagnostics none;
  const SentPapers nothing_sent;
  const SentPapers& sent = gate.sent == nullptr ? nothing_sent : *gate.sent;
  // No day is before this one: what waits was held back before.
  Examiner(project, none, *Date::parse("9999-12-31"), {}, sent).take_back(gate, papers);
}

std::optional<Date> next_release_due(const Project& project, const Date& day, const SentPapers& sent) {
  std::optional<Date> next;
  for (const auto& paper : project.papers)
    for (const Paper* each : judged(project, sent, *paper)) {
      const auto embargo = Date::parse(each->embargo);
      if (paper->closed || each->closed || !embargo || !before(day, *embargo)) continue;
      if (!next || before(*embargo, *next)) next = embargo;
    }
  return next;
}

}  // namespace kancelli
