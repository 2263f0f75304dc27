// The recommendation: who recommends what to whom, and each item as a motion that can be voted on.
#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/recommendation.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

bool has_blocks(const Node& item) {
  return std::any_of(item.children.begin(), item.children.end(),
                     [](const Node* child) { return child->is("p") || child->is("list"); });
}

// --- recommendation-opening

std::string_view kind_of(const ExaminedPaper& examined, const Node& node, std::string_view attribute) {
  const Body* body = examined.project.registers.body(node.get(attribute));
  return body == nullptr ? std::string_view() : std::string_view(body->kind);
}

std::string name_of(const ExaminedPaper& examined, std::string_view id) {
  const Body* body = examined.project.registers.body(id);
  const BodyName* name = body == nullptr ? nullptr : body->name_on(examined.paper.dated);
  return name == nullptr ? std::string(id) : name->name;
}

void opening(const ExaminedPaper& examined, const Node& recommendation, Diagnostics& diagnostics) {
  const auto report = [&](std::string_view attribute, std::string message, std::string hint) -> Diagnostic& {
    return diagnostics.error("recommendation-opening", recommendation.find(attribute)->value_span,
                             std::move(message), {std::move(hint)});
  };
  const std::string by = name_of(examined, recommendation.get("by")),
                    to = name_of(examined, recommendation.get("to")),
                    via = name_of(examined, recommendation.get("via"));
  const std::string_view by_kind = kind_of(examined, recommendation, "by"),
                         to_kind = kind_of(examined, recommendation, "to"),
                         via_kind = kind_of(examined, recommendation, "via");
  // Members of the council may move something (medlemsforslag).
  if (by_kind == "council" || (by_kind == "party" && to_kind != "council"))
    report("by", tr("{0} does not recommend; it decides, or is a party", {by}),
           tr("write the administration that recommends"));
  if (!to_kind.empty() && to_kind != "committee" && to_kind != "council")
    report("to", tr("{0} is neither a committee nor the council", {to}),
           tr("write the body that deals with the case"));
  if (!via_kind.empty() && via_kind != "council")
    report("via", tr("{0} is not the council", {via}), tr("leave via out, or write the council"));
  if (!via_kind.empty() && to_kind == "council")
    report("via", tr("{0} decides itself, and recommends to nobody", {to}),
           tr("leave via out, or write in to the committee that recommends"));
  if (to_kind != "committee" && to_kind != "council") return;
  const Attribute* committee = nullptr;
  if (!examined.elements("organ").empty()) committee = examined.elements("organ").front()->find("committee");
  if (committee != nullptr && examined.project.registers.body(committee->value) != nullptr &&
      committee->value != recommendation.get("to") && committee->value != recommendation.get("via"))
    report("to",
           tr("the recommendation is for {0}, the paper for {1}", {to, name_of(examined, committee->value)}),
           tr("write to=\"{0}\", or correct the committee in meta", {committee->value}))
        .related.push_back({committee->value_span, tr("the committee of the paper")});
  if (committee == nullptr || committee->value != recommendation.get("via")) return;
  // The council has the case from the committee that has treated it.
  const Node* treated = nullptr;
  for (const Node* step : examined.elements("step")) {
    if (step->get("kind") != "committee") continue;
    if (step->get("body") == recommendation.get("to")) return;
    if (treated == nullptr && step->find("body") != nullptr) treated = step;
  }
  if (treated != nullptr)
    report("to", tr("{0} recommends, but has not treated the case", {to}),
           tr("write to=\"{0}\", or add the committee to the treatment", {treated->get("body")}))
        .related.push_back({treated->find("body")->value_span, tr("the committee that treats it")});
}

void recommendation_opening(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* each : examined.elements("recommendation")) opening(examined, *each, diagnostics);
}

// --- recommendation-form

void report_form(const ExaminedPaper& examined, std::size_t begin, std::size_t end, std::string message,
                 std::string hint, std::string_view repair, bool note, Diagnostics& diagnostics) {
  const Span span = examined.span(begin, end);
  std::vector<std::string> hints = {std::move(hint)};
  Diagnostic& d = note ? diagnostics.note("recommendation-form", span, std::move(message), std::move(hints))
                       : diagnostics.error("recommendation-form", span, std::move(message), std::move(hints));
  if (repair.empty()) return;
  if (auto edit = examined.edit(end, end, repair)) d.fix.push_back(std::move(*edit));
}

// "1. at", "a) at": number-typed tells of the number.
bool begins_with_marker(std::string_view words) {
  const std::size_t end = word_end(words, 0);
  return end > 0 && end < 4 && end + 1 < words.size() && (words[end] == '.' || words[end] == ')') &&
         words[end + 1] == ' ';
}

void check_beginning(const ExaminedPaper& examined, const RecommendationItem& item,
                     Diagnostics& diagnostics) {
  const std::string_view words = examined.text.text().substr(item.begin, item.end - item.begin);
  if (words.starts_with("at ") || begins_with_marker(words) || words.starts_with("- ")) return;
  std::size_t end = word_end(words, 0);
  if (end == 0) end = std::min(words.find(' '), words.size());
  const Span span = examined.span(item.begin, item.begin + std::max<std::size_t>(end, 1));
  Diagnostic& d =
      diagnostics.error("recommendation-form", span, tr("an item of the recommendation begins with \"at\""),
                        {tr("begin it with \"at\", in small letters: at ... godkendes")});
  if (!words.starts_with("At ")) return;
  if (auto edit = examined.edit(item.begin, item.begin + 1, "a")) d.fix.push_back(std::move(*edit));
}

