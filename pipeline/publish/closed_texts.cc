#include "pipeline/publish/closed_texts.h"

#include <algorithm>

#include "pipeline/project/attached_paper.h"
#include "pipeline/project/meeting.h"
#include "pipeline/publish/open_words.h"
#include "pipeline/publish/secret_texts.h"

namespace kancelli {

std::set<std::string, std::less<>> public_names(const Project& project,
                                                const std::vector<const Paper*>& open) {
  std::set<std::string, std::less<>> names;
  for (const auto& [id, body] : project.registers.bodies) names.insert(id);
  for (const Meeting& meeting : meetings_of(project, open)) names.insert(meeting.name());
  return names;
}

bool is_among(const Paper& paper, const std::vector<const Paper*>& open) {
  return std::any_of(open.begin(), open.end(), [&](const Paper* each) {
    if (each == &paper) return true;
    if (paper.type != "amendment") return false;
    if (each->id == paper.id) return true;
    return each->id.starts_with(paper.id) && (each->id.substr(paper.id.size()) == consolidated_suffix ||
                                              each->id.substr(paper.id.size()) == parallel_suffix ||
                                              each->id.substr(paper.id.size()) == marked_suffix);
  });
}

ClosedTexts::ClosedTexts(const Project& project, const std::vector<const Paper*>& open,
                         const std::vector<ClosedFile>& contents)
    : texts_(gather_secrets(project, open, contents, index_)) {
  // Of a short text there is no more to find than there is.
  const std::vector<std::size_t> sizes = index_.sizes_of(texts_.size());
  for (std::size_t i = 0; i < texts_.size(); ++i)
    texts_[i].needed = std::max<std::size_t>(1, std::min(texts_[i].needed, sizes[i]));
  index_.put_in_order();
  for_each_open_text(project, open, [&](const Words& words) { index_.take_out(words); });
  index_.drop_open();
}

std::vector<Found> ClosedTexts::in(const std::vector<Words>& streams) const {
  std::vector<Found> found;
  for (const SecretIndex::Hit& hit : index_.in(streams))
    if (hit.runs >= texts_[hit.secret].needed) found.push_back({hit.secret, hit.first});
  return found;
}

}  // namespace kancelli
