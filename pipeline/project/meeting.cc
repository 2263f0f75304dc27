#include "pipeline/project/meeting.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

using Key = std::pair<Date, std::string>;  // day, body

struct Earlier {
  bool operator()(const Key& a, const Key& b) const {
    return a.first == b.first ? a.second < b.second : before(a.first, b.first);
  }
};

bool counts(const Paper& paper) {
  return paper.state != "withdrawn" && paper.state != "superseded";
}

bool is_agenda(const Paper& paper) {
  return paper.type == "agenda";
}

// The ordinary agenda first, then the supplementary ones by their day.
bool comes_before(const Paper* a, const Paper* b) {
  const bool first = !is_supplementary(*a), second = !is_supplementary(*b);
  if (first != second) return first;
  if (a->dated && b->dated && *a->dated != *b->dated) return before(*a->dated, *b->dated);
  return false;
}

// The papers of one meeting, whoever may read them.
struct Papers {
  std::vector<const Paper*> agendas, minutes, others;
};

class Gathering {
 public:
  Gathering(const Project& project, const std::vector<const Paper*>& papers)
      : project_(project), shown_(papers.begin(), papers.end()) {
    for (const Paper* paper : papers) by_id_.emplace(paper->id, paper);
  }

  std::vector<Meeting> run() {
    for (const auto& each : project_.papers) {
      const Paper* paper = as_shown(each.get());
      if (paper->meeting && !paper->committee.empty() && counts(*paper)) add(*paper);
    }
    std::vector<Meeting> meetings;
    for (auto& [key, papers] : papers_) {
      std::stable_sort(papers.agendas.begin(), papers.agendas.end(), comes_before);
      if (any_shown(papers)) meetings.push_back(meeting(key, papers));
    }
    return meetings;
  }

 private:
  void add(const Paper& paper) {
    Papers& papers = papers_[{*paper.meeting, paper.committee}];
    (is_agenda(paper)          ? papers.agendas
     : paper.type == "minutes" ? papers.minutes
                               : papers.others)
        .push_back(&paper);
  }

  bool shown(const Paper* paper) const { return shown_.contains(paper); }
  // A paper of the project as it was sent, where that is the one to show.
  const Paper* as_shown(const Paper* paper) const {
    const auto found = paper == nullptr ? by_id_.end() : by_id_.find(paper->id);
    return found == by_id_.end() ? paper : found->second;
  }

