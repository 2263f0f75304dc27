// What is wrong with a text that is not XML, in words that an author understands. Used by xml_reader alone.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/core/diagnostic.h"
#include "pipeline/xml/xml_reader.h"

struct _xmlError;

namespace kancelli {

// The first fault that libxml2 found.
struct ParseFault {
  bool found = false;
  int code = 0;
  std::string message, name;  // name: of the element, attribute or entity it is about
  long offset = -1;           // in bytes, mostly behind the fault
};

// libxml2's structured error function; `context` is the ParseFault.
void keep_first_fault(void* context, _xmlError* error);

void report_fault(const ParseFault& fault, std::string_view text, SourceId source, Diagnostics& diagnostics);

// What is refused before libxml2 sees it: no text, another encoding, a document type declaration. True, with
// a diagnostic, when something was.
bool refuse_text(std::string_view text, SourceId source, const XmlLimits& limits, Diagnostics& diagnostics);

}  // namespace kancelli
