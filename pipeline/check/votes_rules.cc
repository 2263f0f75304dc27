// Votes: the numbers must be possible, and every party stands in one place.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr auto group_names = std::to_array<std::string_view>({"for", "against", "abstained"});

std::int64_t number(const Node* node, std::string_view attribute) {
  return node == nullptr ? 0 : read_count(node->get(attribute)).value_or(0);
}

// The attribute's value; the element's name in a paper whose grammar has found it missing.
Span place_of(const Node& node, std::string_view attribute) {
  const Attribute* found = node.find(attribute);
  return found == nullptr ? node.name_span : found->value_span;
}

// One <vote>, with what it is measured by.
struct Vote {
  Vote(const ExaminedPaper& examined, const Node& vote) : node(vote) {
    for (std::size_t i = 0; i < group_names.size(); ++i) groups[i] = vote.child(group_names[i]);
    attendance = vote.child("attendance");
    const std::string_view id = vote.get("body").empty() ? examined.paper.committee : vote.get("body");
    body = examined.project.registers.body(id);
    day = examined.paper.date_at(vote);
    const auto& meetings = examined.elements("meeting");
    if (vote.get("as-of").empty() && !meetings.empty())
      if (const auto date = Date::parse(meetings.front()->get("date"))) day = date;
  }

  std::int64_t total() const {
    std::int64_t sum = 0;
    for (const Node* group : groups) sum += number(group, "count");
    return sum;
  }

  const Node& node;
  std::array<const Node*, 3> groups{};  // for, against, abstained; nullptr where there is none
  const Node* attendance = nullptr;
  const Body* body = nullptr;
  std::optional<Date> day;
};

// --- vote-mismatch

std::string body_name(const Vote& vote) {
  const BodyName* name = vote.body->name_on(vote.day);
  return name == nullptr ? vote.body->id : name->name;
}

void relate_members(const ExaminedPaper& examined, const Vote& vote, Diagnostic& diagnostic) {
  diagnostic.related.push_back({value_in_tag(examined.project.sources, vote.body->span, "members"),
                                tr("the register gives the number of members")});
}

// More people than can have been there; the votes are said to be too many only once, by the smaller number.
void too_many(const ExaminedPaper& examined, const Vote& vote, Diagnostics& diagnostics) {
  const std::int64_t members = vote.body == nullptr ? 0 : vote.body->members,
                     present = number(vote.attendance, "present"), votes = vote.total();
  if (vote.attendance != nullptr) {
    const Span place = place_of(*vote.attendance, "present");
    const std::int64_t all =
        present + number(vote.attendance, "excused") + number(vote.attendance, "unexcused");
    const bool absences = vote.attendance->find("excused") != nullptr;
    if (members > 0 && (absences ? all != members : all > members)) {
      Diagnostic& d = diagnostics.error(
          "vote-mismatch", place,
          absences ? tr("those present and those absent are {0} in all, {1} has {2} members",
                        {std::to_string(all), body_name(vote), std::to_string(members)})
                   : tr("{0} are present, {1} has only {2} members",
                        {std::to_string(all), body_name(vote), std::to_string(members)}),
          {tr("correct the number that is wrong")});
      relate_members(examined, vote, d);
      return;
    }
  }
  if (vote.groups[0] == nullptr) return;
  const Span place = place_of(*vote.groups[0], "count");
  if (vote.attendance != nullptr && votes > present) {
    Diagnostic& d = diagnostics.error("vote-mismatch", place,
                                      tr("the votes and abstentions are {0} in all, but only {1} are present",
                                         {std::to_string(votes), std::to_string(present)}),
                                      {tr("correct the number that is wrong")});
    d.related.push_back({place_of(*vote.attendance, "present"), tr("this many are present")});
  } else if (members > 0 && votes > members) {
    Diagnostic& d = diagnostics.error("vote-mismatch", place,
                                      tr("the votes and abstentions are {0} in all, {1} has only {2} members",
                                         {std::to_string(votes), body_name(vote), std::to_string(members)}),
                                      {tr("correct the number that is wrong")});
    relate_members(examined, vote, d);
  }
}

