#include "pipeline/publish/file_text.h"

#include <algorithm>
#include <array>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace file_text {
namespace {

constexpr int deepest = 4;  // files within files

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> endings) {
  const std::string known = lower(name);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return known.ends_with(e); });
}

// Letters in what is no text, such as the remarks in a picture: runs of printable characters.
std::string printable(std::string_view bytes) {
  std::string text, run;
  const auto end = [&] {
    if (run.size() >= 4) text += run + "\n";
    run.clear();
  };
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t before = at;
    const char32_t c = next_code_point(bytes, at);
    if (c < 0x20 || c == 0x7F || c == 0xFFFD)
      end();
    else
      run += bytes.substr(before, at - before);
  }
  end();
  return text;
}

// As UTF-16, when every second byte is a zero, or it says so.
std::string utf8_of(std::string_view bytes) {
  const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
  if (!little && !big) {
    if (find_invalid_utf8(bytes) == std::string_view::npos) return std::string(bytes);
    std::string text;  // Latin 1, and what Windows makes of it
    for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
    return text;
  }
  std::string text;
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const char32_t c = little ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
    append_utf8(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
  return text;
}

// Files that are written into a page: pictures, and what a script has brought.
void read_data_addresses(std::string_view text, FileText& found, ProcessRunner& processes, int depth) {
  constexpr std::string_view mark = ";base64,";
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    std::size_t end = begin;
    while (end < text.size() && (is_letter(static_cast<unsigned char>(text[end])) ||
                                 is_digit(static_cast<unsigned char>(text[end])) || text[end] == '+' ||
                                 text[end] == '/' || text[end] == '='))
      ++end;
    try {
      read_any("data", from_base64(text.substr(begin, end - begin)), found, processes, depth + 1);
    } catch (const Error&) {
      // No base64: the characters are searched as they stand.
    }
  }
}

// JSON within a page (JSON-LD).
void read_scripts(std::string_view html, FileText& found) {
  for (std::size_t at = html.find("<script"); at != std::string_view::npos;
       at = html.find("<script", at + 1)) {
    const std::size_t begin = std::min(html.find('>', at), html.size()),
                      end = std::min(html.find("</script", begin), html.size());
    read_json(html.substr(begin, end - begin), found);
  }
}

void read_text(std::string_view name, std::string_view bytes, FileText& found, ProcessRunner& processes,
               int depth) {
  const std::string text = utf8_of(bytes);
  const std::string_view begin = trim(std::string_view(text).substr(0, 300));
  if (ends_with_one_of(name, {".js", ".mjs", ".css", ".map"})) {
    found.texts.push_back({text, false});
    read_json(text, found);
    found.texts.back().plain = found.texts[found.texts.size() - 2].plain = false;
  } else if (ends_with_one_of(name, {".json", ".jsonld", ".webmanifest"}) || begin.starts_with('{') ||
             begin.starts_with('[')) {
    read_json(text, found);
  } else if (ends_with_one_of(name, {".html", ".htm", ".xhtml"}) ||
             lower(begin).starts_with("<!doctype html") || lower(begin).starts_with("<html")) {
    read_markup(text, Markup::html, found);
    read_scripts(text, found);
  } else if (begin.starts_with('<')) {
    // A feed has pages in it, escaped.
    FileText outer;
    read_markup(text,
                ends_with_one_of(name, {".svg"}) || begin.find("<svg") != std::string_view::npos
                    ? Markup::html
                    : Markup::xml,
                outer);
    for (FileText::Text& each : outer.texts) {
      if (each.text.find('<') != std::string::npos) read_markup(each.text, Markup::html, found);
      found.texts.push_back(std::move(each));
    }
  } else {
    found.texts.push_back({text, true});
  }
  read_data_addresses(text, found, processes, depth);
}

// What the house's site has beside texts: their insides are letters by chance only.
bool is_silent(std::string_view name) {
  return ends_with_one_of(name, {".woff2", ".woff", ".ttf", ".otf", ".eot", ".wasm", ".pagefind", ".pf_meta",
                                 ".pf_index", ".pf_filter", ".ico", ".odttf"});
}

bool is_picture(std::string_view bytes) {
  return bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("GIF8") ||
         bytes.starts_with("RIFF") || bytes.starts_with("BM") || bytes.starts_with("II*") ||
         bytes.starts_with("MM") || bytes.starts_with(std::string_view("\x01\0\0\0", 4)) ||
         bytes.starts_with("\xD7\xCD\xC6\x9A");
}

bool is_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  return std::none_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' &&
           c != '\v' && c != '\x1b';
  });
}

}  // namespace

void read_any(std::string_view name, std::string_view bytes, FileText& found, ProcessRunner& processes,
              int depth) {
  if (depth > deepest) {
    found.oddities.push_back({Oddity::Kind::unreadable, tr("files lie too deep in each other")});
    return;
  }
  try {
    if (bytes.starts_with("\x1f\x8b")) {
      std::string inner = gunzip(bytes);
      // Pagefind writes a mark before its JSON.
      if (inner.starts_with("pagefind_dcd")) inner.erase(0, 12);
      return read_any(name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name, inner, found, processes,
                      depth + 1);
    }
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
      return read_package(bytes, found, processes, depth);
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos)
      return read_pdf_file(bytes, found, processes, depth);
    if (ends_with_one_of(name, {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".pdf", ".zip"}))
      throw Error(tr("it is not what its name says"));
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
      throw Error(tr("it is an old Office format, or it is encrypted"));
    if (is_silent(name)) {
      found.texts.push_back({printable(bytes), false});
    } else if (is_picture(bytes)) {
      found.texts.push_back({printable(bytes), false});
    } else if (is_text(bytes)) {
      read_text(name, bytes, found, processes, depth);
    } else if (depth > 0) {
      // A part of a package (settings of a printer, a font): letters, as far as there are any.
      found.texts.push_back({printable(bytes), false});
    } else {
      throw Error(tr("its format is not known"));
    }
  } catch (const Error& error) {
    found.oddities.push_back({Oddity::Kind::unreadable, error.what()});
  }
}

}  // namespace file_text

FileText text_of(std::string_view name, std::string_view bytes, ProcessRunner& processes) {
  FileText found;
  file_text::read_any(name, bytes, found, processes, 0);
  return found;
}

}  // namespace kancelli
