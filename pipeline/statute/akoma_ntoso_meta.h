// The metadata of an Akoma Ntoso document, read: what it is called, and from when its provisions hold.
#pragma once

#include <map>
#include <string>

#include "pipeline/statute/akoma_ntoso.h"
#include "pipeline/statute/akoma_ntoso_text.h"

namespace kancelli::statute {

class AkomaMeta {
 public:
  explicit AkomaMeta(AkomaLosses& losses) : losses_(losses) {}
  // `meta`: nullptr where there is none.
  void read(const Node* meta);
  const AkomaHead& head() const { return head_; }      // `id` is never empty
  const std::string& title() const { return title_; }  // "" where none is said
  // Sets `since` and `origin` of the unit that `node` is.
  void history(const Node& node, Unit& unit) const;

 private:
  void identification(const Node& node);
  void temporal_data(const Node& node);
  void references(const Node& node);
  void from_when(const Node& node, const std::string& period, Unit& unit) const;

  AkomaLosses& losses_;
  AkomaHead head_;
  std::string title_;
  std::map<std::string, const Node*> events_;   // eventRef, by eId
  std::map<std::string, const Node*> groups_;   // timeInterval, by the eId of its group
  std::map<std::string, std::string> origins_;  // what an amendment is called, by eId
};

}  // namespace kancelli::statute
