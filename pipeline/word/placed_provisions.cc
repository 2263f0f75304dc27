#include "pipeline/word/placed_provisions.h"

#include <algorithm>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/provision_begin.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

using Begin = ProvisionBegin;
using Level = Begin::Level;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// No other words than those around the days of a statute.
bool says_only_days(std::string_view line) {
  static constexpr std::string_view known[] = {
      "vedtaget", "den", "senest", "sidst", "ændret", "og",        "med",     "januar",   "februar", "marts",
      "april",    "maj", "juni",   "juli",  "august", "september", "oktober", "november", "december"};
  const std::string small = lower(line);
  for (std::string_view word : split(std::string_view(small))) {
    while (!word.empty() && std::string_view(".,()").find(word.back()) != std::string_view::npos)
      word.remove_suffix(1);
    while (word.starts_with('(')) word.remove_prefix(1);
    if (!word.empty() && word.find_first_not_of("0123456789.") != std::string_view::npos &&
        std::ranges::find(known, word) == std::end(known))
      return false;
  }
  return true;
}

class Provisions {
 public:
  Provisions(Placing& placing, const Parts& parts)
      : placing_(placing), making_(placing.making()), root_(placing.root), parts_(parts) {}

  // "Vedtaget den 12. juni 1997, senest ændret den 23. juni 2022".
  bool enacted(const Part& part) {
    const std::string small = lower(part.words);
    if (!making_.may(root_.name, "enacted") || child_of(root_, "enacted") != nullptr ||
        part.paragraph == nullptr || !small.starts_with("vedtaget "))
      return false;
    std::vector<std::string> days;
    std::size_t behind = 0;
    for (std::size_t at = 0; at < part.words.size() && days.size() < 3; ++at) {
      std::size_t length = 0;
      if (!digit(part.words[at])) continue;
      if (const auto date = read_date(std::string_view(part.words).substr(at), length);
          date && date->precision == Date::Precision::day) {
        days.push_back(date->iso());
        behind = at += length;
      }
    }
    // Nothing else stands in the line, and between the days only what says what they are.
    const bool whole = part.words.find_first_not_of(" .)", behind) == std::string::npos;
    if (days.empty() || days.size() > 2 || part.words.size() > 120 || !whole) return false;
    Made made = Made::element("enacted").set("value", days[0]);
    if (days.size() > 1) made.set("amended", days[1]);
    root_.children.push_back(std::move(made));
    placing_.tell(Kind::element, Certainty::certain, part, "<enacted>", tr("the paper says it of itself"));
    // "... af Borgerrepræsentationen": the program prints nothing of it.
    if (!says_only_days(part.words)) {
      const std::size_t begin = part.words.find_first_of("0123456789");
      Span& place = making_.findings.back().place;
      place = making_.document.span(*part.paragraph, place_in(part, begin), place_in(part, behind));
    }
    return true;
  }

  void make() {
    for (; at_ < parts_.size(); ++at_) {
      const Part& part = *parts_[at_];
      if (part.paragraph == nullptr) {
        table(part);
        continue;
      }
      if (part.kind == Part::Kind::contents) {
        leave_out(part, 0, part.paragraph->text().size(), tr("the table of contents is made again"));
        continue;
      }
      next(part, begin_of(part));
    }
  }

 private:
  const Part* following() const { return at_ + 1 < parts_.size() ? parts_[at_ + 1] : nullptr; }

  void next(const Part& part, const Begin& begin) {
    switch (begin.level) {
      case Level::chapter:
        return titled("chapter", "k", part, begin);
      case Level::annex:
        return titled("annex", "b", part, begin);
      case Level::paragraph:
        return paragraph(part, begin);
      case Level::subsection:
        if (holder() != nullptr) return subsection(part, begin);
        break;
      case Level::number:
      case Level::letter:
        if (item(part, begin)) return;
        break;
      case Level::none:
        break;
    }
    words_between(part);
  }

  void leave_out(const Part& part, std::size_t begin, std::size_t end, std::string why) {
    // The mark of a list has been told already.
    if (end > begin && end != part.begin)
      making_.findings.push_back(left_out(making_.document, *part.paragraph, begin, end, std::move(why)));
  }

