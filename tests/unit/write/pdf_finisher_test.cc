#include "pipeline/write/pdf_finisher.h"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

// A PDF of these objects; the first is the catalogue.
std::string pdf_of(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1), start = std::to_string(out.size());
  return out + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + count +
         " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
}

// One page with a link and, from object 6 on, the children of the structure tree's root, which `kids` names.
std::string paper_of(const std::string& kids, const std::vector<std::string>& elements = {}) {
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /OutputIntents [<< /S /GTS_PDFA1 >>] >>",
      "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [5 0 R] >>",
      "<< /Type /StructTreeRoot /K [" + kids + "] /IDTree << /Names [(U1x0y0) 6 0 R] >> >>",
      "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.kk.dk/) >> >>",
  };
  objects.insert(objects.end(), elements.begin(), elements.end());
  return pdf_of(objects);
}

PdfProperties properties() {
  PdfProperties given;
  given.title = "Løn & <pension>";
  given.creator = "Økonomiforvaltningen";
  given.date = "2026-02-10";
  return given;
}

// A finished PDF, read again. `bytes` must outlive the QPDF, which reads as it goes.
struct Finished {
  explicit Finished(const std::string& paper, const PdfProperties& wanted = properties())
      : bytes(finish_pdf(paper, wanted)), pdf(std::make_unique<QPDF>()) {
    pdf->processMemoryFile("finished", bytes.data(), bytes.size());
  }
  QPDFObjectHandle root() { return pdf->getRoot(); }
  QPDFObjectHandle page() { return pdf->getAllPages().at(0); }
  QPDFObjectHandle structure() { return root().getKey("/StructTreeRoot"); }
  std::string xmp() {
    const auto data = root().getKey("/Metadata").getStreamData();
    return {reinterpret_cast<const char*>(data->getBuffer()), data->getSize()};
  }
  std::string bytes;
  std::unique_ptr<QPDF> pdf;
};

// A table, object 6, with the head row 9 and the body rows 10 and 11; `cells` are the objects from 12 on.
std::string table_paper(const std::string& head, const std::string& first, const std::string& second,
                        const std::vector<std::string>& cells) {
  std::vector<std::string> elements = {
      "<< /S /Table /K [7 0 R 8 0 R] >>",   "<< /S /THead /K [9 0 R] >>",
      "<< /S /TBody /K [10 0 R 11 0 R] >>", "<< /S /TR /K [" + head + "] >>",
      "<< /S /TR /K [" + first + "] >>",    "<< /S /TR /K [" + second + "] >>",
  };
  elements.insert(elements.end(), cells.begin(), cells.end());
  return paper_of("6 0 R", elements);
}

QPDFObjectHandle kid(QPDFObjectHandle element, int index) {
  return element.getKey("/K").getArrayItem(index);
}
QPDFObjectHandle body_row(Finished& paper, int index) {
  return kid(kid(kid(paper.structure(), 0), 1), index);
}
QPDFObjectHandle table_attribute(QPDFObjectHandle cell, const char* name) {
  return cell.getKey("/A").getArrayItem(0).getKey(name);
}

TEST(PdfFinisher, WritesTheSamePropertiesForNewAndOldReaders) {
  Finished paper(paper_of(""));
  const std::string xmp = paper.xmp();
  EXPECT_NE(xmp.find("<rdf:li xml:lang=\"x-default\">Løn &amp; &lt;pension&gt;</rdf:li>"), std::string::npos);
  EXPECT_NE(xmp.find("<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>"),
            std::string::npos);
  EXPECT_NE(xmp.find("<xmp:CreateDate>2026-02-10T00:00:00Z</xmp:CreateDate>"), std::string::npos);
  QPDFObjectHandle info = paper.pdf->getTrailer().getKey("/Info");
  EXPECT_EQ(info.getKey("/Title").getUTF8Value(), "Løn & <pension>");
  EXPECT_EQ(info.getKey("/Author").getUTF8Value(), "Økonomiforvaltningen");
  EXPECT_EQ(info.getKey("/CreationDate").getStringValue(), "D:20260210000000Z");
}

TEST(PdfFinisher, SaysPdfUaOnlyWhenAsked) {
  EXPECT_EQ(Finished(paper_of("")).xmp().find("pdfuaid:part"), std::string::npos);
  PdfProperties checked = properties();
  checked.ua = true;
  const std::string xmp = Finished(paper_of(""), checked).xmp();
  EXPECT_NE(xmp.find("<pdfuaid:part>1</pdfuaid:part>"), std::string::npos);
  EXPECT_NE(xmp.find("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"), std::string::npos);
}

