#include "pipeline/xml/xml_faults.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

Span span(SourceId source, std::size_t begin, std::size_t end) {
  return {source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Does a tag begin before the fault, a '<' with no '>' behind it?
bool in_tag(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size() || text[at] != '<') return false;
  const std::size_t open = text.rfind('<', at - 1), close = text.rfind('>', at - 1);
  return open != std::string_view::npos && (close == std::string_view::npos || close < open);
}

// Mostly libxml2 stops behind the fault; this is where an author looks for it.
Span place_of(const ParseFault& fault, std::string_view text, SourceId source) {
  const std::size_t at = std::min(static_cast<std::size_t>(std::max(fault.offset, 0L)), text.size());
  const auto back_to = [&](char c, std::size_t end) {
    const std::size_t begin = end == 0 ? std::string_view::npos : text.rfind(c, end - 1);
    return begin == std::string_view::npos ? at : begin;
  };
  switch (fault.code) {
    case XML_ERR_TAG_NAME_MISMATCH:
    case XML_ERR_GT_REQUIRED: {
      const std::size_t begin = back_to('<', at);
      return span(source, begin, std::max(at, begin + 1));
    }
    case XML_ERR_MISPLACED_CDATA_END:
      if (const std::size_t begin = text.find("]]>", at); begin != std::string_view::npos)
        return span(source, begin, begin + 3);
      break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_INVALID_CHAR: {
      if (in_tag(text, at)) return span(source, back_to('<', at), at);
      const std::size_t begin = back_to('&', std::min(at + 1, text.size()));
      if (at - begin < (fault.code == XML_ERR_INVALID_CHAR ? 12 : 80))
        return span(source, begin, std::max(at, begin + 1));
      break;
    }
    default:
      break;
  }
  if (at < text.size()) return span(source, at, at + 1);
  std::size_t end = at;
  while (end > 0 && is_xml_space(text[end - 1])) --end;
  return end < at ? span(source, end, end + 1) : span(source, end == 0 ? 0 : end - 1, end);
}

struct FaultText {
  std::string message, hint;
};

FaultText cut_off() {
  return {tr("the file ends before the last element is closed"),
          tr("was the file cut off? compare it with an earlier version")};
}

FaultText unclosed_tag() {
  return {tr("a tag does not end"), tr("write > behind it")};
}

// The faults that happen to authors, in our own words; no message for others.
FaultText text_of(const ParseFault& fault) {
  const std::string& name = fault.name;
  switch (fault.code) {
    case XML_ERR_TAG_NAME_MISMATCH:
      return {tr("the end tag does not belong to the element that is open, <{0}>", {name}),
              tr("close <{0}> before this place, or write </{0}> here", {name})};
    case XML_ERR_UNDECLARED_ENTITY:
      return {
          tr("the name &{0}; is not known here", {name}),
          tr("write the character itself; only &amp; &lt; &gt; &quot; &apos; and numbers such as &#160; are "
             "known")};
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_NAME_REQUIRED:
      return {tr("a & or < stands here as itself"), tr("write &amp; for &, and &lt; for <")};
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_LTSLASH_REQUIRED:
      return cut_off();
    case XML_ERR_DOCUMENT_END:
      return {tr("something stands behind the end of the document"),
              tr("delete it, or move it into the outermost element")};
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return {tr("the attribute {0} is written twice", {name}), tr("delete one of the two")};
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
      return {tr("the value of an attribute stands in quotation marks"),
              tr("write it like this: name=\"value\"")};
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return {tr("the attribute {0} has no value", {name}), tr("write {0}=\"...\", or delete it", {name})};
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_LT_IN_ATTRIBUTE:
      return {tr("the value of an attribute does not end"),
              tr("write the quotation mark that is missing, or &lt; for a < in the value")};
    case XML_ERR_SPACE_REQUIRED:
      return {tr("a space is missing before an attribute"), tr("is a quotation mark in the wrong place?")};
    case XML_ERR_GT_REQUIRED:
      return {tr("a tag does not end"), tr("write > behind it")};
    case XML_ERR_COMMENT_NOT_FINISHED:
      return {tr("a comment does not end"), tr("write --> where it ends")};
    case XML_ERR_HYPHEN_IN_COMMENT:
      return {tr("two hyphens stand in a comment"), tr("write one, or a dash")};
    case XML_ERR_PI_NOT_FINISHED:
      return {tr("an instruction does not end"), tr("write ?> where it ends")};
    case XML_ERR_CDATA_NOT_FINISHED:
      return {tr("a CDATA section does not end"), tr("write ]]> where it ends")};
    case XML_ERR_MISPLACED_CDATA_END:
      return {tr("]]> stands in the text"), tr("write ]]&gt;")};
    case XML_ERR_VERSION_MISSING:
    case XML_ERR_UNKNOWN_VERSION:
    case XML_ERR_ENCODING_NAME:
    case XML_ERR_STANDALONE_VALUE:
    case XML_ERR_STRING_NOT_STARTED:
    case XML_ERR_STRING_NOT_CLOSED:
    case XML_ERR_XMLDECL_NOT_FINISHED:
      return {tr("the XML declaration is not as it must be"),
              tr("write <?xml version=\"1.0\" encoding=\"UTF-8\"?>")};
    case XML_ERR_RESERVED_XML_NAME:
      return {tr("the XML declaration must stand first"),
              tr("delete what stands before <?xml, also empty lines")};
    case XML_ERR_INVALID_CHAR:
      return {tr("a character stands here that XML does not allow"),
              tr("delete it; such characters come along invisibly when text is copied")};
    case XML_ERR_INVALID_CHARREF:
    case XML_ERR_INVALID_DEC_CHARREF:
    case XML_ERR_INVALID_HEX_CHARREF:
      return {tr("this number is no character"), tr("write the character itself")};
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return {tr("the prefix {0}: is not known here", {name}),
              tr("delete it: Kancelli's own elements have none")};
    default:
      return {};
  }
}

// What a file is that is no text at all: by how it begins, or by its zero bytes.
std::string kind_of_binary(std::string_view text) {
  if (text.starts_with("PK\x03\x04")) return tr("this is a Word file or another packed one, not XML");
  if (text.starts_with("%PDF-")) return tr("this is a PDF, not XML");
  if (text.starts_with("\xD0\xCF\x11\xE0")) return tr("this is an old Word or Excel file, not XML");
  return text.find('\0') == std::string_view::npos ? "" : tr("this is not a text file");
}

// Latin text in UTF-16 has a mark at its beginning, or every other byte is 0.
bool is_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  return text.starts_with(std::string_view("<\0?\0", 4)) || text.starts_with(std::string_view("\0<\0?", 4));
}

