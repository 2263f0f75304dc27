#include "pipeline/publish/open_words.h"

#include <string>

#include "pipeline/publish/closed_texts.h"
#include "pipeline/publish/word_blocks.h"

namespace kancelli {
namespace {

std::string without_comments(std::string_view xml) {
  std::string text;
  std::size_t at = 0;
  while (at < xml.size()) {
    const std::size_t begin = xml.find("<!--", at);
    text += xml.substr(at, begin - at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = xml.find("-->", begin);
    at = end == std::string_view::npos ? xml.size() : end + 3;
  }
  return text;
}

// What an entry says of papers: its source, where an event stands.
std::string without_names_of_papers(std::string text) {
  for (const std::string_view attribute : {" source=\"", " paper=\""})
    for (std::size_t at = text.find(attribute); at != std::string::npos; at = text.find(attribute, at)) {
      const std::size_t end = text.find('"', at + attribute.size());
      text.erase(at, end == std::string::npos ? end : end - at);
    }
  return text;
}

class OpenTexts {
 public:
  OpenTexts(const Project& project, const std::vector<const Paper*>& open,
            const std::function<void(const Words&)>& take)
      : project_(project), open_(open), take_(take) {}

  void run() {
    for (const Paper* paper : open_) {
      take_openly(*paper);
      const auto edited = project_.edited.find(paper->id);
      if (edited != project_.edited.end()) take_edited(edited->second);
    }
    for (const auto& paper : project_.papers)
      for (const Node& node : paper->xml->nodes)
        if (const Attribute* line = node.find("public")) take_(compared_words(line->value));
    // Minutes print the titles of their agenda's items.
    for (const Paper* paper : open_)
      if (const Paper* agenda = project_.paper(paper->root().get("agenda"));
          agenda != nullptr && !agenda->closed)
        take_openly(*agenda);
    for (const SourceId source : project_.sources.all())
      if (project_.sources.name(source).starts_with("content/registers/"))
        take_(compared_words(without_names_of_papers(without_comments(project_.sources.text(source)))));
    // Of project.xml the policy alone: the list of papers has the names of closed ones.
    if (project_.settings != nullptr)
      if (const Node* policy = project_.settings->root->child("policy"))
        take_(compared_words(
            without_comments(project_.sources.text(policy->span.source)
                                 .substr(policy->span.begin, policy->end - policy->span.begin))));
    for (const std::string& name : public_names(project_, open_)) take_(compared_words(name));
    for (const auto& [type, schema] : project_.schemas)
      for (const auto& [name, element] : schema->elements()) take_(compared_words(element.title));
  }

 private:
  void take_openly(const Paper& paper) {
    Words words;
    for (const WordBlock& block : blocks_of(paper.root(), paper, project_, Read::openly))
      words.insert(words.end(), block.words.begin(), block.words.end());
    take_(words);
  }

  void take_edited(const EditedStatute& edited) {
    if (edited.paper != nullptr)
      take_openly(*edited.paper);
    else if (edited.source != SourceId::none)
      take_(compared_words(project_.sources.text(edited.source)));
  }

  const Project& project_;
  const std::vector<const Paper*>& open_;
  const std::function<void(const Words&)>& take_;
};

}  // namespace

void for_each_open_text(const Project& project, const std::vector<const Paper*>& open,
                        const std::function<void(const Words&)>& take) {
  OpenTexts(project, open, take).run();
}

}  // namespace kancelli
