// The words that are found damaged again and again.
#include <algorithm>
#include <unordered_set>

#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"

namespace kancelli::word {
namespace {

constexpr std::pair<std::string_view, std::string_view> short_words[] = {
    {"pa", "på"},         {"pd", "på"},      {"sa", "så"},       {"fa", "få"},   {"ga", "gå"},
    {"sta", "stå"},       {"na", "nå"},      {"ogsa", "også"},   {"ma", "må"},   {"nar", "når"},
    {"forsta", "forstå"}, {"opna", "opnå"},  {"indga", "indgå"}, {"bla", "blå"}, {"aret", "året"},
    {"aben", "åben"},     {"abne", "åbne"},  {"gra", "grå"},     {"sma", "små"}, {"fgr", "før"},
    {"ggr", "gør"},       {"bgr", "bør"},    {"hgj", "høj"},     {"hoj", "høj"}, {"dgr", "dør"},
    {"fgrst", "først"},   {"forst", "først"}};

// Neighbours are parted by blanks; "*" is any, "*erne" any that ends so.
struct Between {
  std::string_view word, meant, before, after;
};
constexpr Between betweens[] = {
    {"fa", "få", "at kan skal vil må kunne skulle ville", ""},
    {"nar", "når", "", "jeg vi den det de der man en et alle *en *et *erne"},
    {"aget", "øget", "*", ""},
    {"agede", "øgede", "*", ""},
    {"teet", "tæt", "*", ""},
    {"lees", "læs", "*", ""},
    {"formal", "formål", "*", ""},
    {"formalet", "formålet", "*", ""},
    {"modes", "mødes", "at skal kan de vi udvalget", "med i på en hver"},
    {"losning", "løsning", "en ny god fælles digital samlet anden", "på der som"},
    {"losninger", "løsninger", "nye gode fælles digitale andre", "på der som"},
    {"garde", "gårde", "de private grønne rette andre nye alle mange flere", ""},
    {"garden", "gården", "i på", ""},
    {"bor", "bør", "det der kommunen forvaltningen udvalget kravene", "være have ske gøre kunne"},
    {"ar", "år",
     "et to tre fire fem seks syv otte ni ti tolv hvert hver pr per i flere mange få kommende seneste sidste "
     "forrige næste første andet tredje fjerde hele halve nye de det dette samme enkelt om",
     "siden frem gammel gamle"},
    {"ars", "års", "to tre fire fem seks syv otte ni ti flere mange få et hvert", "erfaring periode"},
    {"made", "måde", "en den denne samme anden hvilken på enhver nogen ingen god bedre", ""},
    {"mader", "måder", "andre forskellige flere mange to tre fire nye på hvilke nogle", ""},
    {"mal", "mål", "et dette vores deres klare fælles politiske kommunens som nye", "for og om"},
    {"rad", "råd", "nævn og det et gode har samt", "og om til mv nævn"},
    {"borne", "børne", "", "og ungdomsudvalget ungdomsforvaltningen"},
    {"fare", "føre", "at kan skal vil må kunne skulle ville",
     "tilsyn kontrol protokol dialog regnskab forhandlinger referat"},
    {"mode", "møde", "et dette hvert næste sit udvalgets på ved holder til", "med om den i"},
    {"moder", "møder", "to tre fire fem seks otte ti årlige faste flere holder", "om året"},
    {"lare", "lære", "at kan", ""},
    {"lobe", "løbe", "at kan vil skal", ""},
    {"fore", "føre", "at kan skal vil må", "tilsyn kontrol protokol dialog regnskab forhandlinger referat"},
    {"horing", "høring", "*", ""},
    {"gar", "går", "der det den de tid udviklingen",
     "på ud i til fra videre over ind hurtigt igennem tilbage frem ned"},
    {"star", "står", "der det den de som", "for i på til over"},
    {"far", "får", "*udvalget *forvaltningen *kommunen *erne rådet der de vi så man",
     "mulighed adgang ansvar svar tilbud brug besked hvert"},
    {"eldre", "ældre", "*", ""},
    {"gere", "gøre", "at kan skal vil må kunne", ""},
    {"ger", "gør", "det der som", "det"},
    {"lere", "lære", "at kan", ""},
    {"lese", "læse", "at kan", ""},
    {"fordret", "foråret", "i", ""},
    {"dr", "år", "# hvert hver to tre fire fem flere mange kommende seneste sidste forrige næste", ""},
};

bool lists(std::string_view words, std::string_view word) {
  if (words == "*") return true;
  if (word.empty()) return false;
  return std::ranges::any_of(split(words), [&](std::string_view each) {
    return each.size() > 1 && each[0] == '*' ? word.ends_with(each.substr(1)) : each == word;
  });
}
// Words with æ, ø and å that every paper has: of two words that may be meant, it is one of these.
constexpr std::string_view common_words =
    "københavn københavns afgøre afgørelse afgørelsen afgørelser afgørende afhænge afhængig afhænger afslå "
    "afsnit ansøge ansøger "
    "ansøgere ansøgning ansøgningen ansøgninger anlæg anlægge antræk besøg besøge bestå består bestående "
    "betænkning "
    "blå både bære bærer bæredygtig bæredygtige børn børne børnene bør drøfte drøftede drøftelse drøftelsen "
    "drøftelser drøftes dækker dække dækket efterår efteråret fastlægge fastlægges fastsætte fastsættes "
    "foreslå foreslår foreslås foretage forelægge forelægges forelægger forhøje forhøjet forlænge forslå "
    "forstå "
    "forår foråret får få fælles færdig færre føje følge følgende følger følges føre fører føres førende "
    "først første "
    "gennemføre gennemføres gennemført gennemførelse godkendelse grøn grønne grønt gård gårde gården gå går "
    "gælde gælder "
    "gældende gør "
    "gøre gøres hjælp hjælpe hjælper håndtere håndteres høj høje højere højst høre hører høring høringen "
    "høringer "
    "høringssvar hørt imødekomme indebære indebærer indgå indgår indkøb indsætte indstå især iværksætte "
    "iværksættes "
    "kræve krævet kræver køb køber køre ligestå løbende løfte løn løse løses løsning løsningen løsninger "
    "lægge lægger "
    "lægges læring længde længe længere læse læser læses lån låne mål målet måde måder måned måneder måske "
    "mængde mængder "
    "mærke mødes "
    "møde mødet møder møderne mødte måtte nå når nær nærmere nærme næste næsten nødvendig nødvendige "
    "nødvendigt nøje nøgletal "
    "områder område området områderne også opgør opgøres opgørelse opgørelsen oplæg oplægget oplæse opnå "
    "opnår opstå opstår "
    "opsøgende overgå overgår overføre overføres overførsel overførsler oprette pege påvirke påvirker "
    "påvirkes på pålægge råd "
    "rådet rådgive rådgivning række rækker rækkefølge rækkevidde rød samrådet samtykke sammenhæng "
    "sammenhængen sammenhængende "
    "selvstændig sikre skøn skønnes skåne små spørge spørgsmål spørgsmålet stå står største større stærk "
    "stærke stærkere støtte "
    "støtten støtter styrke sygefravær særlig særlige særligt særskilt sætte sætter sættes så således såsom "
    "søge søger søgte tilføje "
    "tilføjes tilføjet tilfælde tilfælderne tillæg tilladelse tilrettelægge tilstå træde træder træffe "
    "træffer træffes tværgående "
    "tværs tæt tættere uafhængig uafhængige udføre udføres udgå udgår udgør udgøre udgøres udmønte udmøntes "
    "udmøntning "
    "undersøge undersøgelse undersøgelsen undersøgelser undersøges understøtte understøtter understøttes "
    "undgå undgår "
    "vedtægt vedtægten væk væksten vækst vælge vælger væsentlig væsentlige væsentligt værdi værdi værdier "
    "være været år året årene "
    "årets årlig årlige årligt åben åbne åbent åbner ændre ændrer ændres ændring ændringen ændringer "
    "ændringerne øge øger øges øget "
    "økonomi økonomien økonomisk økonomiske ønske ønsker ønskes øvrig øvrige øvrigt";

}  // namespace

std::string_view short_word(std::string_view word) {
  for (const auto& [damaged, meant] : short_words)
    if (damaged == word) return meant;
  // "p&", "p4", "pé": no Danish word ends so.
  static constexpr std::string_view ends[] = {"&", "4", "é", "aé", "éa", "a&"};
  static constexpr std::string_view stems[] = {"p",  "s",   "f",   "g",    "m",    "n",
                                               "st", "ogs", "opn", "indg", "forst"};
  static constexpr std::string_view whole[] = {"på",  "så",   "få",   "gå",    "må",    "nå",
                                               "stå", "også", "opnå", "indgå", "forstå"};
  for (std::size_t i = 0; i < std::size(stems); ++i)
    if (word.starts_with(stems[i]))
      for (const std::string_view end : ends)
        if (word.substr(stems[i].size()) == end) return whole[i];
  if (word == "&r" || word == "ér") return "år";
  return {};
}

std::string_view meant_between(std::string_view word, std::string_view before, std::string_view after) {
  for (const Between& each : betweens)
    if (each.word == word && (lists(each.before, before) || lists(each.after, after))) return each.meant;
  return {};
}

bool is_short_end(std::string_view word) {
  return lists("to tre vi os sig nu ny så den det der de en et alle hele", word);
}

bool is_common(std::string_view word) {
  static const std::unordered_set<std::string_view> all = [] {
    const std::vector<std::string_view> words = split(common_words);
    return std::unordered_set<std::string_view>(words.begin(), words.end());
  }();
  return all.contains(word);
}

bool glues_to_next(std::string_view word) {
  return lists("at der det den de en et er vil kan skal som og i til af for på med ved om har var hvor",
               word);
}

bool glues_to_previous(std::string_view word) {
  return lists("i og til på af", word);
}

}  // namespace kancelli::word