TEST(PdfFinisher, LeavesTheMetadataReadableToProgramsThatSeeOnlyBytes) {
  EXPECT_NE(Finished(paper_of("")).bytes.find("<pdfaid:part>2"), std::string::npos);
}

TEST(PdfFinisher, ShowsTheTitleAndFollowsTheStructure) {
  Finished paper(paper_of(""));
  EXPECT_EQ(paper.root().getKey("/Lang").getUTF8Value(), "da");
  EXPECT_TRUE(paper.root().getKey("/ViewerPreferences").getKey("/DisplayDocTitle").getBoolValue());
  EXPECT_TRUE(paper.root().getKey("/MarkInfo").getKey("/Marked").getBoolValue());
  EXPECT_EQ(paper.root().getKey("/OutputIntents").getArrayNItems(), 1);
  EXPECT_EQ(paper.page().getKey("/Tabs").getName(), "/S");
}

TEST(PdfFinisher, DescribesALinkByItsAddress) {
  Finished paper(paper_of(""));
  QPDFObjectHandle link = paper.page().getKey("/Annots").getArrayItem(0);
  EXPECT_EQ(link.getKey("/Contents").getUTF8Value(), "https://www.kk.dk/");
}

TEST(PdfFinisher, GivesTheSameBytesForTheSamePaper) {
  EXPECT_EQ(Finished(paper_of("")).bytes, Finished(paper_of("")).bytes);
}

TEST(PdfFinisher, PutsAnEndOfLineBeforeEndstream) {
  const std::string bytes = Finished(paper_of("")).bytes;
  std::size_t streams = 0;
  for (std::size_t at = bytes.find("endstream"); at != std::string::npos;
       at = bytes.find("endstream", at + 1)) {
    EXPECT_EQ(bytes[at - 1], '\n');
    ++streams;
  }
  EXPECT_GT(streams, 1u);
}

TEST(PdfFinisher, MakesAMarkedCellTheHeadOfEveryRowItSpans) {
  Finished paper(table_paper("12 0 R", "13 0 R 14 0 R", "15 0 R",
                             {
                                 "<< /S /TH /ID (U1x0y0) /A << /O /Table /Scope /Column >> /K 0 >>",
                                 "<< /S /TD /A [<< /O /Table /RowSpan 2 >>] /K [16 0 R] >>",
                                 "<< /S /TD /A [<< /O /Table /Headers [(U1x0y0)] >>] /K [2] >>",
                                 "<< /S /TD /A [<< /O /Table /Headers [(U1x0y0)] >>] /K [3] >>",
                                 "<< /S /Quote /K [1] >>",
                             }));
  QPDFObjectHandle head = kid(body_row(paper, 0), 0);
  EXPECT_EQ(head.getKey("/S").getName(), "/TH");
  EXPECT_EQ(table_attribute(head, "/Scope").getName(), "/Row");
  EXPECT_EQ(kid(head, 0).getKey("/S").getName(), "/Span");
  const std::string id = head.getKey("/ID").getStringValue();
  for (QPDFObjectHandle cell : {kid(body_row(paper, 0), 1), kid(body_row(paper, 1), 0)}) {
    QPDFObjectHandle heads = table_attribute(cell, "/Headers");
    ASSERT_EQ(heads.getArrayNItems(), 2);
    EXPECT_EQ(heads.getArrayItem(1).getStringValue(), id);
  }
  EXPECT_EQ(paper.structure().getKey("/IDTree").getKey("/Names").getArrayNItems(), 4);
}

TEST(PdfFinisher, TakesOutTheColumnThatHoldsRowsTogether) {
  Finished paper(table_paper("12 0 R", "13 0 R 14 0 R", "15 0 R",
                             {
                                 "<< /S /TH /ID (U1x0y0) /K [16 0 R] >>",
                                 "<< /S /TD /K [1] >>",
                                 "<< /S /TD /A [<< /O /Table /RowSpan 2 >>] /K [17 0 R] >>",
                                 "<< /S /TD /K [2] >>",
                                 "<< /S /Quote /K [18 0 R] >>",
                                 "<< /S /Quote /K [18 0 R] >>",
                                 "<< /S /Quote >>",
                             }));
  EXPECT_EQ(kid(kid(kid(paper.structure(), 0), 0), 0).getKey("/K").getArrayNItems(), 0);
  EXPECT_EQ(body_row(paper, 0).getKey("/K").getArrayNItems(), 1);
  EXPECT_EQ(body_row(paper, 1).getKey("/K").getArrayNItems(), 1);
  EXPECT_FALSE(paper.structure().hasKey("/IDTree"));
}

