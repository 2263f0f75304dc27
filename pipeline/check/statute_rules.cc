// A statute's own rules: its numbers, the words of its references, and what an amendment could not quote.
#include <algorithm>
#include <map>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/statute/reference.h"

namespace kancelli {
namespace {

Attributes attributes_of(const Node& node) {
  Attributes attributes;
  for (const Attribute& attribute : node.attributes) attributes[attribute.name] = attribute.value;
  return attributes;
}

std::string plain(std::string_view text) {
  return collapse_space(without_typography(text));
}

// --- reference-words

bool same_but_for_capital(std::string_view a, std::string_view b) {
  return a == b || (!a.empty() && !b.empty() && a.substr(1) == b.substr(1) &&
                    lower(a.substr(0, 1)) == lower(b.substr(0, 1)));
}

// Whether what follows a reference narrows it to a punktum, ", 2. pkt.", and says no other place.
bool is_sentence_of(std::string_view rest) {
  if (rest.starts_with(", ")) rest.remove_prefix(2);
  if (rest.starts_with("sidste ")) return rest == "sidste pkt.";
  const std::size_t digits = rest.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && rest.substr(digits) == ". pkt.";
}

// A provision is called as from here or as from outside; from within it its punktum may do.
bool says(std::string_view words, const Attributes& ref, const ExaminedPaper& examined,
          const PrintedProvision& from_here, std::string_view from) {
  const auto outside = printed_provision(ref, "", examined.paper, examined.project);
  for (const std::string& each :
       {plain(from_here.whole), plain(outside->whole), plain(from_here.place), plain(outside->place)})
    if (same_but_for_capital(words, each) ||
        (words.size() > each.size() && same_but_for_capital(words.substr(0, each.size()), each) &&
         is_sentence_of(words.substr(each.size()))))
      return true;
  return is_sentence_of(words) && ref.at("to") == "#" + std::string(from);
}

void reference_words(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* node : examined.elements("ref")) {
    const std::string words = plain(node->content());
    if (words.empty()) continue;
    const Attributes ref = attributes_of(*node);
    const std::string_view from = provision_around(*node);
    const auto right = printed_provision(ref, from, examined.paper, examined.project);
    if (!right || says(words, ref, examined, *right, from)) continue;
    const Node* text = node->children.front();
    diagnostics.error("reference-words", text->span,
                      tr("\"{0}\" is not what the provision is called now: \"{1}\"", {words, right->whole}),
                      {tr("refer to the provision that is meant, or leave the words out: the program writes "
                          "them")});
  }
}

// --- statute-numbering

class Numbers {
 public:
  Numbers(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), diagnostics_(diagnostics) {}

  void check() {
    for (const char* element : {"chapter", "paragraph", "annex"}) {
      first_.clear();
      last_ = nullptr;
      for (const Node* node : examined_.elements(element))
        if (const Attribute* number = node->find("number")) next(*node, *number);
    }
  }

 private:
  static std::string named(const Node& node, std::string_view number) {
    const statute::Kind kind = node.is("chapter") ? statute::Kind::chapter
                               : node.is("annex") ? statute::Kind::annex
                                                  : statute::Kind::paragraph;
    return plain(statute::to_string(statute::Step{kind, std::string(number), ""}));
  }

  void next(const Node& node, const Attribute& number) {
    const auto [first, added] = first_.try_emplace(number.value, &number);
    if (!added) {
      Diagnostic& d = diagnostics_.error(
          "statute-numbering", number.value_span, tr("there are two of {0}", {named(node, number.value)}),
          {tr("a new one takes a letter: {0}", {named(node, with_letter(number))})});
      d.related.push_back({first->second->value_span, tr("it stands here first")});
    } else if (last_ != nullptr && statute::number_less(number.value, last_->value)) {
      Diagnostic& d = diagnostics_.error(
          "statute-numbering", number.value_span,
          tr("{0} stands after {1}", {named(node, number.value), named(node, last_->value)}),
          {tr("put it in its place, or correct the number")});
      d.related.push_back({last_->value_span, tr("this one stands before it")});
      return;  // what follows is compared with the higher one
    }
    last_ = &number;
  }

  // The first that is free: "7 a", "7 b".
  std::string with_letter(const Attribute& number) const {
    const std::string stem = number.value.substr(0, number.value.find(' '));
    for (char letter = 'a'; letter < 'z'; ++letter) {
      const std::string free = stem + " " + letter;
      const auto& all = examined_.elements("paragraph");
      if (std::none_of(all.begin(), all.end(), [&](const Node* each) { return each->get("number") == free; }))
        return free;
    }
    return stem;
  }

  const ExaminedPaper& examined_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, const Attribute*> first_;
  const Attribute* last_ = nullptr;
};

void statute_numbering(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.type == "statute") Numbers(examined, diagnostics).check();
}

// --- statute-quotation-marks

