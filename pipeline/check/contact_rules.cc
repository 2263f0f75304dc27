// Private addresses, e-mail and telephone numbers: what tells where a person is found.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool part_of_address(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c) || c == '.' || c == '-' || c == '_' ||
         c == '+';
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (digit(c)) digits += c;
  return digits;
}

class Contacts {
 public:
  Contacts(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), text_(examined.text.text()), diagnostics_(diagnostics) {
    for (const Node* contact : examined.project.policies("contact")) shared_.push_back(contact->get("value"));
  }

  void check() {
    for (std::size_t at = text_.find('@'); at != std::string_view::npos; at = text_.find('@', at + 1))
      mail(at);
    for (std::size_t at = 0; at < text_.size();)
      at = digit(text_[at]) && !follows_number(at) ? phone(at) : at + 1;
    for (std::size_t at = text_.find(", "); at != std::string_view::npos; at = text_.find(", ", at + 1))
      home(at);
  }

 private:
  void report(std::size_t begin, std::size_t end, const std::string& what) {
    diagnostics_.error(
        "personal-contact", examined_.span(begin, end), what,
        {tr("leave it out; where the reader must get in touch, write a shared mailbox or a main number"),
         tr("what may stand in every paper is listed in project.xml: <contact "
            "value=\"...\"/>; what may stand just "
            "here is suppressed, with the reason")});
  }

