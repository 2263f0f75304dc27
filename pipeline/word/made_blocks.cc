#include "pipeline/word/made_blocks.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_table.h"
#include "pipeline/word/made_words.h"

namespace kancelli::word {
namespace {

using Kind = Part::Kind;
using Certainty = Finding::Certainty;

class BlockMaker {
 public:
  BlockMaker(Making& making, QuotedPlaces& quotable, const std::vector<const Part*>& parts)
      : making_(making), quotable_(quotable), parts_(parts) {}

  std::vector<MadeBlock> make() {
    while (at_ < parts_.size()) next();
    return std::move(blocks_);
  }

 private:
  const Part& part(std::size_t index) const { return *parts_[index]; }
  bool is(std::size_t index, Kind kind) const { return index < parts_.size() && part(index).kind == kind; }

  void next() {
    const Part& here = part(at_);
    switch (here.kind) {
      case Kind::item:
        return list();
      case Kind::caption:
        return caption();
      case Kind::table:
        return table(nullptr);
      case Kind::figure:
        return figures();
      case Kind::quote:
        return quote();
      case Kind::note:
        return note();
      case Kind::contents:
        return contents();
      default:
        break;
    }
    // "Tabel 1 ..." right above a table is its caption, whatever its style.
    if (here.kind == Kind::text && is(at_ + 1, Kind::table) && here.words.size() < 200 &&
        caption_number(here.paragraph->text()) > 0)
      return caption();
    if (here.kind == Kind::text && !here.paragraph->boxed && is_quoted_whole(here.words) && quoted_whole())
      return;
    Made made = paragraph(here);
    std::string why;
    if (here.kind == Kind::quote_source || here.kind == Kind::head || here.kind == Kind::signature)
      why = tr("a line of another kind than the type has here");
    if (here.paragraph->boxed) why = tr("it stands in a text box, beside the text");
    add(std::move(made), here, why);
    ++at_;
  }

  void add(Made made, const Part& first, std::string unplaced = {}) {
    if (!unplaced.empty())
      making_.tell(Finding::Kind::kept, Certainty::unsure, making_.span(first), first.words,
                   "<" + made.name + ">", unplaced);
    blocks_.push_back({std::move(made), &first, std::move(unplaced)});
    for (const Run* run : pictures_) picture(*run, first, nullptr);
    pictures_.clear();
  }

  std::vector<Made> inlines(const Part& here, bool look = true, bool notes = true) {
    MadeWords words = words_of(making_.document, *here.paragraph,
                               {here.begin, std::string::npos, look, notes}, making_.findings);
    pictures_.insert(pictures_.end(), words.pictures.begin(), words.pictures.end());
    return std::move(words.inlines);
  }

  Made paragraph(const Part& here) {
    Made made = Made::element("p");
    if (const std::string id = making_.id_of(here.paragraph->controls); !id.empty()) made.set("id", id);
    made.children = inlines(here);
    return made;
  }

  void contents() {
    making_.findings.push_back(left_out(making_.document, *part(at_).paragraph, 0,
                                        part(at_).paragraph->text().size(),
                                        tr("the table of contents is made again")));
    ++at_;
  }

  // --- lists

  static bool says_at(const Part& item) { return item.words.starts_with("at ") || item.words == "at"; }

  void list() {
    const std::size_t first = at_;
    Made made = list_from(part(at_).level);
    std::string id = list_id(first, at_);
    if (!id.empty()) made.attributes.insert(made.attributes.begin(), {"id", id});
    add(std::move(made), part(first));
  }

  // The control around all items and nothing else.
  std::string list_id(std::size_t first, std::size_t end) {
    for (const std::string& tag : part(first).paragraph->controls) {
      const auto count = making_.tags.find(tag);
      if (count == making_.tags.end() || static_cast<std::size_t>(count->second) != end - first ||
          end - first < 2 || !is_id(tag))
        continue;
      if (making_.ids.insert(tag).second) return tag;
    }
    return {};
  }

  bool same_list(const Part& a, const Part& b) const {
    if (a.numbered != b.numbered) return false;
    return !a.numbered || a.paragraph->numbering.list == b.paragraph->numbering.list;
  }

  Made list_from(int level) {
    const Part& first = part(at_);
    Made made = Made::element("list");
    bool all_at = first.numbered;
    while (is(at_, Kind::item) && part(at_).level >= level) {
      if (part(at_).level > level && !made.children.empty()) {
        inner_list(made.children.back());
        continue;
      }
      if (!same_list(first, part(at_)) && part(at_).level == level) break;
      const Part& here = part(at_);
      all_at = all_at && says_at(here);
      Made item = Made::element("item");
      if (const std::string id = making_.id_of(here.paragraph->controls); !id.empty()) item.set("id", id);
      item.children = inlines(here);
      made.children.push_back(std::move(item));
      ++at_;
    }
    made.set("kind", all_at ? "at" : first.numbered ? "number" : "bullet");
    return made;
  }

  // What stands deeper belongs to the item above it.
  void inner_list(Made& item) {
    if (item.child("p") == nullptr) {
      Made words = Made::element("p");
      words.children = std::move(item.children);
      item.children.clear();
      item.children.push_back(std::move(words));
    }
    item.children.push_back(list_from(part(at_).level));
  }

