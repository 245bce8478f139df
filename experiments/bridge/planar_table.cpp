// Pairs of laws, methods, and their runs over seeds.
#include "experiments/bridge/planar_table.hpp"

#include <fmt/format.h>

#include "experiments/bridge/stored_run.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/run/reading.hpp"

namespace pont::experiments {
namespace {

using Overrides = std::vector<std::string>;

struct Part {
  std::string name;
  Overrides overrides;
};

// The definitions of Tong et al.'s code, as far as it states them: eight Gaussians on radius 5 with the
// covariance sqrt(.1) I, moons 3 x - 1 with noise .2 before the map, an S curve of three units' size.
const std::string
    eight = "prior={type: eight_gaussians, radius: 5, sigma: 0.5623413251903491}",
    moons = "{type: affine, of: {type: two_moons, noise: 0.2}, matrix: [[3, 0], [0, 3]], shift: [-1, -1]}",
    s_curve = "prior={type: affine, of: {type: s_curve, noise: 0.1}, matrix: [[1.5, 0], [0, 1.5]]}";

const std::vector<Part>& pairs() {
  static const std::vector<Part> rows{{"N to 8 Gaussians", {eight}},
                                      {"moons to 8 Gaussians", {"data=" + moons, eight}},
                                      {"N to moons", {"prior=" + moons}},
                                      {"N to S curve", {s_curve}}};
  return rows;
}

const std::vector<Part>& methods() {
  static const std::vector<Part> rows{
      {"DSB", {"method={type: dsb, iterations: 8}", "train.steps=2000"}},
      {"DSBM-IPF", {"method={type: dsbm, iterations: 6, start: reference}", "train.steps=2000"}},
      {"DSBM-IMF", {"method={type: dsbm, iterations: 6, start: independent}", "train.steps=2000"}},
      {"SF2M-Exact", {"method={type: matching, coupling: {type: optimal}}"}},
      {"OT-CFM", {"method={type: matching, coupling: {type: optimal}, noise: 0}"}}};
  return rows;
}

// What the forward chain scores at its end, and the floor there.
struct Cell {
  std::vector<double> values, floors;
};

// A key may be given once.
void replace_or_add(Overrides& all, const std::string& one) {
  const std::string key = one.substr(0, one.find('=') + 1);
  std::erase_if(all, [&](const std::string& other) { return other.starts_with(key); });
  all.push_back(one);
}

Cell run_cell(const Laboratory& laboratory, const Part& method, std::size_t pair, std::int64_t seeds,
              const Overrides& extra) {
  Cell cell;
  for (std::int64_t seed = 1; seed <= seeds; ++seed) {
    Overrides all{fmt::format("seed={}", seed)};
    for (const Overrides* part : {&pairs()[pair].overrides, &method.overrides, &extra})
      for (const std::string& one : *part) replace_or_add(all, one);
    const StoredRun run(laboratory.run(fmt::format("{}_{}_{}", method.name, pair + 1, seed),
                                       "configs/dsb/table_2d.yaml", all));
    cell.values.push_back(series(*run, "half_bridges/w2", sides()[1]).value.back());
    cell.floors.push_back(read_scalar(*run, "floor/w2_prior"));
  }
  return cell;
}

}  // namespace

void PlanarTable::declare(Visitor& v) {
  v.key("seeds", seeds_, "runs of every cell", {.unit = "seeds", .range = between(1, 100)});
  v.key("overrides", overrides_,
        "key=value laid upon every run, for a quick look: [train.steps=50]; nothing is compared then");
}

Outcome PlanarTable::compute(const Published&, const Laboratory& laboratory) const {
  Outcome outcome;
  outcome.notes = {
      fmt::format("{} seeds; exact W2 between 4,000 samples and 4,000 points, where the published numbers "
                  "have 10,000 of each and hence a lower floor",
                  seeds_)};
  if (!overrides_.empty())
    outcome.incomparable = "the runs were changed by overrides, so nothing is compared";
  Table floors({{"floor of W2", Align::left}, {"points of the law against points"}});
  for (std::size_t p = 0; p < pairs().size(); ++p) {
    for (std::size_t m = 0; m < methods().size(); ++m) {
      const Cell cell = run_cell(laboratory, methods()[m], p, seeds_, overrides_);
      const Estimate w2 = estimate(cell.values), floor = estimate(cell.floors);
      outcome.numbers.push_back(
          {methods()[m].name, pairs()[p].name, w2.mean, fmt::format("{:.3f}", w2.mean), w2.standard_error});
      if (m == 0) floors.add_row({pairs()[p].name, with_error(floor.mean, floor.standard_error)});
    }
  }
  outcome.tables = {{"Floors", floors}};
  return outcome;
}

}  // namespace pont::experiments
