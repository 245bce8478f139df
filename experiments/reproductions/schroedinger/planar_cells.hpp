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

/// Two laws, as key=value laid upon every run.
struct LawPair final {
  std::string name;
  std::vector<std::string> overrides;
};

/// The four of the published table.
const std::vector<LawPair>& planar_pairs();
/// N to moons as the examples of the authors' code draw them.
const LawPair& authors_moons();

/// A way to learn a bridge: a configuration, and key=value laid upon it.
struct TableMethod final {
  std::string name, config;
  std::vector<std::string> Changes::*changes;
  std::vector<std::string> overrides;
};
const std::vector<TableMethod>& planar_methods();

/// Samples of the target, and as many points of its law that belong to the same seed.
struct Samples final {
  metrics::Points ours, law;
};

/// What a run of that method and pair is configured by.
reproduce::UsedSettings settings_of_cell(const TableMethod&, const LawPair&, const Changes&);

/// The runs METHOD_LABEL_SEED of one method and pair.
std::vector<Samples> run_seeds(const reproduce::Laboratory&, const TableMethod&, const LawPair&,
                               const std::string& label, std::int64_t seeds, const Changes&);

/// W2 of every method [methods + 1], over the seeds; the last is the floor, points of one seed against those
/// of the next.
std::vector<metrics::Estimate> distances(const std::vector<std::vector<Samples>>& methods);

}  // namespace pont::reproductions::schroedinger
