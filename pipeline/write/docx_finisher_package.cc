#include "pipeline/write/docx_finisher_package.h"

#include <Poco/DateTime.h>
#include <Poco/Exception.h>
#include <Poco/MemoryStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/Zip/Compress.h>
#include <Poco/Zip/ZipArchive.h>
#include <Poco/Zip/ZipStream.h>

#include <sstream>
#include <vector>

#include "pipeline/core/error.h"

namespace kancelli::docx {
namespace {

bool is_packed_already(const std::string& name) {
  for (const char* ending : {".png", ".jpg", ".jpeg", ".gif"})
    if (name.ends_with(ending)) return true;
  return false;
}

std::vector<std::string> names_in_order(const Package& package) {
  std::vector<std::string> names = {"[Content_Types].xml", "_rels/.rels", "word/document.xml"};
  std::erase_if(names, [&](const std::string& name) { return !package.contains(name); });
  const std::vector<std::string> first = names;
  for (const auto& [name, bytes] : package)
    if (std::find(first.begin(), first.end(), name) == first.end()) names.push_back(name);
  return names;
}

}  // namespace

Package read_package(std::string_view bytes, const std::string& what) {
  Package package;
  try {
    Poco::MemoryInputStream stream(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const Poco::Zip::ZipArchive archive(stream);
    for (auto header = archive.headerBegin(); header != archive.headerEnd(); ++header) {
      if (header->second.isDirectory()) continue;
      stream.clear();
      Poco::Zip::ZipInputStream part(stream, header->second);
      Poco::StreamCopier::copyToString(part, package[header->first]);
    }
  } catch (const Poco::Exception& e) {
    throw Error(what + " is no DOCX: " + e.displayText());
  }
  if (package.empty()) throw Error(what + " is no DOCX");
  return package;
}

std::string write_package(const Package& package) {
  std::ostringstream out;
  try {
    const Poco::DateTime date(1980, 1, 1);
    Poco::Zip::Compress archive(out, true);
    for (const std::string& name : names_in_order(package)) {
      const std::string& bytes = package.at(name);
      Poco::MemoryInputStream in(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      // A path with folders in it would be given entries for the folders too, and a package has none.
      Poco::Path path;
      path.setFileName(name);
      archive.addFile(
          in, date, path,
          is_packed_already(name) ? Poco::Zip::ZipCommon::CM_STORE : Poco::Zip::ZipCommon::CM_DEFLATE,
          Poco::Zip::ZipCommon::CL_NORMAL);
    }
    archive.close();
  } catch (const Poco::Exception& e) {
    throw Error("the DOCX could not be packed: " + e.displayText());
  }
  return out.str();
}

}  // namespace kancelli::docx
