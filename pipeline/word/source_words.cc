#include "pipeline/word/source_words.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/lower/lower.h"

namespace kancelli::word {
namespace {

bool is_within(const Node* node, const Node& element) {
  while (node != nullptr && node != &element) node = node->parent;
  return node != nullptr;
}

std::string_view bytes(const Project& project, const Node& node, std::uint32_t begin, std::uint32_t end) {
  return project.sources.text(node.span.source).substr(begin, end - begin);
}

// Text as it can stand in the source: without the marks of notes and pictures.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (c != note_mark && c != picture_mark) result += c;
  return result;
}

}  // namespace

PrintedText::PrintedText(std::vector<const PrintedParagraph*> of) : paragraphs(std::move(of)) {
  for (const PrintedParagraph* paragraph : paragraphs) {
    if (!text.empty()) {
      Piece end;
      end.kind = Piece::Kind::end;
      end.text = paragraph_mark;
      begins.push_back(text.size());
      text += end.text;
      pieces.push_back(std::move(end));
    }
    for (const Piece& piece : paragraph->pieces) {
      begins.push_back(text.size());
      text += piece.text;
      pieces.push_back(piece);
    }
  }
}

EditedText::EditedText(std::vector<const EditedParagraph*> of) : paragraphs(std::move(of)) {
  for (const EditedParagraph* paragraph : paragraphs) {
    if (paragraph != paragraphs.front()) {
      text += paragraph_mark;
      runs.push_back(nullptr);
    }
    for (EditedParagraph::Gone each : paragraph->gone) {
      each.at += text.size();
      gone.push_back(std::move(each));
    }
    text += paragraph->text;
    runs.insert(runs.end(), paragraph->runs.begin(), paragraph->runs.end());
  }
}

std::vector<Person> EditedText::people(const Hunk& hunk) const {
  std::vector<Person> people;
  const auto add = [&](const std::string& name, const std::string& date) {
    if (name.empty()) return;
    const auto known =
        std::find_if(people.begin(), people.end(), [&](const Person& each) { return each.name == name; });
    if (known == people.end())
      people.push_back({name, date});
    else
      known->date = std::max(known->date, date);
  };
  for (std::size_t k = hunk.begin_b; k < hunk.end_b; ++k)
    if (runs[k] != nullptr && runs[k]->revision.is_new())
      add(runs[k]->revision.author, runs[k]->revision.date);
  if (hunk.begin_a < hunk.end_a)
    for (const EditedParagraph::Gone& each : gone)
      if (each.at >= hunk.begin_b && each.at <= hunk.end_b && !each.text.empty())
        add(each.person.name, each.person.date);
  // Of a sentence that was written anew, what is the same on both sides is no change: the words that it lacks
  // were taken out by whoever wrote those beside them.
  if (people.empty() && hunk.begin_a < hunk.end_a)
    for (const std::size_t k : {hunk.begin_b - 1, hunk.end_b})  // the first may be no place at all
      if (k < runs.size() && runs[k] != nullptr && runs[k]->revision.is_new())
        add(runs[k]->revision.author, runs[k]->revision.date);
  // The end of a paragraph: whoever put it there.
  for (std::size_t k = hunk.begin_b, at = 0; k < hunk.end_b; ++k)
    if (runs[k] == nullptr) {
      at = static_cast<std::size_t>(
          std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(k), paragraph_mark));
      const Revision& mark = paragraphs[at]->parts.back()->mark;
      if (mark.is_new()) add(mark.author, mark.date);
    }
  if (people.empty())
    for (const EditedParagraph* paragraph : paragraphs)
      for (const Paragraph* part : paragraph->parts)
        if (part->mark.is_gone() && paragraph->parts.size() > 1) add(part->mark.author, part->mark.date);
  std::sort(people.begin(), people.end());
  return people;
}

std::string start_tag(const Project& project, const Node& element) {
  const std::string_view source = project.sources.text(element.span.source);
  std::string tag(source.substr(element.span.begin, element.span.end - element.span.begin));
  if (tag.ends_with("/>")) tag.replace(tag.size() - 2, 2, ">");
  if (const Attribute* id = element.find("id")) {
    std::size_t begin = id->span.begin - element.span.begin;
    const std::size_t end = id->span.end - element.span.begin;
    while (begin > 0 && is_xml_space(tag[begin - 1])) --begin;
    tag.erase(begin, end - begin);
  }
  return tag;
}

std::string end_tag(const Project& project, const Node& element) {
  return "</" + std::string(bytes(project, element, element.name_span.begin, element.name_span.end)) + ">";
}

