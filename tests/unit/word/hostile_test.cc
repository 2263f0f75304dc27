// Files that somebody made to do harm, and files that broke on the way: each ends in a document or a
// diagnostic, in bounded time and memory, and no word is lost on the way.
#include <map>
#include <random>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/system/archives.h"
#include "pipeline/word/annotated.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/new_content.h"
#include "pipeline/word/places.h"
#include "pipeline/word/proposals.h"
#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}
std::string codes(const WordFile& file) {
  return ReadFile(file.bytes()).codes();
}
std::string field_char(const std::string& type) {
  return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
}
std::string instruction(const std::string& text) {
  return "<w:r><w:instrText>" + text + "</w:instrText></w:r>";
}

// Nesting
// -------------------------------------------------------------------------------------------------------

TEST(WordHostile, DeepNestingIsReadOrRefused) {
  struct Nest {
    const char *open, *close;
  };
  for (const Nest& nest :
       {Nest{"<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"}, Nest{"<w:customXml>", "</w:customXml>"},
        Nest{"<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"}, Nest{"<w:ins>", "</w:ins>"}}) {
    const auto body = [&](int depth) {
      return times(depth, nest.open) + paragraph(run("ord")) + times(depth, nest.close);
    };
    const ReadFile file(WordFile(body(100)).bytes());
    ASSERT_EQ(file.codes(), "") << nest.open;
    EXPECT_EQ(file.text(), "ord");
    EXPECT_EQ(codes(WordFile(body(5000))), "word-unreadable") << nest.open;
  }
}

TEST(WordHostile, TextBoxesInTextBoxesAreRead) {
  std::string text = paragraph(run("inderst"));
  for (int i = 0; i < 60; ++i)
    text = paragraph("<w:r><w:pict><w:txbxContent>" + text + "</w:txbxContent></w:pict></w:r>");
  EXPECT_EQ(ReadFile(WordFile(text).bytes()).text(), "inderst");
}

// Fields
// --------------------------------------------------------------------------------------------------------

TEST(WordHostile, AFieldThatNothingEndsHidesNothing) {
  const ReadFile file(
      WordFile(paragraph(field_char("begin") + instruction("REF x") + run("et") + field_char("end")) +
               paragraph(run("to") + field_char("separate") + field_char("end")) +
               paragraph(field_char("begin") + run("tre")))
          .bytes());
  EXPECT_EQ(file.text(), "to|tre");  // "et" stands in the instruction of a field that does end
}

TEST(WordHostile, ACallOfANoteInAFieldsInstructionIsLeftOut) {
  const ReadFile file(
      WordFile(paragraph(field_char("begin") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" +
                         "<w:r><w:drawing><a:blip r:embed=\"p\"/></w:drawing></w:r>" + field_char("end") +
                         run("ord")))
          .related(WordFile::relation("p", "image", "a.png"))
          .bytes());
  EXPECT_EQ(file.text(), "ord");
}

TEST(WordHostile, FieldsThatFetchOrStartSomethingAreRefused) {
  for (const char* name : {"DDEAUTO c:\\\\windows\\\\cmd.exe", "dde x", "INCLUDETEXT \"\\\\\\\\server\\\\x\"",
                           "INCLUDEPICTURE \"https://x.example/a.png\"", "LINK Excel.Sheet", "DATABASE"}) {
    EXPECT_EQ(codes(WordFile(paragraph(field_char("begin") + instruction(name) + field_char("end")))),
              "word-refused")
        << name;
    EXPECT_EQ(codes(WordFile(paragraph(field_char("begin") + instruction(std::string(name).substr(0, 2)) +
                                       instruction(std::string(name).substr(2)) + field_char("separate") +
                                       run("x") + field_char("end")))),
              "word-refused")
        << name;
  }
  EXPECT_EQ(codes(WordFile(paragraph("<w:fldSimple w:instr=\" DDE x\"/>"))), "word-refused");
  EXPECT_EQ(codes(WordFile(paragraph(field_char("begin") + field_char("begin") +
                                     instruction("QUOTE 68 68 69") + field_char("end") + field_char("end")))),
            "word-refused");
  EXPECT_EQ(codes(WordFile(paragraph("<w:fldSimple w:instr=\" REF link \"/>"))), "");
}

