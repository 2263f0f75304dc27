#include "pipeline/word/proposals.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/sent_source.h"
#include "pipeline/word/paper_comparison.h"
#include "pipeline/word/remarks.h"
#include "pipeline/word/valid_after.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

bool same_edits(const Proposal& a, const Proposal& b) {
  return a.edits.size() == b.edits.size() &&
         std::equal(a.edits.begin(), a.edits.end(), b.edits.begin(),
                    [](const Edit& x, const Edit& y) { return x.span == y.span && x.text == y.text; });
}

bool same(const Proposal& a, const Proposal& b) {
  return a.kind == b.kind && a.now == b.now && a.proposed == b.proposed && a.place == b.place &&
         same_edits(a, b);
}

// Names once each, in the order in which they came.
void add_names(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more)
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// Two or more people want the same: it is proposed once.
std::vector<Proposal> merged(std::vector<Proposal> all) {
  std::vector<Proposal> result;
  for (Proposal& each : all) {
    const auto known =
        std::find_if(result.begin(), result.end(), [&](const Proposal& other) { return same(each, other); });
    if (known == result.end()) {
      result.push_back(std::move(each));
      continue;
    }
    add_names(known->people, each.people);
    add_names(known->copies, each.copies);
    known->person = names_text(known->people);
    known->copy = names_text(known->copies);
    known->date = std::max(known->date, each.date);
    known->alone = known->alone && each.alone;
    known->stale = known->stale && each.stale;
  }
  return result;
}

bool is_new_block(const Proposal& proposal) {
  return proposal.kind == Kind::added || proposal.kind == Kind::moved;
}

bool touch(const Span& a, const Span& b, bool both_new) {
  if (a.source != b.source) return false;
  const bool point_a = a.begin == a.end, point_b = b.begin == b.end;
  if (point_a && point_b) return a.begin == b.begin && !both_new;
  if (point_a || point_b) {
    const Span &point = point_a ? a : b, &other = point_a ? b : a;
    return other.begin < point.begin && point.begin < other.end;
  }
  return a.begin < b.end && b.begin < a.end;
}

void find_conflicts(std::vector<Proposal>& list) {
  for (std::size_t i = 0; i < list.size(); ++i)
    for (std::size_t j = i + 1; j < list.size(); ++j) {
      const bool both_new = is_new_block(list[i]) && is_new_block(list[j]);
      if (!list[i].edits.empty() && same_edits(list[i], list[j])) continue;  // they want the same
      const bool found = std::any_of(list[i].words.begin(), list[i].words.end(), [&](const Span& a) {
        return std::any_of(list[j].words.begin(), list[j].words.end(),
                           [&](const Span& b) { return touch(a, b, both_new); });
      });
      if (!found) continue;
      list[i].conflicts.push_back(list[j].id);
      list[j].conflicts.push_back(list[i].id);
    }
}

void give_ids(std::vector<Proposal>& list, const std::string& paper) {
  std::map<std::string, int> given;
  for (Proposal& each : list) {
    // Neither the hint, which is in somebody's language and tells of other papers, nor where it stands; and
    // what was sent, not what the source says since: who lost a conflict is known by the same id.
    const std::string& before = each.sent.empty() ? each.now : each.sent;
    std::string what = paper + '\0' + before + '\0' + each.proposed;
    if (before == each.proposed) {
      what += '\0' + std::string(each.kind_word());
      for (const Edit& edit : each.edits) what += '\0' + edit.text;
    }
    const std::string id = sha256(what).substr(0, 6);
    const int number = ++given[id];
    each.id = number == 1 ? id : id + "-" + std::to_string(number);
  }
}

// The words of a line but for what it says of a revision: "Revideret den 20. februar 2026", "... 20-02-2026".
std::vector<std::string> without_revision(const std::string& line) {
  std::vector<std::string> all, kept;
  for (const std::string_view word : split(line)) all.emplace_back(word);
  for (std::size_t at = 0; at < all.size(); ++at)
    if (all[at] == "Revideret" && at + 2 < all.size() && all[at + 1] == "den")
      at += all[at + 2].find('-') != std::string::npos ? 2 : 4;
    else if (all[at] != "·")
      kept.push_back(all[at]);
  return kept;
}

// The program says when the paper was revised; a copy that is older than that revision cannot.
bool is_later_revision(const Paper& paper, const Copy& copy, const Proposal& proposal) {
  const auto revision = revision_of(paper);
  if (!revision || !copy.carried || copy.carried->version == std::to_string(revision->number)) return false;
  const std::string begin = "Revideret den ", day = compared_text(format_date(revision->date, "dashed"));
  const bool says = proposal.now.find(begin + day) != std::string::npos ||
                    proposal.now.find(begin + long_date(revision->date.iso())) != std::string::npos;
  return says && without_revision(proposal.now) == without_revision(proposal.proposed);
}

