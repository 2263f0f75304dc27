// What feeds, structured data and search say of a paper, each in its own form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/site/publication.h"

namespace kancelli::site {

std::string type_name(const Project& project, const Paper& paper);   // "Indstilling"
std::string title_name(const Project& project, const Paper& paper);  // as lists print it
// The first paragraph below the heading of the newest version's page: frozen as sent, with nothing closed.
std::string first_paragraph(const PublishedPaper& paper);
// When readers got the paper, and when it changed last: days of sending, else the paper's own date.
std::optional<Date> first_published(const PublishedPaper& paper);
std::optional<Date> last_changed(const PublishedPaper& paper);
// The bodies that the paper concerns: committee, responsible, unit, recipient; those that the register has,
// once each.
std::vector<const Body*> bodies_of(const Project& project, const Paper& paper);
// As it was called when the paper was made; its latest name for a day outside every period.
const BodyName* name_of(const Body& body, const std::optional<Date>& day);
std::string kle_subject(const Paper& paper);  // "00.01.00" or ""

// RFC 3339 in Danish time: "2026-02-24T15:30:00+01:00". `time`: "15:30"; without one the day's beginning.
std::string date_time(const Date& day, std::string_view time = {});
// A path as addresses have it: what is no plain letter, digit or mark is percent-encoded.
std::string encoded(std::string_view path);
// The address of a path on the site; "" as long as the house has not said where its site is.
std::string absolute(const SiteSettings& settings, std::string_view path);
// The words of a piece of a page, without tags and note marks, on one line.
std::string plain_words(std::string_view html);

}  // namespace kancelli::site