TEST(PdfFinisher, LeavesACaptionsWordsAlone) {
  Finished paper(paper_of(
      "6 0 R", {"<< /S /Table /K [7 0 R] >>", "<< /S /Caption /K [8 0 R] >>", "<< /S /Span /K [1] >>"}));
  QPDFObjectHandle span = kid(kid(kid(paper.structure(), 0), 0), 0);
  EXPECT_EQ(kid(span, 0).getIntValue(), 1);
}

TEST(PdfFinisher, LeavesAQuotationInATextAlone) {
  Finished paper(paper_of("6 0 R", {"<< /S /P /K [7 0 R] >>", "<< /S /Quote /K [1] >>"}));
  EXPECT_EQ(kid(kid(paper.structure(), 0), 0).getKey("/S").getName(), "/Quote");
}

// A list of one item, object 6, and one, object 7, whose item begins with what object 11 is.
std::string two_lists(const std::string& mark, const std::string& in_mark = "<< /S /Quote >>") {
  return paper_of("8 0 R",
                  {"<< /S /L /K [9 0 R] >>", "<< /S /L /K [10 0 R] >>", "<< /S /Document /K [6 0 R 7 0 R] >>",
                   "<< /S /LI /P 6 0 R >>", "<< /S /LI /P 7 0 R /K [13 0 R] >>", mark, in_mark,
                   "<< /S /LBody /K [11 0 R 1] >>"});
}

TEST(PdfFinisher, JoinsAListWhoseLastItemsStayTogether) {
  Finished paper(two_lists("<< /S /Quote /K [12 0 R] >>"));
  QPDFObjectHandle document = kid(paper.structure(), 0);
  ASSERT_EQ(document.getKey("/K").getArrayNItems(), 1);
  QPDFObjectHandle list = kid(document, 0);
  ASSERT_EQ(list.getKey("/K").getArrayNItems(), 2);
  EXPECT_EQ(kid(list, 1).getKey("/P").getObjGen(), list.getObjGen());
  EXPECT_EQ(kid(kid(list, 1), 0).getKey("/K").getArrayNItems(), 1) << "the mark is gone";
}

TEST(PdfFinisher, LeavesTwoListsTwo) {
  Finished paper(two_lists("<< /S /Quote /K [1] >>"));
  EXPECT_EQ(kid(paper.structure(), 0).getKey("/K").getArrayNItems(), 2);
}

TEST(PdfFinisher, RefusesToLoseWordsInTheMarkOfAList) {
  EXPECT_THROW(finish_pdf(two_lists("<< /S /Quote /K [12 0 R] >>", "<< /S /Quote /K [2] >>"), properties()),
               Error);
}

TEST(PdfFinisher, MakesAHeadingsMarkedNumberALabel) {
  Finished paper(paper_of("6 0 R", {"<< /S /H2 /K [7 0 R 2] >>", "<< /S /Quote /K [1] >>"}));
  EXPECT_EQ(kid(kid(paper.structure(), 0), 0).getKey("/S").getName(), "/Lbl");
}

TEST(PdfFinisher, GivesANoteAnId) {
  Finished paper(paper_of("6 0 R", {"<< /S /P /K [7 0 R] >>", "<< /S /Note /K [1] >>"}));
  EXPECT_EQ(kid(kid(paper.structure(), 0), 0).getKey("/ID").getStringValue(), "note-1");
}

void expect_refusal(const std::string& paper, const std::string& message,
                    const PdfProperties& wanted = properties()) {
  try {
    finish_pdf(paper, wanted);
    ADD_FAILURE() << "no error: " << message;
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(message), std::string::npos) << error.what();
  }
}

TEST(PdfFinisher, RefusesWhatItCannotFinish) {
  expect_refusal("no PDF", "the PDF cannot be finished");
  expect_refusal("", "the PDF cannot be finished");
  expect_refusal(pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"}),
                 "the PDF has no structure tree");
  PdfProperties dated = properties();
  dated.date = "10.2.2026";
  expect_refusal(paper_of(""), "not YYYY-MM-DD: 10.2.2026", dated);
}

TEST(PdfFinisher, RefusesToLoseWordsInAMarkedCell) {
  expect_refusal(table_paper("12 0 R", "13 0 R", "12 0 R",
                             {
                                 "<< /S /TD /K [1] >>",
                                 "<< /S /TD /K [14 0 R] >>",
                                 "<< /S /Quote /K [15 0 R] >>",
                                 "<< /S /Quote /K [2] >>",
                             }),
                 "a marked table cell of the PDF is not empty");
}

TEST(PdfFinisher, RefusesATreeThatBitesItsTail) {
  expect_refusal(paper_of("6 0 R", {"<< /S /Div /K [6 0 R] >>"}), "structure tree is too deep");
}

}  // namespace
}  // namespace kancelli
