// Files that lie beside others in compressed form, for web servers that send them so (nginx: gzip_static).
#pragma once

#include "pipeline/site/publication.h"

namespace kancelli::site {

// Adds FILE.gz (RFC 1952) for texts that become at least a fifth smaller; the same bytes give the same bytes.
// To be called last: nobody looks into them any more.
void add_compressed(SiteFiles& files);

}  // namespace kancelli::site
