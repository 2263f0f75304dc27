#include "pipeline/word/typed_words.h"

#include <algorithm>
#include <array>

#include "pipeline/check/quotation_marks.h"
#include "pipeline/check/running_text.h"
#include "pipeline/check/untyped.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/system/files.h"
#include "pipeline/word/provision_references.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;

struct Candidate {
  std::size_t begin = 0, end = 0;  // in the running text
  std::string element, why;
};

class Finder {
 public:
  Finder(Making& making, const ExaminedPaper& examined)
      : making_(making), examined_(examined), text_(examined.text.text()), quoted_(text_.size()) {
    for (std::size_t line = 0; line < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', line), text_.size());
      for (const auto& [from, to] : quotations_in(text_.substr(line, end - line)))
        std::fill(quoted_.begin() + static_cast<std::ptrdiff_t>(line + from),
                  quoted_.begin() + static_cast<std::ptrdiff_t>(line + to), true);
      line = end + 1;
    }
  }

  std::vector<Candidate> find() {
    names_and_figures();
    for (const Untyped& each : untyped_references(examined_)) reference(each);
    for (ProvisionReference& each : provision_references(examined_))
      add(each.begin, each.end, std::move(each.element), tr("what it refers to is in this project"));
    for (const Untyped& each : untyped_counts(examined_))
      add(each.begin, each.end, each.element, tr("the number of what the register or the paper holds"));
    dates_and_amounts();
    std::stable_sort(all_.begin(), all_.end(), [](const Candidate& a, const Candidate& b) {
      return std::pair(a.begin, b.end) < std::pair(b.begin, a.end);
    });
    std::vector<Candidate> apart;
    for (Candidate& each : all_)
      if (apart.empty() || each.begin >= apart.back().end) apart.push_back(std::move(each));
    return apart;
  }

  // What may be meant, and is left to whoever reads the paper.
  void tell_unsure(const MadeText& source) {
    for (const TextMatch& match : examined_.matches) {
      if (match.kind != TextMatch::Kind::name || match.name->indefinite || match.name->bearers.empty())
        continue;
      const bool certain = std::any_of(all_.begin(), all_.end(), [&](const Candidate& each) {
        return each.begin <= match.begin && match.begin < each.end;
      });
      if (certain || examined_.text.in_quotation_marks(match.begin)) continue;
      tell(source, match.begin, match.end, Certainty::unsure, "",
           tr("a body's name, but not the one that it has on the paper's date, or that of several"));
    }
    for (const auto& [begin, end, element] : likely_)
      tell(source, begin, end, Certainty::likely, element,
           tr("the register has this figure: is it the same one?"));
    for (const auto& [begin, end] : nameless_)
      tell(source, begin, end, Certainty::likely, "", tr("a reference to something that has no id here"));
  }

 private:
  void tell(const MadeText& source, std::size_t begin, std::size_t end, Certainty certainty,
            std::string after, std::string why) {
    const Span span = examined_.span(begin, end);
    making_.tell(Finding::Kind::element, certainty, place_in_file(source, span.begin, span.end),
                 std::string(text_.substr(begin, end - begin)), std::move(after), std::move(why));
  }

  void add(std::size_t begin, std::size_t end, std::string element, std::string why) {
    all_.push_back({begin, end, std::move(element), std::move(why)});
  }

  void names_and_figures() {
    for (const Untyped& each : untyped_names_and_figures(examined_)) {
      std::size_t end = each.end;
      std::string element = each.element, why;
      switch (each.match->kind) {
        case TextMatch::Kind::name:
          with_abbreviation(element, end);
          why = tr("the name of the register on the paper's date");
          break;
        case TextMatch::Kind::fact:
          why = tr("a figure of the register, with what it counts");
          break;
        case TextMatch::Kind::amount:
          if (each.match->fact != nullptr) {
            likely_.emplace_back(each.begin, each.end, each.element);
            continue;  // an amount, below; it need not be the register's
          }
          why = tr("an amount");
          break;
        case TextMatch::Kind::law:
          why = tr("a law of the register");
          break;
        case TextMatch::Kind::date:
          if (each.match->date.precision == Date::Precision::year) continue;
          why = tr("a date");
          break;
      }
      add(each.begin, end, std::move(element), std::move(why));
    }
  }

