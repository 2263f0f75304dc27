// A committee has members and decides, an administration has staff and carries out: the one is named where
// the other is meant.
#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/others.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

constexpr auto staff = std::to_array<std::string_view>(
    {"medarbejdere", "medarbejderne", "medarbejder", "ansatte", "personale", "direktion", "direktør",
     "direktører", "sagsbehandlere", "sagsbehandlerne", "sagsbehandler", "fuldtidsmedarbejdere",
     "fuldtidsansatte", "årsværk", "embedsmænd"});
constexpr auto politics = std::to_array<std::string_view>(
    {"medlemmer", "medlem", "forperson", "formand", "næstforperson", "næstformand", "flertal", "mindretal"});
constexpr auto prepositions = std::to_array<std::string_view>({"af", "i", "for", "til", "fra", "på", "om"});

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Where a body is named: typed, in plain text, or as "udvalget" and "forvaltningen".
struct Mention {
  std::size_t begin = 0, end = 0;  // in the running text, a genitive's ending counted in
  bool committee = false;          // otherwise an administration
  bool owns = false;
  const Body* body = nullptr;  // nullptr for "udvalget"
  const Node* typed = nullptr;
  bool abbreviation = false;
};

class Mentions {
 public:
  explicit Mentions(const ExaminedPaper& examined) : examined_(examined) {
    const std::string_view text = examined.text.text(), mark = RunningText::computed_mark;
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
      if (const Node* node = examined.text.computed(at); node != nullptr && node->is("body"))
        add({at, at + mark.size(), false, node->get("genitive") == "true",
             examined.project.registers.body(node->get("ref")), node, node->get("form") == "abbreviation"});
    for (const TextMatch& match : examined.matches)
      if (match.kind == TextMatch::Kind::name)
        add({match.begin, match.end, false, match.genitive, match.name->bearers.back().body, nullptr,
             match.name->abbreviation});
    for (const EndingMatch& match : examined.endings) add_word(match);
    std::sort(mentions_.begin(), mentions_.end(),
              [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
  }

  const std::vector<Mention>& list() const { return mentions_; }

 private:
  void add(Mention mention) {
    if (mention.body == nullptr) return;
    mention.committee = mention.body->kind == "committee";
    if (mention.committee) other_committee_ = std::string::npos;
    if (mention.committee || mention.body->kind == "administration") mentions_.push_back(mention);
  }

  // "udvalget" is the last one named; after "lokaludvalget" it is none of the register's.
  void add_word(const EndingMatch& match) {
    const bool committee = match.ending->kind == WordEnding::Kind::committee;
    if ((!committee && match.ending->kind != WordEnding::Kind::administration) ||
        examined_.match_at(match.begin) != nullptr)
      return;
    const std::string_view text = examined_.text.text();
    const bool alone = match.end - match.begin == match.ending->text.size() &&
                       (match.begin == 0 || text[match.begin - 1] != '-');
    if (committee && !alone) other_committee_ = match.begin;
    if (!alone || match.ending->form == WordEnding::Form::indefinite ||
        (committee && other_committee_ != std::string::npos && !named_since(match.begin)))
      return;
    mentions_.push_back({match.begin, match.end, committee, match.ending->genitive, nullptr, nullptr, false});
  }

  bool named_since(std::size_t at) const {
    return std::any_of(mentions_.begin(), mentions_.end(), [&](const Mention& each) {
      return each.body != nullptr && each.committee && each.begin > other_committee_ && each.begin < at;
    });
  }

  const ExaminedPaper& examined_;
  std::vector<Mention> mentions_;
  std::size_t other_committee_ = std::string::npos;
};

// The word that begins behind the space at `at`; empty when there is none.
std::string_view word_after(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != ' ') return {};
  return text.substr(at + 1, word_end(text, at + 1) - at - 1);
}

// "egne", "fem", "mange dygtige", "2.300": what may stand between an owner and what is owned.
bool modifies(std::string_view word) {
  static constexpr auto numbers = std::to_array<std::string_view>(
      {"to", "fem", "seks", "syv", "otte", "ni", "ti", "ca", "over", "i", "dag"});
  return (word.back() == 'e' && !one_of(word, staff)) || (word[0] >= '0' && word[0] <= '9') ||
         one_of(word, numbers);
}

// The word of that list that stands at `at`, behind at most five others that only modify it.
template <std::size_t N>
std::string_view owned(std::string_view text, std::size_t at, const std::array<std::string_view, N>& words) {
  for (int between = 0; between < 6; ++between) {
    const std::string_view word = word_after(text, at);
    if (word.empty()) return {};
    if (one_of(word, words)) return word;
    if (!modifies(word)) return {};
    at += 1 + word.size();
    while (at < text.size() && (text[at] == '.' || (text[at] >= '0' && text[at] <= '9'))) ++at;
  }
  return {};
}

// "har 2.300 ansatte", also where the figure is typed.
std::string_view staff_it_has(const ExaminedPaper& examined, std::size_t at) {
  const std::string_view text = examined.text.text();
  if (word_after(text, at) != "har") return {};
  at += 4;
  if (text.substr(at).starts_with(" \uFFFC")) {
    const Node* node = examined.text.computed(at + 1);
    const Fact* fact =
        node == nullptr || !node->is("fact") ? nullptr : examined.project.registers.fact(node->get("ref"));
    if (fact == nullptr) return {};
    const std::string_view unit = fact->unit;
    const std::string_view last = unit.substr(unit.rfind(' ') + 1);
    return one_of(last, staff) ? last : std::string_view();
  }
  const std::string_view first = word_after(text, at);
  return first.empty() || !modifies(first) ? std::string_view() : owned(text, at, staff);
}

// "ansat i TMU", "medarbejdere fra TMU"; not "sagen om medarbejdere i TMU".
std::string_view staff_in_it(std::string_view text, std::size_t at) {
  static constexpr auto in = std::to_array<std::string_view>({"i", "fra", "hos"});
  const std::string_view preposition = word_before(text, at);
  if (!one_of(preposition, in)) return {};
  const std::size_t before = at - 1 - preposition.size();
  const std::string_view word = word_before(text, before);
  if (word != "ansat" && !one_of(word, staff)) return {};
  const std::string_view leading = word_before(text, before - 1 - word.size());
  const bool about = leading == "om" || leading == "vedrørende" || (leading == "af" && preposition == "i");
  return about ? std::string_view() : word;
}

// The word that does not go with a committee, or with an administration; empty when all is well.
std::string_view strange_word(const ExaminedPaper& examined, const Mention& mention) {
  const std::string_view text = examined.text.text();
  if (mention.committee) {
    if (mention.owns) return owned(text, mention.end, staff);
    if (mention.abbreviation && text.substr(mention.end).starts_with("-")) {
      const std::string_view word =
          text.substr(mention.end + 1, word_end(text, mention.end + 1) - mention.end - 1);
      if (one_of(word, staff)) return word;
    }
    const std::string_view has = staff_it_has(examined, mention.end);
    return has.empty() ? staff_in_it(text, mention.begin) : has;
  }
  if (mention.owns) {
    const std::string_view word = owned(text, mention.end, politics);
    if (word.empty()) return {};
    const std::size_t behind = static_cast<std::size_t>(word.data() + word.size() - text.data());
    return one_of(word_after(text, behind), prepositions) ? std::string_view() : word;
  }
  const std::string_view verb = word_after(text, mention.end);
  if (verb == "vedtager" || verb == "vedtog") return verb;
  if (verb != "har" && verb != "havde") return {};
  const std::string_view participle = word_after(text, mention.end + 1 + verb.size());
  return participle == "vedtaget" ? participle : std::string_view();
}

// The administration of a committee, or the committee of an administration, if there is one.
const Body* counterpart(const ExaminedPaper& examined, const Body& body) {
  const auto& registers = examined.project.registers;
  const auto& day = examined.paper.dated;
  if (body.kind == "administration") {
    const Body* parent = registers.body(body.parent);
    return parent != nullptr && parent->kind == "committee" && parent->name_on(day) != nullptr ? parent
                                                                                               : nullptr;
  }
  const Body* found = nullptr;
  for (const Body* each : registers.bodies_of("administration", day)) {
    if (each->parent != body.id) continue;
    if (found != nullptr) return nullptr;
    found = each;
  }
  return found;
}

std::string hint_for(const ExaminedPaper& examined, const Mention& mention) {
  const Body* other = mention.body == nullptr ? nullptr : counterpart(examined, *mention.body);
  if (other == nullptr) return mention.committee ? tr("name the administration") : tr("name the committee");
  const BodyName* name = other->name_on(examined.paper.dated);
  const bool abbreviation = mention.abbreviation && !name->abbreviation.empty();
  const std::string& text = abbreviation ? name->abbreviation : name->name;
  return tr("write {0}, which prints \"{1}\"",
            {"<body ref=\"" + other->id + "\"" + (abbreviation ? " form=\"abbreviation\"" : "") +
                 (mention.owns ? " genitive=\"true\"" : "") + "/>",
             mention.owns ? genitive(text) : text});
}

void body_mixed_up(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Mentions mentions(examined);
  const std::string_view text = examined.text.text();
  for (const Mention& mention : mentions.list()) {
    const std::string_view word = strange_word(examined, mention);
    if (word.empty() || borrowed(examined, mention.begin) || others_at(examined, mention.begin).bodies)
      continue;
    const std::string name = mention.typed != nullptr
                                 ? printed(*mention.typed, examined.paper, examined.project)
                                 : std::string(text.substr(mention.begin, mention.end - mention.begin));
    Diagnostic& d = diagnostics.error(
        "body-mixed-up", examined.span(mention.begin, mention.end),
        mention.committee ? tr("\"{0}\" is a committee; \"{1}\" belongs to an administration", {name, word})
                          : tr("\"{0}\" is an administration; \"{1}\" belongs to a committee", {name, word}),
        {hint_for(examined, mention)});
    if (mention.body != nullptr)
      d.related.push_back(
          {value_in_tag(examined.project.sources, mention.body->span, "kind"), tr("the register has it so")});
  }
}

}  // namespace

