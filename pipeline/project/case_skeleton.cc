#include "pipeline/project/case_skeleton.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/statute/amendment_source.h"

namespace kancelli {
namespace {

const Paper& paper_of_type(const Project& project, const std::string& id, const std::string& type,
                           const std::string& missing) {
  const Paper* paper = project.paper(id);
  if (paper != nullptr && paper->type == type && paper->valid) return *paper;
  if (paper != nullptr && paper->type == type)
    throw Error(tr("{0} cannot be read", {paper->file}), tr("`kancelli check` tells why"));
  std::vector<std::string_view> ids;
  for (const auto& each : project.papers)
    if (each->type == type) ids.push_back(each->id);
  const std::string_view meant = nearest(id, ids);
  throw Error(missing, meant.empty() ? "" : tr("did you mean {0}?", {meant}));
}

// The first body of that kind in the register's order; with that name, if one has it.
std::string body_of(const Project& project, std::string_view kind, std::string_view name = {}) {
  const Body* found = nullptr;
  bool named = false;
  for (const auto& [id, body] : project.registers.bodies) {
    if (body.kind != kind) continue;
    const bool has_name = std::any_of(body.names.begin(), body.names.end(),
                                      [&](const BodyName& each) { return each.name == name; });
    if (found == nullptr || (has_name && !named) ||
        (has_name == named && body.span.begin < found->span.begin)) {
      found = &body;
      named = has_name;
    }
  }
  return found == nullptr ? std::string(placeholder_name) : found->id;
}

class FirstReading {
 public:
  FirstReading(const Project& project, const std::string& id, const Paper& amendment)
      : project_(project),
        id_(id),
        amendment_(amendment),
        source_(statute::read_amendment_source(amendment.root())) {
    const Paper* statute = project.paper(source_.statute);
    statute_ = statute == nullptr ? std::string(placeholder) : within_sentence(statute->title);
    const std::string title = lower(statute_);
    if (title.find("forretningsorden") != std::string::npos)
      changes_ = "rules";
    else if (title.find("lokaludvalg") != std::string::npos)
      changes_ = "local-committees";
  }

  std::string text() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<?xml-model href=\"../../schema/case.rng\" type=\"application/xml\" "
           "schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n"
           "<case xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" +
           id_ + "\">\n" + meta() + sections() + "</case>\n";
  }

 private:
  static std::string to_date() { return "<date value=\"" + std::string(placeholder_date) + "\"/>"; }
  static std::string date(const std::string& iso) { return "<date value=\"" + iso + "\"/>"; }
  static std::string body(const std::string& id) { return "<body ref=\"" + id + "\"/>"; }
  static std::string bilag(const char* name) { return "<ref to=\"#bilag-" + std::string(name) + "\"/>"; }
  static std::string step(const char* kind, const std::string& body, const std::string& iso) {
    return "      <step kind=\"" + std::string(kind) + "\"" + (body.empty() ? "" : " body=\"" + body + "\"") +
           " date=\"" + iso + "\"/>\n";
  }

  std::string meta() const {
    const std::string unknown(placeholder_date);
    std::string xml = "  <meta>\n    <title>Ændring af " + xml_escape(statute_) +
                      " (1. behandling)</title>\n    <dated value=\"" + unknown +
                      "\"/>\n    <organ committee=\"" + council_ + "\" responsible=\"" + by_ +
                      "\"/>\n    <meeting date=\"" + unknown + "\"/>\n    <treatment changes=\"" + changes_ +
                      "\">\n";
    xml += step("committee", committee_, unknown) + step("first-reading", council_, unknown) +
           step("second-reading", council_, unknown);
    if (changes_ == "statute")
      xml +=
          "      <!-- Når ændringen er vedtaget, kommer der to skridt til: notice med datoen for "
          "underretningen af "
          "Ankestyrelsen,\n           og publication med datoen for offentliggørelsen og sidens adresse "
          "(href). -->\n";
    if (!source_.date.empty()) xml += step("in-force", "", source_.date);
    for (const auto& exception : source_.exceptions)
      if (!exception.date.empty()) xml += step("in-force", "", exception.date);
    xml +=
        "    </treatment>\n    <access state=\"open\"/>\n    <state value=\"draft\"/>\n    <attachments>\n";
    const auto attachment = [&](const char* name, std::string_view suffix) {
      xml += "      <attachment id=\"bilag-" + std::string(name) + "\" paper=\"" + amendment_.id +
             std::string(suffix) + "\"/>\n";
    };
    attachment("aendring", "");
    attachment("sammenskrevet", consolidated_suffix);
    attachment("paralleltekst", parallel_suffix);
    attachment("markeret", marked_suffix);
    return xml + "    </attachments>\n  </meta>\n";
  }

