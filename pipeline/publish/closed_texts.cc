#include "pipeline/publish/closed_texts.h"

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/meeting.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

// So many words in a row are hardly written twice by chance. What is shorter is compared as a whole.
constexpr std::size_t shingle = 6;
// And of these so many an author's own.
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

std::uint64_t begun() {
  return 0x9e3779b97f4a7c15u;
}
std::uint64_t with(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0xff51afd7ed558ccdu;
  return hash ^ (hash >> 32);
}
std::uint64_t key_of(std::uint64_t hash, std::size_t size) {
  return with(hash, size);
}

std::uint64_t key_of(const std::vector<std::uint64_t>& words, std::size_t from, std::size_t size) {
  std::uint64_t hash = begun();
  for (std::size_t i = from; i < from + size; ++i) hash = with(hash, words[i]);
  return key_of(hash, size);
}

template <typename Take>
void for_each_key(const std::vector<std::uint64_t>& words, const std::vector<std::size_t>& sizes, Take take) {
  if (sizes.empty()) return;
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::uint64_t hash = begun();
    std::size_t size = 0;
    for (const std::size_t wanted : sizes) {
      if (at + wanted > words.size()) break;
      while (size < wanted) hash = with(hash, words[at + size++]);
      take(key_of(hash, wanted));
    }
  }
}

// Running heads and feet have one beside them.
bool is_page_number(std::uint64_t word) {
  static const std::set<std::uint64_t> numbers = [] {
    constexpr int most = 999;
    std::set<std::uint64_t> all;
    for (int i = 1; i <= most; ++i) all.insert(compared_words(std::to_string(i)).front());
    return all;
  }();
  return numbers.contains(word);
}

// A text's blocks: the words of each, which of them an author wrote (the others are names and figures of the
// registers, which stand elsewhere too), and where it is.
struct Block {
  std::vector<std::uint64_t> words;
  std::vector<char> own;
  std::string text;  // of short ones
  Span place;
};

bool is_one_of(const Node& node, const auto& names) {
  return std::find(names.begin(), names.end(), node.name) != names.end();
}

Block block_of(std::string_view text, Span place) {
  Block made{compared_words(text), {}, "", place};
  made.own.assign(made.words.size(), 1);
  return made;
}

// Elements within a line; all others begin and end a block. Cells belong to their row.
constexpr auto in_line =
    std::to_array<std::string_view>({"em", "strong", "body", "fact", "date", "amount", "ref", "count", "law",
                                     "term", "foreign", "link", "sentence", "ins", "del", "cell"});
constexpr auto computed = std::to_array<std::string_view>({"body", "fact", "date", "amount", "ref", "law"});

class BlockReader {
  static constexpr char mark = '\x01';  // no character of XML

 public:
  // Openly: what is closed, and what tells of something closed, is passed over; but the closed edition has
  // it.
  BlockReader(const Paper& paper, const Project& project, bool openly)
      : paper_(paper), project_(project), openly_(openly) {}

  std::vector<Block> read(const Node& node) {
    walk(node);
    end(node.span);
    return std::move(blocks_);
  }

 private:
  void walk(const Node& node) {
    for (const Node* child : node.children) {
      if (child->kind == Node::Kind::text) text_ += child->text;
      if (child->kind == Node::Kind::element) element(*child, node);
    }
  }

  bool hides() const { return openly_ && !project_.closed_edition; }

  void element(const Node& node, const Node& parent) {
    if (hides() && (node.get("access") == "closed" || tells_of_closed(node))) return;
    const bool begins = !is_one_of(node, in_line);
    if (begins) end(parent.span);
    for (const Attribute& attribute : node.attributes) spoken(node, attribute);
    if (openly_ && node.is("agenda-item")) titles_of(project_.paper(node.get("paper")), node.span);
    if (node.is("cell")) text_ += " " + std::string(node.get("value")) + " ";
    if (is_one_of(node, computed) && node.children.empty())
      text_ += mark + printed(node, paper_, project_) + mark;
    else
      walk(node);
    if (begins) end(node.span);
  }

