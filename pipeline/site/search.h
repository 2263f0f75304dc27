// The search index of a site, by Pagefind: static files that its page reads in the browser.
#pragma once

#include "pipeline/site/publication.h"
#include "pipeline/system/process.h"

namespace kancelli::site {

// The parts of a compound word ("lokalplanforslaget": "lokalplan", "forslaget", "lokal", "plan"), that a
// reader may search for. Found with the Danish dictionary; nothing for a word that is not a compound of words
// it knows. Throws Error when there is no dictionary.
std::vector<std::string> search_terms(std::string_view word);

// What else readers may search for on a page that says `text`, in alphabetical order and only what the text
// does not say itself: parts of its compounds, the other names and abbreviations of the bodies it names, of
// today and of former times, and what the laws it cites are called besides.
std::vector<std::string> page_terms(const Project& project, std::string_view text);

// Adds "pagefind/..." for all pages that are to be found (data-pagefind-body). Works in `folder`, which is
// emptied before and after. Throws Error when Pagefind is missing or fails. The same site gives the same
// bytes.
void add_search(const Publication& publication, SiteFiles& files, ProcessRunner& processes,
                const std::string& folder);

}  // namespace kancelli::site
