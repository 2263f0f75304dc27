// Damaged text is mended word by word: first what stands at line ends, then each word by itself, then with
// its neighbours. How much of the text is damaged is counted before: a sound text with a slip here and there
// is not rewritten.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/mended_word.h"
#include "pipeline/word/paragraph_words.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Joint = WordPart::Joint;
using Rank = Vocabulary::Rank;

// A mend with what the report says of it.
struct Step {
  Mend mend;
  Certainty certainty = Certainty::certain;
  std::string why;
  bool told = true;  // a line break that becomes a blank is no news
};

// So many words that can only be damage, and this part of all, make a damaged text.
constexpr std::size_t damaged_least = 4, damaged_share = 150;

std::string shown(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

class ParagraphMender {
 public:
  ParagraphMender(const Paragraph& paragraph, Vocabulary& words, WordMender& mender)
      : text_(paragraph.text()), parts_(parts_of(paragraph, text_)), words_(words), mender_(mender) {
    joined();
  }

  // What stands at line ends is put together before it is asked for: the parts are then whole words.
  struct Whole {
    std::size_t first = 0, last = 0;  // in parts_
    std::string word;                 // without the hyphens of line ends
    bool split = false;               // it had some
    bool keeps_hyphen = false;        // "it-\nudvikling"
    bool open = true;
  };
  const std::vector<Whole>& wholes() const { return wholes_; }

  std::vector<Step> mend() {
    for (std::size_t i = 0; i < wholes_.size(); ++i) {
      if (parted(i)) {
        ++i;
        continue;
      }
      word(i);
    }
    bars();
    numbers();
    std::ranges::sort(steps_, {}, [](const Step& step) { return step.mend.begin; });
    return std::move(steps_);
  }

 private:
  std::string_view part(std::size_t i) const {
    return std::string_view(text_).substr(parts_[i].begin, parts_[i].end - parts_[i].begin);
  }

  void joined() {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      Whole whole{i, i, std::string(part(i)), false, false, parts_[i].open};
      while (parts_[whole.last].joint == Joint::line_end && !stands_apart(whole)) {
        ++whole.last;
        whole.word += part(whole.last);
        whole.split = true;
        whole.open = whole.open && parts_[whole.last].open;
      }
      i = whole.last;
      wholes_.push_back(std::move(whole));
    }
  }

  // The hyphen behind `whole` is one of its own: "løn-" before "og", "IT-" before "udvikling".
  bool stands_apart(Whole& whole) {
    const std::string_view next = part(whole.last + 1);
    const std::string small = lower(next);
    if (small == "og" || small == "eller" || small == "samt" || small == "til") return true;
    const bool capitals = code_point_count(whole.word) > 1 && is_capitals(whole.word);
    if (is_prefix(lower(whole.word)) && words_.rank_of_plain(whole.word + std::string(next)) == Rank::unknown)
      return whole.keeps_hyphen = true;
    const bool within = whole.first > 0 && parts_[whole.first - 1].joint == Joint::hyphen;
    whole.keeps_hyphen = (capitals && !is_capitals(next)) ||
                         (begins_capital(next) && !is_capitals(whole.word)) ||
                         (within && is_abbreviation(whole.word));
    return whole.keeps_hyphen;
  }
  // "it-udvikling" keeps its hyphen.
  static bool is_prefix(std::string_view word) {
    static constexpr std::string_view known[] = {"it", "e", "tv", "ikke", "ex", "co", "non", "mini", "pilot"};
    return std::ranges::find(known, word) != std::end(known);
  }
  static bool is_abbreviation(std::string_view word) {
    return code_point_count(word) > 1 && is_capitals(word);
  }

  std::string small(std::size_t whole) {
    const Verdict& verdict = mender_.verdict(wholes_[whole].word);
    const bool mended = !verdict.meant.empty() && verdict.certainty == Certainty::certain;
    return lower(mended ? verdict.meant : wholes_[whole].word);
  }
  std::string word_before(std::size_t i) {
    const std::string_view text = std::string_view(text_).substr(0, parts_[wholes_[i].first].begin);
    if (text.size() > 1 && text.back() == ' ' &&
        std::isdigit(static_cast<unsigned char>(text[text.size() - 2])))
      return "#";
    return i > 0 && next_to(i - 1, i) ? small(i - 1) : "";
  }
  bool next_to(std::size_t one, std::size_t other) const {
    return !parts_[wholes_[one].last].ends_sentence && other < wholes_.size();
  }

  void word(std::size_t i) {
    const Whole& whole = wholes_[i];
    line_end_behind(i);
    if (!whole.open) return;
    const std::string before = word_before(i);
    const std::string after = next_to(i, i + 1) ? small(i + 1) : "";
    Verdict verdict = mender_.verdict(whole.word, before, after);
    if (both_and(i, before))
      verdict = {Verdict::Kind::letters, Certainty::certain, with_case_of(whole.word, "både"), {}};
    if (verdict.kind == Verdict::Kind::unknown && hangs(whole)) verdict = suspended(whole.word);
    if (whole.split) return split_word(whole, verdict);
    if (verdict.meant.empty()) return;
    step(whole, verdict,
         verdict.kind == Verdict::Kind::glued ? tr("words that were written as one")
                                              : tr("letters that were misread"));
  }

  bool hangs(const Whole& whole) const {
    return parts_[whole.last].hangs || parts_[whole.last].joint == Joint::hyphen ||
           parts_[whole.last].joint == Joint::line_end;
  }

  // "beskeeftigelses-": right without the s that links it to the next word.
  Verdict suspended(const std::string& word) {
    if (word.back() != 's' && word.back() != 'e') return {};
    Verdict verdict = mender_.verdict(word.substr(0, word.size() - 1));
    if (verdict.kind == Verdict::Kind::letters) verdict.meant += word.back();
    return verdict;
  }

  // "bade borgere og virksomheder", but not "at bade".
  bool both_and(std::size_t i, const std::string& before) const {
    if (lower(wholes_[i].word) != "bade" || !mender_.damaged()) return false;
    static constexpr std::string_view verbs[] = {"at",   "kan",   "vil",   "må", "og",
                                                 "skal", "kunne", "ville", "vi", "de"};
    if (std::ranges::find(verbs, before) != std::end(verbs)) return false;
    static constexpr std::size_t far = 14;
    for (std::size_t next = i + 1; next < wholes_.size() && next < i + far; ++next) {
      if (parts_[wholes_[next - 1].last].ends_sentence) return false;
      if (wholes_[next].word == "og") return true;
    }
    return false;
  }

  // A word of two lines: the hyphen goes where the two are one word.
  void split_word(const Whole& whole, const Verdict& verdict) {
    const bool is_word = verdict.kind == Verdict::Kind::right && words_.rank(whole.word) != Rank::unknown;
    if (is_word || suspended_is_right(whole))
      return step(whole, {Verdict::Kind::letters, Certainty::certain, whole.word, {}},
                  tr("a hyphen of a line end"));
    // "af-" and "direkter" are no word that was broken: a column or a line stood between them.
    const bool parts_there = verdict.kind == Verdict::Kind::glued &&
                             lower(verdict.meant).starts_with(lower(part(whole.first)) + " ");
    if (!verdict.meant.empty() && verdict.certainty == Certainty::certain && !parts_there)
      return step(whole, verdict, tr("a hyphen of a line end, and letters that were misread"));
    Verdict unsure{Verdict::Kind::letters, Certainty::unsure, whole.word, {}};
    if (!verdict.meant.empty()) unsure = verdict;
    step(whole, unsure, tr("a hyphen of a line end; the word is in no dictionary"));
  }
  bool suspended_is_right(const Whole& whole) {
    if (!hangs(whole) || whole.word.empty()) return false;
    return suspended(whole.word).kind == Verdict::Kind::right;
  }

  // "løn-\nog": the line end is a blank. "IT-\nudvikling": it is nothing.
  void line_end_behind(std::size_t i) {
    const WordPart& last = parts_[wholes_[i].last];
    if (last.joint != Joint::line_end) return;
    Step made{{last.end, last.end + 2, wholes_[i].keeps_hyphen ? "-" : "- "}, Certainty::certain, {}, false};
    steps_.push_back(std::move(made));
  }

  // One word that was written as two: neither half is one.
  bool parted(std::size_t i) {
    if (!mender_.damaged() || i + 1 >= wholes_.size() || !next_to(i, i + 1)) return false;
    const Whole &first = wholes_[i], &second = wholes_[i + 1];
    if (!first.open || !second.open || first.split || second.split || begins_capital(second.word))
      return false;
    const std::string_view gap = std::string_view(text_).substr(
        parts_[first.last].end, parts_[second.first].begin - parts_[first.last].end);
    if (gap != " " || !is_half(first.word) || !is_half(second.word)) return false;
    const std::string whole = first.word + second.word;
    const Verdict verdict = mender_.verdict(whole);
    const bool right = verdict.kind == Verdict::Kind::right && words_.rank(whole) >= Rank::plain;
    if (!right) return false;
    steps_.push_back({{parts_[first.first].begin, parts_[second.last].end, whole},
                      Certainty::certain,
                      tr("a word that was written as two"),
                      true});
    return true;
  }
  bool is_half(const std::string& word) {
    const Verdict& verdict = mender_.verdict(word);
    return verdict.kind == Verdict::Kind::unknown && code_point_count(word) > 1 && !is_capitals(word);
  }

  // "| rapporten" where a sentence begins: a machine's capital I. Several of them part columns.
  void bars() {
    if (!mender_.damaged() || std::ranges::count(text_, '|') > 2) return;
    for (std::size_t at = text_.find("| "); at != std::string::npos; at = text_.find("| ", at + 1)) {
      const std::string_view before = trim(std::string_view(text_).substr(0, at));
      const bool begins = before.empty() || before.ends_with('.') || before.ends_with(':');
      const bool goes_on = at + 2 < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at + 2]));
      if (begins && goes_on)
        steps_.push_back({{at, at + 1, "I"}, Certainty::certain, tr("letters that were misread"), true});
    }
  }

  // "2024-" at the end of a line, and "2025" on the next.
  void numbers() {
    for (std::size_t at = text_.find("-\n"); at != std::string::npos; at = text_.find("-\n", at + 1)) {
      const auto digit = [&](std::size_t i) {
        return i < text_.size() && std::isdigit(static_cast<unsigned char>(text_[i])) != 0;
      };
      if (at > 0 && digit(at - 1) && digit(at + 2))
        steps_.push_back({{at, at + 2, "-"}, Certainty::certain, {}, false});
    }
  }

  void step(const Whole& whole, const Verdict& verdict, const std::string& why) {
    const std::size_t begin = parts_[whole.first].begin, end = parts_[whole.last].end;
    Step made{{begin, end, verdict.meant}, verdict.certainty, why, true};
    if (whole.word.starts_with('@')) made.mend.text = capital_of(whole, verdict.meant);
    if (verdict.certainty != Certainty::certain) {
      std::vector<std::string> all{verdict.meant};
      all.insert(all.end(), verdict.others.begin(), verdict.others.end());
      made.why += "; " + tr("perhaps {0}", {join(all, ", ")});
    }
    steps_.push_back(std::move(made));
  }

  // @ is read for Ø and for ø.
  std::string capital_of(const Whole& whole, const std::string& meant) const {
    const bool first = whole.first == 0 || parts_[whole.first - 1].ends_sentence;
    const bool names =
        std::ranges::any_of(std::initializer_list<std::string_view>{"udvalget", "udvalgets", "forvaltningen",
                                                                    "forvaltningens", "rådet"},
                            [&](std::string_view ending) { return meant.ends_with(ending); });
    return first || names || words_.is_name(meant) ? with_case_of("Ab", meant) : meant;
  }

  std::string text_;
  std::vector<WordPart> parts_;
  Vocabulary& words_;
  WordMender& mender_;
  std::vector<Whole> wholes_;
  std::vector<Step> steps_;
};

