// Bits per dimension by the probability flow: one flow for each chunk of images and each probe.
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "experiments/config/error.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/score/byte_images.hpp"
#include "experiments/kinds/score/chunks.hpp"
#include "sde/noisy_start.hpp"

namespace pont::kinds::score {
namespace {

using metrics::Points;

struct FlowNats final {
  Eigen::MatrixXd values;  // [n, probes], or [n, 1] with the exact divergence
  double evaluations = 0;  // of the network, per flow
};

std::unique_ptr<sde::Divergence> trace_of(const BitKeys& keys, const sde::Noise& noise) {
  if (keys.probes == 0) return std::make_unique<sde::ExactDivergence>();
  return std::make_unique<sde::HutchinsonDivergence>(sde::StepNoise(noise, 0), 1);
}

// -log p(x) by the flow from noisy starts: one flow for each chunk of images and each probe, from the same
// start.
FlowNats flow_nats(const TrainedScore& trained, const Points& x, const BitSettings& how, ad::Key key) {
  const sde::LinearSde& sde = trained.model.sde();
  const sde::NoisyStart start(sde, how.t0);
  const ad::i64 chunks = (x.rows() + trained.chunk - 1) / trained.chunk,
                probes = std::max<ad::i64>(1, how.keys.probes);
  const sde::LikelihoodSettings settings{how.t0, how.tolerance, data::data_moments(*trained.model.data)};
  FlowNats out{Eigen::MatrixXd(x.rows(), probes), 0};
  std::vector<std::int64_t> evaluations(static_cast<std::size_t>(chunks * probes), 0);
  for_each_task(trained, chunks * probes, "flows", [&](ad::i64 n, sde::Score& score) {
    const ad::i64 from = n / probes * trained.chunk, probe = n % probes;
    const sde::KeyedNoise noise(key / "start", from),
        signs(key / "probe" / static_cast<ad::u64>(probe), from);
    const auto divergence = trace_of(how.keys, signs);
    sde::CountingScore counting(score);
    const sde::Batch u = start.draw(rows_of_chunk(x, from, trained.chunk), {noise, 0});
    const Eigen::VectorXd logs = sde::log_likelihood(sde, counting, u, *divergence, settings);
    const Eigen::Index rows = std::min<Eigen::Index>(trained.chunk, x.rows() - from);
    out.values.col(probe).segment(from, rows) = start.correction(x.cols()) - logs.head(rows).array();
    evaluations[static_cast<std::size_t>(n)] = counting.evaluations();
  });
  for (const std::int64_t e : evaluations)
    out.evaluations += static_cast<double>(e) / static_cast<double>(chunks * probes);
  return out;
}

// One standard error of the mean of all values [n, probes] that the choice of probes makes; 0 for one column.
double error_of_probes(const Eigen::MatrixXd& values) {
  const double n = static_cast<double>(values.rows()), probes = static_cast<double>(values.cols());
  if (probes < 2) return 0;
  const double squares = (values.colwise() - values.rowwise().mean()).squaredNorm() / (probes - 1);
  return std::sqrt(squares / probes) / n;
}

}  // namespace

void record_flow_bits(run::RunRecord& record, const TrainedScore& trained, const BitSettings& how,
                      ad::Key key) {
  const std::string path = "evaluation/bits_flow";
  const ScoreModel& model = trained.model;
  if (refused(record, path, no_bits(model), how.keys.images)) return;
  const Points x = dequantised(model, measured_images(*model.data, how.keys.images), key);
  try {
    const FlowNats nats = flow_nats(trained, x, how, key / "flow");
    const double unit = static_cast<double>(model.d()) * std::numbers::ln2;
    record_bits(record, path, in_bits(model, nats.values.rowwise().mean()), nats.evaluations);
    record.scalar(path + "/probe_error", error_of_probes(nats.values) / unit);
    record.scalar(path + "/offset", -std::log2(level_of(model)));
    record.scalar(path + "/decoder", sde::NoisyStart(model.sde(), how.t0).correction(model.d()) / unit);
  } catch (const sde::TooManyEvaluations& e) {
    run::record(record, path,
                run::failed(std::string(e.what()) + " (evaluate.likelihood_evaluations)", x.rows()));
  }
}

namespace {

Bytes bytes_of(const ScoreModel& model, const Points& images) {
  if (images.cols() != model.d())
    throw config::ConfigError(fmt::format(
        "likelihood: images of {} values given, and those of the model have {}", images.cols(), model.d()));
  const data::Pixels pixels = *model.data->pixels();
  Bytes bytes;
  for (Eigen::Index i = 0; i < images.size(); ++i) {
    const double v = images.data()[i];
    if (!(v == std::floor(v) && v >= pixels.low && v <= pixels.high))
      throw config::ConfigError(fmt::format(
          "likelihood: image {} has the value {}; those of the model are whole numbers from {} to {}",
          i / images.cols(), v, pixels.low, pixels.high));
    bytes.push_back(static_cast<std::uint8_t>(v));
  }
  return bytes;
}

}  // namespace

std::vector<double> bits_of(const TrainedScore& trained, const Points& images, const BitSettings& how,
                            ad::Key key) {
  const ScoreModel& model = trained.model;
  if (const std::string reason = no_bits(model); !reason.empty())
    throw config::ConfigError("likelihood: " + reason);
  const Points x = dequantised(model, bytes_of(model, images), key);
  const Eigen::VectorXd bits =
      in_bits(model, flow_nats(trained, x, how, key / "flow").values.rowwise().mean());
  return {bits.data(), bits.data() + bits.size()};
}

}  // namespace pont::kinds::score
