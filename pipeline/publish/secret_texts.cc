#include "pipeline/publish/secret_texts.h"

#include <algorithm>
#include <map>

#include "pipeline/publish/word_blocks.h"

namespace kancelli {
namespace {

// Of the words in a row that are compared so many must be an author's own.
constexpr std::ptrdiff_t own_words = 3;

// Of each kind: the shortest text that is compared, and how much of it makes a finding. Drafts are written in
// the same turns as what is sent, and files from outside have letterheads: of those it must be more.
struct Kind {
  std::size_t shortest, needed;
};
Kind kind_of(Secret kind) {
  switch (kind) {
    case Secret::held_paper:
      return {4, 3};
    case Secret::closed_contents:
      return {4, 10};
    case Secret::comment:
      return {3, 2};
    default:
      return {3, 1};
  }
}

bool is_marked_name(std::string_view name) {
  return name.find_first_of("-_ 0123456789") != std::string_view::npos;
}

class SecretGatherer {
 public:
  SecretGatherer(const Project& project, const std::vector<const Paper*>& open, SecretIndex& index)
      : project_(project), open_(open), index_(index) {
    for (const auto& [id, body] : project.registers.bodies)
      for (const BodyName& name : body.names)
        if (auto words = compared_words(name.name); !words.empty()) names_.emplace(words.front(), words);
  }

  std::vector<ClosedText> gather(const std::vector<ClosedTexts::ClosedFile>& contents) {
    for (const auto& paper : project_.papers)
      if (is_among(*paper, open_))
        closed_parts(*paper);
      else
        whole(*paper);
    for (const Paper* paper : open_)
      if (!is_of_project(*paper)) closed_parts(*paper);
    for (const ClosedTexts::ClosedFile& file : contents) {
      const std::size_t secret = begin(Secret::closed_contents, file.attachment->node->span, file.paper);
      blocks(secret, {block_of(file.text, file.attachment->node->span)});
    }
    for (const SourceId source : project_.sources.all()) remarks(source);
    return std::move(texts_);
  }

 private:
  bool is_of_project(const Paper& paper) const {
    return std::any_of(project_.papers.begin(), project_.papers.end(),
                       [&](const auto& each) { return each.get() == &paper; });
  }

  std::size_t begin(Secret kind, Span place, const Paper* owner) {
    texts_.push_back({kind, place, owner, kind_of(kind).needed});
    return texts_.size() - 1;
  }

  // A body's name is no author's own words where it is written out either.
  void disown_names(WordBlock& text) const {
    for (std::size_t at = 0; at < text.words.size(); ++at) {
      const auto [first, last] = names_.equal_range(text.words[at]);
      for (auto each = first; each != last; ++each) {
        const Words& name = each->second;
        const auto begin = text.words.begin() + static_cast<std::ptrdiff_t>(at);
        if (name.size() <= text.words.size() - at && std::equal(name.begin(), name.end(), begin))
          std::fill_n(text.own.begin() + static_cast<std::ptrdiff_t>(at), name.size(), 0);
      }
    }
  }

  // All shingles of the blocks after each other, and the short blocks as they are.
  void blocks(std::size_t secret, const std::vector<WordBlock>& all) {
    const Kind kind = kind_of(texts_[secret].kind);
    WordBlock whole;
    std::vector<Span> places;
    std::vector<char> ends;
    for (const WordBlock& block : all) {
      if (block.words.empty()) continue;
      whole.words.insert(whole.words.end(), block.words.begin(), block.words.end());
      whole.own.insert(whole.own.end(), block.own.begin(), block.own.end());
      places.insert(places.end(), block.words.size(), block.place);
      ends.resize(whole.words.size(), 0);
      ends.back() = 1;
      if (block.words.size() < shingle) add_whole(secret, block, kind.shortest);
    }
    disown_names(whole);
    for (std::size_t at = 0; at + shingle <= whole.words.size(); ++at)
      if (std::count(whole.own.begin() + static_cast<std::ptrdiff_t>(at),
                     whole.own.begin() + static_cast<std::ptrdiff_t>(at + shingle), 1) >= own_words)
        index_.add(secret, whole.words, at, shingle, places[at], ends);
    if (whole.words.size() < shingle && all.size() > 1 && !whole.words.empty()) {
      whole.place = places[0];
      add_whole(secret, whole, kind.shortest, ends);
    }
  }

  void add_whole(std::size_t secret, WordBlock block, std::size_t shortest,
                 const std::vector<char>& ends = {}) {
    disown_names(block);
    if (block.words.size() >= shortest && std::count(block.own.begin(), block.own.end(), 1) >= own_words)
      index_.add(secret, block.words, 0, block.words.size(), block.place, ends);
  }

