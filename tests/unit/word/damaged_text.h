// A text of a municipality as a machine reads it from a printed page: letters misread, words broken at line
// ends and glued together. Made by a seeded program, so that what was meant is known word by word.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace kancelli::word {

// Paragraphs that nobody printed; "# " marks a heading.
inline const std::vector<std::string>& sound_text() {
  static const std::vector<std::string> text = {
      "# Ny ordning for de grønne gårdrum",
      "Forvaltningen foreslår, at Økonomiudvalget godkender en ny ordning for de grønne gårdrum i de ældre "
      "boligområder. Ordningen skal gøre det lettere for beboerne at søge om støtte, og den skal sikre, at "
      "pengene går til de gårde, hvor behovet er størst. I dag er der lang ventetid, og mange ansøgninger "
      "bliver "
      "afvist, fordi oplysningerne er mangelfulde.",
      "Ordningen omfatter både private og almene boliger. Forvaltningen vurderer, at der er væsentlige "
      "fordele ved "
      "at samle opgaven ét sted, så beboerne møder den samme sagsbehandler fra den første henvendelse til "
      "den "
      "endelige afgørelse. Det kræver, at de nuværende arbejdsgange bliver ændret, og at medarbejderne får "
      "adgang "
      "til de nødvendige systemer.",
      "# Høring af lokaludvalgene",
      "Forslaget har været i høring i to måneder. Der er modtaget høringssvar fra otte lokaludvalg, tre "
      "boligforeninger og Ældrerådet. De fleste er positive, men flere peger på, at kravene til "
      "vedligeholdelse "
      "bør være tydeligere, og at der skal være bedre mulighed for rådgivning, før beboerne går i gang. "
      "Nogle "
      "lokaludvalg ønsker desuden, at kommunen påtager sig en større del af udgifterne til træer og "
      "belægning.",
      "På baggrund af høringssvarene har forvaltningen præciseret vejledningen og tilføjet et afsnit om "
      "tilgængelighed. Det fremgår nu, at gårdrummet skal kunne bruges af alle, også af kørestolsbrugere og "
      "af "
      "børn i forskellige aldre. Forvaltningen har ikke fundet anledning til at ændre reglerne for støtte, "
      "fordi "
      "de allerede er fastsat i budgettet for de kommende år.",
      "# Økonomi og tidsplan",
      "Udgifterne til ordningen udgør 12,4 mio. kr. årligt og holdes inden for den eksisterende ramme. "
      "Hertil "
      "kommer en engangsudgift på 850.000 kr. til udvikling af en digital løsning, som gør det muligt at "
      "følge "
      "en ansøgning fra start til slut. Udgiften finansieres af de midler, der blev afsat ved overførslen "
      "fra "
      "sidste år, og påvirker derfor ikke andre aktiviteter på området.",
      "Ordningen træder i kraft den 1. september 2027. Inden da skal forvaltningen udarbejde en årsplan, "
      "ansætte "
      "to medarbejdere og gennemføre et forløb for de ansatte, der i dag behandler ansøgningerne. "
      "Økonomiudvalget "
      "får hvert år i foråret en status, som beskriver antallet af ansøgninger, sagsbehandlingstiden og "
      "beboernes tilfredshed. Udvalget kan på den måde følge, om ordningen lever op til formålet.",
      "# Sammenhæng med andre indsatser",
      "Gårdrummene spiller en vigtig rolle i kommunens klimatilpasning, fordi de kan opsuge regnvand og give "
      "skygge på varme dage. Derfor skal ordningen ses i sammenhæng med de øvrige indsatser for flere træer, "
      "bedre regnvandshåndtering og mindre støj. Teknik- og Miljøforvaltningen bidrager med faglig viden, "
      "mens "
      "Kultur- og Fritidsforvaltningen undersøger, hvordan gårdene kan bruges til mindre arrangementer uden "
      "at "
      "genere naboerne.",
      "Det er afgørende, at beboerne selv tager ejerskab. Erfaringer fra andre byer viser, at de gårde, hvor "
      "beboerne har været med til at tegne og plante, bliver passet bedre og holder længere. Forvaltningen "
      "vil "
      "derfor tilbyde workshops, hvor beboerne kan lære om planter, økologi og fælles drift, og hvor de kan "
      "mødes "
      "med andre, der allerede har gennemført et lignende projekt.",
      "# Videre proces",
      "Når udvalget har truffet beslutning, sender forvaltningen et brev til alle boligforeninger i de "
      "berørte "
      "områder. Brevet beskriver reglerne, fristerne og de vigtigste ændringer. Samtidig åbner en ny side på "
      "kommunens hjemmeside, hvor man kan hente skemaer, læse om tidligere projekter og stille spørgsmål. "
      "Henvendelser besvares normalt inden for ti dage. Spørgsmål, som kræver en nærmere undersøgelse, kan "
      "tage "
      "længere tid, og så får beboerne besked om, hvornår de kan vente et svar.",
      "Forvaltningen evaluerer ordningen efter tre år. Evalueringen skal belyse, om støtten når de rette "
      "gårde, om "
      "kravene er rimelige, og om der er behov for at justere satserne. Resultatet forelægges udvalget "
      "sammen med "
      "forvaltningens anbefaling til den fremtidige organisering."};
  return text;
}

