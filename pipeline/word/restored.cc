// The source of a paper from the structure that its DOCX carries and the words that it shows.
#include <algorithm>
#include <set>
#include <utility>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/carried.h"

namespace kancelli::word {
namespace {

bool is_own_attribute(std::string_view name) {
  return name == key_attribute || name == hash_attribute || name == computed_attribute;
}

// What stands in an element, in order: words, an element within, or a note that somebody added.
struct Piece {
  std::string text;
  const Node* element = nullptr;
  const std::vector<Block>* note = nullptr;
};

// Gives every word of the file to the element of the structure that it stands in.
class Words {
 public:
  Words(const Document& document, const Carried& carried)
      : document_(document),
        carried_(carried),
        paragraphs_(document.paragraphs()),
        owners_(owners(document, carried)),
        touching_(keys_by_paragraph(document)) {
    for (const auto& [target, blocks] : document.notes) collect_note(target, blocks);
    for (const Paragraph* paragraph : paragraphs_) read(*paragraph);
  }

  const std::vector<Piece>& of(const Node& node) const {
    static const std::vector<Piece> none;
    const auto found = pieces_.find(&node);
    return found == pieces_.end() ? none : found->second;
  }
  // Within the words of its parent.
  bool is_placed(const Node* element) const { return placed_.contains(element); }

 private:
  const Node* element(const Owner& owner) const {
    const auto found =
        owner.kind == Owner::Kind::element ? carried_.elements.find(owner.key) : carried_.elements.end();
    return found == carried_.elements.end() ? nullptr : found->second;
  }

  static bool holds_words(const Node* node) {
    return node != nullptr && node->find(hash_attribute) != nullptr &&
           node->find(computed_attribute) == nullptr;
  }

  void collect_note(const std::string& target, const std::vector<Block>& blocks) {
    for (const Block& block : blocks)
      if (const Paragraph* paragraph = block.paragraph())
        for (const Owner& owner : owners_[paragraph->number - 1])
          for (const Node* node = element(owner); node != nullptr; node = node->parent)
            if (node->is("footnote")) notes_.try_emplace(target, node);
  }

  void read(const Paragraph& paragraph) {
    const std::vector<Owner>& owners = owners_[paragraph.number - 1];
    std::vector<const Node*> nearest = nearest_elements(owners);
    if (const Node* emptied = std::ranges::count(nearest, nullptr) == std::ssize(nearest)
                                  ? written_over(paragraph, owners)
                                  : nullptr)
      std::ranges::fill(nearest, emptied);
    for (std::size_t at = 0; at < paragraph.runs.size(); ++at) {
      const Run& run = paragraph.runs[at];
      if (!shows(View::after, run.revision) || run.hidden) continue;
      if (run.kind == Run::Kind::note) {
        const auto note = notes_.find(run.target);
        const auto added = document_.notes.find(run.target);
        if (note != notes_.end())
          place(note->second);
        else if (nearest[at] != nullptr && holds_words(nearest[at]) && added != document_.notes.end())
          pieces_[nearest[at]].push_back({"", nullptr, &added->second});
      } else if (run.kind == Run::Kind::text && owners[at].kind != Owner::Kind::added) {
        const Node* node = element(owners[at]);
        if (node == nullptr) node = trim(run.text).empty() ? nullptr : nearest[at];
        if (node != nullptr) add(*node, run.text);
      }
    }
  }

  // What somebody wrote outside of all marks belongs to the words that it stands beside: those before it, or
  // else those behind it.
  std::vector<const Node*> nearest_elements(const std::vector<Owner>& owners) const {
    std::vector<const Node*> nearest(owners.size(), nullptr);
    const Node* found = nullptr;
    for (std::size_t at = owners.size(); at-- > 0;) {
      nearest[at] = found;
      if (const Node* own = element(owners[at])) found = own;
    }
    found = nullptr;
    for (std::size_t at = 0; at < owners.size(); ++at) {
      if (found != nullptr) nearest[at] = found;
      if (const Node* own = element(owners[at])) found = own;
    }
    for (const Node*& each : nearest)
      while (each != nullptr && holds_words(each->parent) && !each->is("footnote")) each = each->parent;
    return nearest;
  }

  // Somebody wrote a paragraph anew: its marks are there, and around nothing.
  const Node* written_over(const Paragraph& paragraph, const std::vector<Owner>& owners) const {
    const auto keys = touching_.find(paragraph.number);
    const bool program =
        std::ranges::any_of(owners, [](const Owner& owner) { return owner.kind != Owner::Kind::nobody; });
    if (keys == touching_.end() || program) return nullptr;
    for (const std::uint32_t key : keys->second)
      if (const Node* node = element({Owner::Kind::element, key}); holds_words(node)) {
        while (holds_words(node->parent) && !node->is("footnote")) node = node->parent;
        return node;
      }
    return nullptr;
  }

  // An element within words stands where its first word does, or the sign of its note.
  void place(const Node* node) {
    if (!holds_words(node->parent)) return;
    if (placed_.insert(node).second) {
      if (!node->parent->is("footnote")) place(node->parent);
      pieces_[node->parent].push_back({"", node});
    }
  }

  void add(const Node& node, const std::string& text) {
    if (!node.is("footnote")) place(&node);
    if (!holds_words(&node)) return;
    std::vector<Piece>& pieces = pieces_[&node];
    if (pieces.empty() || pieces.back().element != nullptr || pieces.back().note != nullptr)
      pieces.emplace_back();
    pieces.back().text += text;
  }

