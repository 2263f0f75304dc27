#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/statute/matching.h"
#include "pipeline/statute/papers.h"
#include "pipeline/statute/reference.h"
#include "pipeline/statute/statute_xml.h"
#include "pipeline/statute/word_diff.h"

namespace kancelli::statute {
namespace {

enum class Change { none, del, ins };

// How a stykke, nummer or litra is called where it stands; its § opens the first stykke.
std::string opening(const Unit& unit, const Unit& parent) {
  if (unit.kind != Kind::subsection) return designation(unit.kind, unit.number);
  if (parent.kind == Kind::annex) return {};
  if (unit.number == "1") return designation(Kind::paragraph, parent.number);
  return designation(Kind::subsection, unit.number);
}

class Marker {
 public:
  Marker(const Unit& old, const Unit& changed)
      : old_(old), changed_(changed), matching_(old, changed, true) {}

  std::string body() {
    children(old_, changed_);
    return std::move(out_);
  }

  // A designation that changes goes and comes whole.
  std::string both_whole(const std::string& old, const std::string& changed) const {
    return old == changed ? xml_escape(old) : all(old, Change::del) + all(changed, Change::ins);
  }

  // The words of both, runs of changes marked. `next`: what becomes of the whole paragraph that follows.
  // LibreOffice 7.4 takes an insertion at the end of a paragraph and the inserted paragraph behind it for
  // one, and joins its neighbours when it is refused (a deletion likewise): there the other kind of change
  // stands last.
  static std::string both(std::string_view old, std::string_view changed, Change next = Change::none) {
    if (old == changed) return xml_escape(old);
    if (old.empty() || changed.empty())
      return all(old.empty() ? changed : old, old.empty() ? Change::ins : Change::del);
    const auto a = tokens(old), b = tokens(changed);
    std::vector<Hunk> hunks = diff_words(old, changed);
    if (Hunk& last = hunks.back(); last.old_end == a.size() && last.old_begin > 0 && last.new_begin > 0 &&
                                   ((next == Change::ins && last.old_begin == last.old_end) ||
                                    (next == Change::del && last.new_begin == last.new_end))) {
      --last.old_begin;
      --last.new_begin;
    }
    std::string xml;
    std::size_t at = 0;
    bool glued = true;  // no space before the next word: the text begins, or the space went with a change
    const auto words = [&](std::string_view text, const std::vector<Token>& all, std::size_t from,
                           std::size_t to) {
      std::string said;
      for (std::size_t i = from; i < to; ++i) {
        if (all[i].spaced && !(glued && said.empty())) said += ' ';
        said += text.substr(all[i].begin, all[i].end - all[i].begin);
      }
      return said;
    };
    for (const Hunk& hunk : hunks) {
      xml += xml_escape(words(old, a, at, hunk.old_begin));
      glued = glued && at == hunk.old_begin;
      std::string gone = words(old, a, hunk.old_begin, hunk.old_end);
      std::string come = words(changed, b, hunk.new_begin, hunk.new_end);
      // At the beginning of a text the space behind goes with what alone stands there.
      const bool alone = glued && (gone.empty() || come.empty()) && hunk.old_end < a.size();
      if (alone) (gone.empty() ? come : gone) += ' ';
      const std::string out = gone.empty() ? "" : "<del>" + xml_escape(gone) + "</del>";
      const std::string in = come.empty() ? "" : "<ins>" + xml_escape(come) + "</ins>";
      xml += next == Change::ins && hunk.old_end == a.size() ? in + out : out + in;
      glued = alone;
      at = hunk.old_end;
    }
    return xml + xml_escape(words(old, a, at, a.size()));
  }

 private:
  // Appends the words of both, to be put otherwise when a whole paragraph that comes or goes follows.
  void words_of_both(const std::string& old, const std::string& changed) {
    last_ = {out_.size(), 0, old, changed};
    out_ += both(old, changed);
    last_.end = out_.size();
  }

  // The next paragraph begins.
  void follows(Change change) {
    if (last_.end > 0 && change != Change::none)
      out_.replace(last_.begin, last_.end - last_.begin, both(last_.old, last_.changed, change));
    last_ = {};
  }

