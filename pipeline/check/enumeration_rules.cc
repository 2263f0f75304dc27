// How the numre and litraer of a statute begin and end. Basis: Justitsministeriets vejledning om lovkvalitet
// (2023), 3.4.5. Either all of them are one sentence (sætningskæde), or each is one (punktopstilling).
#include <map>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view code = "enumeration-form";

// The words of a block in the running text.
struct Stretch {
  std::size_t begin = 0, end = 0;
  bool empty() const { return end == begin; }
};

class Enumerations {
 public:
  Enumerations(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), diagnostics_(diagnostics), text_(examined.text.text()) {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      blocks_[examined.text.context(begin).block] = {begin, end};
      begin = end + 1;
    }
  }

  void check() {
    for (const Node* list : examined_.elements("list")) check(*list);
  }

 private:
  void check(const Node& list) {
    const auto items = list.elements("item");
    std::vector<Stretch> words;
    for (const Node* item : items) words.push_back(words_of(*item));
    if (is_chain(list, words))
      check_chain(list, items, words);
    else
      check_sentences(list, items, words);
  }

  Stretch words_of(const Node& node) const {
    const Node* p = node.child("p");
    const auto found = blocks_.find(p == nullptr ? &node : p);
    return found == blocks_.end() ? Stretch{} : found->second;
  }

  std::string_view said(Stretch words) const { return text_.substr(words.begin, words.end - words.begin); }

  // The p before a list, and whether one stands behind it.
  Stretch before(const Node& list) const {
    const Node* p = list.parent->child("p");
    const auto found = p == nullptr || p->order > list.order ? blocks_.end() : blocks_.find(p);
    return found == blocks_.end() ? Stretch{} : found->second;
  }
  // How the words behind the list begin: a small letter goes on with its sentence (-1), a capital or nothing
  // does not (1), of anything else nobody can tell (0).
  int behind(const Node& list) const {
    const auto all = list.parent->elements("p");
    if (all.empty() || all.back()->order < list.order) return 1;
    const auto found = blocks_.find(all.back());
    return found == blocks_.end() ? 0 : first_case(said(found->second));
  }

  // -1 small, 1 capital, 0 no letter.
  static int first_case(std::string_view words) {
    std::size_t at = 0;
    const char32_t c = words.empty() ? U' ' : next_code_point(words, at);
    return !is_letter(c) ? 0 : lower(c) == c ? -1 : 1;
  }

  // What most of the items look like decides; where they are of two minds, the colon before them.
  bool is_chain(const Node& list, const std::vector<Stretch>& items) const {
    int sentences = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      sentences += first_case(said(items[i]));
      if (i + 1 < items.size())
        sentences += said(items[i]).ends_with('.') ? 1 : said(items[i]).ends_with(',') ? -1 : 0;
    }
    return sentences != 0 ? sentences < 0 : !said(before(list)).ends_with(':');
  }

  // One sentence: commas, og or eller, a full stop.
  void check_chain(const Node& list, const std::vector<const Node*>& items,
                   const std::vector<Stretch>& words) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (const Node* inner = items[i]->child("list")) {
        diagnostics_.error(
            code, inner->name_span, tr("a list within one sentence cannot hold another list"),
            {tr("make each item a sentence: a colon before the list, capitals and full stops in "
                "it")});
        continue;
      }
      if (words[i].empty()) continue;
      if (i + 1 == items.size())
        check_last(words[i], behind(list));
      else if (i + 2 == items.size())
        check_joined(words[i]);
      else if (!said(words[i]).ends_with(','))
        end_with(words[i], ",", tr("an item that the sentence goes on after ends with a comma"));
    }
  }

  // Of the last item but one.
  void check_joined(Stretch item) {
    for (const std::string_view word : {"og", "eller"}) {
      const std::string_view words = said(item);
      if (!words.ends_with(" " + std::string(word))) continue;
      const std::size_t space = item.end - word.size() - 1;
      if (text_[space - 1] != ',') return;
      Diagnostic& d = diagnostics_.error(
          code, examined_.span(space - 1, item.end),
          tr("no comma stands before the {0} that joins the last two items", {word}),
          {tr("write \"{0}\"", {last_word({item.begin, space - 1}) + " " + std::string(word)})});
      if (auto edit = examined_.edit(space - 1, space, "")) d.fix.push_back(std::move(*edit));
      return;
    }
    const std::size_t bare = without_mark(item);
    diagnostics_.error(
        code, examined_.span(item.end - 1, item.end), tr("the last item but one ends with og or eller"),
        {tr("write \"{0}\" or \"{1}\"",
            {last_word({item.begin, bare}) + " og", last_word({item.begin, bare}) + " eller"})});
  }

  void check_last(Stretch item, int behind_list) {
    const std::string_view words = said(item);
    if (behind_list < 0 && words.ends_with('.'))
      end_with(item, "", tr("the sentence goes on behind the list: its last item has no full stop"));
    else if (behind_list > 0 && !words.ends_with('.') && !words.ends_with(".«"))
      end_with(item, ".", tr("the last item ends the sentence with a full stop"));
  }

  // A sentence each: a colon, capitals, full stops.
  void check_sentences(const Node& list, const std::vector<const Node*>& items,
                       const std::vector<Stretch>& words) {
    const Stretch opening = before(list);
    if (!opening.empty() && !said(opening).ends_with(':'))
      end_with(opening, ":", tr("a colon stands before items that are a sentence each"));
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (words[i].empty()) continue;
      if (first_case(said(words[i])) < 0) begin_with_capital(words[i]);
      if (items[i]->child("list") == nullptr && !said(words[i]).ends_with('.') &&
          !said(words[i]).ends_with(".«"))
        end_with(words[i], ".", tr("an item that is a sentence ends with a full stop"));
    }
  }

  void begin_with_capital(Stretch item) {
    std::size_t length = 0;
    const char32_t c = next_code_point(said(item), length);
    // Small letters of Latin-1 lie 0x20 above their capitals, as a to z do.
    const bool known = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
    Diagnostic& d = diagnostics_.error(code, examined_.span(item.begin, item.begin + length),
                                       tr("an item that is a sentence begins with a capital letter"));
    std::string capital;
    if (known) append_utf8(capital, c - 0x20);
    if (!known) return;
    if (auto edit = examined_.edit(item.begin, item.begin + length, capital))
      d.fix.push_back(std::move(*edit));
  }

  // The end of the words without the mark behind them.
  std::size_t without_mark(Stretch words) const {
    const std::size_t last = text_.substr(0, words.end).find_last_not_of(",;.: ");
    return last == std::string_view::npos || last < words.begin ? words.begin : last + 1;
  }

  std::string last_word(Stretch words) const {
    const std::string_view all = said(words);
    const std::size_t space = all.rfind(' ');
    const std::string word(space == std::string_view::npos ? all : all.substr(space + 1));
    return word.starts_with(RunningText::computed_mark) ? "…" : word;
  }

  // Certain where nothing, or another mark, stands there; not after an abbreviation.
  void end_with(Stretch words, const std::string& mark, std::string message) {
    const std::size_t bare = without_mark(words);
    if (bare == words.begin) return;
    Diagnostic& d = diagnostics_.error(code, examined_.span(words.end - 1, words.end), std::move(message),
                                       {tr("write \"{0}\"", {last_word({words.begin, bare}) + mark})});
    if (auto edit = examined_.edit(bare, words.end, mark)) d.fix.push_back(std::move(*edit));
  }

  const ExaminedPaper& examined_;
  Diagnostics& diagnostics_;
  std::string_view text_;
  std::map<const Node*, Stretch> blocks_;
};

