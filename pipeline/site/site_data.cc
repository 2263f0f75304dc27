#include "pipeline/site/site_data.h"

#include <algorithm>
#include <charconv>

#include "pipeline/core/calendar.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/meeting.h"

namespace kancelli::site {
namespace {

// What stands between the first `begin` at or after `from` and the next `end`; npos: there is none.
struct Piece {
  std::string_view text;
  std::size_t end = std::string_view::npos;
};
Piece between(std::string_view text, std::string_view begin, std::string_view end, std::size_t from = 0) {
  const std::size_t at = text.find(begin, from);
  if (at == std::string_view::npos) return {};
  const std::size_t start = at + begin.size(), stop = text.find(end, start);
  if (stop == std::string_view::npos) return {};
  return {text.substr(start, stop - start), stop + end.size()};
}

void append_reference(std::string& out, std::string_view name) {
  static constexpr std::pair<std::string_view, char32_t> named[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}, {"shy", 0xAD}};
  for (const auto& [known, character] : named)
    if (name == known) return append_utf8(out, character);
  if (!name.starts_with('#')) return;
  const bool hexadecimal = name.starts_with("#x") || name.starts_with("#X");
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  std::uint32_t value = 0;
  const auto read =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
  if (read.ec == std::errc() && value > 0 && value < 0x110000) append_utf8(out, value);
}

}  // namespace

std::string plain_words(std::string_view html) {
  std::string words;
  for (std::size_t at = 0; at < html.size();) {
    if (html.substr(at).starts_with("<sup")) {
      const std::size_t end = html.find("</sup>", at);
      at = end == std::string_view::npos ? html.size() : end + 6;
    } else if (html[at] == '<') {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
      // Words of two blocks are two words; inline markup parts none.
      const std::string_view before = html.substr(0, at);
      if (before.ends_with("</p>") || before.ends_with("</li>") || before.ends_with("<br>") ||
          before.ends_with("<br />"))
        words += ' ';
    } else if (const std::size_t end = html[at] == '&' ? html.find(';', at) : std::string_view::npos;
               end != std::string_view::npos && end - at < 10) {
      append_reference(words, html.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      words += html[at++];
    }
  }
  return collapse_space(without_typography(words));
}

std::string type_name(const Project& project, const Paper& paper) {
  if (is_supplementary(paper)) return "Tillægsdagsorden";
  const std::string_view name = project.heading(paper.type, paper.type);
  return name.empty() ? "Dokument" : std::string(name);
}

std::string title_name(const Project& project, const Paper& paper) {
  const AttachedPaper as_attached = attached_paper(project, paper.id);
  return as_attached.made ? as_attached.title : paper.title;
}

std::string first_paragraph(const PublishedPaper& paper) {
  static constexpr std::size_t least = 40;  // shorter ones are lines of a head: "Sagsnr. 2026-0012345"
  const std::string_view html = paper.versions.front().html;
  std::size_t at = html.find("</h1>", std::min(html.size(), html.find("<main")));
  while (at != std::string_view::npos) {
    const std::size_t tag = html.find("<p", at);
    if (tag == std::string_view::npos) return {};
    const bool paragraph = html.substr(tag).starts_with("<p>") || html.substr(tag).starts_with("<p ");
    const auto piece = between(html, ">", paragraph ? "</p>" : "", tag);
    at = piece.end;
    if (!paragraph) continue;
    if (std::string words = plain_words(piece.text); words.size() >= least) return words;
  }
  return {};
}

std::optional<Date> last_changed(const PublishedPaper& paper) {
  if (const auto& sent = paper.versions.front().sent) return sent;
  return paper.paper->sent ? paper.paper->sent : paper.paper->dated;
}

std::optional<Date> first_published(const PublishedPaper& paper) {
  if (const auto& sent = paper.versions.back().sent) return sent;
  return last_changed(paper);
}

std::vector<const Body*> bodies_of(const Project& project, const Paper& paper) {
  std::vector<const Body*> bodies;
  for (const std::string& id : {paper.committee, paper.responsible, paper.unit, paper.recipient})
    if (const Body* body = project.registers.body(id);
        body != nullptr && std::ranges::find(bodies, body) == bodies.end())
      bodies.push_back(body);
  return bodies;
}

const BodyName* name_of(const Body& body, const std::optional<Date>& day) {
  const BodyName* then = body.name_on(day);
  return then != nullptr ? then : body.name_on(std::nullopt);
}

std::string kle_subject(const Paper& paper) {
  const Node* meta = paper.root().child("meta");
  const Node* kle = meta == nullptr ? nullptr : meta->child("kle");
  return kle == nullptr ? "" : std::string(kle->get("subject"));
}

std::string date_time(const Date& day, std::string_view time) {
  const Date first = day.first();
  const std::string_view at = time.empty() ? "00:00" : time;
  return first.iso() + "T" + std::string(at) + ":00" + danish_offset(first, at);
}

std::string encoded(std::string_view path) {
  static constexpr std::string_view plain =
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/",
                                    hexadecimal = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos)
      out += c;
    else
      (out += '%').append({hexadecimal[byte >> 4U], hexadecimal[byte & 15U]});
  }
  return out;
}

std::string absolute(const SiteSettings& settings, std::string_view path) {
  return settings.address.empty() ? "" : settings.address + encoded(path);
}

}  // namespace kancelli::site
