// The moons of the authors' own code, for the methods that do not simulate while they train.
#pragma once
#include "experiments/reproductions/schroedinger/planar_table.hpp"

namespace pont::reproductions::schroedinger {

/// Published W2 of N to moons beside ours on `shifted_moons`, over the seeds, with the floor: SF2M-Exact and
/// OT-CFM, runs METHOD_authors_SEED.
reproduce::ExtraTable authors_moons_table(const reproduce::Published&, const reproduce::FinishedRuns&,
                                          std::int64_t seeds);

}  // namespace pont::reproductions::schroedinger
