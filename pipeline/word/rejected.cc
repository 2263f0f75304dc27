#include "pipeline/word/rejected.h"

#include <algorithm>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

std::string path_of(const Project& project, const std::string& paper) {
  return project.root + "/content/taken/" + paper + ".xml";
}

struct Known {
  std::set<std::string> ids;
  std::string text;  // the file's, "" when there is none
};

Known known_of(const Project& project, const Files& files, const std::string& paper) {
  Known known;
  const std::string path = path_of(project, paper);
  if (!files.exists(path)) return known;
  known.text = files.read(path);
  SourceMap sources;
  Diagnostics faults;
  const auto read = read_xml(sources, sources.add(path, known.text), faults);
  if (read == nullptr)
    throw Error(
        tr("{0} cannot be read: {1}", {"content/taken/" + paper + ".xml", faults.list().front().message}),
        tr("mend it, or remove it: it says which proposals were rejected"));
  for (const Node* node : read->root->elements("rejected")) known.ids.emplace(node->get("id"));
  return known;
}

}  // namespace

std::size_t leave_out_rejected(const Project& project, const Files& files, Proposals& proposals) {
  const Known known = known_of(project, files, proposals.paper);
  const std::size_t left =
      std::erase_if(proposals.list, [&](const Proposal& each) { return known.ids.contains(each.id); });
  for (Proposal& each : proposals.list)
    std::erase_if(each.conflicts, [&](const std::string& id) { return known.ids.contains(id); });
  return left;
}

void reject(const Project& project, Files& files, const Proposals& proposals,
            const std::vector<std::string>& ids) {
  Known known = known_of(project, files, proposals.paper);
  std::string rows;
  for (const std::string& id : ids) {
    const auto found = std::find_if(proposals.list.begin(), proposals.list.end(),
                                    [&](const Proposal& each) { return each.id == id; });
    if (found == proposals.list.end())
      throw Error(tr("there is no proposal {0}", {id}), tr("`kancelli take FILE --list` lists them"));
    if (!known.ids.insert(id).second) continue;
    rows += "  <rejected id=\"" + id + "\" person=\"" + xml_escape(found->person) + "\" date=\"" +
            xml_escape(found->date) + "\">" +
            xml_escape(found->proposed.empty() ? found->now : found->proposed) + "</rejected>\n";
  }
  const std::string end = "</taken>";
  if (known.text.empty())
    known.text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<taken paper=\"" + proposals.paper + "\">\n" +
                 end + "\n";
  known.text.insert(known.text.rfind(end), rows);
  files.write(path_of(project, proposals.paper), known.text);
}

}  // namespace kancelli::word