void enumeration_form(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.type == "statute") Enumerations(examined, diagnostics).check();
}

}  // namespace

std::vector<Rule> enumeration_rules() {
  return {
      {.code = "enumeration-form",
       .severity = Severity::warning,
       .summary = "The items of a provision's list do not begin and end as their kind does.",
       .explanation =
           "A list in a provision is one sentence, or its items are a sentence each. In one sentence the "
           "items end with a comma, the last but one with og or eller without a comma, the last with a "
           "full stop, unless the sentence goes on behind the list; it holds no other list. Items "
           "that are a sentence each stand behind a colon, and begin with a capital and end with a full "
           "stop. What most of the items look like decides which of the two it is. A capital within one "
           "sentence may be a name, and is left alone. Basis: Justitsministeriets vejledning om lovkvalitet.",
       .failing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="opgaver" number="4"><subsection id="opgaver-1"><p>Udvalget varetager</p>
<list kind="number"><item id="n1">skoler</item><item id="n2">klubber og</item><item id="n3">legepladser.</item></list>
</subsection></paragraph>
)",
       .passing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="opgaver" number="4"><subsection id="opgaver-1"><p>Udvalget varetager</p>
<list kind="number"><item id="n1">skoler,</item><item id="n2">klubber og</item><item id="n3">legepladser.</item></list>
</subsection></paragraph>
)",
       .check = enumeration_form}};
}

}  // namespace kancelli
