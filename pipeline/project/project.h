// All papers and registers of a project, and who refers to whom.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/paper.h"
#include "pipeline/project/registers.h"
#include "pipeline/statute/provision.h"
#include "pipeline/system/files.h"
#include "pipeline/xml/schema.h"

namespace kancelli {

struct RuleSetting {
  std::string code, severity;  // severity: "error", "warning", "note", "off"
  Span span;
};

// What the <change> of an amendment names: the statute as it is to read, or formulas.
struct EditedStatute {
  SourceId source = SourceId::none;  // none: the file is not there
  std::unique_ptr<Paper>
      paper;              // of an edited statute; nullptr for formulas, and where it is not well-formed
  statute::Unit statute;  // read from the paper
};

// A paper as it was sent (sent_version.h).
struct PaperThen {
  Date sent;
  std::unique_ptr<Paper> paper;
};

struct Project {
  std::string root;  // absolute path of the folder that holds content/
  SourceMap sources;
  Registers registers;
  std::vector<std::unique_ptr<Paper>> papers;  // in project.xml's order; those that are well-formed
  std::map<std::string, statute::Unit, std::less<>> statutes;  // by paper id
  std::map<std::string, EditedStatute, std::less<>> edited;    // by the amendment's paper id
  std::vector<std::string> listed;                        // the files of all papers that project.xml names
  std::map<std::string_view, const Paper*> papers_by_id;  // of two with one id the first
  std::vector<std::string>
      unread;  // ids of papers and kinds of registers that project.xml lists, but that could not be read
  std::vector<RuleSetting> rules;
  std::unique_ptr<XmlDocument> settings;  // project.xml; nullptr when it is not valid
  std::map<std::string, std::unique_ptr<Schema>, std::less<>> schemas;  // by type, also of registers

  const Paper* paper(std::string_view id) const;
  bool is_unread(std::string_view paper_or_register) const;
  // What a statute or an edited one was read into; nullptr for other papers.
  const statute::Unit* statute_of(const Paper& paper) const;
  // "PAPER#ID", "#ID" (in `from`) or "PAPER": the paper and the node (its root for a whole paper). Nodes are
  // nullptr when there is none.
  struct Target {
    const Paper* paper = nullptr;
    const Node* node = nullptr;
  };
  Target resolve(const Paper& from, std::string_view reference) const;
  // The elements of that name in project.xml's <policy>: what the house has decided where the law leaves it
  // open (docs/source.md).
  std::vector<const Node*> policies(std::string_view element) const;
  // What is built and published: the open edition, or the one for those who may read what is closed.
  bool closed_edition = false;
  // True for a passage that is closed (access="closed"), and for all that stands in it.
  bool is_closed(const Node& node) const;
  // The same, and the edition is the open one: it does not have the passage.
  bool withheld(const Node& node) const;
  // The grammar's default heading of an element in papers of that type; "" when it has none.
  std::string_view heading(std::string_view type, std::string_view element) const;
  // Cases of agendas that were sent, and minutes, by the paper's id, each oldest first. A case of which
  // something is damaged is not there; minutes are, and have no version.
  std::map<std::string, std::vector<PaperThen>, std::less<>> cases_then;
};

// The policy's <city>, else Københavns Kommune.
std::string city_name(const Project& project);

// The folder with content/project.xml, from `start` upwards; "" when there is none.
std::string find_project(const Files& files, const std::string& start);

// Reads project.xml, the registers and the papers; every fault goes to the diagnostics and the rest is read
// on. Only a missing or unreadable project.xml throws Error. Papers are read on `jobs` threads.
std::unique_ptr<Project> load_project(const Files& files, const std::string& root, Diagnostics& diagnostics,
                                      int jobs = 1);

}  // namespace kancelli
