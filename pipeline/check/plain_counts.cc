#include "pipeline/check/plain_counts.h"

#include <algorithm>
#include <array>
#include <map>

#include "pipeline/check/untyped.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// How the number is brought in.
enum class Claim {
  none,
  whole,    // "kommunens syv", "aftalens 11", "Aftalen omfatter 11": all that there are
  definite  // "de syv", "alle syv": all that the text speaks of
};

class PlainCounts {
 public:
  PlainCounts(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), text_(examined.text.text()), diagnostics_(diagnostics) {}

  void check() {
    learn_nouns();
    if (nouns_.empty()) return;
    for (const WrittenNumber& number : examined_.numbers)
      if (number.hedge == WrittenNumber::Hedge::none && number.noun != number.end &&
          number.value.decimals == 0)
        look_at(number);
  }

  std::vector<Untyped> offers;  // numbers that are right

 private:
  // What a noun counts: the value of of="...".
  void learn_nouns() {
    nouns_.emplace("forvaltninger", "bodies:administration");
    nouns_.emplace("koncernenheder", "bodies:unit");
    for (const auto& [noun, of] : examined_.index.counted_nouns()) nouns_.emplace(noun, of);
    const auto schema = examined_.project.schemas.find(examined_.paper.type);
    if (schema != examined_.project.schemas.end()) {
      for (const auto& [name, rule] : schema->second->elements()) {
        if (rule.counted.empty() || examined_.elements(name).size() != 1) continue;
        const std::string_view id = examined_.elements(name).front()->get("id");
        if (!id.empty()) nouns_.emplace(rule.counted, id);
      }
      if (const ElementRule* root = schema->second->element(schema->second->root()))
        stem_ = stem_of(root->title);
    }
    for (const Node* count : examined_.elements("count")) {
      const std::string noun = counted_noun(*count);
      if (!noun.empty() && count->get("of") != "attachments" && !count->get("of").starts_with("children:"))
        nouns_.emplace(noun, count->get("of"));
    }
  }

  // "Kommissorium" as it begins in "kommissoriets" and "kommissoriet".
  static std::string stem_of(std::string_view title) {
    std::string stem = lower(title);
    for (const std::string_view ending : {"um", "e"})
      if (stem.ends_with(ending)) return stem.substr(0, stem.size() - ending.size());
    return stem;
  }

  bool names_paper(std::string_view word, bool genitive) const {
    return stem_.size() > 3 && word.starts_with(stem_) && word.size() > stem_.size() &&
           word.size() <= stem_.size() + 4 && word.ends_with("s") == genitive;
  }

  Claim claim_of(const WrittenNumber& number, bool bodies) const {
    static constexpr auto definite = std::to_array<std::string_view>({"de", "alle", "samtlige"});
    static constexpr auto verbs = std::to_array<std::string_view>(
        {"omfatter", "indeholder", "har", "rummer", "dækker", "beskriver", "opregner"});
    std::size_t at = number.begin;
    const std::string word = lower(take_word_before(text_, at)), before = lower(take_word_before(text_, at));
    if (before == "af") return Claim::none;  // "to af kommunens syv"
    if (bodies && (word == "kommunens" || word == "byens" || (word == "kommunes" && before == "københavns")))
      return Claim::whole;
    if (!bodies && names_paper(word, true)) return Claim::whole;
    if (!bodies && names_paper(before, false) && one_of(word, verbs)) return Claim::whole;
    if (!bodies && word == "af" && before == "består" &&
        names_paper(lower(take_word_before(text_, at)), false))
      return Claim::whole;
    return one_of(word, definite) ? Claim::definite : Claim::none;
  }

  // "kommunens to forvaltninger med ansvar for børn" are not all.
  bool restricted(std::size_t end) const {
    static constexpr auto words = std::to_array<std::string_view>(
        {"der", "som",  "med",  "på",     "inden", "for", "til", "uden", "under", "i",
         "fra", "hvor", "hvis", "blandt", "af",    "om",  "ved", "hos",  "vi",    "de"});
    std::size_t at = end;
    if (text_.substr(at).starts_with(",")) ++at;
    if (!text_.substr(at).starts_with(" ")) return false;
    const std::size_t next = word_end(text_, at + 1);
    return one_of(text_.substr(at + 1, next - at - 1), words);
  }

  // Of another time, a plan or a condition: then the number may be another.
  bool of_other_time(std::size_t at) const {
    static constexpr auto words = std::to_array<std::string_view>(
        {"tidligere", "dengang", "indtil", "hidtil", "før",      "oprindeligt", "fremover", "fremtidige",
         "fremtiden", "vil",     "skal",   "bliver", "foreslår", "foreslås",    "forslag",  "havde",
         "var",       "hvis",    "ville",  "skulle", "kan",      "kunne",       "blev",     "siden"});
    const Stretch sentence = sentence_around(text_, at);
    for (std::size_t i = sentence.begin; i < sentence.end;) {
      const std::size_t end = word_end(text_, i);
      if (end == i) {
        const Node* node =
            text_.substr(i).starts_with(RunningText::computed_mark) ? examined_.text.computed(i) : nullptr;
        if (node != nullptr && node->is("date")) return true;
        ++i;
        continue;
      }
      const std::string word = lower(text_.substr(i, end - i));
      if (one_of(word, words) || (word.size() == 4 && (word.starts_with("19") || word.starts_with("20"))))
        return true;
      i = end;
    }
    return false;
  }

