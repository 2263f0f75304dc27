// The search index of a site, by Pagefind: static files that its page reads in the browser.
#pragma once

#include "pipeline/site/publication.h"
#include "pipeline/system/process.h"

namespace kancelli::site {

// The parts of a compound word ("lokalplanforslaget": "lokal", "plan", "forslag"), and the words behind an
// abbreviation, that a reader may search for. Found with the Danish dictionary; nothing for a word that is
// not a compound of words it knows.
std::vector<std::string> search_terms(std::string_view word);

// Adds "pagefind/..." for all pages. Works in `folder`, which is emptied before and after. Throws Error when
// Pagefind is missing or fails. The same site gives the same bytes.
void add_search(const Publication& publication, SiteFiles& files, ProcessRunner& processes,
                const std::string& folder);

}  // namespace kancelli::site