const Node* whole_block(const Node* element) {
  while (element != nullptr && element->is("p") && element->parent != nullptr &&
         (element->parent->is("item") || element->parent->is("cell")) &&
         element->parent->elements().size() == 1)
    element = element->parent;
  return element;
}

std::string indentation(const Project& project, const Node& element) {
  const std::string_view text = project.sources.text(element.span.source);
  std::size_t begin = element.span.begin;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  if (begin == 0 || text[begin - 1] != '\n') return " ";
  return "\n" + std::string(text.substr(begin, element.span.begin - begin));
}

std::nullopt_t SourceWords::refuse(std::string why) {
  if (problem_.empty()) problem_ = std::move(why);
  return std::nullopt;
}

SourceId SourceWords::source() const {
  for (const Piece& piece : printed_.pieces)
    if (piece.node != nullptr) return piece.node->span.source;
  return SourceId::none;
}

// Bytes of a piece of words, by its own offsets.
Span SourceWords::span_of(const Piece& piece, std::size_t begin, std::size_t end) const {
  return span_in_text(project_.sources, *piece.node, piece.at[begin].first, piece.at[end - 1].second);
}

std::optional<SourceWords::Spot> SourceWords::before_spot(std::size_t at) const {
  for (std::size_t k = 0; k < printed_.pieces.size(); ++k) {
    const Piece& piece = printed_.pieces[k];
    if (at <= printed_.begins[k] || at > printed_.end_of(k)) continue;
    if (piece.kind == Piece::Kind::words)
      return Spot{span_of(piece, 0, at - printed_.begins[k]).end, piece.node->parent, piece.bold,
                  piece.italic};
    if (at == printed_.end_of(k) && (piece.kind == Piece::Kind::typed || piece.kind == Piece::Kind::note) &&
        !piece.node->is("cell"))
      return Spot{piece.node->end, piece.node->parent, piece.bold, piece.italic};
  }
  return std::nullopt;
}

std::optional<SourceWords::Spot> SourceWords::after_spot(std::size_t at) const {
  for (std::size_t k = 0; k < printed_.pieces.size(); ++k) {
    const Piece& piece = printed_.pieces[k];
    if (at < printed_.begins[k] || at >= printed_.end_of(k)) continue;
    const std::size_t offset = at - printed_.begins[k];
    if (piece.kind == Piece::Kind::words)
      return Spot{span_of(piece, offset, piece.text.size()).begin, piece.node->parent, piece.bold,
                  piece.italic};
    if (offset == 0 && (piece.kind == Piece::Kind::typed || piece.kind == Piece::Kind::note) &&
        !piece.node->is("cell"))
      return Spot{piece.node->span.begin, piece.node->parent, piece.bold, piece.italic};
  }
  return std::nullopt;
}

// The end of the paragraph there, and the beginning of another like it.
std::optional<std::string> SourceWords::parting(const Spot& spot) {
  const Node* block = whole_block(block_around(spot.parent));
  if (block == nullptr || !(block->is("p") || block->is("item")))
    return refuse(tr("what stands there cannot be two"));
  if (block != block_around(spot.parent) && block->parent == nullptr) return std::nullopt;
  std::string closing, opening;
  for (const Node* at = spot.parent;; at = at->parent) {
    if (at->is("footnote") || at->is("cell")) return refuse(tr("what stands there cannot be two"));
    closing += end_tag(project_, *at);
    opening = start_tag(project_, *at) + opening;
    if (at == block) break;
  }
  return closing + indentation(project_, *block) + opening;
}

// What the copy says, as markup that can stand at the spot.
std::optional<std::string> SourceWords::xml_of(const EditedText& edited, std::size_t begin, std::size_t end,
                                               const Spot& spot) {
  std::string xml;
  for (std::size_t at = begin; at < end;) {
    if (edited.text[at] == paragraph_mark) {
      const auto parts = parting(spot);
      if (!parts) return std::nullopt;
      while (xml.ends_with(' ')) xml.pop_back();
      xml += *parts;
      ++at;
      while (at < end && edited.text[at] == ' ') ++at;
      continue;
    }
    // What the source has changed since is of no run, and looks as what stands around it.
    const auto is_bold = [&](const Run* run) { return run != nullptr && run->bold && !spot.bold; };
    const auto is_italic = [&](const Run* run) { return run != nullptr && run->italic && !spot.italic; };
    const bool bold = is_bold(edited.runs[at]), italic = is_italic(edited.runs[at]);
    std::size_t stop = at;
    while (stop < end && edited.text[stop] != paragraph_mark && is_bold(edited.runs[stop]) == bold &&
           is_italic(edited.runs[stop]) == italic)
      ++stop;
    std::string said = xml_escape(plain(std::string_view(edited.text).substr(at, stop - at)));
    if (said != " " && !said.empty()) {
      if (italic) said = "<em>" + said + "</em>";
      if (bold) said = "<strong>" + said + "</strong>";
    }
    xml += said;
    at = stop;
  }
  return xml;
}

