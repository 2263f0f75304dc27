#include "pipeline/word/placed_decisions.h"

#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/word/decision_headings.h"
#include "pipeline/word/decision_sentences.h"
#include "pipeline/word/made_words.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

class Decisions {
 public:
  Decisions(Placing& placing, const Parts& parts)
      : placing_(placing),
        making_(placing.making()),
        parts_(parts),
        participants_(Made::element("participants")),
        decisions_(Made::element("decisions")) {
    find_meeting();
  }

  void make() {
    for (; at_ < parts_.size(); ++at_) part(*parts_[at_]);
    finish_decision();
    Made& root = placing_.root;
    for (Made* each : {&participants_, &decisions_})
      if (!each->children.empty()) root.children.push_back(std::move(*each));
    if (!closing_.name.empty()) root.children.push_back(std::move(closing_));
  }

 private:
  // What stands where, of an item.
  enum class Within { beginning, participants, item, recommended, decided, end };

  void find_meeting() {
    Made* meta = child_of(placing_.root, "meta");
    const Made* organ = meta == nullptr ? nullptr : meta->child("organ");
    const Made* when = meta == nullptr ? nullptr : meta->child("meeting");
    minutes_.id = making_.paper;
    minutes_.type = making_.schema.root();
    minutes_.dated = making_.dated;
    if (organ != nullptr) minutes_.committee = organ->get("committee");
    if (when != nullptr) minutes_.meeting = Date::parse(when->get("date"));
    std::vector<const Paper*> all;
    for (const auto& paper : making_.project.papers) all.push_back(paper.get());
    for (Meeting& meeting : meetings_of(making_.project, all))
      if (minutes_.meeting && meeting.body == minutes_.committee && meeting.date == *minutes_.meeting &&
          !meeting.agendas.empty())
        meeting_ = std::move(meeting);
    const std::string agenda = meeting_ ? meeting_->agendas.front()->id : "dagsorden";
    placing_.root.set("agenda", agenda);
    making_.tell(meeting_ ? Kind::element : Kind::placed, meeting_ ? Certainty::certain : Certainty::unsure,
                 {making_.document.text, 0, 0}, "", "<minutes agenda=\"" + agenda + "\">",
                 meeting_ ? tr("the agenda of that body and day")
                          : tr("the project has no agenda of that body and day: give its id"));
  }

  void part(const Part& part) {
    if (part.paragraph == nullptr) return kept(part);
    if (part.kind == Part::Kind::contents) return leave_out(part, tr("the table of contents is made again"));
    if (part.kind == Part::Kind::signature) return placing_.fill(placing_.root, {&part});
    if (title_words(part.words) == "deltagere" || title_words(part.words) == "til stede") {
      within_ = Within::participants;
      return leave_out(part, tr("the program prints this line itself"));
    }
    if (item(part) || closing(part) || heading(part)) return;
    if (within_ == Within::end && part.words.size() <= 100 && !part.words.ends_with(".")) return roles(part);
    if (within_ == Within::beginning || within_ == Within::participants) return attendance(part);
    if (within_ == Within::item) return beside(part);
    if (within_ == Within::recommended) return recommended(part);
    decided(part);
  }

  void leave_out(const Part& part, std::string why) {
    making_.findings.push_back(left_out(making_.document, *part.paragraph, part.begin,
                                        part.paragraph->text().size(), std::move(why)));
  }
  void element(const Part& part, Certainty certainty, const std::string& after) {
    placing_.tell(Kind::element, certainty, part, after, tr("a sentence as minutes have it"));
  }
  std::vector<Made> words(const Part& part, std::size_t begin, std::size_t end) {
    return words_of(making_.document, *part.paragraph,
                    {place_in(part, begin), place_in(part, end), false, false}, making_.findings)
        .inlines;
  }

  // --- those who were there