// Commas between items, "og" behind the last but one, a full stop at the end.
void check_end(const ExaminedPaper& examined, const RecommendationItem& item, const Node* next,
               const Node* after, Diagnostics& diagnostics) {
  const std::string_view words = examined.text.text().substr(item.begin, item.end - item.begin);
  std::size_t last = item.end - 1;
  while (last > item.begin && (examined.text.text()[last] & 0xC0) == 0x80) --last;
  if (next == nullptr) {
    if (words.ends_with(",") || words.ends_with(" og") || words.ends_with(";"))
      report_form(examined, last, item.end, tr("the last item of the recommendation ends with a full stop"),
                  tr("write a full stop"), "", true, diagnostics);
    else if (!words.ends_with(".") && !words.ends_with(":"))
      report_form(examined, last, item.end, tr("the last item of the recommendation ends with a full stop"),
                  tr("write a full stop"), ".", true, diagnostics);
    return;
  }
  if (words.ends_with(".") || words.ends_with(":") || words.ends_with(";")) {
    report_form(examined, last, item.end, tr("an item that another one follows ends with a comma"),
                tr("write a comma"), "", true, diagnostics);
  } else if (after == nullptr && !words.ends_with(" og") && !words.ends_with(" samt") &&
             !words.ends_with(" eller")) {
    report_form(examined, last, item.end, tr("the last item but one ends with \"og\""),
                tr("write \", og\" at its end"), "", true, diagnostics);
  } else if (after != nullptr && !words.ends_with(",")) {
    report_form(examined, last, item.end, tr("an item that another one follows ends with a comma"),
                tr("write a comma"), words.ends_with(" og") ? "" : ",", true, diagnostics);
  }
}

void recommendation_form(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const RecommendationItem& item : recommendation_items(examined, true)) {
    check_beginning(examined, item, diagnostics);
    const Node& parent = *item.node->parent;
    if (!parent.is("recommendation")) continue;
    const auto items = parent.elements("item");
    const auto here = std::find(items.begin(), items.end(), item.node);
    const auto at = [&](std::ptrdiff_t i) { return here + i < items.end() ? *(here + i) : nullptr; };
    check_end(examined, item, at(1), at(1) == nullptr ? nullptr : at(2), diagnostics);
  }
}

}  // namespace

std::vector<RecommendationItem> recommendation_items(const ExaminedPaper& examined, bool lists) {
  std::vector<RecommendationItem> items;
  if (examined.elements("recommendation").empty() && !lists) return items;
  const std::string_view text = examined.text.text();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const Node* block = examined.text.context(at).block;
    const Node* parent = block == nullptr ? nullptr : block->parent;
    // One that is still the skeleton's is not-filled-in, and nothing more.
    if (end > at && block->is("item") && !has_blocks(*block) &&
        !text.substr(at, end - at).ends_with(placeholder) &&
        (parent->is("recommendation") || (lists && parent->is("list") && parent->get("kind") == "at")))
      items.push_back({block, at, end});
    at = end + 1;
  }
  return items;
}

std::vector<Rule> recommendation_rules() {
  return {
      {.code = "recommendation-form",
       .severity = Severity::warning,
       .summary = "An item of a recommendation is not written as items are.",
       .explanation = "The program prints the opening line, and each item goes on from it: it begins "
                      "with \"at\", in small letters, "
                      "also in other at-lists. Between the items of a recommendation stand commas, "
                      "behind the last but one \"og\", "
                      "and a full stop at the end; practice varies there, so that gives a note. Items "
                      "that hold lists are left "
                      "alone.",
       .failing = R"(<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>kommissoriet godkendes.</item>
</recommendation>
)",
       .passing = R"(<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>at kommissoriet godkendes, og</item>
  <item>at notatet tages til efterretning.</item>
</recommendation>
)",
       .check = recommendation_form},
      {.code = "recommendation-opening",
       .severity = Severity::error,
       .summary = "The recommendation is by, to or via somebody who cannot be meant.",
       .explanation = "The program prints the opening from by, to and via: an administration (or a "
                      "committee, an independent "
                      "office) recommends to a committee or the council; with via, a committee "
                      "recommends to the council. The body "
                      "in to must be the one the paper is for: the committee in meta. With via it may be the "
                      "council, which has the case before it with the committee's recommendation.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="oekf" kind="administration"><name>Økonomiforvaltningen</name></body>
<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oekf">
  <item>at kommissoriet godkendes.</item>
</recommendation>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="oekf" kind="administration"><name>Økonomiforvaltningen</name></body>
<!-- papers/case/indstilling.xml -->
<recommendation by="oekf" to="oeu">
  <item>at kommissoriet godkendes.</item>
</recommendation>
)",
       .check = recommendation_opening}};
}

}  // namespace kancelli
