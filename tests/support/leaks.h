// Scans of releases of the source with planted secrets.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "pipeline/core/text.h"
#include "pipeline/publish/scan.h"
#include "tests/support/example_project.h"
#include "tests/support/planted_secrets.h"

namespace kancelli {

class Leaks : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    example_ = new ExampleProject(check_example(planted::source_with_secrets()));
    example_->files->files[example_->project->root + "/content/bilag/advokatbrev-lukket.txt"] =
        "Til kommunen. Fugt er her: vandet siver ind gennem den østlige mur og har gjort det siden bygningen "
        "blev opført i vinteren. Venlig hilsen";
  }
  static void TearDownTestSuite() { delete example_; }

  static const Project& project() { return *example_->project; }
  static Scan scanned(const std::map<std::string, std::string>& files) {
    SystemProcesses processes;
    return scan(files, project(), {project().paper("aaben")}, *example_->files, processes);
  }
  static std::string codes(const Scan& seen) {
    std::string all;
    for (const Diagnostic& d : seen.found.list()) all += d.code + " ";
    return std::string(trim(all));
  }
  // The paper whose source it is in.
  static std::string file_of(const Diagnostic& d) {
    const std::string_view name = project().sources.name(d.span.source);
    const std::string_view stem = name.substr(name.rfind('/') + 1);
    return std::string(stem.substr(0, stem.find('.')));
  }

  static inline ExampleProject* example_ = nullptr;
};

// The same of a small project of its own, with one page or file; its paper `aaben` goes out.
inline Scan scan_of(const ExampleProject& example, const std::string& path, const std::string& bytes) {
  SystemProcesses processes;
  return scan({{path, bytes}}, *example.project, {example.project->paper("aaben")}, *example.files,
              processes);
}

}  // namespace kancelli
