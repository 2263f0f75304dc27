#include "pipeline/publish/word_blocks.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/publish/secret_index.h"

namespace kancelli {
namespace {

bool is_one_of(const Node& node, const auto& names) {
  return std::find(names.begin(), names.end(), node.name) != names.end();
}

// Elements within a line; all others begin and end a block. Cells belong to their row.
constexpr auto in_line =
    std::to_array<std::string_view>({"em", "strong", "body", "fact", "date", "amount", "ref", "count", "law",
                                     "term", "foreign", "link", "sentence", "ins", "del", "cell"});
constexpr auto computed = std::to_array<std::string_view>({"body", "fact", "date", "amount", "ref", "law"});

class BlockReader {
  static constexpr char mark = '\x01';  // no character of XML

 public:
  BlockReader(const Paper& paper, const Project& project, bool openly)
      : paper_(paper), project_(project), openly_(openly) {}

  std::vector<WordBlock> read(const Node& node) {
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
    WordBlock made{{}, {}, "", place};
    bool own = true;
    for (const std::string_view part : split(text, mark)) {
      const Words words = compared_words(part);
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
  std::vector<WordBlock> blocks_;
};

}  // namespace

WordBlock block_of(std::string_view text, Span place) {
  WordBlock made{compared_words(text), {}, "", place};
  made.own.assign(made.words.size(), 1);
  return made;
}

std::vector<WordBlock> blocks_of(const Node& node, const Paper& paper, const Project& project, Read read) {
  return BlockReader(paper, project, read == Read::openly).read(node);
}

}  // namespace kancelli
