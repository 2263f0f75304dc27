#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <limits>
#include <unordered_map>

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli::ast {
namespace {

using rapidjson::SizeType;
using rapidjson::Value;

// Metadata is read by recursion; nobody writes it deeper than this.
constexpr int deepest_meta = 200;

// What is wrong, at which value; the path to it is found afterwards.
struct Wrong {
  const Value* value;
  std::string message;
};

std::string_view text_of(const Value& v) {
  if (!v.IsString()) throw Wrong{&v, tr("a string was expected", {})};
  return {v.GetString(), v.GetStringLength()};
}

int int_of(const Value& v) {
  if (!v.IsInt()) throw Wrong{&v, tr("a whole number was expected", {})};
  return v.GetInt();
}

double number_of(const Value& v) {
  if (!v.IsNumber()) throw Wrong{&v, tr("a number was expected", {})};
  return v.GetDouble();
}

const Value& list_of(const Value& v) {
  if (!v.IsArray()) throw Wrong{&v, tr("a list was expected", {})};
  return v;
}

const Value& list_of(const Value& v, SizeType size) {
  if (list_of(v).Size() != size) throw Wrong{&v, tr("a list of {0} was expected", {std::to_string(size)})};
  return v;
}

const Value& member(const Value& v, const char* key) {
  if (!v.IsObject()) throw Wrong{&v, tr("an object was expected", {})};
  auto found = v.FindMember(key);
  if (found == v.MemberEnd()) throw Wrong{&v, tr("\"{0}\" is missing", {key})};
  return found->value;
}

std::string constructor_of(const Value& v) {
  return std::string(text_of(member(v, "t")));
}

Kind kind_of(const Value& v) {
  static const auto kinds = [] {
    std::unordered_map<std::string_view, Kind> all;
    for (int k = 0; k <= static_cast<int>(Kind::Null); ++k)
      all.emplace(name(static_cast<Kind>(k)), static_cast<Kind>(k));
    return all;
  }();
  const Value& tag = member(v, "t");
  auto found = kinds.find(text_of(tag));
  if (found == kinds.end()) throw Wrong{&tag, tr("\"{0}\" is not an element of Pandoc's", {text_of(tag)})};
  return found->second;
}

Attr attr_of(const Value& v) {
  list_of(v, 3);
  Attr attr;
  attr.id = text_of(v[0]);
  for (const Value& name : list_of(v[1]).GetArray()) attr.classes.emplace_back(text_of(name));
  for (const Value& pair : list_of(v[2]).GetArray()) {
    list_of(pair, 2);
    attr.attributes.emplace_back(text_of(pair[0]), text_of(pair[1]));
  }
  return attr;
}

void read_attr(const Value& v, Element& target) {
  Attr attr = attr_of(v);
  if (!attr.empty()) target.more().attr = std::move(attr);
}

// Reads elements without recursion: an element's own values are read at once, its lists are put aside as
// tasks. A target's content has room for all its children beforehand, so that they stay where they are.
class Reader {
 public:
  enum class Want { inlines, blocks, lines, items, terms, citations, rows, cells };

  void read(const Value& list, Want want, Element& target) {
    remaining_.push_back({&list, want, &target});
    while (!remaining_.empty()) {
      Task task = remaining_.back();
      remaining_.pop_back();
      fill(task);
    }
  }

 private:
  struct Task {
    const Value* list;
    Want want;
    Element* target;
  };

  // Tasks for the same target are filled in the order in which they are put here.
  void later(std::initializer_list<Task> tasks) {
    std::size_t room = tasks.begin()->target->content.size();
    for (const Task& task : tasks) room += list_of(*task.list).Size();
    tasks.begin()->target->content.reserve(room);
    for (auto task = std::rbegin(tasks); task != std::rend(tasks); ++task) remaining_.push_back(*task);
  }
  void later(const Value& list, Want want, Element& target) { later({{&list, want, &target}}); }

  void fill(const Task& task) {
    auto& content = task.target->content;
    content.reserve(content.size() + list_of(*task.list).Size());
    for (const Value& v : task.list->GetArray()) read_child(v, task.want, content.emplace_back());
  }

  void read_child(const Value& v, Want want, Element& child) {
    switch (want) {
      case Want::inlines:
      case Want::blocks:
        child.kind = kind_of(v);
        if (want == Want::inlines ? !is_inline(child.kind) : !is_block(child.kind))
          throw Wrong{&v, want == Want::inlines ? tr("a block stands where an inline belongs", {})
                                                : tr("an inline stands where a block belongs", {})};
        return read_element(v, child);
      case Want::lines:
        child.kind = Kind::Line;
        return later(v, Want::inlines, child);
      case Want::items:
        child.kind = Kind::Item;
        return later(v, Want::blocks, child);
      case Want::terms:
        return read_definition(v, child);
      case Want::citations:
        return read_citation(v, child);
      case Want::rows:
        return read_row(v, child);
      case Want::cells:
        return read_cell(v, child);
    }
  }

  void read_element(const Value& v, Element& el) {
    switch (el.kind) {
      case Kind::Space:
      case Kind::SoftBreak:
      case Kind::LineBreak:
      case Kind::HorizontalRule:
      case Kind::Null:
        return;
      default:
        read_value(member(v, "c"), el);
    }
  }

  void read_value(const Value& c, Element& el) {
    switch (el.kind) {
      case Kind::Str:
        el.text = text_of(c);
        return;
      case Kind::Quoted:
      case Kind::Math:
      case Kind::RawInline:
      case Kind::RawBlock:
      case Kind::Cite:
      case Kind::Code:
      case Kind::CodeBlock:
      case Kind::Span:
      case Kind::Div:
      case Kind::OrderedList:
        return read_pair(list_of(c, 2), el);
      case Kind::Link:
      case Kind::Image:
      case Kind::Header:
      case Kind::Figure:
        return read_triple(list_of(c, 3), el);
      case Kind::LineBlock:
        return later(c, Want::lines, el);
      case Kind::BulletList:
        return later(c, Want::items, el);
      case Kind::DefinitionList:
        return later(c, Want::terms, el);
      case Kind::BlockQuote:
      case Kind::Note:
        return later(c, Want::blocks, el);
      case Kind::Table:
        return read_table(list_of(c, 6), el);
      default:
        return later(c, Want::inlines, el);
    }
  }

  void read_pair(const Value& c, Element& el) {
    switch (el.kind) {
      case Kind::Quoted:
        el.more().format = constructor_of(c[0]);
        return later(c[1], Want::inlines, el);
      case Kind::Math:
        el.more().format = constructor_of(c[0]);
        el.text = text_of(c[1]);
        return;
      case Kind::RawInline:
      case Kind::RawBlock:
        el.more().format = text_of(c[0]);
        el.text = text_of(c[1]);
        return;
      case Kind::Cite:
        return later({{&c[0], Want::citations, &el}, {&c[1], Want::inlines, &el}});
      case Kind::OrderedList:
        list_of(c[0], 3);
        el.more().number = int_of(c[0][0]);
        el.more().format = constructor_of(c[0][1]);
        el.more().delimiter = constructor_of(c[0][2]);
        return later(c[1], Want::items, el);
      case Kind::Code:
      case Kind::CodeBlock:
        read_attr(c[0], el);
        el.text = text_of(c[1]);
        return;
      default:  // Span, Div
        read_attr(c[0], el);
        return later(c[1], el.kind == Kind::Span ? Want::inlines : Want::blocks, el);
    }
  }

  void read_triple(const Value& c, Element& el) {
    if (el.kind == Kind::Header) {
      read_attr(c[1], el);
      el.more().number = int_of(c[0]);
      return later(c[2], Want::inlines, el);
    }
    read_attr(c[0], el);
    if (el.kind == Kind::Figure) {
      el.content.reserve(1 + list_of(c[2]).Size());
      read_caption(c[1], el.content.emplace_back(Kind::Caption));
      return later(c[2], Want::blocks, el);
    }
    list_of(c[2], 2);
    el.text = text_of(c[2][0]);
    if (auto title = text_of(c[2][1]); !title.empty()) el.more().title = title;
    later(c[1], Want::inlines, el);
  }

  void read_definition(const Value& v, Element& el) {
    el.kind = Kind::Definition;
    list_of(v, 2);
    el.content.reserve(1 + list_of(v[1]).Size());
    later(v[0], Want::inlines, el.content.emplace_back(Kind::Term));
    later(v[1], Want::items, el);
  }

  void read_citation(const Value& v, Element& el) {
    el.kind = Kind::Citation;
    el.text = text_of(member(v, "citationId"));
    el.more().format = constructor_of(member(v, "citationMode"));
    el.more().number = int_of(member(v, "citationNoteNum"));
    el.more().hash = int_of(member(v, "citationHash"));
    el.content.reserve(2);
    later(member(v, "citationPrefix"), Want::inlines, el.content.emplace_back(Kind::Prefix));
    later(member(v, "citationSuffix"), Want::inlines, el.content.emplace_back(Kind::Suffix));
  }

  void read_caption(const Value& v, Element& el) {
    list_of(v, 2);
    el.content.reserve(1 + list_of(v[1]).Size());
    if (!v[0].IsNull()) later(v[0], Want::inlines, el.content.emplace_back(Kind::ShortCaption));
    later(v[1], Want::blocks, el);
  }

  void read_table(const Value& c, Element& el) {
    read_attr(c[0], el);
    for (const Value& spec : list_of(c[2]).GetArray()) {
      list_of(spec, 2);
      const std::string width = constructor_of(spec[1]);
      el.more().columns.push_back(
          {constructor_of(spec[0]), width == "ColWidth" ? number_of(member(spec[1], "c")) : 0});
    }
    el.content.reserve(3 + list_of(c[4]).Size());
    read_caption(c[1], el.content.emplace_back(Kind::Caption));
    read_rows(list_of(c[3], 2), el.content.emplace_back(Kind::TableHead));
    for (const Value& body : c[4].GetArray())
      read_body(list_of(body, 4), el.content.emplace_back(Kind::TableBody));
    read_rows(list_of(c[5], 2), el.content.emplace_back(Kind::TableFoot));
  }

  void read_rows(const Value& v, Element& el) {
    read_attr(v[0], el);
    later(v[1], Want::rows, el);
  }

  void read_body(const Value& v, Element& el) {
    read_attr(v[0], el);
    el.more().number = int_of(v[1]);
    el.content.reserve(1 + list_of(v[3]).Size());
    later(v[2], Want::rows, el.content.emplace_back(Kind::IntermediateHead));
    later(v[3], Want::rows, el);
  }

  void read_row(const Value& v, Element& el) {
    el.kind = Kind::Row;
    list_of(v, 2);
    read_attr(v[0], el);
    later(v[1], Want::cells, el);
  }

  void read_cell(const Value& v, Element& el) {
    el.kind = Kind::Cell;
    list_of(v, 5);
    read_attr(v[0], el);
    el.more().alignment = constructor_of(v[1]);
    el.more().row_span = int_of(v[2]);
    el.more().col_span = int_of(v[3]);
    later(v[4], Want::blocks, el);
  }

  std::vector<Task> remaining_;
};

std::vector<Element> elements_of(const Value& v, Reader::Want want) {
  Element holder;
  Reader().read(v, want, holder);
  return std::move(holder.content);
}

Meta meta_of(const Value& v, int depth);

Meta map_of(const Value& v, int depth) {
  if (!v.IsObject()) throw Wrong{&v, tr("an object was expected", {})};
  Meta meta;
  for (const auto& entry : v.GetObject())
    meta.set(std::string(text_of(entry.name)), meta_of(entry.value, depth + 1));
  return meta;
}

Meta meta_of(const Value& v, int depth) {
  if (depth > deepest_meta) throw Wrong{&v, tr("the metadata are nested too deeply", {})};
  const std::string tag = constructor_of(v);
  const Value& c = member(v, "c");
  Meta meta;
  if (tag == "MetaMap") return map_of(c, depth);
  if (tag == "MetaString") return Meta::of(std::string(text_of(c)));
  if (tag == "MetaBool") {
    if (!c.IsBool()) throw Wrong{&c, tr("true or false was expected", {})};
    return Meta::of(c.GetBool());
  }
  if (tag == "MetaList") {
    meta.kind = Meta::Kind::list;
    for (const Value& item : list_of(c).GetArray()) meta.entries.emplace_back("", meta_of(item, depth + 1));
  } else if (tag == "MetaInlines") {
    meta.kind = Meta::Kind::inlines;
    meta.content = elements_of(c, Reader::Want::inlines);
  } else if (tag == "MetaBlocks") {
    meta.kind = Meta::Kind::blocks;
    meta.content = elements_of(c, Reader::Want::blocks);
  } else {
    throw Wrong{&v, tr("\"{0}\" is not a metadata value of Pandoc's", {tag})};
  }
  return meta;
}

ApiVersion version_of(const Value& document) {
  const Value& list = list_of(member(document, "pandoc-api-version"));
  ApiVersion version;
  std::string written;
  for (const Value& part : list.GetArray()) {
    version.push_back(int_of(part));
    written += (written.empty() ? "" : ".") + std::to_string(version.back());
  }
  if (version.size() < 2 || version[0] != 1 || version[1] < 22 || version[1] > 23)
    throw Wrong{
        &list, tr("the tree is of Pandoc's API version {0}; 1.22 (Pandoc 2.17) and 1.23 (Pandoc 3) are known",
                  {written})};
  return version;
}

// Where `wanted` stands below `root`, as in blocks[3].c[1]; without recursion, because the fault may lie
// deep.
std::string path_to(const Value& root, const Value* wanted) {
  struct Step {
    const Value* value;
    SizeType next;
  };
  std::vector<Step> steps{{&root, 0}};
  while (!steps.empty() && steps.back().value != wanted) {
    Step& top = steps.back();
    const bool object = top.value->IsObject();
    const SizeType size = object ? top.value->MemberCount() : top.value->IsArray() ? top.value->Size() : 0;
    if (top.next == size) {
      steps.pop_back();
      continue;
    }
    const Value& child = object ? (top.value->MemberBegin() + top.next)->value : (*top.value)[top.next];
    ++top.next;
    steps.push_back({&child, 0});
  }
  std::string path;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    const Step& step = steps[i];
    if (step.value->IsArray())
      path += "[" + std::to_string(step.next - 1) + "]";
    else
      path += (path.empty() ? "" : ".") +
              std::string((step.value->MemberBegin() + (step.next - 1))->name.GetString());
    if (path.size() > 300) return path + "...";
  }
  return path;
}

}  // namespace

Document from_json(std::string_view json, ApiVersion& version) {
  rapidjson::Document tree;
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag |
                             rapidjson::kParseValidateEncodingFlag;
  tree.Parse<flags>(json.data(), json.size());
  if (tree.HasParseError())
    throw Error(tr("this is not JSON: {0} (byte {1})", {rapidjson::GetParseError_En(tree.GetParseError()),
                                                        std::to_string(tree.GetErrorOffset())}));
  try {
    version = version_of(tree);
    Document document;
    document.meta = map_of(member(tree, "meta"), 0);
    document.blocks = elements_of(member(tree, "blocks"), Reader::Want::blocks);
    return document;
  } catch (const Wrong& wrong) {
    const std::string path = path_to(tree, wrong.value);
    throw Error(
        tr("this is not a tree of Pandoc's: {0} (at {1})", {wrong.message, path.empty() ? "the top" : path}));
  }
}

}  // namespace kancelli::ast
