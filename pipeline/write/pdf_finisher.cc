#include "pipeline/write/pdf_finisher.h"

#include <exception>
#include <memory>
#include <string>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "pipeline/core/error.h"
#include "pipeline/write/pdf_tags.h"

namespace kancelli {
namespace {

using Object = QPDFObjectHandle;

constexpr const char* made_by = "Kancelli";

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

bool is_date(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

// PDF/A knows pdfuaid only when its schema is described in the file itself.
constexpr const char* ua_schema = R"(
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>)";

std::string alternatives(const char* name, const std::string& text, const std::string& language) {
  const std::string words = escape(text);
  return std::string("\n<") + name + "><rdf:Alt><rdf:li xml:lang=\"x-default\">" + words +
         "</rdf:li><rdf:li xml:lang=\"" + escape(language) + "\">" + words + "</rdf:li></rdf:Alt></" + name +
         ">";
}

std::string xmp(const PdfProperties& properties, const std::string& producer) {
  const std::string time = properties.date + "T00:00:00Z";
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
      "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
      "<dc:format>application/pdf</dc:format>";
  out += alternatives("dc:title", properties.title, properties.language);
  if (!properties.creator.empty()) {
    out +=
        "\n<dc:creator><rdf:Seq><rdf:li>" + escape(properties.creator) + "</rdf:li></rdf:Seq></dc:creator>";
  }
  if (!properties.description.empty()) {
    out += alternatives("dc:description", properties.description, properties.language);
  }
  out +=
      "\n<dc:language><rdf:Bag><rdf:li>" + escape(properties.language) + "</rdf:li></rdf:Bag></dc:language>";
  out += "\n<xmp:CreateDate>" + time + "</xmp:CreateDate>\n<xmp:ModifyDate>" + time + "</xmp:ModifyDate>";
  out += std::string("\n<xmp:CreatorTool>") + made_by + "</xmp:CreatorTool>";
  out += "\n<pdf:Producer>" + escape(producer) + "</pdf:Producer>";
  out += "\n<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>";
  if (properties.ua) out += "\n<pdfuaid:part>1</pdfuaid:part>";
  out += "\n</rdf:Description>";
  if (properties.ua) out += ua_schema;
  return out + "\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

// The same in the document information, which older programs read, and in the XMP.
void set_properties(QPDF& pdf, const PdfProperties& properties) {
  Object old = pdf.getTrailer().getKey("/Info");
  std::string producer = "Typst";
  for (const char* key : {"/Producer", "/Creator"}) {
    if (old.isDictionary() && old.getKey(key).isString()) producer = old.getKey(key).getUTF8Value();
  }
  std::string time = "D:";
  for (const char c : properties.date) {
    if (c != '-') time += c;
  }
  time += "000000Z";

  Object info = Object::newDictionary();
  info.replaceKey("/Title", Object::newUnicodeString(properties.title));
  if (!properties.creator.empty()) info.replaceKey("/Author", Object::newUnicodeString(properties.creator));
  if (!properties.description.empty())
    info.replaceKey("/Subject", Object::newUnicodeString(properties.description));
  info.replaceKey("/Creator", Object::newString(made_by));
  info.replaceKey("/Producer", Object::newUnicodeString(producer));
  info.replaceKey("/CreationDate", Object::newString(time));
  info.replaceKey("/ModDate", Object::newString(time));
  pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(info));

  Object metadata = Object::newStream(&pdf, xmp(properties, producer));
  metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
  pdf.getRoot().replaceKey("/Metadata", metadata);
}

void set_catalogue(QPDF& pdf, const std::string& language) {
  Object root = pdf.getRoot();
  root.replaceKey("/Lang", Object::newString(language));
  if (!root.getKey("/ViewerPreferences").isDictionary())
    root.replaceKey("/ViewerPreferences", Object::newDictionary());
  root.getKey("/ViewerPreferences").replaceKey("/DisplayDocTitle", Object::newBool(true));
  if (!root.getKey("/MarkInfo").isDictionary()) root.replaceKey("/MarkInfo", Object::newDictionary());
  root.getKey("/MarkInfo").replaceKey("/Marked", Object::newBool(true));
}

// What a link without a description leads to. In the paper's language, never the run's: the file depends on
// the paper alone.
std::string link_description(Object link, const std::string& language) {
  Object address = link.getKey("/A").isDictionary() ? link.getKey("/A").getKey("/URI") : Object::newNull();
  if (address.isString()) return address.getUTF8Value();
  return language.rfind("da", 0) == 0 ? "Henvisning i dokumentet" : "Link within the document";
}

void mend_pages(QPDF& pdf, const std::string& language) {
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    page.getObjectHandle().replaceKey("/Tabs", Object::newName("/S"));
    Object annotations = page.getObjectHandle().getKey("/Annots");
    if (!annotations.isArray()) continue;
    for (Object annotation : annotations.getArrayAsVector()) {
      if (!annotation.getKey("/Subtype").isNameAndEquals("/Link") || annotation.hasKey("/Contents")) continue;
      annotation.replaceKey("/Contents", Object::newUnicodeString(link_description(annotation, language)));
    }
  }
}

std::string written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setNewlineBeforeEndstream(true);  // PDF/A (ISO 19005-2, 6.1.7.1)
  writer.setCompressStreams(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::unique_ptr<Buffer> buffer(writer.getBuffer());
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

std::string finish_pdf(std::string_view bytes, const PdfProperties& properties) {
  if (!is_date(properties.date)) throw Error("the PDF's date is not YYYY-MM-DD: " + properties.date);
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("PDF from Typst", bytes.data(), bytes.size());
    mend_tags(pdf);
    mend_pages(pdf, properties.language);
    set_catalogue(pdf, properties.language);
    set_properties(pdf, properties);
    return written(pdf);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& failure) {  // QPDFExc and what the C++ library throws for broken numbers
    throw Error(std::string("the PDF cannot be finished: ") + failure.what());
  }
}

}  // namespace kancelli
