#include "pipeline/project/skeleton.h"

#include <algorithm>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// With ".docx" and what is put behind it while it is being written, a file's name still fits.
constexpr std::size_t longest_id = 100;

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
    std::string tag = "<" + name + (depth == 0 ? " xmlns=\"urn:kancelli:1\"" : ""), examples;
    for (const AttributeRule& attribute : rule->attributes) {
      if (!attribute.required) continue;
      const Value chosen = value(attribute, name, depth);
      tag += " " + attribute.name + "=\"" + chosen.text + "\"";
      if (chosen.example)
        examples += "\n" + indent + "     " + attribute.name + ": " + attribute.documentation;
    }
    // What belongs here, where there is a section to write or an example to put right.
    if (rule->section || (!examples.empty() && explained_.insert(name).second))
      out_ += (rule->section ? "\n" : "") + indent + "<!-- " +
              without_double_hyphens(rule->documentation + examples) + " -->\n";
    out_ += indent + tag;
    const std::vector<std::string> children = wanted(*rule);
    if (children.empty() && !rule->text) {
      out_ += "/>\n";
    } else if (children.empty()) {
      out_ += (name == "item" ? ">at " : ">") + std::string(placeholder) + "</" + name + ">\n";
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
    if (!rule.begin.empty()) {
      if (rule.begin != "nothing") children.push_back(rule.begin);
      return children;
    }
    const bool only_title =
        std::all_of(children.begin(), children.end(), [](const std::string& c) { return c == "title"; });
    if (only_title && !rule.text && may("p"))
      children.emplace_back("p");
    else if (children.empty() && !rule.text && !rule.children.empty() && rule.children[0] != "title")
      children.push_back(rule.children[0]);
    return children;
  }

  struct Value {
    std::string text;
    bool example = false;  // the author has to put another in its place
  };

  Value value(const AttributeRule& attribute, const std::string& element, std::size_t depth) {
    const auto is_type = [&](auto... names) {
      return std::any_of(attribute.types.begin(), attribute.types.end(),
                         [&](const AttributeRule::Type& t) { return ((t.name == names) || ...); });
    };
    if (attribute.name == "id")
      return {depth == 0 ? id_ : element + "-" + std::to_string(++counts_[element])};
    if (!attribute.values.empty()) return {attribute.values.front()};
    if (is_type("date")) return {std::string(placeholder_date), true};
    if (const std::string_view kind = kind_of_body(attribute.name, element); !kind.empty())
      return {body_of(kind), true};
    if (attribute.name == "statute" && !project_.statutes.empty())
      return {project_.statutes.begin()->first, true};
    if (is_type("integer", "positiveInteger", "nonNegativeInteger", "decimal")) return {"1", true};
    if (is_type("NCName", "NMTOKEN", "NMTOKENS", "ID")) return {std::string(placeholder_name), true};
    // PAPER#ID
    if (std::any_of(attribute.types.begin(), attribute.types.end(), [](const AttributeRule::Type& type) {
          return type.pattern.find('#') != std::string::npos;
        }))
      return {std::string(placeholder_name) + "#" + std::string(placeholder_name), true};
    return {std::string(placeholder), true};
  }

  // What kind of body an attribute names; "" when it names none.
  static std::string_view kind_of_body(std::string_view attribute, std::string_view element) {
    if (attribute == "committee" || attribute == "to") return "committee";
    if (attribute == "by" || attribute == "administration" || attribute == "responsible")
      return "administration";
    if (attribute != "body") return {};
    return element == "party" ? "party" : element == "naming" ? "committee" : "centre";
  }

  // The first of that kind in the register, which lists them in an order that means something.
  std::string body_of(std::string_view kind) const {
    const Body* first = nullptr;
    for (const auto& [id, body] : project_.registers.bodies)
      if (body.kind == kind && (first == nullptr || body.span.begin < first->span.begin)) first = &body;
    return first == nullptr ? std::string(placeholder_name) : first->id;
  }

  const Project& project_;
  const Schema& schema_;
  std::string id_, out_;
  std::map<std::string, int> counts_;
  std::set<std::string> explained_;  // elements whose examples have been told
};

