// Composition: files with `extends`, overrides, and files of the checkout.
#include "experiments/config/compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "experiments/config/source_text.hpp"
#include "experiments/config/yaml_reader.hpp"

namespace pont::config {

std::filesystem::path checkout_file(const std::string& name) {
  const char* home = std::getenv("PONT_HOME");
  if (!home || std::filesystem::path(name).is_absolute()) return {};
  const std::filesystem::path file = (std::filesystem::path(home) / name).lexically_normal();
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  fmt::print(stderr, "{}: not found here; taken from the checkout: {}\n", name, file.string());
  return file;
}

namespace {

namespace fs = std::filesystem;

bool types_differ(const Tree& base, const Tree& over) {
  const Tree::Entry* old_type = base.find("type");
  const Tree::Entry* new_type = over.find("type");
  return old_type && new_type && old_type->value.text != new_type->value.text;
}

Tree load_chain(const fs::path& path, std::vector<fs::path>& chain);

/// The base file a tree extends, relative to the file it stands in; if there is none, of the checkout.
Tree load_base(const fs::path& child, const Tree& name, std::vector<fs::path>& chain) {
  if (name.kind != Tree::Kind::scalar || name.text.empty())
    fail(name.place, "extends", "got " + name.describe() + "; expected the path of a YAML file");
  fs::path base = (child.parent_path() / name.text).lexically_normal();
  std::error_code error;
  if (!fs::exists(base, error))
    if (const fs::path found = checkout_file(name.text); !found.empty()) base = found;
  if (!fs::exists(base, error))
    fail(name.place, "extends",
         "no file " + printable(base.string()) + "; expected a path relative to this file");
  if (std::find(chain.begin(), chain.end(), fs::weakly_canonical(base, error)) != chain.end())
    fail(name.place, "extends",
         printable(base.string()) + " extends this file in turn; expected a chain that ends");
  return load_chain(base, chain);
}

Tree load_chain(const fs::path& path, std::vector<fs::path>& chain) {
  Tree tree = read_yaml(path.string(), read_config_text(path));
  const Tree::Entry* extends = tree.find("extends");
  if (!extends) return tree;
  chain.push_back(fs::canonical(path));
  Tree base = load_base(path, extends->value, chain);
  std::erase_if(tree.entries, [](const Tree::Entry& e) { return e.name == "extends"; });
  return merge(std::move(base), std::move(tree));
}

const Place command_line() { return {"command line", 0, 0}; }

void move_to_command_line(Tree& tree) {
  tree.place = command_line();
  for (Tree& item : tree.items) move_to_command_line(item);
  for (Tree::Entry& entry : tree.entries) {
    entry.place = command_line();
    move_to_command_line(entry.value);
  }
}

/// The value of one override. A plain value must be read whole: YAML would cut it at " #".
Tree parse_value(const std::string& key, const std::string& text) {
  if (text.empty()) fail(command_line(), key, "no value after '='; expected " + key + "=VALUE");
  if (text.front() == '=')
    fail(command_line(), key, "got '=='; expected one '='; did you mean " + key + printable(text) + "?");
  Tree value = read_yaml_value("command line: " + key, text);
  if (value.kind == Tree::Kind::nothing && value.text.empty())
    fail(command_line(), key, "no value after '='; expected " + key + "=VALUE");
  if (value.kind == Tree::Kind::scalar && !value.quoted && value.text != text)
    fail(command_line(), key,
         "got " + printable(text) + ", which YAML reads as " + value.describe() +
             "; expected a plain value, or text in quotes");
  move_to_command_line(value);
  return value;
}

/// Puts `value` at the dotted path below `tree`, making the sections on the way.
void insert(Tree& tree, const std::string& whole, const std::string& rest, Tree value) {
  const std::size_t dot = rest.find('.');
  const std::string name = rest.substr(0, dot);
  if (name.empty()) fail(command_line(), whole, "an empty name; expected names separated by single dots");
  Tree::Entry* entry = tree.find(name);
  if (dot == std::string::npos) {
    if (entry) fail(command_line(), whole, "given twice; expected once");
    tree.entries.push_back({name, command_line(), std::move(value)});
    return;
  }
  if (!entry) {
    tree.entries.push_back(
        {name, command_line(), {.kind = Tree::Kind::map, .place = command_line(), .entries = {}}});
    entry = &tree.entries.back();
  }
  if (entry->value.kind != Tree::Kind::map) fail(command_line(), whole, "given twice; expected once");
  insert(entry->value, whole, rest.substr(dot + 1), std::move(value));
}

}  // namespace

Tree merge(Tree base, Tree over) {
  if (base.kind != Tree::Kind::map || over.kind != Tree::Kind::map || types_differ(base, over)) return over;
  base.place = over.place;
  for (Tree::Entry& entry : over.entries) {
    Tree::Entry* old = base.find(entry.name);
    if (!old) {
      base.entries.push_back(std::move(entry));
      continue;
    }
    old->place = entry.place;
    old->value = merge(std::move(old->value), std::move(entry.value));
  }
  return base;
}

Tree load_tree(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> chain;
  return load_chain(path, chain);
}

Tree parse_overrides(const std::vector<std::string>& overrides) {
  Tree tree{.kind = Tree::Kind::map, .place = command_line(), .entries = {}};
  for (const std::string& text : overrides) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) fail(command_line(), text, "no '='; expected key=value");
    if (equals == 0) fail(command_line(), text, "no key before '='; expected key=value");
    const std::string key = text.substr(0, equals);
    insert(tree, key, key, parse_value(key, text.substr(equals + 1)));
  }
  return tree;
}

}  // namespace pont::config
