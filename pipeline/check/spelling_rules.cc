// Spelling, by a dictionary, the names of the registers and the house's own words.
#include <algorithm>
#include <array>
#include <unordered_set>

#include "pipeline/check/language.h"
#include "pipeline/check/lexicon.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/check/speller.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

class Reader {
 public:
  Reader(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined),
        text_(examined.text.text()),
        speller_(*examined.index.speller()),
        diagnostics_(diagnostics) {}

  void read() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = word_end(text_, at);
      if (end > at) word(at, end);
      at = std::max(end, at + 1);
    }
  }

 private:
  // Nothing that is no ordinary word: short ones, numbers, abbreviations, addresses, names.
  bool is_ordinary(std::size_t at, std::size_t end) const {
    static constexpr std::string_view joining = "@/._\\";
    const std::string_view word = text_.substr(at, end - at);
    if (word.size() < 3 || (at > 0 && joining.find(text_[at - 1]) != std::string_view::npos)) return false;
    const char next = end < text_.size() ? text_[end] : '\n',
               behind = end + 1 < text_.size() ? text_[end + 1] : '\n';
    if (next == '@' || next == '/' || next == '_' || (next == '.' && (word.size() <= 5 || behind > ' ')))
      return false;
    bool first = true;
    for (std::size_t i = 0; i < word.size(); first = false) {
      const char32_t c = next_code_point(word, i);
      if (!is_letter(c) || (!first && lower(c) != c)) return false;
    }
    return !is_borrowed(examined_.text.context(at)) && examined_.match_at(at) == nullptr;
  }

  bool opens_sentence(std::size_t at) const {
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '(' || text_[at - 1] == '"')) --at;
    return at == 0 || std::string_view("\n.!?:").find(text_[at - 1]) != std::string_view::npos ||
           text_.substr(0, at).ends_with("»") || text_.substr(0, at).ends_with("”") ||
           text_.substr(0, at).ends_with("–");
  }

  // "forebyggelses-" in "forebyggelses- og sundhedsarbejde", "sags" in "sags-nummer".
  bool is_right_before_hyphen(std::string_view word) {
    if (word.back() != 's' && word.back() != 'e') return false;
    return speller_.is_right(word.substr(0, word.size() - 1));
  }

  void word(std::size_t at, std::size_t end) {
    if (!is_ordinary(at, end)) return;
    const std::string_view word = text_.substr(at, end - at);
    if (speller_.is_right(word)) return;
    const std::string small = lower(word);
    if (told_.count(small) > 0) return;
    if (end < text_.size() && text_[end] == '-' && is_right_before_hyphen(word)) return;
    if (examined_.text.in_quotation_marks(at)) return;
    std::vector<std::string> near = speller_.suggestions(std::string(word));
    std::erase_if(near, [&](const std::string& each) { return edit_distance(small, lower(each), 2) > 2; });
    // A capital is a name's, but for a sentence's first word that is nearly an ordinary one.
    if (small != word && !(opens_sentence(at) && word.size() >= 6 && !near.empty() && goes_on_small(end) &&
                           lower(near[0]) != small))
      return;
    told_.insert(small);
    std::vector<std::string> hints;
    if (!near.empty()) hints.push_back(tr("did you mean {0}?", {join(near, ", ")}));
    hints.push_back(tr("a right word that the dictionary does not know goes into the register of words: {0}",
                       {"<word>" + small + "</word>"}));
    diagnostics_.error("spelling", examined_.span(at, end), tr("\"{0}\" is not in the dictionary", {word}),
                       hints);
  }

  bool goes_on_small(std::size_t end) const {
    return end + 1 < text_.size() && text_[end] == ' ' && text_[end + 1] >= 'a' && text_[end + 1] <= 'z';
  }

  const ExaminedPaper& examined_;
  std::string_view text_;
  Speller& speller_;
  Diagnostics& diagnostics_;
  std::unordered_set<std::string> told_;  // once a paper
};

void spelling(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  Reader(examined, diagnostics).read();
}

}  // namespace

std::vector<Rule> spelling_rules() {
  return {
      {.code = "spelling",
       .severity = Severity::note,
       .summary = "A word is not in the Danish dictionary. The rule is off until project.xml asks for it.",
       .explanation =
           "The words of running text are looked up in hunspell's Danish dictionary; names of the "
           "registers and the words of registers/words.xml count as known. A compound is right when its "
           "parts are. Names, abbreviations, quotations, other languages and links are left alone, and "
           "a word is told of once a paper. A right word that happens to be the wrong one is not found.",
       .failing = R"(<!-- project.xml -->
<rule code="spelling" severity="note"/>
<!-- papers/charter/kommissorium.xml -->
<p>Gruppen skriver et komissorium i april.</p>
)",
       .passing = R"(<!-- project.xml -->
<rule code="spelling" severity="note"/>
<!-- papers/charter/kommissorium.xml -->
<p>Gruppen skriver et kommissorium i april. Bydelsmødekalenderen sendes til Amager Øst.</p>
)",
       .check = spelling,
       .on_demand = true}};
}

}  // namespace kancelli
