// The text of a template, from the grammar. Used by template.cc alone.
#pragma once

#include <map>
#include <string>

#include "pipeline/project/project.h"
#include "pipeline/xml/form_rules.h"
#include "pipeline/xml/schema.h"

namespace kancelli::word {

struct TemplateSource {
  const Project& project;
  const Schema& schema;
  const std::map<std::string, FormRule>& forms;

  const ElementRule& root() const { return *schema.element(schema.root()); }
  const FormRule& form(const std::string& element) const;
};

// What stands in w:body, without a section's properties; styles by their ids in the reference document.
std::string template_body(const TemplateSource& source);

}  // namespace kancelli::word