std::optional<std::vector<Edit>> SourceWords::insertion(std::size_t at, const EditedText& edited,
                                                        std::size_t begin, std::size_t end) {
  const auto left = before_spot(at), right = after_spot(at);
  if (!left && !right) return refuse(tr("the program writes what stands there"));
  const Run* run = begin < end ? edited.runs[begin] : nullptr;
  const auto fits = [&](const Spot& spot) {
    return run == nullptr || (spot.bold == run->bold && spot.italic == run->italic);
  };
  const Spot& spot = left && (fits(*left) || !right || !fits(*right)) ? *left : *right;
  const auto xml = xml_of(edited, begin, end, spot);
  if (!xml) return std::nullopt;
  return std::vector<Edit>{{{source(), spot.offset, spot.offset}, *xml}};
}

std::optional<std::vector<Edit>> SourceWords::insert(std::size_t at, const std::string& xml) {
  const auto left = before_spot(at);
  const auto spot = left ? left : after_spot(at);
  if (!spot) return refuse(tr("the program writes what stands there"));
  return std::vector<Edit>{{{source(), spot->offset, spot->offset}, xml}};
}

bool SourceWords::wholly_within(const Node& element, std::size_t begin, std::size_t end) const {
  for (std::size_t k = 0; k < printed_.pieces.size(); ++k)
    if (printed_.pieces[k].node != nullptr && is_within(printed_.pieces[k].node, element))
      if (printed_.pieces[k].kind == Piece::Kind::note || printed_.begins[k] < begin ||
          printed_.end_of(k) > end)
        return false;
  return true;
}

std::optional<std::vector<Edit>> SourceWords::replacement(const Hunk& hunk, const EditedText& edited) {
  struct Part {
    const Piece* piece;
    std::size_t begin, end;  // within the piece
  };
  std::vector<Part> parts;
  for (std::size_t k = 0; k < printed_.pieces.size(); ++k) {
    const Piece& piece = printed_.pieces[k];
    const std::size_t begin = std::max(hunk.begin_a, printed_.begins[k]),
                      end = std::min(hunk.end_a, printed_.end_of(k));
    if (begin >= end || piece.kind == Piece::Kind::note || piece.kind == Piece::Kind::picture) continue;
    if (piece.kind == Piece::Kind::generated) return refuse(tr("the program writes what stands there"));
    if (piece.kind == Piece::Kind::typed && (end - begin < piece.text.size() || piece.node->is("cell")))
      return refuse(tr("the words go across an element that the program writes"));
    parts.push_back({&piece, begin - printed_.begins[k], end - printed_.begins[k]});
  }
  std::size_t first = hunk.begin_b, last = hunk.end_b;
  const Run* run = first < last ? edited.runs[first] : nullptr;
  const Part* target = nullptr;
  for (const Part& part : parts) {
    if (part.piece->kind != Piece::Kind::words) continue;
    const bool fits = run == nullptr || (part.piece->bold == run->bold && part.piece->italic == run->italic);
    if (target == nullptr || (fits && run != nullptr &&
                              (target->piece->bold != run->bold || target->piece->italic != run->italic)))
      target = &part;
  }
  std::vector<Edit> edits;
  if (target == nullptr && first < last) {
    auto inserted = insertion(hunk.begin_a, edited, first, last);
    if (!inserted) return std::nullopt;
    edits = std::move(*inserted);
  }
  std::vector<const Node*> removed;
  for (const Part& part : parts) {
    const Node* whole = part.piece->kind == Piece::Kind::typed ? part.piece->node : nullptr;
    if (&part != target || first == last)
      for (const Node* at = part.piece->node->parent;
           at != nullptr && is_inline_element(at->name) && wholly_within(*at, hunk.begin_a, hunk.end_a) &&
           !(target != nullptr && first < last && is_within(target->piece->node, *at));
           at = at->parent)
        whole = at;
    if (whole != nullptr) {
      if (std::find(removed.begin(), removed.end(), whole) != removed.end()) continue;
      removed.push_back(whole);
      edits.push_back({{whole->span.source, whole->span.begin, whole->end}, ""});
      continue;
    }
    std::string xml;
    if (&part == target && first < last) {
      const Spot spot{0, part.piece->node->parent, part.piece->bold, part.piece->italic};
      const auto made = xml_of(edited, first, last, spot);
      if (!made) return std::nullopt;
      xml = *made;
    }
    edits.push_back({span_of(*part.piece, part.begin, part.end), xml});
  }
  return edits;
}