TEST(WordHostile, AFieldInACommentOrWithoutAnEndIsRefusedToo) {
  const std::string field = paragraph(field_char("begin") + instruction("DDE x") + field_char("end"));
  EXPECT_EQ(codes(WordFile(paragraph(run("ord")))
                      .with("comments", "<w:comment w:id=\"1\" w:author=\"x\">" + field + "</w:comment>")),
            "word-refused");
  EXPECT_EQ(
      codes(WordFile(paragraph(field_char("begin") + instruction("DDEA") + instruction("UTO c:\\x.exe")))),
      "word-refused");
  EXPECT_EQ(codes(WordFile(paragraph(field_char("begin") + instruction("DD") + field_char("begin") +
                                     instruction("QUOTE 69") + field_char("end") + instruction(" c:\\x.exe") +
                                     field_char("end")))),
            "word-refused");
  EXPECT_EQ(codes(WordFile(paragraph(field_char("begin") + instruction("IF") + field_char("begin") +
                                     instruction("PAGE") + field_char("end") + instruction("= 1 \"x\"") +
                                     field_char("end")))),
            "");
}

// What is fetched
// -----------------------------------------------------------------------------------------------

TEST(WordHostile, ALetterThatIsMergedWithDataIsRefused) {
  for (const char* merge : {"<w:connectString w:val=\"Provider=x;Data Source=\\\\server\\x\"/>",
                            "<w:query w:val=\"SELECT * FROM x\"/>", "<w:dataSource r:id=\"r\"/>"})
    EXPECT_EQ(codes(WordFile(paragraph(run("ord")))
                        .with("settings", "<w:mailMerge>" + std::string(merge) + "</w:mailMerge>")),
              "word-refused")
        << merge;
  EXPECT_EQ(codes(WordFile(paragraph(run("ord"))).with("settings", "<w:zoom w:percent=\"100\"/>")), "");
}

TEST(WordHostile, ADrawingOfTheOldKindThatFetchesItsPictureIsRefused) {
  const auto with_source = [](const std::string& address) {
    return codes(WordFile(
        paragraph("<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:imagedata src=\"" +
                  address + "\"/></v:shape></w:pict></w:r>" + run("ord"))));
  };
  for (const char* address :
       {"https://x.example/a.png", "\\\\server\\a.png", "file:///c:/a.png", "//x/a.png"})
    EXPECT_EQ(with_source(address), "word-refused") << address;
  EXPECT_EQ(with_source("image1.png"), "");
}

TEST(WordHostile, NamesOfPartsInCapitalsHideNothing) {
  WordFile file(paragraph(run("ord")));
  file.parts["word/_RELS/document.xml.RELS"] =
      WordFile::relations(WordFile::relation("r", "attachedTemplate", "https://x.example/x.dotm", true));
  EXPECT_EQ(codes(file), "word-refused");
  WordFile declared(paragraph(run("ord")));
  declared.parts["customXml/ITEM1.XML"] =
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";
  EXPECT_EQ(codes(declared), "word-refused");
}

// Notes
// -------------------------------------------------------------------------------------------------------

std::string call(int note) {
  return "<w:r><w:footnoteReference w:id=\"" + std::to_string(note) + "\"/></w:r>";
}

TEST(WordHostile, ANoteThatIsCalledInItselfHasAnEnd) {
  const ReadFile file(WordFile(paragraph(run("ord") + call(2)))
                          .with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("en note") + call(2)) +
                                                 "</w:footnote>")
                          .bytes());
  std::vector<Finding> findings;
  const MadeWords made = words_of(*file.document, *file.document->paragraphs()[0], {}, findings);
  ASSERT_EQ(made.inlines.size(), 2U);
  EXPECT_EQ(made.inlines[1].content(), "en note");
  const EditedPaper edited = edited_paper(*file.document);
  EXPECT_EQ(paragraph_xml(*edited.blocks[0].paragraph(), edited), "ord<footnote>en note</footnote>");
}

