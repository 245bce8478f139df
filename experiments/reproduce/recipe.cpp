// Recipes: a publication's settings looked up in our configurations, compared, and laid out as a table.
#include "experiments/reproduce/recipe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/numbers.hpp"

namespace pont::reproduce {
namespace {

// Numbers by value: 1e-4 is 0.0001.
bool same(const std::string& a, const std::string& b) {
  const config::Parsed<double> x = config::parse_number(a), y = config::parse_number(b);
  return x.ok && y.ok ? x.value == y.value : a == b;
}

std::string text(const config::Tree& value) {
  if (value.kind == config::Tree::Kind::scalar) return value.text;
  std::vector<std::string> items;
  for (const config::Tree& item : value.items) items.push_back(text(item));
  return value.kind == config::Tree::Kind::list ? fmt::format("[{}]", fmt::join(items, ", ")) : "absent";
}

const config::Tree* child(const config::Tree& values, const std::string& name) {
  if (values.kind == config::Tree::Kind::list) {
    const config::Parsed<double> index = config::parse_number(name);
    return index.ok && index.value < static_cast<double>(values.items.size())
               ? &values.items[static_cast<std::size_t>(index.value)]
               : nullptr;
  }
  const config::Tree::Entry* entry = values.find(name);
  return entry ? &entry->value : nullptr;
}

Comparison compare(const RecipeValue& stated, const std::vector<UsedSettings>& ours) {
  std::vector<std::string> named, values;
  bool differs = false;
  for (const UsedSettings& used : ours) {
    values.push_back(setting(used.values, stated.key));
    named.push_back(used.name + ": " + values.back());
    differs = differs || !same(values.back(), stated.published);
  }
  const bool alike = std::all_of(values.begin(), values.end(), [&](const auto& v) { return v == values[0]; });
  const bool known = stated.published != unknown_setting;
  return {stated, alike && !values.empty() ? values[0] : fmt::format("{}", fmt::join(named, ", ")), known,
          known && differs};
}

std::string word(const Comparison& c) {
  return !c.known ? "unknown" : c.differs ? "differs" : "as published";
}

}  // namespace

void RecipeValue::declare(config::Visitor& v) {
  v.key("quantity", quantity, "what was set", {.required = true});
  v.key("key", key, "the key of our runs that says the same", {.required = true});
  v.key("published", published, "its value in the publication, or unknown", {.required = true});
  v.key("source", source, "where that stands", {.required = true});
}

UsedSettings settings_of_run(const run::Kinds& kinds, const std::string& name, const RunRequest& run) {
  return {name, config::read_yaml(run.config, config::resolved_yaml(config_of(kinds, run)))};
}

std::string setting(const config::Tree& values, const std::string& key) {
  const config::Tree* here = &values;
  for (std::size_t begin = 0; here && begin <= key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    here = child(*here, key.substr(begin, end - begin));
    begin = end + 1;
  }
  return here ? text(*here) : "absent";
}

std::vector<Comparison> compare(const std::vector<RecipeValue>& recipe,
                                const std::vector<UsedSettings>& ours) {
  std::vector<Comparison> all;
  for (const RecipeValue& stated : recipe) all.push_back(compare(stated, ours));
  std::stable_sort(all.begin(), all.end(),
                   [](const Comparison& a, const Comparison& b) { return a.differs > b.differs; });
  return all;
}

figures::Table recipe_table(const std::vector<Comparison>& comparisons) {
  figures::Table table(
      {{"setting", figures::Align::left}, {"published"}, {"ours"}, {"", figures::Align::left}});
  for (const Comparison& c : comparisons)
    table.add_row({c.stated.quantity, c.stated.published, c.ours, word(c)});
  return table;
}

}  // namespace pont::reproduce