  // "Økonomiforvaltningen (ØKF)": one element prints both.
  void with_abbreviation(std::string& element, std::size_t& end) const {
    const std::size_t ref = element.find("ref=\"") + 5;
    const Body* body = making_.project.registers.body(element.substr(ref, element.find('"', ref) - ref));
    const BodyName* name = body == nullptr ? nullptr : body->name_on(examined_.paper.dated);
    if (name == nullptr || name->abbreviation.empty() || element.find("form=") != std::string::npos) return;
    const std::string behind = " (" + name->abbreviation + ")";
    if (!text_.substr(end).starts_with(behind)) return;
    end += behind.size();
    element.insert(element.find('"', ref) + 1, " form=\"both\"");
  }

  void reference(const Untyped& each) {
    if (each.element.empty() || each.element.find("#ID") != std::string::npos) {
      nameless_.emplace_back(each.begin, each.end);
      return;
    }
    add(each.begin, each.end, each.element, tr("what it refers to is in this project"));
  }

  bool usable(std::size_t at) const {
    const TextContext& context = examined_.text.context(at);
    return !context.quote && !context.foreign && !context.link && !context.counted &&
           examined_.text.computed(at) == nullptr && !quoted_[at];
  }

  // True behind a number, a hyphen or a point that the figure at `at` belongs to: "1.-3. maj", "2.780".
  bool goes_on(std::size_t at) const {
    const std::string_view before = text_.substr(0, at);
    for (const std::string_view sign : {"-", "−", "–", ".", ",", "/"})
      if (before.ends_with(sign)) return true;
    return false;
  }

  void dates_and_amounts() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (within_word(text_, at) || word_end(text_, at) == at || goes_on(at) || !usable(at)) continue;
      const std::size_t length = std::max(date(at), amount(at));
      if (length > 0) at += length - 1;
    }
  }

  // Four digits behind a word that times stand behind, "i 2026", and no part of a number or a span of years.
  bool is_year(std::size_t begin, std::size_t end) const {
    static constexpr auto before =
        std::to_array<std::string_view>({"i", "for", "mod", "siden", "fra", "inden", "primo", "medio",
                                         "ultimo", "budget", "budgettet", "året"});
    if (end - begin != 4 || begin == 0 || text_[begin - 1] != ' ') return false;
    std::size_t word = begin - 1;
    while (word > 0 && text_[word - 1] != ' ' && text_[word - 1] != '\n') --word;
    const std::string small = lower(text_.substr(word, begin - 1 - word));
    if (std::find(before.begin(), before.end(), small) == before.end()) return false;
    if (end == text_.size() || text_[end] == '\n') return true;
    static constexpr std::string_view ends = ".,;:)";
    if (ends.find(text_[end]) != std::string_view::npos)
      return end + 1 >= text_.size() || text_[end + 1] < '0' || text_[end + 1] > '9';
    return text_[end] == ' ' && !text_.substr(end).starts_with(" –");
  }

  std::size_t date(std::size_t at) {
    const auto stated = examined_.stated_date(at);
    if (!stated || stated->node != nullptr) return 0;
    const Date::Precision precision = stated->date.precision;
    if (precision == Date::Precision::year && is_year(stated->begin, stated->end))
      add(stated->begin, stated->end, "<date value=\"" + stated->date.iso() + "\"/>", tr("a date"));
    if (precision == Date::Precision::year || precision == Date::Precision::quarter) return 0;
    std::size_t begin = stated->begin;
    const std::string_view words = text_.substr(begin, stated->end - begin);
    std::string form = words.find(' ') == std::string_view::npos ? " form=\"short\"" : "";
    if (precision == Date::Precision::day && form.empty()) {
      const std::string weekday = without_typography(format_date(stated->date, "weekday"));
      const std::size_t more = weekday.size() - std::min(weekday.size(), words.size());
      if (begin >= more && text_.substr(begin - more, weekday.size()) == weekday && more > 0) {
        begin -= more;
        form = " form=\"weekday\"";
      }
    }
    add(begin, stated->end, "<date value=\"" + stated->date.iso() + "\"" + form + "/>", tr("a date"));
    return stated->end - at;
  }

  std::size_t amount(std::size_t at) {
    if (text_[at] < '0' || text_[at] > '9') return 0;
    if (const Node* block = examined_.text.context(at).block; block != nullptr && block->is("column"))
      return 0;  // a unit
    const WrittenAmount written = read_amount(text_.substr(at, 60));
    if (written.length == 0) return 0;
    add(at, at + written.length,
        "<amount kr=\"" + written.kr.plain() + "\"" +
            (written.in == "kr" ? "" : " in=\"" + std::string(written.in) + "\"") + "/>",
        tr("an amount"));
    return written.length;
  }

  Making& making_;
  const ExaminedPaper& examined_;
  std::string_view text_;
  std::vector<bool> quoted_;  // each byte of the text
  std::vector<Candidate> all_;
  std::vector<std::tuple<std::size_t, std::size_t, std::string>> likely_;
  std::vector<std::pair<std::size_t, std::size_t>> nameless_;
};