  // A title or a name: also a short one, when it is long enough to be no common word.
  void name(Secret kind, std::string_view text, Span place, const Paper& owner) {
    const Words words = compared_words(text);
    constexpr std::size_t common = 10;  // letters
    if (words.empty() || (words.size() < 3 && (kind == Secret::held_paper || text.size() < common))) return;
    const std::size_t secret = begin(kind, place, &owner);
    texts_[secret].needed = 1;
    if (words.size() < shingle)
      index_.add(secret, words, 0, words.size(), place);
    else
      blocks(secret, {block_of(text, place)});
  }

  void whole(const Paper& paper) {
    const Secret kind = paper.closed ? Secret::closed_paper : Secret::held_paper;
    blocks(begin(kind, paper.root().name_span, &paper), blocks_of(paper.root(), paper, project_, Read::all));
    name(kind, paper.title, paper.root().name_span, paper);
    if (paper.closed && is_marked_name(paper.id)) name(kind, paper.id, paper.root().name_span, paper);
    for (const Attachment& attachment : paper.attachments) attached(attachment, paper, kind);
    const auto edited = project_.edited.find(paper.id);
    if (edited == project_.edited.end() || edited->second.source == SourceId::none) return;
    const std::size_t secret = begin(
        kind,
        paper.root().child("change") == nullptr ? paper.root().name_span : paper.root().child("change")->span,
        &paper);
    const EditedStatute& text = edited->second;
    if (text.paper != nullptr)
      blocks(secret, blocks_of(text.paper->root(), *text.paper, project_, Read::all));
    else
      blocks(secret, {block_of(project_.sources.text(text.source), {text.source, 0, 0})});
  }

  void closed_parts(const Paper& paper) {
    if (project_.closed_edition) return;
    for (const Node& node : paper.xml->nodes) {
      if (node.get("access") != "closed" || node.is("attachment")) continue;
      if (node.parent != nullptr && project_.withheld(*node.parent)) continue;
      const std::vector<WordBlock> all = blocks_of(node, paper, project_, Read::all);
      blocks(begin(Secret::closed_passage, node.span, &paper), all);
      if (all.size() == 1 && all[0].words.size() < 3)
        name(Secret::closed_passage, all[0].text, all[0].place, paper);
      for (const std::string_view attribute : {"alt", "title", "reason"})
        if (const Attribute* text = node.find(attribute))
          name(Secret::closed_passage, text->value, text->value_span, paper);
    }
    for (const Attachment& attachment : paper.attachments)
      if (attachment.closed) attached(attachment, paper, Secret::closed_attachment);
  }

  void attached(const Attachment& attachment, const Paper& paper, Secret kind) {
    const Span place = attachment.node->span;
    name(kind, attachment.title, place, paper);
    if (kind == Secret::closed_attachment) name(kind, attachment.reason, place, paper);
    if (attachment.file.empty() || kind == Secret::held_paper) return;
    const std::string_view file = std::string_view(attachment.file).substr(attachment.file.rfind('/') + 1);
    name(kind, file, place, paper);
    const std::string_view stem = file.substr(0, file.rfind('.'));
    if (is_marked_name(stem)) name(kind, stem, place, paper);
  }

  // Comments, whatever stands in them, and the reasons of suppressions.
  void remarks(SourceId source) {
    const std::string_view name = project_.sources.name(source), text = project_.sources.text(source);
    if (!name.ends_with(".xml")) return;
    const Paper* owner = nullptr;
    for (const auto& paper : project_.papers)
      if (paper->source() == source) owner = paper.get();
    const auto between = [&](std::string_view open, std::string_view close, auto said) {
      std::size_t at = 0;
      while ((at = text.find(open, at)) != std::string_view::npos) {
        const std::size_t begins = at + open.size(), ends = text.find(close, begins);
        if (ends == std::string_view::npos) return;
        const Span place{source, static_cast<std::uint32_t>(at),
                         static_cast<std::uint32_t>(ends + close.size())};
        blocks(begin(Secret::comment, place, owner),
               {block_of(said(text.substr(begins, ends - begins)), place)});
        at = ends;
      }
    };
    between("<!--", "-->", [](std::string_view comment) { return comment; });
    between("<?kancelli", "?>", reason_of);
  }

  static std::string_view reason_of(std::string_view suppression) {
    constexpr std::string_view reason = "reason=\"";
    const std::size_t begin = suppression.find(reason);
    if (begin == std::string_view::npos) return suppression;
    suppression.remove_prefix(begin + reason.size());
    return suppression.substr(0, suppression.find('"'));
  }

  const Project& project_;
  const std::vector<const Paper*>& open_;
  SecretIndex& index_;
  std::vector<ClosedText> texts_;
  std::multimap<std::uint64_t, Words> names_;  // of bodies, by their first word
};

}  // namespace

std::vector<ClosedText> gather_secrets(const Project& project, const std::vector<const Paper*>& open,
                                       const std::vector<ClosedTexts::ClosedFile>& contents,
                                       SecretIndex& index) {
  return SecretGatherer(project, open, index).gather(contents);
}

}  // namespace kancelli