  // --- tables and figures

  void caption() {
    const Part& here = part(at_);
    if (is(at_ + 1, Kind::table)) {
      ++at_;
      return table(&here);
    }
    if (is(at_ + 1, Kind::figure)) {
      ++at_;
      return figures(&here);
    }
    const bool follows = at_ > 0 && !blocks_.empty() && parts_[at_ - 1] == last_bare_;
    Made* made = follows ? &blocks_.back().made : nullptr;
    if (made != nullptr && made->name == "table")
      *std::find_if(made->children.begin(), made->children.end(),
                    [](const Made& child) { return child.name == "caption"; }) = caption_of(here, made->name);
    else if (made != nullptr && made->name == "figure")
      made->children.push_back(caption_of(here, made->name));
    else
      add(paragraph(here), here, tr("a caption, and no table or figure beside it"));
    last_bare_ = nullptr;
    ++at_;
  }

  Made caption_of(const Part& here, const std::string& of) {
    Made made = Made::element("caption");
    const std::string text = here.paragraph->text();
    const std::size_t number = caption_number(text);
    if (number > 0)
      making_.findings.push_back(left_out(making_.document, *here.paragraph, 0, number,
                                          tr("the program numbers tables and figures")));
    made.children = words_of(making_.document, *here.paragraph, {number, std::string::npos, false, false},
                             making_.findings)
                        .inlines;
    making_.tell(Finding::Kind::placed, Certainty::certain, making_.span(here), here.words,
                 "<" + of + "><caption>", tr("the caption that stands beside it"));
    return made;
  }

  void table(const Part* caption) {
    const Part& here = part(at_);
    Made made = table_of(making_.document, *here.table, making_.findings);
    if (made.child("column") == nullptr || made.child("row") == nullptr) {
      // A frame of one row that only holds words together.
      for (const Paragraph* each : paragraphs_in(*here.table)) {
        if (plain_words(each->text()).empty()) continue;
        Made words = Made::element("p");
        words.children = words_of(making_.document, *each, {}, making_.findings).inlines;
        add(std::move(words), here, tr("a table without rows was taken apart"));
      }
      ++at_;
      return;
    }
    std::string id = making_.id_of(here.table->controls);
    if (id.empty() && caption != nullptr) id = making_.id_of(caption->paragraph->controls);
    if (id.empty() && caption != nullptr) id = control_around(*caption);
    if (id.empty()) id = making_.new_id("tabel", "tabel");
    made.set("id", id);
    if (caption == nullptr)
      making_.tell(Finding::Kind::placed, Certainty::unsure, making_.span(here), "", "<caption/>",
                   tr("the table has no caption: write one"));
    made.children.insert(made.children.begin(),
                         caption == nullptr ? Made::element("caption") : caption_of(*caption, "table"));
    add(std::move(made), caption == nullptr ? here : *caption);
    last_bare_ = caption == nullptr ? &here : nullptr;
    ++at_;
  }

  // The control around a caption and what it belongs to.
  std::string control_around(const Part& caption) {
    if (caption.paragraph->controls.empty()) return {};
    const std::string& tag = caption.paragraph->controls.back();
    return making_.tags[tag] == 2 && is_id(tag) && making_.ids.insert(tag).second ? tag : std::string();
  }

  void figures(const Part* caption = nullptr) {
    const Part& here = part(at_);
    for (const Run& run : here.paragraph->runs)
      if (run.kind == Run::Kind::picture && shows(View::after, run.revision) &&
          !making_.pictured.contains(&run)) {
        const Part* below = caption == nullptr && is(at_ + 1, Kind::caption) && !is(at_ + 2, Kind::table)
                                ? parts_[at_ + 1]
                                : nullptr;
        picture(run, here, caption != nullptr ? caption : below);
        if (below != nullptr) ++at_;
        caption = nullptr;
      }
    ++at_;
  }

  void picture(const Run& run, const Part& here, const Part* caption) {
    making_.pictured.insert(&run);
    const std::string* bytes = making_.document.package.find(run.target);
    const std::size_t point = run.target.rfind('.');
    std::string ending = point == std::string::npos ? "" : lower(run.target.substr(point + 1));
    if (ending == "jpg") ending = "jpeg";
    if (bytes == nullptr || (ending != "png" && ending != "jpeg" && ending != "svg")) {
      making_.tell(
          Finding::Kind::kept, Certainty::unsure, making_.span(here), plain_words(run.text), "",
          run.target.empty()
              ? tr("a drawing that is no file: save it as a picture, and put that in its place")
              : tr("a picture of this kind cannot be used ({0}); put an SVG, PNG or JPEG in its place",
                   {ending}));
      if (caption != nullptr)
        add(paragraph(*caption), *caption, tr("a caption, and no table or figure beside it"));
      return;
    }
    const std::string file =
        "figures/" + making_.paper + "-" + std::to_string(making_.files.size() + 1) + "." + ending;
    making_.files[file] = *bytes;
    Made made = Made::element("figure");
    std::string id = caption == nullptr ? "" : control_around(*caption);
    if (id.empty()) id = making_.new_id("figur", "figur");
    made.set("id", id).set("src", file);
    const std::string alternative = plain_words(run.text);
    if (!alternative.empty()) made.set("alt", alternative);
    if (caption != nullptr) made.children.push_back(caption_of(*caption, "figure"));
    making_.tell(Finding::Kind::placed, alternative.empty() ? Certainty::unsure : Certainty::certain,
                 making_.span(here), alternative, "<figure src=\"" + file + "\">",
                 alternative.empty() ? tr("the picture has no alternative text: write one")
                                     : tr("the picture is a file beside the source"));
    blocks_.push_back({std::move(made), &here, {}});
  }

