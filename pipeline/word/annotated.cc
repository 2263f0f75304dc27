#include "pipeline/word/annotated.h"

#include <algorithm>
#include <optional>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/system/archives.h"
#include "pipeline/word/anchors.h"
#include "pipeline/word/places.h"
#include "pipeline/word/styles.h"

namespace kancelli::word {
namespace {

constexpr const char* author = "Kancelli";
constexpr std::string_view transitional_relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view strict_relations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
constexpr std::string_view package_relations = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view type_of_comments =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

// A part that was read before, or is read here.
class Part {
 public:
  explicit Part(const std::string& bytes) : bytes_(bytes) {
    Diagnostics faults;
    read_ = read_xml(sources_, sources_.add("", bytes), faults, XmlLimits{.bytes = 64u << 20});
    if (read_ == nullptr) throw Error(tr("a part of the file cannot be read"));
  }
  const Node& root() const { return *read_->root; }
  std::string prefix() const { return std::string(prefix_of(bytes_, root())); }
  std::string with_added(const std::string& content) const {
    Insertions insertions;
    append_children(bytes_, root(), content, insertions);
    return with(bytes_, insertions);
  }

 private:
  const std::string& bytes_;
  SourceMap sources_;
  std::unique_ptr<XmlDocument> read_;
};

class Annotator {
 public:
  explicit Annotator(const Document& document)
      : document_(document), main_(document.package.main()), ids_(document), anchors_(document, ids_) {
    comments_ = document.package.related(main_, "comments");
    related_ = !comments_.empty();
    const std::string folder = main_.substr(0, main_.rfind('/') + 1);  // npos + 1: in no folder
    if (!related_) comments_ = unused(folder, "comments");
    if (document.package.find(comments_) != nullptr) {
      const auto read = document.xml.find(comments_);
      if (read == document.xml.end() || !is_word(*read->second->root, "comments"))
        throw Error(tr("the comments of the file cannot be read"), tr("open it in Word and save it again"));
      before_ = read->second->root;
    }
    find_styles();
    for (const Comment& comment : document.comments)
      if (comment.author == author) {
        said_.insert({comment.begin.paragraph, comment.text});
        said_.insert({0, comment.text});
      }
  }

  void add(const Annotation& annotation) {
    std::string text = annotation.text;
    const Anchors::Tie tie = anchors_.tie(annotation.place);
    if (!tie.at_words) text = elsewhere(anchors_.words_at(annotation.place)) + "\n" + text;
    const std::uint32_t number =
        tie.at_words && tie.words.paragraph != nullptr ? tie.words.paragraph->number : 0;
    if (said_.contains({number, text})) return;
    const std::string id = ids_.next();
    anchors_.add(id, tie);
    made_ += comment(id, text);
  }

  // The parts that are other than before.
  std::map<std::string, std::string, std::less<>> changed() {
    if (made_.empty()) return {};
    changed_[main_] = with(part(main_), anchors_.insertions());
    if (before_ != nullptr) {
      Insertions insertions;
      append_children(part(comments_), *before_, made_, insertions);
      changed_[comments_] = with(part(comments_), insertions);
      return std::move(changed_);
    }
    changed_[comments_] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"" +
        std::string(space()) + "\">" + made_ + "</w:comments>";
    if (!related_) relate();
    if (const auto known = document_.package.types.find(comments_);
        known != document_.package.types.end() && known->second == type_of_comments)
      return std::move(changed_);
    const std::string types = "[Content_Types].xml";
    const Part all(part(types));
    changed_[types] = all.with_added("<" + all.prefix() + "Override PartName=\"/" + comments_ +
                                     "\" ContentType=\"" + std::string(type_of_comments) + "\"/>");
    return std::move(changed_);
  }

 private:
  const std::string& part(std::string_view name) const { return *document_.package.find(name); }
  std::string_view space() const { return document_.xml.find(main_)->second->root->space; }

  // A name that no part has, whatever its capitals.
  std::string unused(const std::string& folder, const std::string& name) const {
    const auto is_used = [&](const std::string& wanted) {
      return std::any_of(document_.package.order.begin(), document_.package.order.end(),
                         [&](const std::string& each) { return lower(each) == lower(wanted); });
    };
    std::string wanted = folder + name + ".xml";
    for (int number = 2; is_used(wanted); ++number) wanted = folder + name + std::to_string(number) + ".xml";
    return wanted;
  }

