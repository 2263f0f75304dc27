#include "pipeline/check/rule_tables.h"

// What is found while papers are built: by running the filters, proving that no word is lost, and reading
// every output back. An example has a filter beside its paper; the tests run it.
namespace kancelli {

std::vector<Rule> build_rules() {
  static constexpr const char* build = "kancelli build";
  return {
      {.code = "accessibility",
       .severity = Severity::warning,
       .summary = "A finished paper would be hard to read for somebody who does not see it.",
       .explanation = "Looked at after the last filter, where sources are no longer asked: one title, a "
                      "language, headings "
                      "that leave no level out, text alternatives, table heads, texts of links. While "
                      "something is found, the "
                      "PDF does not call itself PDF/UA.",
       .failing = R"(<p>Udvalget mødes.</p>
<!-- filters/eksempel.lua -->
function Pandoc(doc)
  doc.blocks:insert(pandoc.Div({ pandoc.Header(3, 'Møder') }, { class = 'generated' }))
  return doc
end)",
       .passing = R"(<p>Udvalget mødes.</p>
<!-- filters/eksempel.lua -->
function Pandoc(doc)
  doc.blocks:insert(pandoc.Div({ pandoc.Header(2, 'Møder') }, { class = 'generated' }))
  return doc
end)",
       .suppressible = false,
       .made_by = build},
      {.code = "document",
       .severity = Severity::error,
       .summary = "What came on standard input is no document of Pandoc's.",
       .explanation = "A filter gets the tree that `pandoc -t json` writes, of pandoc-types 1.22 (Pandoc "
                      "2.17) or 1.23 (Pandoc 3). "
                      "The message says what is wrong and at which byte, or at which value of the tree. "
                      "Nothing is written.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = "kancelli filter"},
      {.code = "filter",
       .severity = Severity::error,
       .summary = "A filter failed.",
       .explanation = "A file in filters/ raised an error, ran too long or needed too much memory. The place "
                      "is that of the "
                      "nearest element of the paper; the trace has the line of the filter. A filter that "
                      "cannot go on says why, "
                      "with the element (tree.fail).",
       .failing = R"(<p>Udvalget <strong>mødes</strong> hver uge.</p>
<!-- filters/eksempel.lua -->
function Span(span)
  if span.classes[1] == 'strong' then return pandoc.Strong(span.contents) end
end)",
       .passing = R"(<p>Udvalget <strong>mødes</strong> hver uge.</p>
<!-- filters/eksempel.lua -->
function Span(span)
  if span.classes[1] == 'strong' then return pandoc.Span(pandoc.Strong(span.content), span.attr) end
end)",
       .suppressible = false,
       .made_by = build},
      {.code = "metadata",
       .severity = Severity::error,
       .summary = "A file given with --metadata-file cannot be read as metadata.",
       .explanation = "A metadata file is one object, in YAML or JSON, as for Pandoc's own option of that "
                      "name. What the document "
                      "says itself wins.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = "kancelli filter"},
      {.code = "not-in-project",
       .severity = Severity::error,
       .summary = "A file named on the command line is no paper of the project.",
       .explanation = "Papers lie in content/papers/TYPE/ID.xml, and content/project.xml lists them. A path "
                      "that leads to none of "
                      "them would be passed over in silence, and look as if it had been checked.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = "kancelli check"},
      {.code = "output-differs",
       .severity = Severity::error,
       .summary = "An output does not say what the paper says.",
       .explanation = "Every PDF, DOCX and HTML is read back as it was written, and its words are compared "
                      "with those of the "
                      "tree, in order. What differs was lost or added by a writer: a filter for one output, "
                      "Pandoc, Typst or "
                      "the finishers. No source should make that happen. The output is not written.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = build},
      {.code = "text-added",
       .severity = Severity::error,
       .summary = "A filter added text without marking it.",
       .explanation = "Words that stand in no element of the source came from a filter. What a filter adds "
                      "on purpose, a label or "
                      "a heading, stands in a Span or Div with the class generated.",
       .failing = R"(<p>Udvalget mødes.</p>
<!-- filters/eksempel.lua -->
function Pandoc(doc)
  doc.blocks:insert(pandoc.Para('Hermed slutter papiret.'))
  return doc
end)",
       .passing = R"(<p>Udvalget mødes.</p>
<!-- filters/eksempel.lua -->
function Pandoc(doc)
  doc.blocks:insert(pandoc.Div(pandoc.Para('Hermed slutter papiret.'), { class = 'generated' }))
  return doc
end)",
       .suppressible = false,
       .made_by = build},
      {.code = "text-changed",
       .severity = Severity::error,
       .summary = "A filter changed the words of an element.",
       .explanation = "The words directly in an element of the source are compared with those under its "
                      "place in the final tree. "
                      "No-break spaces and hyphens count as plain ones; everything else must be the same. An "
                      "element that is "
                      "rebuilt keeps its attribute data-pos.",
       .failing = R"(<p>Udvalget <strong>mødes</strong> hver uge.</p>
<!-- filters/eksempel.lua -->
function Span(span)
  if span.classes[1] == 'strong' then return pandoc.Span('samles', span.attr) end
end)",
       .passing = R"(<p>Udvalget <strong>mødes</strong> hver uge.</p>
<!-- filters/eksempel.lua -->
function Span(span)
  if span.classes[1] == 'strong' then return pandoc.Span(pandoc.Strong(span.content), span.attr) end
end)",
       .suppressible = false,
       .made_by = build},
      {.code = "text-lost",
       .severity = Severity::error,
       .summary = "A filter lost the text of an element.",
       .explanation = "An element of the source has text, and nothing in the final tree has its place. What "
                      "a filter leaves out "
                      "on purpose stays in the tree, with the class dropped, until the proof is made.",
       .failing = R"(<p>Udvalget <strong>mødes</strong> hver uge.</p>
<!-- filters/eksempel.lua -->
function Span(span)
  if span.classes[1] == 'strong' then return {} end
end)",
       .passing = R"(<p>Udvalget <strong>mødes</strong> hver uge.</p>
<!-- filters/eksempel.lua -->
function Span(span)
  if span.classes[1] == 'strong' then
    span.classes:insert('dropped')
    return span
  end
end)",
       .suppressible = false,
       .made_by = build},
      {.code = "typst",
       .severity = Severity::warning,
       .summary = "Typst has a word to say about the pages it set.",
       .explanation = "Typst, which sets the PDF, warned: of a font that is missing, say, or of something in "
                      "the template. The "
                      "place is the nearest element with an id, or the line of the template.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = build},
  };
}

}  // namespace kancelli
