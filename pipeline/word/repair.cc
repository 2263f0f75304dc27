// Damaged text is mended word by word: first what stands at line ends, then each word by itself, then with
// its neighbours. How much of the text is damaged is counted before: a sound text with a slip here and there
// is not rewritten.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/check/lexicon.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/mended_paragraph.h"
#include "pipeline/word/places.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Rank = Vocabulary::Rank;

// So many words that can only be damage, and this part of all, make a damaged text.
constexpr std::size_t damaged_least = 4, damaged_share = 150;

std::string shown(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

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
    mended_ = join_broken(document_.body);
    collect(document_.body, paragraphs_);
    for (auto& [key, blocks] : document_.notes) collect(blocks, paragraphs_);
    collect(document_.margins, paragraphs_);
    std::ranges::sort(paragraphs_, {}, &Paragraph::number);
    for (std::size_t i = 0; i < paragraphs_.size(); ++i)
      paragraphs_[i]->number = static_cast<std::uint32_t>(i) + 1;
    survey();
    for (Paragraph* paragraph : paragraphs_) mend(*paragraph);
    if (mended_) renew_text();
    const Places places(document_);
    const Paragraph* last = nullptr;
    std::string where;
    for (auto& [paragraph, finding] : made_) {
      if (paragraph != last) where = places.of(*paragraph);
      last = paragraph;
      finding.place = document_.span(*paragraph, finding.place.begin, finding.place.end);
      finding.where = where;
      findings_.push_back(std::move(finding));
    }
    return std::move(findings_);
  }

 private:
  // A file that was made of a scan has a paragraph for each line: one that ends within a word goes on in the
  // next. The hyphen is told where the word is mended.
  bool join_broken(std::vector<Block>& blocks) {
    bool any = false;
    for (std::size_t at = 0; at + 1 < blocks.size();) {
      Paragraph *first = blocks[at].paragraph(), *second = blocks[at + 1].paragraph();
      if (first == nullptr || second == nullptr || !goes_on(*first, *second)) {
        ++at;
        continue;
      }
      Run end;
      end.text = "\n";
      first->runs.push_back(std::move(end));
      std::move(second->runs.begin(), second->runs.end(), std::back_inserter(first->runs));
      blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(at) + 1);
      any = true;
    }
    return any;
  }

  bool goes_on(const Paragraph& first, const Paragraph& second) {
    if (first.heading > 0 || second.heading > 0 || first.style != second.style || first.boxed ||
        second.boxed || !second.numbering.list.empty() || first.controls != second.controls)
      return false;
    const std::string text = first.text(), next = second.text();
    if (!text.ends_with('-') || text.size() < 2) return false;
    std::size_t begin = text.size() - 1;
    while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n') --begin;
    const std::string half = text.substr(begin, text.size() - 1 - begin),
                      rest = next.substr(0, word_end(next, 0));
    return !half.empty() && !rest.empty() && !begins_capital(rest) &&
           words_.rank(half + rest) != Rank::unknown;
  }

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
        if (only_damage || mender_.can_only_be_damage(whole.word)) damaged.insert(lower(whole.word));
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
