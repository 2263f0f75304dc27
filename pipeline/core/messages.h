// Text for users in Danish and English. The English text is the key; the Danish stands in pipeline/po/da.po,
// which the build compiles with msgfmt and puts into the program, so that it works where no Danish locale is
// installed.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace kancelli {

enum class Language { english, danish };

// Of the whole run; set once, by `--lang` or from the environment (LC_ALL, LC_MESSAGES, LANG, in this order:
// da... is Danish).
void set_language(Language language);
Language language();
Language language_of_environment();

// The text in the language of the run; the English itself where there is no translation. xgettext finds the
// texts by this function's name.
std::string tr(const char* english);

// The text with {0}, {1} ... replaced. A doubled brace stands for itself; a number without an argument stays
// as it is.
std::string fill(std::string_view pattern, std::initializer_list<std::string_view> arguments);
inline std::string tr(const char* english, std::initializer_list<std::string_view> arguments) {
  return fill(tr(english), arguments);
}

}  // namespace kancelli