// A change with what it replaces.
struct Typed {
  Change change;
  std::string words, why;
  bool first_in_block = false;
};

// Those that can be written: no tag stands between the words, and the element around them may hold it.
std::vector<Typed> writable(const Making& making, const ExaminedPaper& examined, const MadeText& source,
                            const std::vector<Candidate>& candidates) {
  std::vector<Typed> all;
  for (const Candidate& each : candidates) {
    const Span span = examined.span(each.begin, each.end);
    if (span.source != examined.paper.source()) continue;
    if (std::string_view(source.xml).substr(span.begin, span.end - span.begin).find('<') != std::string::npos)
      continue;
    const Node* block = examined.text.context(each.begin).block;
    const std::string name = each.element.substr(1, each.element.find_first_of(" />") - 1);
    if (block == nullptr || !making.may(block->name, name)) continue;
    const std::string_view text = examined.text.text();
    all.push_back({{span.begin, span.end, each.element},
                   std::string(text.substr(each.begin, each.end - each.begin)),
                   each.why,
                   each.begin == 0 || text[each.begin - 1] == '\n'});
  }
  return all;
}

std::vector<Change> changes_of(const std::vector<Typed>& typed) {
  std::vector<Change> changes;
  changes.reserve(typed.size());
  for (const Typed& each : typed) changes.push_back(each.change);
  return changes;
}

// The places in the changed text at which the changes begin.
std::vector<std::uint32_t> begins_after(const std::vector<Typed>& typed) {
  std::vector<std::uint32_t> begins;
  std::int64_t shift = 0;
  for (const Typed& each : typed) {
    begins.push_back(static_cast<std::uint32_t>(each.change.begin + shift));
    shift += static_cast<std::int64_t>(each.change.text.size()) - (each.change.end - each.change.begin);
  }
  return begins;
}