  const Document& document_;
  const Carried& carried_;
  std::vector<const Paragraph*> paragraphs_;
  std::vector<std::vector<Owner>> owners_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> touching_;
  std::map<std::string, const Node*> notes_;  // the footnote that a reference leads to
  std::map<const Node*, std::vector<Piece>> pieces_;
  std::set<const Node*> placed_;
};

class SourceWriter {
 public:
  explicit SourceWriter(const Words& words) : words_(words) {}

  std::string write(const Node& root) {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    block(root, 0, true);
    return std::move(text_);
  }

 private:
  void open(const Node& node, bool root = false) {
    text_ += "<" + std::string(node.name);
    if (root) text_ += " xmlns=\"urn:kancelli:1\"";
    for (const Attribute& each : node.attributes)
      if (!is_own_attribute(each.name)) text_ += " " + each.name + "=\"" + xml_escape(each.value) + "\"";
  }

  bool is_running_text(const Node& node) const { return !words_.of(node).empty(); }

  void block(const Node& node, std::size_t depth, bool root = false) {
    text_ += std::string(2 * depth, ' ');
    open(node, root);
    if (is_running_text(node)) {
      text_ += ">" + whole_text(node) + "</" + std::string(node.name) + ">\n";
      return;
    }
    if (node.elements().empty()) {
      text_ += "/>\n";
      return;
    }
    text_ += ">\n";
    for (const Node* child : node.elements()) block(*child, depth + 1);
    text_ += std::string(2 * depth, ' ') + "</" + std::string(node.name) + ">\n";
  }

  // Elements that print nothing have no place among the words: they stand before the next that has one.
  std::string running_text(const Node& node) {
    const std::vector<const Node*> elements = node.elements();
    std::map<const Node*, std::size_t> places;
    for (std::size_t at = 0; at < elements.size(); ++at) places.emplace(elements[at], at);
    std::size_t next = 0;
    std::string text;
    const auto place_until = [&](std::size_t end) {
      for (; next < end; ++next)
        if (!words_.is_placed(elements[next])) text += inlined(*elements[next]);
    };
    for (const Piece& piece : words_.of(node)) {
      if (piece.note != nullptr) {
        text += noted(*piece.note);
        continue;
      }
      if (piece.element == nullptr) {
        text += words(piece.text);
        continue;
      }
      const auto at = places.find(piece.element);
      if (at == places.end()) continue;
      place_until(at->second);
      text += inlined(*piece.element);
    }
    place_until(elements.size());
    return text;
  }

  // A block's words, or a note's: no white space at its ends.
  std::string whole_text(const Node& node) {
    const bool outer = std::exchange(after_space_, true);
    std::string text = running_text(node);
    after_space_ = outer;
    if (text.ends_with(' ')) text.pop_back();
    return text;
  }

  std::string inlined(const Node& node) {
    std::string outer = std::exchange(text_, {});
    open(node);
    std::string start = std::exchange(text_, std::move(outer));
    const std::string inside = node.is("footnote") ? whole_text(node) : running_text(node);
    if (inside.empty() || node.is("footnote")) after_space_ = false;
    return inside.empty() ? start + "/>" : start + ">" + inside + "</" + std::string(node.name) + ">";
  }

  std::string noted(const std::vector<Block>& blocks) {
    const bool outer = std::exchange(after_space_, true);
    std::string text;
    for (const Block& block : blocks)
      if (const Paragraph* paragraph = block.paragraph()) text += words(paragraph->text() + " ");
    after_space_ = false;
    while (text.ends_with(' ')) text.pop_back();
    if (!text.empty()) return "<footnote>" + text + "</footnote>";
    after_space_ = outer;
    return {};
  }

  // As an author writes them: the no-break spaces of the print are made again.
  std::string words(const std::string& printed) {
    std::string plain;
    for (const char c : without_typography(printed)) {
      const bool space = is_xml_space(c);
      if (!space) plain += c;
      if (space && !after_space_) plain += ' ';
      after_space_ = space;
    }
    return xml_escape(plain);
  }

  const Words& words_;
  std::string text_;
  bool after_space_ = true;
};

// How many elements have lost their marks, or all their words.
std::size_t count_lost(const Carried& carried, const std::map<std::uint32_t, std::string>& words) {
  const std::string nothing = element_hash("");
  return static_cast<std::size_t>(
      std::count_if(carried.hashes.begin(), carried.hashes.end(),
                    [&](const auto& each) { return each.second != nothing && !words.contains(each.first); }));
}

}  // namespace

std::string restored_source(const Document& document, const Carried& carried, Diagnostics& diagnostics) {
  const std::size_t lost = count_lost(carried, words_by_key(document, carried));
  if (lost != 0) {
    diagnostics.error(
        "word-unreadable", {document.text, 0, 0},
        tr("the source cannot be made again from this file: {0} of its {1} elements are not marked any more",
           {std::to_string(lost), std::to_string(carried.hashes.size())}),
        {tr("take the changes into the paper's source with `kancelli take`")});
    return {};
  }
  const std::vector<const Node*> elements = carried.structure->root->elements();
  const Words words(document, carried);
  return elements.empty() ? "" : SourceWriter(words).write(*elements.front());
}

}  // namespace kancelli::word