  // --- quotations and notes

  void quote() {
    const std::size_t first = at_;
    std::string words;
    for (; is(at_, Kind::quote); ++at_) words += part(at_).words + "\n";
    const Part* said = is(at_, Kind::quote_source) ? parts_[at_] : nullptr;
    const std::string source = quotable_.find(words, said == nullptr ? "" : said->words);
    if (source.empty()) {
      for (std::size_t i = first; i < at_; ++i) {
        making_.tell(Finding::Kind::kept, Certainty::unsure, making_.span(part(i)), part(i).words, "<p>",
                     tr("a quotation that stands in no paper of the project: it is a paragraph here"));
        blocks_.push_back({paragraph(part(i)), parts_[i], {}});
      }
      return;
    }
    Made made = Made::element("quote").set("source", source);
    for (std::size_t i = first; i < at_; ++i) {
      Made p = Made::element("p");
      p.children = inlines(part(i));
      made.children.push_back(std::move(p));
    }
    making_.tell(Finding::Kind::placed, Certainty::certain, making_.span(part(first)), part(first).words,
                 "<quote source=\"" + source + "\">", tr("word for word what that place says"));
    if (said != nullptr) {
      making_.findings.push_back(left_out(making_.document, *said->paragraph, 0,
                                          said->paragraph->text().size(),
                                          tr("where a quotation is from is printed by the program")));
      ++at_;
    }
    add(std::move(made), part(first));
  }

  // A paragraph between quotation marks that a paper says word for word.
  bool quoted_whole() {
    const Part& here = part(at_);
    const std::string text = here.paragraph->text();
    std::size_t begin = here.begin, end = text.find_last_not_of(" \t\n") + 1;
    begin = text.find_first_not_of(" \t\n", begin);
    const auto mark = [&](std::size_t at) -> std::size_t {
      for (const std::string_view each : {"»", "«", "“", "”", "\""})
        if (std::string_view(text).substr(at).starts_with(each)) return each.size();
      return 0;
    };
    std::size_t close = end;
    while (close > begin && mark(close) == 0) --close;
    const std::size_t open = mark(begin);
    if (open == 0 || close <= begin + open) return false;
    const std::string source = quotable_.find(
        plain_words(std::string_view(text).substr(begin + open, close - begin - open)) + "\n", "");
    if (source.empty()) return false;
    Made made = Made::element("quote").set("source", source);
    Made p = Made::element("p");
    p.children =
        words_of(making_.document, *here.paragraph, {begin + open, close, true, true}, making_.findings)
            .inlines;
    made.children.push_back(std::move(p));
    making_.findings.push_back(left_out(making_.document, *here.paragraph, begin, begin + open,
                                        tr("the quotation stands apart, without its marks")));
    making_.findings.push_back(left_out(making_.document, *here.paragraph, close, end,
                                        tr("the quotation stands apart, without its marks")));
    making_.tell(Finding::Kind::placed, Certainty::certain, making_.span(here), here.words,
                 "<quote source=\"" + source + "\">", tr("word for word what that place says"));
    add(std::move(made), here);
    ++at_;
    return true;
  }

  void note() {
    const Part& first = part(at_);
    Made made = Made::element("note");
    if (const std::string id = making_.id_of(first.paragraph->controls); !id.empty()) made.set("id", id);
    for (; is(at_, Kind::note); ++at_) {
      const Part& here = part(at_);
      if (here.level == 0) {
        Made p = Made::element("p");
        p.children = inlines(here);
        made.children.push_back(std::move(p));
        continue;
      }
      if (made.children.empty() || made.children.back().name != "list")
        made.children.push_back(Made::element("list").set("kind", "bullet"));
      Made item = Made::element("item");
      item.children = inlines(here);
      made.children.back().children.push_back(std::move(item));
    }
    add(std::move(made), first);
  }

  Making& making_;
  QuotedPlaces& quotable_;
  const std::vector<const Part*>& parts_;
  std::vector<MadeBlock> blocks_;
  std::vector<const Run*> pictures_;  // among the words of the block that is being made
  const Part* last_bare_ = nullptr;   // the table that has no caption yet
  std::size_t at_ = 0;
};

}  // namespace

std::vector<MadeBlock> blocks_of(Making& making, QuotedPlaces& quotable,
                                 const std::vector<const Part*>& parts) {
  return BlockMaker(making, quotable, parts).make();
}

}  // namespace kancelli::word