// Takes out those that print other words than those they replace.
void keep_faithful(SourceMap& sources, const Making& making, const MadeText& source,
                   std::vector<Typed>& typed) {
  const MadeText after = changed(source, changes_of(typed));
  const auto paper = read_made(sources, making.paper, making.schema.root(), after.xml);
  if (paper == nullptr) return typed.clear();
  const std::vector<std::uint32_t> begins = begins_after(typed);
  std::map<std::uint32_t, const Node*> nodes;
  for (const Node& node : paper->xml->nodes)
    if (node.kind == Node::Kind::element) nodes.emplace(node.span.begin, &node);
  std::vector<Typed> kept;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    // "tabel 1 og 2" are two elements with a word between them.
    std::string printed;
    const std::uint32_t end = begins[i] + static_cast<std::uint32_t>(typed[i].change.text.size());
    for (std::uint32_t at = begins[i]; at < end;) {
      const auto node = nodes.find(at);
      if (node != nodes.end()) {
        printed += printed_by(*node->second, *paper, making.project);
        at = node->second->end;
      } else {
        printed += after.xml[at++];
      }
    }
    if (same_words(printed, typed[i].words, typed[i].first_in_block)) kept.push_back(std::move(typed[i]));
  }
  typed = std::move(kept);
}

// "tabel 1 og tabel 2" is "tabel 1 og 2", and marks around a title are printed by the program.
std::string without_marks(std::string text) {
  for (const std::string_view mark : {"»", "«", "“", "”", "\""})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  return text;
}

}  // namespace

std::unique_ptr<Paper> read_made(SourceMap& sources, const std::string& id, const std::string& type,
                                 const std::string& xml) {
  auto paper = std::make_unique<Paper>();
  paper->id = id;
  paper->type = type;
  paper->file = "content/papers/" + type + "/" + id + ".xml";
  Diagnostics ignored;
  paper->xml = read_xml(sources, sources.add(paper->file, xml), ignored);
  if (paper->xml == nullptr) return nullptr;
  for (const Node& node : paper->xml->nodes)
    if (const Attribute* own = node.find("id")) paper->ids.emplace(own->value, &node);
  if (const Node* meta = paper->root().child("meta")) read_meta(*meta, *paper);
  return paper;
}

std::string printed_by(const Node& node, const Paper& paper, const Project& project) {
  if (const std::string own = printed_provision_reference(node, paper); !own.empty()) return own;
  const std::string text = printed(node, paper, project);
  return text.empty() ? node.content() : text;
}

bool same_words(std::string_view printed, std::string_view words, bool first_in_block) {
  std::string a = without_marks(plain_words(printed)), b = without_marks(plain_words(words));
  if (a == b) return true;
  if (!first_in_block || a.empty() || b.empty()) return false;
  std::size_t end_a = 0, end_b = 0;
  if (lower(next_code_point(a, end_a)) != lower(next_code_point(b, end_b))) return false;
  return a.substr(end_a) == b.substr(end_b);
}

MadeText with_typed_words(SourceMap& sources, Making& making, const MadeText& source,
                          const std::vector<Span>& left) {
  const auto paper = read_made(sources, making.paper, making.schema.root(), source.xml);
  if (paper == nullptr) return source;
  const DiskFiles files;
  const CheckContext context{files, std::nullopt, 1};
  const ProjectIndex index(making.project, context);
  const ExaminedPaper examined(*paper, index);
  Finder finder(making, examined);
  std::vector<Typed> typed = writable(making, examined, source, finder.find());
  // Footnotes stand behind their block in the running text, and within it in the source.
  std::sort(typed.begin(), typed.end(),
            [](const Typed& a, const Typed& b) { return a.change.begin < b.change.begin; });
  std::erase_if(typed, [&](const Typed& each) {
    const Span place = place_in_file(source, each.change.begin, each.change.end);
    return std::any_of(left.begin(), left.end(),
                       [&](const Span& span) { return span.begin < place.end && place.begin < span.end; });
  });
  keep_faithful(sources, making, source, typed);
  for (const Typed& each : typed)
    making.tell(Finding::Kind::element, Certainty::certain,
                place_in_file(source, each.change.begin, each.change.end), each.words, each.change.text,
                each.why);
  finder.tell_unsure(source);
  return changed(source, changes_of(typed));
}

}  // namespace kancelli::word
