#include "pipeline/statute/akoma_ntoso_meta.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

std::string value(const Node& level, std::string_view name) {
  const Node* node = level.child(name);
  return node == nullptr ? "" : std::string(node->get("value"));
}

std::string behind_hash(std::string_view address) {
  return std::string(address.substr(address.find('#') + 1));
}

}  // namespace

void AkomaMeta::read(const Node* meta) {
  if (meta != nullptr)
    for (const Node* child : meta->elements()) {
      if (child->is("identification"))
        identification(*child);
      else if (child->is("lifecycle"))
        for (const Node* event : child->elements("eventRef")) events_[std::string(event->get("eId"))] = event;
      else if (child->is("temporalData"))
        temporal_data(*child);
      else if (child->is("references"))
        references(*child);
      else
        losses_.left_out(*child, tr("a statute's file does not say this"));
    }
  if (head_.id.empty()) head_.id = "vedtaegt";
}

void AkomaMeta::identification(const Node& node) {
  if (const Node* work = node.child("FRBRWork")) {
    head_.id = value(*work, "FRBRname");
    if (head_.id.empty()) head_.id = value(*work, "FRBRnumber");
    const std::string address = value(*work, "FRBRuri");
    if (head_.id.empty()) head_.id = address.substr(address.rfind('/') + 1);
    for (const Node* alias : work->elements("FRBRalias"))
      if (title_.empty()) title_ = alias->get("value");
    for (const Node* date : work->elements("FRBRdate"))
      if (head_.enacted.empty() && date->get("name") != "made")
        head_.enacted = date->get("date").substr(0, 10);
  }
  if (const Node* version = node.child("FRBRExpression"))
    for (const Node* date : version->elements("FRBRdate"))
      if (date->get("name") != "made" && date->get("date").substr(0, 10) != head_.enacted)
        head_.amended = date->get("date").substr(0, 10);
  std::replace_if(
      head_.id.begin(), head_.id.end(), [](char c) { return is_xml_space(c); }, '-');
}

void AkomaMeta::temporal_data(const Node& node) {
  for (const Node* group : node.elements("temporalGroup"))
    if (const Node* interval = group->child("timeInterval"))
      groups_[std::string(group->get("eId"))] = interval;
}

void AkomaMeta::references(const Node& node) {
  for (const Node* each : node.elements()) {
    if (each->is("passiveRef")) origins_[std::string(each->get("eId"))] = each->get("showAs");
    if (each->is("TLCOrganization") && head_.body.empty()) {
      head_.body = each->get("showAs");
      const std::string_view address = each->get("href");
      head_.body_id = address.substr(address.rfind('/') + 1);
    }
  }
}

void AkomaMeta::history(const Node& node, Unit& unit) const {
  if (const std::string status(node.get("status")); !status.empty())
    losses_.changed(node, tr("its status is not read: {0}", {status}));
  unit.origin = node.get("k:origin");
  if (const std::string period(node.get("period")); !period.empty()) from_when(node, period, unit);
}

void AkomaMeta::from_when(const Node& node, const std::string& period, Unit& unit) const {
  const auto group = groups_.find(behind_hash(period));
  const auto event =
      group == groups_.end() ? events_.end() : events_.find(behind_hash(group->second->get("start")));
  if (group != groups_.end() && group->second->find("end") != nullptr)
    losses_.changed(node, tr("that it holds no longer is not read: {0}", {period}));
  if (event == events_.end())
    return losses_.changed(node, tr("from when it holds is not read: {0}", {period}));
  unit.since = event->second->get("date").substr(0, 10);
  const auto origin = origins_.find(behind_hash(event->second->get("source")));
  if (origin != origins_.end()) unit.origin = origin->second;
}

}  // namespace kancelli::statute