// Every party named has at least one member; where no whole party is named, those named are all of them.
void check_group(const Node& group, Diagnostics& diagnostics) {
  const auto parties = static_cast<std::int64_t>(split(group.get("parties")).size());
  std::int64_t named = static_cast<std::int64_t>(group.elements("independent").size());
  for (const Node* members : group.elements("members")) named += number(members, "count");
  const std::int64_t count = number(&group, "count"), least = named + parties;
  if (least == 0 || (parties > 0 ? count >= least : count == least)) return;
  const Span place = place_of(group, "count");
  if (parties > 0)
    diagnostics.error("vote-mismatch", place,
                      tr("{0} votes are too few: those that are named here have at least {1}",
                         {group.get("count"), std::to_string(least)}),
                      {tr("correct the number, or who is named")});
  else
    diagnostics.error("vote-mismatch", place,
                      tr("the number is {0}, those that are named here are {1}",
                         {group.get("count"), std::to_string(least)}),
                      {tr("correct the number, or who is named")});
}

// More for than against carries a motion, and nothing else does. Where the law wants more than that a motion
// may fail all the same: only a warning.
void check_result(const Vote& vote, Diagnostics& diagnostics) {
  if (vote.groups[0] == nullptr) return;
  const std::int64_t votes_for = number(vote.groups[0], "count"), against = number(vote.groups[1], "count");
  const bool rejected = vote.node.get("result") == "rejected";
  if (rejected == (votes_for <= against)) return;
  const Span place = place_of(vote.node, "result");
  if (rejected)
    diagnostics.warning("vote-mismatch", place,
                        tr("rejected, although {0} votes are for and {1} against",
                           {std::to_string(votes_for), std::to_string(against)}),
                        {tr("correct the result or the votes; where more than a majority is needed, suppress "
                            "this with the provision as its reason")});
  else
    diagnostics.error("vote-mismatch", place,
                      tr("carried, although {0} votes are for and {1} against",
                         {std::to_string(votes_for), std::to_string(against)}),
                      {tr("correct the result or the votes")});
}

void vote_mismatch(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* node : examined.elements("vote")) {
    const Vote vote(examined, *node);
    too_many(examined, vote, diagnostics);
    for (const Node* group : vote.groups)
      if (group != nullptr) check_group(*group, diagnostics);
    check_result(vote, diagnostics);
  }
}

// --- vote-party

// The letters that parties have on that day.
std::vector<std::string_view> letters_on(const Registers& registers, const std::optional<Date>& day) {
  std::vector<std::string_view> letters;
  for (const auto& [id, body] : registers.bodies) {
    if (body.kind != "party") continue;
    const BodyName* name = body.name_on(day);
    if (name != nullptr && !name->letter.empty()) letters.push_back(name->letter);
  }
  std::sort(letters.begin(), letters.end());
  return letters;
}

// A letter in the source; `whole` where it stands for all of the party.
struct Letter {
  std::string_view text;
  Span span;
  const Node* group = nullptr;
  bool whole = true;
};

std::vector<Letter> letters_in(const ExaminedPaper& examined, const Vote& vote) {
  std::vector<Letter> letters;
  for (const Node* group : vote.groups) {
    if (group == nullptr) continue;
    if (const Attribute* parties = group->find("parties"))
      for (const std::string_view word : split(parties->value)) {
        const auto begin = static_cast<std::size_t>(word.data() - parties->value.data());
        letters.push_back({word,
                           span_in_value(examined.project.sources, *parties, begin, begin + word.size()),
                           group, true});
      }
    for (const Node* members : group->elements("members"))
      if (const Attribute* party = members->find("party"))
        letters.push_back({party->value, party->value_span, group, false});
  }
  return letters;
}

std::string list_of(const std::vector<std::string_view>& letters) {
  std::vector<std::string> words(letters.begin(), letters.end());
  return join(words, ", ");
}