  // A mailbox is shared when its name is one word of letters: borgerservice@, okf@. Persons have two words,
  // or letters and digits.
  static bool is_shared_mailbox(std::string_view local) {
    return local.size() >= 3 && std::all_of(local.begin(), local.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
  }

  void mail(std::size_t at) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && part_of_address(text_[begin - 1])) --begin;
    while (end < text_.size() && part_of_address(text_[end])) ++end;
    while (end > at + 1 && !is_letter(static_cast<unsigned char>(text_[end - 1]))) --end;
    const std::string_view address = text_.substr(begin, end - begin),
                           local = text_.substr(begin, at - begin);
    if (local.empty() || text_.substr(at, end - at).find('.') == std::string_view::npos) return;
    if (is_shared_mailbox(local) || std::any_of(shared_.begin(), shared_.end(), [&](std::string_view s) {
          return lower(s) == lower(address);
        }))
      return;
    report(begin, end, tr("\"{0}\" reads as a person's e-mail address", {address}));
  }

  bool follows_number(std::size_t at) const {
    return at > 0 &&
           (digit(text_[at - 1]) || (at > 1 &&
                                     (text_[at - 1] == '.' || text_[at - 1] == ',' || text_[at - 1] == '-' ||
                                      text_[at - 1] == '/' || text_[at - 1] == ' ') &&
                                     digit(text_[at - 2])));
  }

  // The digits at `begin`, with single spaces among them, and where they end.
  std::string run_of_digits(std::size_t begin, std::size_t& end, bool& in_pairs) const {
    std::string digits;
    std::size_t in_a_row = 0;
    in_pairs = true;
    for (end = begin; end < text_.size(); ++end) {
      const bool space = text_[end] == ' ' && end + 1 < text_.size() && digit(text_[end + 1]);
      if (!digit(text_[end]) && !space) break;
      if (space) in_pairs = in_pairs && in_a_row == 2;
      in_a_row = space ? 0 : in_a_row + 1;
      if (!space) digits += text_[end];
    }
    in_pairs = in_pairs && in_a_row == 2;
    return digits;
  }

  // "12 34 56 78" is one by its form, eight digits in another form where the word before says so. Returns
  // where to go on.
  std::size_t phone(std::size_t begin) {
    std::size_t end = 0;
    bool in_pairs = false;
    std::string number = run_of_digits(begin, end, in_pairs);
    const bool abroad = begin > 0 && text_[begin - 1] == '+';
    if (abroad && number.starts_with("45")) number.erase(0, 2);
    const bool goes_on = end + 1 < text_.size() &&
                         (text_[end] == ',' || text_[end] == '.' || text_[end] == '-') &&
                         digit(text_[end + 1]);
    if (goes_on || number.size() != 8 || (!in_pairs && !abroad && !named_phone(begin))) return end;
    if (std::none_of(shared_.begin(), shared_.end(), [&](std::string_view s) {
          const std::string known = digits_of(s);
          return known == number || known == "45" + number;
        }))
      report(begin, end, tr("\"{0}\" reads as a telephone number", {text_.substr(begin, end - begin)}));
    return end;
  }

  bool named_phone(std::size_t begin) const {
    static constexpr auto words = std::to_array<std::string_view>(
        {"tlf.", "tlf", "telefon", "mobil", "mobilnummer", "telefonnummer", "tlf.:", "telefon:", "mobil:"});
    const std::string_view before =
        trim(text_.substr(begin > 24 ? begin - 24 : 0, std::min<std::size_t>(begin, 24)));
    const std::size_t space = before.find_last_of(" \n(");
    const std::string word = lower(before.substr(space == std::string_view::npos ? 0 : space + 1));
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  // A dwelling has a floor and a door: "Eksempelgade 5, 2. tv." No office is written so in a committee's
  // paper.
  void home(std::size_t comma) {
    std::size_t number = comma;
    if (number > 0 && is_letter(static_cast<unsigned char>(text_[number - 1])) && text_[number - 1] < 0x7F)
      --number;
    if (number == 0 || !digit(text_[number - 1])) return;
    while (number > 0 && digit(text_[number - 1])) --number;
    if (number < 2 || text_[number - 1] != ' ') return;
    const std::size_t end = floor_and_door(comma + 2);
    if (end == 0) return;
    std::size_t street = number - 1;
    while (street > 0 && text_[street - 1] != ' ' && text_[street - 1] != '\n') --street;
    std::size_t letter = street;
    if (const char32_t first = next_code_point(text_, letter); lower(first) == first) return;
    report(street, end, tr("\"{0}\" reads as the address of a home", {text_.substr(street, end - street)}));
  }

  // "2. tv.", "st. th", "kl. mf": the end of it, or 0.
  std::size_t floor_and_door(std::size_t at) const {
    const auto skip = [&](std::string_view word) {
      if (text_.substr(at).starts_with(word))
        at += word.size();
      else
        return false;
      return true;
    };
    if (!skip("st. ") && !skip("kl. ")) {
      if (at >= text_.size() || !digit(text_[at])) return 0;
      while (at < text_.size() && digit(text_[at])) ++at;
      if (!skip(". sal") && !skip(". ")) return 0;
      skip(" ");
      skip(", ");
    }
    for (const std::string_view door : {"tv", "th", "mf"})
      if (text_.substr(at).starts_with(door) && word_end(text_, at) == at + door.size() &&
          !text_.substr(at + door.size()).starts_with("-"))
        return at + door.size() + (text_.substr(at + door.size()).starts_with(".") ? 1 : 0);
    return 0;
  }

  const ExaminedPaper& examined_;
  const std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> shared_;
};

void personal_contact(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  Contacts(examined, diagnostics).check();
}

}  // namespace

std::vector<Rule> contact_rules() {
  return {
      {.code = "personal-contact",
       .severity = Severity::warning,
       .summary = "An e-mail address, a telephone number or a home address of a person stands in the text.",
       .explanation =
           "Where a person is found does not belong in a committee's paper. Found are e-mail addresses whose "
           "name is not one word (anna.berg@, ab12@), eight digits in pairs or after tlf., and addresses "
           "with "
           "floor and door. Shared mailboxes (borgerservice@) are left alone, and so is what project.xml "
           "lists "
           "as <contact>. That a person has looked at the rest is recorded in the source: a suppression with "
           "its reason.",
       .failing = R"(<p>Svar sendes til anna.berg@eksempel.dk.</p>
)",
       .passing = R"(<p>Svar sendes til sekretariatet@eksempel.dk.</p>
)",
       .check = personal_contact}};
}

}  // namespace kancelli