TEST(WordHostile, ANoteThatIsCalledByTheThousandIsNotCopiedByTheThousand) {
  const ReadFile file(
      WordFile(paragraph(times(5000, call(2))))
          .with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("ord")) + "</w:footnote>")
          .bytes());
  EXPECT_LE(file.document->paragraphs()[0]->runs.size(), 20U);
}

// Links
// ---------------------------------------------------------------------------------------------------------

TEST(WordHostile, LinksThatRunSomethingAreLeftOutAndTold) {
  for (const char* address : {"javascript:alert(1)", "JAVA&#10;script:x", "file://server/x", "\\\\server\\x",
                              "data:x", "vbscript:x"}) {
    const ReadFile file(WordFile(paragraph("<w:hyperlink r:id=\"r\">" + run("se her") + "</w:hyperlink>"))
                            .related(WordFile::relation("r", "hyperlink", address, true))
                            .bytes());
    EXPECT_EQ(file.codes(), "word-link") << address;
    EXPECT_EQ(file.text(), "se her");
    EXPECT_EQ(file.document->paragraphs()[0]->runs[0].link, "");
  }
}

TEST(WordHostile, ATemplateOnOnesOwnDriveIsLetIn) {
  const auto with_template = [](const char* address) {
    return codes(
        WordFile(paragraph(run("ord"))).related(WordFile::relation("r", "attachedTemplate", address, true)));
  };
  EXPECT_EQ(with_template("file:///C:\\Skabeloner\\notat.dotx"), "");
  for (const char* address :
       {"file:///\\\\server\\x.dotx", "https://x.example/x.dotx", "file://server/x.dotx", "file:///x"})
    EXPECT_EQ(with_template(address), "word-refused") << address;
}

// Counts
// --------------------------------------------------------------------------------------------------------

TEST(WordHostile, HugeAndNegativeNumbersAreKeptWithinBounds) {
  const std::vector<std::string> numbers = {
      "-1", "9", "10", "2147483647", "-2147483648", "99999999999999999999", "x", ""};
  for (const std::string& number : numbers) {
    const std::string value = " w:val=\"" + number + "\"/>";
    const ReadFile file(
        WordFile(
            paragraph(run("a"), "<w:outlineLvl" + value + "<w:numPr><w:ilvl" + value +
                                    "<w:numId w:val=\"1\"/></w:numPr>") +
            times(3, paragraph(run("b"), "<w:numPr><w:ilvl w:val=\"8\"/><w:numId w:val=\"1\"/></w:numPr>")) +
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan" + value + "</w:tcPr>" + paragraph(run("c")) +
            "</w:tc></w:tr></w:tbl>" + paragraph("<w:r><w:sym w:char=\"" + number + "\"/></w:r>"))
            .with("numbering",
                  "<w:abstractNum w:abstractNumId=\"0\">" +
                      times(12, "<w:lvl w:ilvl=\"8\"><w:start" + value +
                                    "<w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1%9%0\"/></w:lvl>") +
                      "<w:lvl w:ilvl=\"0\"><w:start" + value + "</w:lvl></w:abstractNum>" +
                      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"" + number +
                      "\"><w:startOverride" + value + "</w:lvlOverride></w:num>")
            .bytes());
    ASSERT_NE(file.document, nullptr) << number;
    EXPECT_GE(file.document->paragraphs()[0]->heading, 0);
    EXPECT_LE(file.document->paragraphs()[0]->heading, 9);
    const Cell& cell = file.document->body[4].table()->rows[0].cells[0];
    EXPECT_GE(cell.columns, 1);
    EXPECT_LE(cell.columns, 1000);
  }
}