  void attendance(const Part& part) {
    const auto group = read_group(part.words);
    if (!group) return placing_.homeless({&part}, tr("a line that says nothing that the program knows"));
    Made made = Made::element(group->element);
    for (const auto& [name, value] : {std::pair("count", group->count), std::pair("parties", group->parties),
                                      std::pair("kind", group->kind), std::pair("time", group->time)})
      if (!value.empty()) made.set(name, value);
    for (const auto& [begin, end] : group->names) {
      if (group->element == "substitute" || group->element == "movement") {
        made.children = words(part, begin, end);
        continue;
      }
      Made role = Made::element("role");
      role.children = words(part, begin, end);
      made.children.push_back(std::move(role));
    }
    participants_.children.push_back(std::move(made));
    element(part, Certainty::certain, "<" + group->element + ">");
  }

  // --- items

  bool item(const Part& part) {
    const std::string number = item_number(part);
    const bool numbered_line = !number.empty() && !part.words.ends_with(".") && part.words.size() <= 200 &&
                               (part.kind == Part::Kind::heading || part.kind == Part::Kind::item);
    if (!numbered_line || decision_heading(part) > 0) return false;
    const AgendaItem* known = meeting_ ? item_named(*meeting_, part, number) : nullptr;
    // In a recommendation stand numbered lines, too.
    if (known == nullptr && (meeting_ || part.kind != Part::Kind::heading)) return false;
    finish_decision();
    item_ = known;
    decision_ = Made::element("decision");
    within_ = Within::item;
    closed_ = lower(part.words).starts_with("lukket punkt");
    const std::string of =
        known != nullptr ? known->agenda->id + "#" + known->id : "dagsorden#punkt-" + number;
    decision_.set("of", of);
    if (closed_) decision_.set("access", "closed");
    const bool same = known != nullptr && title_words(known->title) == title_words(part.words);
    placing_.tell(Kind::element, same || closed_ ? Certainty::certain : Certainty::unsure, part,
                  "<decision of=\"" + of + "\">",
                  same || closed_ ? tr("an item of that agenda")
                                  : tr("its number says so; the agenda has another title, or there is none"));
    return true;
  }

  void finish_decision() {
    if (decision_.name.empty()) return;
    if (closed_ && decision_.child("p") == nullptr && decision_.child("outcome") == nullptr) {
      const std::string why =
          tr("a closed point: the open edition has no more of it; give what it holds, the "
             "reason and the ground");
      decision_.children.push_back(Made::element("p"));
      decisions_.children.push_back(unplaced_mark(why));
      making_.tell(Kind::kept, Certainty::unsure, {making_.document.text, 0, 0}, decision_.get("public"),
                   "<decision access=\"closed\">", why);
    }
    if (decision_.children.empty()) decision_.children.push_back(Made::element("p"));
    // What was put on record stands last.
    std::stable_partition(decision_.children.begin(), decision_.children.end(),
                          [](const Made& each) { return each.name != "statement"; });
    decisions_.children.push_back(std::move(decision_));
    decision_ = Made();
  }

  bool heading(const Part& part) {
    if (decision_.name.empty()) return false;
    const std::size_t length = decision_heading(part);
    if (length > 0)
      within_ = Within::decided;
    else if (title_words(part.words) == "indstilling" && part.kind == Part::Kind::heading)
      within_ = Within::recommended;
    else
      return false;
    const std::size_t end = length > 0 ? place_in(part, length) : part.paragraph->text().size();
    making_.findings.push_back(left_out(making_.document, *part.paragraph, part.begin, end,
                                        tr("the program prints this line itself")));
    if (end < part.paragraph->text().size()) {
      Part& rest = stretches_.emplace_back(part);
      rest.begin = end;
      rest.words = trim(plain_words(std::string_view(part.paragraph->text()).substr(end)));
      if (!rest.words.empty()) decided(rest);
    }
    return true;
  }

  // Between an item's title and what follows: the case's number and administration.
  void beside(const Part& part) {
    if (item_ != nullptr && item_->paper != nullptr && part.kind == Part::Kind::head)
      return leave_out(part, tr("the program prints this line itself"));
    decided(part);
  }