  void find_styles() {
    const auto styles = document_.xml.find(document_.package.related(main_, "styles"));
    if (styles == document_.xml.end()) return;
    for (const Node* style : styles->second->root->elements("style")) {
      const Node* name = word_child(style, "name");
      if (name == nullptr) continue;
      if (word_value(*name) == "annotation text") text_style_ = word_value(*style, "styleId");
      if (word_value(*name) == "annotation reference") mark_style_ = word_value(*style, "styleId");
    }
  }

  // The words of a place that no comment can stand at, and where they are.
  std::string elsewhere(const Anchors::Words& words) {
    if (!places_) places_.emplace(document_);
    return tr("{0}: \"{1}\"", {places_->of(*words.paragraph),
                               words.paragraph->text().substr(words.begin, words.end - words.begin)});
  }

  std::string comment(const std::string& id, const std::string& text) const {
    // The namespace is that of the part it is added to, whatever its prefix is there.
    const std::string p = before_ == nullptr ? "w:" : std::string(prefix_of(part(comments_), *before_));
    const std::string a = p.empty() ? "kancelli:" : p;
    const std::string declared = p.empty() ? " xmlns:kancelli=\"" + std::string(space()) + "\"" : "";
    std::string result = "<" + p + "comment" + declared + " " + a + "id=\"" + id + "\" " + a + "author=\"" +
                         author + "\" " + a + "initials=\"K\">";
    bool first = true;
    for (const std::string_view line : split(std::string_view(text), '\n')) {
      result += "<" + p + "p>";
      if (!text_style_.empty())
        result += "<" + p + "pPr><" + p + "pStyle " + a + "val=\"" + xml_escape(text_style_) + "\"/></" + p +
                  "pPr>";
      if (first) {
        result += "<" + p + "r>";
        if (!mark_style_.empty())
          result += "<" + p + "rPr><" + p + "rStyle " + a + "val=\"" + xml_escape(mark_style_) + "\"/></" +
                    p + "rPr>";
        result += "<" + p + "annotationRef/></" + p + "r>";
      }
      result += "<" + p + "r><" + p + "t xml:space=\"preserve\">" + xml_escape(line) + "</" + p + "t></" + p +
                "r></" + p + "p>";
      first = false;
    }
    return result + "</" + p + "comment>";
  }

  // The main part's relation to its new comments.
  void relate() {
    const std::size_t slash = main_.rfind('/') + 1;
    const std::string name = main_.substr(0, slash) + "_rels/" + main_.substr(slash) + ".rels";
    const bool strict = space().find("purl.oclc.org") != std::string_view::npos;
    const std::string type = std::string(strict ? strict_relations : transitional_relations) + "/comments";
    std::set<std::string> used;
    for (const Relation& relation : document_.package.relations(main_)) used.insert(relation.id);
    int number = 1;
    while (used.contains("kancelli" + std::to_string(number))) ++number;
    const auto relation = [&](const std::string& prefix) {
      return "<" + prefix + "Relationship Id=\"kancelli" + std::to_string(number) + "\" Type=\"" + type +
             "\" Target=\"" + comments_.substr(slash) + "\"/>";
    };
    if (document_.package.find(name) == nullptr) {
      changed_[name] =
          "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"" +
          std::string(package_relations) + "\">" + relation("") + "</Relationships>";
      return;
    }
    const Part relations(part(name));
    changed_[name] = relations.with_added(relation(relations.prefix()));
  }

  const Document& document_;
  std::string main_, comments_;
  bool related_ = false;          // the text names that part already
  const Node* before_ = nullptr;  // the comments that it has
  AnnotationIds ids_;
  Anchors anchors_;
  std::optional<Places> places_;
  std::string text_style_, mark_style_, made_;
  std::set<std::pair<std::uint32_t, std::string>>
      said_;  // before, by us: in which paragraph, and anywhere (0)
  std::map<std::string, std::string, std::less<>> changed_;
};

}  // namespace

std::string annotated(std::string_view file, const Document& document,
                      const std::vector<Annotation>& annotations) {
  Annotator annotator(document);
  for (const Annotation& annotation : annotations) annotator.add(annotation);
  const auto changed = annotator.changed();
  return changed.empty() ? std::string(file) : repacked(file, changed);
}

}  // namespace kancelli::word
