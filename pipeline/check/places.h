// Places in a source that are smaller than a node, and dates as messages show them.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/core/danish.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli {

// The place of the bytes [begin, end) of an attribute's value; the whole value where it is not written as it
// reads.
Span span_in_value(const SourceMap& sources, const Attribute& attribute, std::size_t begin, std::size_t end);
// The place of an attribute's value in a start tag, of which the beginning (or its name) is known; that place
// when it is not there.
Span value_in_tag(const SourceMap& sources, Span tag, std::string_view attribute);

// A date as the reader of a message writes it: 2026-01-01, or 1. januar 2026.
std::string shown(const Date& date);

}  // namespace kancelli
