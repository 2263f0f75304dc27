// PDF files: their pages by pdftotext, and all that stands beside them by libqpdf.
#include <algorithm>
#include <exception>
#include <qpdf/QPDF.hh>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/file_text.h"

namespace kancelli::file_text {
namespace {

using Object = QPDFObjectHandle;

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Remarks on a page; links, form fields and what printers want are none.
constexpr std::string_view remark_types[] = {"/Text",   "/FreeText",  "/Popup",     "/Stamp",     "/Caret",
                                             "/Ink",    "/Highlight", "/Underline", "/StrikeOut", "/Squiggly",
                                             "/Line",   "/Square",    "/Circle",    "/Polygon",   "/PolyLine",
                                             "/Redact", "/Projection"};
constexpr std::string_view foreign_types[] = {"/FileAttachment", "/Sound",     "/Movie",
                                              "/Screen",         "/RichMedia", "/3D"};

class PdfReader {
 public:
  PdfReader(std::string_view bytes, FileText& found, ProcessRunner& processes, int depth)
      : bytes_(bytes), found_(found), processes_(processes), depth_(depth) {}

  void read() {
    objects();
    pages();
  }

 private:
  void objects() {
    QPDF pdf;
    try {
      pdf.setSuppressWarnings(true);
      pdf.processMemoryFile("", bytes_.data(), bytes_.size());
      for (Object& object : pdf.getAllObjects()) look(object, 0);
      look(pdf.getTrailer(), 0);
      Object root = pdf.getRoot();
      untagged_ = !root.getKey("/StructTreeRoot").isDictionary();
      Object info = pdf.getTrailer().getKey("/Info");
      if (info.isDictionary() && info.getKey("/Author").isString())
        author(info.getKey("/Author").getUTF8Value());
    } catch (const std::exception& failure) {  // QPDFExc, and what the C++ library throws for broken numbers
      throw Error(tr("the PDF cannot be read: {0}", {std::string_view(failure.what())}));
    }
    for (auto& [kind, what] : seen_) found_.oddities.push_back({kind, what});
    found_.texts.push_back({std::move(strings_), true, FileText::Text::Of::format});
    found_.texts.push_back({std::move(drawn_), true, FileText::Text::Of::drawing});
  }

  // What another object says is looked at there.
  void look(Object object, int deep) {
    constexpr int deepest = 64;
    if (deep > deepest) return;
    if (object.isString()) {
      string(object);
    } else if (object.isArray()) {
      for (int i = 0; i < object.getArrayNItems(); ++i)
        if (Object item = object.getArrayItem(i); !item.isIndirect()) look(item, deep + 1);
    } else if (object.isDictionary()) {
      dictionary(object, deep);
    } else if (object.isStream()) {
      dictionary(object.getDict(), deep);
      stream(object);
    }
  }

  void string(Object object) {
    const std::string text = object.getUTF8Value();
    const bool readable = std::none_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    });
    if (readable) strings_ += text + "\n";
    if (readable && is_path_of_a_machine(text)) note(Oddity::Kind::path, tr("a string of the PDF"));
  }

  void dictionary(Object object, int deep) {
    const std::string type = name_in(object, "/Subtype");
    if (object.hasKey("/Rect") && is_one_of(type, remark_types)) note(Oddity::Kind::comments, type.substr(1));
    if (object.hasKey("/Rect") && is_one_of(type, foreign_types))
      note(Oddity::Kind::embedded, type.substr(1));
    if (object.hasKey("/EF") || object.hasKey("/EmbeddedFiles"))
      note(Oddity::Kind::embedded, tr("an attached file"));
    const std::string action = name_in(object, "/S");
    if (action == "/JavaScript" || action == "/Launch" || object.hasKey("/XFA"))
      note(Oddity::Kind::embedded, tr("a script"));
    for (const std::string& key : object.getKeys())
      if (Object value = object.getKey(key); !value.isIndirect()) look(value, deep + 1);
  }