void collect(std::vector<Block>& blocks, std::vector<Paragraph*>& found) {
  for (Block& block : blocks) {
    if (Paragraph* paragraph = block.paragraph()) found.push_back(paragraph);
    if (Table* table = block.table())
      for (Row& row : table->rows)
        for (Cell& cell : row.cells) collect(cell.blocks, found);
  }
}

class Repair {
 public:
  Repair(SourceMap& sources, Document& document, Speller& speller, const Project& project)
      : sources_(sources), document_(document), words_(speller, project), mender_(words_) {}

  std::vector<Finding> run() {
    collect(document_.body, paragraphs_);
    for (auto& [key, blocks] : document_.notes) collect(blocks, paragraphs_);
    collect(document_.margins, paragraphs_);
    std::ranges::sort(paragraphs_, {}, &Paragraph::number);
    survey();
    for (Paragraph* paragraph : paragraphs_) mend(*paragraph);
    if (mended_) renew_text();
    for (auto& [paragraph, finding] : made_) {
      finding.place = document_.span(*paragraph, finding.place.begin, finding.place.end);
      finding.where = document_.place(*paragraph);
      findings_.push_back(std::move(finding));
    }
    return std::move(findings_);
  }

 private:
  // Is the text damaged as a whole? And which words stand in it undamaged?
  void survey() {
    std::size_t all = 0;
    std::set<std::string> damaged;
    for (const Paragraph* paragraph : paragraphs_) {
      const ParagraphMender reading(*paragraph, words_, mender_);
      for (const ParagraphMender::Whole& whole : reading.wholes()) {
        if (!whole.open) continue;
        ++all;
        const Verdict& verdict = mender_.verdict(whole.word);
        if (verdict.kind == Verdict::Kind::right) words_.hear(whole.word);
        const bool only_damage = verdict.kind == Verdict::Kind::letters && verdict.others.empty() &&
                                 words_.rank(verdict.meant) >= Rank::plain;
        if (only_damage || !short_word(lower(whole.word)).empty()) damaged.insert(lower(whole.word));
      }
    }
    if (damaged.size() < damaged_least || damaged.size() * damaged_share < all) return;
    mender_.set_damaged(true);
    hear_mended();
  }

