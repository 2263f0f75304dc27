#include "pipeline/statute/amendment_source.h"

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

std::vector<std::string> ids_of(const Node& node) {
  std::vector<std::string> ids;
  for (const std::string_view id : split(node.get("of"))) ids.emplace_back(id);
  return ids;
}

void read_change(const Node& change, AmendmentSource& source) {
  using Form = CompareOptions::Form;
  source.statute = change.get("statute");
  source.file = change.get("file");
  source.formulas = source.file.ends_with(".txt");
  for (const Node* choice : change.elements("choose"))
    source.forms[std::string(choice->get("of"))] = choice->get("form") == "whole" ? Form::whole : Form::words;
}

void read_commencement(const Node& commencement, AmendmentSource& source) {
  source.date = commencement.get("date");
  for (const Node* each : commencement.elements("except"))
    source.exceptions.push_back({ids_of(*each), std::string(each->get("date")), std::string(each->get("by")),
                                 std::string(each->get("latest")), collapse_space(each->content()), each});
}

void read_remarks(const Node& remarks, AmendmentSource& source) {
  for (const Node* each : remarks.elements())
    if (each->is("remark"))
      source.remarks.push_back({ids_of(*each), each});
    else
      source.general_remarks.push_back(each);
}

}  // namespace

AmendmentSource read_amendment_source(const Node& root) {
  AmendmentSource source;
  source.id = root.get("id");
  const Node* meta = root.child("meta");
  if (const Node* title = meta == nullptr ? nullptr : meta->child("title"))
    source.title = collapse_space(title->content());
  if (const Node* change = root.child("change")) read_change(*change, source);
  if (const Node* commencement = root.child("commencement")) read_commencement(*commencement, source);
  if (const Node* remarks = root.child("remarks")) read_remarks(*remarks, source);
  return source;
}

}  // namespace kancelli::statute