  // An attribute that is a text: a title, an alternative text, a reason.
  void spoken(const Node& node, const Attribute& attribute) {
    if (attribute.name == "ground" || attribute.name == "public" || attribute.name == "not-public") return;
    if (attribute.name == "title" || attribute.name == "alt" || (attribute.name == "reason" && !hides()))
      block(attribute.value, attribute.value_span.nowhere() ? node.span : attribute.value_span);
    else if (openly_ && attribute.value.find(' ') != std::string::npos)
      block(attribute.value, node.span);
  }

  // An agenda prints the title of a case, and those of its attachments.
  void titles_of(const Paper* paper, Span place) {
    if (paper == nullptr || (paper->closed && hides())) return;
    block(paper->title, place);
    for (const Attachment& attachment : paper->attachments) {
      if (attachment.closed && hides()) continue;
      const AttachedPaper enclosed = attached_paper(project_, attachment.paper);
      if (enclosed.source == nullptr || !enclosed.source->closed || !hides())
        block(enclosed.source == nullptr ? attachment.title : enclosed.title, place);
    }
  }

  bool tells_of_closed(const Node& node) const {
    const std::string_view name = node.is("ref")      ? "to"
                                  : node.is("quote")  ? "source"
                                  : node.is("amount") ? "sum"
                                                      : "";
    if (name.empty() || node.get(name).empty()) return false;
    const Project::Target target = project_.resolve(paper_, node.get(name));
    if (target.node == nullptr || target.node->is("attachment")) return false;
    return (target.paper != &paper_ && target.paper->closed) || project_.withheld(*target.node);
  }

  void end(Span place) {
    block(text_, place);
    text_.clear();
  }

  void block(std::string_view text, Span place) {
    Block made{{}, {}, "", place};
    bool own = true;
    for (const std::string_view part : split(text, mark)) {
      const std::vector<std::uint64_t> words = compared_words(part);
      made.words.insert(made.words.end(), words.begin(), words.end());
      made.own.insert(made.own.end(), words.size(), own ? 1 : 0);
      own = !own;
    }
    if (made.words.empty()) return;
    if (made.words.size() < shingle) made.text = text;
    blocks_.push_back(std::move(made));
  }

  const Paper& paper_;
  const Project& project_;
  const bool openly_;
  std::string text_;
  std::vector<Block> blocks_;
};

bool is_marked_name(std::string_view name) {
  return name.find_first_of("-_ 0123456789") != std::string_view::npos;
}

std::string without_comments(std::string_view xml) {
  std::string text;
  std::size_t at = 0;
  while (at < xml.size()) {
    const std::size_t begin = xml.find("<!--", at);
    text += xml.substr(at, begin - at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = xml.find("-->", begin);
    at = end == std::string_view::npos ? xml.size() : end + 3;
  }
  return text;
}

// What an entry says of papers: its source, where an event stands.
std::string without_names_of_papers(std::string text) {
  for (const std::string_view attribute : {" source=\"", " paper=\""})
    for (std::size_t at = text.find(attribute); at != std::string::npos; at = text.find(attribute, at)) {
      const std::size_t end = text.find('"', at + attribute.size());
      text.erase(at, end == std::string::npos ? end : end - at);
    }
  return text;
}

}  // namespace

std::set<std::string, std::less<>> public_names(const Project& project,
                                                const std::vector<const Paper*>& open) {
  std::set<std::string, std::less<>> names;
  for (const auto& [id, body] : project.registers.bodies) names.insert(id);
  for (const Meeting& meeting : meetings_of(project, open)) names.insert(meeting.name());
  return names;
}

bool is_among(const Paper& paper, const std::vector<const Paper*>& open) {
  return std::any_of(open.begin(), open.end(), [&](const Paper* each) {
    if (each == &paper) return true;
    if (paper.type != "amendment") return false;
    if (each->id == paper.id) return true;
    return each->id.starts_with(paper.id) && (each->id.substr(paper.id.size()) == consolidated_suffix ||
                                              each->id.substr(paper.id.size()) == parallel_suffix ||
                                              each->id.substr(paper.id.size()) == marked_suffix);
  });
}

