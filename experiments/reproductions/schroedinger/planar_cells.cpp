// The cells of the planar table from their file, their runs, and exact distances.
#include "experiments/reproductions/schroedinger/planar_cells.hpp"

#include <fmt/format.h>

#include <mutex>

#include "autodiff/workers.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/reproductions/schroedinger/stored_run.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/progress.hpp"

namespace pont::reproductions::schroedinger {
namespace {

/// configs/cells/bridge_2d_table.yaml.
struct TableCells final {
  std::vector<reproduce::Cell> laws, authors_laws, chains, potentials;
  void declare(config::Visitor& v) {
    v.list("laws", laws, "pairs of laws, the columns of the published table");
    v.list("authors_laws", authors_laws, "the pair of the authors' examples",
           {.length = config::between(1, 1)});
    v.list("chains", chains, "methods that learn a chain");
    v.list("potentials", potentials, "methods that learn a potential");
  }
};

const TableCells& cells() {
  static const TableCells all = reproduce::load_cells<TableCells>("bridge_2d_table");
  return all;
}

std::string run_name(const TableMethod& method, const Column& column, std::int64_t seed) {
  return fmt::format("{}_{}_{}", method.cell.name, column.label, seed);
}

Samples read_cell(const std::filesystem::path& directory) {
  const StoredRun run(directory);
  const std::string states = "samples/forward/states";
  return {run::read_points(*run, states, (*run).shape(states).at(0) - 1),
          run::read_points(*run, "prior/points")};
}

}  // namespace

const std::vector<LawPair>& planar_pairs() { return cells().laws; }
const LawPair& authors_moons() { return cells().authors_laws.front(); }

const std::vector<TableMethod>& planar_methods() {
  static const std::vector<TableMethod> rows = [] {
    std::vector<TableMethod> all;
    for (const reproduce::Cell& cell : cells().chains) all.push_back({cell, &Changes::chains});
    for (const reproduce::Cell& cell : cells().potentials) all.push_back({cell, &Changes::potentials});
    return all;
  }();
  return rows;
}

std::vector<Column> planar_columns() {
  std::vector<Column> all;
  for (const LawPair& pair : planar_pairs())
    all.push_back({pair, std::to_string(all.size() + 1), planar_methods()});
  all.push_back({authors_moons(), "authors", {}});
  for (const TableMethod& method : planar_methods())
    if (method.cell.name == "SF2M-Exact" || method.cell.name == "OT-CFM")
      all.back().methods.push_back(method);
  return all;
}

reproduce::RunRequest cell_run(const TableMethod& method, const Column& column, std::int64_t seed,
                               const Changes& changes) {
  reproduce::RunRequest run{
      run_name(method, column, seed), method.cell.config, {fmt::format("seed={}", seed)}};
  for (const std::vector<std::string>* part :
       {&column.pair.overrides, &method.cell.overrides, &(changes.*method.changes)})
    run.overrides.insert(run.overrides.end(), part->begin(), part->end());
  return run;
}

std::vector<std::vector<Samples>> read_column(const reproduce::FinishedRuns& runs, const Column& column,
                                              std::int64_t seeds) {
  std::vector<std::vector<Samples>> all;
  for (const TableMethod& method : column.methods) {
    all.emplace_back();
    for (std::int64_t seed = 1; seed <= seeds; ++seed)
      all.back().push_back(read_cell(runs.at(run_name(method, column, seed))));
  }
  return all;
}

std::vector<metrics::Estimate> distances(const std::vector<std::vector<Samples>>& methods) {
  const std::vector<Samples>& any = methods[0];
  const std::size_t seeds = any.size();
  Eigen::MatrixXd w2(methods.size() + 1, seeds);
  store::Progress progress(0, w2.size());
  std::mutex drawing;
  std::int64_t done = 0;
  ad::Workers(run::cores()).run(static_cast<int>(w2.size()), [&](int task, int) {
    const std::size_t m = static_cast<std::size_t>(task) / seeds, s = static_cast<std::size_t>(task) % seeds;
    w2(m, s) = m < methods.size() ? metrics::wasserstein2(methods[m][s].ours, methods[m][s].law)
                                  : metrics::wasserstein2(any[s].law, any[(s + 1) % seeds].law);
    const std::scoped_lock one_at_a_time(drawing);
    progress.update(++done, "exact W2");
  });
  std::vector<metrics::Estimate> all;
  for (Eigen::Index m = 0; m < w2.rows(); ++m) all.push_back(metrics::estimate(Eigen::VectorXd(w2.row(m))));
  return all;
}

}  // namespace pont::reproductions::schroedinger
