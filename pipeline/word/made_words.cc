#include "pipeline/word/made_words.h"

#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/paper_parts.h"

namespace kancelli::word {
namespace {

// Of a character that typography alone needs: what stands for it in a source.
std::string_view folded(std::string_view character) {
  if (character == "\u00A0" || character == "\u202F" || character == "\u2007" || character == "\u2009" ||
      character == "\t" || character == "\n" || character == "\r" || character == " ")
    return " ";
  if (character.size() == 1 && static_cast<unsigned char>(character[0]) < 0x20) return "";
  if (character == "\u2011") return "-";
  if (character == "\u00AD" || character == "\u200B" || character == "\uFEFF") return "";
  return character;
}

// Word marks words as English that its user typed with another keyboard: where they have Danish letters or
// none but Danish small words, they are Danish.
bool is_foreign(const Run& run, const std::string& own) {
  const std::string language = run.language.substr(0, run.language.find('-'));
  if (language.empty() || language == "da" || language == "zxx" || language == own.substr(0, own.find('-')))
    return false;
  static constexpr auto danish = std::to_array<std::string_view>(
      {"og", "det", "der", "som", "en", "et", "af", "på", "til", "med", "den", "ikke", "er", "kan", "skal"});
  const std::string words = lower(run.text);
  bool letters = false;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = next_code_point(words, at);
    if (c == U'æ' || c == U'ø' || c == U'å') return false;
    letters = letters || is_letter(c);
  }
  const auto all = split(std::string_view(words));
  return letters && std::none_of(all.begin(), all.end(), [&](std::string_view word) {
           return std::find(danish.begin(), danish.end(), word) != danish.end();
         });
}

class WordsMaker {
 public:
  WordsMaker(const Document& document, const Paragraph& paragraph, const WordsWanted& wanted,
             std::vector<Finding>& findings, bool of_note = false)
      : document_(document), paragraph_(paragraph), wanted_(wanted), findings_(findings), of_note_(of_note) {}

  MadeWords make() {
    std::size_t at = 0;
    for (const Run& run : paragraph_.runs) {
      if (!shows(View::after, run.revision) || run.hidden) continue;
      if (run.kind == Run::Kind::picture) {
        made_.pictures.push_back(&run);
        continue;
      }
      const std::size_t begin = at, end = at + run.text.size();
      at = end;
      if (run.kind == Run::Kind::note) {
        if (end >= wanted_.begin && begin <= wanted_.end) note(run, begin);
        continue;
      }
      if (end <= wanted_.begin || begin >= wanted_.end) continue;
      words(run, std::max(begin, wanted_.begin), std::min(end, wanted_.end), begin);
      if (run.kind == Run::Kind::formula)
        tell(begin, end, Finding::Kind::kept, tr("a formula is kept as the words it is written with"));
    }
    trim_ends();
    return std::move(made_);
  }

 private:
  void tell(std::size_t begin, std::size_t end, Finding::Kind kind, std::string why) {
    Finding finding;
    finding.kind = kind;
    finding.before = plain_words(std::string_view(paragraph_.text()).substr(begin, end - begin));
    finding.after = finding.before;
    finding.why = std::move(why);
    finding.place = document_.span(paragraph_, begin, end);
    findings_.push_back(std::move(finding));
  }

  void words(const Run& run, std::size_t begin, std::size_t end, std::size_t run_begin) {
    std::vector<Made>& into = place_for(run, begin, end);
    std::string piece;
    std::size_t piece_begin = begin;
    const auto flush = [&](std::size_t to) {
      if (!piece.empty()) add(into, Made::text(piece, document_.span(paragraph_, piece_begin, to)));
      piece.clear();
    };
    for (std::size_t i = begin - run_begin; i < end - run_begin;) {
      const std::size_t from = i;
      next_code_point(run.text, i);
      const std::string_view character = std::string_view(run.text).substr(from, i - from);
      const std::string_view becomes = folded(character);
      if (becomes.size() == character.size() && becomes != " ") {
        if (piece.empty()) piece_begin = run_begin + from;
        piece += becomes;
        space_ = false;
        continue;
      }
      if (becomes == " " && character.size() == 1 && !space_) {
        if (piece.empty()) piece_begin = run_begin + from;
        piece += ' ';
        space_ = true;
        continue;
      }
      flush(run_begin + from);
      if (becomes.empty() || (becomes == " " && space_)) continue;
      space_ = becomes == " ";
      add(into,
          Made::text(std::string(becomes), document_.span(paragraph_, run_begin + from, run_begin + i)));
    }
    flush(end);
  }