  // What a provision holds of the words: references and laws.
  std::vector<Made> words(const Part& part, std::size_t begin) {
    std::vector<Made> all = words_of(making_.document, *part.paragraph,
                                     {begin, std::string::npos, false, false}, making_.findings)
                                .inlines;
    std::vector<Made> held;
    for (Made& each : all) {
      if (each.is_words() || making_.may("p", each.name)) {
        held.push_back(std::move(each));
        continue;
      }
      placing_.tell(Kind::kept, Certainty::unsure, part, plain_words(each.content()),
                    tr("<{0}> holds no {1}", {"p", each.name}));
      std::move(each.children.begin(), each.children.end(), std::back_inserter(held));
    }
    return held;
  }

  std::vector<Made> numbered_words(const Part& part, const Begin& begin) {
    leave_out(part, 0, begin.length, tr("the numbers of provisions are made again"));
    return words(part, begin.length);
  }

  // Its id in the file, else one of its number: "p7a".
  std::string id(const Part& part, const std::string& own) {
    const std::string given = making_.id_of(part.paragraph->controls);
    return given.empty() ? making_.new_id(own, "bestemmelse") : given;
  }
  static std::string joined(std::string number) {
    std::erase(number, ' ');
    return number;
  }

  void placed(const Part& part, const std::string& name) {
    placing_.tell(Kind::placed, Certainty::certain, part, "<" + name + ">",
                  tr("it begins as such a provision does"));
  }

  // "Kapitel 2" with its title behind it, or in the next line.
  void titled(const char* name, const std::string& letter, const Part& part, const Begin& begin) {
    Made made = Made::element(name);
    made.set("id", id(part, letter + joined(begin.number))).set("number", begin.number);
    Made title = Made::element("title");
    title.children = numbered_words(part, begin);
    placed(part, name);
    if (const Part* line = following(); title.children.empty() && line != nullptr &&
                                        line->paragraph != nullptr && begin_of(*line).level == Level::none &&
                                        !line->words.ends_with(".")) {
      title.children = words(*line, 0);
      ++at_;
    }
    made.children.push_back(std::move(title));
    unit_ = made.get("id");
    root_.children.push_back(std::move(made));
  }

  // The chapter that provisions stand in now, or the statute itself.
  Made& container() {
    return !root_.children.empty() && root_.children.back().name == "chapter" ? root_.children.back() : root_;
  }
  // The paragraph or the annex that a "Stk." belongs to; nullptr before the first.
  Made* holder() {
    Made& within = container();
    if (within.children.empty()) return nullptr;
    Made& last = within.children.back();
    return last.name == "paragraph" || last.name == "annex" ? &last : nullptr;
  }
  Made* last_subsection() {
    Made* within = holder();
    return within == nullptr || within->children.empty() || within->children.back().name != "subsection"
               ? nullptr
               : &within->children.back();
  }

  void paragraph(const Part& part, const Begin& begin) {
    Made made = Made::element("paragraph");
    unit_ = making_.new_id("p" + joined(begin.number), "paragraf");
    made.set("id", unit_).set("number", begin.number);
    container().children.push_back(std::move(made));
    placed(part, "paragraph");
    add_subsection(part, begin);
  }

  std::string next_number() {
    return std::to_string(1 + std::count_if(holder()->children.begin(), holder()->children.end(),
                                            [](const Made& each) { return each.name == "subsection"; }));
  }

  void subsection(const Part& part, const Begin& begin) {
    const std::string number = next_number();
    if (begin.number != number)
      placing_.tell(Kind::placed, Certainty::unsure, part, "<subsection>",
                    tr("its number in the file is {0}, and by its place it is {1}", {begin.number, number}));
    else
      placed(part, "subsection");
    add_subsection(part, begin);
  }

  void add_subsection(const Part& part, const Begin& begin) {
    Made* within = holder();
    Made made = Made::element("subsection");
    made.set("id", id(part, unit_ + " stk " + next_number()));
    made.children.push_back(Made::element("p"));
    made.children.back().children = numbered_words(part, begin);
    within->children.push_back(std::move(made));
  }

  // Numbers stand in a subsection, letters in a number or in a subsection without one.
  bool item(const Part& part, const Begin& begin) {
    Made* within = last_subsection();
    if (within == nullptr || within->children.size() > 2) return false;
    const bool letter = begin.level == Level::letter;
    Made* list = within->children.size() == 2 ? &within->children.back() : nullptr;
    if (letter && list != nullptr && list->get("kind") == "number") {
      Made& above = list->children.back();
      if (above.child("p") == nullptr) {
        Made p = Made::element("p");
        p.children = std::move(above.children);
        above.children.clear();
        above.children.push_back(std::move(p));
      }
      if (above.children.size() > 2) return false;
      if (above.children.size() < 2) above.children.push_back(Made::element("list").set("kind", "letter"));
      list = &above.children.back();
    } else if (list == nullptr) {
      within->children.push_back(Made::element("list").set("kind", letter ? "letter" : "number"));
      list = &within->children.back();
    } else if (letter != (list->get("kind") == "letter")) {
      return false;
    }
    Made made = Made::element("item");
    made.set("id", id(part, within->get("id") + (letter ? " litra " : " nr ") + begin.number));
    made.children = numbered_words(part, begin);
    list->children.push_back(std::move(made));
    placed(part, "item");
    return true;
  }

