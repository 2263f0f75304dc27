#include "pipeline/check/content_file.h"

#include <qpdf/qpdf-c.h>

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"

namespace kancelli {

bool lies_in_content(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find_first_of("\\:") != std::string_view::npos)
    return false;
  const auto parts = split(path, '/');
  return std::find(parts.begin(), parts.end(), "..") == parts.end();
}

std::string content_path(const Project& project, std::string_view path) {
  return project.root + "/content/" + std::string(path);
}

std::optional<std::string> read_content_file(const Project& project, const CheckContext& context,
                                             const Attribute& path, std::string_view code,
                                             Diagnostics& diagnostics) {
  try {
    return context.files.read(content_path(project, path.value));
  } catch (const Error& error) {
    diagnostics.error(code, path.value_span, tr("the file \"{0}\" cannot be read", {path.value}),
                      {error.what()});
    return std::nullopt;
  }
}

bool is_content_file(const Project& project, const CheckContext& context, std::string_view path) {
  const std::string full = content_path(project, path);
  return context.files.exists(full) && !context.files.is_folder(full);
}

std::string similar_content_file(const Project& project, const CheckContext& context, std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder(slash == std::string_view::npos ? "" : path.substr(0, slash + 1));
  const std::vector<std::string> files = context.files.list(content_path(project, folder));
  const std::string_view name = path.substr(folder.size());
  std::vector<std::string_view> others;
  for (const std::string& file : files)
    if (file != name) others.emplace_back(file);
  const std::string_view found = nearest(name, others);
  return found.empty() ? "" : folder + std::string(found);
}

std::optional<std::int64_t> pdf_pages(const std::string& bytes) {
  if (!bytes.starts_with("%PDF-")) return std::nullopt;
  qpdf_data pdf = qpdf_init();
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  qpdf_silence_errors(pdf);
  const bool read = (qpdf_read_memory(pdf, "", bytes.data(), bytes.size(), nullptr) & QPDF_ERRORS) == 0;
  const int pages = read ? qpdf_get_num_pages(pdf) : -1;
  qpdf_cleanup(&pdf);
  return pages > 0 ? std::optional<std::int64_t>(pages) : std::nullopt;
}

}  // namespace kancelli
