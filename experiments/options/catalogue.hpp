// What can be chosen in a configuration, as tables: the words behind `pont list`.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "experiments/config/choice.hpp"

namespace pont::options {

/// A kind of section, and the name and summary of each alternative; or, below a heading of its own, more
/// about this kind.
struct CatalogueTable {
  std::string kind;
  std::vector<std::pair<std::string, std::string>> rows;
  std::string heading = {};  ///< empty: the kind
};

/// The table of any registry, or of any range of rows with a name and a summary.
template <class Rows>
CatalogueTable catalogue_table(std::string kind, const Rows& rows) {
  CatalogueTable table{std::move(kind), {}, {}};
  for (const auto& row : rows) table.rows.emplace_back(row.name, row.summary);
  return table;
}
template <class Interface>
CatalogueTable catalogue_table(std::string kind, const config::Registry<Interface>& registry) {
  return catalogue_table(std::move(kind), registry.rows());
}

/// One table per kind of this folder, in the order of a configuration; the program adds experiments and data
/// sets.
const std::vector<CatalogueTable>& catalogue();

/// The tables of one kind, or with an empty `kind` all of them. Throws ConfigError, listing the kinds, for an
/// unknown one.
std::vector<CatalogueTable> chosen_tables(const std::vector<CatalogueTable>& tables, const std::string& kind);

/// The table of one kind, or with an empty `kind` all of them, as lines "name  summary" below the kind.
/// Throws as chosen_tables() does.
std::string list_catalogue(const std::vector<CatalogueTable>& tables, const std::string& kind = "");

}  // namespace pont::options
