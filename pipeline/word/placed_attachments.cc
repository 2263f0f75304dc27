#include "pipeline/word/placed_attachments.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

constexpr std::size_t longest_title = 250;

// "Bilag 2: Tidsplan" is "Tidsplan".
std::string without_number(const std::string& words) {
  std::size_t at = lower(words).starts_with("bilag ") ? 6 : 0;
  const std::size_t digits = at;
  while (at < words.size() && words[at] >= '0' && words[at] <= '9') ++at;
  if (at == digits || digits == 0) return words;
  const std::size_t title = words.find_first_not_of(" :.", at);
  return title == std::string::npos || title == at ? words : words.substr(title);
}

bool is_title(const Part& part) {
  return part.paragraph != nullptr && part.words.size() <= longest_title && !part.words.ends_with(".");
}

}  // namespace

bool add_attachments(Placing& placing, Made& meta, const Parts& parts) {
  Making& making = placing.making();
  if (!making.may("meta", "attachments") || parts.empty() ||
      !std::all_of(parts.begin(), parts.end(), [](const Part* part) { return is_title(*part); }))
    return false;
  Made attachments = Made::element("attachments");
  for (const Part* part : parts) {
    const std::string title = without_number(part->words);
    const Paper* paper = placing.titled_paper(title);
    std::string id = making.id_of(part->paragraph->controls);
    if (id.empty()) id = making.new_id("bilag " + (paper == nullptr ? title : paper->id), "bilag");
    Made made = Made::element("attachment").set("id", id);
    if (paper != nullptr) {
      made.set("paper", paper->id);
      placing.tell(Kind::element, Certainty::certain, *part, "<attachment paper=\"" + paper->id + "\"/>",
                   tr("the title of a paper of the project"));
    } else {
      // Nobody has said which file it is: attachment-missing tells of it.
      made.set("file", "").set("title", title).set("sha256", std::string(64, '0'));
      made.place = making.span(*part);
      making.accounted.push_back(making.span(*part));
      placing.tell(Kind::kept, Certainty::unsure, *part, "<attachment title=\"" + title + "\">",
                   tr("an attachment that is no paper of the project: give its file"));
    }
    attachments.children.push_back(std::move(made));
  }
  meta.children.push_back(std::move(attachments));
  return true;
}

}  // namespace kancelli::word