  static void add(std::vector<Made>& into, Made text) {
    // Neighbours in the file are one stretch: runs of Word mean nothing.
    if (!into.empty() && into.back().is_words() && into.back().place.end == text.place.begin &&
        into.back().words.size() == into.back().place.end - into.back().place.begin &&
        text.words.size() == text.place.end - text.place.begin) {
      into.back().words += text.words;
      into.back().place.end = text.place.end;
      return;
    }
    into.push_back(std::move(text));
  }

  // The list of inlines that a run's words belong into: the element that the run before it is in, too, where
  // both look the same.
  std::vector<Made>& place_for(const Run& run, std::size_t begin, std::size_t end) {
    std::vector<Made> around;
    if (run.link.starts_with("https://")) {
      around.push_back(Made::element("link").set("href", run.link));
    } else {
      if (!run.link.empty() && run.link[0] != '#')
        tell(begin, end, Finding::Kind::kept,
             tr("the link's address {0} is not kept: it does not begin with https://", {run.link}));
      if (wanted_.look && run.bold) around.push_back(Made::element("strong"));
      if (wanted_.look && run.italic) around.push_back(Made::element("em"));
      if (is_foreign(run, document_.language))
        around.push_back(
            Made::element("foreign").set("xml:lang", run.language.substr(0, run.language.find('-'))));
    }
    std::vector<Made>* into = &made_.inlines;
    for (Made& element : around) {
      if (into->empty() || into->back().name != element.name ||
          into->back().attributes != element.attributes) {
        // A space alone is not worth an element.
        if (trim(std::string_view(run.text)).empty()) return *into;
        into->push_back(std::move(element));
      }
      into = &into->back().children;
    }
    return *into;
  }

  void note(const Run& run, std::size_t at) {
    const auto blocks = document_.notes.find(run.target);
    // A note called within a note could be called within itself; the proof tells of its words.
    if (blocks == document_.notes.end() || of_note_) return;
    Made footnote = Made::element("footnote");
    for (const Block& block : blocks->second) {
      const Paragraph* paragraph = block.paragraph();
      if (paragraph == nullptr || plain_words(paragraph->text()).empty()) continue;
      if (!footnote.children.empty()) footnote.children.push_back(Made::text(" ", {}));
      MadeWords words =
          WordsMaker(document_, *paragraph, {0, std::string::npos, true, false}, findings_, true).make();
      std::move(words.inlines.begin(), words.inlines.end(), std::back_inserter(footnote.children));
    }
    if (footnote.children.empty()) return;
    space_ = false;
    if (wanted_.notes) {
      made_.inlines.push_back(std::move(footnote));
      return;
    }
    tell(at, at, Finding::Kind::kept,
         tr("a heading or a caption holds no footnote: its words stand in brackets"));
    made_.inlines.push_back(Made::text(" (", {}));
    std::move(footnote.children.begin(), footnote.children.end(), std::back_inserter(made_.inlines));
    made_.inlines.push_back(Made::text(")", {}));
  }

  void trim_ends() {
    std::vector<Made>& all = made_.inlines;
    while (!all.empty() && all.front().is_words()) {
      Made& first = all.front();
      const std::size_t words = first.words.find_first_not_of(' ');
      if (words == std::string::npos) {
        all.erase(all.begin());
        continue;
      }
      first.words.erase(0, words);
      first.place.begin += static_cast<std::uint32_t>(words);
      break;
    }
    while (!all.empty() && all.back().is_words()) {
      Made& last = all.back();
      const std::size_t words = last.words.find_last_not_of(' ');
      if (words == std::string::npos) {
        all.pop_back();
        continue;
      }
      if (!last.place.nowhere()) last.place.end -= static_cast<std::uint32_t>(last.words.size() - words - 1);
      last.words.erase(words + 1);
      break;
    }
  }

  const Document& document_;
  const Paragraph& paragraph_;
  const WordsWanted& wanted_;
  std::vector<Finding>& findings_;
  MadeWords made_;
  const bool of_note_;
  bool space_ = true;  // the last character was one, or there is none yet
};

}  // namespace

MadeWords words_of(const Document& document, const Paragraph& paragraph, const WordsWanted& wanted,
                   std::vector<Finding>& findings) {
  return WordsMaker(document, paragraph, wanted, findings).make();
}

}  // namespace kancelli::word
