#include "pipeline/write/accessibility.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/write/report.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

class Examiner {
 public:
  Examiner(const Project& project, Diagnostics& diagnostics) : project_(project), diagnostics_(diagnostics) {}

  bool examine(const ast::Document& document) {
    const auto text = [&](const char* key) {
      const ast::Meta* value = document.meta.find(key);
      return value == nullptr                         ? std::string()
             : value->kind == ast::Meta::Kind::string ? value->string
                                                      : ast::stringify(value->content);
    };
    if (trim(text("title")).empty()) find("", tr("the paper has no title"), tr("write <title> in <meta>"));
    if (text("lang").empty())
      find("", tr("the paper's language is not told"), tr("write xml:lang=\"da\" in the first tag"));
    for (const Element& block : document.blocks) visit(block, "");
    if (first_level_ != 1)
      find("", tr("the paper has {0} headings of the first level, not one", {std::to_string(first_level_)}),
           "");
    return good_;
  }

 private:
  void find(const std::string& pos, std::string message, std::string hint) {
    good_ = false;
    std::vector<std::string> hints;
    if (!hint.empty()) hints.push_back(std::move(hint));
    diagnostics_.warning("accessibility", span_at(project_, pos), std::move(message), std::move(hints));
  }

  void visit(const Element& element, const std::string& outer) {
    if (element.attr().has_class("dropped")) return;
    const std::string* own = element.attr().find("data-pos");
    const std::string& pos = own == nullptr ? outer : *own;
    if (element.kind == Kind::Header) heading(element, pos);
    if (element.kind == Kind::Image) image(element, pos);
    if (element.kind == Kind::Table) table(element, pos);
    if (element.kind == Kind::Link) link(element, pos);
    for (const Element& child : element.content) visit(child, pos);
  }

  void heading(const Element& element, const std::string& pos) {
    const int level = element.extra->number;
    if (level == 1) ++first_level_;
    if (level > level_ + 1)
      find(pos,
           tr("the heading \"{0}\" leaves a level out: {1} after {2}",
              {ast::stringify(element), std::to_string(level), std::to_string(level_)}),
           "");
    if (trim(ast::stringify(element)).empty()) find(pos, tr("a heading is empty"), "");
    level_ = level;
  }

  void image(const Element& element, const std::string& pos) {
    const std::string* written = element.attr().find("alt");
    const std::string* decorative = element.attr().find("decorative");
    const std::string alt = written == nullptr ? ast::stringify(element) : *written;
    if (trim(alt).empty() && !element.attr().has_class("decorative") &&
        (decorative == nullptr || *decorative != "true"))
      find(pos, tr("the picture {0} has no text alternative", {element.text}),
           tr("write alt=\"...\" on <figure>: what the picture tells"));
  }

  void table(const Element& element, const std::string& pos) {
    const bool has_head = std::any_of(
        element.content.begin(), element.content.end(),
        [](const Element& part) { return part.kind == Kind::TableHead && !part.content.empty(); });
    if (!has_head) find(pos, tr("a table has no head row"), "");
  }

  // What a link's text says is looked at before (link-text).
  void link(const Element& element, const std::string& pos) {
    if (trim(ast::stringify(element)).empty())
      find(pos, tr("a link has no text"), tr("write what the reader finds there"));
  }

  const Project& project_;
  Diagnostics& diagnostics_;
  bool good_ = true;
  int level_ = 0, first_level_ = 0;
};

}  // namespace

bool prove_accessible(const ast::Document& document, const Project& project, Diagnostics& diagnostics) {
  return Examiner(project, diagnostics).examine(document);
}

}  // namespace kancelli