// Where a document type declaration begins; npos when there is none. Only the prolog can hold one: the root's
// start tag is the first '<' before a name.
std::size_t find_doctype(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!DOCTYPE")) return at;
    const std::string_view end = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : "";
    if (end.empty()) return std::string_view::npos;
    at = std::min(text.find(end, at), text.size() - 1);
  }
  return std::string_view::npos;
}

// Where the tag begins that has more attributes than that; npos when none has. The text need not be
// well-formed: in a tag that is, each '=' outside the quotation marks belongs to one attribute.
std::size_t find_crowded_tag(std::string_view text, std::size_t most) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    const std::string_view end = rest.starts_with("<!--")        ? "-->"
                                 : rest.starts_with("<![CDATA[") ? "]]>"
                                 : rest.starts_with("<?")        ? "?>"
                                                                 : "";
    if (!end.empty()) {
      at = std::min(text.find(end, at), text.size());
      continue;
    }
    const std::size_t begin = at++;
    char quote = '\0';
    for (std::size_t count = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        break;
      } else if (c == '=' && ++count > most) {
        return begin;
      }
    }
  }
  return std::string_view::npos;
}

}  // namespace

void keep_first_fault(void* context, _xmlError* error) {
  auto& fault = *static_cast<ParseFault*>(context);
  if (fault.found || error == nullptr || error->level < XML_ERR_ERROR) return;
  fault.found = true;
  fault.code = error->code;
  fault.message = trim(error->message == nullptr ? "" : error->message);
  fault.name = error->str1 == nullptr ? "" : error->str1;
  if (error->ctxt != nullptr) fault.offset = xmlByteConsumed(static_cast<xmlParserCtxt*>(error->ctxt));
}

void report_fault(const ParseFault& fault, std::string_view text, SourceId source, Diagnostics& diagnostics) {
  FaultText found = text_of(fault);
  // What comes at the very end comes of a file that was cut off, whatever libxml2 missed there.
  if (fault.code == XML_ERR_NAME_REQUIRED &&
      in_tag(text, static_cast<std::size_t>(std::max(fault.offset, 0L))))
    found = unclosed_tag();
  if (found.message.empty() && fault.offset >= 0 && static_cast<std::size_t>(fault.offset) >= text.size())
    found = cut_off();
  if (fault.message.find("xcessive depth") != std::string::npos)
    found = {tr("the elements are nested too deep"), ""};
  if (found.message.empty()) found.message = tr("this is not well-formed XML: {0}", {fault.message});
  diagnostics.error("xml", place_of(fault, text, source), std::move(found.message),
                    found.hint.empty() ? std::vector<std::string>() : std::vector{std::move(found.hint)});
}

bool refuse_text(std::string_view text, SourceId source, const XmlLimits& limits, Diagnostics& diagnostics) {
  const auto refuse = [&](std::size_t at, std::size_t length, std::string message, std::string hint) {
    diagnostics.error("xml", span(source, at, std::min(at + length, text.size())), std::move(message),
                      {std::move(hint)});
    return true;
  };
  if (text.size() > limits.bytes)
    return refuse(0, 0,
                  tr("the file is too large: {0} MB, the limit is {1}",
                     {std::to_string(text.size() >> 20), std::to_string(limits.bytes >> 20)}),
                  tr("divide it into several papers"));
  if (trim(text).empty() || text == "\xEF\xBB\xBF")
    return refuse(0, 0, tr("the file is empty"), tr("`kancelli new TYPE ID` makes a paper to fill in"));
  if (is_utf16(text)) return refuse(0, 0, tr("the text is UTF-16"), tr("save the file as UTF-8"));
  const std::string wrong_file =
      tr("was the right file given? `kancelli new TYPE ID` makes a paper to fill in");
  if (std::string binary = kind_of_binary(text); !binary.empty())
    return refuse(0, 0, std::move(binary), wrong_file);
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos)
    return refuse(bad, 1, tr("the text is not UTF-8"),
                  tr("save the file as UTF-8; æ, ø and å stand in another encoding here"));
  const std::size_t first = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (const std::string_view rest = trim(text.substr(first)); rest.empty() || rest[0] != '<')
    return refuse(first, 1, tr("this is not XML: it does not begin with <"), wrong_file);
  if (const std::size_t doctype = find_doctype(text); doctype != std::string_view::npos)
    return refuse(doctype, 9, tr("a document type declaration (DOCTYPE) is not allowed"),
                  tr("delete it: the grammar is found by the type, and entities are not used"));
  if (const std::size_t tag = find_crowded_tag(text, limits.attributes); tag != std::string_view::npos)
    return refuse(tag, 1, tr("an element has more than {0} attributes", {std::to_string(limits.attributes)}),
                  tr("was the right file given? `kancelli new TYPE ID` makes a paper to fill in"));
  return false;
}

}  // namespace kancelli
