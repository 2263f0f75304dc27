// Dates in texts and captions against the course of events that the register tells.
#include <algorithm>
#include <array>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// How a date is meant: "senest den ..." is an upper bound, "frem mod ..." says nothing that could be wrong.
enum class Meant { exactly, at_latest, at_earliest, vaguely };

Meant meant_before(std::string_view left) {
  const auto cut = [&](std::string_view word) {
    if (!left.ends_with(word)) return false;
    left.remove_suffix(word.size());
    return true;
  };
  cut(" ");
  for (const char* word : {" den", " d.", " udgangen af", " begyndelsen af"}) cut(word);
  const auto ends = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return left.ends_with(word) && !within_word(left, left.size() - word.size());
    });
  };
  if (ends({"senest", "Senest", "inden", "Inden", "før", "Før", "til og med"})) return Meant::at_latest;
  if (ends({"efter", "Efter", "tidligst", "Tidligst", "siden", "Siden"})) return Meant::at_earliest;
  if (ends({"frem mod", "Frem mod", "omkring", "Omkring", "ca.", "cirka", "forventes", "forventet",
            "planlagt til"}))
    return Meant::vaguely;
  return Meant::exactly;
}

// Every event that comes before, the transitive ones too; a circle ends where it began.
void collect_earlier(const Registers& registers, const Event& event, std::set<const Event*>& earlier) {
  for (const std::string& id : event.after)
    if (const Event* other = registers.event(id); other != nullptr && earlier.insert(other).second)
      collect_earlier(registers, *other, earlier);
}
std::set<const Event*> earlier_than(const Registers& registers, const Event& event) {
  std::set<const Event*> earlier;
  collect_earlier(registers, event, earlier);
  return earlier;
}

// Of the events before it the one that is certainly later than `last`; nullptr when none is. Of an upper
// bound nothing is certain.
const Event* earlier_but_after(const Registers& registers, const Event& event, const Date& last) {
  const Event* wrong = nullptr;
  for (const Event* other : earlier_than(registers, event))
    if (other->date && !other->latest && before(last, other->date->first()) &&
        (wrong == nullptr || before(wrong->date->first(), other->date->first()) ||
         (other->date->first() == wrong->date->first() && other->id < wrong->id)))
      wrong = other;
  return wrong;
}

const Event* later_but_before(const Registers& registers, const Event& event, const Date& first) {
  for (const auto& [id, other] : registers.events)
    if (other.date && before(other.date->last(), first) && earlier_than(registers, other).count(&event) > 0)
      return &other;
  return nullptr;
}

class Comparison {
 public:
  Comparison(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), registers_(examined.project.registers), diagnostics_(diagnostics) {}

  void compare(const Event& event, const StatedDate& stated, Meant meant) {
    if (meant == Meant::vaguely) return;
    const Date first = stated.date.first(), last = stated.date.last();
    if (event.date) {
      // Two upper bounds agree when they are the same.
      const bool bounds = event.latest && meant == Meant::at_latest;
      const bool later =
          before(last, event.date->first()) && meant != Meant::at_earliest && (!event.latest || bounds);
      const bool sooner = before(event.date->last(), first) && (meant != Meant::at_latest || bounds);
      if (later || sooner) report_differs(event, stated);
      return;
    }
    if (meant != Meant::at_earliest)
      if (const Event* other = earlier_but_after(registers_, event, last))
        return report_order(event, stated, *other,
                            tr("{0}, {1}, would come before {2}, {3}, which it comes after",
                               {quoted(event), shown(stated.date), quoted(*other), shown(*other->date)}));
    if (meant != Meant::at_latest)
      if (const Event* other = later_but_before(registers_, event, first))
        return report_order(event, stated, *other,
                            tr("{0}, {1}, would come after {2}, {3}, which it comes before",
                               {quoted(event), shown(stated.date), quoted(*other), shown(*other->date)}));
  }

 private:
  static std::string quoted(const Event& event) { return tr("\"{0}\"", {event.label}); }

  Span place(const StatedDate& stated) const {
    const Attribute* value = stated.node == nullptr ? nullptr : stated.node->find("value");
    return value != nullptr ? value->value_span : examined_.span(stated.begin, stated.end);
  }

  void relate(Diagnostic& d, const Event& event) {
    d.related.push_back({value_in_tag(examined_.project.sources, event.span, "date"), tr("the event")});
  }

  void report_differs(const Event& event, const StatedDate& stated) {
    Diagnostic& d = diagnostics_.error(
        "event-date-differs", place(stated),
        event.latest ? tr("{0} is {1} at the latest in the register of events, but here it is {2}",
                          {quoted(event), shown(*event.date), shown(stated.date)})
                     : tr("{0} is {1} in the register of events, but here it is {2}",
                          {quoted(event), shown(*event.date), shown(stated.date)}),
        {tr("write {0}, or correct the register", {shown(*event.date)})});
    relate(d, event);
  }

