#include <Poco/SHA1Engine.h>
#include <Poco/Unicode.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <iterator>

#include "pipeline/core/text.h"
#include "pipeline/filter/host.h"

// What the Lua side cannot do with a text, whose letters are more than bytes.
namespace kancelli::filter {
namespace {

int show_string(Host& host, lua_State* lua) {
  host.exception = show_text(host.values->peek_text(1));
  return push(lua, host.exception);
}

// number_text(x): as metadata hold a number.
int number_text(Host& host, lua_State* lua) {
  host.exception = haskell_number(luaL_checknumber(lua, 1));
  return push(lua, host.exception);
}

// format_number("%5.1f", x): as C does it. The conversion has a width and a precision of at most two digits.
int format_number(Host&, lua_State* lua) {
  const std::string_view pattern = luaL_checkstring(lua, 1);
  const std::size_t flags = std::min(pattern.find_first_not_of("-+ #0", 1), pattern.size());
  const auto digits = [&](std::size_t from) {
    const std::size_t end = std::min(pattern.find_first_not_of("0123456789", from), pattern.size());
    return end - from <= 2 ? end : pattern.size();
  };
  std::size_t at = digits(flags);
  if (at < pattern.size() && pattern[at] == '.') at = digits(at + 1);
  if (flags > 6 || at + 1 != pattern.size() || !std::strchr("aAeEfgG", pattern[at]))
    return luaL_error(lua, "invalid conversion '%s' to 'format'", pattern.data());
  char text[512];  // 309 digits, 99 behind the point
  const int size = std::snprintf(text, sizeof text, pattern.data(), luaL_checknumber(lua, 2));
  return push(lua, {text, static_cast<std::size_t>(size)});
}

int sha1(Host& host, lua_State* lua) {
  luaL_checkstring(lua, 1);
  {
    Poco::SHA1Engine engine;
    engine.update(std::string(host.values->peek_text(1)));
    host.exception = Poco::DigestEngine::digestToHex(engine.digest());
  }
  return push(lua, host.exception);
}

// Letters whose capital is not the other one of a pair.
constexpr std::pair<char32_t, const char*> odd_capitals[] = {{0xB5, "\u039C"},
                                                             {0xDF, "SS"},
                                                             {0x131, "I"},
                                                             {0x149, "\u02BCN"},
                                                             {0x17F, "S"},
                                                             {0x1C5, "\u01C4"},
                                                             {0x1C8, "\u01C7"},
                                                             {0x1CB, "\u01CA"},
                                                             {0x1F0, "J\u030C"},
                                                             {0x1F2, "\u01F1"},
                                                             {0x345, "\u0399"},
                                                             {0x390, "\u0399\u0308\u0301"},
                                                             {0x3B0, "\u03A5\u0308\u0301"},
                                                             {0x3B9, "\u0399"},
                                                             {0x3BC, "\u039C"},
                                                             {0x3C2, "\u03A3"},
                                                             {0x3D0, "\u0392"},
                                                             {0x3D1, "\u0398"},
                                                             {0x3D5, "\u03A6"},
                                                             {0x3D6, "\u03A0"},
                                                             {0x3F0, "\u039A"},
                                                             {0x3F1, "\u03A1"},
                                                             {0x3F5, "\u0395"},
                                                             {0x587, "\u0535\u0552"},
                                                             {0x1E96, "H\u0331"},
                                                             {0x1E97, "T\u0308"},
                                                             {0x1E98, "W\u030A"},
                                                             {0x1E99, "Y\u030A"},
                                                             {0x1E9A, "A\u02BE"},
                                                             {0x1E9B, "\u1E60"},
                                                             {0xFB00, "FF"},
                                                             {0xFB01, "FI"},
                                                             {0xFB02, "FL"},
                                                             {0xFB03, "FFI"},
                                                             {0xFB04, "FFL"},
                                                             {0xFB05, "ST"},
                                                             {0xFB06, "ST"},
                                                             {0xFB13, "\u0544\u0546"},
                                                             {0xFB14, "\u0544\u0535"},
                                                             {0xFB15, "\u0544\u053B"},
                                                             {0xFB16, "\u054E\u0546"},
                                                             {0xFB17, "\u0544\u053D"}};

// lower(text), upper(text)
int lower_text(Host& host, lua_State* lua) {
  const std::string_view text = host.values->peek_text(1);
  host.exception.clear();
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    if (c == 0x130)
      host.exception += "i\u0307";
    else if (c == 0x1C5 || c == 0x1C8 || c == 0x1CB || c == 0x1F2)  // such as ǅ, which is neither
      append_utf8(host.exception, c + 1);
    else
      append_utf8(host.exception, static_cast<char32_t>(Poco::Unicode::toLower(static_cast<int>(c))));
  }
  return push(lua, host.exception);
}

int upper_text(Host& host, lua_State* lua) {
  const std::string_view text = host.values->peek_text(1);
  host.exception.clear();
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    const auto is_c = [c](const auto& entry) { return entry.first == c; };
    const auto* odd = std::find_if(std::begin(odd_capitals), std::end(odd_capitals), is_c);
    if (odd != std::end(odd_capitals))
      host.exception += odd->second;
    else
      append_utf8(host.exception, static_cast<char32_t>(Poco::Unicode::toUpper(static_cast<int>(c))));
  }
  return push(lua, host.exception);
}

// is_letter(code): of a code point.
int is_letter_code(Host&, lua_State* lua) {
  lua_pushboolean(lua, Poco::Unicode::isAlpha(static_cast<int>(luaL_checkinteger(lua, 1))));
  return 1;
}

}  // namespace

void add_text_functions(Host& host) {
  add_function(host, "show_string", guarded<show_string>);
  add_function(host, "number_text", guarded<number_text>);
  add_function(host, "format_number", guarded<format_number>);
  add_function(host, "sha1", guarded<sha1>);
  add_function(host, "lower", guarded<lower_text>);
  add_function(host, "upper", guarded<upper_text>);
  add_function(host, "is_letter", guarded<is_letter_code>);
}

}  // namespace kancelli::filter
