// Files with a text in a place of one's choice, written by hand: nothing of what Kancelli writes with.
#pragma once

#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

namespace kancelli::planted {

// Objects 1 to n, the first of them the catalogue, in a PDF with a table of where they are. `trailer`: more
// entries of the trailer.
inline std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string pdf = "%PDF-1.7\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    offset.insert(0, 10 - offset.size(), '0');
    table += offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string at = std::to_string(pdf.size());
  return pdf + "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n" + table +
         "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer +
         " >>\nstartxref\n" + at + "\n%%EOF\n";
}

inline std::string stream(const std::string& data, const std::string& entries = "") {
  return "<< /Length " + std::to_string(data.size()) + " " + entries + " >>\nstream\n" + data + "\nendstream";
}

// A page with a line of text. `page`, `catalogue`: more entries; `more`: objects from 7.
struct Pdf {
  std::string text = "Bilag", page = {}, catalogue = {}, trailer = {};
  std::vector<std::string> more = {};
  bool tagged = true;
};
inline std::string pdf(const Pdf& of) {
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R " +
          std::string(of.tagged ? "/StructTreeRoot 6 0 R /MarkInfo << /Marked true >> " : "") + of.catalogue +
          " >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R "
      ">> >> " +
          of.page + " >>",
      stream("BT /F 12 Tf 50 700 Td (" + of.text + ") Tj ET"),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
      "<< /Type /StructTreeRoot >>"};
  objects.insert(objects.end(), of.more.begin(), of.more.end());
  return pdf_of(objects, of.trailer);
}

// The PDF with its page's text taken out by a program that adds its changes at the end.
inline std::string emptied(const std::string& before) {
  const std::string table = before.substr(before.rfind("startxref\n") + 10,
                                          before.rfind("\n%%EOF") - before.rfind("startxref\n") - 10);
  std::string offset = std::to_string(before.size());
  offset.insert(0, 10 - offset.size(), '0');
  const std::string after = before + "4 0 obj\n" + stream("BT ET") + "\nendobj\n";
  return after + "xref\n4 1\n" + offset + " 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Prev " + table +
         " >>\nstartxref\n" + std::to_string(after.size()) + "\n%%EOF\n";
}

// Parts in a ZIP, without compression.
inline std::string zip(const std::vector<std::pair<std::string, std::string>>& parts) {
  const auto number = [](std::size_t value, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
    return bytes;
  };
  std::string archive, directory;
  for (const auto& [name, bytes] : parts) {
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    const std::string common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0x21, 2) +
                               number(sum, 4) + number(bytes.size(), 4) + number(bytes.size(), 4) +
                               number(name.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2) +
                 number(0, 4) + number(archive.size(), 4) + name;
    archive += "PK\x03\x04" + common + name + bytes;
  }
  return archive + directory + "PK\x05\x06" + number(0, 4) + number(parts.size(), 2) +
         number(parts.size(), 2) + number(directory.size(), 4) + number(archive.size(), 4) + number(0, 2);
}

inline std::string gzip(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(bytes.size() + 256, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(packed.data());
  z.avail_out = static_cast<uInt>(packed.size());
  deflate(&z, Z_FINISH);
  packed.resize(z.total_out);
  deflateEnd(&z);
  return packed;
}

inline constexpr const char* word_namespace =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

// A Word file with that body, and more parts.
inline std::string docx(const std::string& body,
                        const std::vector<std::pair<std::string, std::string>>& more = {}) {
  std::vector<std::pair<std::string, std::string>> parts = {
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml",
       "<w:document" + std::string(word_namespace) + "><w:body>" + body + "</w:body></w:document>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return zip(parts);
}
inline std::string run(const std::string& text) {
  return "<w:r><w:t>" + text + "</w:t></w:r>";
}
inline std::string paragraph(const std::string& runs) {
  return "<w:p>" + runs + "</w:p>";
}

}  // namespace kancelli::planted