  // "Aarhus Kommunes" anywhere in the block: then "kommunens" may be that one's.
  bool of_other_city(std::size_t at) const {
    const std::size_t newline = text_.rfind('\n', at),
                      begin = newline == std::string_view::npos ? 0 : newline + 1;
    const std::string_view block = text_.substr(begin, text_.find('\n', at) - begin);
    for (std::size_t found = block.find(" Kommune"); found != std::string_view::npos;
         found = block.find(" Kommune", found + 1))
      if (!block.substr(0, found).ends_with("Københavns")) return true;
    return block.find("KL") != std::string_view::npos || block.find("Region ") != std::string_view::npos;
  }

  std::optional<std::int64_t> count(const std::string& of, std::size_t at) const {
    if (of.find(':') != std::string::npos) {
      if (examined_.project.is_unread("organisation")) return std::nullopt;
      const Node* block = examined_.text.context(at).block;
      const auto bodies = examined_.project.registers.meant(
          of, block == nullptr ? examined_.paper.dated : examined_.paper.date_at(*block));
      return bodies && !bodies->empty() ? std::optional(static_cast<std::int64_t>(bodies->size()))
                                        : std::nullopt;
    }
    const Node* node = examined_.paper.by_id(of);
    return node == nullptr ? std::nullopt : count_items(*node);
  }

  // The list behind "... syv forvaltninger:" is compared with the number already.
  bool before_list(std::size_t at, std::size_t end) const {
    const Node* block = examined_.text.context(at).block;
    if (!text_.substr(end).starts_with(":\n") || block == nullptr || block->parent == nullptr) return false;
    const auto siblings = block->parent->elements();
    const auto self = std::find(siblings.begin(), siblings.end(), block);
    return self != siblings.end() && self + 1 != siblings.end() && (*(self + 1))->is("list");
  }

  void look_at(const WrittenNumber& number) {
    const std::size_t end = word_end(text_, number.noun);
    const auto noun = nouns_.find(text_.substr(number.noun, end - number.noun));
    if (noun == nouns_.end()) return;
    const TextContext& context = examined_.text.context(number.begin);
    if (context.quote || context.foreign || context.link || context.counted || restricted(end) ||
        examined_.text.in_quotation_marks(number.begin))
      return;
    const bool bodies = noun->second.find(':') != std::string::npos;
    const Claim claim = claim_of(number, bodies);
    const auto total = claim == Claim::none ? std::nullopt : count(noun->second, number.begin);
    if (!total || of_other_city(number.begin)) return;
    const std::int64_t said = number.value.units;
    if (said == *total) return offer(number, noun->second);
    // "De fire forvaltninger" may be four of those named before; eight of seven cannot be.
    if (claim == Claim::definite && (!bodies || said < *total)) return;
    if (before_list(number.begin, end) || of_other_time(number.begin)) return;
    report(number, end, noun->second, *total);
  }

  std::string_view words(const WrittenNumber& number) const {
    return text_.substr(number.begin, number.end - number.begin);
  }

  void offer(const WrittenNumber& number, const std::string& of) {
    Untyped& found = offers.emplace_back();
    found.begin = number.begin;
    found.end = number.end;
    found.element = "<count of=\"" + of + "\">" + std::string(words(number)) + "</count>";
    found.message = tr("the number \"{0}\" is plain text; what it counts is known", {words(number)});
    found.hints = {tr("write {0}", {found.element})};
  }

  void report(const WrittenNumber& number, std::size_t end, const std::string& of, std::int64_t total) {
    const Node* node = examined_.paper.by_id(of);
    Diagnostic& d = diagnostics_.warning(
        "count-mismatch", examined_.span(number.begin, number.end),
        node == nullptr ? tr("the text says \"{0}\", the organisation register has {1} on that date",
                             {text_.substr(number.begin, end - number.begin), std::to_string(total)})
                        : tr("the text says \"{0}\", this paper has {1}",
                             {text_.substr(number.begin, end - number.begin), std::to_string(total)}),
        {tr("write {0}", {"<count of=\"" + of + "\">" +
                          (number.word ? count_word(total) : without_typography(format_number({total, 0}))) +
                          "</count>"})});
    if (node != nullptr) d.related.push_back({node->span, tr("this is counted")});
  }

  const ExaminedPaper& examined_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::string, std::less<>> nouns_;
  std::string stem_;  // of what the paper is called: "aftal", "kommissori"
};

}  // namespace

void plain_counts(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  PlainCounts counts(examined, diagnostics);
  counts.check();
  report(examined, std::move(counts.offers), diagnostics);
}

std::vector<Untyped> untyped_counts(const ExaminedPaper& examined) {
  Diagnostics ignored;
  PlainCounts counts(examined, ignored);
  counts.check();
  return std::move(counts.offers);
}

}  // namespace kancelli
