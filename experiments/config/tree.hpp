// What a configuration file says, before anybody knows what it means: maps, lists and scalars with their
// places.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace pont::config {

/// Where something was written. Lines and columns count from 1, columns in characters; line 0: the whole
/// source.
struct Place {
  std::string file;
  int line = 0, column = 0;
  std::string text() const;  ///< "file:line:column", or "file"
};

/// One YAML value. A scalar keeps its text as written, so that only the declaration of its key decides its
/// type.
struct Tree {
  enum class Kind { nothing, scalar, list, map };
  struct Entry;

  Kind kind = Kind::nothing;
  Place place = {};
  std::string text = "";         ///< scalar: the text, escapes resolved; nothing: "null" if that was written
  bool quoted = false;           ///< scalar: written in quotes (or as a block), hence text and never a number
  std::vector<Tree> items = {};  ///< list
  std::vector<Entry> entries;    ///< map, in the order of the file, names unique

  const Entry* find(std::string_view name) const;
  Entry* find(std::string_view name);
  std::string describe() const;  ///< for messages: `1.5`, `the text "7"`, `a list`, `a mapping`, `no value`
};

struct Tree::Entry {
  std::string name;
  Place place;  ///< of the name
  Tree value;
};

/// Throws ConfigError "place: key: message"; the key is left out when empty.
[[noreturn]] void fail(const Place& place, const std::string& key, const std::string& message);

/// Text made fit for a one-line message: control characters replaced, cut after 60 bytes at a character's
/// end.
std::string printable(std::string_view text);

/// "section.name", or "name" at the top level.
std::string child_path(const std::string& section, std::string_view name);

}  // namespace pont::config
