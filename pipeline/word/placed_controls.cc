#include "pipeline/word/placed_controls.h"

#include <algorithm>
#include <array>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/placed_attachments.h"
#include "pipeline/word/styles.h"
#include "pipeline/word/template_choices.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

// "section:purpose" is what a "section" of that name is; "outcome@result" has neither.
struct Tag {
  std::string kind, name;
};
Tag tag_of(const Node& control) {
  const Node* tag = word_child(word_child(&control, "sdtPr"), "tag");
  const std::string text(tag == nullptr ? "" : word_value(*tag));
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {"", text};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool is_structure(const std::string& tag) {
  static constexpr auto kinds =
      std::to_array<std::string_view>({"section:", "element:", "repeat:", "list:", "words:", "text:"});
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](std::string_view kind) { return tag.starts_with(kind); });
}

// The content controls around a node, up to the paragraph or the whole text; the outermost first.
std::vector<const Node*> controls_around(const Node* node, bool in_paragraph) {
  std::vector<const Node*> all;
  for (const Node* above = node == nullptr ? nullptr : node->parent; above != nullptr;
       above = above->parent) {
    if (in_paragraph && is_word(*above, "p")) break;
    if (is_word(*above, "sdt")) all.insert(all.begin(), above);
  }
  return all;
}

const Node* node_of(const Part& part) {
  return part.paragraph != nullptr ? part.paragraph->node : part.table->node;
}

// A stretch of a paragraph in a control of its own.
struct Field {
  const Node* control = nullptr;
  std::string words;
  bool waiting = false;  // nobody has filled it in
};
std::vector<Field> fields_of(const Part& part) {
  std::vector<Field> fields;
  if (part.paragraph == nullptr) return fields;
  for (const Run& run : part.paragraph->runs) {
    const auto controls = controls_around(run.run, true);
    if (controls.empty() || !shows(View::after, run.revision)) continue;
    if (fields.empty() || fields.back().control != controls.back())
      fields.push_back({controls.back(), "", false});
    if (run.hidden)
      fields.back().waiting = true;
    else
      fields.back().words += run.text;
  }
  for (Field& field : fields) field.words = plain_words(field.words);
  return fields;
}

// What a choice of a drop-down stands for; "" where it is none.
std::string chosen(const Node& control, const std::string& words) {
  const Node* properties = word_child(&control, "sdtPr");
  for (const char* kind : {"dropDownList", "comboBox"})
    if (const Node* list = word_child(properties, kind))
      for (const Node* item : list->elements())
        if (plain_words(word_value(*item, "displayText")) == words)
          return std::string(word_value(*item, "value"));
  return {};
}

class ControlledPaper {
 public:
  explicit ControlledPaper(Placing& placing) : placing_(placing), making_(placing.making()) {}

  void make(const Parts& parts) { within(placing_.root, parts, 0); }

  // False for a part that has no field of `made`'s.
  bool values(Made& made, const Part& part) {
    bool any = false;
    for (const Field& field : fields_of(part)) {
      const Tag tag = tag_of(*field.control);
      const std::size_t at = tag.name.find('@');
      if (!tag.kind.empty() || at == std::string::npos || tag.name.substr(0, at) != made.name) continue;
      const std::string attribute = tag.name.substr(at + 1);
      if (!making_.has_attribute(made.name, attribute)) continue;
      any = true;
      if (field.waiting || field.words.empty()) {
        label(part);
        continue;
      }
      made.set(attribute, value(made.name, attribute, field));
      placing_.tell(Kind::element, Certainty::certain, part,
                    "<" + made.name + " " + attribute + "=\"" + made.get(attribute) + "\">",
                    tr("filled in in a field of the template"));
    }
    return any;
  }

 private:
  static const Node* control_at(const Part& part, std::size_t depth) {
    const auto all = controls_around(node_of(part), false);
    return depth < all.size() ? all[depth] : nullptr;
  }

  void within(Made& parent, const Parts& parts, std::size_t depth) {
    for (std::size_t at = 0; at < parts.size();) {
      const Node* control = control_at(*parts[at], depth);
      std::size_t end = at + 1;
      while (end < parts.size() && control_at(*parts[end], depth) == control) ++end;
      const Parts group(parts.begin() + static_cast<std::ptrdiff_t>(at),
                        parts.begin() + static_cast<std::ptrdiff_t>(end));
      if (control == nullptr)
        between(parent, group);
      else
        controlled(parent, tag_of(*control), group, depth + 1);
      at = end;
    }
  }

