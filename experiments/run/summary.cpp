// Which runs there are, and the configuration of one, made flat.
#include "experiments/run/summary.hpp"

#include <algorithm>

#include "experiments/config/tree.hpp"
#include "experiments/config/yaml_reader.hpp"
#include "experiments/run/keys_of_run.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/joined.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

bool holds_sections(const config::Tree& list) {
  return std::ranges::any_of(list.items,
                             [](const config::Tree& t) { return t.kind != config::Tree::Kind::scalar; });
}

std::string in_brackets(const config::Tree& list) {
  std::vector<std::string> words;
  for (const config::Tree& item : list.items) words.push_back(item.text);
  return "[" + store::joined(words, ", ") + "]";
}

void flatten(const config::Tree& tree, const std::string& path, store::Facts& keys) {
  using Kind = config::Tree::Kind;
  for (const config::Tree::Entry& entry : tree.entries)
    flatten(entry.value, config::child_path(path, entry.name), keys);
  if (tree.kind == Kind::list && holds_sections(tree))
    for (std::size_t i = 0; i < tree.items.size(); ++i)
      flatten(tree.items[i], path + "[" + std::to_string(i) + "]", keys);
  else if (tree.kind == Kind::list)
    keys.emplace_back(path, in_brackets(tree));
  else if (tree.kind != Kind::map)
    keys.emplace_back(path, tree.kind == Kind::nothing ? "null" : tree.text);
}

}  // namespace

store::Facts keys_of_run(const fs::path& directory) {
  const fs::path file = directory / "config.yaml";
  const std::vector<std::byte> bytes = store::File::open_to_read(file).read_rest();
  store::Facts keys;
  flatten(config::read_yaml(file.string(), {reinterpret_cast<const char*>(bytes.data()), bytes.size()}), "",
          keys);
  return keys;
}

namespace {

void collect(const fs::path& directory, int depth, std::vector<fs::path>& found) {
  constexpr int deepest = 8;
  if (is_run(directory)) return found.push_back(directory);
  if (depth == deepest) return;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(directory, unreadable))
    if (entry.is_directory(unreadable) && !entry.is_symlink(unreadable))
      collect(entry.path(), depth + 1, found);
}

}  // namespace

std::vector<fs::path> runs_below(const fs::path& directory) {
  std::vector<fs::path> found;
  collect(directory, 0, found);
  std::ranges::sort(found);
  return found;
}

}  // namespace pont::run
