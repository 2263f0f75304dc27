#include "pipeline/word/compared.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::word {

std::string shown(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (c == paragraph_mark)
      result += " ¶ ";
    else if (c != note_mark && c != picture_mark)
      result += c;
  return collapse_space(result);
}

Person Compared::last_author() const {
  const auto property = [&](const char* name) {
    const auto found = copy.document->properties.find(name);
    return found == copy.document->properties.end() ? std::string() : found->second;
  };
  const std::string author = property("lastModifiedBy");
  return author.empty() ? Person{} : Person{author, property("modified")};
}

Proposal Compared::begin(Proposal::Kind kind, const std::vector<Person>& people,
                         const Paragraph* place) const {
  Proposal made;
  made.kind = kind;
  made.copies = {copy.name};
  made.copy = copy.name;
  if (place != nullptr) made.where = places.of(*place);
  std::vector<Person> who = people;
  if (who.empty()) who = {last_author()};
  for (const Person& person : who) {
    if (!person.name.empty() &&
        std::find(made.people.begin(), made.people.end(), person.name) == made.people.end())
      made.people.push_back(person.name);
    made.date = std::max(made.date, person.date);
  }
  made.person = names_text(made.people);
  return made;
}

}  // namespace kancelli::word
