// The declaration of the YAML files of published numbers.
#include "experiments/reproduce/published.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "experiments/config/config.hpp"
#include "experiments/config/numbers.hpp"

namespace pont::reproduce {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> origin_names() {
  std::vector<std::string> names;
  for (const Origin& row : origins()) names.push_back(row.name);
  return names;
}

// Of a row: empty for the table's.
std::vector<std::string> origin_names_or_none() {
  std::vector<std::string> names = origin_names();
  names.emplace_back();
  return names;
}

}  // namespace

void PublishedRow::declare(config::Visitor& v) {
  v.key("name", name, "what the publication calls the row", {.required = true});
  v.optional("rule", rule, "when a number of this row counts as reproduced, if not by the table's rule");
  v.key("origin", origin, "who stated the numbers of this row, if not as the table's",
        {.one_of = origin_names_or_none()});
  v.key("cells", cells, "the numbers as stated, one for each column; none: nobody stated one",
        {.length = config::at_least(1), .required = true});
}

void Published::declare(config::Visitor& v) {
  v.key("paper", paper, "authors, year and where to find it", {.required = true});
  v.key("table", table, "which table or figure of the paper", {.required = true});
  v.key("caption", caption, "what the numbers are", {.required = true});
  v.key("reproduction", reproduction, "what produces them: pont reproduce NAME", {.required = true});
  v.key("minutes", minutes, "expected time of the reproduction",
        {.unit = "minutes", .range = config::positive()});
  v.section("rule", rule, "when a number counts as reproduced");
  v.key("origin", origin, "who stated the numbers", {.one_of = origin_names()});
  v.key("other_data", other_data, "how our data differ from those of the publication, if they do");
  v.list("recipe", recipe, "settings of the publication, held against ours");
  v.key("columns", columns, "names of the columns", {.length = config::at_least(1), .required = true});
  v.list("rows", rows, "the rows of the table, but those that the reproduction states itself");
  const auto ragged = std::find_if(rows.begin(), rows.end(),
                                   [&](const PublishedRow& r) { return r.cells.size() != columns.size(); });
  v.check(ragged == rows.end(), {"rows"},
          ragged == rows.end() ? "" : fmt::format("{} cells in row '{}'", ragged->cells.size(), ragged->name),
          fmt::format("one for each of the {} columns", columns.size()));
}

fs::path published_directory() {
  const char* home = std::getenv("PONT_HOME");
  return fs::path(home ? home : ".") / "results" / "published";
}

Published load_published(const std::string& reproduction) {
  std::string stem = reproduction;
  std::replace(stem.begin(), stem.end(), '-', '_');
  const fs::path file = published_directory() / (stem + ".yaml");
  if (!fs::exists(file))
    throw config::ConfigError(
        fmt::format("{}: there is no such file; expected the published numbers of {}: run ./pont "
                    "of the checkout, or set PONT_HOME to it",
                    file.string(), reproduction));
  Published published = config::load_config<Published>(file);
  if (published.reproduction != reproduction)
    throw config::ConfigError(fmt::format("{}: reproduction: got {}; expected {}", file.string(),
                                          published.reproduction, reproduction));
  return published;
}

double published_number(const std::string& printed) {
  const config::Parsed<double> parsed = config::parse_number(printed);
  if (!parsed.ok)
    throw config::ConfigError(fmt::format("published number: got '{}'; expected a number", printed));
  return parsed.value;
}

}  // namespace pont::reproduce