  static std::string all(std::string_view words, Change change) {
    const std::string plain = xml_escape(words);
    if (change == Change::none || words.empty()) return plain;
    const std::string name = change == Change::del ? "del" : "ins";
    return "<" + name + ">" + plain + "</" + name + ">";
  }

  static std::string attribute(std::string_view name, std::string_view value) {
    return value.empty() ? "" : " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
  }

  std::string change_attribute(Change change) const {
    return change == Change::none ? "" : (change == Change::del ? " change=\"del\"" : " change=\"ins\"");
  }

  // Of two units with one id (a provision that moved) the new one keeps it.
  std::string id_of(const Unit& unit, Change change) const {
    return change == Change::del ? "" : attribute("id", unit.id);
  }

  // Children of a pair, in both orders: between two that stayed what went before what came, §§ by their
  // numbers.
  void children(const Unit& old, const Unit& changed) {
    std::size_t j = 0;
    std::vector<const Unit*> gone;
    const auto close = [&](const Unit* until) {
      std::vector<const Unit*> come;
      for (; j < changed.units.size() && &changed.units[j] != until; ++j) come.push_back(&changed.units[j]);
      gap(gone, old, come, changed);
      gone.clear();
    };
    for (const Unit& each : old.units) {
      const Unit* other = matching_.changed(each);
      // Pairs of another kind may have passed it.
      if (other == nullptr || other < changed.units.data() + j) {
        gone.push_back(&each);
        continue;
      }
      close(other);
      pair(each, old, *other, changed);
      ++j;
    }
    close(nullptr);
  }

  // The number of the § or chapter that begins at or behind `at`; "" when there is none.
  static std::string next_number(const std::vector<const Unit*>& units, std::size_t at) {
    for (; at < units.size(); ++at)
      if (units[at]->kind == Kind::paragraph || units[at]->kind == Kind::chapter) return units[at]->number;
    return {};
  }

  void gap(const std::vector<const Unit*>& gone, const Unit& old, const std::vector<const Unit*>& come,
           const Unit& changed) {
    std::size_t i = 0, j = 0;
    while (i < gone.size() || j < come.size()) {
      const std::string next_gone = next_number(gone, i), next_come = next_number(come, j);
      const bool first_new =
          j < come.size() && (i == gone.size() || (!next_gone.empty() && !next_come.empty() &&
                                                   number_less(next_come, next_gone)));
      if (first_new)
        one(*come[j++], changed, Change::ins);
      else
        one(*gone[i++], old, Change::del);
    }
  }

  void pair(const Unit& old, const Unit& old_parent, const Unit& changed, const Unit& new_parent) {
    switch (changed.kind) {
      case Kind::preamble:
      case Kind::heading:
        out_ += "<" + std::string(element_of(changed.kind)) + id_of(changed, Change::none) + ">";
        words_of_both(old.text.words, changed.text.words);
        return close(changed);
      case Kind::chapter:
      case Kind::annex:
        open(changed, Change::none, Change::none);
        out_ += "<title>";
        words_of_both(old.text.words, changed.text.words);
        out_ += "</title>\n";
        break;
      case Kind::paragraph:
        open(changed, Change::none, Change::none);
        break;
      default:
        open(changed, Change::none, Change::none);
        out_ += "<designation>" + both_whole(opening(old, old_parent), opening(changed, new_parent)) +
                "</designation>\n<p>";
        words_of_both(old.text.words, changed.text.words);
        out_ += "</p>\n";
        lists(old, changed);
        tail(old.tail.words, changed.tail.words);
        return close(changed);
    }
    children(old, changed);
    close(changed);
  }

  void tail(const std::string& old, const std::string& changed) {
    if (old.empty() && changed.empty()) return;
    const Change change = old.empty() ? Change::ins : changed.empty() ? Change::del : Change::none;
    if (change != Change::none) follows(change);
    out_ += "<p" + change_attribute(change) + ">";
    if (change == Change::none)
      words_of_both(old, changed);
    else
      out_ += xml_escape(old + changed);
    out_ += "</p>\n";
  }

  static std::string list_open(const Unit& unit) {
    return unit.units[0].kind == Kind::letter ? "<list kind=\"letter\">\n" : "<list kind=\"number\">\n";
  }