TEST(WordHostile, ASymbolIsACharacterOfXml) {
  for (const char* code : {"0000", "0007", "D800", "FFFE", "FFFFFFFF", "110000"})
    EXPECT_EQ(
        ReadFile(WordFile(paragraph("<w:r><w:sym w:char=\"" + std::string(code) + "\"/></w:r>")).bytes())
            .text(),
        "\uFFFD")
        << code;
}

TEST(WordHostile, StylesThatBuildOnEachOtherInARingHaveAnEnd) {
  const ReadFile file(
      WordFile(paragraph(run("a"), "<w:pStyle w:val=\"A\"/>"))
          .with("styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"a\"/><w:basedOn "
                "w:val=\"B\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name "
                "w:val=\"b\"/><w:basedOn w:val=\"A\"/></w:style>")
          .bytes());
  EXPECT_EQ(file.document->paragraphs()[0]->style, "a");
}

TEST(WordHostile, WhatStandsAroundManyRunsIsCutShort) {
  const std::string author(100'000, 'x');
  const ReadFile file(WordFile(paragraph("<w:ins w:id=\"1\" w:author=\"" + author + "\">" +
                                         times(3000, run("a")) + "</w:ins>"))
                          .bytes());
  EXPECT_LE(file.document->paragraphs()[0]->runs[0].revision.author.size(), 300U);
}

TEST(WordHostile, MoreThanMemoryHoldsIsRefused) {
  // 380 controls around each of many runs: 100 KB each.
  const std::string tag =
      "<w:sdt><w:sdtPr><w:tag w:val=\"" + std::string(250, 't') + "\"/></w:sdtPr><w:sdtContent>";
  const WordFile file("<w:p>" + times(180, tag) + times(20'000, "<w:r><w:t>a</w:t></w:r>") +
                      times(180, "</w:sdtContent></w:sdt>") + "</w:p>");
  EXPECT_EQ(codes(file), "word-refused");
}

TEST(WordHostile, OfTwoNotesWithOneNumberNoneIsLost) {
  const ReadFile file(WordFile(paragraph(run("ord")))
                          .with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("første")) +
                                                 "</w:footnote><w:footnote w:id=\"2\">" +
                                                 paragraph(run("anden")) + "</w:footnote>")
                          .bytes());
  EXPECT_EQ(file.text(), "ord|første|anden");
  const auto paragraphs = file.document->paragraphs();
  EXPECT_EQ(file.sources.where(file.document->span(*paragraphs[2])), "brev.docx:3:1");
}

// What takes a moment where it grows with the file's size, and hours where it grows with its square.

