// The tables, made from the registries.
#include "experiments/options/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/options/clocks.hpp"
#include "experiments/options/embeddings.hpp"
#include "experiments/options/grids.hpp"
#include "experiments/options/networks.hpp"
#include "experiments/options/objectives.hpp"
#include "experiments/options/optimisers.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/options/schedules.hpp"
#include "experiments/options/sdes.hpp"

namespace pont::experiments {
namespace {

std::string text(const CatalogueTable& table) {
  std::size_t width = 0;
  for (const auto& [name, summary] : table.rows) width = std::max(width, name.size());
  std::string lines = table.kind + "\n";
  for (const auto& [name, summary] : table.rows) lines += fmt::format("  {:<{}}  {}\n", name, width, summary);
  return lines;
}

}  // namespace

const std::vector<CatalogueTable>& catalogue() {
  static const std::vector<CatalogueTable> tables{
      catalogue_table("sdes", sdes()),
      catalogue_table("clocks", clocks()),
      catalogue_table("losses", objectives()),
      catalogue_table("parametrisations", parametrisations()),
      catalogue_table("weightings", losses::weightings()),
      catalogue_table("times", losses::time_samplings()),
      catalogue_table("networks", networks()),
      catalogue_table("embeddings", embeddings()),
      catalogue_table("optimisers", optimisers()),
      catalogue_table("schedules", schedules()),
      catalogue_table("samplers", samplers()),
      catalogue_table("grids", grids()),
  };
  return tables;
}

std::string list_catalogue(const std::vector<CatalogueTable>& tables, const std::string& kind) {
  std::vector<std::string> kinds;
  std::string found;
  for (const CatalogueTable& table : tables) {
    kinds.push_back(table.kind);
    if (kind.empty() || kind == table.kind) found += (found.empty() ? "" : "\n") + text(table);
  }
  if (found.empty())
    throw ConfigError("list: got " + kind + "; expected one of: " + join(kinds) + did_you_mean(kind, kinds));
  return found;
}

}  // namespace pont::experiments
