#include "pipeline/core/media_type.h"

#include <string>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

struct MediaType {
  std::string_view ending, type;
};
constexpr MediaType media_types[] = {
    {".html", "text/html"},
    {".css", "text/css"},
    {".js", "text/javascript"},
    {".mjs", "text/javascript"},
    {".json", "application/json"},
    {".jsonld", "application/ld+json"},
    {".atom", "application/atom+xml"},
    {".xml", "application/xml"},
    {".txt", "text/plain"},
    {".csv", "text/csv"},
    {".ics", "text/calendar"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".ico", "image/x-icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".pdf", "application/pdf"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {".zip", "application/zip"},
};

}  // namespace

std::string_view media_type(std::string_view name) {
  const std::string small = lower(name);
  for (const MediaType& each : media_types)
    if (small.ends_with(each.ending)) return each.type;
  return "application/octet-stream";
}

}  // namespace kancelli