  // The recommendation is the case's own; words that the case has not are kept.
  void recommended(const Part& part) {
    const Paper* paper = decided_paper(making_.project, minutes_, decision_.get("of"));
    // Behind the opening no other words than those of an item.
    std::string opening = part.words;
    if (paper != nullptr)
      for (const Node* each : at_items(*paper))
        if (const std::string item = plain_words(printed_words(*each, *paper, making_.project));
            !item.empty() && opening.ends_with(item))
          opening.erase(opening.size() - item.size());
    const bool ends = std::ranges::any_of(std::to_array<std::string_view>({",", ":", " at", ", "}),
                                          [&](std::string_view end) { return opening.ends_with(end); });
    const bool printed = opening.empty() || (opening.find(" indstiller ") != std::string::npos &&
                                             (ends || opening.size() < part.words.size()));
    if (paper != nullptr && printed) return leave_out(part, tr("the recommendation is taken from the case"));
    kept(part);
  }

  void kept(const Part& part) {
    if (decision_.name.empty() || part.paragraph == nullptr)
      return placing_.homeless({&part}, tr("a line that says nothing that the program knows"));
    const std::string why = tr("a line of another kind than the type has here");
    decision_.children.push_back(unplaced_mark(why));
    decision_.children.push_back(paragraph(part));
    placing_.tell(Kind::kept, Certainty::unsure, part, "<p>", why);
  }

  Made paragraph(const Part& part) {
    Made made = Made::element("p");
    made.children = words_of(making_.document, *part.paragraph, {part.begin, std::string::npos, true, true},
                             making_.findings)
                        .inlines;
    return made;
  }

  // --- what was decided

  void decided(const Part& part) {
    if (closed_ && decision_.get("public").empty() && decision_.children.empty()) {
      if (part.words != "Punktet er lukket.") decision_.set("public", part.words);
      return element(part, Certainty::certain, "<decision access=\"closed\">");
    }
    if (statement(part) || vote(part) || outcome(part) || voters(part)) return;
    decision_.children.push_back(paragraph(part));
  }

  bool outcome(const Part& part) {
    const auto said = read_outcome(making_, minutes_, decision_.get("of"), part.words);
    if (!said) return false;
    Made made = Made::element("outcome");
    made.set("result", said->result);
    for (const auto& [name, value] :
         {std::pair("at", said->at), std::pair("until", said->until), std::pair("to", said->to)})
      if (!value.empty()) made.set(name, value);
    if (said->modification != std::string::npos) {
      Made change = Made::element("modification");
      change.children =
          words(part, said->modification, part.words.size() - (part.words.ends_with(".") ? 1 : 0));
      made.children.push_back(std::move(change));
    }
    decision_.children.push_back(std::move(made));
    element(part, said->exact ? Certainty::certain : Certainty::likely,
            "<outcome result=\"" + said->result + "\">");
    return true;
  }

  bool vote(const Part& part) {
    const auto said = read_vote(part.words);
    if (!said) return false;
    Made made = Made::element("vote").set("result", said->result);
    Made matter = Made::element("matter");
    matter.children = words(part, 0, said->matter);
    made.children.push_back(std::move(matter));
    for (const auto& [name, count] : {std::pair("for", said->in_favour), std::pair("against", said->against),
                                      std::pair("abstained", said->abstained)})
      if (!count.empty()) made.children.push_back(Made::element(name).set("count", count));
    put_vote(std::move(made), lower(part.words));
    element(part, Certainty::certain, "<vote result=\"" + said->result + "\">");
    return true;
  }

  // It belongs to the outcome that was changed just before it; alone it is an outcome, unless it was about a
  // proposal that changes the item.
  void put_vote(Made made, const std::string& sentence) {
    Made* last = decision_.children.empty() ? nullptr : &decision_.children.back();
    const bool changes = last != nullptr && last->name == "outcome" && last->child("modification") != nullptr;
    if (changes && last->child("vote") == nullptr) {
      last->children.push_back(std::move(made));
      return;
    }
    const bool decides = decision_.child("outcome") == nullptr && !sentence.starts_with("ændringsforslag") &&
                         sentence.find("indstilling") != std::string::npos;
    if (!decides) return decision_.children.push_back(std::move(made));
    Made outcome = Made::element("outcome").set("result", made.get("result"));
    outcome.children.push_back(std::move(made));
    decision_.children.push_back(std::move(outcome));
  }

