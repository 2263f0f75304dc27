#include "pipeline/word/value_edits.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {
namespace {

Attributes attributes_of(const Node& node) {
  Attributes attributes;
  for (const Attribute& each : node.attributes) attributes[each.name] = each.value;
  return attributes;
}

// An attribute's value, or the attribute where it is not there; without a value it goes.
Edit attribute_edit(const Node& node, std::string_view name, const std::string& value) {
  if (const Attribute* found = node.find(name)) return {found->value_span, xml_escape(value)};
  const Span at{node.span.source, node.name_span.end, node.name_span.end};
  return {at, " " + std::string(name) + "=\"" + xml_escape(value) + "\""};
}

bool same_printed(const std::optional<std::string>& printed, const std::string& wanted) {
  if (!printed) return false;
  const std::string said = compared_text(*printed);
  if (said == wanted) return true;
  // A capital where a sentence begins.
  std::size_t one = 0, other = 0;
  return !said.empty() && !wanted.empty() &&
         lower(next_code_point(said, one)) == lower(next_code_point(wanted, other)) &&
         said.substr(one) == wanted.substr(other);
}

class Values {
 public:
  Values(const Project& project, const Paper& paper, const Node& element, const std::string& before,
         const std::string& after)
      : project_(project), paper_(paper), element_(element), before_(before), after_(after) {}

  ValueChange change() {
    if (element_.is("cell")) return cell();
    if (element_.is("date")) return date();
    if (element_.is("amount")) return amount();
    if (element_.is("body")) return body();
    if (element_.is("fact")) return fact();
    if (element_.is("law")) return law();
    if (element_.is("ref"))
      return by_hand(tr("a reference says what its target is called: change the target, or <ref to>"));
    return by_hand(tr("the program works it out: change what it is worked out from"));
  }

 private:
  static ValueChange by_hand(std::string hint) { return {{}, std::move(hint)}; }

  ValueChange cell() const {
    std::string text = after_;
    if (text.ends_with(" %")) text.resize(text.size() - 2);
    const auto number = danish_number(text);
    if (!number) return by_hand(tr("the column holds numbers: \"{0}\" is none", {after_}));
    return {{attribute_edit(element_, "value", number->plain())}, ""};
  }

  ValueChange date() const {
    std::size_t length = 0;
    std::string text = after_;
    const std::size_t den = text.find(" den ");
    if (element_.get("form") == "weekday" && den != std::string::npos) text = text.substr(den + 5);
    auto date = read_period(text, length);
    if (!date || length != text.size()) {
      length = 0;
      date = read_date(text, length);
    }
    if (!date || length != text.size())
      return by_hand(tr("\"{0}\" is not read as a date: change <date value>", {after_}));
    Attributes made = attributes_of(element_);
    made["value"] = date->iso();
    const auto becomes = printed("date", made, paper_, project_);
    const bool otherwise = becomes && element_.find("event") == nullptr && !same_printed(becomes, after_);
    if (otherwise && element_.get("value") == date->iso())
      return by_hand(tr("of this date the program writes \"{0}\"", {compared_text(*becomes)}));
    ValueChange change;
    change.edits.push_back(attribute_edit(element_, "value", date->iso()));
    if (otherwise) change.hint = tr("of this date the program writes \"{0}\"", {compared_text(*becomes)});
    if (const Event* event = project_.registers.event(element_.get("event"))) {
      if (const Node* entry = register_node(event->span); entry != nullptr && entry->find("date") != nullptr)
        change.edits.push_back(attribute_edit(*entry, "date", date->iso()));
      change.hint = touches("event", event->id, tr("the event \"{0}\"", {event->id}));
    }
    return change;
  }

