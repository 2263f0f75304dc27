#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

std::string lists(const Page& page) {
  std::string html = "<ul>\n";
  for (const Link& each :
       {Link{"Møder efter dato", "moeder/"}, Link{"Dokumenter efter type", "dokumenter/"},
        Link{"Organer, også efter tidligere navne", "organer/"}, Link{"Emner efter KLE", "emner/"},
        Link{"Vedtægten og dens ændringer", "vedtaegt/"}})
    html += "<li>" + link(page, each) + "</li>\n";
  return html + "</ul>\n";
}

// What the script fills with what the index has; without an index it stays away.
std::string search_filter(std::string_view id, std::string_view label, std::string_view all) {
  const std::string name = "soeg-" + std::string(id);
  return "<div class=\"form-group\">\n<label class=\"form-label\" for=\"" + name + "\">" +
         std::string(label) + "</label>\n<select class=\"form-select\" id=\"" + name + "\" name=\"" +
         std::string(id) + "\" data-filter=\"" + std::string(label) + "\">\n<option value=\"\">" +
         std::string(all) + "</option>\n</select>\n</div>\n";
}

std::string search_filters() {
  return "<fieldset class=\"search-filters\" id=\"soeg-filtre\" hidden>\n<legend "
         "class=\"sr-only\">Afgræns søgningen</legend>\n" +
         search_filter("type", "Type", "Alle typer") + search_filter("organ", "Organ", "Alle organer") +
         search_filter("aar", "År", "Alle år") +
         "<button class=\"button button-secondary\" id=\"soeg-ryd\" type=\"button\" hidden>Ryd "
         "afgrænsning</button>\n</fieldset>\n";
}

Page search_page(const Site& site) {
  Page page;
  page.address = "soeg/";
  page.title = "Søg";
  page.found = false;
  page.head = "<script type=\"module\" src=\"" + link_to(page, site.assets.search_js) + "\"></script>\n";
  page.main =
      "<h1>Søg</h1>\n<noscript>\n<p>Søgningen kræver JavaScript, som er slået fra i denne browser. Brug "
      "listerne "
      "i stedet.</p>\n</noscript>\n<form id=\"soeg-form\" class=\"big-search\" role=\"search\" hidden>\n"
      "<label for=\"soeg-felt\">Søg i møder og dokumenter</label>\n<p class=\"hint\" id=\"soeg-hjaelp\">Også "
      "tidligere navne og forkortelser kan bruges.</p>\n<div class=\"row-of-two\">\n<input "
      "class=\"form-input\" "
      "id=\"soeg-felt\" name=\"q\" type=\"search\" autocomplete=\"off\" aria-describedby=\"soeg-hjaelp\">\n"
      "<button class=\"button button-primary\" type=\"submit\">Søg</button>\n</div>\n" +
      search_filters() +
      "</form>\n<p id=\"soeg-status\" role=\"status\"></p>\n<ol id=\"soeg-resultater\" "
      "class=\"results\"></ol>\n"
      "<h2>Find selv frem</h2>\n" +
      lists(page);
  return page;
}

// Files that others have made: nobody has looked at how they can be read.
std::string foreign_files(const Site& site, const Page& page) {
  std::string html;
  for (const PublishedPaper& paper : site.publication.papers)
    if (!paper.attachments.empty())
      html += "<li>" +
              link(page, {"Bilag til " + title_of(site, *paper.paper), paper_address(paper.paper->id)}) +
              "</li>\n";
  if (html.empty()) return {};
  return "<p>Vedlagte filer, som er lavet uden for dette system, er gengivet, som de er modtaget. De kan "
         "mangle "
         "koder, overskrifter eller tekst, som hjælpemidler har brug for. Det gælder bilagsfiler "
         "til:</p>\n<ul>\n" +
         html + "</ul>\n";
}

std::string contact(const Site& site) {
  if (site.settings.contact.empty())
    return "<p>Der er endnu ikke oplyst en adresse, som henvendelser kan sendes til.</p>\n";
  const std::string address = escaped(site.settings.contact);
  return "<p>Skriv til <a href=\"mailto:" + address + "\">" + address +
         "</a>, hvis noget på siderne ikke kan læses, høres eller betjenes, eller hvis du har brug for et "
         "dokument "
         "i en anden form. Fortæl gerne, hvilken side det drejer sig om, og hvad du brugte at læse den "
         "med.</p>\n";
}

Page accessibility_page(const Site& site) {
  Page page;
  page.address = "tilgaengelighed/";
  page.title = "Tilgængelighedserklæring";
  const std::string files = foreign_files(site, page);
  page.main =
      "<h1>Tilgængelighedserklæring</h1>\n<p>Erklæringen gælder " + escaped(site.settings.name) +
      ". Den følger emnerne i lov om tilgængelighed af offentlige organers websteder og "
      "mobilapplikationer.</p>\n"
      "<h2>Hvor langt vi er</h2>\n<p>Siderne er lavet med det mål, at de opfylder WCAG 2.1 på niveau AA. De "
      "kan "
      "bruges uden mus, og bortset fra søgningen uden JavaScript. " +
      (site.settings.assessed
           ? "De er senest vurderet samlet den " + time_html(*site.settings.assessed) + "."
           : std::string("Der er ikke oplyst nogen dato for en samlet vurdering af dem.")) +
      "</p>\n<h2>Indhold, som kan være svært tilgængeligt</h2>\n" +
      (files.empty()
           ? "<p>Vi kender ikke til indhold, som ikke er tilgængeligt. Det betyder ikke, at der ikke er "
             "noget: fortæl os det, hvis du finder det.</p>\n"
           : files) +
      "<h2>Hvis noget ikke virker for dig</h2>\n" + contact(site) +
      "<h2>Hvis du ikke er tilfreds med svaret</h2>\n<p>Digitaliseringsstyrelsen fører tilsyn med loven. Dér "
      "kan "
      "du læse om reglerne og klage: <a href=\"https://www.digst.dk/\">Digitaliseringsstyrelsens "
      "hjemmeside</a>.</p>\n";
  return page;
}

// Where the site lies on its server: "/dokumenter/".
std::string root_path(const Site& site) {
  if (!site.publication.root.empty()) return site.publication.root;
  const std::string& address = site.settings.address;
  const std::size_t host = address.find("://");
  const std::size_t path = host == std::string::npos ? host : address.find('/', host + 3);
  return path == std::string::npos ? "/" : address.substr(path);
}

}  // namespace

Page missing_page(const Site& site) {
  Page page;
  page.address = "404.html";
  page.root = root_path(site);
  page.title = "Siden findes ikke";
  page.found = false;
  page.main =
      "<h1>Siden findes ikke</h1>\n<p>Adressen fører ikke til noget her. Den kan være skrevet forkert, eller "
      "dokumentet kan være taget ned.</p>\n<p>" +
      link(page, {"Søg i møder og dokumenter", "soeg/"}) + ", eller find selv frem:</p>\n" + lists(page);
  return page;
}

std::vector<Page> fixed_pages(const Site& site) {
  return {search_page(site), accessibility_page(site)};
}

}  // namespace kancelli::site