  // "For stemte: A, B og F."
  bool voters(const Part& part) {
    struct Line {
      std::string_view label, element;
    };
    static constexpr Line lines[] = {
        {"For stemte: ", "for"}, {"Imod stemte: ", "against"}, {"Undlod at stemme: ", "abstained"}};
    Made* vote = decision_.children.empty() ? nullptr : &decision_.children.back();
    if (vote != nullptr && vote->name == "outcome") vote = child_of(*vote, "vote");
    if (vote == nullptr || vote->name != "vote") return false;
    for (const Line& line : lines) {
      Made* group = child_of(*vote, line.element);
      if (group == nullptr || !part.words.starts_with(line.label)) continue;
      std::string names = part.words.substr(line.label.size());
      while (names.ends_with(".")) names.pop_back();
      const std::string letters = party_letters(names);
      if (letters.empty()) return false;
      group->set("parties", letters);
      element(part, Certainty::certain, "<" + group->name + " parties=\"" + letters + "\">");
      return true;
    }
    return false;
  }

  // "Protokolbemærkning fra A og B:", and behind it what they said.
  bool statement(const Part& part) {
    static constexpr std::string_view label = "Protokolbemærkning fra ";
    if (!part.words.starts_with(label)) return false;
    const std::size_t colon = part.words.find(':');
    if (colon == std::string::npos || colon <= label.size()) return false;
    const std::string who = part.words.substr(label.size(), colon - label.size());
    Made made = Made::element("statement");
    if (const std::string letters = party_letters(who); !letters.empty())
      made.set("parties", letters);
    else if (const Body* body = body_named(making_.project, who, making_.dated).body)
      made.set("body", body->id);
    else
      made.set("by", who);
    if (colon + 2 < part.words.size()) {
      Made p = Made::element("p");
      p.children = words(part, colon + 2, part.words.size());
      made.children.push_back(std::move(p));
    }
    const auto said = [&] { return at_ + 1 < parts_.size() && parts_[at_ + 1]->paragraph != nullptr; };
    while (said() && parts_[at_ + 1]->kind == Part::Kind::quote)
      made.children.push_back(paragraph(*parts_[++at_]));
    if (made.children.empty() && said() && parts_[at_ + 1]->kind == Part::Kind::text)
      made.children.push_back(paragraph(*parts_[++at_]));
    decision_.children.push_back(std::move(made));
    element(part, Certainty::certain, "<statement>");
    return true;
  }

  // --- the end

  bool closing(const Part& part) {
    static constexpr std::string_view labels[] = {"Mødet sluttede kl. ", "Mødet sluttede ",
                                                  "Mødet hævet kl. "};
    for (const std::string_view label : labels) {
      if (!part.words.starts_with(label)) continue;
      std::string time = part.words.substr(label.size());
      while (time.ends_with(".")) time.pop_back();
      time = clock_time(time);
      if (time.empty()) continue;
      closing_ = Made::element("closing").set("time", time);
      within_ = Within::end;
      element(part, Certainty::certain, "<closing time=\"" + time + "\">");
      return true;
    }
    return false;
  }

  void roles(const Part& part) {
    Part& signature = stretches_.emplace_back(part);
    signature.kind = Part::Kind::signature;
    placing_.fill(placing_.root, {&signature});
  }

  Placing& placing_;
  Making& making_;
  const Parts& parts_;
  Paper minutes_;  // as far as it is known: for what papers of the project say of its meeting
  std::optional<Meeting> meeting_;
  Made participants_, decisions_, closing_, decision_;
  const AgendaItem* item_ = nullptr;
  bool closed_ = false;
  Within within_ = Within::beginning;
  std::deque<Part> stretches_;
  std::size_t at_ = 0;
};

}  // namespace

bool has_decisions(const Making& making) {
  return making.may("decisions", "decision") && making.may("decision", "outcome");
}

void place_decisions(Placing& placing, const Parts& parts) {
  Decisions(placing, parts).make();
}

}  // namespace kancelli::word
