// The experiment `classifier`: a small network that reads the class of an image.
#pragma once
#include "experiments/run/classifier.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/train_keys.hpp"

namespace pont::kinds::classifier {

/// Trains nn::ImageClassifier on images with classes, and reads those that are held out: accuracy,
/// confidence, and which class was read as which.
class ClassifierExperiment final : public run::Experiment {
 public:
  ClassifierExperiment();
  void declare(config::Visitor&) override;
  void check() const override;
  /// Throws ConfigError: a classifier draws nothing.
  run::SampleRows samples(run::RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<std::string> measuring_sections() const override { return {"evaluate"}; }
  std::int64_t training_steps() const override { return train_.steps; }
  const run::TrainKeys* one_training() const override { return &train_; }

 protected:
  void record(run::RunContext&, run::RunParts&) const override;
  run::Presentation presentation() const override;

 private:
  struct EvaluateKeys final {
    std::int64_t images = 10'000;
    void declare(config::Visitor&);
  };
  void train(run::RunRecord&, const run::Classifier&, const data::DataSet&, run::RunContext&) const;

  config::Choice<data::DataOptions> data_{data::data_sets(), "images"};
  double noise_ = .05;
  run::TrainKeys train_;
  EvaluateKeys evaluate_;
};

/// The row of this kind in the list of kinds.
config::Row<run::Experiment> classifier_kind();

}  // namespace pont::kinds::classifier
