// Civil registration numbers (CPR) in text that is to be sent out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

struct CprHit {
  std::size_t begin = 0, end = 0;  // bytes
  bool likely = false;  // its check digit (modulus 11) is right, or it is dated 1 January: those are given
                        // out without one
};

// What reads as DDMMYY-XXXX: with hyphen, space, or nothing between; day 1-31 (or 61-91, replacement
// numbers), month 1-12. A wrong check digit clears nothing: valid numbers without one have been given out
// since 2007. Case numbers (2017-0120442), EAN numbers and other longer or grouped numbers are no hits.
std::vector<CprHit> find_cpr_numbers(std::string_view text);

// The word before a number says that it is a production unit's (P-nummer) or an account.
bool is_labelled_as_other(std::string_view before);

// "070761-****"
std::string masked(std::string_view number);

}  // namespace kancelli
