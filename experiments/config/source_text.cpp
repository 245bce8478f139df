// The text of a configuration file: plain UTF-8, and its lines as yaml-cpp marks them.
#include "experiments/config/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "experiments/config/error.hpp"
#include "experiments/config/tree.hpp"

namespace pont::config {

// Reading and checking bytes: everything that yaml-cpp would silently accept or translate is refused here.

namespace {

unsigned byte(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

/// Length of the well-formed character at i, or 0 (RFC 3629, section 4).
std::size_t character_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte(text, i), second = byte(text, i + 1);
  const auto continues = [&](std::size_t j) { return (byte(text, j) & 0xc0) == 0x80; };
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return continues(i + 1) ? 2 : 0;
  const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;  // no overlong forms
  const unsigned high = lead == 0xed   ? 0x9f
                        : lead == 0xf4 ? 0x8f
                                       : 0xbf;  // no surrogates, nothing beyond U+10FFFF
  if (lead < 0xe0 || lead > 0xf4 || second < low || second > high || !continues(i + 2)) return 0;
  if (lead < 0xf0) return 3;
  return continues(i + 3) ? 4 : 0;
}

Place place_of(const std::string& file, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {file, static_cast<int>(lines) + 1, static_cast<int>(count_characters(before.substr(start))) + 1};
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view m) { return text.substr(0, m.size()) == m; });
}

void check_encoding(const std::string& file, std::string_view text) {
  using namespace std::string_view_literals;
  if (starts_with_any(text, {"\xff\xfe"sv, "\xfe\xff"sv, "\0\0\xfe\xff"sv}))
    fail({file, 1, 1}, "", "the file is UTF-16 or UTF-32; expected UTF-8");
  if (starts_with_any(text, {"\xef\xbb\xbf"sv}))
    fail({file, 1, 1}, "", "the file begins with a byte-order mark; expected UTF-8 without one");
  const std::size_t bad = first_invalid_utf8(text);
  if (bad < text.size())
    fail(place_of(file, text, bad), "",
         fmt::format("invalid UTF-8 (byte 0x{:02x}); expected UTF-8", byte(text, bad)));
}

void check_controls(const std::string& file, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned c = byte(text, i);
    if ((c >= 0x20 && c != 0x7f) || c == '\n' || (c == '\r' && byte(text, i + 1) == '\n')) continue;
    if (c == '\t') fail(place_of(file, text, i), "", "a tab; expected spaces (in quoted text write \\t)");
    fail(place_of(file, text, i), "", fmt::format("control character 0x{:02x}; expected plain text", c));
  }
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return i;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void check_plain_text(const std::string& file, std::string_view text) {
  if (text.size() > max_config_bytes)
    fail({file, 0, 0}, "",
         fmt::format("larger than {} bytes; expected a configuration file", max_config_bytes));
  check_encoding(file, text);
  check_controls(file, text);
}

std::string read_config_text(const std::filesystem::path& path) {
  std::error_code error;  // what is not there, or cannot be reached, fails below with its reason
  if (std::filesystem::exists(path, error) && std::filesystem::is_other(path, error))
    fail({path.string(), 0, 0}, "", "is no regular file (a pipe or device); expected a YAML file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  std::string text(max_config_bytes + 1, '\0');  // one byte more than allowed: enough to refuse /dev/zero
  errno = file ? 0 : errno;
  const std::size_t size = file ? std::fread(text.data(), 1, text.size(), file.get()) : 0;
  if (!file || std::ferror(file.get()) != 0)
    fail({path.string(), 0, 0}, "",
         fmt::format("cannot be read ({}); expected a YAML file", std::strerror(errno)));
  text.resize(size);
  check_plain_text(path.string(), text);
  return text;
}

// Marks to places, and quotes to their ends.

YamlSource::YamlSource(std::string file, std::string_view text) : file_(std::move(file)) {
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines_.push_back(text.substr(start, end - start));
    start = end + 1;
    if (lines_.back().starts_with("%"))
      fail({file_, static_cast<int>(lines_.size()), 1}, "",
           "a YAML directive; expected keys and values only");
  }
}

Place YamlSource::at(const YAML::Mark& mark) const {
  if (mark.is_null()) return {file_, 0, 0};
  const std::string_view before = line(mark.line).substr(0, static_cast<std::size_t>(mark.column));
  return {file_, mark.line + 1, static_cast<int>(count_characters(before)) + 1};
}

std::string_view YamlSource::from(const YAML::Mark& mark) const {
  const std::string_view text = line(mark.line);
  return text.substr(std::min(text.size(), static_cast<std::size_t>(mark.column)));
}

std::string_view YamlSource::line(int number) const {
  return static_cast<std::size_t>(number) < lines_.size() ? lines_[static_cast<std::size_t>(number)] : "";
}

bool closes_quote(std::string_view line) {
  const char quote = line.front();
  for (std::size_t i = 1; i < line.size(); ++i) {
    const bool doubled = quote == '\'' && line.substr(i, 2) == "''";
    if (line[i] == quote && !doubled) return true;
    if (doubled || (line[i] == '\\' && quote == '"')) ++i;
  }
  return false;
}

}  // namespace pont::config
