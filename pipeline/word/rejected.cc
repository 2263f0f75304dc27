#include "pipeline/word/rejected.h"

#include <algorithm>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

std::string path_of(const Project& project, const std::string& paper) {
  return project.root + "/content/taken/" + paper + ".xml";
}

struct Answer {
  std::string id, person, date, words;
};

std::vector<Answer> known_of(const Project& project, const Files& files, const std::string& paper) {
  std::vector<Answer> known;
  const std::string path = path_of(project, paper);
  if (!files.exists(path)) return known;
  SourceMap sources;
  Diagnostics faults;
  const auto read = read_xml(sources, sources.add(path, files.read(path)), faults);
  if (read == nullptr)
    throw Error(
        tr("{0} cannot be read: {1}", {"content/taken/" + paper + ".xml", faults.list().front().message}),
        tr("mend it, or remove it: it says which proposals were rejected"));
  for (const Node* node : read->root->elements("rejected")) {
    std::string words;
    for (const Node* each : node->children)
      if (each->kind == Node::Kind::text) words += each->text;
    known.push_back({std::string(node->get("id")), std::string(node->get("person")),
                     std::string(node->get("date")), words});
  }
  return known;
}

bool has(const std::vector<Answer>& rows, const std::string& id) {
  return std::ranges::any_of(rows, [&](const Answer& each) { return each.id == id; });
}

std::string text_of(const std::vector<Answer>& rows, const std::string& paper) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<taken paper=\"" + paper + "\">\n";
  for (const Answer& each : rows)
    text += "  <rejected id=\"" + xml_escape(each.id) + "\" person=\"" + xml_escape(each.person) +
            "\" date=\"" + xml_escape(each.date) + "\">" + xml_escape(each.words) + "</rejected>\n";
  return text + "</taken>\n";
}

}  // namespace

std::size_t leave_out_rejected(const Project& project, const Files& files, Proposals& proposals) {
  const std::vector<Answer> known = known_of(project, files, proposals.paper);
  const std::size_t left =
      std::erase_if(proposals.list, [&](const Proposal& each) { return has(known, each.id); });
  for (Proposal& each : proposals.list)
    std::erase_if(each.conflicts, [&](const std::string& id) { return has(known, id); });
  return left;
}

void reject(const Project& project, Files& files, const Proposals& proposals,
            const std::vector<std::string>& ids) {
  const auto lock = files.lock(project.root + "/content");
  std::vector<Answer> known = known_of(project, files, proposals.paper);
  for (const std::string& id : ids) {
    const auto found = std::find_if(proposals.list.begin(), proposals.list.end(),
                                    [&](const Proposal& each) { return each.id == id; });
    if (found == proposals.list.end())
      throw Error(tr("there is no proposal {0}", {id}), tr("`kancelli take FILE --list` lists them"));
    if (!has(known, id))
      known.push_back(
          {id, found->person, found->date, found->proposed.empty() ? found->now : found->proposed});
  }
  files.write(path_of(project, proposals.paper), text_of(known, proposals.paper));
}

}  // namespace kancelli::word
