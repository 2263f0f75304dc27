// Pictures: each is of a kind that every output can show, and whole.
#include <algorithm>
#include <array>
#include <cstdint>

#include "pipeline/check/content_file.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string ending_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : lower(path.substr(dot + 1));
}

// PNG: a signature, then chunks (length, name, bytes, checksum), the last of which is IEND.
bool is_whole_png(std::string_view bytes) {
  constexpr std::string_view signature = "\x89PNG\r\n\x1A\n";
  if (!bytes.starts_with(signature)) return false;
  for (std::size_t at = signature.size(); at + 12 <= bytes.size();) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(bytes[at + i]);
    if (length > bytes.size() - at - 12) return false;
    if (bytes.substr(at + 4, 4) == "IEND") return true;
    at += 12 + length;
  }
  return false;
}

bool is_whole_jpeg(std::string_view bytes) {
  return bytes.starts_with("\xFF\xD8\xFF") && bytes.find("\xFF\xD9") != std::string_view::npos;
}

// "href" of "xlink:href", whatever the prefix is.
std::string local_name(std::string_view name) {
  return lower(name.substr(name.find(':') + 1));
}

// The first address in a style that is no place in the drawing itself; "" for none.
std::string_view fetched_by_style(std::string_view style) {
  const std::string small = lower(style);
  if (const std::size_t import = small.find("@import"); import != std::string::npos)
    return style.substr(import);
  for (std::size_t at = small.find("url("); at != std::string::npos; at = small.find("url(", at + 1)) {
    const std::size_t begin = small.find_first_not_of(" \t\r\n\"'", at + 4);
    const std::string_view address = std::string_view(small).substr(std::min(begin, small.size()));
    if (!address.starts_with('#') && !address.starts_with("data:"))
      return style.substr(at, small.find(')', at) - at);
  }
  return {};
}

std::string fault_of_attribute(const Node& node, const Attribute& attribute) {
  const std::string name = local_name(attribute.name);
  if (name.starts_with("on")) return tr("it holds a program: {0}", {attribute.name});
  const std::string_view target = trim(attribute.value);
  if (name == "href" && !target.empty() && !target.starts_with('#')) {
    const bool leads_to_page = target.starts_with("https://") || target.starts_with("http://");
    if (local_name(node.name) == "a" ? !leads_to_page : !target.starts_with("data:image/"))
      return tr("it takes in another file: {0}", {target});
  }
  if (const std::string_view fetched = fetched_by_style(attribute.value); !fetched.empty())
    return tr("it takes in another file: {0}", {fetched});
  return {};
}

// A drawing may come from anybody, and is opened by readers of the site: nothing in it is run or fetched.
std::string fault_of_node(const Node& node) {
  static constexpr auto programs = std::to_array<std::string_view>(
      {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"});
  if (node.kind == Node::Kind::instruction)
    return node.name == "xml-stylesheet" ? tr("it takes in another file: {0}", {node.text}) : "";
  if (node.kind == Node::Kind::text) {
    const std::string_view fetched =
        node.parent != nullptr && local_name(node.parent->name) == "style" ? fetched_by_style(node.text) : "";
    return fetched.empty() ? "" : tr("it takes in another file: {0}", {fetched});
  }
  if (std::find(programs.begin(), programs.end(), local_name(node.name)) != programs.end())
    return tr("it holds a program: {0}", {node.name});
  for (const Attribute& attribute : node.attributes)
    if (std::string fault = fault_of_attribute(node, attribute); !fault.empty()) return fault;
  return {};
}

// What is wrong with a drawing; "" for nothing.
std::string fault_of_svg(const std::string& path, std::string_view bytes) {
  SourceMap sources;
  Diagnostics faults;
  const auto document = read_xml(sources, sources.add(path, std::string(bytes)), faults);
  if (document == nullptr)
    return sources.where(faults.list().front().span) + ": " + faults.list().front().message;
  const Node& root = *document->root;
  if (root.name != "svg") return tr("its first element is <{0}>, not <svg>", {root.name});
  for (const Node& node : document->nodes)
    if (std::string fault = fault_of_node(node); !fault.empty()) return fault;
  return {};
}

std::string fault_of(const std::string& path, std::string_view bytes) {
  const std::string ending = ending_of(path);
  if (ending == "svg") return fault_of_svg(path, bytes);
  if (ending == "png") return is_whole_png(bytes) ? "" : tr("it is no PNG picture, or was cut off");
  if (ending == "jpg" || ending == "jpeg")
    return is_whole_jpeg(bytes) ? "" : tr("it is no JPEG picture, or was cut off");
  return tr("it is neither SVG, PNG nor JPEG by its name");
}

void picture_unreadable(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* figure : examined.elements("figure")) {
    const Attribute* src = figure->find("src");
    // What is not there is ref-unresolved's.
    if (src == nullptr || !lies_in_content(src->value) ||
        !is_content_file(examined.project, examined.context, src->value))
      continue;
    if (src->value.find_first_of("%#?\"") != std::string::npos) {
      diagnostics.error("picture-unreadable", src->value_span,
                        tr("the name of the picture has a character that addresses use: % # ? or \""),
                        {tr("give the file a name of letters, digits and hyphens")});
      continue;
    }
    const auto bytes =
        read_content_file(examined.project, examined.context, *src, "picture-unreadable", diagnostics);
    if (!bytes) continue;
    if (std::string fault = fault_of(src->value, *bytes); !fault.empty())
      diagnostics.error("picture-unreadable", src->value_span,
                        tr("the picture \"{0}\" cannot be used", {src->value}),
                        {std::move(fault), tr("save it anew as SVG, PNG or JPEG")});
  }
}

}  // namespace

std::vector<Rule> picture_rules() {
  return {{.code = "picture-unreadable",
           .severity = Severity::error,
           .summary = "A picture is of a kind that cannot be shown, or is damaged.",
           .explanation = "Pictures are SVG, PNG or JPEG, whole, and named so. A drawing (SVG) is XML "
                          "without a document type declaration, takes in no other file, for what an output "
                          "shows must be in it, and holds no program.",
           .failing = R"(<figure src="figures/organisation.gif" alt="Bestyrelsen under direktionen"/>
)",
           .passing = R"(<!-- figures/organisation.svg -->
<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>
<!-- papers/charter/kommissorium.xml -->
<figure src="figures/organisation.svg" alt="Bestyrelsen under direktionen"/>
)",
           .check = picture_unreadable,
           .suppressible = false}};
}

}  // namespace kancelli
