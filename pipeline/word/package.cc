#include "pipeline/word/package.h"

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/system/archives.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli::word {
namespace {

std::string last_word(std::string_view address) {
  return std::string(address.substr(address.rfind('/') + 1));
}

// The name of the part that `target` names from `base`; "" when it leads out of the package.
std::string resolved(std::string_view base, std::string_view target) {
  std::vector<std::string_view> steps;
  if (!target.starts_with('/')) {
    const std::size_t slash = base.rfind('/');
    if (slash != std::string_view::npos) steps = split(base.substr(0, slash), '/');
  }
  for (const std::string_view step : split(target, '/')) {
    if (step.empty() || step == ".") continue;
    if (step != "..") {
      steps.push_back(step);
    } else if (steps.empty()) {
      return "";
    } else {
      steps.pop_back();
    }
  }
  std::string name;
  for (const std::string_view step : steps) name += (name.empty() ? "" : "/") + std::string(step);
  return name;
}

// What is read points into the text that `sources` holds.
std::unique_ptr<XmlDocument> read_part(SourceMap& sources, const std::string& bytes,
                                       Diagnostics& diagnostics) {
  return read_xml(sources, sources.add("", bytes), diagnostics);
}

// Word does not tell capitals from small letters in the names of parts.
std::string in_small_letters(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return name;
}

std::string relations_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

Relation relation_of(const Node& node, std::string_view part) {
  Relation relation{std::string(node.get("Id")), last_word(node.get("Type")), std::string(node.get("Target")),
                    lower(node.get("TargetMode")) == "external"};
  if (!relation.outside && !relation.target.starts_with('#'))
    relation.target = resolved(part, relation.target);
  return relation;
}

// A file of the first form holds its parts' names in what Windows calls a compound file.
constexpr std::string_view old_word = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

class Opener {
 public:
  Opener(Span file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  Package open(std::string_view bytes, const PackageLimits& limits) {
    Package package;
    if (!unpack(bytes, limits, package) || !read_types(package)) return {};
    look_at_xml(limits, package);
    if (!refused_) look_at_types(package);
    if (!refused_) look_at_relations(limits, package);
    if (!refused_ && package.find(package.main()) == nullptr)
      unreadable(tr("it holds no text of a Word document"));
    return refused_ ? Package() : std::move(package);
  }

 private:
  void unreadable(const std::string& why, const std::string& hint = {}) {
    refused_ = true;
    std::vector<std::string> hints;
    if (!hint.empty()) hints.push_back(hint);
    diagnostics_.error("word-unreadable", file_, tr("the file cannot be read as a DOCX: {0}", {why}), hints);
  }
  void refuse(const std::string& what, const std::string& hint) {
    refused_ = true;
    diagnostics_.error("word-refused", file_, what, {hint});
  }

  bool unpack(std::string_view bytes, const PackageLimits& limits, Package& package) {
    if (bytes.size() > limits.file) {
      refuse(tr("the file is larger than {0} MB", {std::to_string(limits.file >> 20)}),
             tr("make its pictures smaller, or take them out"));
      return false;
    }
    if (bytes.starts_with(old_word)) {
      unreadable(tr("it is of Word's old format (.doc), or has a password"),
                 tr("open it in Word and save it as a Word document (.docx), without a password"));
      return false;
    }
    if (const OtherKind other = other_kind(bytes); !other.what.empty()) {
      unreadable(bytes.empty() ? other.what : tr("it is {0}, whatever its name says", {other.what}),
                 other.hint);
      return false;
    }
    if (!bytes.starts_with("PK")) {
      unreadable(tr("it is not from Word, whatever its name says"), tr("open it in Word and save it again"));
      return false;
    }
    try {
      for (auto& [name, content] : unzip(bytes, limits.unpacked)) add(name, std::move(content), package);
    } catch (const Error& error) {
      if (error.what() == tr("it unpacks to too much")) {
        refuse(tr("the file unpacks to more than {0} MB", {std::to_string(limits.unpacked >> 20)}),
               tr("make its pictures smaller, or take them out"));
        return false;
      }
      unreadable(error.what(), tr("open it in Word and save it again"));
      return false;
    }
    if (package.parts.size() > limits.parts)
      refuse(tr("the file has more than {0} parts", {std::to_string(limits.parts)}),
             tr("copy its text into a new document"));
    return !refused_;
  }

  void add(const std::string& name, std::string content, Package& package) {
    if (name.empty() || name.ends_with('/')) return;  // a comment, a folder
    const auto steps = split(std::string_view(name), '/');
    const bool leads_out = name.front() == '/' || name.find_first_of("\\:") != std::string::npos ||
                           std::find(steps.begin(), steps.end(), "..") != steps.end() ||
                           find_invalid_utf8(name) != std::string_view::npos;
    if (leads_out)
      refuse(tr("a part of the file has a name that leads out of it"),
             tr("copy its text into a new document"));
    else if (!names_.insert(lower(name)).second)
      refuse(tr("the file has two parts of the name {0}", {name}), tr("open it in Word and save it again"));
    else
      package.order.push_back(name), package.parts.emplace(name, std::move(content));
  }

  bool read_types(Package& package) {
    const std::string* bytes = package.find("[Content_Types].xml");
    SourceMap sources;
    Diagnostics faults;
    const auto document = bytes == nullptr ? nullptr : read_part(sources, *bytes, faults);
    if (document == nullptr) {
      unreadable(tr("it does not say what its parts are"), tr("open it in Word and save it again"));
      return false;
    }
    std::map<std::string, std::string> by_ending;
    for (const Node* node : document->root->elements("Default"))
      by_ending[lower(node->get("Extension"))] = node->get("ContentType");
    for (const auto& [name, content] : package.parts) {
      const auto found = by_ending.find(lower(std::string_view(name).substr(name.rfind('.') + 1)));
      if (found != by_ending.end()) package.types[name] = found->second;
    }
    for (const Node* node : document->root->elements("Override"))
      package.types[resolved("", node->get("PartName"))] = node->get("ContentType");
    return true;
  }

  void look_at_xml(const PackageLimits& limits, const Package& package) {
    std::size_t elements = 0;
    for (const auto& [name, content] : package.parts) {
      const auto type = package.types.find(name);
      const std::string small = in_small_letters(name);
      const bool is_xml =
          small.ends_with(".xml") || small.ends_with(".rels") ||
          (type != package.types.end() && lower(type->second).find("xml") != std::string::npos);
      if (!is_xml) continue;
      look_for_doctype(name, content);
      for (std::size_t at = content.find('<'); at != std::string::npos; at = content.find('<', at + 1))
        elements += at + 1 < content.size() && content[at + 1] != '/';
    }
    if (elements > limits.elements)
      refuse(tr("the file has more than {0} elements", {std::to_string(limits.elements)}),
             tr("copy its text into several documents"));
  }

  void look_for_doctype(const std::string& name, const std::string& content) {
    // In UTF-16 its characters stand apart.
    std::string letters;
    if (content.substr(0, 64).find('\0') != std::string::npos)
      std::copy_if(content.begin(), content.end(), std::back_inserter(letters),
                   [](char c) { return c != '\0'; });
    if (content.find("<!DOCTYPE") != std::string::npos || letters.find("<!DOCTYPE") != std::string::npos)
      refuse(tr("the part {0} has a document type declaration", {name}),
             tr("open it in Word and save it again"));
  }

  void look_at_types(const Package& package) {
    for (const auto& [name, type] : package.types) {
      const std::string kind = lower(type);
      if (kind.find("macroenabled") != std::string::npos || kind.find("vbaproject") != std::string::npos)
        return refuse(tr("the file has macros"), tr("save it as a Word document without macros (.docx)"));
      if (kind.find("activex") != std::string::npos || kind.find("oleobject") != std::string::npos)
        return refuse(tr("the file has a program or an object of another program in it ({0})", {name}),
                      tr("put a picture of it, or its text, in its place"));
    }
  }

  void look_at_relations(const PackageLimits& limits, const Package& package) {
    std::size_t all = 0;
    for (const auto& [name, content] : package.parts) {
      const std::string small = in_small_letters(name);
      const std::size_t folder = small.rfind("_rels/");
      if (!small.ends_with(".rels") || folder == std::string::npos) continue;
      // "word/_rels/document.xml.rels" tells of "word/document.xml".
      std::string part = name.substr(0, name.size() - 5);
      part.erase(folder, 6);
      SourceMap sources;
      Diagnostics faults;
      const auto document = read_part(sources, content, faults);
      if (document == nullptr)
        return unreadable(tr("the part {0} is damaged", {name}), tr("open it in Word and save it again"));
      all += look_at_relations(*document, part);
      if (refused_) return;
    }
    if (all > limits.relations)
      refuse(tr("the file has more than {0} links", {std::to_string(limits.relations)}),
             tr("copy its text into several documents"));
  }

  std::size_t look_at_relations(const XmlDocument& relations, const std::string& part) {
    const auto all = relations.root->elements("Relationship");
    for (const Node* node : all) {
      const Relation relation = relation_of(*node, part);
      look_at(relation);
      if (!relation.outside && relation.target.empty())
        refuse(tr("a part of the file has a name that leads out of it"),
               tr("copy its text into a new document"));
      if (refused_) break;
    }
    return all.size();
  }

  // Word notes where the template lay that a document was begun with: "file:///C:\Skabeloner\Notat.dotx". A
  // drive's letter leads to no other machine that the reader has not tied to his own.
  static bool is_on_this_machine(std::string_view address) {
    constexpr std::string_view scheme = "file:///";
    const std::string path = lower(address);
    if (!path.starts_with(scheme)) return false;
    const std::string_view rest = std::string_view(path).substr(scheme.size());
    return rest.size() > 2 && rest[0] >= 'a' && rest[0] <= 'z' && rest[1] == ':' &&
           (rest[2] == '\\' || rest[2] == '/');
  }

  void look_at(const Relation& relation) {
    static constexpr std::array<std::string_view, 4> foreign = {"oleobject", "package", "control",
                                                                "activexcontrolbinary"};
    static constexpr std::array<std::string_view, 3> fetched = {"afchunk", "subdocument", "frame"};
    static constexpr std::array<std::string_view, 3> macros = {"vbaproject", "wordvbadata",
                                                               "keymapcustomizations"};
    const std::string type = lower(relation.type);
    const auto is_one_of = [&](const auto& types) {
      return std::find(types.begin(), types.end(), type) != types.end();
    };
    if (is_one_of(macros))
      refuse(tr("the file has macros"), tr("save it as a Word document without macros (.docx)"));
    else if (is_one_of(foreign))
      refuse(tr("the file has a program or an object of another program in it ({0})", {relation.target}),
             tr("put a picture of it, or its text, in its place"));
    else if (is_one_of(fetched))
      refuse(tr("the file fetches text from another file ({0})", {relation.target}),
             tr("put the text itself in its place"));
    else if (type == "attachedtemplate" && relation.outside && is_on_this_machine(relation.target))
      return;
    else if (type == "attachedtemplate" && relation.outside)
      refuse(tr("the file fetches its template from {0}", {relation.target}),
             tr("in Word, choose Developer, Document Template, and take the template's address out"));
    else if (relation.outside && type != "hyperlink")
      refuse(tr("the file fetches something from {0}", {relation.target}),
             tr("put the picture into the file itself: Insert, Pictures, This Device"));
  }

  Span file_;
  Diagnostics& diagnostics_;
  std::set<std::string> names_;
  bool refused_ = false;
};

}  // namespace

const std::string* Package::find(std::string_view name) const {
  const auto found = parts.find(name);
  return found == parts.end() ? nullptr : &found->second;
}

std::vector<Relation> Package::relations(std::string_view part) const {
  std::vector<Relation> result;
  const std::string* bytes = find(relations_of(part));
  SourceMap sources;
  Diagnostics faults;
  const auto document = bytes == nullptr ? nullptr : read_part(sources, *bytes, faults);
  if (document == nullptr) return result;
  for (const Node* node : document->root->elements("Relationship"))
    result.push_back(relation_of(*node, part));
  return result;
}

std::string Package::related(std::string_view part, std::string_view type) const {
  for (const Relation& relation : relations(part))
    if (relation.type == type && !relation.outside) return relation.target;
  return "";
}

Package open_package(std::string_view bytes, Span file, Diagnostics& diagnostics,
                     const PackageLimits& limits) {
  return Opener(file, diagnostics).open(bytes, limits);
}

OtherKind other_kind(std::string_view bytes) {
  const std::string save = tr("open it in Word, and save it as a Word document (.docx)");
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return {tr("the file is empty"), tr("is it the right file? Save it again where it was written")};
  if (bytes.starts_with("{\\rtf")) return {tr("RTF"), save};
  if (bytes.starts_with("%PDF-"))
    return {tr("a PDF"),
            tr("save the document itself as a Word document (.docx); `kancelli import` reads a PDF")};
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xff\xd8\xff") || bytes.starts_with("GIF8") ||
      bytes.starts_with("II*") || bytes.substr(0, 16).ends_with("WEBPVP8 "))
    return {tr("a picture"), tr("a picture holds no text: find the document that it shows")};
  constexpr std::string_view open_document = "mimetypeapplication/vnd.oasis.opendocument";
  if (bytes.starts_with("PK") && bytes.substr(0, 200).find(open_document) != std::string_view::npos)
    return {tr("an OpenDocument file (ODT)"), save};
  return {};
}

}  // namespace kancelli::word