class SecretGatherer {
 public:
  SecretGatherer(const Project& project, const std::vector<const Paper*>& open, ClosedTexts& texts)
      : project_(project), open_(open), texts_(texts) {
    for (const auto& [id, body] : project.registers.bodies)
      for (const BodyName& name : body.names)
        if (auto words = compared_words(name.name); !words.empty()) names_.emplace(words.front(), words);
  }

  void gather(const std::vector<ClosedTexts::ClosedFile>& contents) {
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
    texts_.put_in_order();
  }

  void take_out_open() {
    for (const Paper* paper : open_) {
      take_out(BlockReader(*paper, project_, true).read(paper->root()));
      const auto edited = project_.edited.find(paper->id);
      if (edited != project_.edited.end()) take_out_edited(edited->second, *paper);
    }
    for (const auto& paper : project_.papers)
      for (const Node& node : paper->xml->nodes)
        if (const Attribute* line = node.find("public")) texts_.take_out(compared_words(line->value));
    // Minutes print the titles of their agenda's items.
    for (const Paper* paper : open_)
      if (const Paper* agenda = project_.paper(paper->root().get("agenda"));
          agenda != nullptr && !agenda->closed)
        take_out(BlockReader(*agenda, project_, true).read(agenda->root()));
    for (const SourceId source : project_.sources.all())
      if (project_.sources.name(source).starts_with("content/registers/"))
        texts_.take_out(
            compared_words(without_names_of_papers(without_comments(project_.sources.text(source)))));
    // Of project.xml the policy alone: the list of papers has the names of closed ones.
    if (project_.settings != nullptr)
      if (const Node* policy = project_.settings->root->child("policy"))
        texts_.take_out(compared_words(
            without_comments(project_.sources.text(policy->span.source)
                                 .substr(policy->span.begin, policy->end - policy->span.begin))));
    for (const std::string& name : public_names(project_, open_)) texts_.take_out(compared_words(name));
    for (const auto& [type, schema] : project_.schemas)
      for (const auto& [name, element] : schema->elements()) texts_.take_out(compared_words(element.title));
  }

 private:
  bool is_of_project(const Paper& paper) const {
    return std::any_of(project_.papers.begin(), project_.papers.end(),
                       [&](const auto& each) { return each.get() == &paper; });
  }

  std::size_t begin(Secret kind, Span place, const Paper* owner) {
    texts_.texts_.push_back({kind, place, owner, kind_of(kind).needed});
    return texts_.texts_.size() - 1;
  }

  // `ends`: of each word whether a block ends behind it. A page prints its blocks in another company than
  // the source has them, and below headings of the grammar: so words over the end of a block are open where
  // all their pieces are. And beside a running head stands the page's number: one at an edge tells nothing.
  void add(std::size_t secret, const std::vector<std::uint64_t>& words, std::size_t from, std::size_t size,
           Span place, const std::vector<char>& ends = {}) {
    std::size_t first = from, last = from + size;
    if (size == shingle && is_page_number(words[first]))
      ++first;
    else if (size == shingle && is_page_number(words[last - 1]))
      --last;
    std::vector<std::uint64_t> pieces;
    std::size_t begin = first;
    for (std::size_t at = first; at < last; ++at) {
      if (at + 1 != last && (ends.empty() || ends[at] == 0)) continue;
      pieces.push_back(key_of(words, begin, at + 1 - begin));
      begin = at + 1;
    }
    std::uint32_t joined = ClosedTexts::none;
    if (pieces.size() > 1 || last - first < size) {
      for (const std::uint64_t piece : pieces) texts_.pieces_.emplace(piece, false);
      joined = static_cast<std::uint32_t>(texts_.joined_.size());
      texts_.joined_.push_back(std::move(pieces));
    }
    texts_.shingles_.push_back(
        {key_of(words, from, size), static_cast<std::uint32_t>(secret), place, joined});
  }

  // A body's name is no author's own words where it is written out either.
  void disown_names(Block& text) const {
    for (std::size_t at = 0; at < text.words.size(); ++at) {
      const auto [first, last] = names_.equal_range(text.words[at]);
      for (auto each = first; each != last; ++each) {
        const std::vector<std::uint64_t>& name = each->second;
        const auto begin = text.words.begin() + static_cast<std::ptrdiff_t>(at);
        if (name.size() <= text.words.size() - at && std::equal(name.begin(), name.end(), begin))
          std::fill_n(text.own.begin() + static_cast<std::ptrdiff_t>(at), name.size(), 0);
      }
    }
  }