// How many bytes of "Stk. 2.", "3)", "b)", "§ 7 a." a text begins with; 0 for none.
std::size_t designation_length(std::string_view text) {
  std::size_t at = text.starts_with("§ ") ? 3 : text.starts_with("Stk. ") ? 5 : 0;
  const std::size_t number = text.find_first_not_of("0123456789", at);
  const bool digits = number != std::string_view::npos && number > at;
  if (at == 0) {
    const std::size_t end = digits ? number : !text.empty() && text[0] >= 'a' && text[0] <= 'z' ? 1 : 0;
    return end > 0 && end < text.size() && text[end] == ')' ? end + 1 : 0;
  }
  if (!digits) return 0;
  at = number;
  if (text.size() > at + 1 && text[at] == ' ' && text[at + 1] >= 'a' && text[at + 1] <= 'z' &&
      (text.size() == at + 2 || text[at + 2] == '.'))
    at += 2;
  return at < text.size() && text[at] == '.' ? at + 1 : 0;
}

void check_marks(const ExaminedPaper& examined, std::size_t begin, std::string_view words,
                 Diagnostics& diagnostics) {
  std::vector<std::size_t> open;
  const auto report = [&](std::size_t at, std::string message) {
    diagnostics.error("statute-quotation-marks", examined.span(begin + at, begin + at + 2),
                      std::move(message),
                      {tr("an amendment quotes the words between » and «: pair the marks")});
  };
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words.substr(at).starts_with("»")) open.push_back(at);
    if (!words.substr(at).starts_with("«")) continue;
    if (open.empty()) return report(at, tr("« closes a quotation that nothing opens"));
    open.pop_back();
  }
  if (!open.empty()) report(open.back(), tr("» opens a quotation that nothing closes"));
}

void statute_quotation_marks(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.type != "statute") return;
  const std::string_view all = examined.text.text();
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const std::string_view words = all.substr(begin, end - begin);
    check_marks(examined, begin, words, diagnostics);
    if (const std::size_t length = designation_length(words); length > 0)
      diagnostics.error(
          "statute-quotation-marks", examined.span(begin, begin + length),
          tr("the words begin like a provision of their own: \"{0}\"", {words.substr(0, length)}),
          {tr("make it a provision, whose number the program writes; or begin with another word")});
    begin = end + 1;
  }
}

}  // namespace

std::vector<Rule> statute_rules() {
  return {{.code = "reference-words",
           .severity = Severity::warning,
           .summary = "A reference to a provision says another number than the provision has now.",
           .explanation =
               "A ref in a statute may hold words. They are compared with what its target is called now, "
               "from where the reference stands or from outside the statute; a punktum behind it (\", 2. "
               "pkt.\") is left alone. So a § that has moved, or that has got or lost its second stykke, "
               "shows in all that refers to it. Without words the program writes them.",
           .failing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="moeder" number="4"><subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection></paragraph>
<paragraph id="frist" number="5"><subsection id="frist-1"><p>Fristen i <ref to="#moeder">§ 3</ref> er kort.</p></subsection></paragraph>
)",
           .passing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="moeder" number="4"><subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection></paragraph>
<paragraph id="frist" number="5"><subsection id="frist-1"><p>Fristen i <ref to="#moeder">§ 4, 1. pkt.</ref> og i <ref to="#moeder"/> er kort.</p></subsection></paragraph>
)",
           .check = reference_words},
          {.code = "statute-numbering",
           .severity = Severity::error,
           .summary = "A §, a chapter or an annex stands out of order, or its number is there twice.",
           .explanation =
               "A statute's §§, chapters and annexes keep their numbers; a new one between two takes a "
               "letter (7 a). A number may be missing, where one was repealed. Twice, or in another order, "
               "no reference says what it means.",
           .failing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="moeder" number="4"><subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection></paragraph>
<paragraph id="frist" number="4"><subsection id="frist-1"><p>Fristen er tre dage.</p></subsection></paragraph>
)",
           .passing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="moeder" number="4"><subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection></paragraph>
<paragraph id="frist" number="4 a"><subsection id="frist-1"><p>Fristen er tre dage.</p></subsection></paragraph>
)",
           .check = statute_numbering},
          {.code = "statute-quotation-marks",
           .severity = Severity::error,
           .summary = "A provision's words cannot be quoted in an amendment.",
           .explanation =
               "An amendment writes the words of a provision between » and «, each stykke behind its "
               "\"Stk. 2.\", each nummer behind its \"3)\". Marks that do not pair, or words that begin like "
               "such a number, would be read as something else.",
           .failing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="navn" number="4"><subsection id="navn-1"><p>Udvalget kaldes »udvalget.</p></subsection></paragraph>
)",
           .passing = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="navn" number="4"><subsection id="navn-1"><p>Udvalget kaldes »udvalget«.</p></subsection></paragraph>
)",
           .check = statute_quotation_marks}};
}

}  // namespace kancelli
