#include "pipeline/word/template_body.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/template_choices.h"
#include "pipeline/word/template_controls.h"
#include "pipeline/word/template_help.h"

namespace kancelli::word {
namespace {

// What papers say is Danish, whatever language the program speaks.
constexpr std::string_view from_list = "Vælg fra listen.", pick_date = "Vælg dato.", write_here = "Skriv her",
                           write_title = "Skriv titlen her", write_heading = "Skriv overskriften her",
                           attachments_title = "Bilag",
                           attachment_help =
                               "Bilagets titel. Ét bilag i hvert afsnit; numrene kommer af sig selv.",
                           one_each = " Ét i hvert afsnit.", may_go = " Kan udelades.",
                           at_item = "at … Ét punkt i hvert afsnit; numrene kommer af sig selv.";
// The finisher makes a list of the house of Pandoc's list 1 (template.cc).
constexpr std::string_view in_list = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
constexpr int first_heading = 2, deepest_heading = 6;  // the paper's title is the first
constexpr int deepest_element = 8;                     // a grammar may be recursive

bool among(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_date(const AttributeRule& attribute) {
  return std::any_of(attribute.types.begin(), attribute.types.end(),
                     [](const AttributeRule::Type& type) { return type.name == "date"; });
}

class TemplateBody {
 public:
  explicit TemplateBody(const TemplateSource& source) : source_(source) {
    const ElementRule* section = source.schema.element("section");
    running_ = section == nullptr ? std::vector<std::string>{"p", "list"} : section->children;
  }

  std::string text() {
    std::string out = front();
    out += contents(source_.root(), first_heading, 0);
    return out + attachments() + help_page(source_, controls_);
  }

 private:
  // What the paper says about itself -----------------------------------------------------------------------

  std::string front() {
    const ElementRule& root = source_.root();
    const bool beside = source_.form(root.name).layout == "notat";
    std::string out = paragraph("Papirtype",
                                "<w:r><w:rPr><w:caps/></w:rPr><w:t>" +
                                    xml_escape(root.title.empty() ? root.name : root.title) + "</w:t></w:r>",
                                "<w:spacing w:after=\"120\"/>");
    for (const AttributeRule& attribute : root.attributes)
      if (is_wanted(root, attribute)) out += front_line(root, attribute, root.name + "@", beside);
    for (const auto& [rule, attribute] : front_attributes())
      out += front_line(*rule, *attribute, "meta:" + rule->name + "@", beside);
    return out + paragraph("Heading1", controls_.words({"meta:title", "Titel"}, write_title));
  }

  // Of <meta>: what the type asks for, else all that has a title.
  std::vector<std::pair<const ElementRule*, const AttributeRule*>> front_attributes() const {
    std::vector<std::pair<const ElementRule*, const AttributeRule*>> all, chosen;
    const ElementRule* meta = source_.schema.element("meta");
    for (const std::string& name : meta == nullptr ? std::vector<std::string>() : meta->children)
      if (const ElementRule* rule = source_.schema.element(name))
        for (const AttributeRule& attribute : rule->attributes)
          if (!title_of(*rule, attribute).empty()) all.emplace_back(rule, &attribute);
    const std::string& asked = source_.form(source_.root().name).front;
    if (asked.empty()) return all;
    for (const std::string_view each : split(asked))
      for (const auto& [rule, attribute] : all)
        if (rule->name + "@" + attribute->name == each) chosen.emplace_back(rule, attribute);
    return chosen;
  }

  // A label and what is to be filled in: in the margin column where the layout has one.
  std::string front_line(const ElementRule& rule, const AttributeRule& attribute, const std::string& tag,
                         bool beside) {
    const std::string label = label_of(rule, attribute), field = value(rule, attribute, tag + attribute.name);
    if (beside) return paragraph("Sidekolonne", text_run(label, "Strong") + "<w:r><w:br/></w:r>" + field);
    return paragraph("MessageHeader", text_run(label, "Strong") + "<w:r><w:tab/></w:r>" + field,
                     "<w:tabs><w:tab w:val=\"left\" w:pos=\"1701\"/></w:tabs>"
                     "<w:ind w:left=\"1701\" w:hanging=\"1701\"/>");
  }

  std::string attachments() {
    const ElementRule* meta = source_.schema.element("meta");
    if (meta == nullptr || !among(meta->children, "attachments")) return {};
    return controls_.around(
        {"meta:attachments", std::string(attachments_title)},
        paragraph("Heading2", text_run(attachments_title) + "<?kancelli unnumbered?>") +
            controls_.blocks({"list:attachment", std::string(attachments_title)}, "Bilagsliste",
                             std::string(attachment_help) + std::string(may_go)));
  }

  // Attributes ---------------------------------------------------------------------------------------------

  std::string title_of(const ElementRule& rule, const AttributeRule& attribute) const {
    const auto& titled = source_.form(rule.name).attributes;
    const auto found = titled.find(attribute.name);
    return found == titled.end() ? "" : found->second.title;
  }

  std::string label_of(const ElementRule& rule, const AttributeRule& attribute) const {
    const std::string title = title_of(rule, attribute);
    return title.empty() ? attribute.name : title;
  }

  // Ids are the program's, and the language is the template's.
  bool is_wanted(const ElementRule& rule, const AttributeRule& attribute) const {
    if (attribute.name == "id" || attribute.name == "xml:lang") return false;
    return attribute.required || !title_of(rule, attribute).empty();
  }

  // `after`: what the help ends with.
  std::string value(const ElementRule& rule, const AttributeRule& attribute, const std::string& tag,
                    std::string_view after = {}) {
    const ControlName name{tag, label_of(rule, attribute)};
    const auto help = [&](std::string_view text) { return std::string(text) + std::string(after); };
    const auto& titled = source_.form(rule.name).attributes;
    const auto found = titled.find(attribute.name);
    if (found != titled.end() && !found->second.bodies.empty())
      return controls_.choice(name, help(from_list), bodies_of_kinds(source_.project, found->second.bodies));
    if (!attribute.values.empty()) return controls_.choice(name, help(from_list), words_of(attribute));
    if (is_date(attribute)) return controls_.date(name, help(pick_date));
    if (const auto named = of_project(rule, attribute); !named.empty())
      return controls_.choice(name, help(from_list), named);
    return controls_.words(
        name, help(attribute.documentation.empty() ? write_here : in_words(attribute.documentation)));
  }

  // What an attribute names that people know by other names than ids: papers of the type it is called after,
  // and points of agendas.
  std::vector<Choice> of_project(const ElementRule& rule, const AttributeRule& attribute) const {
    if (rule.name == "decision" && attribute.name == "of") return points_of_meetings(source_.project);
    const bool names = std::any_of(attribute.types.begin(), attribute.types.end(),
                                   [](const AttributeRule::Type& type) { return type.name == "NCName"; });
    return names ? papers_of_type(source_.project, attribute.name) : std::vector<Choice>();
  }

  // One paragraph each, behind a label, which stays when the field is filled in. A heading stands before the
  // first: LibreOffice mixes the words up where a control begins with a label and a control.
  std::string values(const ElementRule& rule) {
    std::string out;
    for (const AttributeRule& attribute : rule.attributes) {
      if (!is_wanted(rule, attribute) || heads(rule, attribute)) continue;
      const std::string tag = rule.name + "@" + attribute.name;
      out += paragraph("BodyText", text_run(label_beside(rule, attribute) + ": ", "Strong") +
                                       value(rule, attribute, tag, attribute.required ? "" : may_go));
    }
    return out;
  }

  // Under a heading that somebody writes it says of what it is: "Kapitel, nr.".
  std::string label_beside(const ElementRule& rule, const AttributeRule& attribute) const {
    std::string label = label_of(rule, attribute);
    if (!among(rule.children, "title")) return label;
    std::string thing = alias_of(rule);
    for (const std::string_view article : {"Et ", "En "})
      if (thing.starts_with(article)) thing.erase(0, article.size());
    if (!thing.empty() && thing[0] >= 'a' && thing[0] <= 'z') thing[0] -= 'a' - 'A';
    return thing + ", " + lower(label);
  }

  // An element without a title of its own, and with text, stands under the name of its body.
  bool heads(const ElementRule& rule, const AttributeRule& attribute) const {
    if (rule.section || among(rule.children, "title") || !has_blocks(rule)) return false;
    const auto& titled = source_.form(rule.name).attributes;
    const auto found = titled.find(attribute.name);
    return attribute.required && found != titled.end() && !found->second.bodies.empty();
  }

  // Elements -----------------------------------------------------------------------------------------------

  bool has_blocks(const ElementRule& rule) const { return among(rule.children, "p"); }

  bool is_repeated(const ElementRule& parent, std::string_view name) const {
    return among(source_.form(parent.name).repeated, name);
  }

  // What must be there, what has a title, and what has something to be asked for.
  bool is_wanted(const ElementRule& parent, const ElementRule& rule) const {
    if (rule.name == "meta" || rule.name == "title" || among(running_, rule.name)) return false;
    if (among(parent.required, rule.name) || rule.section || rule.name == parent.begin) return true;
    if (!parent.begin.empty()) return false;
    return !rule.title.empty() || !source_.form(rule.name).attributes.empty();
  }

  std::string contents(const ElementRule& rule, int level, int depth) {
    const bool is_root = depth == 0;
    std::string out = is_root ? "" : values(rule);
    if (!is_root && has_blocks(rule)) {
      // Where the elements that follow say what there is to write, this is what stands before them.
      const std::string help =
          rule.documentation.empty() ? std::string(write_here) : in_words(rule.documentation);
      out += controls_.blocks({"text:" + rule.name, alias_of(rule)}, "BodyText", help);
    }
    for (const std::string& name : rule.children) {
      const ElementRule* child = source_.schema.element(name);
      if (child != nullptr && depth < deepest_element && is_wanted(rule, *child))
        out += element(rule, *child, level, depth + 1);
    }
    if (!has_blocks(rule) && is_repeated(rule, "section")) out += own_sections(level);
    return out;
  }

  std::string own_sections(int level) {
    return controls_.blocks(
        {"text:section", "Egne afsnit"}, "BodyText",
        "Egne afsnit, hvis der er brug for dem: skriv overskriften med typografien Overskrift " +
            std::to_string(std::min(level, deepest_heading)) + "." + std::string(may_go));
  }

  std::string element(const ElementRule& parent, const ElementRule& rule, int level, int depth) {
    const bool required = among(parent.required, rule.name);
    if (rule.section) return section(rule, required, level, depth);
    if (rule.text && values(rule).empty()) return words(parent, rule);
    std::string heading = heading_of(rule, level), inside = contents(rule, level + 1, depth);
    if (inside.empty() && heading.empty()) return {};
    const ControlName name{"element:" + rule.name, alias_of(rule)};
    const bool repeated = is_repeated(parent, rule.name);
    if (heading.empty() && (!repeated || !values(rule).empty()))
      heading = paragraph("BodyText", text_run(name.alias, "Strong"), "<w:keepNext/>");
    if (repeated) return controls_.repeated({"repeat:" + rule.name, name.alias}, name, heading + inside);
    inside.insert(0, heading);
    return controls_.around(name, inside, required);
  }

  std::string section(const ElementRule& rule, bool required, int level, int depth) {
    std::string inside;
    if (rule.heading && !rule.title.empty())
      inside = paragraph(style_of_heading(level), text_run(rule.title));
    inside += contents(rule, rule.heading ? level + 1 : level, depth);
    return controls_.around({"section:" + rule.name, rule.title + (required ? "" : ": kan udelades")}, inside,
                            required);
  }

  std::string heading_of(const ElementRule& rule, int level) {
    if (among(rule.children, "title"))
      return paragraph(
          style_of_heading(level),
          controls_.words({"title:" + rule.name, alias_of(rule) + ": overskrift"}, write_heading));
    for (const AttributeRule& attribute : rule.attributes)
      if (heads(rule, attribute))
        return paragraph(style_of_heading(level), value(rule, attribute, rule.name + "@" + attribute.name));
    return {};
  }

  static std::string style_of_heading(int level) {
    return "Heading" + std::to_string(std::min(level, deepest_heading));
  }

  // Elements that hold words alone: one a paragraph.
  std::string words(const ElementRule& parent, const ElementRule& rule) {
    if (rule.name == "item" && is_repeated(parent, rule.name))
      return controls_.blocks({"list:item", alias_of(rule)}, "Indstillingspunkt", at_item, in_list);
    const std::string style = rule.name == "role" ? "Signature" : "BodyText";
    if (!is_repeated(parent, rule.name))
      return paragraph(style, controls_.words({"words:" + rule.name, alias_of(rule)}, rule.documentation));
    return controls_.blocks({"list:" + rule.name, alias_of(rule)}, style,
                            rule.documentation + std::string(one_each));
  }

  const TemplateSource& source_;
  Controls controls_;
  std::vector<std::string> running_;  // elements of running text, the common module's
};

}  // namespace

const FormRule& TemplateSource::form(const std::string& element) const {
  static const FormRule none;
  const auto found = forms.find(element);
  return found == forms.end() ? none : found->second;
}

std::string template_body(const TemplateSource& source) {
  return TemplateBody(source).text();
}

}  // namespace kancelli::word