  bool is_heading(const Part& part) const {
    if (part.kind == Part::Kind::heading) return true;
    const Part* line = following();
    return line != nullptr && begin_of(*line).level == Level::paragraph && part.words.size() <= 120 &&
           std::string_view(".,;:").find(part.words.back()) == std::string_view::npos;
  }

  // Without a number: a heading, the end of a stykke behind its list, or the words go on.
  void words_between(const Part& part) {
    Made* within = last_subsection();
    if (is_heading(part)) {
      Made made = Made::element("heading");
      made.set("id", id(part, "h " + part.words));
      made.children = words(part, 0);
      container().children.push_back(std::move(made));
      return placing_.tell(Kind::placed, part.sure ? Certainty::certain : Certainty::likely, part,
                           "<heading>", tr("a heading"));
    }
    if (within == nullptr && holder() != nullptr) return add_subsection(part, {});  // an annex begins so
    if (within == nullptr) return before(part);
    if (within->children.size() == 2) {
      Made p = Made::element("p");
      p.children = words(part, 0);
      within->children.push_back(std::move(p));
      return placing_.tell(Kind::placed, Certainty::certain, part, "<subsection><p>",
                           tr("the words of a provision behind its list"));
    }
    goes_on(within->children.back(), part);
  }

  void goes_on(Made& made, const Part& part) {
    made.children.push_back(Made::text(" ", {}));
    std::vector<Made> more = words(part, 0);
    std::move(more.begin(), more.end(), std::back_inserter(made.children));
    placing_.tell(Kind::kept, Certainty::unsure, part, "<" + made.name + ">",
                  tr("a paragraph without a number: its words stand behind those before it"));
  }

  void before(const Part& part) {
    if (enacted(part)) return;
    if (!root_.children.empty() && root_.children.back().name == "preamble")
      return goes_on(root_.children.back(), part);
    if (child_of(root_, "chapter") == nullptr && child_of(root_, "preamble") == nullptr &&
        holder() == nullptr) {
      Made made = Made::element("preamble");
      made.set("id", id(part, "indledning"));
      made.children = words(part, 0);
      root_.children.push_back(std::move(made));
      return placing_.tell(Kind::placed, Certainty::likely, part, "<preamble>",
                           tr("what stands before the first provision"));
    }
    Made made = Made::element("heading");  // the one place for words between provisions
    made.set("id", id(part, "h " + part.words));
    made.children = words(part, 0);
    container().children.push_back(std::move(made));
    placing_.tell(Kind::kept, Certainty::unsure, part, "<heading>", tr("words that stand in no provision"));
  }

  // A statute has no tables: the words of its cells go on where it stands.
  void table(const Part& part) {
    for (const Row& row : part.table->rows)
      for (const Cell& cell : row.cells)
        for (const Block& block : cell.blocks) {
          const Paragraph* paragraph = block.paragraph();
          if (paragraph == nullptr || plain_words(paragraph->text()).empty()) continue;
          Part& words = cells_.emplace_back();
          words.paragraph = paragraph;
          words.words = plain_words(paragraph->text());
          Made* within = last_subsection();
          if (within == nullptr)
            before(words);
          else
            goes_on(within->children.back().name == "list" ? within->children.back().children.back()
                                                           : within->children.back(),
                    words);
        }
  }

  Placing& placing_;
  Making& making_;
  Made& root_;
  const Parts& parts_;
  std::size_t at_ = 0;
  std::string unit_;  // id of the paragraph or annex that stykker stand in
  std::deque<Part> cells_;
};

}  // namespace

bool has_provisions(const Making& making) {
  return making.may("paragraph", "subsection") && making.has_attribute("paragraph", "number", true);
}

void place_provisions(Placing& placing, const Parts& lines, const Parts& parts) {
  Provisions provisions(placing, parts);
  Parts unknown;
  for (const Part* line : lines)
    if (!provisions.enacted(*line)) unknown.push_back(line);
  provisions.make();
  placing.homeless(unknown, tr("a line that says nothing that the program knows"));
}

}  // namespace kancelli::word
