// The command line, from /proc.
#include "experiments/store/command_line.hpp"

#include <filesystem>
#include <fstream>

namespace pont::store {

std::string shell_word(const std::string& text) {
  if (!text.empty() && text.find_first_of(" \t\n\"'`$&;|<>()*?[]#~!\\{}") == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string command_line() {
  std::ifstream in("/proc/self/cmdline", std::ios::binary);
  std::string line;
  for (std::string word; std::getline(in, word, '\0');) {
    const bool program = line.empty();
    line += program ? std::filesystem::path(word).filename().string() : " " + shell_word(word);
  }
  return line;
}

}  // namespace pont::store
