// Training of the classifier of images, and its program for reading.
#include "experiments/run/classifier.hpp"

#include <fmt/format.h>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "experiments/config/error.hpp"
#include "experiments/store/checksums.hpp"
#include "experiments/store/progress.hpp"

namespace pont::run {
namespace {

using ad::i64;

nn::ImageShape image_of(const data::DataSet& data) {
  const ad::Shape s = data.shape();
  if (!Classifier::suits(data))
    throw config::ConfigError(fmt::format(
        "data: points of the shape {} with {} classes; expected images [height, width, channels] of two "
        "classes at least",
        ad::str(s), data.classes()));
  return {s[0], s[1], s[2]};
}

}  // namespace

bool Classifier::suits(const data::DataSet& data) { return data.shape().rank() == 3 && data.classes() >= 2; }

Classifier::Classifier(const data::DataSet& data)
    : network_(parameters_, "classifier", image_of(data), data.classes()) {}

nn::ShardLoss Classifier::shard_loss(const data::DataSet& data, double noise, ad::Key key) const {
  return [this, &data, noise, key](const nn::Shard& s) {
    const data::Drawn drawn = data.draw(s.step, s.first, s.rows, key / "data", ad::Dtype::f32);
    const ad::Var seen =
        drawn.x + noise * ad::normal(s.step, s.first, key / "noise", drawn.x.shape(), ad::Dtype::f32);
    const nn::Context context{s.parameters, nn::Stream{key / "network", s.step, s.first}, s.updates};
    const double share = static_cast<double>(s.rows) / static_cast<double>(s.batch);
    return ad::cross_entropy(network_.logits(context, network_.features(context, seen)), drawn.y) * share;
  };
}

namespace {

metrics::Points as_points(const ad::Tensor& t, i64 rows) {
  metrics::Points p(rows, t.shape()[1]);
  for (i64 i = 0; i < p.size(); ++i) p.data()[i] = t.at(i);
  return p;
}

}  // namespace

Readings Classifier::read(const metrics::Points& images, const ad::Tensor& flat, ad::Backend& device) const {
  constexpr i64 at_once = 256;
  ad::Tape tape;
  const ad::Var x = tape.input({at_once, images.cols()}, ad::Dtype::f32, "x"),
                weights = tape.input({parameters_.size()}, ad::Dtype::f32, "parameters");
  const std::vector<ad::Var> views = parameters_.views(weights);
  const ad::Var features = network_.features({views}, x),
                probabilities = ad::softmax(network_.logits({views}, features), 1);
  ad::Program program = ad::compile({features, probabilities}, {}, device, {weights});
  program.set(weights, flat);
  Readings all{metrics::Points(images.rows(), features.shape()[1]),
               metrics::Points(images.rows(), probabilities.shape()[1])};
  for (i64 first = 0; first < images.rows(); first += at_once) {
    const i64 rows = std::min(at_once, images.rows() - first);
    ad::Tensor chunk({at_once, images.cols()}, ad::Dtype::f32);  // zeros beyond the last image
    for (i64 i = 0; i < rows * images.cols(); ++i)
      chunk.data<float>()[static_cast<std::size_t>(i)] =
          static_cast<float>(images.data()[first * images.cols() + i]);
    program.set(x, chunk);
    program.run();
    all.features.middleRows(first, rows) = as_points(program.get(features), rows);
    all.probabilities.middleRows(first, rows) = as_points(program.get(probabilities), rows);
  }
  return all;
}

ad::Tensor pinned_parameters(const Classifier& classifier, const data::DataSet& data, ad::Workers& workers) {
  constexpr i64 steps = 2'000;
  const ad::Key key = ad::Key::root(0) / "pinned classifier";
  const std::unique_ptr<data::DataSet> held_in = data.training_rows();
  nn::TrainingStep training(classifier.parameters(), key / "initial", nn::Adam{},
                            {.batch = 64, .rows = 16, .rate = nn::constant_rate(1e-3)}, workers,
                            classifier.shard_loss(held_in ? *held_in : data, .05, key));
  store::Progress progress(0, steps);
  for (i64 step = 1; step <= steps; ++step)
    progress.update(step, fmt::format("classifier, loss {:.4f}", training.run().loss));
  return training.get("parameters");
}

std::string name_of(const ad::Tensor& parameters) {
  const std::span<const std::byte> bytes = parameters.bytes();
  return store::sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace pont::run
