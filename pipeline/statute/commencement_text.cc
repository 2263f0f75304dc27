#include "pipeline/statute/commencement_text.h"

#include <algorithm>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

std::string day(const std::string& iso) {
  const std::optional<Date> date = Date::parse(iso);
  return "den\u00A0" + (date ? format_date(*date, "long") : iso);
}

// "§ 1, nr. 7 og 9,": items are numbers of § 1. With the comma that closes it.
std::string what(const Commencement& commencement) {
  if (commencement.items.empty()) return "ændringerne";
  std::vector<std::size_t> items = commencement.items;
  std::sort(items.begin(), items.end());
  std::vector<std::string> numbers;
  for (const std::size_t item : items) numbers.push_back(std::to_string(item + 1));
  return "§\u00A01, " + numbered(Kind::number, numbers) + ",";
}

std::string at_latest(const Commencement& commencement) {
  return commencement.latest.empty() ? "" : ", dog senest " + day(commencement.latest);
}

std::string begun(std::string text) {
  if (text.starts_with("ændringerne")) text.replace(0, 2, "Æ");
  return text;
}

std::string without_comma(std::string text) {
  if (text.ends_with(',')) text.pop_back();
  return text;
}

std::string sentence(const Commencement& commencement, bool exception) {
  const std::string which = what(commencement);
  switch (commencement.kind) {
    case Commencement::Kind::date:
      return begun(which) + (exception ? " træder dog i kraft " : " træder i kraft ") +
             day(commencement.date) + ".";
    case Commencement::Kind::decision:
      if (commencement.body.empty())
        return "Tidspunktet for ikrafttræden af " + which + " fastsættes ved en særskilt beslutning" +
               at_latest(commencement) + ".";
      return commencement.body + " fastsætter tidspunktet for ikrafttræden af " + without_comma(which) +
             at_latest(commencement) + ".";
    case Commencement::Kind::condition:
      break;
  }
  const std::string when = begun(which) +
                           (exception ? " træder først i kraft, når " : " træder i kraft, når ") +
                           commencement.condition;
  if (commencement.body.empty()) return when + at_latest(commencement) + ".";
  return when + ". " + commencement.body + " fastsætter dagen" + at_latest(commencement) + ".";
}

}  // namespace

std::vector<std::string> write(const std::vector<Commencement>& commencements) {
  std::vector<std::string> texts;
  bool all = false;  // a rule that the later ones depart from has been told
  for (const Commencement& commencement : commencements) {
    texts.push_back(sentence(commencement, all));
    all = all || commencement.items.empty();
  }
  return texts;
}

namespace {

class Reader {
 public:
  explicit Reader(std::string_view words) : words_(words) {}

  bool one(Commencement& commencement);
  std::string_view rest() const { return words_.substr(at_); }

 private:
  bool accept(std::string_view what) {
    if (!rest().starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  bool date(std::string& iso);
  bool latest(Commencement& commencement);
  bool which(Commencement& commencement);
  bool end() {
    if (!accept(".") && !rest().empty()) return false;
    accept(" ");
    return true;
  }
  bool comes_into_force(Commencement& commencement);
  bool condition(Commencement& commencement);
  bool decided(Commencement& commencement);
  bool body_before(std::string_view verb, Commencement& commencement);

  std::string_view words_;
  std::size_t at_ = 0;
};

bool Reader::date(std::string& iso) {
  if (!accept("den ")) return false;
  std::size_t length = 0;
  const std::optional<Date> day = read_date(rest(), length);
  if (!day) return false;
  at_ += length;
  iso = day->iso();
  return true;
}

// ", dog senest den 1. august 2026", where it is said.
bool Reader::latest(Commencement& commencement) {
  const std::size_t from = at_;
  accept(",");
  if (accept(" dog senest ")) return date(commencement.latest);
  at_ = from;
  return true;
}

bool Reader::which(Commencement& commencement) {
  for (const std::string_view whole : {"Ændringerne", "ændringerne", "Vedtægten", "vedtægten", "Loven",
                                       "loven", "Denne vedtægt", "denne vedtægt", "Denne vedtægtsændring"})
    if (accept(whole)) return true;
  std::vector<Reference> references;
  const std::size_t length = read_references(rest(), references);
  for (const Reference& reference : references) {
    const Step& last = reference.steps.back();
    const bool item = reference.steps.size() == 2 && last.kind == Kind::number && last.number.size() < 6;
    const bool first = reference.steps.front().kind == Kind::paragraph;
    if (!item || !first || last.number == "0") return false;
    commencement.items.push_back(static_cast<std::size_t>(std::stoi(last.number)) - 1);
  }
  at_ += length;
  if (length != 0 && !rest().starts_with(", dog senest")) accept(",");
  return length != 0;
}

// The name of a body, from here to the verb.
bool Reader::body_before(std::string_view verb, Commencement& commencement) {
  const std::size_t found = rest().find(verb);
  if (found == std::string_view::npos || found == 0) return false;
  const std::string_view name = rest().substr(0, found);
  if (name.find('.') != std::string_view::npos || name.find(',') != std::string_view::npos) return false;
  commencement.body = std::string(name);
  at_ += found + verb.size();
  return true;
}

bool Reader::decided(Commencement& commencement) {
  commencement.kind = Commencement::Kind::decision;
  if (accept("Tidspunktet for ikrafttræden af "))
    return which(commencement) && accept(" fastsættes ved en særskilt beslutning") && latest(commencement) &&
           end();
  return body_before(" fastsætter tidspunktet for ikrafttræden af ", commencement) && which(commencement) &&
         latest(commencement) && end();
}

// The words after "når " end at a full stop that a capital follows, or at "dog senest".
bool Reader::condition(Commencement& commencement) {
  commencement.kind = Commencement::Kind::condition;
  for (std::size_t at = at_; at < words_.size(); ++at) {
    const std::string_view here = words_.substr(at);
    const bool full_stop = here[0] == '.';
    if (!full_stop && !here.starts_with(", dog senest den ")) continue;
    const std::size_t from = at_;
    commencement.condition = std::string(words_.substr(from, at - from));
    at_ = at;
    if (!full_stop) {
      if (latest(commencement) && end()) return !commencement.condition.empty();
    } else {
      std::size_t after = 2;
      const bool last = here.size() <= 2;
      const char32_t next = last ? U'A' : next_code_point(here, after);
      if (last || (here[1] == ' ' && (lower(next) != next || next == U'§'))) {
        end();
        const std::size_t second = at_;
        if (body_before(" fastsætter dagen", commencement) && latest(commencement) && end()) return true;
        commencement.body.clear();
        commencement.latest.clear();
        at_ = second;
        return !commencement.condition.empty();
      }
    }
    at_ = from;
    commencement.latest.clear();
  }
  return false;
}

bool Reader::comes_into_force(Commencement& commencement) {
  if (!which(commencement) || !accept(" træder ")) return false;
  if (!accept("dog ")) accept("først ");
  if (accept("i kraft, når ")) return condition(commencement);
  return accept("i kraft ") && date(commencement.date) && end();
}

bool Reader::one(Commencement& commencement) {
  const std::size_t from = at_;
  if (comes_into_force(commencement)) return true;
  at_ = from;
  commencement = {};
  if (decided(commencement)) return true;
  at_ = from;
  return false;
}

}  // namespace

std::string_view read_commencements(std::string_view words, std::vector<Commencement>& commencements) {
  Reader reader(words);
  while (!reader.rest().empty()) {
    Commencement commencement;
    if (!reader.one(commencement)) break;
    commencements.push_back(std::move(commencement));
  }
  return reader.rest();
}

}  // namespace kancelli::statute