  void lists(const Unit& old, const Unit& changed) {
    const bool both_lists =
        !old.units.empty() && !changed.units.empty() && old.units[0].kind == changed.units[0].kind;
    if (both_lists) {
      out_ += list_open(changed);
      children(old, changed);
      out_ += "</list>\n";
      return;
    }
    for (const auto& [unit, change] : {std::pair(&old, Change::del), std::pair(&changed, Change::ins)}) {
      if (unit->units.empty()) continue;
      out_ += list_open(*unit);
      for (const Unit& each : unit->units) one(each, *unit, change);
      out_ += "</list>\n";
    }
  }

  // A unit of one version alone: the outermost says so for all that is in it.
  void one(const Unit& unit, const Unit& parent, Change change, bool outermost = true) {
    const Change said = outermost ? change : Change::none;
    if (unit.kind == Kind::preamble || unit.kind == Kind::heading)
      return line(unit, change, said, xml_escape(unit.text.words));
    open(unit, change, said);
    const bool division = unit.kind == Kind::chapter || unit.kind == Kind::annex;
    if (division) out_ += "<title>" + xml_escape(unit.text.words) + "</title>\n";
    if (division || unit.kind == Kind::paragraph) {
      for (const Unit& each : unit.units) one(each, unit, change, false);
      return close(unit);
    }
    out_ += "<designation>" + xml_escape(opening(unit, parent)) + "</designation>\n<p>" +
            xml_escape(unit.text.words) + "</p>\n";
    if (!unit.units.empty()) {
      out_ += list_open(unit);
      for (const Unit& each : unit.units) one(each, unit, change, false);
      out_ += "</list>\n";
    }
    if (!unit.tail.empty()) out_ += "<p>" + xml_escape(unit.tail.words) + "</p>\n";
    close(unit);
  }

  void open(const Unit& unit, Change change, Change said) {
    if (said != Change::none) follows(said);
    const bool numbered =
        unit.kind == Kind::chapter || unit.kind == Kind::paragraph || unit.kind == Kind::annex;
    out_ += "<" + std::string(element_of(unit.kind)) + id_of(unit, change) +
            (numbered ? attribute("number", unit.number) : "") + change_attribute(said) + ">\n";
  }
  void close(const Unit& unit) { out_ += "</" + std::string(element_of(unit.kind)) + ">\n"; }
  void line(const Unit& unit, Change change, Change said, const std::string& words) {
    if (said != Change::none) follows(said);
    const std::string name(element_of(unit.kind));
    out_ += "<" + name + id_of(unit, change) + change_attribute(said) + ">" + words + "</" + name + ">\n";
  }

  // The words that were appended last.
  struct Last {
    std::size_t begin = 0, end = 0;
    std::string old, changed;
  };

  Last last_;
  const Unit &old_, &changed_;
  Matching matching_;
  std::string out_;
};

void lines_of(const Unit& unit, const Unit* parent, std::vector<std::string>& lines) {
  const std::string open =
      unit.kind == Kind::chapter || unit.kind == Kind::annex ? designation(unit.kind, unit.number)
      : unit.kind == Kind::subsection || unit.kind == Kind::number || unit.kind == Kind::letter
          ? opening(unit, *parent)
          : "";
  if (unit.kind != Kind::paragraph)
    lines.push_back(without_typography(std::string(trim(open + " " + unit.text.words))));
  for (const Unit& each : unit.units) lines_of(each, &unit, lines);
  if (!unit.tail.empty()) lines.push_back(unit.tail.words);
}

}  // namespace

std::string marked_text(const PaperHead& head, const Unit& old, const Unit& changed) {
  Marker marker(old, changed);
  std::string xml = "<statute xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" + xml_escape(head.id) +
                    "\">\n<meta><title>" + marker.both(old.text.words, changed.text.words) + "</title>\n" +
                    head.meta + "</meta>\n";
  if (!head.enacted.empty())
    xml += "<enacted value=\"" + head.enacted + "\"" +
           (head.amended.empty() ? "" : " amended=\"" + head.amended + "\"") + "/>\n";
  return xml + marker.body() + "</statute>\n";
}

std::vector<std::string> printed_lines(const Unit& statute) {
  std::vector<std::string> lines;
  lines_of(statute, nullptr, lines);
  return lines;
}

}  // namespace kancelli::statute
