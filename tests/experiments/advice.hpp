// Which texts of the sources advise something, and which advice cannot be followed in a test.
#pragma once
#include <string>
#include <vector>

#include "tests/experiments/rooms.hpp"
#include "tests/experiments/source_texts.hpp"

namespace pont::experiments::test {

/// Whether a message says what to do: an imperative after a comma, colon or semicolon, alternatives of what
/// was expected, a command of ours, a key with a value. Descriptions of keys and commands, and scripts of
/// figures, are none.
bool is_advice(const SourceText& text);

struct Exemption {
  std::string words;   ///< of the advice
  std::string reason;  ///< why no row follows it, or which test does
  bool covers(const SourceText& text) const { return text.text.find(words) != std::string::npos; }
};
const std::vector<Exemption>& exemptions();
bool is_exempt(const SourceText& text);

}  // namespace pont::experiments::test