std::optional<std::vector<Edit>> SourceWords::joining(const Hunk& hunk, const EditedText& edited) {
  const auto left = before_spot(hunk.begin_a), right = after_spot(hunk.end_a);
  if (!left || !right) return refuse(tr("the program writes what stands there"));
  const Node *one = block_around(left->parent), *other = block_around(right->parent);
  const Node *whole = whole_block(one), *next = whole_block(other);
  if (one->name != other->name || whole->parent != next->parent || whole->name != next->name ||
      !(whole->is("p") || whole->is("item")))
    return refuse(tr("they are not of one kind"));
  const std::string_view between = bytes(project_, *whole, whole->end, next->span.begin);
  if (whole->end > next->span.begin || !trim(between).empty())
    return refuse(tr("something else stands between them in the source"));
  for (const Piece& piece : printed_.pieces)
    if (piece.kind == Piece::Kind::generated) return refuse(tr("the program writes what stands there"));
  std::string closing, opening;
  for (const Node* at = left->parent; at != one; at = at->parent) closing += end_tag(project_, *at);
  for (const Node* at = right->parent; at != other; at = at->parent)
    opening = start_tag(project_, *at) + opening;
  const auto xml = xml_of(edited, hunk.begin_b, hunk.end_b, {0, one, false, false});
  if (!xml) return std::nullopt;
  return std::vector<Edit>{{{source(), left->offset, right->offset}, closing + *xml + opening}};
}

std::optional<std::vector<Edit>> SourceWords::rewrite(const Hunk& hunk, const EditedText& edited) {
  const auto text = std::string_view(printed_.text).substr(hunk.begin_a, hunk.end_a - hunk.begin_a);
  if (text.find(paragraph_mark) != std::string_view::npos) return joining(hunk, edited);
  if (hunk.begin_a == hunk.end_a) return insertion(hunk.begin_a, edited, hunk.begin_b, hunk.end_b);
  return replacement(hunk, edited);
}

std::optional<std::vector<Edit>> SourceWords::restyle(const LookChange& change) {
  const bool link = change.what == LookChange::What::link;
  const std::string element = link ? "link" : change.what == LookChange::What::bold ? "strong" : "em";
  if (link && change.on && !change.link.starts_with("https://"))
    return refuse(tr("\"{0}\" does not begin with https://", {change.link}));
  const auto left = after_spot(change.hunk.begin_a), right = before_spot(change.hunk.end_a);
  if (!left || !right) return refuse(tr("the program writes what stands there"));
  const std::string close = "</" + element + ">";
  const auto inside = [&](const Node* node) {
    while (node != nullptr && !node->is(element) && is_inline_element(node->name)) node = node->parent;
    return node != nullptr && node->is(element);
  };
  if (change.on && !(link && inside(left->parent))) {
    const std::string open =
        "<" + element + (link ? " href=\"" + xml_escape(change.link) + "\"" : std::string()) + ">";
    if (left->parent != right->parent) return refuse(tr("the words stand in several elements"));
    return std::vector<Edit>{{{source(), left->offset, left->offset}, open},
                             {{source(), right->offset, right->offset}, close}};
  }
  const Node* around = left->parent;
  while (around != nullptr && !around->is(element) && is_inline_element(around->name))
    around = around->parent;
  if (around == nullptr || !around->is(element) || !is_within(right->parent, *around))
    return refuse(tr("the words stand in several elements"));
  const Span first = {source(), around->span.begin, around->span.end};
  const Span last = {source(), around->end - static_cast<std::uint32_t>(end_tag(project_, *around).size()),
                     around->end};
  const std::string open = start_tag(project_, *around);
  const bool from_begin = left->offset == first.end, to_end = right->offset == last.begin;
  if (change.on) {
    const Attribute* address = around->find("href");
    if (!from_begin || !to_end || address == nullptr)
      return refuse(tr("the words stand in several elements"));
    return std::vector<Edit>{{address->value_span, xml_escape(change.link)}};
  }
  if (!from_begin && left->parent != around) return refuse(tr("the words stand in several elements"));
  if (!to_end && right->parent != around) return refuse(tr("the words stand in several elements"));
  std::vector<Edit> edits;
  if (from_begin)
    edits.push_back({first, ""});
  else
    edits.push_back({{source(), left->offset, left->offset}, close});
  if (to_end)
    edits.push_back({last, ""});
  else
    edits.push_back({{source(), right->offset, right->offset}, open});
  return edits;
}

}  // namespace kancelli::word
