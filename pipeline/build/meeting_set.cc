#include "pipeline/build/meeting_set.h"

#include <algorithm>

#include "pipeline/build/set_parts.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/write/pdf_finisher.h"
#include "pipeline/write/read_back.h"
#include "pipeline/write/words.h"

namespace kancelli {
namespace {

// The links of the markup lead to labels; those to a place that no page has ("d3-loesning") lead to the
// beginning of its part.
std::string with_whole_links(std::string markup) {
  constexpr std::string_view link = "link(label(\"";
  for (std::size_t at = markup.find(link); at != std::string::npos; at = markup.find(link, at + 1)) {
    const std::size_t begin = at + link.size(), end = markup.find('"', begin);
    const std::string id = markup.substr(begin, end - begin);
    const std::size_t hyphen = id.find('-');
    if (hyphen == std::string::npos || markup.find("anchor(\"" + id + "\")") != std::string::npos ||
        markup.find("id: \"" + id + "\"") != std::string::npos)
      continue;
    markup.erase(begin + hyphen, id.size() - hyphen);
  }
  return markup;
}

// Without what no page needs, as the writer gets it.
std::string markup_of(const SetPart& part, PaperMaker& maker, Diagnostics& diagnostics) {
  return maker.markup(without_proof_marks(part.marked), diagnostics);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string file_of(const Dossier& dossier) {
  return dossier.meeting.name() + ".pdf";
}

}  // namespace

std::string make_set(const Dossier& dossier, const std::map<const DossierDocument*, std::string>& beside,
                     const Workshop& workshop, Diagnostics& diagnostics) {
  const std::vector<SetPart> parts = set_parts(dossier, beside, workshop.project, diagnostics);
  const std::string date = dossier.meeting.date.iso();
  PdfProperties properties;
  properties.title = "Møde i " + dossier.body + ", " + dossier.when();
  properties.creator = dossier.body;
  properties.description = dossier.closed ? "Dagsorden og bilag, lukket udgave" : "Dagsorden og bilag";
  properties.date = date;
  properties.ua =
      std::all_of(parts.begin(), parts.end(), [](const SetPart& part) { return part.accessible; });

  PaperMaker maker(workshop);
  const std::string house = workshop.house.root.substr(workshop.typst_root.size());
  std::string markup = "#import " + quoted(house + "/styles/typst/template.typ") +
                       ": *\n#show: paper-set.with(title: " + quoted(properties.title) +
                       ", author: " + quoted(properties.creator) +
                       ", description: " + quoted(properties.description) + ", date: " + quoted(date) + ")\n";
  Reading expected;
  std::vector<std::string> furniture = {"Punkt ·"};
  for (const SetPart& part : parts) {
    const std::string written = markup_of(part, maker, diagnostics);
    if (written.empty()) return {};
    markup += written;
    Reading reading = reading_of(part.marked, true);
    std::move(reading.body.begin(), reading.body.end(), std::back_inserter(expected.body));
    std::move(reading.notes.begin(), reading.notes.end(), std::back_inserter(expected.notes));
    for (std::string& words : maker.furniture(part.marked, part.paper)) furniture.push_back(std::move(words));
    if (const ast::Meta* prefix = part.marked.meta.find("part-prefix"))
      furniture.push_back(prefix->string + ":");  // before the title in the contents
  }
  const std::string project = workshop.project.root.substr(workshop.typst_root.size());
  const TypstJob job{with_whole_links(std::move(markup)), project + "/content/" + file_of(dossier) + ".typ",
                     date};
  const TypstResult set = workshop.typst.pdf(job);
  for (const TypstWarning& warning : set.warnings)
    diagnostics.warning("typst", {}, tr("Typst warns: {0}", {warning.message})).place = file_of(dossier);
  std::string finished = finish_pdf(set.pdf, properties);
  const std::size_t before = diagnostics.count(Severity::error);
  compare_pdf(expected, read_pdf(finished, workshop.processes), furniture, file_of(dossier), workshop.project,
              diagnostics);
  return diagnostics.count(Severity::error) == before ? finished : std::string();
}

}  // namespace kancelli