  std::string sections() const {
    const std::string p = "    <p>", end = "</p>\n", write = p + std::string(placeholder) + end;
    const std::string what = xml_escape(statute_);
    std::string xml = "\n  <summary id=\"resume\">\n" + p + body(council_) +
                      " skal med indstillingen tage stilling til et forslag om ændring af " + what +
                      ". Forslaget\n    behandles to gange." + end + "  </summary>\n";
    xml += "\n  <recommendation id=\"indstillingen\" by=\"" + by_ + "\" to=\"" + committee_ + "\" via=\"" +
           council_ + "\">\n    <item id=\"at-vedtages\">at forslaget til ændring af " + what +
           " vedtages, jf. " + bilag("aendring") +
           ", og</item>\n    <item id=\"at-anden-behandling\">at forslaget oversendes til anden "
           "behandling.</item>\n  </recommendation>\n";
    xml +=
        "\n  <!-- Baggrunden: hvorfor vedtægten skal ændres, og hvilken beslutning forslaget bygger på. -->\n"
        "  <problem id=\"problemstilling\">\n" +
        write + p + readings() + end + "  </problem>\n";
    xml +=
        "\n  <!-- Forslagets hovedpunkter. Begrundelsen for de enkelte ændringer står i forslagets "
        "bemærkninger. "
        "-->\n  <solution id=\"loesning\">\n" +
        p + "Ændringerne og bemærkningerne til dem står i <ref to=\"" + amendment_.id + "\"/>, jf. " +
        bilag("aendring") + "." + end + write + p + "Den samlede tekst, som den lyder med ændringerne, er " +
        bilag("sammenskrevet") + ". I " + bilag("paralleltekst") +
        " står de bestemmelser,\n    der ændres, ved siden af ændringerne, og i " + bilag("markeret") +
        " er ændringerne markeret i teksten." + end + "  </solution>\n";
    xml +=
        "\n  <!-- Økonomien: hvad beslutningen koster. Afsnittet skal være der, også når der ingen "
        "konsekvenser er. "
        "-->\n  <economy id=\"oekonomi\">\n" +
        write + "  </economy>\n";
    xml += "\n  <process id=\"videre-proces\">\n" + p + body(council_) +
           " behandler forslaget første gang den " + to_date() + " og anden gang den\n    " + to_date() +
           "." + end;
    if (changes_ == "statute")
      xml += p + "Når ændringerne er vedtaget, underretter " + body(by_) +
             " Ankestyrelsen og gør den samlede vedtægt tilgængelig\n    for kommunens beboere" +
             law("§ 2, stk. 3") + "." + end;
    if (!source_.date.empty()) xml += p + commencement() + end;
    return xml + "  </process>\n\n  <signature>\n    <role>" + std::string(placeholder) +
           "</role>\n  </signature>\n";
  }

  // ", jf. § 2, stk. 2, i kommunestyrelsesloven", where the register has the law.
  std::string law(const std::string& at) const {
    for (const auto& [id, each] : project_.registers.laws)
      if (each.short_name == "kommunestyrelsesloven")
        return ", jf. <law ref=\"" + id + "\" at=\"" + at + "\"/>";
    return {};
  }

  std::string readings() const {
    if (changes_ == "rules") return "Forslaget behandles på to møder i " + body(council_) + ".";
    std::int64_t days = 7;
    for (const Node* policy : project_.policies("between-readings"))
      days = read_count(policy->get("days")).value_or(days);
    const std::int64_t between = days - 1;  // whole days
    return "Forslaget behandles to gange i " + body(council_) + " med mindst " + count_word(between) +
           (between == 1 ? " dags" : " dages") + " mellemrum" + law("§ 2, stk. 2") + ".";
  }

  std::string commencement() const {
    std::string text = "Ændringerne træder i kraft den " + date(source_.date) + ".";
    for (const auto& each : source_.exceptions) {
      text += "\n    ";
      if (each.by.empty())
        text += "Nogle af ændringerne træder i kraft den " + date(each.date) + ".";
      else if (!each.condition.empty())
        text += "Nogle af ændringerne træder i kraft, når " + xml_escape(each.condition) +
                (each.latest.empty() ? "" : ", dog senest den " + date(each.latest)) + "; " + body(each.by) +
                " fastsætter dagen.";
      else
        text += "For nogle af ændringerne fastsætter " + body(each.by) + " dagen" +
                (each.latest.empty() ? "" : ", dog senest den " + date(each.latest)) + ".";
    }
    return text;
  }

  const Project& project_;
  std::string id_;
  const Paper& amendment_;
  statute::AmendmentSource source_;
  std::string statute_, changes_ = "statute";
  std::string council_ = body_of(project_, "council"),
              committee_ = body_of(project_, "committee", "Økonomiudvalget"),
              by_ = amendment_.responsible.empty() ? body_of(project_, "administration")
                                                   : amendment_.responsible;
};

// Changes of the first case's text; the places are those of the text before.
class SecondReading {
 public:
  SecondReading(const Project& project, const Paper& first) : project_(project), first_(first) {}

