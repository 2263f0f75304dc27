// Word, Excel, PowerPoint and OpenDocument files, and any other ZIP: parts of XML, and what lies beside them.
#include <algorithm>
#include <array>

#include "pipeline/check/cpr.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/file_text.h"

namespace kancelli::file_text {
namespace {

std::string_view local_name(std::string_view tag) {
  const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

// Calls take(tag, the text up to the next tag) for every start tag.
template <typename Take>
void for_each_tag(std::string_view xml, Take take) {
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    if (at + 1 >= xml.size() || xml[at + 1] == '/' || xml[at + 1] == '!' || xml[at + 1] == '?') continue;
    const std::size_t end = xml.find('>', at);
    if (end == std::string_view::npos) return;
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    take(tag, xml.substr(end + 1, std::min(xml.find('<', end), xml.size()) - end - 1));
  }
}

// The value of an attribute, whatever its prefix; "" when it is not there.
std::string value_of(std::string_view tag, std::string_view attribute) {
  for (std::size_t at = tag.find(attribute); at != std::string_view::npos; at = tag.find(attribute, at + 1)) {
    const std::size_t equal = at + attribute.size();
    const char before = at == 0 ? ' ' : tag[at - 1];
    if ((before != ' ' && before != ':' && before != '\n' && before != '\t') || equal + 1 >= tag.size() ||
        tag[equal] != '=')
      continue;
    const char quote = tag[equal + 1];
    const std::size_t end = tag.find(quote, equal + 2);
    if (end != std::string_view::npos) return unescaped(tag.substr(equal + 2, end - equal - 2));
  }
  return {};
}

bool is_one_of(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr auto revision_tags =
    std::to_array<std::string_view>({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
                                     "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
                                     "tcPrChange", "numberingChange", "tracked-changes", "change-start"});
constexpr auto comment_tags =
    std::to_array<std::string_view>({"comment", "threadedComment", "cm", "annotation", "commentReference"});
constexpr auto author_tags = std::to_array<std::string_view>(
    {"creator", "lastModifiedBy", "Manager", "initial-creator", "printed-by", "author"});

class PackageReader {
 public:
  explicit PackageReader(FileText& found) : found_(found) {}

  void part(const std::string& name, std::string_view xml) {
    if (name.starts_with("xl/worksheets/")) return sheet(name, xml);
    read_markup(xml, Markup::xml, found_);
    // A drawing's tags are called like some of these.
    const bool text_part =
        name.find("theme/") == std::string::npos && name.find("styles") == std::string::npos;
    for_each_tag(xml, [&](std::string_view tag, std::string_view text) { look(name, tag, text, text_part); });
  }

  void finish() {
    for (auto& [kind, parts] : seen_) {
      std::sort(parts.begin(), parts.end());
      parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
      found_.oddities.push_back({kind, join(parts, ", ")});
    }
  }

  void note(Oddity::Kind kind, const std::string& what) {
    for (auto& [known, parts] : seen_)
      if (known == kind) return parts.push_back(what);
    seen_.push_back({kind, {what}});
  }

 private:
  void look(const std::string& part, std::string_view tag, std::string_view text, bool text_part) {
    const std::string_view name = local_name(tag);
    if (text_part && is_one_of(name, revision_tags)) note(Oddity::Kind::revisions, part);
    if (is_one_of(name, comment_tags)) note(Oddity::Kind::comments, part);
    if (is_one_of(name, author_tags)) author(part, name, text);
    if (text_part && name == "vanish" && value_of(tag, "val") != "0" && value_of(tag, "val") != "false")
      note(Oddity::Kind::hidden, part);
    if (name == "sheet" && value_of(tag, "state").ends_with("idden"))
      note(Oddity::Kind::hidden, value_of(tag, "name"));
    if (name == "sld" && value_of(tag, "show") == "0") note(Oddity::Kind::hidden, part);
    if (name == "Relationship" && is_path_of_a_machine(value_of(tag, "Target")))
      note(Oddity::Kind::path, part);
    if (part.starts_with("docProps/") && is_path_of_a_machine(text)) note(Oddity::Kind::path, part);
    for (const std::string_view spoken : {"descr", "title", "alias", "tag"})
      if (const std::string value = value_of(tag, spoken); !value.empty())
        found_.texts.push_back({value, true});
  }

  void author(const std::string& part, std::string_view tag, std::string_view text) {
    const bool properties = part.starts_with("docProps/") || part == "meta.xml";
    if (!properties && tag == "author" && !part.starts_with("xl/")) return;
    const std::string name = collapse_space(unescaped(text));
    if (!name.empty()) found_.authors.push_back(name);
  }

  // A cell's number is written as the machine sees it: a budget has ten digits too, and a civil registration
  // number loses the zero that it begins with.
  void sheet(const std::string& name, std::string_view xml) {
    FileText as_text;
    read_markup(xml, Markup::xml, as_text);
    for (FileText::Text& text : as_text.texts) found_.texts.push_back({std::move(text.text), false, text.of});
    bool number = false;
    for_each_tag(xml, [&](std::string_view tag, std::string_view text) {
      const std::string_view element = local_name(tag);
      if (element == "c") number = value_of(tag, "t").empty() || value_of(tag, "t") == "n";
      if ((element == "row" || element == "col") &&
          (value_of(tag, "hidden") == "1" || value_of(tag, "hidden") == "true"))
        note(Oddity::Kind::hidden, name);
      if (element == "t") found_.texts.push_back({unescaped(text), true});
      if (element != "v") return;
      if (!number) return found_.texts.push_back({unescaped(text), true});
      const std::string whole = (text.size() == 9 ? "0" : "") + std::string(text);
      const auto hits = find_cpr_numbers(whole);
      if (hits.size() == 1 && hits[0].likely) found_.texts.push_back({whole, true});
    });
  }

  FileText& found_;
  std::vector<std::pair<Oddity::Kind, std::vector<std::string>>> seen_;
};

bool is_embedded(std::string_view name) {
  const std::string known = lower(name);
  for (const char* part : {"embeddings/", "vbaproject", "vbadata", "activex/", "oleobject", "externallinks/",
                           "object 1/", "basic/", "scripts/", "ctrlprops/"})
    if (known.find(part) != std::string::npos && !known.ends_with(".rels")) return true;
  return false;
}

}  // namespace

bool is_path_of_a_machine(std::string_view text) {
  for (const std::string_view mark : {"file:/", "\\\\", "/home/", "/Users/", "/tmp/"})
    if (text.find(mark) != std::string_view::npos) return true;
  for (std::size_t at = text.find(":\\"); at != std::string_view::npos; at = text.find(":\\", at + 1))
    if (at > 0 && is_letter(static_cast<unsigned char>(text[at - 1]))) return true;
  return false;
}

void read_package(std::string_view bytes, FileText& found, ProcessRunner& processes, int depth) {
  const auto entries = unzip(bytes);
  const auto has = [&](std::string_view name) {
    return std::any_of(entries.begin(), entries.end(), [&](const auto& each) { return each.first == name; });
  };
  const bool document = has("[Content_Types].xml") || has("mimetype") || has("META-INF/manifest.xml");
  PackageReader reader(found);
  if (!document) reader.note(Oddity::Kind::embedded, tr("a ZIP archive"));
  for (const auto& [name, content] : entries) {
    found.texts.push_back({name, false});
    if (document && is_embedded(name)) reader.note(Oddity::Kind::embedded, name);
    const bool xml = name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
    if (document && xml)
      reader.part(name, content);
    else
      read_any(name, content, found, processes, depth + 1);
  }
  reader.finish();
}

}  // namespace kancelli::file_text
