// Meetings of the project's bodies: what their agendas, minutes and cases say of them, put together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

// A point of a meeting (dagsordenspunkt).
struct AgendaItem {
  std::string number;              // as the agenda numbers it; "" for a case that no agenda has yet
  std::string id;                  // in its agenda; "" likewise
  std::string title;               // as it may be read by those who may read the agenda
  bool closed = false;             // lukket punkt: Lov om kommunernes styrelse § 10
  const Paper* agenda = nullptr;   // the agenda or tillægsdagsorden that has it; nullptr likewise
  const Node* node = nullptr;      // its element there
  const Paper* paper = nullptr;    // the case (or other paper) it is about; nullptr for one without
  const Node* decision = nullptr;  // what the minutes say of it; nullptr as long as they say nothing
};

struct Meeting {
  std::string body;  // register id
  Date date;
  std::string time, place;  // of the agenda, else of the plan; may be empty
  bool extraordinary = false;
  std::vector<const Paper*> agendas;  // the ordinary one, then the supplementary ones by date
  const Paper* minutes = nullptr;
  // In the agendas' order; after them the cases of that day that no agenda has. A number counts the items of
  // agendas that are not in the result, too: it is the same in every edition.
  std::vector<AgendaItem> items;

  std::string name() const;  // "oeu-2026-02-24": of files, addresses and events
};

inline constexpr std::string_view closed_item = "Lukket punkt";

// Of the types agenda and minutes (content/schema).
bool is_supplementary(const Paper& agenda);
std::vector<const Node*> items_of(const Paper& agenda);       // <agenda-item>
std::vector<const Node*> decisions_of(const Paper& minutes);  // <decision>
// The agendas of its meeting, in their order: it, and those that come before and after it.
std::vector<const Paper*> agendas_of_meeting(const Project& project, const Paper& agenda);
// The number of an agenda's first item: a supplementary agenda goes on where those before it end.
int first_number(const Project& project, const Paper& agenda);
// The item's own title, else that of its paper; of a closed item only what may be public.
std::string item_title(const Project& project, const Paper& agenda, const Node& item);

// All meetings that a paper of the list speaks of, by date, then body. `papers`: the whole project's, or only
// those that are published: what is not among them is not in the result.
std::vector<Meeting> meetings_of(const Project& project, const std::vector<const Paper*>& papers);

}  // namespace kancelli
