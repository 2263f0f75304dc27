#include "pipeline/write/pictures.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/media_name.h"

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
    if (element.kind == ast::Kind::Image && !element.text.starts_with("data:"))
      element.text = data_address(element.text, files, folder);
    embed(element.content, files, folder);
  }
}

void embed(std::vector<ast::Element>& elements, const std::vector<MediaFile>& media) {
  for (ast::Element& element : elements) {
    if (element.kind == ast::Kind::Image) {
      const auto is_shown = [name = media_name(element.text)](const MediaFile& file) {
        return file.name == name;
      };
      if (const auto file = std::find_if(media.begin(), media.end(), is_shown); file != media.end())
        element.text = "data:" + file->mime_type + ";base64," + base64(file->bytes);
    }
    embed(element.content, media);
  }
}

}  // namespace

void embed_media(ast::Document& document, const std::vector<MediaFile>& media) {
  if (!media.empty()) embed(document.blocks, media);
}

void embed_pictures(ast::Document& document, const Files& files, const std::string& folder) {
  embed(document.blocks, files, folder);
}

}  // namespace kancelli
