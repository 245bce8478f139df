// The reproduction "bridge-2d-table".
#include <fmt/format.h>

#include "experiments/figures/gallery.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/schroedinger/planar_cells.hpp"
#include "experiments/run/reading.hpp"

namespace pont::reproductions::schroedinger {
namespace {

// Samples of the first seed; w2 as in TableColumn.
reproduce::NamedFigure sample_figure(std::size_t pair, const std::vector<std::vector<Samples>>& samples,
                                     const std::vector<metrics::Estimate>& w2) {
  constexpr Eigen::Index most = 1000;
  const auto some = [&](const metrics::Points& x) {
    return metrics::Points(x.topRows(std::min(most, x.rows())));
  };
  std::vector<figures::Cloud> clouds;
  for (std::size_t m = 0; m < samples.size(); ++m)
    clouds.push_back({planar_methods()[m].cell.name, some(samples[m][0].ours),
                      "W₂ " + figures::with_error(w2[m].mean, w2[m].standard_error)});
  const metrics::Estimate& floor = w2.back();
  const figures::Cloud law{"the law", some(samples[0][0].law),
                           "floor " + figures::with_error(floor.mean, floor.standard_error)};
  const std::string& name = planar_pairs()[pair].name;
  return {fmt::format("samples_{}", pair + 1),
          name + ": samples of the first seed, over points of the law in grey; W₂ over all seeds.",
          figures::cloud_comparison(name, law, clouds)};
}

struct TableColumn {
  std::vector<metrics::Estimate> w2;  // of every method, and last the floor
  reproduce::NamedFigure samples;
};

TableColumn table_column(const reproduce::FinishedRuns& runs, std::size_t pair, std::int64_t seeds) {
  const std::vector<std::vector<Samples>> samples = read_column(runs, planar_columns()[pair], seeds);
  const std::vector<metrics::Estimate> w2 = distances(samples);
  return {w2, sample_figure(pair, samples, w2)};
}

reproduce::ExtraTable error_table(const std::vector<TableColumn>& columns) {
  std::vector<figures::Column> heads{{"W2", figures::Align::left}};
  for (const LawPair& pair : planar_pairs()) heads.push_back({pair.name});
  figures::Table table(heads);
  std::vector<std::string> names;
  for (const TableMethod& method : planar_methods()) names.push_back(method.cell.name);
  names.push_back("floor: points of the law against points");
  for (std::size_t row = 0; row < names.size(); ++row) {
    std::vector<std::string> words{names[row]};
    for (const TableColumn& column : columns)
      words.push_back(figures::with_error(column.w2[row].mean, column.w2[row].standard_error));
    table.add_row(words);
  }
  return {"Standard errors over the seeds, and floors", table};
}

std::vector<std::string> notes(std::int64_t seeds) {
  std::vector<std::string> all{
      fmt::format("{} seeds; exact W2 between as many samples of the last forward chain as points of the "
                  "law: 10,000, as published",
                  seeds),
      "the rate falls along a cosine, and the moving average of the parameters is what is sampled",
      "settings were chosen on N to moons and N to S curve, by this very distance and on some of these "
      "seeds"};
  for (const TableMethod& method : planar_methods())
    all.push_back(fmt::format("{}: {} {}", method.cell.name, method.cell.config,
                              fmt::join(method.cell.overrides, " ")));
  return all;
}

// The table of SF2M and OT-CFM on moons as the authors' code draws them.

std::string published_cell(const reproduce::Published& published, const std::string& row,
                           const std::string& column) {
  for (const reproduce::PublishedRow& r : published.rows)
    for (std::size_t c = 0; c < published.columns.size(); ++c)
      if (r.name == row && published.columns[c] == column) return r.cells[c];
  return "";
}

reproduce::ExtraTable authors_moons_table(const reproduce::Published& published,
                                          const reproduce::FinishedRuns& runs, std::int64_t seeds) {
  const Column column = planar_columns().back();
  const std::vector<metrics::Estimate> w2 = distances(read_column(runs, column, seeds));
  figures::Table table({{"N to the authors' moons", figures::Align::left}, {"published"}, {"ours"}});
  for (std::size_t m = 0; m < column.methods.size(); ++m) {
    const std::string& name = column.methods[m].cell.name;
    table.add_row({name, published_cell(published, name, "N to moons"),
                   figures::with_error(w2[m].mean, w2[m].standard_error)});
  }
  table.add_row({"floor: points of the law against points", "",
                 figures::with_error(w2.back().mean, w2.back().standard_error)});
  return {
      "Moons as the examples of the authors' code draw them (shifted_moons), standard errors over the seeds",
      table};
}

// Two-dimensional benchmark of Tong et al. 2024, table 2: W2 of samples of the target for six ways to learn
// a bridge between four pairs of laws. One trainer, one reference process.
class PlanarTable final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::int64_t seeds_ = 5;
  Changes changes_;
};

}  // namespace

void PlanarTable::declare(config::Visitor& v) {
  v.key("seeds", seeds_, "runs of every cell", {.unit = "seeds", .range = config::between(2, 100)});
  v.key("overrides", changes_.chains,
        "key=value laid upon every run but those of LightSB, for a quick look: [train.steps=50]; nothing is "
        "compared then");
  v.key("light_overrides", changes_.potentials, "the same for LightSB");
}

std::vector<reproduce::RunRequest> PlanarTable::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const Column& column : planar_columns())
    for (const TableMethod& method : column.methods)
      for (std::int64_t seed = 1; seed <= seeds_; ++seed)
        all.push_back(cell_run(method, column, seed, changes_));
  return all;
}

std::vector<reproduce::UsedSettings> PlanarTable::settings() const {
  std::vector<reproduce::UsedSettings> all;
  const Column first = planar_columns().front();
  for (const TableMethod& method : first.methods)
    if (method.changes == &Changes::chains)  // LightSB is not in the published table
      all.push_back(reproduce::settings_of_run(kinds::experiment_kinds(), method.cell.name,
                                               cell_run(method, first, 1, changes_)));
  return all;
}

reproduce::Outcome PlanarTable::compute(const reproduce::Published& published,
                                        const reproduce::FinishedRuns& runs) const {
  reproduce::Outcome outcome;
  outcome.notes = notes(seeds_);
  if (!changes_.chains.empty() || !changes_.potentials.empty())
    outcome.incomparable = "the runs were changed by overrides, so nothing is compared";
  std::vector<TableColumn> columns;
  for (std::size_t p = 0; p < planar_pairs().size(); ++p) {
    columns.push_back(table_column(runs, p, seeds_));
    outcome.figures.push_back(columns[p].samples);
    for (std::size_t m = 0; m < planar_methods().size(); ++m) {
      const metrics::Estimate& w2 = columns[p].w2[m];
      outcome.numbers.push_back({planar_methods()[m].cell.name, planar_pairs()[p].name, w2.mean,
                                 fmt::format("{:.3f}", w2.mean), w2.standard_error});
    }
  }
  outcome.tables = {error_table(columns), authors_moons_table(published, runs, seeds_)};
  return outcome;
}

config::Row<reproduce::Reproduction> planar_table() {
  return config::row<reproduce::Reproduction, PlanarTable>(
      "bridge-2d-table", "five ways to learn a bridge between four pairs of laws");
}

}  // namespace pont::reproductions::schroedinger
