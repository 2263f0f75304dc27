#include "pipeline/word/restored_import.h"

#include <algorithm>
#include <set>

#include "pipeline/check/running_text.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/closed_gaps.h"
#include "pipeline/word/restored_additions.h"
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
    const std::string wanted = without_spaces(block);
    const auto found = by_words_.find(wanted);
    if (found == by_words_.end() || found->second.empty()) return behind_a_number(wanted);
    // The next one behind the last; else the first that is left.
    auto line = std::lower_bound(found->second.begin(), found->second.end(), last_);
    if (line == found->second.end()) line = found->second.begin();
    const std::size_t taken = *line;
    found->second.erase(line);
    return place_of(taken);
  }

  // Lines that say words of no block: the program's own.
  std::vector<std::size_t> left() const {
    std::vector<std::size_t> all;
    for (std::size_t line = 0; line < document_.lines.size(); ++line)
      if (!taken_.contains(line) && !plain_words(words(line)).empty()) all.push_back(line);
    return all;
  }

 private:
  Span place_of(std::size_t line) {
    last_ = line;
    taken_.insert(line);
    const std::uint32_t begin = document_.lines[line];
    return {document_.text, begin, begin + static_cast<std::uint32_t>(words(line).size())};
  }

  // "Tabel 1. ...", "§ 5. ...": the program has put something before the words.
  std::optional<Span> behind_a_number(const std::string& wanted) {
    constexpr std::size_t near = 30;
    for (std::size_t line = last_; line < std::min(last_ + near, document_.lines.size()); ++line)
      if (!taken_.contains(line) && wanted.size() > 3 && without_spaces(words(line)).ends_with(wanted))
        return place_of(line);
    return std::nullopt;
  }

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
  std::set<std::size_t> taken_;
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

// Lines of which no word is an element's: headings of the grammar, openings, lists of attachments. What
// somebody wrote into one, or instead of it, is not in the source.
class ProgramLines {
 public:
  ProgramLines(Making& making, const Carried& own, const std::set<std::uint32_t>& taken)
      : making_(making), own_(own), taken_(taken), owned_(owners(making.document, own)) {
    for (const Block& block : making.document.margins)
      if (const Paragraph* paragraph = block.paragraph()) margins_.insert(paragraph);
    std::map<std::uint32_t, std::string> words;
    for (const Paragraph* paragraph : making.document.paragraphs())
      for (std::size_t run = 0; run < paragraph->runs.size(); ++run)
        if (const Owner& owner = owned_[paragraph->number - 1][run];
            owner.kind == Owner::Kind::added && is_words(paragraph->runs[run]))
          words[owner.key] += paragraph->runs[run].text;
    for (const auto& [key, said] : words)
      if (const auto hash = own.added.find(key); hash != own.added.end())
        if (element_hash(said) != hash->second) changed_.insert(key);
  }

  void tell(const std::vector<std::size_t>& lines) {
    const std::vector<const Paragraph*> paragraphs = making_.document.paragraphs();
    for (const std::size_t line : lines)
      if (line < paragraphs.size() && !taken_.contains(paragraphs[line]->number)) tell(*paragraphs[line]);
  }

 private:
  static bool is_words(const Run& run) {
    return run.kind == Run::Kind::text && shows(View::after, run.revision) && !run.hidden;
  }

  // The numbers of pages are others in every program.
  static std::string words_of_margin(const Paragraph& paragraph) {
    std::string text;
    for (const Run& run : paragraph.runs)
      if (is_words(run) && run.field.find("PAGE") == std::string::npos) text += run.text;
    return text;
  }

  void tell(const Paragraph& paragraph) {
    const std::vector<Owner>& owned = owned_[paragraph.number - 1];
    bool changed = false, beside = false;
    for (std::size_t run = 0; run < paragraph.runs.size(); ++run) {
      if (!is_words(paragraph.runs[run]) || plain_words(paragraph.runs[run].text).empty()) continue;
      if (owned[run].kind == Owner::Kind::element) return;
      beside = beside || owned[run].kind == Owner::Kind::nobody;
      changed = changed || (owned[run].kind == Owner::Kind::added && changed_.contains(owned[run].key));
    }
    Finding finding = left_out(making_.document, paragraph, 0, paragraph.text().size(),
                               tr("the program prints this line itself"));
    const bool margin = margins_.contains(&paragraph);
    const std::string hash = element_hash(margin ? words_of_margin(paragraph) : paragraph.text());
    if (margin) {
      changed = own_.heads && !own_.heads->contains(hash);
    } else if (beside && !own_.added.empty() && !is_of_contents(paragraph)) {
      changed = std::none_of(own_.added.begin(), own_.added.end(),
                             [&](const auto& each) { return each.second == hash; });
    }
    if (changed) {
      finding.certainty = Finding::Certainty::unsure;
      finding.why =
          tr("somebody changed a line that the program prints itself: `kancelli take` shows what can be "
             "changed");
    }
    making_.findings.push_back(std::move(finding));
  }

  Making& making_;
  const Carried& own_;
  const std::set<std::uint32_t>& taken_;
  const std::vector<std::vector<Owner>> owned_;
  std::set<const Paragraph*> margins_;
  std::set<std::uint32_t> changed_;  // keys of texts that the program added
};

// A typed element prints what the register says: other words that somebody put there are not in the source.
void tell_of_changed_values(Making& making, const Carried& own) {
  const std::vector<const Paragraph*> paragraphs = making.document.paragraphs();
  std::map<std::uint32_t, std::uint32_t> where;  // key -> paragraph
  for (const auto& [paragraph, keys] : keys_by_paragraph(making.document))
    for (const std::uint32_t key : keys) where.emplace(key, paragraph);
  for (const auto& [key, words] : words_by_key(making.document, own)) {
    const auto node = own.elements.find(key);
    const auto hash = own.hashes.find(key);
    if (node == own.elements.end() || hash == own.hashes.end() ||
        node->second->find(computed_attribute) == nullptr || element_hash(words) == hash->second)
      continue;
    const auto paragraph = where.find(key);
    const Span place =
        paragraph == where.end() || paragraph->second == 0 || paragraph->second > paragraphs.size()
            ? Span{making.document.text, 0, 0}
            : making.document.span(*paragraphs[paragraph->second - 1]);
    making.tell(
        Finding::Kind::kept, Finding::Certainty::unsure, place, plain_words(words),
        "<" + std::string(node->second->name) + ">",
        tr("somebody changed what a typed element prints: the source has the element, and `kancelli take` "
           "proposes the new value for it"));
  }
}

// Gives the lines that say words of no block.
std::vector<std::size_t> find_origins(const SourceMap& sources, const Making& making, const Paper& paper,
                                      MadeText& source) {
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
  return lines.left();
}

}  // namespace

std::optional<MadeText> restored(SourceMap& sources, Making& making) {
  auto own = carried(sources, making.document);
  if (!own || own->structure == nullptr || own->type != making.schema.root()) return std::nullopt;
  Diagnostics faults;
  MadeText source;
  name_closed(making, *own);
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
  const std::vector<std::size_t> left = find_origins(sources, making, *paper, source);
  std::set<std::uint32_t> taken;
  source = with_additions(making, *own, *paper, std::move(source), taken);
  ProgramLines(making, *own, taken).tell(left);
  tell_of_changed_values(making, *own);
  source = with_closed_marked(sources, making, source);
  making.tell(Finding::Kind::placed, Finding::Certainty::certain, whole, own->paper, "<" + own->type + ">",
              tr("the file is one of ours: its source comes back from what it carries"));
  return source;
}

}  // namespace kancelli::word