void check_letter(const ExaminedPaper& examined, const Vote& vote, const Letter& letter,
                  Diagnostics& diagnostics) {
  const auto known = letters_on(examined.project.registers, vote.day);
  if (std::binary_search(known.begin(), known.end(), letter.text)) return;
  const std::string hint = known.empty() ? tr("give the parties their letter in the organisation register")
                                         : tr("the parties in the register then have {0}", {list_of(known)});
  diagnostics.error("vote-party", letter.span,
                    vote.day ? tr("no party has the letter \"{0}\" on {1}", {letter.text, shown(*vote.day)})
                             : tr("no party has the letter \"{0}\"", {letter.text}),
                    {hint});
}

void vote_party(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.project.is_unread("organisation")) return;
  for (const Node* node : examined.elements("vote")) {
    const Vote vote(examined, *node);
    const std::vector<Letter> letters = letters_in(examined, vote);
    for (auto letter = letters.begin(); letter != letters.end(); ++letter) {
      const auto first = std::find_if(letters.begin(), letter, [&](const Letter& other) {
        return other.text == letter->text && (other.whole || letter->whole || other.group == letter->group);
      });
      if (first == letter) {
        check_letter(examined, vote, *letter, diagnostics);
        continue;
      }
      Diagnostic& d = diagnostics.error("vote-party", letter->span,
                                        first->group == letter->group
                                            ? tr("the party {0} stands twice here", {letter->text})
                                            : tr("the party {0} stands in two groups", {letter->text}),
                                        {tr("let it stand where it voted; if it was divided, write <members "
                                            "party=\"{0}\" count=\"...\"/> in "
                                            "each group",
                                            {letter->text})});
      d.related.push_back({first->span, tr("it stands here first")});
    }
  }
}

}  // namespace

std::vector<Rule> vote_rules() {
  return {
      {.code = "vote-mismatch",
       .severity = Severity::error,
       .summary = "The numbers of a vote cannot be right.",
       .explanation = "Votes and abstentions together are no more than the members present, and no more "
                      "than the body has members (members=\"...\" in the organisation register; without it "
                      "nothing is said). Those present and absent are all the members. A group has at least "
                      "one vote for each party that is named in it. What is carried has more votes for than "
                      "against; what was rejected with a majority is only a warning, since some decisions "
                      "need more.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council" members="55"><name>Borgerrepræsentationen</name></body>
<body id="parti-x" kind="party"><name letter="X">Parti X</name></body>
<body id="parti-y" kind="party"><name letter="Y">Parti Y</name></body>
<!-- papers/charter/eksempel.xml -->
<vote body="br" result="approved">
  <matter>Indstillingen</matter>
  <for count="44" parties="X"/>
  <against count="15" parties="Y"/>
</vote>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council" members="55"><name>Borgerrepræsentationen</name></body>
<body id="parti-x" kind="party"><name letter="X">Parti X</name></body>
<body id="parti-y" kind="party"><name letter="Y">Parti Y</name></body>
<!-- papers/charter/eksempel.xml -->
<vote body="br" result="approved">
  <matter>Indstillingen</matter>
  <for count="34" parties="X"/>
  <against count="15" parties="Y"/>
</vote>
)",
       .check = vote_mismatch},
      {.code = "vote-party",
       .severity = Severity::error,
       .summary = "A party in a vote stands in two places, or no party has that letter.",
       .explanation = "A party's letter is looked up in the organisation register as of the day of the "
                      "meeting, or the paper's date. A letter stands once in a vote. Where a party was "
                      "divided, its members are written with <members party=\"...\" count=\"...\"/> in each "
                      "group; an independent member with <independent>.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="parti-x" kind="party"><name letter="X">Parti X</name></body>
<body id="parti-y" kind="party"><name letter="Y">Parti Y</name></body>
<!-- papers/charter/eksempel.xml -->
<vote result="approved">
  <matter>Indstillingen</matter>
  <for count="8" parties="X Y"/>
  <against count="2" parties="Y"/>
</vote>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="parti-x" kind="party"><name letter="X">Parti X</name></body>
<body id="parti-y" kind="party"><name letter="Y">Parti Y</name></body>
<!-- papers/charter/eksempel.xml -->
<vote result="approved">
  <matter>Indstillingen</matter>
  <for count="8" parties="X"><members party="Y" count="1"/></for>
  <against count="2"><members party="Y" count="2"/></against>
</vote>
)",
       .check = vote_party}};
}

}  // namespace kancelli
