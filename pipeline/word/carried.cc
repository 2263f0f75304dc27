#include "pipeline/word/carried.h"

#include <charconv>

#include "pipeline/core/text.h"
#include "pipeline/write/docx_carried.h"

namespace kancelli::word {
namespace {

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

// The part of our namespace, whatever the program that saved the file last calls it.
std::unique_ptr<XmlDocument> structure_of(SourceMap& sources, const Document& document) {
  for (const auto& [name, bytes] : document.package.parts) {
    if (!name.starts_with("customXml/") || bytes.find(carried_namespace) == std::string::npos) continue;
    Diagnostics faults;  // somebody else's part may be what it wants
    auto read = read_xml(sources, sources.add(name, bytes), faults, {.bytes = 64u << 20, .depth = 100});
    if (read != nullptr && read->root->is("carried") && read->root->space == carried_namespace) return read;
  }
  return nullptr;
}

bool is_added(const Node& node) {
  return node.is("added") && node.space == carried_namespace;
}

}  // namespace

std::optional<Carried> carried(SourceMap& sources, const Document& document) {
  Carried result;
  result.structure = structure_of(sources, document);
  if (result.structure == nullptr) return std::nullopt;
  const Node& root = *result.structure->root;
  result.paper = root.get("paper");
  result.type = root.get("type");
  result.edition = root.get("edition");
  result.version = root.get("version");
  result.hash = root.get("hash");
  const auto hashes = [&](std::string_view name) -> std::optional<std::set<std::string>> {
    if (root.find(name) == nullptr) return std::nullopt;
    std::set<std::string> found;
    for (const std::string_view each : split(root.get(name), ' ')) found.emplace(each);
    return found;
  };
  result.heads = hashes("heads");
  result.pictures = hashes("pictures");
  for (const Node& node : result.structure->nodes) {
    const std::uint32_t key = node.kind == Node::Kind::element ? number(node.get(key_attribute)) : 0;
    if (key == 0) continue;
    const bool added = is_added(node);
    if (!added) result.elements[key] = &node;
    if (const Attribute* hash = node.find(hash_attribute))
      (added ? result.added : result.hashes)[key] = hash->value;
  }
  return result;
}

std::string element_hash(std::string_view words) {
  return printed_hash(words);
}

}  // namespace kancelli::word
