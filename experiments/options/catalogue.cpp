// The tables of `pont list`, made from the registries.
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
#include "experiments/options/sdes.hpp"
#include "experiments/options/target_samplers.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"
#include "sde/samplers/table.hpp"

namespace pont::options {
namespace {

std::string text(const CatalogueTable& table) {
  std::size_t width = 0;
  for (const auto& [name, summary] : table.rows) width = std::max(width, name.size());
  std::string lines = (table.heading.empty() ? table.kind : table.heading) + "\n";
  for (const auto& [name, summary] : table.rows) lines += fmt::format("  {:<{}}  {}\n", name, width, summary);
  return lines;
}

std::string evaluations(int n) { return fmt::format("{} evaluation{} per step", n, n == 1 ? "" : "s"); }

// What each sampler does on each equation it solves.
CatalogueTable sampler_orders() {
  CatalogueTable table{"samplers", {}, "samplers by equation (measured: pont reproduce sampler-orders)"};
  for (const sde::SamplerRow& row : sde::samplers())
    table.rows.emplace_back(
        row.name, fmt::format("{}: {}, {}; {}", row.solves,
                              row.order ? fmt::format("order {}", *row.order) : "no order in the step",
                              row.evaluations ? evaluations(*row.evaluations) : "evaluations by tolerance",
                              row.source));
  return table;
}

CatalogueTable transition_biases() {
  CatalogueTable table{"moves", {}, "transitions for a fixed target"};
  for (const sde::TransitionRow& row : sde::transitions())
    table.rows.emplace_back(
        row.name, fmt::format("{}, {}; {}", row.bias ? fmt::format("bias of order {}", *row.bias) : "no bias",
                              evaluations(row.evaluations), row.source));
  return table;
}

template <class Presets>
CatalogueTable presets(const char* type, const Presets& rows) {
  CatalogueTable table = catalogue_table("networks", rows);
  table.heading = fmt::format("presets of type {}", type);
  return table;
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
      presets("unet", nn::unet_presets()),
      presets("dit", nn::dit_presets()),
      catalogue_table("embeddings", embeddings()),
      catalogue_table("optimisers", optimisers()),
      catalogue_table("schedules", schedules()),
      catalogue_table("samplers", samplers()),
      sampler_orders(),
      catalogue_table("grids", grids()),
      catalogue_table("target_samplers", target_samplers()),
      catalogue_table("moves", moves()),
      transition_biases(),
  };
  return tables;
}

std::vector<CatalogueTable> chosen_tables(const std::vector<CatalogueTable>& tables,
                                          const std::string& kind) {
  std::vector<std::string> kinds;
  std::vector<CatalogueTable> chosen;
  for (const CatalogueTable& table : tables) {
    if (kinds.empty() || kinds.back() != table.kind) kinds.push_back(table.kind);
    if (kind.empty() || kind == table.kind) chosen.push_back(table);
  }
  if (chosen.empty())
    throw config::ConfigError("list: got " + kind + "; expected one of: " + config::join(kinds) +
                              config::did_you_mean(kind, kinds));
  return chosen;
}

std::string list_catalogue(const std::vector<CatalogueTable>& tables, const std::string& kind) {
  std::string found;
  for (const CatalogueTable& table : chosen_tables(tables, kind))
    found += (found.empty() ? "" : "\n") + text(table);
  return found;
}

}  // namespace pont::options
