// Text in UTF-8: what several parts need and the standard library lacks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// The offset of the first byte that is not UTF-8 (overlong forms and surrogates are not); npos when all is.
std::size_t find_invalid_utf8(std::string_view text);
// The code point at `offset`, which is moved past it. Malformed bytes read as U+FFFD, one byte each.
char32_t next_code_point(std::string_view text, std::size_t& offset);
void append_utf8(std::string& text, char32_t code_point);
std::size_t code_point_count(std::string_view text);

bool is_xml_space(char c);
std::string_view trim(std::string_view text);       // XML white space at both ends
std::string collapse_space(std::string_view text);  // trimmed; every run of XML white space one space
std::vector<std::string_view> split(std::string_view text);  // at XML white space; no empty parts
std::vector<std::string_view> split(std::string_view text, char separator);
// Trimmed, and with a full stop behind words that do not end as a sentence does (. ! ? …, also within closing
// quotation marks); "" for nothing.
std::string as_sentence(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// Lower case, also æøå and other Latin letters (simple mapping, no locale).
std::string lower(std::string_view text);
char32_t lower(char32_t c);
bool is_letter(char32_t c);  // Latin, Greek and Cyrillic letters; not digits
bool is_digit(char32_t c);   // 0-9

// No-break spaces (U+00A0, U+202F) as space, U+2011 as hyphen, soft hyphens gone: the form in which texts are
// compared.
std::string without_typography(std::string_view text);

// Levenshtein distance in code points, at most `limit` + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);
// The name nearest to `word`, if one is near enough to be meant; else "".
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& names);

// For character data and attribute values in double quotation marks.
std::string xml_escape(std::string_view text);

// JSON string contents, without the quotation marks; and with them.
std::string json_escape(std::string_view text);
std::string json_string(std::string_view text);

// SHA-256, in lower-case hexadecimal (64 characters).
std::string sha256(std::string_view bytes);

// RFC 4648, without line ends; and back. Throws Error for what is not base64.
std::string base64(std::string_view bytes);
std::string from_base64(std::string_view text);

}  // namespace kancelli