  void stream(Object object) {
    Object dict = object.getDict();
    const std::string subtype = name_in(dict, "/Subtype"), type = name_in(dict, "/Type");
    if (subtype == "/Image") {
      pictures_ = true;
      return;
    }
    const bool font = dict.hasKey("/Length1") || dict.hasKey("/Length2") || subtype == "/CIDFontType0C" ||
                      subtype == "/Type1C" || subtype == "/OpenType";
    if (font || type == "/ObjStm" || type == "/XRef") return;
    std::string data;
    try {
      const auto buffer = object.getStreamData(qpdf_dl_generalized);
      data.assign(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
    } catch (const std::exception&) {
      note(Oddity::Kind::unreadable, tr("a part of the PDF cannot be unpacked"));
      return;
    }
    if (type == "/EmbeddedFile") return read_any("attached", data, found_, processes_, depth_ + 1);
    if (type == "/Metadata" || trim(data).substr(0, 1) == "<") return metadata(data);
    drawn(data);
  }

  void metadata(const std::string& xml) {
    read_markup(xml, Markup::xml, found_);
    // <dc:creator><rdf:Seq><rdf:li>NAME</rdf:li>
    const std::size_t begin = xml.find("<dc:creator"), end = xml.find("</dc:creator", begin);
    if (begin == std::string::npos || end == std::string::npos) return;
    const std::string_view creators = std::string_view(xml).substr(begin, end - begin);
    for (std::size_t at = creators.find("<rdf:li"); at != std::string_view::npos;
         at = creators.find("<rdf:li", at + 1)) {
      const std::size_t from = creators.find('>', at), to = creators.find('<', from);
      if (to == std::string_view::npos) return;
      author(unescaped(creators.substr(from + 1, to - from - 1)));
    }
  }

  // Strings that a page's content shows, also where no reader sees them, behind its edge; as far as they are
  // letters and no numbers of glyphs.
  void drawn(std::string_view content) {
    int depth = 0;
    std::string shown;
    for (std::size_t at = 0; at < content.size(); ++at) {
      const char c = content[at];
      if (depth == 0) {
        if (c == '(') depth = 1;
        // Between two strings of one TJ stands a number: a large one is a space.
        if (c == ']' || (c == 'T' && at + 1 < content.size() &&
                         (content[at + 1] == 'j' || content[at + 1] == 'd' || content[at + 1] == 'D' ||
                          content[at + 1] == '*' || content[at + 1] == 'm')))
          shown += ' ';
        if (c == '-' && at + 3 < content.size() && is_digit(static_cast<unsigned char>(content[at + 3])))
          shown += ' ';
        continue;
      }
      if (c == '\\' && at + 1 < content.size()) {
        at = escaped(content, at + 1, shown);
      } else if (c == '(' || c == ')') {
        depth += c == '(' ? 1 : -1;
        if (depth > 0) shown += c;
      } else {
        append_utf8(shown, static_cast<unsigned char>(c));
      }
    }
    drawn_ += shown + "\n";
  }

  // An escape of a string; the place of its last character.
  static std::size_t escaped(std::string_view content, std::size_t at, std::string& shown) {
    const auto octal = [&](std::size_t i) {
      return i < content.size() && content[i] >= '0' && content[i] <= '7';
    };
    if (!octal(at)) {
      shown += content[at] == 'n' || content[at] == 'r' || content[at] == 't' ? ' ' : content[at];
      return at;
    }
    char32_t value = 0;
    std::size_t digits = 0;
    while (digits < 3 && octal(at + digits))
      value = value * 8 + static_cast<char32_t>(content[at + digits++] - '0');
    append_utf8(shown, value & 0xFFu);
    return at + digits - 1;
  }

  static std::string name_in(Object object, const std::string& key) {
    Object value = object.getKey(key);
    return value.isName() ? value.getName() : std::string();
  }

  void author(const std::string& name) {
    if (const std::string one = collapse_space(name); !one.empty()) found_.authors.push_back(one);
  }

  void note(Oddity::Kind kind, const std::string& what) {
    for (const auto& [known, said] : seen_)
      if (known == kind && said == what) return;
    seen_.emplace_back(kind, what);
  }

  void pages() {
    const std::size_t all = shown(bytes_);
    std::size_t silent = silent_;
    if (silent > 0 && (pictures_ || silent == all))
      found_.oddities.push_back({Oddity::Kind::no_text, tr("pages: {0}", {std::to_string(silent)})});
    if (untagged_) found_.oddities.push_back({Oddity::Kind::untagged, ""});
    earlier();
  }

  // The pages' text; how many pages.
  std::size_t shown(std::string_view pdf) {
    const ProcessResult result = processes_.run(
        {"pdftotext", {"-raw", "-enc", "UTF-8", "-", "-"}, std::string(pdf), {}, std::chrono::seconds(120)});
    if (result.status != 0) throw Error(tr("pdftotext could not read the PDF: {0}", {trim(result.err)}));
    std::vector<std::string_view> pages = split(result.out, '\f');
    if (!pages.empty() && trim(pages.back()).empty()) pages.pop_back();
    silent_ = static_cast<std::size_t>(
        std::count_if(pages.begin(), pages.end(), [](std::string_view page) { return trim(page).empty(); }));
    if (pages.empty()) silent_ = 1;
    found_.texts.push_back({result.out, true});
    return std::max<std::size_t>(1, pages.size());
  }

  // What a program saved before it added its changes at the end is still in the file.
  void earlier() {
    constexpr std::string_view mark = "%%EOF";
    std::vector<std::size_t> ends;
    for (std::size_t at = bytes_.find(mark); at != std::string_view::npos; at = bytes_.find(mark, at + 1))
      ends.push_back(at + mark.size());
    // A file made for the web has one at its beginning.
    const bool linear = bytes_.substr(0, 1024).find("/Linearized") != std::string_view::npos;
    constexpr std::size_t most = 8;
    if (ends.size() > most) ends.erase(ends.begin(), ends.end() - most);
    for (std::size_t i = linear ? 1 : 0; i + 1 < ends.size(); ++i) {
      FileText old;
      try {
        PdfReader reader(bytes_.substr(0, ends[i]), old, processes_, depth_ + 1);
        reader.objects();
        reader.shown(bytes_.substr(0, ends[i]));
      } catch (const Error&) {
        continue;  // no file of its own
      }
      for (FileText::Text& text : old.texts) found_.texts.push_back(std::move(text));
      for (const Oddity& each : old.oddities)
        if (each.kind == Oddity::Kind::embedded || each.kind == Oddity::Kind::comments)
          found_.oddities.push_back(
              {each.kind, each.what + " (" + tr("in an earlier version within the file") + ")"});
    }
  }

  std::string_view bytes_;
  FileText& found_;
  ProcessRunner& processes_;
  const int depth_;
  bool untagged_ = false, pictures_ = false;
  std::size_t silent_ = 0;
  std::string strings_, drawn_;
  std::vector<std::pair<Oddity::Kind, std::string>> seen_;
};

}  // namespace

void read_pdf_file(std::string_view bytes, FileText& found, ProcessRunner& processes, int depth) {
  PdfReader(bytes, found, processes, depth).read();
}

}  // namespace kancelli::file_text