  // All shingles of the blocks after each other, and the short blocks as they are.
  void blocks(std::size_t secret, const std::vector<Block>& all) {
    const Kind kind = kind_of(texts_.texts_[secret].kind);
    Block whole;
    std::vector<Span> places;
    std::vector<char> ends;
    for (const Block& block : all) {
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
        add(secret, whole.words, at, shingle, places[at], ends);
    if (whole.words.size() < shingle && all.size() > 1 && !whole.words.empty()) {
      whole.place = places[0];
      add_whole(secret, whole, kind.shortest, ends);
    }
  }

  void add_whole(std::size_t secret, Block block, std::size_t shortest, const std::vector<char>& ends = {}) {
    disown_names(block);
    if (block.words.size() >= shortest && std::count(block.own.begin(), block.own.end(), 1) >= own_words)
      add(secret, block.words, 0, block.words.size(), block.place, ends);
  }

  // A title or a name: also a short one, when it is long enough to be no common word.
  void name(Secret kind, std::string_view text, Span place, const Paper& owner) {
    const std::vector<std::uint64_t> words = compared_words(text);
    constexpr std::size_t common = 10;  // letters
    if (words.empty() || (words.size() < 3 && (kind == Secret::held_paper || text.size() < common))) return;
    const std::size_t secret = begin(kind, place, &owner);
    texts_.texts_[secret].needed = 1;
    if (words.size() < shingle)
      add(secret, words, 0, words.size(), place);
    else
      blocks(secret, {block_of(text, place)});
  }

  void whole(const Paper& paper) {
    const Secret kind = paper.closed ? Secret::closed_paper : Secret::held_paper;
    blocks(begin(kind, paper.root().name_span, &paper),
           BlockReader(paper, project_, false).read(paper.root()));
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
      blocks(secret, BlockReader(*text.paper, project_, false).read(text.paper->root()));
    else
      blocks(secret, {block_of(project_.sources.text(text.source), {text.source, 0, 0})});
  }

  void closed_parts(const Paper& paper) {
    if (project_.closed_edition) return;
    for (const Node& node : paper.xml->nodes) {
      if (node.get("access") != "closed" || node.is("attachment")) continue;
      if (node.parent != nullptr && project_.withheld(*node.parent)) continue;
      const std::vector<Block> all = BlockReader(paper, project_, false).read(node);
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

  // Comments and the reasons of suppressions.
  void remarks(SourceId source) {
    const std::string_view name = project_.sources.name(source), text = project_.sources.text(source);
    if (!name.ends_with(".xml")) return;
    const Paper* owner = nullptr;
    for (const auto& paper : project_.papers)
      if (paper->source() == source) owner = paper.get();
    const auto between = [&](std::string_view open, std::string_view close) {
      std::size_t at = 0;
      while ((at = text.find(open, at)) != std::string_view::npos) {
        const std::size_t begins = at + open.size(), ends = text.find(close, begins);
        if (ends == std::string_view::npos) return;
        const Span place{source, static_cast<std::uint32_t>(at),
                         static_cast<std::uint32_t>(ends + close.size())};
        remark(text.substr(begins, ends - begins), place, owner);
        at = ends;
      }
    };
    between("<!--", "-->");
    between("<?kancelli", "?>");
  }

  void remark(std::string_view text, Span place, const Paper* owner) {
    if (const std::size_t reason = text.find("reason=\""); reason != std::string_view::npos) {
      text.remove_prefix(reason + 8);
      text = text.substr(0, text.find('"'));
    }
    const std::vector<std::uint64_t> words = compared_words(text);
    blocks(begin(Secret::comment, place, owner), {block_of(text, place)});
  }

  void take_out(const std::vector<Block>& open) {
    std::vector<std::uint64_t> words;
    for (const Block& block : open) words.insert(words.end(), block.words.begin(), block.words.end());
    texts_.take_out(words);
  }

  void take_out_edited(const EditedStatute& edited, const Paper& paper) {
    if (!is_among(paper, open_)) return;
    if (edited.paper != nullptr)
      take_out(BlockReader(*edited.paper, project_, true).read(edited.paper->root()));
    else if (edited.source != SourceId::none)
      texts_.take_out(compared_words(project_.sources.text(edited.source)));
  }

  const Project& project_;
  const std::vector<const Paper*>& open_;
  ClosedTexts& texts_;
  std::multimap<std::uint64_t, std::vector<std::uint64_t>> names_;  // of bodies, by their first word
};

ClosedTexts::ClosedTexts(const Project& project, const std::vector<const Paper*>& open,
                         const std::vector<ClosedFile>& contents) {
  SecretGatherer gatherer(project, open, *this);
  gatherer.gather(contents);
  // Of a short text there is no more to find than there is.
  std::vector<std::set<std::uint64_t>> keys(texts_.size());
  for (const Shingle& each : shingles_) keys[each.secret].insert(each.key);
  for (std::size_t i = 0; i < texts_.size(); ++i)
    texts_[i].needed = std::max<std::size_t>(1, std::min(texts_[i].needed, keys[i].size()));
  gatherer.take_out_open();
  take_out_joined();
  std::vector<Shingle> secret;
  for (std::size_t i = 0; i < shingles_.size(); ++i)
    if (gone_[i] == 0) secret.push_back(shingles_[i]);
  shingles_ = std::move(secret);
  put_in_order();
}

void ClosedTexts::put_in_order() {
  std::stable_sort(shingles_.begin(), shingles_.end(),
                   [](const Shingle& a, const Shingle& b) { return a.key < b.key; });
  gone_.assign(shingles_.size(), 0);
  filter_ = std::make_unique<std::bitset<(std::size_t{1} << 22)>>();
  for (const Shingle& each : shingles_) filter_->set(each.key >> 42);
  for (const auto& [piece, open] : pieces_) filter_->set(piece >> 42);
  sizes_.clear();
  for (std::size_t size = 1; size <= shingle; ++size) sizes_.push_back(size);
}

void ClosedTexts::take_out(const std::vector<std::uint64_t>& open_words) {
  for_each_key(open_words, sizes_, [&](std::uint64_t key) {
    if (!may_have(key)) return;
    if (const auto piece = pieces_.find(key); piece != pieces_.end()) piece->second = true;
    auto at = std::lower_bound(shingles_.begin(), shingles_.end(), key,
                               [](const Shingle& each, std::uint64_t k) { return each.key < k; });
    for (; at != shingles_.end() && at->key == key; ++at)
      gone_[static_cast<std::size_t>(at - shingles_.begin())] = 1;
  });
}

void ClosedTexts::take_out_joined() {
  for (std::size_t i = 0; i < shingles_.size(); ++i) {
    if (shingles_[i].joined == none) continue;
    const std::vector<std::uint64_t>& pieces = joined_[shingles_[i].joined];
    if (std::all_of(pieces.begin(), pieces.end(), [&](std::uint64_t piece) { return pieces_.at(piece); }))
      gone_[i] = 1;
  }
  joined_.clear();
  pieces_.clear();
}

std::vector<Found> ClosedTexts::in(const std::vector<std::vector<std::uint64_t>>& streams) const {
  struct Hits {
    std::set<std::uint64_t> keys;
    Span first;
  };
  std::map<std::size_t, Hits> hits;
  for (const auto& words : streams)
    for_each_key(words, sizes_, [&](std::uint64_t key) {
      if (!may_have(key)) return;
      auto at = std::lower_bound(shingles_.begin(), shingles_.end(), key,
                                 [](const Shingle& each, std::uint64_t k) { return each.key < k; });
      for (; at != shingles_.end() && at->key == key; ++at) {
        Hits& of = hits[at->secret];
        if (of.keys.empty()) of.first = at->place;
        of.keys.insert(key);
      }
    });
  std::vector<Found> found;
  for (const auto& [secret, of] : hits)
    if (of.keys.size() >= texts_[secret].needed) found.push_back({secret, of.first});
  return found;
}

}  // namespace kancelli
