#include <algorithm>
#include <array>
#include <map>

#include "pipeline/check/language.h"
#include "pipeline/check/lexicon.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

struct Marks {
  std::string_view open, close;
};
constexpr std::array<Marks, 5> quotation_marks = {
    {{"»", "«"}, {"”", "”"}, {"“", "”"}, {"\"", "\""}, {"„", "“"}}};

// One use of one of two or more forms.
struct Use {
  std::size_t form = 0;
  std::size_t begin = 0, end = 0;  // for quotation marks the outer ends
};

// Uses of the forms of one thing; what the paper has less of is what is reported.
class Forms {
 public:
  std::vector<Use> uses;

  bool mixed() const {
    return std::any_of(uses.begin(), uses.end(), [&](const Use& use) { return use.form != uses[0].form; });
  }
  // The form that most uses have; of two alike the one that comes first.
  std::size_t usual() const {
    std::size_t best = uses[0].form;
    for (const Use& use : uses)
      if (count(use.form) > count(best)) best = use.form;
    return best;
  }
  const Use* first(bool usual_form) const {
    const std::size_t form = usual();
    const auto found = std::find_if(uses.begin(), uses.end(),
                                    [&](const Use& use) { return (use.form == form) == usual_form; });
    return found == uses.end() ? nullptr : &*found;
  }

 private:
  std::size_t count(std::size_t form) const {
    return static_cast<std::size_t>(
        std::count_if(uses.begin(), uses.end(), [&](const Use& use) { return use.form == form; }));
  }
};

// One pass over a paper's text.
class Reader {
 public:
  Reader(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), text_(examined.text.text()), diagnostics_(diagnostics) {}

