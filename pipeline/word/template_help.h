// The last page of a template, which is no part of the paper: how it is filled in, and a table, names and
// figures to copy from.
#pragma once

#include <string>

#include "pipeline/word/template_body.h"
#include "pipeline/word/template_controls.h"

namespace kancelli::word {

std::string help_page(const TemplateSource& source, Controls& controls);

}  // namespace kancelli::word