  bool any_shown(const Papers& papers) const {
    const auto among = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const Paper* each) { return shown(each); });
    };
    return among(papers.agendas) || among(papers.minutes) || among(papers.others);
  }

  Meeting meeting(const Key& key, const Papers& papers) {
    Meeting meeting;
    meeting.date = key.first;
    meeting.body = key.second;
    set_time_and_place(meeting, papers);
    for (const Paper* minutes : papers.minutes)
      if (shown(minutes) && meeting.minutes == nullptr) meeting.minutes = minutes;
    add_items(meeting, papers);
    add_decisions(meeting);
    return meeting;
  }

  void set_time_and_place(Meeting& meeting, const Papers& papers) const {
    for (const Paper* agenda : papers.agendas)
      if (shown(agenda)) set_from_agenda(meeting, *agenda);
    const MeetingPlan* plan = project_.registers.plan(meeting.body, meeting.date.year);
    const PlannedMeeting* planned = plan == nullptr ? nullptr : plan->on(meeting.date);
    if (planned == nullptr) return;
    if (meeting.time.empty()) meeting.time = planned->time;
    if (meeting.place.empty()) meeting.place = planned->place;
    meeting.extraordinary = planned->extraordinary;
  }

  static void set_from_agenda(Meeting& meeting, const Paper& agenda) {
    const Node* meta = agenda.root().child("meta");
    const Node* said = meta == nullptr ? nullptr : meta->child("meeting");
    if (said == nullptr) return;
    if (meeting.time.empty()) meeting.time = said->get("time");
    if (meeting.place.empty()) meeting.place = said->get("place");
  }

  // The numbers count what others may read, too: an item has one number, in every edition.
  void add_items(Meeting& meeting, const Papers& papers) const {
    std::set<const Paper*> placed;
    int number = 0;
    for (const Paper* agenda : papers.agendas) {
      if (shown(agenda)) meeting.agendas.push_back(agenda);
      for (const Node* node : items_of(*agenda)) {
        ++number;
        if (!shown(agenda)) continue;
        if (const Paper* paper = as_shown(project_.paper(node->get("paper")))) placed.insert(paper);
        meeting.items.push_back(item(*agenda, *node, number));
      }
    }
    for (const Paper* paper : papers.others)
      if (paper->type == "case" && shown(paper) && !placed.contains(paper))
        meeting.items.push_back(item(*paper));
  }

  AgendaItem item(const Paper& agenda, const Node& node, int number) const {
    AgendaItem item;
    item.number = std::to_string(number);
    item.id = node.get("id");
    item.closed = agenda.closed || project_.withheld(node);
    item.agenda = &agenda;
    item.node = &node;
    item.title = item_title(project_, agenda, node);
    const Paper* paper = as_shown(project_.paper(node.get("paper")));
    item.paper = shown(paper) ? paper : nullptr;
    return item;
  }

  static AgendaItem item(const Paper& paper) {
    AgendaItem item;
    item.title = paper.title;
    item.closed = paper.closed;
    item.paper = &paper;
    return item;
  }

  void add_decisions(Meeting& meeting) const {
    if (meeting.minutes == nullptr) return;
    for (const Node* decision : decisions_of(*meeting.minutes)) {
      for (AgendaItem& item : meeting.items)
        if (item.agenda != nullptr && decision->get("of") == item.agenda->id + "#" + item.id &&
            item.decision == nullptr)
          item.decision = decision;
    }
  }

  const Project& project_;
  std::set<const Paper*> shown_;
  std::map<std::string_view, const Paper*> by_id_;
  std::map<Key, Papers, Earlier> papers_;
};

}  // namespace

std::string Meeting::name() const {
  return body + "-" + date.iso();
}

bool is_supplementary(const Paper& agenda) {
  return agenda.root().get("kind") == "supplementary";
}

std::vector<const Node*> items_of(const Paper& agenda) {
  const Node* items = agenda.root().child("agenda-items");
  return items == nullptr ? std::vector<const Node*>() : items->elements("agenda-item");
}

std::vector<const Node*> decisions_of(const Paper& minutes) {
  const Node* decisions = minutes.root().child("decisions");
  return decisions == nullptr ? std::vector<const Node*>() : decisions->elements("decision");
}

std::vector<const Paper*> agendas_of_meeting(const Project& project, const Paper& agenda) {
  std::vector<const Paper*> agendas;
  for (const auto& paper : project.papers)
    if (is_agenda(*paper) && paper->committee == agenda.committee && paper->meeting == agenda.meeting &&
        (counts(*paper) || paper.get() == &agenda))
      agendas.push_back(paper.get());
  std::stable_sort(agendas.begin(), agendas.end(), comes_before);
  return agendas;
}

int first_number(const Project& project, const Paper& agenda) {
  int number = 1;
  if (!agenda.meeting) return number;
  for (const Paper* each : agendas_of_meeting(project, agenda)) {
    if (each == &agenda) break;
    number += static_cast<int>(items_of(*each).size());
  }
  return number;
}

std::string item_title(const Project& project, const Paper& agenda, const Node& item) {
  if (project.withheld(item)) {
    const std::string_view open = item.get("public");
    return std::string(closed_item) + (open.empty() ? "" : ": " + std::string(open));
  }
  if (const Node* title = item.child("title")) return printed_words(*title, agenda, project);
  const Paper* paper = project.paper(item.get("paper"));
  return paper == nullptr ? std::string() : paper->title;
}

std::vector<Meeting> meetings_of(const Project& project, const std::vector<const Paper*>& papers) {
  return Gathering(project, papers).run();
}

}  // namespace kancelli