bool is_id(std::string_view id) {
  if (id.empty() || id[0] < 'a' || id[0] > 'z') return false;
  return id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// The id that somebody may have meant: "Mit nye kommissorium" is mit-nye-kommissorium; "" for nothing usable.
std::string id_like(std::string_view text) {
  std::string id;
  const std::string small = lower(text);
  for (std::size_t at = 0; at < small.size();) {
    const char32_t c = next_code_point(small, at);
    if (c == U'æ')
      id += "ae";
    else if (c == U'ø')
      id += "oe";
    else if (c == U'å')
      id += "aa";
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      id += static_cast<char>(c);
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (id.ends_with('-')) id.pop_back();
  return is_id(id) && id.size() <= longest_id ? id : "";
}

std::string grammar_of(const Project& project, const std::string& type) {
  return project.root + "/content/schema/" + type + ".rng";
}

// The grammar of a document type; nothing for those of registers and modules, which hold no <meta>.
std::unique_ptr<Schema> document_schema(const Project& project, const Files& files, const std::string& type) {
  if (!is_id(type) || !files.exists(grammar_of(project, type))) return nullptr;
  if (files.read(grammar_of(project, type)).find("<start") == std::string::npos) return nullptr;
  auto schema = Schema::load(grammar_of(project, type));
  const ElementRule* root = schema->element(schema->root());
  // A type that only the program makes says of a new one that it begins with nothing.
  const bool document = root != nullptr && root->begin != "nothing" &&
                        std::count(root->required.begin(), root->required.end(), "meta") != 0;
  return document ? std::move(schema) : nullptr;
}

// Each type and its grammar; those whose grammars are damaged are left out: not what this is about.
std::map<std::string, std::unique_ptr<Schema>> grammars(const Project& project, const Files& files) {
  std::map<std::string, std::unique_ptr<Schema>> all;
  for (const std::string& file : files.list(project.root + "/content/schema")) {
    if (!file.ends_with(".rng")) continue;
    try {
      const std::string name = file.substr(0, file.size() - 4);
      if (auto schema = document_schema(project, files, name)) all[name] = std::move(schema);
    } catch (const Error&) {
    }
  }
  return all;
}

[[noreturn]] void refuse_type(const Project& project, const Files& files, const std::string& type) {
  std::vector<std::string> types;
  std::string meant;
  for (const auto& [name, schema] : grammars(project, files)) {
    types.push_back(name);
    if (lower(schema->element(schema->root())->title) == lower(type)) meant = name;  // kommissorium
  }
  if (meant.empty()) meant = nearest(lower(type), {types.begin(), types.end()});
  throw Error(tr("there is no document type \"{0}\"", {type}),
              meant.empty() ? tr("types: {0}", {join(types, ", ")}) : tr("did you mean {0}?", {meant}));
}

void refuse_bad_id(const std::string& id) {
  if (!is_id(id) || id.size() > longest_id) {
    const std::string meant = id_like(id);
    throw Error(tr("\"{0}\" is no id", {id}),
                tr("at most {0} small letters a-z, digits and hyphens, a letter first: {1}",
                   {std::to_string(longest_id), meant.empty() ? "kommissorium-arbejdsgruppe" : meant}));
  }
}

void refuse_taken_id(const Project& project, const Files& files, const std::string& path,
                     const std::string& id) {
  if (project.paper(id) != nullptr || files.exists(path))
    throw Error(tr("there is a paper {0} already", {id}), tr("choose another id"));
  const Registers& registers = project.registers;
  if (registers.bodies.contains(id) || registers.facts.contains(id) || registers.laws.contains(id))
    throw Error(tr("a register has an entry {0} already", {id}), tr("choose another id"));
}

// project.xml with one paper more.
std::string with_paper(std::string text, const Node& papers, const std::string& line) {
  const std::string end_of_line = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  if (papers.span.end == papers.end) {  // <papers/>
    const std::size_t slash = text.rfind('/', papers.end);
    return text.replace(slash, papers.end - slash,
                        ">" + end_of_line + "    " + line + end_of_line + "  </papers>");
  }
  const std::size_t close = text.rfind("</", papers.end);
  std::size_t at = close;
  while (at > papers.span.end && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  const bool own_line = text[at - 1] == '\n';
  return text.insert(own_line ? at : close, own_line ? "    " + line + end_of_line : line);
}

}  // namespace

std::map<std::string, std::string> document_types(const Project& project, const Files& files) {
  std::map<std::string, std::string> types;
  for (const auto& [name, schema] : grammars(project, files))
    types[name] = schema->element(schema->root())->title;
  return types;
}

std::string skeleton(const Project& project, const std::string& type, const std::string& id) {
  return Skeleton(project, *Schema::load(grammar_of(project, type)), id).text();
}

std::unique_ptr<Schema> document_grammar(const Project& project, const Files& files,
                                         const std::string& type) {
  auto schema = document_schema(project, files, type);
  if (schema == nullptr) refuse_type(project, files, type);
  return schema;
}

void refuse_new_text(const Project& project, const Files& files, const std::string& type,
                     const std::string& id) {
  document_grammar(project, files, type);
  refuse_bad_id(id);
}

void refuse_new_paper(const Project& project, const Files& files, const std::string& type,
                      const std::string& id) {
  refuse_new_text(project, files, type, id);
  refuse_taken_id(project, files, project.root + "/content/papers/" + type + "/" + id + ".xml", id);
}

std::string new_paper(const Project& project, Files& files, const std::string& type, const std::string& id,
                      const std::string& text) {
  refuse_new_paper(project, files, type, id);
  const auto schema = document_grammar(project, files, type);
  const std::string file = "content/papers/" + type + "/" + id + ".xml", path = project.root + "/" + file,
                    list = project.root + "/content/project.xml";
  SourceMap sources;
  Diagnostics ignored;  // load_project has told of them
  const SourceId source = sources.add("content/project.xml", files.read(list));
  const auto document = read_xml(sources, source, ignored);
  const Node* papers = document == nullptr ? nullptr : document->root->child("papers");
  if (papers == nullptr) throw Error(tr("content/project.xml has no <papers>"));
  const std::string listing = with_paper(std::string(sources.text(source)), *papers,
                                         "<paper type=\"" + type + "\" id=\"" + id + "\"/>");
  files.write(path, text.empty() ? Skeleton(project, *schema, id).text() : text);
  try {
    files.write(list, listing);
  } catch (...) {
    files.remove(path);  // a paper that nothing lists would be in the way of the next try
    throw;
  }
  return file;
}

}  // namespace kancelli
