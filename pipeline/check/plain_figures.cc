#include "pipeline/check/plain_figures.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A figure in plain text with a unit of the register, and the sentence it stands in.
class PlainFigure {
 public:
  PlainFigure(const ExaminedPaper& examined, const WrittenNumber& number, std::size_t end)
      : examined_(examined),
        text_(examined.text.text()),
        number_(number),
        end_(end),
        sentence_(sentence_around(text_, number.begin)) {}

  // The whole figure of what the sentence speaks of: not a part, a plan, or a change of it.
  bool whole() const {
    std::size_t at = sentence_.begin;
    while (at < number_.hedge_begin) {
      const std::size_t end = word_end(text_, at);
      if (end == at) {
        ++at;
        continue;
      }
      if (restricts(lower(text_.substr(at, end - at)))) return false;
      at = end;
    }
    const std::string_view rest = text_.substr(end_, sentence_.end - end_);
    if (rest.empty() || one_of(rest.substr(0, 1), {".", ",", ";", ":", ")", "\n"})) return true;
    return rest.starts_with(" i alt") || rest.starts_with(" i dag") || rest.starts_with(" om året") ||
           rest.starts_with(" årligt") || rest.starts_with(" i ") || rest.starts_with(" hos ") ||
           rest.starts_with(" til ") || rest.starts_with(" pr. ") || rest.starts_with(" og ");
  }

  // True where the sentence names what the figure covers, and no other body.
  bool speaks_of(std::string_view scope) const {
    bool named = false;
    for (std::size_t at = sentence_.begin; at < sentence_.end; ++at) {
      if (!text_.substr(at).starts_with(RunningText::computed_mark)) continue;
      const Node* node = examined_.text.computed(at);
      if (node == nullptr || !node->is("body")) continue;
      if (!bears(examined_.project.registers.body(node->get("ref")), scope)) return false;
      named = true;
    }
    for (const TextMatch& match : examined_.matches) {
      if (match.kind != TextMatch::Kind::name || match.begin < sentence_.begin ||
          match.begin >= sentence_.end)
        continue;
      const bool same = std::any_of(match.name->bearers.begin(), match.name->bearers.end(),
                                    [&](const auto& bearer) { return bears(bearer.body, scope); });
      if (!same) return false;
      named = true;
    }
    return named || text_.substr(sentence_.begin, sentence_.end - sentence_.begin).find(scope) !=
                        std::string_view::npos;
  }

  // The times that the sentence names, or its section speaks of.
  std::vector<Date> times() const {
    std::vector<Date> times;
    for (std::size_t at = sentence_.begin; at < sentence_.end;) {
      if (text_.substr(at).starts_with(RunningText::computed_mark)) {
        const Node* node = examined_.text.computed(at);
        if (node != nullptr && node->is("date"))
          if (const auto date = Date::parse(node->get("value"))) times.push_back(*date);
        at += RunningText::computed_mark.size();
        continue;
      }
      const std::size_t end = word_end(text_, at);
      if (end == at + 4 && at != number_.begin && one_of(text_.substr(at, 2), {"19", "20"}))
        if (const auto date = Date::parse(text_.substr(at, 4))) times.push_back(*date);
      at = std::max(end, at + 1);
    }
    const TextContext& context = examined_.text.context(number_.begin);
    if (times.empty() && context.dated)
      if (const auto date = examined_.paper.date_at(*context.block)) times.push_back(*date);
    return times;
  }

 private:
  static bool restricts(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"heraf",     "deraf",     "yderligere", "nye",         "flere",  "færre",  "mere",      "mindre",
         "mål",       "målet",     "skal",       "skulle",      "vil",    "ville",  "bør",       "kan",
         "kunne",     "forventes", "forventer",  "ventes",      "steg",   "steget", "stiger",    "faldt",
         "faldet",    "falder",    "vokset",     "voksede",     "vokser", "øges",   "øget",      "reduceres",
         "reduceret", "med",       "af",         "blandt",      "hver",   "pr",     "per",       "ekstra",
         "tidligere", "dengang",   "hidtil",     "oprindeligt", "mellem", "fra",    "ud",        "normeret",
         "plads",     "svarer",    "svarende",   "frem",        "indtil", "hvis",   "ikke",      "kun",
         "alene",     "resten",    "halvdelen",  "øvrige",      "andre",  "sammen", "tilsammen", "samlet"});
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  static bool bears(const Body* body, std::string_view scope) {
    return body != nullptr && std::any_of(body->names.begin(), body->names.end(), [&](const BodyName& name) {
             return name.name == scope || name.abbreviation == scope;
           });
  }

  const ExaminedPaper& examined_;
  std::string_view text_;
  const WrittenNumber& number_;
  std::size_t end_;  // of the unit
  Stretch sentence_;
};

bool within(const std::vector<Date>& times, const std::string& as_of) {
  const auto period = Date::parse(as_of);
  return period && std::all_of(times.begin(), times.end(), [&](const Date& time) {
           return !before(time.first(), period->first()) && !before(period->last(), time.last());
         });
}

void report_plain(const ExaminedPaper& examined, const WrittenNumber& number, std::size_t end,
                  const Fact& fact, bool compared, Diagnostics& diagnostics) {
  const std::string said(examined.text.text().substr(number.hedge_begin, end - number.hedge_begin));
  const Span span = examined.span(number.begin, number.end);
  Diagnostic& d =
      compared ? diagnostics.warning(
                     "fact-differs", span,
                     tr("the text says \"{0}\", the register of facts \"{1}\"", {said, shown_fact(fact)}),
                     {tr("write <fact ref=\"{0}\"/>, if it is the same figure", {fact.id})})
               : diagnostics.error(
                     "fact-not-compared", span,
                     tr("\"{0}\" is not compared with \"{1}\" of the register: the text does not say of "
                        "what time it is",
                        {said, shown_fact(fact)}),
                     {tr("write <fact ref=\"{0}\"/>, if it is the same figure", {fact.id}),
                      tr("if it is of another time, say so in the sentence")});
  d.related.push_back({value_of(examined.project, fact), tr("it is held here")});
}

}  // namespace

std::string shown_fact(const Fact& fact) {
  return without_typography(fact.full());
}

Span value_of(const Project& project, const Fact& fact) {
  return value_in_tag(project.sources, fact.span, "value");
}

void plain_figures(const ExaminedPaper& examined, bool compared, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (const WrittenNumber& number : examined.numbers) {
    std::size_t length = 0;
    const Phrase* unit =
        number.noun == number.end ? nullptr : examined.index.units().longest(text, number.noun, length);
    if (unit == nullptr) continue;
    const TextContext& context = examined.text.context(number.begin);
    if (context.quote || context.foreign || context.link || context.counted ||
        examined.text.in_quotation_marks(number.begin))
      continue;
    const PlainFigure figure(examined, number, number.noun + length);
    if (!figure.whole()) continue;
    for (const Fact* fact : examined.index.facts_in(*unit)) {
      if (fact->scope.empty() || agrees(number, fact->value, fact->approximate) ||
          !figure.speaks_of(fact->scope))
        continue;
      const auto times = figure.times();
      const bool comparable =
          fact->as_of.empty() ? times.empty() : !times.empty() && within(times, fact->as_of);
      const bool unclear = !fact->as_of.empty() && times.empty();
      if (compared ? comparable : unclear)
        report_plain(examined, number, number.noun + length, *fact, compared, diagnostics);
    }
  }
}

}  // namespace kancelli
