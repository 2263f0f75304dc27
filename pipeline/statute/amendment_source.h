// What an amendment's XML says (content/schema/amendment.rng): which statute it changes, by what, from when,
// and why.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/statute/compare.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli::statute {

struct AmendmentSource {
  // Changes that begin to hold another day. A date; or a day that a body fixes: then `by` is its id in the
  // register, `latest` and `condition` may be empty.
  struct Exception {
    std::vector<std::string> of;  // ids of provisions, in the statute before or after
    std::string date, by, latest;
    std::string condition;  // the words after "når "
    const Node* node = nullptr;
  };
  struct Remark {
    std::vector<std::string> of;
    const Node* node = nullptr;
  };

  std::string id, title;                              // title: its words as they are written
  std::string statute;                                // the changed statute's id
  std::string file;                                   // below content/
  bool formulas = false;                              // the file holds formulas, no edited statute
  std::map<std::string, CompareOptions::Form> forms;  // for CompareOptions
  std::string date;                                   // of all that no exception names
  std::vector<Exception> exceptions;
  std::vector<const Node*> general_remarks;  // blocks
  std::vector<Remark> remarks;
};

// `root`: an <amendment> that its grammar accepts.
AmendmentSource read_amendment_source(const Node& root);

}  // namespace kancelli::statute
