// Places, look-up and wording for configuration trees.
#include "experiments/config/tree.hpp"

#include <algorithm>
#include <array>

#include "experiments/config/error.hpp"

namespace pont::config {

std::string Place::text() const {
  return line == 0 ? file : file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

const Tree::Entry* Tree::find(std::string_view name) const {
  const auto it =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.name == name; });
  return it == entries.end() ? nullptr : &*it;
}

Tree::Entry* Tree::find(std::string_view name) {
  return const_cast<Entry*>(static_cast<const Tree&>(*this).find(name));
}

std::string Tree::describe() const {
  if (kind == Kind::scalar) return quoted ? "the text \"" + printable(text) + "\"" : printable(text);
  constexpr std::array<std::string_view, 4> words{"no value", "", "a list", "a mapping"};
  return std::string(words[static_cast<std::size_t>(kind)]);
}

void fail(const Place& place, const std::string& key, const std::string& message) {
  throw ConfigError(printable(place.file) + place.text().substr(place.file.size()) + ": " +
                    (key.empty() ? "" : printable(key) + ": ") + message);
}

std::string printable(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80;  // inside a UTF-8 character
    if (shown.size() >= longest && !continues) return shown + "...";
    shown += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? '?' : c;
  }
  return shown;
}

std::string child_path(const std::string& section, std::string_view name) {
  return section.empty() ? std::string(name) : section + "." + std::string(name);
}

}  // namespace pont::config
