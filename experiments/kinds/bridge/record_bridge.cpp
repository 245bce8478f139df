// The measurements of a bridge in run.h5: row h of every array belongs to half-bridge h.
#include "experiments/kinds/bridge/record_bridge.hpp"

#include <algorithm>
#include <map>

#include "experiments/kinds/bridge/exact_bridge.hpp"
#include "experiments/kinds/bridge/iterates.hpp"
#include "experiments/kinds/bridge/line_truth.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/store/progress.hpp"

namespace pont::kinds::bridge {
namespace {

using ad::i64;

// Arrays [H, ...] that grow by a half-bridge at a time.
class Columns {
 public:
  void add(const std::string& name, std::span<const double> values, const store::H5Shape& shape = {}) {
    Column& c = columns_[name];
    c.shape = shape;
    c.values.insert(c.values.end(), values.begin(), values.end());
    ++c.rows;
  }
  void add(const std::string& name, double value) { add(name, {&value, 1}); }
  void add(const std::string& name, const metrics::Estimate& e) {
    add(name, e.mean);
    add(name + "_error", e.standard_error);
  }
  void write(run::RunRecord& record, const std::string& group) const {
    for (const auto& [name, c] : columns_) {
      store::H5Shape shape{c.rows};
      shape.insert(shape.end(), c.shape.begin(), c.shape.end());
      record.array(group + "/" + name, c.values, shape);
    }
  }

 private:
  struct Column {
    std::vector<double> values;
    store::H5Shape shape;
    std::size_t rows = 0;
  };
  std::map<std::string, Column> columns_;
};

void add_moments(Columns& columns, const std::vector<sde::Gaussian>& laws) {
  const auto d = static_cast<std::size_t>(laws[0].mean.size());
  std::vector<double> mean, variance;
  for (const sde::Gaussian& g : laws)
    for (Eigen::Index i = 0; i < g.mean.size(); ++i) {
      mean.push_back(g.mean[i]);
      variance.push_back(g.covariance(i, i));
    }
  columns.add("mean", mean, {laws.size(), d});
  columns.add("variance", variance, {laws.size(), d});
}

void add_divergences(Columns& columns, const std::vector<sde::Gaussian>& fitted,
                     const std::vector<sde::Gaussian>& laws) {
  std::vector<double> diagonal, full;
  for (std::size_t k = 0; k < laws.size(); ++k) {
    diagonal.push_back(diagonal_divergence(fitted[k], laws[k]));
    full.push_back(full_divergence(fitted[k], laws[k]));
  }
  columns.add("kl_diagonal", diagonal, {laws.size()});
  columns.add("kl_full", full, {laws.size()});
}

// On the line by sorting, which is exact too.
double distance(const metrics::Points& x, const metrics::Points& y) {
  const auto all = [](const metrics::Points& p) {
    return std::span(p.data(), static_cast<std::size_t>(p.size()));
  };
  return x.cols() == 1 ? metrics::wasserstein2_1d(all(x), all(y)) : metrics::wasserstein2(x, y);
}

metrics::Estimate distance_to(const data::DataSet& data, const metrics::Points& samples,
                              const MeasureSettings& s, ad::Key key) {
  std::vector<double> values;
  for (i64 r = 0; r < s.repetitions; ++r)
    values.push_back(distance(samples.middleRows(r * s.cloud, s.cloud),
                              data::sample(data, key / static_cast<ad::u64>(r), s.cloud)));
  return metrics::estimate(values);
}

// What is known of a bridge, computed when it is first asked for.
class Truth final {
 public:
  explicit Truth(const TrainedBridge& bridge) : bridge_(bridge) {}
  const std::optional<ExactBridge>& normal() {
    if (!normal_) normal_.emplace(exact_bridge(bridge_.model, bridge_.method));
    return *normal_;
  }
  const std::optional<LineTruth>& line() {
    if (!line_) line_.emplace(line_truth(bridge_.model, bridge_.method));
    return *line_;
  }

