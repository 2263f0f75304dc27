#include "pipeline/word/valid_after.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/block_edits.h"

namespace kancelli::word {
namespace {

std::string first_fault(const Project& project, const std::string& text) {
  SourceMap sources;
  Diagnostics faults;
  const SourceId id = sources.add("", text);
  const auto read = read_xml(sources, id, faults);
  if (read != nullptr) {
    const auto schema = project.schemas.find(read->root->name);
    if (schema == project.schemas.end() || schema->second == nullptr) return "";
    schema->second->validate(*read, faults);
  }
  return faults.list().empty() ? "" : faults.list().front().message;
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
          after.find("\"#" + id->value + "\"") != std::string::npos)
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
  const std::string fault = first_fault(project, text);
  if (fault.empty()) return "";
  // A fault that was there is none of the proposal.
  return first_fault(project, std::string(project.sources.text(source))) == fault ? "" : fault;
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
