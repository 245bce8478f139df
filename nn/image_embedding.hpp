// What the blocks of an image network are told: time and condition, embedded in one vector per image.
#pragma once
#include <memory>

#include "nn/embeddings.hpp"
#include "nn/layers.hpp"
#include "nn/time_network.hpp"

namespace pont::nn {

/// A condition as a vector per image.
class ConditionLayer {
 public:
  virtual ~ConditionLayer() = default;
  /// y as TimeNetwork takes it, null for not known; `encoded` [B, c] as TimeNetwork::encoded gives it.
  virtual ad::Var operator()(const Context&, ad::Var y, ad::Var encoded) const = 0;
};

/// "NAME/table" [classes + 1, width], whose last row is for a class that is not known: DiT, and the usual
/// table of guided networks.
class ClassTable final : public ConditionLayer {
 public:
  ClassTable(Parameters&, const std::string& name, ad::i64 classes, ad::i64 width, const Initialiser&);
  ad::Var operator()(const Context&, ad::Var y, ad::Var encoded) const override;

 private:
  std::string name_;
  ad::i64 classes_;
  ParameterId table_;
};

/// A dense layer of scale times the encoded condition, with a bias or without.
class DenseCondition final : public ConditionLayer {
 public:
  /// With a bias.
  DenseCondition(Parameters&, const std::string& name, ad::i64 columns, ad::i64 width, double scale,
                 const LinearStart&);
  /// Without.
  DenseCondition(Parameters&, const std::string& name, ad::i64 columns, ad::i64 width, const Initialiser&);
  ad::Var operator()(const Context&, ad::Var y, ad::Var encoded) const override;

 private:
  std::string name_;
  double scale_;
  std::vector<Linear> dense_;  // one, or none
  ParameterId weight_{};
};

struct EmbeddingDesign;
using MakeCondition = std::unique_ptr<ConditionLayer> (*)(Parameters&, const ConditionSize&, ad::i64 width,
                                                          const EmbeddingDesign&);

/// Where classes enter, and how; columns of numbers are a dense layer after the time's layers in all.
struct ClassStyle final {
  MakeCondition before = nullptr;  ///< added to the waves of the time
  MakeCondition after = nullptr;   ///< added to what the time's layers make of them
};

/// ClassTable after.
ClassStyle class_table();
/// EDM for the networks of Song et al.: a dense layer of the unit vector times sqrt(classes), before.
ClassStyle scaled_unit_vectors();
/// EDM for ADM: a table of normal draws without a row for the class that is not known, after.
ClassStyle bare_class_table();

/// What a network is told.
struct EmbeddingDesign final {
  std::shared_ptr<const TimeEmbedding> time;
  ad::i64 width = 0;
  ClassStyle classes = class_table();
  LinearStart start = {};         ///< of dense layers
  Initialiser table = normal(1);  ///< of classes
  /// Columns of EDM's augmentation labels, a dense layer without bias before the time's layers: registered,
  /// so that published numbers of parameters agree, and not used, as images here are never augmented so.
  ad::i64 augmentations = 0;
};

/// e = silu(second(silu(first(waves(t) + before(y)))) + after(y)), [B, width]. Modules "first", "second",
/// "class", "augmentation"; frequencies that were drawn at random are the untrained row "frequencies".
class ImageEmbedding final {
 public:
  ImageEmbedding(Parameters&, const std::string& name, const EmbeddingDesign&, const ConditionSize&);
  /// `encoded` as TimeNetwork::encoded gives it.
  ad::Var operator()(const Context&, ad::Var t, ad::Var y, ad::Var encoded) const;

 private:
  std::string name_;
  std::shared_ptr<const TimeEmbedding> time_;
  std::vector<UntrainedId> frequencies_;  // one, or none
  std::vector<Linear> layers_;
  std::shared_ptr<const ConditionLayer> before_, after_;
};

}  // namespace pont::nn
