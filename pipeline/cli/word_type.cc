#include "pipeline/cli/word_type.h"

#include <filesystem>
#include <vector>

#include "pipeline/core/file_names.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;
using Types = std::map<std::string, std::string>;

bool begins_with_word(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  std::size_t at = word.size();
  return at == text.size() || !is_letter(next_code_point(text, at));
}

// "notat", "Notater", "Kommissorier", "factsheet"
bool names_type(const std::string& folder, const std::string& type, const std::string& title) {
  const std::string name = slug(folder), called = slug(title);
  if (name == type || name == called) return true;
  if (called.empty()) return false;
  const std::string stem = called.ends_with("um") ? called.substr(0, called.size() - 2) : called;
  return name == stem + "er" || name == stem + "r" || name == stem + "e";
}

std::string type_of_folder(const std::string& file, const Types& types) {
  std::vector<std::string> folders;
  for (const fs::path& folder : fs::path(file).parent_path()) folders.push_back(folder.string());
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    for (const auto& [type, title] : types)
      if (names_type(*folder, type, title)) return type;
  return "";
}

// "Kommissorium for ..."
std::string type_of_beginning(const word::Document& document, const Types& types) {
  constexpr std::size_t beginning = 12;  // paragraphs with words
  std::size_t seen = 0;
  for (const word::Paragraph* paragraph : document.paragraphs()) {
    const std::string text = lower(trim(paragraph->text()));
    if (text.empty()) continue;
    if (++seen > beginning) break;
    for (const auto& [type, title] : types)
      if (!title.empty() && begins_with_word(text, lower(title))) return type;
  }
  return "";
}

std::string type_of_name(const std::string& file, const Types& types) {
  const std::string name = slug(fs::path(file).stem().string());
  for (const auto& [type, title] : types)
    if (!title.empty() && begins_with_word(name, slug(title))) return type;
  return "";
}

}  // namespace

std::string paper_named_in(const word::Document& document) {
  const auto property = document.properties.find("Kancelli");
  if (property == document.properties.end()) return "";
  for (const std::string_view word : split(std::string_view(property->second)))
    if (word.starts_with("id=")) return std::string(word.substr(3));
  return "";
}

WordType word_type(const Project& project, const Types& types, const std::string& file,
                   const word::Document& document) {
  using By = WordType::By;
  const Paper* paper = project.paper(paper_named_in(document));
  if (paper != nullptr && types.contains(paper->type)) return {paper->type, By::paper};
  const auto property = document.properties.find("Kancelli-type");
  if (property != document.properties.end() && types.contains(property->second))
    return {property->second, By::word_template};
  if (const std::string type = type_of_folder(file, types); !type.empty()) return {type, By::folder};
  if (const std::string type = type_of_beginning(document, types); !type.empty())
    return {type, By::beginning};
  if (const std::string type = type_of_name(file, types); !type.empty()) return {type, By::name};
  return {};
}

std::string free_id(const Project& project, const Files& files, const std::string& file,
                    const std::string& type) {
  std::string wanted = slug(fs::path(file).stem().string()).substr(0, 60);
  while (!wanted.empty() && (wanted.front() < 'a' || wanted.front() > 'z')) wanted.erase(0, 1);
  while (wanted.ends_with('-')) wanted.pop_back();
  if (wanted.empty()) wanted = "word";
  const auto is_taken = [&](const std::string& id) {
    return project.paper(id) != nullptr || project.is_unread(id) || project.registers.bodies.contains(id) ||
           project.registers.facts.contains(id) || project.registers.laws.contains(id) ||
           project.registers.events.contains(id) ||
           files.exists(project.root + "/content/papers/" + type + "/" + id + ".xml");
  };
  std::string id = wanted;
  for (int number = 2; is_taken(id); ++number) id = wanted + "-" + std::to_string(number);
  return id;
}

}  // namespace kancelli
