#include "pipeline/word/placed_items.h"

#include <algorithm>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_words.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

const ElementRule& rule_of(const Making& making, const Made& made) {
  static const ElementRule none;
  const ElementRule* known = making.rule(made.name);
  return known == nullptr ? none : *known;
}

void tell(Making& making, Kind kind, Certainty certainty, const Part& part, std::string after,
          std::string why) {
  making.tell(kind, certainty, making.span(part), part.words, std::move(after), std::move(why));
}

std::size_t required_attributes(const ElementRule& rule) {
  return static_cast<std::size_t>(std::count_if(rule.attributes.begin(), rule.attributes.end(),
                                                [](const AttributeRule& each) { return each.required; }));
}

// Words that an attribute holds now.
void account(Making& making, const Made& item, const std::string& after) {
  Span place;
  for (const Made& child : item.children)
    if (!child.place.nowhere())
      place = place.nowhere() ? child.place : Span{place.source, place.begin, child.place.end};
  making.tell(Kind::element, Certainty::certain, place, plain_words(item.content()), after,
              tr("the name of the register on the paper's date"));
}

// Items that are a body's name each, where the grammar wants bodies: party.
bool take_bodies(Making& making, Made& made, MadeBlock& block) {
  std::string child;
  for (const std::string& each : rule_of(making, made).required)
    if (const ElementRule* own = making.rule(each); own != nullptr && own->children.empty() && !own->text &&
                                                    making.has_attribute(each, "body", true) &&
                                                    required_attributes(*own) == 1)
      child = each;
  if (child.empty()) return false;
  std::vector<Made> all;
  for (const Made& item : block.made.children) {
    std::string words = plain_words(item.content());
    while (words.ends_with(".") || words.ends_with(",")) words.pop_back();
    if (words.ends_with(" og")) words.erase(words.size() - 3);
    if (const Body* body = body_named(making.project, words, making.dated).body) {
      all.push_back(Made::element(child).set("body", body->id));
      account(making, item, "<" + child + " body=\"" + body->id + "\"/>");
    } else if (const auto number = read_count(words.substr(0, words.find(' ')));
               number && words.substr(words.find(' ') + 1) == "løsgængere" &&
               making.may(made.name, "independents")) {
      all.push_back(Made::element("independents").set("count", std::to_string(*number)));
      account(making, item, "<independents count=\"" + std::to_string(*number) + "\"/>");
    } else {
      return false;
    }
  }
  std::move(all.begin(), all.end(), std::back_inserter(made.children));
  return true;
}

// Where the words behind the opening begin, at the "at" of what is recommended; the size of all where nothing
// stands there.
std::size_t end_of_opening(std::string_view words, std::size_t from, bool recommends) {
  if (recommends) from = std::min(words.find(" anbefaler", from), words.size());
  for (std::size_t at = words.find(" at ", from); at != std::string_view::npos;
       at = words.find(" at ", at + 1))
    if (at + 4 < words.size()) return at + 1;
  return words.size();
}

}  // namespace

bool take_items(Making& making, Made& made, MadeBlock& block) {
  if (take_bodies(making, made, block)) return true;
  if (making.may(made.name, "item") && !making.may(made.name, "list")) {
    for (Made& item : block.made.children) made.children.push_back(std::move(item));
    tell(making, Kind::placed, Certainty::certain, *block.part, "<" + made.name + "><item>",
         tr("the items of the list"));
    return true;
  }
  if (block.made.get("kind") != "at") return false;
  for (const std::string& child : rule_of(making, made).children) {
    const ElementRule* own = making.rule(child);
    if (own == nullptr || own->children != std::vector<std::string>{"item"} || child == "list" ||
        made.child(child) != nullptr)
      continue;
    Made wrapper = Made::element(child);
    wrapper.children = std::move(block.made.children);
    if (const std::string id = block.made.get("id"); !id.empty() && making.has_attribute(child, "id"))
      wrapper.set("id", id);
    made.children.push_back(std::move(wrapper));
    tell(making, Kind::placed, Certainty::certain, *block.part, "<" + child + "><item>",
         tr("the items of the list"));
    return true;
  }
  return false;
}

bool take_opening(Making& making, Made& made, const Part& part) {
  if (making.may(made.name, "p") || !making.has_attribute(made.name, "by", true)) return false;
  struct Formula {
    std::string_view between,
        last;  // between the first and the second body; between the second and a third
  };
  static constexpr Formula formulas[] = {
      {" indstiller over for ", ""}, {" indstiller til ", ""}, {" indstiller, at ", " over for "}};
  for (const Formula& formula : formulas) {
    const std::size_t at = part.words.find(formula.between);
    if (at == std::string::npos) continue;
    std::string rest = part.words.substr(at + formula.between.size()), via;
    if (!formula.last.empty()) {
      const std::size_t second = rest.find(formula.last);
      if (second == std::string::npos) continue;
      via = rest.substr(second + formula.last.size());
      via = via.substr(0, via.find(" anbefaler"));
      rest.erase(second);
    }
    rest = rest.substr(0, std::min(rest.find(" at"), rest.size()));
    const std::size_t end = end_of_opening(part.words, at + formula.between.size(), !formula.last.empty());
    if (end < part.words.size() && !making.may(made.name, "item")) continue;
    while (rest.ends_with(",") || rest.ends_with(":")) rest.pop_back();
    const Body* by = body_named(making.project, part.words.substr(0, at), making.dated).body;
    const Body* to = body_named(making.project, rest, making.dated).body;
    const Body* over = via.empty() ? nullptr : body_named(making.project, via, making.dated).body;
    if (by == nullptr || to == nullptr || (!via.empty() && over == nullptr)) continue;
    made.set("by", by->id).set("to", to->id);
    if (over != nullptr) made.set("via", over->id);
    const std::size_t begin = end < part.words.size() ? place_in(part, end) : part.paragraph->text().size();
    making.tell(Kind::element, formula.between == " indstiller til " ? Certainty::likely : Certainty::certain,
                making.document.span(*part.paragraph, part.begin, begin), part.words.substr(0, end),
                "<" + made.name + " by=\"" + by->id + "\" to=\"" + to->id + "\">",
                tr("the program prints the opening itself"));
    if (end == part.words.size()) return true;
    Made item = Made::element("item");
    item.children =
        words_of(making.document, *part.paragraph, {begin, std::string::npos, true, true}, making.findings)
            .inlines;
    made.children.push_back(std::move(item));
    making.tell(Kind::placed, Certainty::certain,
                making.document.span(*part.paragraph, begin, part.paragraph->text().size()),
                part.words.substr(end), "<" + made.name + "><item>", tr("what is recommended"));
    return true;
  }
  return false;
}

}  // namespace kancelli::word
