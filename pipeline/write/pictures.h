// Pictures within a page, which then stands by itself.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/system/files.h"

namespace kancelli {

// Puts the pictures' bytes in the place of their names, as data addresses. Names are looked up in `folder`.
// Throws Error for a picture that is not there, and for one of a kind that browsers do not show.
void embed_pictures(ast::Document& document, const Files& files, const std::string& folder);

// The same for the pictures that filters put into the media bag, whatever the output.
void embed_media(ast::Document& document, const std::vector<MediaFile>& media);

}  // namespace kancelli