  void controlled(Made& parent, const Tag& tag, const Parts& parts, std::size_t depth) {
    if ((tag.kind == "section" || tag.kind == "element") && making_.may(parent.name, tag.name))
      return element(parent, tag.name, parts, depth);
    if (tag.kind == "list" && tag.name == "attachment") return attachments(parts);
    if (tag.kind == "list" && making_.may(parent.name, tag.name)) return one_each(parent, tag.name, parts);
    if (tag.kind == "text" || tag.kind == "list") return text(parent, parts);
    if (tag.kind == "meta") in_meta_ = true;
    within(parent, parts, depth);
    if (tag.kind == "meta") in_meta_ = false;
  }

  void element(Made& parent, const std::string& name, const Parts& parts, std::size_t depth) {
    Made made = Made::element(name);
    within(made, parts, depth);
    const auto& required = placing_.rule(parent).required;
    const bool needed = std::find(required.begin(), required.end(), name) != required.end();
    if (made.children.empty() && made.attributes.empty()) {
      if (!needed || child_of(parent, name) != nullptr) return;
      unwritten(made, *parts.front());
    }
    if (!making_.rule(name)->section && making_.has_attribute(name, "id") && made.get("id").empty())
      if (const Made* title = made.child("title"))
        made.attributes.insert(made.attributes.begin(),
                               {"id", making_.new_id(plain_words(title->content()), name)});
    // What somebody wrote twice, in a section that there is once, belongs together.
    if (Made* there = making_.rule(name)->section ? child_of(parent, name) : nullptr) {
      std::move(made.children.begin(), made.children.end(), std::back_inserter(there->children));
      return;
    }
    parent.children.push_back(std::move(made));
  }

  // A section that must be there, and nobody has written: as in a new paper.
  void unwritten(Made& made, const Part& first) {
    if (making_.may(made.name, "p")) made.children.push_back(Made::element("p"));
    placing_.tell(Kind::placed, Certainty::unsure, first, "<" + made.name + "/>",
                  tr("nobody has written this section of the template"));
  }

  // Beside the controls within an element: its heading, labels with their fields, and what somebody wrote
  // there all the same.
  void between(Made& parent, const Parts& parts) {
    if (in_meta_) {
      for (const Part* part : parts) label(*part);
      return;
    }
    Parts rest;
    for (const Part* part : parts)
      if (!is_own(parent, *part)) rest.push_back(part);
    text(parent, rest);
  }

  bool is_own(Made& parent, const Part& part) {
    if (part.paragraph == nullptr || &parent == &placing_.root) return false;
    if (values(parent, part)) return true;
    for (const Field& field : fields_of(part)) {
      const Tag tag = tag_of(*field.control);
      if (tag.kind == "title" && tag.name == parent.name && making_.may(parent.name, "title")) {
        parent.children.insert(parent.children.begin(), placing_.title(part));
        return placed(part, "title");
      }
      if (tag.kind == "words" && making_.may(parent.name, tag.name)) {
        if (field.waiting) return label(part);
        parent.children.push_back(worded(tag.name, part));
        return placed(part, tag.name);
      }
    }
    const ElementRule& rule = placing_.rule(parent);
    const std::string words = title_words(part.words);
    if (words == title_words(rule.title) || words == title_words(alias_of(rule))) return label(part);
    if (part.kind != Part::Kind::heading || !rule.section || !parent.children.empty() ||
        !making_.may(parent.name, "title"))
      return false;
    parent.children.push_back(placing_.title(part));  // somebody gave the section another heading
    return placed(part, "title");
  }

  bool placed(const Part& part, const std::string& name) {
    placing_.tell(Kind::placed, Certainty::certain, part, "<" + name + ">",
                  tr("it stands in that field of the template"));
    return true;
  }

  // Words of the template itself.
  bool label(const Part& part) {
    if (part.paragraph != nullptr)
      making_.findings.push_back(left_out(making_.document, *part.paragraph, 0, part.paragraph->text().size(),
                                          tr("a heading or a label of the template")));
    return true;
  }