  std::string text(const std::string& id) {
    const Node& root = first_.root();
    const Node& meta = *root.child("meta");
    const Node *treatment = meta.child("treatment"), *meeting = meta.child("meeting");
    std::string first_day(placeholder_date), second_day(placeholder_date), body;
    for (const Node* step : treatment == nullptr ? std::vector<const Node*>() : treatment->elements("step")) {
      if (step->get("kind") == "second-reading") second_day = step->get("date");
      if (step->get("kind") != "first-reading") continue;
      first_day = step->get("date");
      body = step->get("body");
    }
    if (body.empty())
      throw Error(tr("the case {0} has no first reading", {first_.id}),
                  tr("write {0}", {"<step kind=\"first-reading\" body=\"br\" date=\"YYYY-MM-DD\"/>"}));
    put(*root.find("id"), id);
    title(*meta.child("title"));
    if (const Node* dated = meta.child("dated")) put(*dated->find("value"), std::string(placeholder_date));
    if (meeting != nullptr) {
      put(*meeting->find("date"), second_day);
      for (const char* of_first : {"item", "urgent"}) drop(*meeting, of_first);
    }
    const Node& state = *meta.child("state");
    put(*state.find("value"), "draft");
    drop(state, "sent");
    for (const Node* recommendation : root.elements("recommendation")) items(*recommendation);
    tell_of_first(*root.child("problem"), body, first_day);
    return edited();
  }

 private:
  struct Change {
    std::size_t begin, end;
    std::string text;
  };

  std::string_view source() const { return project_.sources.text(first_.source()); }
  void change(std::size_t begin, std::size_t end, std::string text) {
    changes_.push_back({begin, end, std::move(text)});
  }
  void put(const Attribute& attribute, std::string value) {
    change(attribute.value_span.begin, attribute.value_span.end, std::move(value));
  }
  void drop(const Node& node, std::string_view name) {
    const Attribute* attribute = node.find(name);
    if (attribute == nullptr) return;
    std::size_t begin = attribute->span.begin;
    while (is_xml_space(source()[begin - 1])) --begin;
    change(begin, attribute->span.end, "");
  }

  void title(const Node& title) {
    static constexpr std::string_view one = "1. behandling";
    for (std::size_t at = source().find(one, title.span.end); at < title.end; at = source().find(one, at + 1))
      change(at, at + 1, "2");
  }

  // Where an item's words end.
  std::size_t words_end(const Node& item) const {
    std::size_t end = source().rfind("</", item.end);
    while (is_xml_space(source()[end - 1])) --end;
    return end;
  }

  void items(const Node& recommendation) {
    std::vector<const Node*> kept, dropped;
    for (const Node* item : recommendation.elements("item"))
      (only_for_first_reading(item->content()) ? dropped : kept).push_back(item);
    if (dropped.empty() || kept.empty()) return;
    for (const Node* item : dropped) {
      std::size_t begin = item->span.begin;
      while (is_xml_space(source()[begin - 1])) --begin;
      change(begin, item->end, "");
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const bool last = i + 1 == kept.size();
      const std::string_view ending = last ? "." : i + 2 == kept.size() ? ", og" : ",";
      const std::size_t end = words_end(*kept[i]);
      std::size_t begin = end;
      for (const std::string_view mark : {" og", ",", "."})
        if (source().substr(0, begin).ends_with(mark)) begin -= mark.size();
      if (source().substr(begin, end - begin) != ending) change(begin, end, std::string(ending));
    }
  }

  void tell_of_first(const Node& problem, const std::string& body, const std::string& day) {
    const Node* title = problem.child("title");
    const std::size_t at = title == nullptr ? problem.span.end : title->end;
    change(at, at,
           "\n    <p>Forslaget blev behandlet første gang i <body ref=\"" + body + "\"/> den <date value=\"" +
               day + "\"/>.</p>");
  }

  std::string edited() {
    std::sort(changes_.begin(), changes_.end(),
              [](const Change& a, const Change& b) { return a.begin < b.begin; });
    std::string text;
    std::size_t from = 0;
    for (const Change& each : changes_) {
      text += std::string(source().substr(from, each.begin - from)) + each.text;
      from = each.end;
    }
    return text + std::string(source().substr(from));
  }

  const Project& project_;
  const Paper& first_;
  std::vector<Change> changes_;
};

}  // namespace

std::string first_reading_case(const Project& project, const std::string& id, const std::string& amendment) {
  return FirstReading(project, id,
                      paper_of_type(project, amendment, "amendment",
                                    tr("there is no amendment \"{0}\" in the project", {amendment})))
      .text();
}

std::string second_reading_case(const Project& project, const std::string& id, const std::string& first) {
  const Paper& paper =
      paper_of_type(project, first, "case", tr("there is no case \"{0}\" in the project", {first}));
  return SecondReading(project, paper).text(id);
}

bool only_for_first_reading(std::string_view item) {
  const std::string said = lower(without_typography(item));
  return said.find("anden behandling") != std::string::npos ||
         said.find("2. behandling") != std::string::npos;
}

}  // namespace kancelli