  void read() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = word_end(text_, at);
      if (end > at) {
        word(at, end);
        previous_begin_ = at;
        previous_end_ = end;
        at = end;
      } else {
        mark(at);
        ++at;
      }
    }
    for (const EndingMatch& match : examined_.endings)
      if (match.ending->kind == WordEnding::Kind::pair &&
          match.end - match.begin == match.ending->text.size() && usable(match.begin) &&
          !examined_.text.in_quotation_marks(match.begin))
        pairs_[match.ending->index / 2].uses.push_back({match.ending->index % 2, match.begin, match.end});
    report_forms();
    report_quotation_marks();
  }

 private:
  bool usable(std::size_t at) const {
    return at >= quoted_until_ && !is_borrowed(examined_.text.context(at));
  }

  void word(std::size_t at, std::size_t end) {
    const std::string_view word = text_.substr(at, end - at);
    if (previous_end_ + 1 == at && end - at == previous_end_ - previous_begin_ && text_[previous_end_] == ' ')
      doubled(at, word);
    if (word.size() > 4) return;
    const bool capital = word[0] == 'F' || word[0] == 'I';
    if (word == "fx" || word == "Fx") {
      use(example_, 0, at, end);
    } else if ((word == "f" || word == "F") && text_.substr(end).starts_with(".eks.")) {
      use(example_, 1, at, end + 5);
    } else if (word == "pct" && text_.substr(end).starts_with(".")) {
      percent(0, at, end + 1);
    } else if (word == "it" || word == "It" || word == "IT") {
      if (!capital || !part_of_name(at, end)) use(it_, word == "IT" ? 1 : 0, at, end);
    }
  }

  void use(Forms& forms, std::size_t form, std::size_t begin, std::size_t end) {
    if (usable(begin)) forms.uses.push_back({form, begin, end});
  }

  // Tables and figures may have the sign where the text has the word.
  void percent(std::size_t form, std::size_t begin, std::size_t end) {
    const TextContext& context = examined_.text.context(begin);
    if (!context.heading && context.block != nullptr && !context.block->is("cell"))
      use(percent_, form, begin, end);
  }

  static bool in_capitals(std::string_view word) {
    return word.size() > 1 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // "Koncern IT", "IT-Universitetet", a heading in capitals.
  bool part_of_name(std::size_t at, std::size_t end) const {
    const bool opens = at < 2 || text_[at - 1] == '\n' || text_[at - 2] == '.';
    if (examined_.match_at(at) != nullptr) return true;
    if (!opens && previous_end_ + 1 == at && previous_begin_ < at && text_[previous_begin_] >= 'A' &&
        text_[previous_begin_] <= 'Z')
      return true;
    if (end + 1 >= text_.size()) return false;
    const std::string_view next = text_.substr(end + 1, word_end(text_, end + 1) - end - 1);
    return (text_[end] == '-' && !next.empty() && next[0] >= 'A' && next[0] <= 'Z') ||
           (text_[end] == ' ' && in_capitals(next));
  }

  // "og og". Danish may say many small words twice: "dem, der der er", "i i dag".
  void doubled(std::size_t at, std::string_view word) {
    static constexpr auto right = std::to_array<std::string_view>(
        {"der",  "den",   "det",  "de",    "at",   "i",    "på",  "for",   "til",   "om",    "af",
         "med",  "ved",   "over", "som",   "så",   "var",  "er",  "har",   "under", "meget", "mange",
         "lang", "langt", "nu",   "ja",    "nej",  "jo",   "han", "hun",   "vi",    "sig",   "ud",
         "op",   "ind",   "frem", "rundt", "mere", "igen", "fra", "efter", "hver"});
    const std::string_view before = text_.substr(previous_begin_, word.size());
    const bool same = before == word || (before.substr(1) == word.substr(1) && lower(before) == word);
    const bool name = word[0] >= 'A' && word[0] <= 'Z';
    if (!same || name || word.size() < 2 || (word[0] >= '0' && word[0] <= '9') ||
        std::find(right.begin(), right.end(), word) != right.end() || !usable(at) ||
        text_.substr(at + word.size()).starts_with("-"))
      return;
    diagnostics_.error("word-doubled", examined_.span(previous_begin_, at + word.size()),
                       tr("\"{0}\" stands twice", {word}), {tr("delete one of the two")});
  }

  void mark(std::size_t at) {
    switch (text_[at]) {
      case '.':
        point(at);
        break;
      case '%':
        if (at > 0 && (text_[at - 1] == ' ' || (text_[at - 1] >= '0' && text_[at - 1] <= '9')))
          percent(1, at, at + 1);
        break;
      case ' ':
        space(at);
        break;
      case '"':
      case '\xC2':
      case '\xE2':
        quotation(at);
        break;
      default:
        break;
    }
  }

  // "mv.."; what the program prints with a point, it prints with one (filters/typography).
  void point(std::size_t at) {
    const std::string_view after = text_.substr(at + 1);
    if (at == 0 || text_[at - 1] == '.' || !after.starts_with(".") || after.starts_with("..") ||
        after.starts_with("./") || !usable(at))
      return;
    Diagnostic& d =
        diagnostics_.error("point-doubled", examined_.span(at, at + 2), tr("two points end the sentence"),
                           {tr("write one: an abbreviation's point ends the sentence, too")});
    if (auto edit = edit_of(examined_, at, at + 2, ".")) d.fix.push_back(std::move(*edit));
  }

  void space(std::size_t at) {
    const std::string_view after = text_.substr(at + 1, 2);
    const bool misplaced =
        after.starts_with(",") || after.starts_with(";") || after == ". " || after == ".\n";
    if (!misplaced || at == 0 || text_[at - 1] == '\n' || text_[at - 1] == '.' || !usable(at)) return;
    Diagnostic& d =
        diagnostics_.error("space-misplaced", examined_.span(at, at + 1),
                           tr("a space stands before \"{0}\"", {after.substr(0, 1)}), {tr("delete it")});
    if (auto edit = edit_of(examined_, at, at + 1, "")) d.fix.push_back(std::move(*edit));
  }

  void quotation(std::size_t at) {
    if (at < quoted_until_) return;
    const std::size_t line = std::min(text_.find('\n', at), text_.size());
    for (std::size_t form = 0; form < quotation_marks.size(); ++form) {
      const Marks& marks = quotation_marks[form];
      if (!text_.substr(at).starts_with(marks.open)) continue;
      const std::size_t close = text_.substr(0, line).find(marks.close, at + marks.open.size());
      if (close == std::string_view::npos) continue;
      if (!is_borrowed(examined_.text.context(at)) && !amends(at))
        quotations_.uses.push_back({form, at, close + marks.close.size()});
      quoted_until_ = close + marks.close.size();
      return;
    }
  }

  // "I § 3 ændres »a« til: »b«": amending text keeps its marks.
  bool amends(std::size_t at) const {
    const std::size_t line = text_.rfind('\n', at), begin = line == std::string_view::npos ? 0 : line + 1;
    const std::string_view before = text_.substr(begin, at - begin);
    for (const std::string_view verb : {"ændres", "indsættes", "affattes", "udgår"})
      if (before.find(verb) != std::string_view::npos) return true;
    return false;
  }

  bool opens_sentence(std::size_t at) const {
    return at < 2 || text_[at - 1] == '\n' || (text_[at - 1] == ' ' && text_[at - 2] == '.');
  }

  void report_forms() {
    report("fx", "f.eks.", example_, [&](const Use& use, bool second) {
      return std::string(opens_sentence(use.begin) ? (second ? "F.eks." : "Fx") : (second ? "f.eks." : "fx"));
    });
    report("it", "IT", it_, [&](const Use& use, bool second) {
      return std::string(second ? "IT" : opens_sentence(use.begin) ? "It" : "it");
    });
    report("pct.", "%", percent_, nullptr);
    for (const auto& [pair, forms] : pairs_) {
      const auto& [one, other] = examined_.index.pair(pair);
      report(one, other, forms, nullptr);
    }
  }

  template <typename Repair>
  void report(std::string_view one, std::string_view other, const Forms& forms, const Repair& repair) {
    if (forms.uses.empty() || !forms.mixed()) return;
    const Use &rare = *forms.first(false), &usual = *forms.first(true);
    const std::string_view wanted = usual.form == 0 ? one : other;
    Diagnostic& d = diagnostics_.error("forms-mixed", examined_.span(rare.begin, rare.end),
                                       tr("the paper has both \"{0}\" and \"{1}\"", {one, other}),
                                       {tr("write \"{0}\" throughout, as in most places", {wanted})});
    d.related.push_back({examined_.span(usual.begin, usual.end), tr("it is written so here")});
    if constexpr (!std::is_same_v<Repair, std::nullptr_t>)
      for (const Use& use : forms.uses)
        if (use.form != usual.form)
          if (auto edit = edit_of(examined_, use.begin, use.end, repair(use, usual.form == 1)))
            d.fix.push_back(std::move(*edit));
  }

  // A heading or a title that is referred to is printed in »«, so a paper that has one has these marks.
  const Node* printed_with_marks() const {
    for (const Node* ref : examined_.elements("ref")) {
      const Node* target = examined_.project.resolve(examined_.paper, ref->get("to")).node;
      if (target != nullptr && !target->is("table") && !target->is("figure") && !target->is("attachment"))
        return ref;
    }
    return nullptr;
  }

  void report_quotation_marks() {
    Forms& forms = quotations_;
    if (std::none_of(forms.uses.begin(), forms.uses.end(), [](const Use& use) { return use.form != 0; }))
      return;
    const Node* reference = printed_with_marks();
    if (reference == nullptr && !forms.mixed()) return;
    const std::size_t usual = reference != nullptr ? 0 : forms.usual();
    const auto rare =
        std::find_if(forms.uses.begin(), forms.uses.end(), [&](const Use& use) { return use.form != usual; });
    const Marks &found = quotation_marks[rare->form], &wanted = quotation_marks[usual];
    Diagnostic& d = diagnostics_.error(
        "quotation-marks-mixed", examined_.span(rare->begin, rare->begin + found.open.size()),
        tr("the paper has quotation marks of more than one kind: {0}…{1} here, {2}…{3} elsewhere",
           {found.open, found.close, wanted.open, wanted.close}),
        {tr("write {0}…{1} throughout", {wanted.open, wanted.close})});
    const auto other =
        std::find_if(forms.uses.begin(), forms.uses.end(), [&](const Use& use) { return use.form == usual; });
    d.related.push_back({other != forms.uses.end()
                             ? examined_.span(other->begin, other->begin + wanted.open.size())
                             : reference->span,
                         tr("it is written so here")});
    for (const Use& use : forms.uses) {
      const Marks& marks = quotation_marks[use.form];
      const std::string_view inside = text_.substr(
          use.begin + marks.open.size(), use.end - marks.close.size() - use.begin - marks.open.size());
      if (use.form == usual || inside.find(wanted.open) != std::string_view::npos) continue;
      auto open = edit_of(examined_, use.begin, use.begin + marks.open.size(), std::string(wanted.open)),
           close = edit_of(examined_, use.end - marks.close.size(), use.end, std::string(wanted.close));
      if (!open || !close) continue;
      d.fix.push_back(std::move(*open));
      d.fix.push_back(std::move(*close));
    }
  }

  const ExaminedPaper& examined_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::size_t previous_begin_ = 0, previous_end_ = 0;
  std::size_t quoted_until_ = 0;
  Forms example_, it_, percent_, quotations_;
  std::map<std::uint32_t, Forms> pairs_;
};

// Two spaces within a line of the source. They are printed as one, but often show that a word was taken out.
void double_spaces(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node& node : examined.paper.xml->nodes) {
    if (node.kind != Node::Kind::text) continue;
    const std::string_view text = node.text;
    for (std::size_t at = text.find("  "); at != std::string::npos; at = text.find("  ", at)) {
      const std::size_t end = std::min(text.find_first_not_of(' ', at), text.size());
      const bool indents =
          at == 0 ? node.parent == nullptr || node.parent->children.front() == &node : text[at - 1] == '\n';
      if (!indents && end < text.size() && text[end] != '\n') {
        const Span span = span_in_text(examined.project.sources, node, at, end);
        Diagnostic& d = diagnostics.error("space-misplaced", span, tr("two spaces stand between these words"),
                                          {tr("write one")});
        d.fix.push_back({span, " "});
      }
      at = end;
      if (at >= text.size()) break;
    }
  }
}

}  // namespace

void check_language(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  Reader(examined, diagnostics).read();
  double_spaces(examined, diagnostics);
}

}  // namespace kancelli
