#include "pipeline/word/changed_values.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/typed_words.h"

namespace kancelli::word {
namespace {

// The words that one owner has, and where: from the first to the last in its first paragraph.
struct Said {
  std::string words;
  std::uint32_t paragraph = 0;
  std::size_t begin = 0, end = 0;  // bytes of the paragraph's text
};

std::map<std::pair<Owner::Kind, std::uint32_t>, Said> said_by_owner(const Document& document,
                                                                    const Carried& carried) {
  std::map<std::pair<Owner::Kind, std::uint32_t>, Said> result;
  const auto all = owners(document, carried);
  for (const Paragraph* paragraph : document.paragraphs()) {
    std::size_t at = 0;
    for (std::size_t k = 0; k < paragraph->runs.size(); ++k) {
      const Run& run = paragraph->runs[k];
      const bool in_text = shows(View::after, run.revision) && !run.hidden && run.kind != Run::Kind::picture;
      const std::size_t begin = at;
      if (in_text) at += run.text.size();
      const Owner& owner = all[paragraph->number - 1][k];
      if (owner.kind == Owner::Kind::nobody || !in_text || run.kind == Run::Kind::note) continue;
      Said& said = result[{owner.kind, owner.key}];
      if (said.paragraph == 0) said.paragraph = paragraph->number, said.begin = begin;
      if (said.paragraph == paragraph->number) said.end = at;
      said.words += run.text;
    }
  }
  return result;
}

class Finder {
 public:
  Finder(const Document& document, const Carried& carried, const Paper& paper, const Project& project,
         Diagnostics& diagnostics)
      : document_(document),
        carried_(carried),
        paper_(paper),
        project_(project),
        diagnostics_(diagnostics),
        paragraphs_(document.paragraphs()),
        said_(said_by_owner(document, carried)) {
    for (const auto& [paragraph, keys] : keys_by_paragraph(document))
      for (const std::uint32_t key : keys) paragraph_of_.emplace(key, paragraph);
  }

  void elements() {
    for (const auto& [key, words] : words_by_key(document_, carried_)) {
      const auto element = carried_.elements.find(key);
      const auto hash = carried_.hashes.find(key);
      if (element == carried_.elements.end() || hash == carried_.hashes.end() ||
          element->second->find(computed_attribute) == nullptr || element_hash(words) == hash->second)
        continue;
      // What the element prints is told where that is surely what was sent.
      std::string prints = printed_by(*element->second, paper_, project_);
      if (element_hash(prints) != hash->second) prints.clear();
      const std::string hint = tr(
          "the source has a value there: `kancelli take` proposes the new one for it, or for its register");
      const auto said = said_.find({Owner::Kind::element, key});
      if (said != said_.end() && !trim(words).empty())
        tell(place_of(said->second), words, prints, hint);
      else
        written_beside(key, prints, hint);
    }
  }

  void texts_of_the_program() {
    for (const auto& [owner, said] : said_) {
      const auto hash = carried_.added.find(owner.second);
      if (owner.first != Owner::Kind::added || hash == carried_.added.end()) continue;
      if (element_hash(said.words) != hash->second)
        tell(place_of(said), said.words, "",
             tr("the program writes it: `kancelli take` shows what can be changed"));
    }
  }

 private:
  Span place_of(const Said& said) const {
    return document_.span(*paragraphs_[said.paragraph - 1], said.begin, said.end);
  }

  void tell(const Span& place, std::string_view words, const std::string& prints, const std::string& hint) {
    const std::string shown(trim(words));
    diagnostics_.warning("word-value", place,
                         prints.empty()
                             ? tr("the file says \"{0}\", and the paper prints something else there", {shown})
                             : tr("the file says \"{0}\" where the paper prints \"{1}\"", {shown, prints}),
                         {hint});
  }

  // Its words are gone, and others may stand beside its mark. A paragraph that is gone whole is no value.
  void written_beside(std::uint32_t key, const std::string& prints, const std::string& hint) {
    const auto found = paragraph_of_.find(key);
    if (found == paragraph_of_.end() || found->second == 0 || found->second > paragraphs_.size()) return;
    const Paragraph& paragraph = *paragraphs_[found->second - 1];
    const std::string text = paragraph.text();
    if (trim(text).empty()) return;
    diagnostics_.warning("word-value", document_.span(paragraph),
                         prints.empty()
                             ? tr("what the paper prints here is written over")
                             : tr("the paper prints \"{0}\" here, and the file does not", {prints}),
                         {hint});
  }

  const Document& document_;
  const Carried& carried_;
  const Paper& paper_;
  const Project& project_;
  Diagnostics& diagnostics_;
  std::vector<const Paragraph*> paragraphs_;
  std::map<std::pair<Owner::Kind, std::uint32_t>, Said> said_;
  std::map<std::uint32_t, std::uint32_t> paragraph_of_;  // key -> the first that it stands in
};

}  // namespace

void find_changed_values(const Document& document, const Carried& carried, const Paper& paper,
                         const Project& project, Diagnostics& diagnostics) {
  Finder finder(document, carried, paper, project, diagnostics);
  finder.elements();
  finder.texts_of_the_program();
}

}  // namespace kancelli::word
