// What reading and writing formulas need of references beyond reference.h: their parts, what one leaves to
// the one before it, and what is wrong with how they are written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/statute/reference.h"

namespace kancelli::statute {

// A stretch of printed references: a reference itself with the comma that touches it, or what joins two
// ("og", "der bliver stk. 3").
struct ReferencePart {
  std::string text;
  bool joins = false;
};
// References as they follow upon `before` (empty: upon none): "stk. 3" after "§ 5, stk. 2". Without the comma
// behind the last.
std::vector<ReferencePart> reference_parts(const std::vector<Reference>& references, const Reference& before);
// Whether a comma closes it when the sentence goes on: "§ 5, stk. 2," but "§ 5".
bool takes_comma(const Reference& reference);
// The same of a list that follows upon `before`: none in "... , og stk. 2 ophæves".
bool takes_comma(const std::vector<Reference>& references, const Reference& before);

// "stk. 2-4 og 6" from numbers of one kind; "§§ 2 og 3".
std::string numbered(Kind kind, const std::vector<std::string>& numbers);
// The number that comes next: "3" after "2", "7 b" after "7 a", "d" after "c"; "" when it cannot be told.
std::string number_after(Kind kind, const std::string& number);
// The one before: "65" before "65 a", "65 a" before "65 b", "7" before "8"; "" when there is none.
std::string number_before(const std::string& number);

// How deep a kind of unit stands: a reference goes from small to large.
int depth(Kind kind);

// What is written wrongly; the reference is read all the same.
struct ReferenceFault {
  enum class Kind {
    two_signs,      // "§§ 16, stk. 2": the double sign is for several whole paragraphs
    one_sign,       // "§ 2 og 3"
    comma,          // "§ 5 stk. 2"
    space,          // "§5"
    point,          // "stk 2"
    led,            // "2. led"
    list_not_last,  // "§ 5, stk. 2 og 3, 1. pkt."
    becomes,        // "stk. 2 og 3, der bliver stk. 4"
    range_of_two,   // "stk. 2-3"; of §§ others may stand between
  };
  Kind kind = Kind::two_signs;
  std::size_t begin = 0, end = 0;  // bytes of the text
};
// read_references of reference.h; a reference that begins with a stykke, nummer, ... is part of what `before`
// names. With `faults` also what only a slip of the pen explains is read ("§ 2 og 3").
std::size_t read_references(std::string_view text, const Reference& before,
                            std::vector<Reference>& references, std::vector<ReferenceFault>* faults);
// A list of numbers after the word for their kind ("stk. 2 og 3", "1.-3. pkt."): bytes read, 0 when there is
// none.
std::size_t read_numbers(std::string_view text, Kind& kind, std::vector<std::string>& numbers);

// Bytes of white space at the beginning, no-break spaces included.
std::size_t space_length(std::string_view text);
// The number of a § or chapter ("7 a") at the beginning, with `read` moved past it; "" when there is none.
std::string read_number(std::string_view text, bool with_letter, std::size_t& read);

}  // namespace kancelli::statute