  void report_order(const Event& event, const StatedDate& stated, const Event& other, std::string message) {
    Diagnostic& d = diagnostics_.error("event-date-differs", place(stated), std::move(message),
                                       {tr("correct the date, or the order in the register of events")});
    relate(d, other);
    d.related.push_back({event.span, tr("the event that the text names")});
  }

  const ExaminedPaper& examined_;
  const Registers& registers_;
  Diagnostics& diagnostics_;
};

// --- The dates that belong to an event

struct Mention {
  const Event* event = nullptr;
  std::size_t begin = 0, end = 0;
};

std::vector<Mention> mentions_in(const ExaminedPaper& examined) {
  std::vector<Mention> all;
  const std::string_view text = examined.text.text();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = word_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    std::size_t length = 0;
    const Phrase* phrase = examined.index.event_lexicon().longest(text, at, length);
    if (phrase != nullptr) {
      const TextContext& context = examined.text.context(at);
      if (!context.quote && !context.foreign && !context.link)
        all.push_back({&examined.index.event(*phrase), at, at + length});
    }
    at = std::max(end, at + length);
  }
  return all;
}

// The date right behind a mention, with nothing between that could make it another thing's: "seminaret den
// 31. maj 2024", "analysen (BR 29. januar 2025)".
std::optional<StatedDate> date_behind(const ExaminedPaper& examined, std::size_t at) {
  static constexpr auto between = std::to_array<std::string_view>(
      {" ",           "(",       ",",      "den ",        "d. ",    "dateret ",  "af ",      "fra ",
       "i ",          "på ",     "blev ",  "holdes ",     "holdt ", "afholdes ", "afholdt ", "finder sted ",
       "fandt sted ", "senest ", "inden ", "udgangen af "});
  const std::string_view text = examined.text.text();
  constexpr int most_words = 8;
  for (int i = 0; i < most_words; ++i) {
    if (const auto stated = examined.stated_date(at)) return stated;
    const std::string_view rest = text.substr(at);
    const auto word = std::find_if(between.begin(), between.end(),
                                   [&](std::string_view each) { return rest.starts_with(each); });
    if (word != between.end()) {
      at += word->size();
    } else if (const Node* node =
                   rest.starts_with(RunningText::computed_mark) ? examined.text.computed(at) : nullptr;
               node != nullptr && node->is("body")) {
      at += RunningText::computed_mark.size();
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

// A caption speaks of one thing: its date belongs to the event it names, wherever the two stand in it.
std::optional<StatedDate> only_date_of_block(const ExaminedPaper& examined, std::size_t at) {
  const std::string_view text = examined.text.text();
  const std::size_t before_block = text.rfind('\n', at), end = text.find('\n', at);
  std::optional<StatedDate> found;
  for (std::size_t i = before_block == std::string_view::npos ? 0 : before_block + 1;
       i < end && i < text.size();) {
    const auto stated = examined.stated_date(i);
    if (!stated) {
      const std::size_t next = word_end(text, i);
      i = next == i ? i + 1 : next;
      continue;
    }
    if (found) return std::nullopt;
    found = stated;
    i = stated->end;
  }
  return found;
}

void event_date_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.project.registers.events.empty()) return;
  Comparison comparison(examined, diagnostics);
  const std::string_view text = examined.text.text();
  const auto compare = [&](const Event& event, const StatedDate& stated) {
    comparison.compare(event, stated, meant_before(text.substr(0, stated.begin)));
  };
  for (std::size_t at = text.find(RunningText::computed_mark); at != std::string_view::npos;
       at = text.find(RunningText::computed_mark, at + 1)) {
    const auto stated = examined.stated_date(at);
    const Event* event = stated ? examined.project.registers.event(stated->node->get("event")) : nullptr;
    if (event != nullptr) compare(*event, *stated);
  }
  const std::vector<Mention> mentions = mentions_in(examined);
  for (const Mention& mention : mentions) {
    const Node* block = examined.text.context(mention.begin).block;
    const bool caption = block != nullptr && block->is("caption");
    const bool alone = caption && std::count_if(mentions.begin(), mentions.end(), [&](const Mention& other) {
                                    return examined.text.context(other.begin).block == block;
                                  }) == 1;
    const auto stated =
        alone ? only_date_of_block(examined, mention.begin) : date_behind(examined, mention.end);
    if (stated && (stated->node == nullptr || stated->node->find("event") == nullptr))
      compare(*mention.event, *stated);
  }
}

// --- The register itself

// A circle is told once, at the first of its events.
bool closes_circle(const Registers& registers, const Event& event) {
  const std::set<const Event*> earlier = earlier_than(registers, event);
  return earlier.count(&event) > 0 && std::none_of(earlier.begin(), earlier.end(), [&](const Event* other) {
           return other->id < event.id && earlier_than(registers, *other).count(&event) > 0;
         });
}

void check_names(const ProjectIndex& index, const Event& event, Diagnostics& diagnostics) {
  const auto& events = index.project.registers.events;
  for (const std::string& id : event.after) {
    if (events.find(id) != events.end()) continue;
    std::vector<std::string_view> ids;
    for (const auto& [known, other] : events) ids.push_back(known);
    const std::string_view similar = nearest(id, ids);
    diagnostics.error(
        "ref-unresolved", value_in_tag(index.project.sources, event.span, "after"),
        tr("the register of events has no \"{0}\"", {id}),
        {similar.empty() ? tr("put it into the register") : tr("did you mean \"{0}\"?", {similar})});
  }
  if (!event.paper.empty() && index.project.paper(event.paper) == nullptr &&
      !index.project.is_unread(event.paper))
    diagnostics.error("ref-unresolved", value_in_tag(index.project.sources, event.span, "paper"),
                      tr("there is no paper \"{0}\"", {event.paper}), {tr("list the paper in project.xml")});
}

void check_paper_date(const ProjectIndex& index, const Event& event, Diagnostics& diagnostics) {
  const Paper* paper = index.project.paper(event.paper);
  if (paper == nullptr || !paper->dated || !event.date) return;
  if (!before(*paper->dated, event.date->first()) && !before(event.date->last(), *paper->dated)) return;
  Diagnostic& d =
      diagnostics.error("event-date-differs", value_in_tag(index.project.sources, event.span, "date"),
                        tr("\"{0}\" is {1} here, but the paper \"{2}\" is dated {3}",
                           {event.label, shown(*event.date), paper->id, shown(*paper->dated)}),
                        {tr("correct one of the two, or leave the date out here: it is the paper's")});
  if (const Node* dated = paper->root().child("meta")->child("dated"))
    d.related.push_back({dated->find("value")->value_span, tr("the paper's date")});
}

// True when an event between the two lies before `other` as well: the fault is told there.
bool told_before(const Registers& registers, const Event& event, const Event& other) {
  for (const Event* between : earlier_than(registers, event))
    if (between != &event && between->date && before(between->date->last(), other.date->first()) &&
        earlier_than(registers, *between).count(&other) > 0)
      return true;
  return false;
}

void event_dates_in_register(const ProjectIndex& index, Diagnostics& diagnostics) {
  const Registers& registers = index.project.registers;
  const SourceMap& sources = index.project.sources;
  for (const auto& [id, event] : registers.events) {
    check_names(index, event, diagnostics);
    check_paper_date(index, event, diagnostics);
    if (closes_circle(registers, event)) {
      diagnostics.error("date-order", value_in_tag(sources, event.span, "after"),
                        tr("\"{0}\" comes after itself", {event.label}),
                        {tr("take one event out of after, so that the order has a beginning")});
      continue;
    }
    const Event* other = event.date ? earlier_but_after(registers, event, event.date->last()) : nullptr;
    if (other == nullptr || told_before(registers, event, *other)) continue;
    Diagnostic& d =
        diagnostics.error("date-order", value_in_tag(sources, event.span, "date"),
                          tr("\"{0}\", {1}, would come before \"{2}\", {3}, which it comes after",
                             {event.label, shown(*event.date), other->label, shown(*other->date)}),
                          {tr("correct one of the two dates, or after")});
    d.related.push_back({value_in_tag(sources, other->span, "date"), tr("the other event")});
  }
}

}  // namespace

