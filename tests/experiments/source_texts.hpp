// The texts that the sources say: every string literal of C++, and what the script ./pont says before it
// stops.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {

/// Adjacent literals count as one. Places of values are the literal's own: "{}", "{:.3g}", "{0}", "%zu".
struct SourceText {
  std::string file;  ///< relative to the checkout
  int line = 0;
  std::string text;                ///< without escapes
  std::vector<std::string> calls;  ///< the functions in whose parentheses it stands, outermost first
};

/// Of one C++ source.
std::vector<SourceText> texts_of_source(const std::string& file, const std::string& source);
/// Of the arguments of `say` and `die` in a shell script.
std::vector<SourceText> texts_of_script(const std::string& file, const std::string& script);
/// Of all of experiments/, sde/, nn/ and losses/, and of ./pont.
std::vector<SourceText> texts_of_checkout(const std::filesystem::path& root);

/// Whether a message could be this text with values in its places: its fixed parts follow each other in it.
bool could_say(const std::string& message, const std::string& text);

/// The names in CamelCase of a text, which are classes of the library: "EulerChain", "Reverse::linear".
/// Units and proper names ("KiB", "NaN") are none.
std::vector<std::string> class_names(const std::string& text);

}  // namespace pont::experiments::test
