// What an amendment and the register of commencements name: provisions, and the days that are left open.
#include <algorithm>
#include <optional>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/amendment_source.h"

namespace kancelli {
namespace {

// --- amendment-provision-unknown

class NamedProvisions {
 public:
  NamedProvisions(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), diagnostics_(diagnostics) {
    const Node* change = examined.paper.root().child("change");
    if (change == nullptr) return;
    before_ = examined.project.paper(change->get("statute"));
    const auto edited = examined.project.edited.find(examined.paper.id);
    if (edited != examined.project.edited.end()) {
      after_ = edited->second.paper.get();
      formulas_ = change->get("file").ends_with(".txt");
    }
  }

  void check() {
    // A statute or a text that is not there is told of already.
    if (before_ == nullptr || (after_ == nullptr && !formulas_)) return;
    for (const char* element : {"choose", "except", "remark"})
      for (const Node* node : examined_.elements(element))
        if (const Attribute* of = node->find("of"))
          for (const std::string_view id : split(of->value)) look_up(*of, id);
  }

 private:
  // The statute itself too: its title may change.
  static bool has(const Paper* paper, std::string_view id) {
    return paper != nullptr && paper->by_id(id) != nullptr;
  }

  void look_up(const Attribute& of, std::string_view id) {
    // What formulas make new is named by the amendment.
    if (has(before_, id) || has(after_, id) || (formulas_ && id.starts_with(examined_.paper.id))) return;
    const auto begin = static_cast<std::size_t>(id.data() - of.value.data());
    std::vector<std::string_view> known;
    for (const Paper* paper : {before_, after_})
      if (paper != nullptr)
        for (const auto& [each, node] : paper->ids) known.push_back(each);
    const std::string_view meant = nearest(id, known);
    diagnostics_.error(
        "amendment-provision-unknown", span_in_value(examined_.project.sources, of, begin, begin + id.size()),
        tr("the statute has no provision \"{0}\", neither before nor after", {id}),
        {meant.empty() ? tr("name the id of a provision") : tr("did you mean \"{0}\"?", {meant})});
  }

  const ExaminedPaper& examined_;
  Diagnostics& diagnostics_;
  const Paper *before_ = nullptr, *after_ = nullptr;
  bool formulas_ = false;
};

void amendment_provision_unknown(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.type == "amendment") NamedProvisions(examined, diagnostics).check();
}

// --- commencement-unknown, commencement-late

using Source = statute::AmendmentSource;

// The amendment that an entry of the register is about, with the place and message where there is none.
std::optional<Source> amendment_of(const CommencementDay& day, const Project& project,
                                   Diagnostics& diagnostics) {
  const Paper* paper = project.paper(day.amendment);
  if (paper != nullptr && paper->type == "amendment") return statute::read_amendment_source(paper->root());
  if (project.is_unread(day.amendment)) return std::nullopt;
  std::vector<std::string_view> amendments;
  for (const auto& each : project.papers)
    if (each->type == "amendment") amendments.push_back(each->id);
  const std::string_view meant = nearest(day.amendment, amendments);
  diagnostics.error(
      "commencement-unknown", value_in_tag(project.sources, day.span, "amendment"),
      tr("there is no amendment \"{0}\"", {day.amendment}),
      {meant.empty() ? tr("list the paper in project.xml") : tr("did you mean \"{0}\"?", {meant})});
  return std::nullopt;
}

const Source::Exception* exception_for(const Source& source, std::string_view id) {
  for (const Source::Exception& each : source.exceptions)
    if (std::find(each.of.begin(), each.of.end(), id) != each.of.end()) return &each;
  return nullptr;
}

// The place of an id in the entry's `of`.
Span place_of(const SourceMap& sources, const CommencementDay& day, std::string_view id) {
  Span value = value_in_tag(sources, day.span, "of");
  const std::string_view text = sources.text(value.source).substr(value.begin, value.end - value.begin);
  for (const std::string_view word : split(text))
    if (word == id) {
      value.begin += static_cast<std::uint32_t>(word.data() - text.data());
      value.end = value.begin + static_cast<std::uint32_t>(word.size());
      break;
    }
  return value;
}

void look_up(const CommencementDay& day, const Source& source, const std::string& id,
             const SourceMap& sources, Diagnostics& diagnostics) {
  const Source::Exception* exception = exception_for(source, id);
  if (exception != nullptr && !exception->by.empty()) return;
  std::vector<std::string_view> open;
  for (const Source::Exception& each : source.exceptions)
    if (!each.by.empty()) open.insert(open.end(), each.of.begin(), each.of.end());
  const std::string_view meant = nearest(id, open);
  Diagnostic& d = diagnostics.error(
      "commencement-unknown", place_of(sources, day, id),
      tr("\"{0}\" leaves no day open for \"{1}\"", {source.id, id}),
      {!meant.empty() ? tr("did you mean \"{0}\"?", {meant})
       : open.empty() ? tr("say in the amendment, with except and by, who fixes the day")
                      : tr("days are left open for {0}", {join({open.begin(), open.end()}, ", ")})});
  if (exception != nullptr) d.related.push_back({exception->node->name_span, tr("its day is fixed here")});
}

// A day behind the latest that the amendment allows.
void check_latest(const CommencementDay& day, const Source& source, const SourceMap& sources,
                  Diagnostics& diagnostics) {
  for (const std::string& id : day.of) {
    const Source::Exception* exception = exception_for(source, id);
    const auto latest = exception == nullptr ? std::nullopt : Date::parse(exception->latest);
    if (!latest || !before(latest->last(), day.date)) continue;
    Diagnostic& d = diagnostics.error(
        "commencement-late", value_in_tag(sources, day.span, "date"),
        tr("the day lies after the latest that the amendment allows: {0}", {shown(latest->last())}),
        {tr("correct the day; a later one takes a new amendment")});
    d.related.push_back({exception->node->find("latest")->value_span, tr("it is said here")});
    return;
  }
}

void commencements(const ProjectIndex& index, Diagnostics& diagnostics) {
  const Project& project = index.project;
  for (const CommencementDay& day : project.registers.commencements) {
    const auto source = amendment_of(day, project, diagnostics);
    if (!source) continue;
    for (const std::string& id : day.of) look_up(day, *source, id, project.sources, diagnostics);
    check_latest(day, *source, project.sources, diagnostics);
  }
}

constexpr std::string_view amended_statute = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="moeder" number="4"><subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection></paragraph>
<!-- statute/ny.xml as vedtaegt -->
<paragraph id="moeder" number="4"><subsection id="moeder-1"><p>Udvalget mødes hver uge.</p></subsection></paragraph>
)";

}  // namespace

