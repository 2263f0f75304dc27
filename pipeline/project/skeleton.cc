#include "pipeline/project/skeleton.h"

#include <algorithm>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Stands where a date is wanted; so old that nobody takes it for a real one.
constexpr const char* date_to_replace = "2000-01-01";

class Skeleton {
 public:
  Skeleton(const Project& project, const Schema& schema, const std::string& id)
      : project_(project), schema_(schema), id_(id) {}

  std::string text() {
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-model href=\"../../schema/" + schema_.root() +
           ".rng\" type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n";
    element(schema_.root(), 0);
    return out_;
  }

 private:
  void element(const std::string& name, std::size_t depth) {
    const ElementRule* rule = schema_.element(name);
    const std::string indent(2 * depth, ' ');
    if (rule == nullptr || depth > 12) return;
    if (rule->section)
      out_ += "\n" + indent + "<!-- " + rule->title + ": " + without_double_hyphens(rule->documentation) +
              " -->\n";
    out_ += indent + "<" + name + (depth == 0 ? " xmlns=\"urn:kancelli:1\"" : "");
    for (const AttributeRule& attribute : rule->attributes)
      if (attribute.required) out_ += " " + attribute.name + "=\"" + value(attribute, name, depth) + "\"";
    const std::vector<std::string> children = wanted(*rule);
    if (children.empty() && !rule->text) {
      out_ += "/>\n";
    } else if (children.empty()) {
      out_ += ">" + std::string(name == "item" ? "at …" : "…") + "</" + name + ">\n";
    } else {
      out_ += ">\n";
      for (const std::string& child : children) element(child, depth + 1);
      out_ += indent + "</" + name + ">\n";
    }
  }

  static std::string without_double_hyphens(std::string text) {
    for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--"))
      text.replace(at, 2, "-");
    return text;
  }

  // What an element must hold; where the grammar leaves a choice, a paragraph, else the first that may stand
  // there.
  static std::vector<std::string> wanted(const ElementRule& rule) {
    std::vector<std::string> children = rule.required;
    const auto may = [&](const char* name) {
      return std::count(rule.children.begin(), rule.children.end(), name) != 0;
    };
    const bool only_title =
        std::all_of(children.begin(), children.end(), [](const std::string& c) { return c == "title"; });
    if (only_title && !rule.text && may("p"))
      children.emplace_back("p");
    else if (children.empty() && !rule.text && !rule.children.empty() && rule.children[0] != "title")
      children.push_back(rule.children[0]);
    return children;
  }

  std::string value(const AttributeRule& attribute, const std::string& element, std::size_t depth) {
    if (attribute.name == "id") return depth == 0 ? id_ : element + "-" + std::to_string(++counts_[element]);
    if (!attribute.values.empty()) return attribute.values.front();
    if (std::any_of(attribute.types.begin(), attribute.types.end(),
                    [](const AttributeRule::Type& t) { return t.name == "date"; }))
      return date_to_replace;
    if (element == "party") return body_of("party");
    if (attribute.name == "committee" || attribute.name == "to" ||
        (attribute.name == "body" && element == "naming"))
      return body_of("committee");
    if (attribute.name == "by" || attribute.name == "administration" || attribute.name == "responsible")
      return body_of("administration");
    if (attribute.name == "body") return body_of("centre");
    const bool number = std::any_of(
        attribute.types.begin(), attribute.types.end(),
        [](const AttributeRule::Type& t) { return t.name.ends_with("nteger") || t.name == "decimal"; });
    return number ? "1" : "…";
  }

  std::string body_of(std::string_view kind) const {
    for (const auto& [id, body] : project_.registers.bodies)
      if (body.kind == kind) return id;
    return project_.registers.bodies.empty() ? "…" : project_.registers.bodies.begin()->first;
  }

  const Project& project_;
  const Schema& schema_;
  std::string id_, out_;
  std::map<std::string, int> counts_;
};

bool is_id(std::string_view id) {
  if (id.empty() || id[0] < 'a' || id[0] > 'z') return false;
  return id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::string grammar_of(const Project& project, const std::string& type) {
  return project.root + "/content/schema/" + type + ".rng";
}

}  // namespace

std::string skeleton(const Project& project, const std::string& type, const std::string& id) {
  return Skeleton(project, *Schema::load(grammar_of(project, type)), id).text();
}

std::string new_paper(const Project& project, Files& files, const std::string& type, const std::string& id) {
  if (!is_id(type) || !files.exists(grammar_of(project, type))) {
    std::vector<std::string> types;
    for (const std::string& name : files.list(project.root + "/content/schema"))
      if (files.is_folder(project.root + "/content/papers/" + name.substr(0, name.size() - 4)))
        types.push_back(name.substr(0, name.size() - 4));
    throw Error(tr("there is no document type \"{0}\"", {type}), tr("types: {0}", {join(types, ", ")}));
  }
  if (!is_id(id))
    throw Error(tr("\"{0}\" is no id", {id}),
                tr("small letters a-z, digits and hyphens, a letter first: kommissorium-arbejdsgruppe"));
  const std::string file = "content/papers/" + type + "/" + id + ".xml", path = project.root + "/" + file;
  if (project.paper(id) != nullptr || files.exists(path))
    throw Error(tr("there is a paper {0} already", {id}), tr("choose another id"));
  const std::string list = project.root + "/content/project.xml";
  std::string text = files.read(list);
  const std::size_t end = text.find("</papers>");
  if (end == std::string::npos) throw Error(tr("content/project.xml has no <papers>"));
  const std::size_t line = text.rfind('\n', end);
  text.insert(line == std::string::npos ? end : line + 1,
              "    <paper type=\"" + type + "\" id=\"" + id + "\"/>\n");
  files.write(path, skeleton(project, type, id));
  files.write(list, text);
  return file;
}

}  // namespace kancelli
