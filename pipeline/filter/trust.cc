#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_host.h"

namespace kancelli {

Trust Trust::of(std::string_view words) {
  Trust trust;
  const std::pair<std::string_view, bool Trust::*> known[] = {{"files", &Trust::files},
                                                              {"processes", &Trust::processes},
                                                              {"network", &Trust::network},
                                                              {"environment", &Trust::environment}};
  std::string separated(words);
  for (char& c : separated)
    if (c == ',') c = ' ';
  for (const std::string_view word : split(separated, ' ')) {
    if (word.empty()) continue;
    bool found = false;
    for (const auto& [name, member] : known)
      if (word == name) found = trust.*member = true;
    if (!found)
      throw Error(tr("a filter cannot be trusted with \"{0}\"", {word}),
                  tr("with one or more of: {0}", {"files, processes, network, environment"}));
  }
  return trust;
}

}  // namespace kancelli