 private:
  const TrainedBridge& bridge_;
  std::optional<std::optional<ExactBridge>> normal_;
  std::optional<std::optional<LineTruth>> line_;
};

void record_floors(run::RunRecord& record, const TrainedBridge& bridge, Truth& truth,
                   const MeasureSettings& s, ad::Key key) {
  const BridgeModel& model = bridge.model;
  const auto write = [&](const std::string& name, const metrics::Estimate& e) {
    record.estimate("floor/" + name, e);
  };
  for (const Side& side : sides()) {
    const int node = side.direction.last_node(model.N());
    const data::DataSet& data = model.end(node);
    const metrics::Draw draw = [&](const ad::Key& k, Eigen::Index n) { return data::sample(data, k, n); };
    write("w2_" + side.end,
          metrics::sampling_floor(distance, draw, s.cloud, s.cloud, key / "w2" / side.end, s.repetitions));
    if (truth.line())  // what independent samples of the right law score in the same bins
      record.scalar("floor/total_variation_" + side.end,
                    truth.line()->total_variation(
                        data::sample(data, key / "total_variation" / side.end, s.count), node));
  }
  if (!truth.normal()) return;
  const DivergenceFloor kl = divergence_floor(s.count, model.d(), key / "kl", s.repetitions);
  write("kl_diagonal", kl.diagonal);
  write("kl_full", kl.full);
  write("kl_ipf", divergence_floor(s.count, 2 * model.d(), key / "kl_ipf", s.repetitions).full);
  for (const Side& side : sides())
    write("cbw2_uvp_" + side.end, conditional_floor(side.direction, truth.normal()->limit, s.conditional,
                                                    key / "cbw2_uvp" / side.end));
}

void record_truth(run::RunRecord& record, const TrainedBridge& bridge, Truth& truth) {
  if (truth.normal()) record_exact(record, *truth.normal(), bridge.method);
  if (const std::string why = line_truth_refusal(bridge.model, bridge.method); !why.empty())
    record.file().write_text("notes/truth", why);
  if (!truth.line()) return;
  const std::vector<double> exact = truth.line()->exact_total_variation(bridge.method);
  record.array("ipf/total_variation", exact, {exact.size()});
}

void add_ends(Columns& columns, const SimulatedPaths& paths, const metrics::Points& reached, i64 keep) {
  const auto d = static_cast<std::size_t>(reached.cols());
  const Eigen::MatrixXd cross = end_covariance(paths).transpose();  // row-major
  columns.add("cross", {cross.data(), d * d}, {d, d});
  if (keep > 0)
    columns.add("points", {reached.data(), static_cast<std::size_t>(keep) * d},
                {static_cast<std::size_t>(keep), d});
}

void add_half_bridge(Columns& columns, int h, const TrainedBridge& bridge, Truth& truth,
                     const MeasureSettings& s, ad::Key key) {
  const BridgeModel& model = bridge.model;
  const losses::Direction direction = bridge.method.direction(h);
  const SimulatedPaths paths =
      simulate(model, bridge.policy(h, s.last_noise), key, s.count, s.rows, bridge.workers);
  const std::vector<sde::Gaussian> laws = state_moments(paths);
  const int end = direction.last_node(model.N());
  const metrics::Points& reached = paths.states[static_cast<std::size_t>(end)];
  columns.add("forward", direction == losses::forward ? 1 : 0);
  columns.add("energy", paths.energy);
  columns.add("w2", distance_to(model.end(end), reached, s, key / "data"));
  add_moments(columns, laws);
  add_ends(columns, paths, reached, s.keep);
  if (truth.line()) columns.add("total_variation", truth.line()->total_variation(reached, end));
  if (!truth.normal()) return;
  add_divergences(columns, laws, truth.normal()->laws);
  columns.add("kl_ipf", coupling_divergence(paths, truth.normal()->ipf[static_cast<std::size_t>(h)]));
  columns.add("cbw2_uvp", conditional_score(model, bridge.policy(h, s.last_noise), truth.normal()->limit,
                                            s.conditional, key / "conditional", bridge.workers));
}

}  // namespace

LearnedPolicy TrainedBridge::policy(int h, bool last_noise) const {
  const LearnedPolicy full = method.policy(h, model, networks);
  return last_noise ? full : noiseless_at_the_end(full);
}

int TrainedBridge::last(losses::Direction direction) const {
  int h = std::min(method.half_bridges(), static_cast<int>(networks.size())) - 1;
  while (h >= 0 && !(method.direction(h) == direction)) --h;
  return h;
}

void measure_bridge(run::RunParts& parts, const TrainedBridge& bridge, const MeasureSettings& s,
                    ad::Key key) {
  Truth truth(bridge);
  parts.measure("half_bridges", [&](run::RunRecord& part) {
    Columns columns;
    store::TaskProgress progress(bridge.method.half_bridges(), "half-bridges");
    for (int h = 0; h < bridge.method.half_bridges(); ++h) {
      add_half_bridge(columns, h, bridge, truth, s, key / "half_bridges" / static_cast<ad::u64>(h));
      progress.done();
    }
    columns.write(part, "half_bridges");
  });
  parts.measure("floor", [&](run::RunRecord& part) { record_floors(part, bridge, truth, s, key / "floor"); });
  parts.measure("truth", [&](run::RunRecord& part) { record_truth(part, bridge, truth); });
}

}  // namespace pont::kinds::bridge