TEST(WordHostile, ManyNotesOfOneNumberAreReadInAMoment) {
  const ReadFile file(
      WordFile(paragraph(run("ord")))
          .with("footnotes", times(60'000, "<w:footnote w:id=\"2\">" + paragraph(run("x")) + "</w:footnote>"))
          .bytes());
  EXPECT_EQ(file.document->notes.size(), 60'000U);
}

TEST(WordHostile, ManyLinksInOneParagraphAreToldInAMoment) {
  const ReadFile file(
      WordFile(paragraph(times(60'000, "<w:hyperlink r:id=\"r\">" + run("x") + "</w:hyperlink>")))
          .related(WordFile::relation("r", "hyperlink", "file://server/x", true))
          .bytes());
  EXPECT_EQ(file.text().size(), 60'000U);
}

std::string bookmark(int id, const std::string& name) {
  return "<w:bookmarkStart w:id=\"" + std::to_string(id) + "\" w:name=\"" + name + "\"/>";
}
std::string bookmark_end(int id) {
  return "<w:bookmarkEnd w:id=\"" + std::to_string(id) + "\"/>";
}

// A file with the structure of a paper, and marks around the words of elements that somebody has forged.
std::string forged(int marks, const std::string& suffix, bool nested) {
  std::string body, end;
  for (int i = 1; i <= marks; ++i) {
    const std::string begin = bookmark(i, "_k" + std::to_string(nested ? i : 1) + suffix);
    body += nested ? begin : begin + run("ord") + bookmark_end(i);
    if (nested) end.insert(0, bookmark_end(i));
  }
  WordFile file(paragraph(body + times(nested ? marks : 0, run("ord")) + end));
  file.related(WordFile::relation("rId9", "customXml", "../customXml/item1.xml"));
  file.parts["customXml/item1.xml"] =
      "<k:carried xmlns:k=\"urn:kancelli:word:1\" xmlns=\"urn:kancelli:1\" paper=\"../../x\" "
      "type=\"charter\" "
      "edition=\"open\" version=\"2\" hash=\"0\"><charter id=\"plan\"><p k:key=\"1\" k:hash=\"0\"/></charter>"
      "</k:carried>";
  return file.bytes();
}

TEST(WordHostile, MarksThatLieOnEachOtherByTheThousandCountForNothing) {
  for (const bool nested : {true, false}) {
    ReadFile file(forged(20'000, nested ? "" : "_Copy_1", nested));
    ASSERT_NE(file.document, nullptr) << file.codes();
    const auto own = carried(file.sources, *file.document);
    ASSERT_TRUE(own);
    if (nested) {
      EXPECT_TRUE(keys_by_paragraph(*file.document).empty());
      EXPECT_EQ(restored_source(*file.document, *own, file.diagnostics), "");
    }
    EXPECT_EQ(owners(*file.document, *own).size(), 1U);
  }
}

TEST(WordHostile, ManyCommentsOnNotesArePlacedInAMoment) {
  const int many = 3000;
  std::string calls, notes;
  for (int i = 2; i < many; ++i) {
    const std::string id = " w:id=\"" + std::to_string(i) + "\"";
    calls += paragraph("<w:r><w:footnoteReference" + id + "/></w:r>" + run("ord"));
    notes += "<w:footnote" + id + ">" + paragraph(run("en note")) + "</w:footnote>";
  }
  const std::string bytes = WordFile(calls).with("footnotes", notes).bytes();
  const ReadFile file(bytes);
  std::vector<Annotation> annotations;
  for (const std::uint32_t line : file.document->lines)
    annotations.push_back({{file.document->text, line, line + 2}, "bemærkning " + std::to_string(line)});
  EXPECT_EQ(ReadFile(annotated(bytes, *file.document, annotations)).document->comments.size(),
            annotations.size());
}

TEST(WordHostile, TooManyElementsAndRelationsAreRefused) {
  WordFile word_file(times(50, paragraph(run("ord"))));
  for (int i = 0; i < 50; ++i)
    word_file.related(WordFile::relation("r" + std::to_string(i), "hyperlink", "https://x.example", true));
  Diagnostics diagnostics;
  const std::string bytes = word_file.bytes();
  EXPECT_FALSE(open_package(bytes, {}, diagnostics).parts.empty());
  EXPECT_TRUE(open_package(bytes, {}, diagnostics, {.elements = 100}).parts.empty());
  EXPECT_TRUE(open_package(bytes, {}, diagnostics, {.relations = 20}).parts.empty());
}

// What is shown
// --------------------------------------------------------------------------------------------------

// An escape in eight bits, one that turns the direction of writing, and markup.
constexpr const char* evil =
    "\xC2\x9B"
    "31m\xE2\x80\xAE<script>alert('x')</script>\"&";

Proposals evil_proposals() {
  Proposals proposals;
  Proposal proposal;
  proposal.id = "abc123";
  proposal.person = proposal.copy = proposal.where = proposal.sent = proposal.now = proposal.proposed =
      proposal.hint = evil;
  proposal.date = "2026-02-1\xC3\xB8T09:3\xC3\xB8:00Z";
  proposals.paper = evil;
  proposals.list = {proposal};
  proposals.notes = {evil};
  Remark remark;
  remark.person = remark.text = remark.answers = remark.where = remark.words = evil;
  proposals.remarks = {remark};
  return proposals;
}

void expect_harmless(const std::string& text) {
  EXPECT_EQ(find_invalid_utf8(text), std::string::npos) << text;
  for (const char* acting : {"\xC2\x9B", "\xE2\x80\xAE", "\x1B"})
    EXPECT_EQ(text.find(acting), std::string::npos) << text;
}

TEST(WordHostile, NothingOfAFileActsOnATerminal) {
  const Project project;
  expect_harmless(proposals_text(evil_proposals(), project));
  EXPECT_EQ(proposals_json(evil_proposals(), project).find("\xC2\x9B"), std::string::npos);
  SourceMap sources;
  Imported imported;
  imported.findings.push_back({Finding::Kind::kept,
                               Finding::Certainty::unsure,
                               evil,
                               "x",
                               evil,
                               {sources.add(evil, "ord\n"), 0, 3},
                               evil});
  expect_harmless(import_text(imported, sources));
  EXPECT_EQ(import_json(imported, sources).find("\xC2\x9B"), std::string::npos);
}

TEST(WordHostile, NothingOfAFileIsMarkupOfAPage) {
  const Project project;
  const std::string page = proposals_page(evil_proposals(), project);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(find_invalid_utf8(page), std::string::npos);
  ReadFile file(WordFile(paragraph(run("&lt;script>alert(1)&lt;/script>")) + paragraph(run("ord"))).bytes());
  Imported imported;
  const Span place = file.document->span(*file.document->paragraphs()[0]);
  imported.xml = "<p>&lt;script>alert(1)&lt;/script></p>";
  imported.origins = {{3, static_cast<std::uint32_t>(imported.xml.size() - 4), place}};
  imported.findings.push_back(
      {Finding::Kind::element, Finding::Certainty::unsure, evil, evil, evil, place, evil});
  imported.faults.error("schema", place, evil);
  const std::string report = import_page(imported, *file.document, file.sources);
  EXPECT_EQ(report.find("<script"), std::string::npos);
}

// Archives
// ------------------------------------------------------------------------------------------------------

std::string number(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i, value >>= 8) bytes += static_cast<char>(value & 0xff);
  return bytes;
}
std::uint32_t crc(const std::string& content) {
  std::uint32_t value = 0xffffffff;
  for (const char c : content) {
    value ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (0xedb88320u & (0u - (value & 1u)));
  }
  return ~value;
}

// An archive whose entries are not packed, with a lie in it.
struct Lie {
  bool descriptor = false, zip64 = false, size = false, checksum = false, name = false, overlap = false;
};
std::string archive(const std::map<std::string, std::string>& parts, const Lie& lie) {
  std::string bytes, directory;
  std::size_t first = 0;
  for (const auto& [name, content] : parts) {
    const std::uint32_t check = crc(content) ^ (lie.checksum ? 1u : 0u);
    const std::uint64_t size = content.size() + (lie.size ? 7 : 0);
    const std::size_t local = lie.overlap ? first : bytes.size();
    const std::string sizes =
        lie.descriptor ? number(0, 12) : number(check, 4) + number(content.size(), 4) + number(size, 4);
    std::string shown = name;
    if (lie.name) shown[0] ^= 1;
    const std::string common =
        number(20, 2) + number(lie.descriptor ? 8 : 0, 2) + number(0, 2) + number(0, 4);
    bytes += "PK\x03\x04" + common + sizes + number(name.size(), 2) + number(0, 2) + shown + content;
    if (lie.descriptor)
      bytes += "PK\x07\x08" + number(check, 4) + number(content.size(), 4) + number(size, 4);
    directory += "PK\x01\x02" + number(20, 2) + common + number(check, 4) +
                 number(lie.zip64 ? 0xffffffff : content.size(), 4) +
                 number(lie.zip64 ? 0xffffffff : size, 4) + number(name.size(), 2) + number(0, 12) +
                 number(local, 4) + name;
  }
  const std::string end = "PK\x05\x06" + number(0, 4) + number(parts.size(), 2) + number(parts.size(), 2) +
                          number(directory.size(), 4) + number(bytes.size(), 4) + number(0, 2);
  return bytes + directory + end;
}

TEST(WordHostile, AnArchiveThatLiesIsUnreadable) {
  const WordFile file(paragraph(run("ord")));
  EXPECT_EQ(ReadFile(archive(file.parts, {})).codes(), "");
  EXPECT_EQ(ReadFile(archive(file.parts, {.descriptor = true})).codes(),
            "");  // as Word writes when it streams
  for (const Lie& lie : {Lie{.zip64 = true}, Lie{.size = true}, Lie{.checksum = true}, Lie{.name = true},
                         Lie{.overlap = true}})
    EXPECT_EQ(ReadFile(archive(file.parts, lie)).codes(), "word-unreadable");
}

TEST(WordHostile, AnArchiveWithDescriptorsKeepsThemWhereItIsAnnotated) {
  const std::string bytes = archive(WordFile(paragraph(run("Udvalget mødes."))).parts, {.descriptor = true});
  const ReadFile file(bytes);
  const std::string result = annotated(bytes, *file.document, {{{file.document->text, 0, 8}, "x"}});
  EXPECT_EQ(ReadFile(result).document->comments.size(), 1U);
  const std::string entry = bytes.substr(bytes.find("PK\x03\x04", 10));
  const std::string second = entry.substr(0, entry.find("PK\x03\x04", 4));  // _rels/.rels with its descriptor
  EXPECT_NE(result.find(second), std::string::npos);
}

TEST(WordHostile, PartsInUtf16AreNotRead) {
  const auto wide = [](const std::string& text) {
    std::string bytes = "\xff\xfe";
    for (const char c : text) bytes += std::string(1, c) + '\0';
    return bytes;
  };
  WordFile file(paragraph(run("ord")));
  file.parts["word/document.xml"] = wide("<?xml version=\"1.0\"?><w:document/>");
  EXPECT_EQ(codes(file), "word-unreadable");
  WordFile declared(paragraph(run("ord")));
  declared.parts["customXml/item1.xml"] = wide("<!--" + std::string(5000, ' ') + "--><!DOCTYPE x><x/>");
  EXPECT_EQ(codes(declared), "word-refused");
}

// At random
// -----------------------------------------------------------------------------------------------------

// Something of everything.
WordFile rich() {
  const std::string who = R"( w:id="4" w:author="Kontorchefen" w:date="2026-02-18T09:30:00Z")";
  const std::string box = "<w:txbxContent>" + paragraph(run("boks")) + "</w:txbxContent>";
  return WordFile(paragraph(run("Formål"), "<w:pStyle w:val=\"H\"/>") +
                  paragraph(run("Udvalget ") + "<w:ins" + who + ">" + run("mødes") + "</w:ins><w:del" + who +
                            "><w:r><w:delText>samles</w:delText></w:r></w:del><w:bookmarkStart w:id=\"1\" "
                            "w:name=\"_k1\"/>" +
                            run(" på &#230; &amp; ") + "<w:bookmarkEnd w:id=\"1\"/>" + field_char("begin") +
                            instruction("REF _k1 \\h") + field_char("separate") + run("tabel 1") +
                            field_char("end") +
                            "<w:r><w:tab/><w:br/><w:footnoteReference w:id=\"2\"/></w:r>") +
                  paragraph("<w:commentRangeStart w:id=\"7\"/>" + run("i en liste") +
                                "<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>",
                            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>") +
                  "<w:tbl><w:tblPr><w:tblStyle "
                  "w:val=\"T\"/></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr>"
                  "<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr>" +
                  paragraph(run("celle")) +
                  "</w:tc></w:tr></w:tbl><w:sdt><w:sdtPr><w:tag w:val=\"section:purpose\"/></w:sdtPr>"
                  "<w:sdtContent>" +
                  paragraph("<w:hyperlink w:anchor=\"_k1\">" + run("link") + "</w:hyperlink>") +
                  "</w:sdtContent></w:sdt>" +
                  paragraph("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>" + box +
                            "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                            "</w:pict></mc:Fallback></mc:AlternateContent></w:r><m:oMath><m:r><m:t>a</m:t></"
                            "m:r></m:oMath>"))
      .with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("en note")) + "</w:footnote>")
      .with("comments",
            "<w:comment w:id=\"7\" w:author=\"Direktøren\">" + paragraph(run("Hvorfor?")) + "</w:comment>")
      .with("styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl "
            "w:val=\"0\"/></w:pPr></w:style>")
      .with("numbering",
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
            "w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num "
            "w:numId=\"1\"><w:abstractNumId "
            "w:val=\"0\"/></w:num>");
}

// Whatever was read can be worked with.
void work_with(const std::string& bytes, std::mt19937& random) {
  const ReadFile file(bytes);
  if (file.document == nullptr) {
    EXPECT_NE(file.codes(), "");
    return;
  }
  const auto paragraphs = file.document->paragraphs();
  const Places places(*file.document);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    ASSERT_EQ(paragraphs[i]->number, i + 1);
    EXPECT_NE(places.of(*paragraphs[i]), "");
  }
  const std::string_view text = file.sources.text(file.document->text);
  ASSERT_EQ(find_invalid_utf8(text), std::string_view::npos);
  std::vector<Annotation> annotations;
  for (int i = 0; i < 6; ++i) {
    const auto at = static_cast<std::uint32_t>(text.empty() ? 0 : random() % text.size());
    annotations.push_back(
        {{file.document->text, at, at + static_cast<std::uint32_t>(random() % 12)}, "bemærkning"});
  }
  std::string result;
  try {
    result = annotated(bytes, *file.document, annotations);
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "the comments of the file cannot be read");
    return;
  }
  const ReadFile again(result);
  ASSERT_NE(again.document, nullptr) << again.codes();
  EXPECT_EQ(again.text(View::after), file.text(View::after));
  EXPECT_EQ(again.text(View::before), file.text(View::before));
  EXPECT_EQ(again.document->comments.size(), file.document->comments.size() + 6);
}

TEST(WordHostile, ChangedElementsAreReadOrRefused) {
  const WordFile good = rich();
  const std::vector<std::string> values = {"",           "-1",    "0",   "1",        "2",   "9",
                                           "4294967296", "begin", "end", "separate", "_k1", "x\xc3\xa6"};
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    WordFile file = good;
    for (unsigned change = 0; change <= seed % 4; ++change) {
      auto part = std::next(file.parts.begin(), static_cast<std::ptrdiff_t>(random() % file.parts.size()));
      std::string& xml = random() % 3 == 0 ? part->second : file.parts["word/document.xml"];
      // A value, an empty element, or one with what stands in it.
      const std::size_t from = random() % xml.size();
      const std::size_t tag = xml.find('<', from), value = xml.find("=\"", from);
      if (random() % 2 == 0 && value != std::string::npos) {
        xml.replace(value + 2, xml.find('"', value + 2) - value - 2, values[random() % values.size()]);
      } else if (tag != std::string::npos && tag + 1 < xml.size() && xml[tag + 1] != '/') {
        const std::string name = xml.substr(tag + 1, xml.find_first_of(" />", tag) - tag - 1);
        std::size_t end = xml.find('>', tag) + 1;
        if (xml[end - 2] != '/') end = xml.find("</" + name + ">", end);
        if (end == std::string::npos) continue;
        if (xml[end - 1] != '>') end += name.size() + 3;
        const std::string element = xml.substr(tag, end - tag);
        if (random() % 2 == 0)
          xml.erase(tag, element.size());
        else
          xml.insert(tag, element);
      }
    }
    work_with(file.bytes(), random);
    if (HasFatalFailure()) return;
  }
}

TEST(WordHostile, ChangedBytesAreReadOrRefused) {
  const std::string good = rich().bytes(), flat = archive(rich().parts, {});
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::string bytes = seed % 2 == 0 ? good : flat;
    for (unsigned change = 0; change <= seed % 5; ++change)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    work_with(bytes, random);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace kancelli::word