  // What damaged words certainly mean stands in the text, too: it tells of others. So does what two words
  // mean that are damaged in two ways.
  void hear_mended() {
    std::map<std::string, std::set<std::string>> forms;
    for (const Paragraph* paragraph : paragraphs_) {
      const ParagraphMender reading(*paragraph, words_, mender_);
      for (const ParagraphMender::Whole& whole : reading.wholes()) {
        const Verdict& verdict = mender_.verdict(whole.word);
        if (verdict.kind != Verdict::Kind::letters || !verdict.others.empty()) continue;
        if (verdict.certainty == Certainty::certain)
          words_.hear(verdict.meant);
        else
          forms[verdict.meant].insert(whole.word);
      }
    }
    for (const auto& [meant, damaged] : forms)
      if (damaged.size() > 1) words_.hear(meant);
    mender_.set_damaged(true);
  }

  void mend(Paragraph& paragraph) {
    const std::string text = paragraph.text();
    const std::vector<Step> steps = ParagraphMender(paragraph, words_, mender_).mend();
    std::vector<Mend> mends;
    std::size_t end = 0, shift = 0;  // bytes longer (modulo) before the step
    for (const Step& step : steps) {
      if (step.mend.begin < end) continue;
      end = step.mend.end;
      const bool written = step.certainty == Certainty::certain;
      const std::string before = text.substr(step.mend.begin, step.mend.end - step.mend.begin);
      Finding finding{Finding::Kind::repaired,
                      step.certainty,
                      shown(before),
                      written ? step.mend.text : shown(before),
                      step.why,
                      {},
                      {}};
      finding.place.begin = static_cast<std::uint32_t>(step.mend.begin + shift);
      finding.place.end = finding.place.begin + static_cast<std::uint32_t>(finding.after.size());
      if (written) {
        mends.push_back(step.mend);
        shift += step.mend.text.size() - before.size();
      }
      if (step.told) made_.emplace_back(&paragraph, std::move(finding));
    }
    if (mends.empty()) return;
    write(paragraph, mends);
    mended_ = true;
  }

  void renew_text() {
    std::string text;
    document_.lines.clear();
    for (const Paragraph* paragraph : paragraphs_) {
      document_.lines.push_back(static_cast<std::uint32_t>(text.size()));
      std::string line = paragraph->text();
      std::ranges::replace_if(
          line, [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
      text += line + "\n";
    }
    document_.text = sources_.add(std::string(sources_.name(document_.text)), std::move(text));
  }

  SourceMap& sources_;
  Document& document_;
  Vocabulary words_;
  WordMender mender_;
  std::vector<Paragraph*> paragraphs_;
  std::vector<std::pair<const Paragraph*, Finding>> made_;
  std::vector<Finding> findings_;
  bool mended_ = false;
};

}  // namespace

std::vector<Finding> repair(SourceMap& sources, Document& document, Speller& speller,
                            const Project& project) {
  return Repair(sources, document, speller, project).run();
}

}  // namespace kancelli::word
