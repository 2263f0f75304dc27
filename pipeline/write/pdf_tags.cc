#include "pipeline/write/pdf_tags.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFNameTreeObjectHelper.hh>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

using Object = QPDFObjectHandle;

// The children of a structure element that are elements themselves.
std::vector<Object> elements_of(Object element) {
  std::vector<Object> found;
  Object kids = element.getKey("/K");
  auto take = [&](Object kid) {
    if (kid.isDictionary() && kid.hasKey("/S")) found.push_back(kid);
  };
  if (kids.isArray()) {
    for (const Object& kid : kids.getArrayAsVector()) take(kid);
  } else {
    take(kids);
  }
  return found;
}

bool is(Object element, const char* tag) {
  return element.getKey("/S").isNameAndEquals(tag);
}

bool is_heading(Object element) {
  const std::string name = element.getKey("/S").isName() ? element.getKey("/S").getName() : "";
  return name.size() == 3 && name[1] == 'H' && name[2] >= '1' && name[2] <= '6';
}

// The only child, where it is an element of that tag; else null.
Object only_child(Object element, const char* tag) {
  Object kids = element.getKey("/K");
  if (kids.isArray() && kids.getArrayNItems() == 1) kids = kids.getArrayItem(0);
  return kids.isDictionary() && is(kids, tag) ? kids : Object::newNull();
}

// The element's attributes for tables, made where there are none.
Object table_attributes(Object element) {
  Object all = element.getKey("/A");
  if (all.isDictionary() && all.getKey("/O").isNameAndEquals("/Table")) return all;
  if (all.isArray()) {
    for (Object one : all.getArrayAsVector()) {
      if (one.isDictionary() && one.getKey("/O").isNameAndEquals("/Table")) return one;
    }
  }
  Object made = Object::parse("<< /O /Table >>");
  Object array = Object::newArray();
  array.appendItem(made);
  if (all.isDictionary()) array.appendItem(all);
  if (all.isArray()) {
    for (const Object& one : all.getArrayAsVector()) array.appendItem(one);
  }
  element.replaceKey("/A", array);
  return made;
}

int span(const Object& cell, const char* name) {
  Object value = table_attributes(cell).getKey(name);
  return value.isInteger() ? value.getIntValueAsInt() : 1;
}

class TagMender {
 public:
  explicit TagMender(QPDF& pdf) : pdf_(pdf), root_(pdf.getRoot().getKey("/StructTreeRoot")) {
    if (!root_.isDictionary()) throw Error("the PDF has no structure tree");
    collect_ids();
  }

  void mend() {
    for (const Object& element : elements_of(root_)) mend_element(element);
    write_ids();
  }

 private:
  // Papers nest a few levels; the limit is for files that point back at themselves.
  static constexpr int deepest = 200;

  void mend_element(Object element, int depth = 0) {
    if (depth > deepest) throw Error("the PDF's structure tree is too deep");
    join_lists(element);
    if (is(element, "/Table")) mend_table(element);
    if (is_heading(element)) mend_heading(element);
    if (is(element, "/TH") && !table_attributes(element).hasKey("/Scope")) {
      table_attributes(element).replaceKey("/Scope", Object::newName("/Column"));
    }
    if (is(element, "/Note") && !element.hasKey("/ID")) give_id(element, "note-");
    for (const Object& child : elements_of(element)) mend_element(child, depth + 1);
  }

  // A list whose last items stay together on a page is two for Typst; the second bears a mark in its first
  // item.
  static void join_lists(Object parent) {
    Object before = Object::newNull();
    std::vector<Object> left;
    bool joined = false;
    for (const Object& element : elements_of(parent)) {
      if (is(element, "/L") && take_list_mark(element)) {
        if (!before.isDictionary()) throw Error("a list of the PDF goes on without its beginning");
        for (Object item : elements_of(element)) {
          before.getKey("/K").appendItem(item);
          item.replaceKey("/P", before);
        }
        joined = true;
      } else {
        before = is(element, "/L") ? element : Object::newNull();
        left.push_back(element);
      }
    }
    if (joined) parent.replaceKey("/K", Object::newArray(left));
  }

  // Whether the list's first item begins with the mark, which goes.
  static bool take_list_mark(const Object& list) {
    const std::vector<Object> items = elements_of(list);
    if (items.empty()) return false;
    for (Object part : elements_of(items.front())) {
      const std::vector<Object> words = elements_of(part);
      if (!is(part, "/LBody") || words.empty() || !is(words.front(), "/Quote") ||
          !only_child(words.front(), "/Quote").isDictionary())
        continue;
      if (has_content(words.front())) throw Error("the mark of a list of the PDF is not empty");
      part.getKey("/K").eraseItem(0);
      return true;
    }
    return false;
  }

