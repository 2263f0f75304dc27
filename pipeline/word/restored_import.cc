#include "pipeline/word/restored_import.h"

#include <algorithm>

#include "pipeline/check/running_text.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/typed_words.h"

namespace kancelli::word {
namespace {

// The lines of the file that say a block's words, found from the top to the bottom.
class Lines {
 public:
  Lines(const SourceMap& sources, const Document& document)
      : document_(document), text_(sources.text(document.text)) {
    for (std::size_t line = 0; line < document.lines.size(); ++line)
      by_words_[without_spaces(words(line))].push_back(line);
  }

  std::optional<Span> take(const std::string& block) {
    const auto found = by_words_.find(without_spaces(block));
    if (found == by_words_.end() || found->second.empty()) return std::nullopt;
    // The next one behind the last; else the first that is left.
    auto line = std::lower_bound(found->second.begin(), found->second.end(), last_);
    if (line == found->second.end()) line = found->second.begin();
    last_ = *line;
    found->second.erase(line);
    const std::uint32_t begin = document_.lines[last_];
    return Span{document_.text, begin, begin + static_cast<std::uint32_t>(words(last_).size())};
  }

 private:
  std::string_view words(std::size_t line) const {
    const std::size_t begin = document_.lines[line], end = text_.find('\n', begin);
    return text_.substr(begin, end == std::string_view::npos ? end : end - begin);
  }

  static std::string without_spaces(std::string_view words) {
    std::string text = plain_words(words);
    std::erase(text, ' ');
    return text;
  }

  const Document& document_;
  std::string_view text_;
  std::map<std::string, std::vector<std::size_t>> by_words_;
  std::size_t last_ = 0;
};

// Finds the pieces of a block (words, computed elements) one behind the other in its line.
class BlockOrigins {
 public:
  BlockOrigins(std::string_view line, Span place, std::vector<Origin>& origins)
      : line_(line), place_(place), origins_(origins) {}

  void add(const Node& node, const Paper& paper, const Project& project) {
    for (const Node* child : node.children) {
      if (child->kind == Node::Kind::text) {
        take(child->text, child->span.begin, child->span.end);
      } else if (child->kind == Node::Kind::element && is_computed(*child)) {
        take(printed_by(*child, paper, project), child->span.begin, child->end);
      } else if (child->kind == Node::Kind::element && is_inline(*child) && !child->is("footnote")) {
        add(*child, paper, project);
      }
    }
  }

 private:
  // The stretch of the line that says these words, white space and typography apart.
  void take(std::string_view words, std::uint32_t begin, std::uint32_t end) {
    std::string wanted = plain_words(words);
    std::erase(wanted, ' ');
    if (wanted.empty()) return;
    for (std::size_t from = at_; from < line_.size(); ++from) {
      std::size_t matched = 0, to = from;
      while (to < line_.size() && matched < wanted.size()) {
        std::size_t next = to;
        next_code_point(line_, next);
        std::string folded = plain_words(line_.substr(to, next - to));
        if (std::string_view(wanted).substr(matched).starts_with(folded))
          matched += folded.size();
        else
          break;
        to = next;
      }
      if (matched < wanted.size()) continue;
      at_ = to;
      origins_.push_back({begin,
                          end,
                          {place_.source, place_.begin + static_cast<std::uint32_t>(from),
                           place_.begin + static_cast<std::uint32_t>(to)}});
      return;
    }
  }

  std::string_view line_;
  Span place_;
  std::vector<Origin>& origins_;
  std::size_t at_ = 0;
};

void find_origins(const SourceMap& sources, const Making& making, const Paper& paper, MadeText& source) {
  const RunningText text(paper.root(),
                         [&](const Node& node) { return printed_by(node, paper, making.project); });
  Lines lines(sources, making.document);
  const std::string_view file = sources.text(making.document.text);
  for (std::size_t at = 0; at < text.text().size();) {
    const std::size_t end = text.text().find('\n', at);
    const Node* block = text.context(at).block;
    if (const auto place = lines.take(std::string(text.text().substr(at, end - at)));
        place && block != nullptr)
      BlockOrigins(file.substr(place->begin, place->end - place->begin), *place, source.origins)
          .add(*block, paper, making.project);
    at = end + 1;
  }
  std::sort(source.origins.begin(), source.origins.end(),
            [](const Origin& a, const Origin& b) { return a.begin < b.begin; });
}

}  // namespace

std::optional<MadeText> restored(SourceMap& sources, Making& making) {
  const auto own = carried(sources, making.document);
  if (!own || own->structure == nullptr || own->type != making.schema.root()) return std::nullopt;
  Diagnostics faults;
  MadeText source;
  source.xml = restored_source(making.document, *own, faults);
  const Span whole{making.document.text, 0, 0};
  if (source.xml.empty() || faults.has_errors()) {
    making.tell(Finding::Kind::placed, Finding::Certainty::unsure, whole, own->paper, "",
                tr("the file is one of ours, but its words do not fit what it carries: it was read by its "
                   "structure"));
    return std::nullopt;
  }
  const std::string old_id = " id=\"" + own->paper + "\"";
  const std::size_t root = source.xml.find("<" + own->type), id = source.xml.find(old_id, root);
  if (id != std::string::npos && id < source.xml.find('>', root))
    source.xml.replace(id, old_id.size(), " id=\"" + making.paper + "\"");
  const auto paper = read_made(sources, making.paper, own->type, source.xml);
  if (paper == nullptr) return std::nullopt;
  find_origins(sources, making, *paper, source);
  making.tell(Finding::Kind::placed, Finding::Certainty::certain, whole, own->paper, "<" + own->type + ">",
              tr("the file is one of ours: its source comes back from what it carries"));
  return source;
}

}  // namespace kancelli::word
