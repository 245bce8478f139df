// The experiment `classifier`: its keys, and its phases: train, read held-out images, report.
#include "experiments/kinds/classifier/classifier_experiment.hpp"

#include <fmt/format.h>

#include "experiments/config/error.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/training.hpp"

namespace pont::kinds::classifier {
namespace {

void require_images(const data::DataSet& data) { run::Classifier{data}; }

// For each image its true class, what was read, and how surely.
struct Reading final {
  Eigen::VectorXd right, confidence;
  metrics::Points confusion;  // [true, read]: shares of the true class
};

Reading judged(const run::Readings& r, const std::vector<ad::i64>& labels) {
  const Eigen::Index n = r.probabilities.rows(), classes = r.probabilities.cols();
  Reading out{Eigen::VectorXd(n), Eigen::VectorXd(n), metrics::Points::Zero(classes, classes)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto truth = static_cast<Eigen::Index>(labels[static_cast<std::size_t>(i)]);
    Eigen::Index read;
    out.confidence[i] = r.probabilities.row(i).maxCoeff(&read);
    out.right[i] = read == truth ? 1 : 0;
    out.confusion(truth, read) += 1;
  }
  out.confusion.array().colwise() /= out.confusion.rowwise().sum().array().max(1);
  return out;
}

std::string score_lines(const store::H5Reader& run) {
  return fmt::format(
      "held-out images read right: {}\nmean confidence: {}\nSHA-256 of the parameters: {}\n\n"
      "training: {:.1f} s\n",
      run::read_estimate(run, "evaluation/accuracy/ours"),
      run::read_estimate(run, "evaluation/confidence/ours"), run.text("model/sha256"),
      run::read_scalar(run, "clock/train"));
}

// Rows: the true class; columns: the class read, in per cent of the true class.
std::string confusion_table(const store::H5Reader& run) {
  const metrics::Points shares = run::read_points(run, "evaluation/confusion");
  std::vector<figures::Column> columns{{"class", figures::Align::left}};
  for (Eigen::Index j = 0; j < shares.cols(); ++j) columns.push_back({fmt::format("read as {}", j)});
  figures::Table table(columns);
  for (Eigen::Index i = 0; i < shares.rows(); ++i) {
    std::vector<std::string> row{fmt::format("{}", i)};
    for (Eigen::Index j = 0; j < shares.cols(); ++j)
      row.push_back(fmt::format("{:.1f} %", 100 * shares(i, j)));
    table.add_row(row);
  }
  return table.markdown();
}

void draw_figures(const store::H5Reader& run, const figures::Folder& folder) {
  if (run.shape("metrics/step").at(0) > 0)  // none after no step
    run::draw(figures::loss_curves("Training loss", {.label = "cross entropy, nats"}, {run::loss_curve(run)}),
              folder, "loss");
}

std::string report(const store::H5Reader& run) {
  return "# Report\n\nErrors are one standard error.\n\n" + score_lines(run) + "\n" + confusion_table(run) +
         "\n![loss](figures/loss.png)\n\n";
}

}  // namespace

ClassifierExperiment::ClassifierExperiment() {
  train_.steps = 2'000;
  train_.batch = 64;
  train_.shard = 16;
  train_.ema = 0;
  train_.preview = 0;
}

void ClassifierExperiment::check() const {
  require_images(*data_->build());
  train_.check();
  if (train_.preview != 0)
    throw config::ConfigError(fmt::format(
        "train.preview: got {}; a classifier draws nothing to look at: expected 0", train_.preview));
}

run::Presentation ClassifierExperiment::presentation() const { return {draw_figures, report, score_lines}; }

void ClassifierExperiment::train(run::RunRecord& record, const run::Classifier& classifier,
                                 const data::DataSet& held_in, run::RunContext& run) const {
  nn::TrainingStep step(classifier.parameters(), run.key / "initial", *train_.optimiser->build(),
                        train_.options(), run.workers,
                        classifier.shard_loss(held_in, noise_, run.key / "train"));
  run::Previews none;
  record.seconds("train", run::train(run, step, train_.steps, train_.log_every, none));
  for (const char* name : {"parameters", "ema"})
    record.floats(std::string("model/") + name, step.get(name).data<float>());
  record.file().write_text("model/sha256", run::name_of(step.get("ema")));
  run::record_metrics(record, run.directory);
}

void ClassifierExperiment::record(run::RunContext& run, run::RunParts& parts) const {
  const std::unique_ptr<data::DataSet> data = data_->build(),
                                       held_in =
                                           train_.training_set(data_->build(), run.key / "training_points");
  const run::Classifier classifier(*data);
  parts.require(run::training_part, [&](run::RunRecord& part) { train(part, classifier, *held_in, run); });
  parts.measure("evaluate", [&](run::RunRecord& part) {
    const data::PointTable images = data::sample_table(*data, run.key / "evaluate", evaluate_.images);
    const ad::Tensor flat =
        ad::Tensor::of<float>({classifier.parameters().size()}, parts.floats("model/ema"));
    const Reading r = judged(classifier.read(images.points(), flat, run.workers.device()), images.labels);
    part.estimate("evaluation/accuracy/ours", metrics::estimate(r.right));
    part.estimate("evaluation/confidence/ours", metrics::estimate(r.confidence));
    part.points("evaluation/confusion", r.confusion);
  });
}

run::SampleRows ClassifierExperiment::samples(run::RunContext&, std::int64_t, std::int64_t) const {
  throw config::ConfigError("sample: a classifier draws no samples; expected a run of another type");
}

config::Row<run::Experiment> classifier_kind() {
  return config::row<run::Experiment, ClassifierExperiment>("classifier",
                                                            "train a network that reads the class of images");
}

void ClassifierExperiment::EvaluateKeys::declare(config::Visitor& v) {
  v.key("images", images, "held-out images that are read",
        {.unit = "images", .range = config::between(2, 1e7)});
}

void ClassifierExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the images, with their classes");
  v.key("noise", noise_, "standard deviation of normal noise on each pixel in training",
        {.unit = "half the range of pixels", .range = config::at_least(0)});
  v.section("train", train_, "training of the network");
  v.section("evaluate", evaluate_, "reading of images that are held out");
}

}  // namespace pont::kinds::classifier
