#include "pipeline/project/sent_version.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view code = "sent-version";

// The first part of a path below content/sent that is a symbolic link; "" when none is. What is frozen does
// not lie elsewhere, where others may change it, or from where a file of theirs would be published.
std::string link_in(const std::string& root, std::string_view path) {
  std::error_code problem;
  for (std::size_t at = sent_folder.size() + 1; at < path.size(); ++at) {
    at = std::min(path.find('/', at), path.size());
    const std::string part(path.substr(0, at));
    if (std::filesystem::is_symlink(root + "/" + part, problem)) return part;
  }
  return {};
}

std::string no_links() {
  return tr("what was sent lies in the project itself: put the file or folder in the place of the link");
}

// What a version's folder is called: 1, 2, 3; nothing for another name.
std::optional<int> number_of(std::string_view name) {
  int number = 0;
  const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool all = problem == std::errc() && end == name.data() + name.size();
  return all && number > 0 && name[0] != '0' ? std::optional(number) : std::nullopt;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A name that stays in the version's folder.
bool is_name(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return false;
  for (const std::string_view part : split(name, '/'))
    if (part.empty() || part == "." || part == "..") return false;
  return true;
}

// Reads one version.xml; every fault is told at its place.
class VersionReader {
 public:
  VersionReader(SentVersion& version, Diagnostics& diagnostics)
      : version_(version), diagnostics_(diagnostics) {}

  bool read(const Node& root) {
    if (!root.is("version")) return fault(root.name_span, tr("this is no <version>"));
    read_head(root);
    std::set<std::string_view> names;
    for (const Node* node : root.elements("file")) {
      read_file(*node);
      if (!names.insert(node->get("name")).second)
        fault(node->span, tr("the file {0} is listed twice", {node->get("name")}));
    }
    if (!names.contains("source.xml")) fault(root.name_span, tr("it lists no {0}", {"source.xml"}));
    return good_;
  }

 private:
  bool fault(Span span, std::string message) {
    diagnostics_.error(code, span, std::move(message),
                       {tr("what is frozen is never edited: fetch the file from a backup")});
    return good_ = false;
  }

  static Span span_of(const Node& node, std::string_view attribute) {
    const Attribute* found = node.find(attribute);
    return found == nullptr ? node.name_span : found->value_span;
  }

  void read_head(const Node& root) {
    if (root.get("paper") != version_.paper)
      fault(span_of(root, "paper"),
            tr("this is a version of \"{0}\", in the folder of {1}", {root.get("paper"), version_.paper}));
    if (number_of(root.get("number")) != version_.number)
      fault(span_of(root, "number"), tr("this is version {0}, in the folder of version {1}",
                                        {root.get("number"), std::to_string(version_.number)}));
    const std::string before = version_.number == 1 ? "" : std::to_string(version_.number - 1);
    if (root.get("supersedes") != before)
      fault(span_of(root, "supersedes"),
            version_.number == 1
                ? tr("the first version supersedes none")
                : tr("version {0} supersedes version {1}", {std::to_string(version_.number), before}));
    if (const auto sent = Date::parse(root.get("sent")); sent && sent->precision == Date::Precision::day)
      version_.sent = *sent;
    else
      fault(span_of(root, "sent"), tr("\"{0}\" is not a date", {root.get("sent")}));
    if (const Node* reason = root.child("reason")) version_.reason = collapse_space(reason->content());
    if (version_.number > 1 && version_.reason.empty())
      fault(root.name_span, tr("a correction has a reason"));
  }

  void read_file(const Node& node) {
    if (!is_name(node.get("name")))
      fault(span_of(node, "name"), tr("\"{0}\" is no name of a frozen file", {node.get("name")}));
    else if (!is_sha256(node.get("sha256")))
      fault(span_of(node, "sha256"), tr("the SHA-256 of {0} is missing", {node.get("name")}));
    else
      version_.files.push_back({std::string(node.get("name")), std::string(node.get("sha256"))});
  }

  SentVersion& version_;
  Diagnostics& diagnostics_;
  bool good_ = true;
};

// With a diagnostic.
bool leads_elsewhere(const std::string& root, const std::string& path, Diagnostics& diagnostics) {
  const std::string link = link_in(root, path);
  if (link.empty()) return false;
  Diagnostic& d = diagnostics.error(code, {}, tr("{0} is a symbolic link", {link}), {no_links()});
  d.place = link;
  return true;
}

// The versions' folders by number. What an interrupted run has sent, and not yet put into its place, counts.
std::map<int, std::string> folders_of(const std::string& root, const Files& files, std::string_view paper) {
  std::map<int, std::string> folders;
  for (const std::string_view parent : {sent_folder, sending_folder}) {
    const std::string folder = std::string(parent) + "/" + std::string(paper);
    for (const std::string& name : files.list(root + "/" + folder))
      if (const auto number = number_of(name)) folders.emplace(*number, folder + "/" + name);
  }
  return folders;
}

std::unique_ptr<XmlDocument> read_version_file(SourceMap& sources, const std::string& root,
                                               const Files& files, const std::string& folder,
                                               Diagnostics& diagnostics) {
  const std::string name = folder + "/version.xml";
  std::string text;
  try {
    text = files.read(root + "/" + name);
  } catch (const Error& error) {
    Diagnostic& d = diagnostics.error(code, {}, tr("what was sent cannot be read: {0}", {error.what()}),
                                      {tr("what is frozen is never edited: fetch the file from a backup")});
    d.place = name;
    return nullptr;
  }
  return read_xml(sources, sources.add(name, std::move(text)), diagnostics);
}

}  // namespace