  Made worded(const std::string& name, const Part& part) {
    Made made = Made::element(name);
    if (making_.has_attribute(name, "id"))
      if (const std::string id = making_.id_of(part.paragraph->controls); !id.empty()) made.set("id", id);
    made.children = words_of(making_.document, *part.paragraph, {part.begin, std::string::npos, true, false},
                             making_.findings)
                        .inlines;
    return made;
  }

  void one_each(Made& parent, const std::string& name, const Parts& parts) {
    for (const Part* part : parts) {
      if (part->paragraph == nullptr) {
        text(parent, {part});
        continue;
      }
      parent.children.push_back(worded(name, *part));
      placed(*part, name);
    }
  }

  void attachments(const Parts& parts) {
    Made* meta = child_of(placing_.root, "meta");
    if (meta != nullptr && add_attachments(placing_, *meta, parts)) return;
    placing_.homeless(parts, tr("an attachment that is no paper of the project: give its file"));
  }

  void text(Made& parent, const Parts& parts) {
    if (parts.empty()) return;
    const OutlineSection whole = sections_of(parts);
    placing_.fill(parent, whole.parts);
    placing_.place(parent, whole.sections);
  }

  std::string value(const std::string& element, const std::string& attribute, const Field& field) const {
    if (const std::string choice = chosen(*field.control, field.words); !choice.empty()) return choice;
    std::size_t length = 0;
    if (const auto date = read_date(field.words, length); date && length == field.words.size())
      return date->iso();
    const auto& known = making_.rule(element)->attributes;
    const auto rule = std::find_if(known.begin(), known.end(),
                                   [&](const AttributeRule& each) { return each.name == attribute; });
    const bool names = std::any_of(rule->types.begin(), rule->types.end(),
                                   [](const AttributeRule::Type& type) { return type.name == "NCName"; });
    const bool several = std::any_of(rule->types.begin(), rule->types.end(),
                                     [](const AttributeRule::Type& type) { return type.name == "NMTOKENS"; });
    if (several)
      if (const std::string ids = ids_of_names(field.words); !ids.empty()) return ids;
    const Body* body = names ? body_named(making_.project, field.words, making_.dated).body : nullptr;
    return body != nullptr ? body->id : attribute == "time" ? clock(field.words) : field.words;
  }

  // "Økonomiudvalget, Socialudvalget": their ids; "" where one is not known. Names hold commas too.
  std::string ids_of_names(std::string_view words) const {
    for (std::size_t end = words.size(); end > 0 && end != std::string_view::npos;) {
      if (const Body* body =
              body_named(making_.project, std::string(words.substr(0, end)), making_.dated).body) {
        if (end == words.size()) return body->id;
        const std::string_view rest = words.substr(end);
        const std::string others = ids_of_names(rest.substr(rest.starts_with(", ") ? 2 : 4));  // " og "
        if (!others.empty()) return body->id + " " + others;
      }
      const std::size_t comma = words.rfind(", ", end - 1), both = words.rfind(" og ", end - 1);
      end = comma == std::string_view::npos  ? both
            : both == std::string_view::npos ? comma
                                             : std::max(comma, both);
    }
    return {};
  }

  // "kl. 15.30" is 15:30.
  static std::string clock(std::string words) {
    if (words.starts_with("kl. ")) words.erase(0, 4);
    std::replace(words.begin(), words.end(), '.', ':');
    return words;
  }

  Placing& placing_;
  Making& making_;
  bool in_meta_ = false;
};

bool has_structure(const Part& part) {
  const std::vector<std::string>& tags =
      part.paragraph != nullptr ? part.paragraph->controls : part.table->controls;
  return std::any_of(tags.begin(), tags.end(), is_structure);
}

bool any_has_structure(const OutlineSection& section) {
  const Parts parts = parts_within(section);
  return std::any_of(parts.begin(), parts.end(), [](const Part* part) { return has_structure(*part); });
}

}  // namespace

bool has_controls(const Outline& outline) {
  return any_has_structure(outline.body);
}

Parts root_values(Placing& placing, const Parts& lines) {
  ControlledPaper paper(placing);
  Parts rest;
  for (const Part* line : lines)
    if (!paper.values(placing.root, *line)) rest.push_back(line);
  return rest;
}

void place_controlled(Placing& placing, const Parts& parts) {
  ControlledPaper(placing).make(parts);
}

}  // namespace kancelli::word