  // The number that our template sets before a heading.
  static void mend_heading(const Object& heading) {
    std::vector<Object> parts = elements_of(heading);
    if (!parts.empty() && is(parts.front(), "/Quote"))
      parts.front().replaceKey("/S", Object::newName("/Lbl"));
  }

  void mend_table(const Object& table) {
    for (const Object& part : elements_of(table)) {
      heads_of_row_.clear();
      for (const Object& row : elements_of(part)) {
        if (is(row, "/TR")) mend_row(row);
      }
    }
  }

  // Row heads become TH, the cells of the `keep` column go, and the cells left name the heads of their row.
  void mend_row(Object row) {
    const std::vector<Object> cells = elements_of(row);
    std::vector<Object> left, data;
    for (const Object& cell : cells) {
      Object mark = only_child(cell, "/Quote");
      if (mark.isDictionary() && only_child(mark, "/Quote").isDictionary()) {
        forget(cell);
        continue;
      }
      if (mark.isDictionary()) make_row_head(cell, mark);
      if (is(cell, "/TD")) data.push_back(cell);
      left.push_back(cell);
    }
    if (left.size() < cells.size()) row.replaceKey("/K", Object::newArray(left));
    for (const Object& cell : data) name_heads(cell);
    for (auto& [id, rows] : heads_of_row_) --rows;
    const auto over = [](const auto& head) { return head.second < 1; };
    heads_of_row_.erase(std::remove_if(heads_of_row_.begin(), heads_of_row_.end(), over),
                        heads_of_row_.end());
  }

  void make_row_head(Object cell, Object mark) {
    cell.replaceKey("/S", Object::newName("/TH"));
    table_attributes(cell).replaceKey("/Scope", Object::newName("/Row"));
    if (!cell.hasKey("/ID")) give_id(cell, "row-head-");
    mark.replaceKey("/S", Object::newName(elements_of(mark).empty() ? "/Span" : "/Div"));
    heads_of_row_.emplace_back(cell.getKey("/ID").getStringValue(), span(cell, "/RowSpan"));
  }

  // `Headers`, where Typst wrote it, overrules the scopes; so it must name the row's heads too.
  void name_heads(const Object& cell) {
    Object attributes = table_attributes(cell);
    if (!attributes.getKey("/Headers").isArray()) return;
    for (const auto& [id, rows] : heads_of_row_)
      attributes.getKey("/Headers").appendItem(Object::newString(id));
  }

  // Takes a cell of the `keep` column out of the ids; it leaves the tree with its row's children.
  void forget(Object cell) {
    if (has_content(cell)) throw Error("a marked table cell of the PDF is not empty");
    if (cell.hasKey("/ID")) ids_.erase(cell.getKey("/ID").getStringValue());
  }

  static bool has_content(Object element) {
    Object kids = element.getKey("/K");
    std::vector<Object> elements = elements_of(element);
    const int count = kids.isArray() ? kids.getArrayNItems() : kids.isNull() ? 0 : 1;
    if (count != static_cast<int>(elements.size())) return true;
    for (const Object& child : elements) {
      if (has_content(child)) return true;
    }
    return false;
  }

  void collect_ids() {
    Object tree = root_.getKey("/IDTree");
    if (!tree.isDictionary()) return;
    for (const auto& [id, element] : QPDFNameTreeObjectHelper(tree, pdf_)) ids_.emplace(id, element);
  }

  void give_id(Object element, const std::string& prefix) {
    std::string id;
    do id = prefix + std::to_string(++last_[prefix]);
    while (ids_.count(id) > 0);
    element.replaceKey("/ID", Object::newString(id));
    ids_.emplace(id, element);
  }

  // One sorted list of names: PDF/A files of papers have some hundred ids at most.
  void write_ids() {
    if (ids_.empty()) {
      root_.removeKey("/IDTree");
      return;
    }
    Object names = Object::newArray();
    for (const auto& [id, element] : ids_) {
      names.appendItem(Object::newString(id));
      names.appendItem(element);
    }
    Object tree = Object::newDictionary();
    tree.replaceKey("/Names", names);
    root_.replaceKey("/IDTree", pdf_.makeIndirectObject(tree));
  }

  QPDF& pdf_;
  Object root_;
  std::map<std::string, Object> ids_;                      // by bytes, as a PDF name tree sorts
  std::map<std::string, int> last_;                        // the last number given for a prefix
  std::vector<std::pair<std::string, int>> heads_of_row_;  // ids, and how many rows on they reach
};

}  // namespace

void mend_tags(QPDF& pdf) {
  TagMender(pdf).mend();
}

}  // namespace kancelli
