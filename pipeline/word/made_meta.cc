#include "pipeline/word/made_meta.h"

#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/styles.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;

// "24.02.2026", "den 24. februar 2026": the date and nothing else.
std::optional<Date> only_date(std::string_view words) {
  for (const std::string_view before : {"den ", "Den ", "d. ", "København, den ", "København den "})
    if (words.starts_with(before)) words.remove_prefix(before.size());
  std::size_t length = 0;
  const auto date = read_date(words, length);
  return date && trim(words.substr(length)).find_first_not_of('.') == std::string_view::npos ? date
                                                                                             : std::nullopt;
}

// What stands behind one of the labels, "Sagsnr.: 2026-1" is "2026-1".
std::optional<std::string> behind(std::string_view words, std::initializer_list<std::string_view> labels) {
  for (const std::string_view label : labels) {
    if (!lower(words).starts_with(label)) continue;
    std::string_view rest = words.substr(label.size());
    if (!rest.empty() && is_letter(static_cast<unsigned char>(rest[0]))) continue;
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == ':' || rest[0] == '.')) rest.remove_prefix(1);
    return std::string(rest);
  }
  return std::nullopt;
}

class MetaMaker {
 public:
  explicit MetaMaker(Making& making) : making_(making) {}

  Made make(const Part* title, const std::vector<const Part*>& lines, std::vector<const Part*>& behind,
            std::vector<const Part*>& rest) {
    // The date first: names are those of that day.
    for (const Part* line : behind) {
      if (line->kind != Part::Kind::text || line->words.size() > 100) break;
      if (const auto date = date_of(line->words)) making_.dated = date;
    }
    for (const Part* line : lines)
      if (const auto date = date_of(line->words)) making_.dated = date;
    if (!making_.dated)
      if (const auto date = property({"Dato", "date"})) making_.dated = Date::parse(*date);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Part& line = *lines[i];
      if (line.paragraph == nullptr) {
        rest.push_back(&line);
        continue;
      }
      if (waits(line)) {
        if (!known(line)) skip(line, tr("a heading or a label of the template"));
        continue;
      }
      // A label of the margin stands above what it names.
      const Part* next = i + 1 < lines.size() && lines[i + 1]->paragraph != nullptr ? lines[i + 1] : nullptr;
      if (label_alone(line, next)) {
        ++i;
        continue;
      }
      if (!controlled(line) && !known(line)) rest.push_back(&line);
    }
    while (!behind.empty() && behind[0]->paragraph != nullptr && behind[0]->kind == Part::Kind::text &&
           known(*behind[0]))
      behind.erase(behind.begin());
    controls_within();
    return ordered(title);
  }

 private:
  using Attributes = std::vector<std::pair<std::string, std::string>>;

  // A label whose field nobody has filled in.
  static bool waits(const Part& line) {
    bool any = false;
    for (const Run& run : line.paragraph->runs) {
      const Node* control = nullptr;
      for (const Node* above = run.run; above != nullptr && !is_word(*above, "p"); above = above->parent)
        if (is_word(*above, "sdt")) control = above;
      if (control == nullptr || !shows(View::after, run.revision)) continue;
      if (word_child(word_child(control, "sdtPr"), "showingPlcHdr") == nullptr) return false;
      any = true;
    }
    return any;
  }

  static std::optional<Date> date_of(const std::string& words) {
    if (const auto date = only_date(words)) return date;
    if (const auto said = behind(words, {"dato"})) return only_date(*said);
    return std::nullopt;
  }

  const std::string* property(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      const auto found = making_.document.properties.find(name);
      if (found != making_.document.properties.end() && !found->second.empty()) return &found->second;
    }
    return nullptr;
  }

  bool set(const char* element, const char* attribute, const std::string& value) {
    if (!making_.may("meta", element) || !making_.has_attribute(element, attribute)) return false;
    Attributes& attributes = elements_[element];
    for (const auto& [name, old] : attributes)
      if (name == attribute) return old == value;  // what is said first holds
    attributes.emplace_back(attribute, value);
    return true;
  }

  void tell(const Part& line, const std::string& after) {
    making_.tell(Finding::Kind::element, Certainty::certain, making_.span(line), line.words, after,
                 tr("the paper says it of itself"));
  }

  bool set(const Part& line, const char* element, const char* attribute, const std::string& value) {
    if (!set(element, attribute, value)) return false;
    tell(line, "<" + std::string(element) + " " + attribute + "=\"" + value + "\"/>");
    return true;
  }

  bool skip(const Part& line, std::string why) {
    making_.findings.push_back(left_out(making_.document, *line.paragraph, line.begin,
                                        line.paragraph->text().size(), std::move(why)));
    return true;
  }

  bool label_alone(const Part& line, const Part* next) {
    if (next == nullptr) return false;
    struct Label {
      std::initializer_list<std::string_view> names;
      const char *element, *attribute;
    };
    static const std::array<Label, 3> labels = {{{{"dato"}, "dated", "value"},
                                                 {{"sagsnummer", "sagsnr"}, "record", "case"},
                                                 {{"dokumentnummer", "dokumentnr"}, "record", "document"}}};
    for (const Label& label : labels) {
      const auto said = behind(line.words, label.names);
      if (!said || !said->empty()) continue;
      const auto date = date_of(next->words);
      if (std::string_view(label.element) == "dated" && !date) return false;
      if (!set(*next, label.element, label.attribute, date ? date->iso() : next->words)) return false;
      return skip(line, tr("the program prints this line itself"));
    }
    return false;
  }

  bool known(const Part& line) {
    const std::string& words = line.words;
    std::string city = "Københavns Kommune";
    for (const Node* each : making_.project.policies("city")) city = each->get("name");
    const ElementRule* root = making_.rule(making_.schema.root());
    if (lower(words) == lower(city) || lower(words) == lower(root->title) || lower(words) == "udkast")
      return skip(line, tr("the program prints this line itself"));
    if (const auto said = behind(words, {"mødedato", "møde"}); said) return meeting(line, *said);
    if (const auto said = behind(words, {"mødested"}); said) return set(line, "meeting", "place", *said);
    if (const auto said = behind(words, {"sagsnummer", "sagsnr", "sag nr"}); said && !said->empty())
      return set(line, "record", "case", *said);
    if (const auto said = behind(words, {"dokumentnummer", "dokumentnr"}); said && !said->empty())
      return set(line, "record", "document", *said);
    if (const auto date = date_of(words)) return set(line, "dated", "value", date->iso());
    // The labels of the templates, whose tags LibreOffice drops.
    struct Label {
      std::string_view name;
      const char* attribute;
    };
    static constexpr std::array<Label, 3> labels = {
        {{"udvalg", "committee"}, {"forvaltning", "responsible"}, {"enhed", "unit"}}};
    for (const Label& label : labels)
      if (const auto said = behind(words, {label.name}); said)
        if (const Body* body = body_named(making_.project, *said, making_.dated).body)
          return set(line, "organ", label.attribute, body->id);
    if (const auto said = behind(words, {"til"}); said)
      if (const Body* body = body_named(making_.project, *said, making_.dated).body)
        return set(line, "organ", "recipient", body->id);
    return organ(line);
  }

  // "24.02.2026, kl. 15:30"
  bool meeting(const Part& line, std::string_view said) {
    std::size_t length = 0;
    const auto date = read_date(said, length);
    if (!date || !set(line, "meeting", "date", date->iso())) return false;
    std::string_view rest = said.substr(length);
    const std::size_t clock = rest.find("kl. ");
    std::size_t end = length;
    if (const std::string time = clock == std::string_view::npos ? "" : clock_at(rest.substr(clock + 4), end);
        !time.empty()) {
      end += length + clock + 4;
      set("meeting", "time", time);
      making_.findings.back().after = "<meeting date=\"" + date->iso() + "\" time=\"" + time + "\"/>";
    }
    if (const std::size_t place = rest.find("Mødested: "); place != std::string_view::npos) {
      set("meeting", "place",
          std::string(rest.substr(place + 11)));  // the next line, in a text without styles
      end = said.size();
    }
    // Whatever else the line says is not accounted for.
    if (trim(said.substr(end)).find_first_not_of(".,") != std::string_view::npos)
      making_.findings.back().place.end =
          making_.document.span(*line.paragraph, 0, place_in(line, line.words.size() - said.size() + end))
              .end;
    return true;
  }

  // "9.30" is 09:30; "" for what is no time. `length`: of what was read.
  static std::string clock_at(std::string_view words, std::size_t& length) {
    const std::size_t hours = words.find_first_not_of("0123456789");
    if (hours == 0 || hours > 2 || hours + 3 > words.size() || (words[hours] != '.' && words[hours] != ':'))
      return {};
    const std::string_view minutes = words.substr(hours + 1, 2);
    if (minutes.find_first_not_of("0123456789") != std::string_view::npos) return {};
    length = hours + 3;
    return std::string(hours == 1 ? "0" : "") + std::string(words.substr(0, hours)) + ":" +
           std::string(minutes);
  }

  bool organ(const Part& line) {
    const Body* body = body_named(making_.project, line.words, making_.dated).body;
    if (body == nullptr) return false;
    const char* attribute = body->kind == "committee" || body->kind == "council" ? "committee"
                            : body->kind == "administration"                     ? "responsible"
                            : body->kind == "party"                              ? ""
                                                                                 : "unit";
    return attribute[0] != '\0' && set(line, "organ", attribute, body->id);
  }

  // --- content controls of a template: "meta:ELEMENT@ATTRIBUTE" (docs/word.md)

  // False for a tag that means nothing here.
  bool controlled(const std::string& tag, const std::string& words) {
    if (!tag.starts_with("meta:") || words.empty()) return false;
    const auto parts = split(std::string_view(tag).substr(5), '@');
    const std::string element(parts[0]);
    const ElementRule* rule = making_.rule(element);
    if (element == "title" || rule == nullptr) return false;
    std::string attribute(parts.size() > 1 ? parts[1] : "");
    if (attribute.empty() && !rule->attributes.empty()) attribute = rule->attributes[0].name;
    std::string value = words;
    if (const auto date = only_date(words)) value = date->iso();
    if (const Body* body = body_named(making_.project, words, making_.dated).body; element == "organ") {
      if (body == nullptr) return false;
      value = body->id;
    }
    return set(element.c_str(), attribute.c_str(), value);
  }

  bool controlled(const Part& line) {
    for (const std::string& tag : line.paragraph->controls)
      if (controlled(tag, line.words)) {
        tell(line, "<meta>");
        return true;
      }
    bool all = false;
    for (const Run& run : line.paragraph->runs)
      for (const std::string& tag : run.controls)
        if (!run.hidden && shows(View::after, run.revision))
          all = controlled(tag, plain_words(run.text)) || all;
    if (all) tell(line, "<meta>");
    return all;
  }

  // Properties that templates and our own files have.
  void controls_within() {
    if (making_.dated) set("dated", "value", making_.dated->iso());
    if (const std::string* value = property({"Sagsnummer", "Sagsnr"})) set("record", "case", *value);
    if (const std::string* value = property({"Dokumentnummer", "Dokumentnr"}))
      set("record", "document", *value);
  }

  // The committee that the administration or the unit is under, where the paper names only these.
  void committee_above() {
    if (!making_.has_attribute("organ", "committee", true)) return;
    std::string below;
    for (const char* attribute : {"unit", "responsible", "committee"})
      for (const auto& [name, value] : elements_["organ"])
        if (name == attribute) below = value;
    const Body* body = making_.project.registers.body(below);
    for (int step = 0; body != nullptr && body->kind != "committee" && body->kind != "council" && step < 4;
         ++step)
      body = making_.project.registers.body(body->parent);
    if (body != nullptr && body->id != below && set("organ", "committee", body->id))
      making_.tell(Finding::Kind::placed, Certainty::likely, {making_.document.text, 0, 0}, "",
                   "<organ committee=\"" + body->id + "\">",
                   tr("the register has the administration or unit under that committee"));
    if (elements_["organ"].empty()) elements_.erase("organ");
  }

  Made ordered(const Part* title) {
    committee_above();
    Made meta = Made::element("meta");
    const ElementRule* rule = making_.rule("meta");
    for (const std::string& name : rule->children) {
      const bool required = std::count(rule->required.begin(), rule->required.end(), name) != 0;
      Made made = Made::element(name);
      if (name == "title") {
        made_title(made, title);
      } else if (const auto found = elements_.find(name); found != elements_.end()) {
        const ElementRule* own = making_.rule(name);
        for (const AttributeRule& attribute : own->attributes)  // in the grammar's order
          for (const auto& [key, value] : found->second)
            if (key == attribute.name) made.set(key, value);
      } else if (!required) {
        continue;
      } else {
        fill_required(made, name);
      }
      meta.children.push_back(std::move(made));
    }
    return meta;
  }

  void made_title(Made& made, const Part* title) {
    if (title != nullptr) {
      made.children = words_of(making_.document, *title->paragraph,
                               {title->begin, std::string::npos, false, false}, making_.findings)
                          .inlines;
      return;
    }
    const std::string* value = property({"title"});
    making_.tell(
        Finding::Kind::placed, Certainty::unsure, {making_.document.text, 0, 0}, "",
        value == nullptr ? "<title>" : *value,
        value == nullptr ? tr("the file has no title") : tr("the title is that of the file's properties"));
    if (value != nullptr) made.children.push_back(Made::text(plain_words(*value), {}));
  }

  // An element that the grammar wants and that has a choice of values: the first, as in a new paper.
  void fill_required(Made& made, const std::string& name) {
    for (const AttributeRule& attribute : making_.rule(name)->attributes)
      if (attribute.required && !attribute.values.empty()) {
        made.set(attribute.name, attribute.values.front());
        making_.tell(Finding::Kind::placed, Certainty::unsure, {making_.document.text, 0, 0}, "",
                     "<" + name + " " + attribute.name + "=\"" + attribute.values.front() + "\"/>",
                     tr("the file does not say it; a new paper begins so"));
      }
  }

  Making& making_;
  std::map<std::string, Attributes> elements_;
};

}  // namespace

Made meta_of(Making& making, const Part* title, const std::vector<const Part*>& lines,
             std::vector<const Part*>& behind, std::vector<const Part*>& rest) {
  return MetaMaker(making).make(title, lines, behind, rest);
}

}  // namespace kancelli::word