std::vector<Rule> event_rules() {
  return {
      {.code = "event-date-differs",
       .severity = Severity::error,
       .summary = "A text or a caption gives an event another date than the course of events allows.",
       .explanation =
           "The register of events holds what happens when and in which order. Compared with it are dates "
           "that "
           "name their event (event on date), a date right behind an event's phrase, and the date in a "
           "caption "
           "that names one event. A period agrees with every day in it, 'senest' and 'inden' are upper "
           "bounds, "
           "'efter' and 'tidligst' lower ones, and 'frem mod' is no deadline. An event without a date is "
           "compared with those before and after it. Quotations and links are left alone. A paper's own date "
           "is compared with that of its event.",
       .failing = R"(<!-- registers/events.xml -->
<event id="kommissorium" label="kommissoriet vedtages" date="2023-09-21"/>
<event id="seminar" label="status på analysen gives" after="kommissorium"><phrase>status på analysen</phrase></event>
<!-- papers/charter/kommissorium.xml -->
<figure src="figures/seminar.png" alt="Deltagere i en sal">
  <caption>Der gives status på analysen på et seminar den 31. maj 2023</caption>
</figure>
)",
       .passing = R"(<!-- registers/events.xml -->
<event id="kommissorium" label="kommissoriet vedtages" date="2023-09-21"/>
<event id="seminar" label="status på analysen gives" after="kommissorium"><phrase>status på analysen</phrase></event>
<!-- papers/charter/kommissorium.xml -->
<figure src="figures/seminar.png" alt="Deltagere i en sal">
  <caption>Der gives status på analysen på et seminar den 31. maj 2024</caption>
</figure>
)",
       .check = event_date_differs,
       .check_project = event_dates_in_register}};
}

}  // namespace kancelli