// One word, and what the machine made of it. `meant` has a blank where two words became one.
struct DamagedWord {
  std::string meant, read;
  bool is_damaged() const { return meant != read; }
};

class Machine {
 public:
  explicit Machine(unsigned seed) : chance_(seed) {}

  // The file, with lines of about sixty letters.
  std::string read(const std::vector<std::string>& paragraphs) {
    std::string file;
    for (const std::string& paragraph : paragraphs) {
      const bool heading = paragraph.starts_with("# ");
      std::vector<DamagedWord> words = glued(paragraph.substr(heading ? 2 : 0));
      for (DamagedWord& word : words) word.read = misread(word.read);
      file += heading ? line_of(words) + "\n\n" : lines_of(words) + "\n\n";
      words_.insert(words_.end(), words.begin(), words.end());
    }
    return file;
  }
  const std::vector<DamagedWord>& words() const { return words_; }

 private:
  unsigned roll(unsigned sides) { return static_cast<unsigned>(chance_()) % sides; }

  std::vector<DamagedWord> glued(const std::string& paragraph) {
    std::vector<DamagedWord> words;
    for (std::size_t at = 0; at < paragraph.size();) {
      const std::size_t end = std::min(paragraph.find(' ', at), paragraph.size());
      const std::string word = paragraph.substr(at, end - at);
      const bool sticks = !words.empty() && words.back().meant == "at" && roll(3) == 0;
      if (sticks)
        words.back() = {"at " + word, "at" + word};
      else
        words.push_back({word, word});
      at = end + 1;
    }
    return words;
  }

  // Most of the letters that machines misread.
  std::string misread(const std::string& word) {
    std::string read;
    for (std::size_t at = 0; at < word.size(); ++at) {
      const std::string letter =
          word.substr(at, (static_cast<unsigned char>(word[at]) & 0xE0) == 0xC0 ? 2 : 1);
      at += letter.size() - 1;
      read += letter.size() == 2 && roll(6) > 0 ? other(letter) : letter;
    }
    return read;
  }
  std::string other(const std::string& letter) {
    const auto one_of = [&](const std::vector<std::string>& all) {
      return all[roll(static_cast<unsigned>(all.size()))];
    };
    // As often as in the worst real ones.
    if (letter == "ø") return one_of({"g", "g", "g", "g", "g", "g", "g", "o", "o", "e"});
    if (letter == "æ") return one_of({"ae", "ae", "ae", "ae", "ee", "ee", "ee", "ee", "ee", "e"});
    if (letter == "å") return one_of({"a", "a", "a", "a", "a", "a", "é", "é", "d", "&"});
    if (letter == "Ø") return "@";
    if (letter == "Æ") return "A";
    if (letter == "Å") return "A";
    return letter;
  }

  static std::string line_of(const std::vector<DamagedWord>& words) {
    std::string line;
    for (const DamagedWord& word : words) line += (line.empty() ? "" : " ") + word.read;
    return line;
  }

  // Long words that do not fit are broken.
  std::string lines_of(std::vector<DamagedWord>& words) {
    static constexpr std::size_t width = 60, long_word = 9;
    std::string text, line;
    for (DamagedWord& word : words) {
      if (line.size() + 1 + word.read.size() > width) {
        const bool letters = word.read.find_first_of("0123456789-&@") == std::string::npos;
        std::size_t cut = word.read.size() / 2;
        while (cut > 0 && (static_cast<unsigned char>(word.read[cut]) & 0xC0) == 0x80) --cut;
        if (letters && word.read.size() >= long_word && line.size() + cut + 2 <= width) {
          text += line + " " + word.read.substr(0, cut) + "-\n";
          line = word.read.substr(cut);
          word.read.insert(cut, "- ");
          continue;
        }
        text += line + "\n";
        line.clear();
      }
      line += (line.empty() ? "" : " ") + word.read;
    }
    return text + line;
  }

  std::mt19937 chance_;
  std::vector<DamagedWord> words_;
};

}  // namespace kancelli::word