  ValueChange amount() const {
    if (element_.find("kr") == nullptr)
      return by_hand(tr("the amount is a sum: change the table that it adds up"));
    struct Unit {
      std::string_view words, in;
      std::int64_t kroner;
    };
    static constexpr Unit units[] = {{" mia. kr.", "mia", 1'000'000'000},
                                     {" mio. kr.", "mio", 1'000'000},
                                     {" t.kr.", "t", 1000},
                                     {" kr.", "kr", 1}};
    for (const Unit& unit : units) {
      if (!after_.ends_with(unit.words)) continue;
      const auto number =
          danish_number(std::string_view(after_).substr(0, after_.size() - unit.words.size()));
      if (!number) break;
      Decimal kroner{number->units * unit.kroner, number->decimals};
      while (kroner.decimals > 0 && kroner.units % 10 == 0) kroner.units /= 10, --kroner.decimals;
      ValueChange change;
      Attributes made = attributes_of(element_);
      change.edits.push_back(attribute_edit(element_, "kr", made["kr"] = kroner.plain()));
      if (const std::string in(element_.get("in")); (in.empty() ? "kr" : in) != unit.in)
        change.edits.push_back(attribute_edit(element_, "in", made["in"] = std::string(unit.in)));
      if (!same_printed(printed("amount", made, paper_, project_), after_)) break;
      if (element_.find("scope") != nullptr)
        change.hint = touches("scope", element_.get("scope"),
                              tr("amounts of the scope \"{0}\"", {element_.get("scope")}));
      return change;
    }
    return by_hand(tr("\"{0}\" is not read as an amount: change <amount kr>", {after_}));
  }

  // Another body's name is a reference to that body; a name that no body has is a new name of this one.
  ValueChange body() const {
    const std::string own(element_.get("ref"));
    if (auto edits = as_body(own)) return {std::move(*edits), ""};
    std::vector<std::string> ids;
    ValueChange change;
    for (const auto& [id, body] : project_.registers.bodies)
      if (auto edits = id == own ? std::nullopt : as_body(id)) {
        ids.push_back(id);
        change.edits = std::move(*edits);
      }
    if (ids.size() > 1)
      return by_hand(tr("several bodies are called so: {0}; choose one in <body ref>", {join(ids, ", ")}));
    return ids.empty() ? new_name() : change;
  }

  // How the element would print what the copy says, of that body; nothing where no form does.
  std::optional<std::vector<Edit>> as_body(const std::string& id) const {
    Attributes made = attributes_of(element_);
    made["ref"] = id;
    for (const Node* at = element_.parent; made.count("as-of") == 0 && at != nullptr; at = at->parent)
      if (const Attribute* date = at->find("as-of")) made["as-of"] = date->value;
    const Attribute* own_form = element_.find("form");
    const bool owned = element_.get("genitive") == "true";
    for (const bool owns : {owned, !owned})
      for (const char* form : {"", "name", "abbreviation", "both"}) {
        made.erase("form");
        if (*form != '\0')
          made["form"] = form;
        else if (own_form != nullptr)
          made["form"] = own_form->value;
        made.erase("genitive");
        if (owns) made["genitive"] = "true";
        if (!same_printed(printed("body", made, paper_, project_), after_)) continue;
        std::vector<Edit> edits;
        if (id != element_.get("ref")) edits.push_back(attribute_edit(element_, "ref", id));
        if (*form != '\0' && element_.get("form") != form)
          edits.push_back(attribute_edit(element_, "form", form));
        if (owns != owned) edits.push_back(attribute_edit(element_, "genitive", owns ? "true" : "false"));
        return edits;
      }
    return std::nullopt;
  }

  ValueChange new_name() const {
    const Body* body = project_.registers.body(element_.get("ref"));
    const auto as_of = paper_.date_at(element_);
    const BodyName* name = body == nullptr ? nullptr : body->name_on(as_of);
    const Node* entry = name == nullptr ? nullptr : register_node(name->span);
    if (entry == nullptr) return by_hand(tr("no body of the register is called so"));
    const bool owns = element_.get("genitive") == "true";
    const auto plain = [&](const std::string& said) {
      if (!owns) return said;
      for (const std::string_view ending : {"'s", "’s", "s", "'", "’"})
        if (said.ends_with(ending) &&
            compared_text(genitive(said.substr(0, said.size() - ending.size()))) == said)
          return said.substr(0, said.size() - ending.size());
      return std::string();
    };
    const std::string said = plain(after_), form(element_.get("form"));
    if (said.empty() || form == "both") return by_hand(tr("no body of the register is called so"));
    ValueChange change;
    if (form == "abbreviation" && !name->abbreviation.empty()) {
      change.edits.push_back(attribute_edit(*entry, "abbreviation", said));
    } else {
      if (entry->children.size() != 1 || entry->children[0]->kind != Node::Kind::text)
        return by_hand(tr("no body of the register is called so"));
      change.edits.push_back({entry->children[0]->span, xml_escape(said)});
    }
    change.hint = tr("the register's name of \"{0}\" becomes another; if the body got a new name on a day, "
                     "write a second <name from> instead",
                     {body->id}) +
                  "; " + touches("ref", body->id, tr("the body \"{0}\"", {body->id}));
    return change;
  }

  ValueChange fact() const {
    const Fact* fact = project_.registers.fact(element_.get("ref"));
    const Node* entry = fact == nullptr ? nullptr : register_node(fact->span);
    if (entry == nullptr) return by_hand(tr("the register has no such figure"));
    Fact made = *fact;
    const bool full = element_.get("form") != "value";
    // Another number before or behind the same words.
    std::string text = after_;
    made.approximate = text.starts_with("ca. ") || text.starts_with("Ca. ");
    if (made.approximate) text = text.substr(4);
    std::size_t end = text.find_first_not_of("0123456789.,");
    if (text.starts_with("−") || text.starts_with("-")) end = std::string::npos;
    std::string digits = text.substr(0, end);
    while (digits.ends_with('.') || digits.ends_with(',')) digits.pop_back();
    const auto number = danish_number(digits);
    if (!number) return by_hand(tr("change the figure \"{0}\" in the register of figures", {fact->id}));
    made.value = *number;
    if (!same_printed(full ? made.full() : made.number(), after_)) {
      const std::string head = compared_text(made.number());
      if (full && after_.size() > head.size() + 1 && after_.starts_with(head + " ") && made.in.empty())
        made.unit = after_.substr(head.size() + 1);
      if (!same_printed(full ? made.full() : made.number(), after_))
        return by_hand(tr("change the figure \"{0}\" in the register of figures", {fact->id}));
    }
    ValueChange change;
    if (!(made.value == fact->value))
      change.edits.push_back(attribute_edit(*entry, "value", made.value.plain()));
    if (made.unit != fact->unit) change.edits.push_back(attribute_edit(*entry, "unit", made.unit));
    if (made.approximate != fact->approximate)
      change.edits.push_back(attribute_edit(*entry, "approximate", made.approximate ? "true" : "false"));
    change.hint = touches("ref", fact->id, tr("the figure \"{0}\"", {fact->id}));
    return change;
  }

  ValueChange law() const {
    const Law* law = project_.registers.law(element_.get("ref"));
    const std::string at(element_.get("at"));
    if (law != nullptr && !at.empty())
      for (const std::string_view between : {", i ", " i "})
        if (const std::size_t found = after_.rfind(between); found != std::string::npos) {
          Attributes made = attributes_of(element_);
          made["at"] = after_.substr(0, found);
          if (same_printed(printed("law", made, paper_, project_), after_))
            return {{attribute_edit(element_, "at", made["at"])}, ""};
        }
    return by_hand(tr("change the law in its register, or <law ref at>"));
  }

  // The entry of a register that begins there.
  const Node* register_node(const Span& span) const {
    if (span.nowhere()) return nullptr;
    Diagnostics ignored;
    registers_.push_back(read_xml(project_.sources, span.source, ignored));
    if (registers_.back() == nullptr) return nullptr;
    for (const Node& node : registers_.back()->nodes)
      if (node.kind == Node::Kind::element && node.span.begin <= span.begin && span.begin < node.end &&
          (node.span == span || node.name_span == span))
        return &node;
    return nullptr;
  }

  // The other papers that say it too.
  std::string touches(std::string_view attribute, std::string_view value, const std::string& what) const {
    std::vector<std::string> others;
    for (const auto& paper : project_.papers)
      if (paper.get() != &paper_ &&
          std::any_of(paper->xml->nodes.begin(), paper->xml->nodes.end(), [&](const Node& node) {
            return node.kind == Node::Kind::element && node.get(attribute) == value &&
                   (attribute != "ref" || node.is(element_.name));
          }))
        others.push_back(paper->id);
    if (others.empty()) return tr("no other paper says {0}", {what});
    return tr("these papers say {0} too: {1}", {what, join(others, ", ")});
  }

  const Project& project_;
  const Paper& paper_;
  const Node& element_;
  const std::string &before_, &after_;
  mutable std::vector<std::unique_ptr<XmlDocument>> registers_;
};

}  // namespace

std::optional<Decimal> danish_number(std::string_view text) {
  std::string plain;
  if (text.starts_with("−"))
    plain = "-", text.remove_prefix(std::string_view("−").size());
  else if (text.starts_with("-"))
    plain = "-", text.remove_prefix(1);
  const std::string_view whole = text.substr(0, text.find(','));
  const auto groups = split(whole, '.');
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const bool digits =
        !groups[k].empty() && groups[k].find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || (k > 0 && groups[k].size() != 3) || (groups.size() > 1 && k == 0 && groups[k].size() > 3))
      return std::nullopt;
    plain += groups[k];
  }
  if (whole.size() < text.size()) plain += "." + std::string(text.substr(whole.size() + 1));
  return Decimal::parse(plain);
}

ValueChange value_change(const Project& project, const Paper& paper, const Node& element,
                         const std::string& before, const std::string& after) {
  ValueChange change = Values(project, paper, element, before, after).change();
  if (change.edits.empty() && !change.hint.empty()) return change;
  std::erase_if(change.edits, [&](const Edit& edit) {
    return project.sources.text(edit.span.source).substr(edit.span.begin, edit.span.end - edit.span.begin) ==
           edit.text;
  });
  if (change.edits.empty())
    return {{}, tr("the source says that already: the rest of the words is the program's own")};
  return change;
}

}  // namespace kancelli::word