// As the front matter may print an attribute of <meta>: a day, a body's name, or the value itself.
std::vector<std::string> printed_forms(const Project& project, const Paper& paper,
                                       const Attribute& attribute) {
  if (const auto day = Date::parse(attribute.value))
    return {long_date(attribute.value), compared_text(format_date(*day, "dashed")),
            compared_text(format_date(*day, "meta"))};
  if (const Body* body = project.registers.body(attribute.value))
    if (const BodyName* name = body->name_on(paper.date_at(paper.root()))) return {name->name};
  return {attribute.value};
}

// The front matter follows from <meta>: the hint names the element there whose words the copy has not.
void say_where_from(const Project& project, const Paper& paper, Proposal& proposal) {
  const Node* meta = paper.root().child("meta");
  if (meta == nullptr || proposal.kind != Kind::by_hand || proposal.place != paper.root().name_span) return;
  for (const Node* each : meta->children)
    for (const Attribute& attribute : each->attributes)
      for (const std::string& form : printed_forms(project, paper, attribute)) {
        if (form.size() < 4 || proposal.now.find(form) == std::string::npos ||
            proposal.proposed.find(form) != std::string::npos)
          continue;
        proposal.hint += (proposal.hint.empty() ? "" : "; ") +
                         tr("\"{0}\" comes from <{1}> in <meta>", {form, each->name});
        std::replace(proposal.words.begin(), proposal.words.end(), proposal.place, each->name_span);
        proposal.place = each->name_span;
        return;
      }
}

}  // namespace

std::string Proposal::kind_word() const {
  static constexpr const char* all[] = {"reworded", "look",   "added", "removed", "moved",
                                        "split",    "joined", "value", "title",   "by-hand"};
  return all[static_cast<std::size_t>(kind)];
}

std::string names_text(const std::vector<std::string>& names) {
  const bool comma =
      std::ranges::any_of(names, [](const std::string& name) { return name.find(',') != std::string::npos; });
  return join(names, comma ? "; " : ", ");
}

bool changes_register(const Project& project, const Proposal& proposal) {
  return std::ranges::any_of(proposal.edits, [&](const Edit& edit) {
    return project.sources.name(edit.span.source).starts_with("content/registers/");
  });
}

void add_sent_texts(const PrintedPaper& printed, SentTexts& texts) {
  const auto add = [&](const PrintedParagraph& paragraph) {
    if (const std::string words = words_of_source(paragraph); !words.empty())
      texts.try_emplace(element_hash(words), paragraph.text());
  };
  for (const PrintedBlock& block : printed.blocks) {
    if (block.paragraph() != nullptr) add(*block.paragraph());
    if (block.table() == nullptr) continue;
    for (const PrintedRow& row : block.table()->rows)
      for (const PrintedCell& cell : row.cells)
        for (const PrintedParagraph& paragraph : cell.paragraphs) add(paragraph);
  }
  for (const PrintedNote& note : printed.notes)
    for (const PrintedParagraph& paragraph : note.paragraphs) add(paragraph);
}

Proposals proposals(const Project& project, const Paper& paper, const PrintedPaper& printed,
                    const std::vector<Copy>& copies, const SentTexts& texts) {
  Proposals result;
  result.paper = paper.id;
  std::vector<Proposal> all;
  Remarks remarks(printed);
  std::deque<EditedPaper> papers;
  std::deque<std::optional<SentState>> states;
  std::vector<CopyState> known;
  for (const Copy& copy : copies) {
    papers.push_back(edited_paper(*copy.document));
    states.emplace_back();
    if (copy.carried)
      known.push_back({&papers.back(), &states.back().emplace(*copy.document, *copy.carried)});
    else
      result.notes.push_back(
          tr("{0} has lost what it carries: what the source has changed since it was sent "
             "cannot be told from what the copy changes",
             {copy.name}));
  }
  SentTexts all_texts = texts;
  add_sent_texts(known, all_texts);
  for (std::size_t k = 0; k < copies.size(); ++k) {
    const Copy& copy = copies[k];
    const Places places(*copy.document);
    const Compared compared{
        project, paper, printed, copy, papers[k], places, states[k] ? &*states[k] : nullptr, &all_texts};
    std::vector<Proposal> found = compare_paper(compared);
    for (Proposal& each : found) {
      if (is_later_revision(paper, copy, each)) continue;
      say_where_from(project, paper, each);
      each.alone = !states[k];
      each.stale = each.stale || !states[k];
      all.push_back(std::move(each));
    }
    remarks.add(*copy.document, places);
  }
  result.remarks = remarks.ordered();
  result.list = merged(std::move(all));
  by_hand_unless_valid(project, result.list);
  std::stable_sort(result.list.begin(), result.list.end(), [&](const Proposal& a, const Proposal& b) {
    const bool own_a = a.place.source == paper.source(), own_b = b.place.source == paper.source();
    return std::tuple(!own_a, a.place.begin, a.people) < std::tuple(!own_b, b.place.begin, b.people);
  });
  give_ids(result.list, paper.id);
  find_conflicts(result.list);
  return result;
}

}  // namespace kancelli::word
