#include "pipeline/word/margin_comparison.h"

#include <algorithm>

#include "pipeline/core/messages.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

// Of a paragraph as it was sent: the numbers of pages are others in every program.
std::string words_of(const Paragraph& paragraph, View view) {
  std::string text;
  for (const Run& run : paragraph.runs)
    if (run.kind == Run::Kind::text && shows(view, run.revision) &&
        run.field.find("PAGE") == std::string::npos)
      text += run.text;
  return text;
}

const Run* tracked(const Paragraph& paragraph) {
  const auto found = std::find_if(paragraph.runs.begin(), paragraph.runs.end(),
                                  [](const Run& run) { return run.revision.kind != Revision::Kind::none; });
  return found == paragraph.runs.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Proposal> changed_margins(const Compared& compared) {
  std::vector<Proposal> found;
  const auto tell = [&](const Paragraph* paragraph, const std::vector<Person>& who) -> Proposal& {
    Proposal made = compared.begin(Kind::by_hand, who, paragraph);
    made.place = compared.paper.root().name_span;
    made.hint = tr(
        "the program writes heads and feet from <meta>: change what they are made of, as the date, the state "
        "or the case number");
    return found.emplace_back(std::move(made));
  };
  const auto& sent = compared.copy.carried ? compared.copy.carried->heads : std::nullopt;
  std::set<std::string> missing = sent.value_or(std::set<std::string>());
  missing.erase(element_hash(""));
  std::set<std::string> told;  // Word and LibreOffice keep a head for each kind of page
  for (const Block& block : compared.copy.document->margins) {
    const Paragraph* paragraph = block.paragraph();
    if (paragraph == nullptr || paragraph->boxed) continue;
    const std::string words = words_of(*paragraph, View::after);
    missing.erase(element_hash(words_of(*paragraph, View::before)));
    missing.erase(element_hash(words));
    const Run* change = tracked(*paragraph);
    const bool other = sent && !sent->contains(element_hash(words)) && !compared_text(words).empty();
    if ((change == nullptr && !other) || !told.insert(words).second) continue;
    std::vector<Person> who;
    if (change != nullptr) who = {{change->revision.author, change->revision.date}};
    Proposal& made = tell(paragraph, who);
    const std::string before = shown(compared_text(paragraph->text(View::before))),
                      after = shown(compared_text(paragraph->text()));
    if (before != after) made.now = before;
    made.proposed = after;
  }
  if (found.empty() && !missing.empty()) {
    Proposal& made = tell(nullptr, {});
    made.where = tr("head or foot of the page");
    made.hint = tr("a head or foot of the pages is gone or empty") + "; " + made.hint;
  }
  return found;
}

}  // namespace kancelli::word
