#include "pipeline/check/amendment_examples.h"

#include <deque>

namespace kancelli {

const std::string_view amended_statute = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="udvalg" number="4">
<subsection id="udvalg-1"><p>Udvalget har syv medlemmer. Det mødes hver måned.</p></subsection>
<subsection id="udvalg-2"><p>Formanden åbner mødet og lukker mødet.</p></subsection>
</paragraph>
<paragraph id="opgaver" number="6">
<subsection id="opgaver-1"><p>Udvalget varetager</p>
<list kind="number"><item id="skoler">skoler,</item><item id="parker">parker og</item><item id="veje">veje.</item></list>
</subsection>
</paragraph>
)";

std::string_view example(std::string text) {
  static std::deque<std::string> kept;
  return kept.emplace_back(std::move(text));
}

std::string_view example_of_formulas(std::string_view formulas) {
  return example(std::string(amended_statute) + R"(<!-- papers/amendment/aendring.xml -->
<change statute="vedtaegt" file="statute/formler.txt"/>
<!-- statute/formler.txt -->
)" + std::string(formulas));
}

}  // namespace kancelli