std::vector<Rule> body_kind_rules() {
  return {{.code = "body-mixed-up",
           .severity = Severity::warning,
           .summary = "A committee is named where its administration is meant, or the reverse.",
           .explanation =
               "A committee has members and decides; the administration has staff and carries out. The "
               "rule finds a committee (typed, as a name, an abbreviation or \"udvalget\") that has staff "
               "or in which somebody is employed, and an administration that has members or adopts "
               "something. It leaves alone quotations, other cities and companies, and committees that the "
               "register does not hold, such as a lokaludvalg.",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="miljoe" kind="committee"><name>Miljøudvalget</name></body>
<body id="miljoef" kind="administration" parent="miljoe"><name>Miljøforvaltningen</name></body>
<!-- papers/charter/kommissorium.xml -->
<p><body ref="miljoe" genitive="true"/> medarbejdere har skrevet planen.</p>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="miljoe" kind="committee"><name>Miljøudvalget</name></body>
<body id="miljoef" kind="administration" parent="miljoe"><name>Miljøforvaltningen</name></body>
<!-- papers/charter/kommissorium.xml -->
<p><body ref="miljoef" genitive="true"/> medarbejdere har skrevet planen. <body ref="miljoe" genitive="true"/> medlemmer har set den.</p>
)",
           .check = body_mixed_up}};
}

}  // namespace kancelli