std::vector<Rule> amendment_rules() {
  static const std::string statute(amended_statute);
  static const std::string unknown = statute + R"(<!-- papers/amendment/aendring.xml -->
<change statute="vedtaegt" file="statute/ny.xml"><choose of="moede-1" form="whole"/></change>
)",
                           known = statute + R"(<!-- papers/amendment/aendring.xml -->
<change statute="vedtaegt" file="statute/ny.xml"><choose of="moeder-1" form="whole"/></change>
)",
                           open = statute + R"(<!-- papers/amendment/aendring.xml -->
<commencement date="2026-01-01"><except of="moeder-1" by="oeu" latest="2026-08-01"/></commencement>
<!-- registers/commencements.xml -->
)",
                           right =
                               open + R"(<commencement amendment="aendring" of="moeder-1" date="2026-06-01"/>
)",
                           other =
                               open + R"(<commencement amendment="aendring" of="moeder-2" date="2026-06-01"/>
)",
                           late =
                               open + R"(<commencement amendment="aendring" of="moeder-1" date="2026-09-01"/>
)";
  return {
      {.code = "amendment-provision-unknown",
       .severity = Severity::error,
       .summary = "An amendment names a provision that the statute has neither before nor after.",
       .explanation =
           "choose, except and remark name provisions by their ids: those of the statute as it is, or of "
           "the edited text. Of an id that neither has, nothing would be chosen, excepted or explained.",
       .failing = unknown,
       .passing = known,
       .check = amendment_provision_unknown},
      {.code = "commencement-late",
       .severity = Severity::error,
       .summary = "A day in the register of commencements lies after the latest that the amendment allows.",
       .explanation = "An amendment may leave it to a body to fix the day from which changes hold, at the "
                      "latest on a day that it gives. A later one needs a new amendment.",
       .failing = late,
       .passing = right,
       .check_project = commencements},
      {.code = "commencement-unknown",
       .severity = Severity::error,
       .summary = "The register of commencements names what no amendment leaves open.",
       .explanation = "An entry gives the day for provisions whose day the amendment leaves to a body "
                      "(except with by). Another amendment or another provision would never be asked for.",
       .failing = other,
       .passing = right}};
}

}  // namespace kancelli
