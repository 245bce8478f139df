// The cells of the reproduction "bridge-2d-table": pairs of laws, methods, and their runs over seeds.
#pragma once
#include "experiments/metrics/points.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::schroedinger {

/// key=value laid upon runs for a quick look.
struct Changes final {
  std::vector<std::string> chains, potentials;  ///< of configs/dsb/table_2d.yaml, and of light_sb.yaml
};

/// Two laws: what is laid upon every run of them.
using LawPair = reproduce::Cell;

/// The four of the published table.
const std::vector<LawPair>& planar_pairs();
/// N to moons as the examples of the authors' code draw them.
const LawPair& authors_moons();

/// A way to learn a bridge, and which of the changes are laid upon its runs.
struct TableMethod final {
  reproduce::Cell cell;
  std::vector<std::string> Changes::*changes;
};
/// Those of configs/cells/bridge_2d_table.yaml.
const std::vector<TableMethod>& planar_methods();

/// Pairs of laws that some methods are run on, and what they are called in the names of runs.
struct Column final {
  LawPair pair;
  std::string label;
  std::vector<TableMethod> methods;
};
/// The columns 1, 2, ... of the published table, and last that of the authors' moons, for the methods that do
/// not simulate while they train.
std::vector<Column> planar_columns();

/// The run METHOD_LABEL_SEED.
reproduce::RunRequest cell_run(const TableMethod&, const Column&, std::int64_t seed, const Changes&);

/// Samples of the target, and as many points of its law that belong to the same seed.
struct Samples final {
  metrics::Points ours, law;
};
/// Of every method of a column, those of all seeds.
std::vector<std::vector<Samples>> read_column(const reproduce::FinishedRuns&, const Column&,
                                              std::int64_t seeds);

/// W2 of every method [methods + 1], over the seeds; the last is the floor, points of one seed against those
/// of the next.
std::vector<metrics::Estimate> distances(const std::vector<std::vector<Samples>>& methods);

}  // namespace pont::reproductions::schroedinger
