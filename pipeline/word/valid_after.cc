#include "pipeline/word/valid_after.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/block_edits.h"

namespace kancelli::word {
namespace {

// What is wrong with it, in its order.
std::vector<std::string> faults_of(const Project& project, const std::string& text) {
  SourceMap sources;
  Diagnostics faults;
  const SourceId id = sources.add("", text);
  const auto read = read_xml(sources, id, faults);
  if (read != nullptr) {
    const auto schema = project.schemas.find(read->root->name);
    if (schema != project.schemas.end() && schema->second != nullptr) schema->second->validate(*read, faults);
  }
  std::vector<std::string> messages;
  for (const Diagnostic& fault : faults.list()) messages.push_back(fault.message);
  return messages;
}

// Words for words: no tag, and no attribute of one.
bool is_of_words(const Project& project, const Edit& edit) {
  const std::string_view text = project.sources.text(edit.span.source);
  const std::string_view old = text.substr(edit.span.begin, edit.span.end - edit.span.begin);
  if (old.find('<') != std::string_view::npos || edit.text.find('<') != std::string::npos) return false;
  const std::size_t tag = text.substr(0, edit.span.begin).rfind('<');
  if (tag == std::string_view::npos || text.substr(tag).starts_with("<!")) return false;
  char quote = '\0';
  for (std::size_t at = tag; at < edit.span.begin; ++at) {
    if (quote != '\0' && text[at] == quote)
      quote = '\0';
    else if (quote != '\0')
      continue;
    else if (text[at] == '"' || text[at] == '\'')
      quote = text[at];
    else if (text[at] == '>')
      return true;
  }
  return false;
}

// What goes and is referred to in what stays.
std::string still_referred_to(const Project& project, const Proposal& proposal, SourceId source,
                              const std::string& after) {
  for (const auto& paper : project.papers) {
    if (paper->source() != source) continue;
    for (const Node& node : paper->xml->nodes) {
      const Attribute* id = node.kind == Node::Kind::element ? node.find("id") : nullptr;
      if (id == nullptr) continue;
      const bool gone = std::any_of(proposal.edits.begin(), proposal.edits.end(), [&](const Edit& edit) {
        return edit.span.source == source && edit.span.begin <= id->span.begin &&
               id->span.end <= edit.span.end;
      });
      if (gone && after.find("id=\"" + id->value + "\"") == std::string::npos &&
          (after.find("\"#" + id->value + "\"") != std::string::npos ||
           after.find("column=\"" + id->value + "\"") != std::string::npos))
        return id->value;
    }
  }
  return {};
}

}  // namespace

std::map<SourceId, std::string> texts_after(const Project& project, const std::vector<const Proposal*>& of) {
  std::map<SourceId, std::vector<Edit>> edits;
  for (const Proposal* proposal : of)
    for (const Edit& edit : proposal->edits) {
      std::vector<Edit>& own = edits[edit.span.source];
      const bool known = proposal->kind == Proposal::Kind::value &&
                         std::any_of(own.begin(), own.end(), [&](const Edit& each) {
                           return each.span == edit.span && each.text == edit.text;
                         });
      if (!known) own.push_back(edit);
    }
  std::map<SourceId, std::string> texts;
  for (auto& [source, own] : edits) texts[source] = edited_text(project.sources.text(source), own);
  return texts;
}

std::string fault_in(const Project& project, SourceId source, const std::string& text) {
  const std::vector<std::string> after = faults_of(project, text);
  if (after.empty()) return "";
  // A fault that was there is none of the proposal; one more of the same kind is.
  std::map<std::string, int> known;
  for (const std::string& fault : faults_of(project, std::string(project.sources.text(source))))
    ++known[fault];
  for (const std::string& fault : after)
    if (--known[fault] < 0) return fault;
  return "";
}

void by_hand_unless_valid(const Project& project, std::vector<Proposal>& list) {
  // A paper of 200 pages is not read anew for each other word: those that change words alone, and not the
  // same ones, cannot make each other valid or invalid. They are looked at together.
  std::vector<const Proposal*> together;
  std::vector<bool> is_known(list.size(), false);
  std::map<SourceId, std::map<std::uint32_t, std::uint32_t>> taken;  // begin -> end
  const auto is_free = [&](const Edit& edit) {
    const auto& spans = taken[edit.span.source];
    const auto next = spans.lower_bound(edit.span.begin);
    return (next == spans.end() || edit.span.end < next->first) &&
           (next == spans.begin() || std::prev(next)->second < edit.span.begin);
  };
  for (std::size_t k = 0; k < list.size(); ++k) {
    const std::vector<Edit>& edits = list[k].edits;
    if (edits.empty() || !std::all_of(edits.begin(), edits.end(), [&](const Edit& edit) {
          return is_of_words(project, edit) && is_free(edit);
        }))
      continue;
    for (const Edit& edit : edits) taken[edit.span.source][edit.span.begin] = edit.span.end;
    together.push_back(&list[k]);
    is_known[k] = true;
  }
  for (const auto& [source, text] : texts_after(project, together))
    if (!fault_in(project, source, text).empty()) is_known.assign(list.size(), false);
  for (std::size_t k = 0; k < list.size(); ++k)
    if (!is_known[k]) by_hand_unless_valid(project, list[k]);
}

void by_hand_unless_valid(const Project& project, Proposal& proposal) {
  if (proposal.edits.empty()) return;
  for (const auto& [source, text] : texts_after(project, {&proposal})) {
    const std::string fault = fault_in(project, source, text);
    if (fault.empty()) {
      if (const std::string id = still_referred_to(project, proposal, source, text); !id.empty())
        proposal.hint += (proposal.hint.empty() ? "" : "; ") +
                         tr("\"{0}\" is referred to elsewhere in the paper: change that too", {id});
      continue;
    }
    proposal.kind = Proposal::Kind::by_hand;
    proposal.edits.clear();
    proposal.hint += (proposal.hint.empty() ? "" : "; ") + tr("the source would not be valid: {0}", {fault});
    return;
  }
}

std::map<std::string, std::string> applied(const Project& project, const Proposals& proposals,
                                           const std::vector<std::string>& ids) {
  std::vector<const Proposal*> chosen;
  for (const std::string& id : ids) {
    const auto found = std::find_if(proposals.list.begin(), proposals.list.end(),
                                    [&](const Proposal& each) { return each.id == id; });
    if (found == proposals.list.end())
      throw Error(tr("there is no proposal {0}", {id}), tr("`kancelli take FILE --list` lists them"));
    if (found->edits.empty()) throw Error(tr("{0} is to be done by hand", {id}), found->hint);
    for (const Proposal* other : chosen)
      if (std::find(found->conflicts.begin(), found->conflicts.end(), other->id) != found->conflicts.end())
        throw Error(tr("{0} and {1} want different things of the same words", {other->id, id}),
                    tr("choose one of them"));
    if (std::find(chosen.begin(), chosen.end(), &*found) == chosen.end()) chosen.push_back(&*found);
  }
  // In the order of the paper: what two put in one place stands in that order, whatever the ids' is.
  std::sort(chosen.begin(), chosen.end());
  const auto faulty = [&](const std::vector<const Proposal*>& of) {
    std::string fault;
    for (const auto& [source, text] : texts_after(project, of))
      if (fault.empty()) fault = fault_in(project, source, text);
    return fault;
  };
  if (!faulty(chosen).empty())
    for (std::size_t count = 1; count <= chosen.size(); ++count)
      if (const std::string fault =
              faulty({chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(count)});
          !fault.empty())
        throw Error(tr("with {0} the source would not be valid: {1}", {chosen[count - 1]->id, fault}),
                    tr("nothing was changed; leave it out, or do it by hand"));
  std::map<std::string, std::string> texts;
  for (auto& [source, text] : texts_after(project, chosen))
    texts[std::string(project.sources.name(source))] = std::move(text);
  return texts;
}

}  // namespace kancelli::word
