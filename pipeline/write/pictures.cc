#include "pipeline/write/pictures.h"

#include <array>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kinds = {{
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
}};

std::string data_address(const std::string& name, const Files& files, const std::string& folder) {
  for (const auto& [ending, type] : kinds)
    if (name.ends_with(ending))
      return "data:" + std::string(type) + ";base64," + base64(files.read(folder + "/" + name));
  throw Error(tr("the picture {0} is of a kind that web pages do not show", {name}),
              tr("use svg, png, jpg, gif or webp"));
}

void embed(std::vector<ast::Element>& elements, const Files& files, const std::string& folder) {
  for (ast::Element& element : elements) {
    if (element.kind == ast::Kind::Image) element.text = data_address(element.text, files, folder);
    embed(element.content, files, folder);
  }
}

}  // namespace

void embed_pictures(ast::Document& document, const Files& files, const std::string& folder) {
  embed(document.blocks, files, folder);
}

}  // namespace kancelli