const FrozenFile* SentVersion::file(std::string_view name) const {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const FrozenFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

std::vector<SentVersion> sent_versions(SourceMap& sources, const std::string& root, const Files& files,
                                       std::string_view paper, Diagnostics& diagnostics) {
  std::vector<SentVersion> versions;
  for (const std::string_view parent : {sent_folder, sending_folder})
    if (leads_elsewhere(root, std::string(parent) + "/" + std::string(paper), diagnostics)) return {};
  int expected = 1;
  for (const auto& [number, folder] : folders_of(root, files, paper)) {
    if (number != expected) {
      Diagnostic& d = diagnostics.error(code, {},
                                        tr("version {0} of {1} is not there, but version {2} is",
                                           {std::to_string(expected), paper, std::to_string(number)}),
                                        {tr("what is frozen is never edited: fetch the file from a backup")});
      d.place = folder + "/version.xml";
      break;  // nothing can be said of what was built upon a hole
    }
    ++expected;
    SentVersion version;
    version.paper = paper;
    version.number = number;
    version.folder = folder;
    if (leads_elsewhere(root, folder + "/version.xml", diagnostics)) continue;
    const auto document = read_version_file(sources, root, files, folder, diagnostics);
    if (document == nullptr || !VersionReader(version, diagnostics).read(*document->root)) continue;
    if (std::any_of(version.files.begin(), version.files.end(), [&](const FrozenFile& file) {
          return leads_elsewhere(root, version.folder + "/" + file.name, diagnostics);
        }))
      continue;
    version.source = document->source;
    versions.push_back(std::move(version));
  }
  return versions;
}

std::vector<SentVersion> sent_versions(Project& project, const Files& files, std::string_view paper,
                                       Diagnostics& diagnostics) {
  return sent_versions(project.sources, project.root, files, paper, diagnostics);
}

bool keeps_closed_edition(const SentVersion& version) {
  return version.file(version.paper + closed_mark + ".html") != nullptr;
}

namespace {

// In it, or in the cases that it lists.
bool may_hold_closed(const Paper& paper) {
  return paper.type == "agenda" || paper.type == "minutes" ||
         std::any_of(paper.xml->nodes.begin(), paper.xml->nodes.end(),
                     [](const Node& node) { return node.get("access") == "closed"; });
}

}  // namespace

std::string frozen_output(const SentVersion& version, std::string_view ending, bool closed) {
  const bool marked = closed && keeps_closed_edition(version);
  return version.paper + (marked ? closed_mark : "") + std::string(ending);
}

std::string frozen_answers(const SentVersion& version, bool closed) {
  const bool marked = closed && keeps_closed_edition(version);
  return std::string("answers") + (marked ? closed_mark : "") + ".json";
}

bool has_edition(const SentVersion& version, const Paper& paper, bool closed) {
  return !closed || keeps_closed_edition(version) || !may_hold_closed(paper);
}

bool need_edition(const SentVersion& version, const Paper& paper, bool closed, Diagnostics& diagnostics) {
  if (has_edition(version, paper, closed)) return true;
  Diagnostic& d =
      diagnostics.error("sent-edition", {},
                        tr("version {0} of {1} was sent without its closed edition",
                           {std::to_string(version.number), version.paper}),
                        {tr("send it again, then both editions are kept: kancelli send {0} --reason \"...\"",
                            {version.paper})});
  d.place = version.folder + "/version.xml";
  return false;
}

std::string frozen_file(const Project& project, const Files& files, const SentVersion& version,
                        std::string_view name) {
  const FrozenFile* file = version.file(name);
  const std::string path = version.folder + "/" + std::string(name);
  if (file == nullptr)
    throw Error(tr("version {0} of {1} has no {2}", {std::to_string(version.number), version.paper, name}));
  if (const std::string link = link_in(project.root, path); !link.empty())
    throw Error(tr("{0} is a symbolic link", {link}), no_links());
  std::string bytes = files.read(project.root + "/" + path);
  if (sha256(bytes) != file->sha256)
    throw Error(tr("{0} is not what was sent", {path}), tr("fetch the file from a backup"));
  return bytes;
}

std::unique_ptr<Paper> frozen_paper(Project& project, const Files& files, const SentVersion& version,
                                    Diagnostics& diagnostics) {
  // Of a paper that the program makes (an amendment's), what was made and printed.
  const std::string name = version.file("printed.xml") != nullptr ? "printed.xml" : "source.xml";
  auto paper = std::make_unique<Paper>();
  paper->id = version.paper;
  paper->file = version.folder + "/" + name;
  std::string text;
  try {
    text = frozen_file(project, files, version, name);
  } catch (const Error& error) {
    Diagnostic& d = diagnostics.error("sent-damaged", {}, error.what(), {tr("fetch the file from a backup")});
    d.place = paper->file;
    return nullptr;
  }
  paper->xml = read_xml(project.sources, project.sources.add(paper->file, std::move(text)), diagnostics);
  if (paper->xml == nullptr) return nullptr;
  paper->type = paper->root().name;
  paper->valid = true;  // it was when it was sent; its grammar may have changed since
  for (const Node& each : paper->xml->nodes)
    if (const Attribute* id = each.find("id")) paper->ids.emplace(id->value, &each);
  if (const Node* meta = paper->root().child("meta")) read_meta(*meta, *paper);
  // The title as it was printed; a register may say another name today.
  if (const auto head = read_xml(project.sources, version.source, diagnostics))
    paper->title = head->root->get("title");
  return paper;
}

namespace {

SentPaper load_sent(Project& project, const Files& files, const std::string& id, Diagnostics& diagnostics) {
  Diagnostics found;
  SentPaper sent;
  sent.versions = sent_versions(project, files, id, found);
  for (const SentVersion& version : sent.versions)
    if (auto paper = frozen_paper(project, files, version, found)) sent.papers.push_back(std::move(paper));
  // A hole in the numbers, too: what came after it is not known.
  sent.whole = !found.has_errors();
  diagnostics.merge(std::move(found));
  return sent;
}

}  // namespace

SentPapers load_all_sent(Project& project, const Files& files, Diagnostics& diagnostics) {
  std::set<std::string> ids;
  for (const std::string_view parent : {sent_folder, sending_folder}) {
    const std::string folder = project.root + "/" + std::string(parent);
    for (const std::string& name : files.list(folder))
      if (!name.starts_with('.')) ids.insert(name);
  }
  SentPapers all;
  for (const std::string& id : ids) {
    SentPaper sent = load_sent(project, files, id, diagnostics);
    if (!sent.versions.empty() || !sent.whole) all.emplace(id, std::move(sent));
  }
  return all;
}

std::string version_xml(const SentVersion& version, const std::string& title,
                        const std::map<std::string, std::string>& tools) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-model href=\"../../../schema/version.rng\" "
      "type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n<version "
      "xmlns=\"urn:kancelli:1\" paper=\"" +
      xml_escape(version.paper) + "\" title=\"" + xml_escape(title) + "\" number=\"" +
      std::to_string(version.number) + "\" sent=\"" + version.sent.iso() + "\"";
  if (version.number > 1)
    xml += " supersedes=\"" + std::to_string(version.number - 1) + "\">\n  <reason>" +
           xml_escape(version.reason) + "</reason>\n";
  else
    xml += ">\n";
  for (const auto& [name, number] : tools)
    xml += "  <tool name=\"" + xml_escape(name) + "\" version=\"" + xml_escape(number) + "\"/>\n";
  for (const FrozenFile& file : version.files)
    xml += "  <file name=\"" + xml_escape(file.name) + "\" sha256=\"" + file.sha256 + "\"/>\n";
  return xml + "</version>\n";
}

}  // namespace kancelli
