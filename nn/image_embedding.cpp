// ClassTable, DenseCondition and ImageEmbedding: time and condition as one vector per image.
#include "nn/image_embedding.hpp"

#include <cmath>

#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::i64;
using ad::Var;

ClassTable::ClassTable(Parameters& parameters, const std::string& name, i64 classes, i64 width,
                       const Initialiser& start)
    : name_(name), classes_(classes) {
  const Parameters::Scope scope(parameters, name);
  table_ = parameters.add("table", {classes + 1, width}, {1, width}, start);
}

Var ClassTable::operator()(const Context& context, Var y, Var encoded) const {
  const ad::Tape::Scope scope(*encoded.tape, name_);
  const std::vector<i64> unknown(static_cast<std::size_t>(encoded.shape()[0]), classes_);
  return ad::gather(context[table_],
                    y ? y : encoded.tape->constant(ad::Tensor::of({encoded.shape()[0]}, unknown)));
}

DenseCondition::DenseCondition(Parameters& parameters, const std::string& name, i64 columns, i64 width,
                               double scale, const LinearStart& start)
    : name_(name), scale_(scale) {
  dense_.emplace_back(parameters, name, columns, width, start);
}

DenseCondition::DenseCondition(Parameters& parameters, const std::string& name, i64 columns, i64 width,
                               const Initialiser& start)
    : name_(name), scale_(1) {
  const Parameters::Scope scope(parameters, name);
  weight_ = parameters.add("weight", {columns, width}, {1, width}, start);
}

Var DenseCondition::operator()(const Context& context, Var, Var encoded) const {
  if (!dense_.empty()) return dense_[0](context, encoded * scale_);
  const ad::Tape::Scope scope(*encoded.tape, name_);
  return ad::matmul(encoded, context[weight_]);
}

namespace {

using Layer = std::unique_ptr<ConditionLayer>;
constexpr const char* name_of_classes = "class";

Layer make_table(Parameters& p, const ConditionSize& size, i64 width, const EmbeddingDesign& design) {
  return std::make_unique<ClassTable>(p, name_of_classes, size.classes, width, design.table);
}
Layer make_scaled(Parameters& p, const ConditionSize& size, i64 width, const EmbeddingDesign& design) {
  return std::make_unique<DenseCondition>(p, name_of_classes, size.classes, width,
                                          std::sqrt(static_cast<double>(size.classes)), design.start);
}
Layer make_bare(Parameters& p, const ConditionSize& size, i64 width, const EmbeddingDesign& design) {
  return std::make_unique<DenseCondition>(p, name_of_classes, size.classes, width, design.table);
}
Layer make_columns(Parameters& p, const ConditionSize& size, i64 width, const EmbeddingDesign& design) {
  return std::make_unique<DenseCondition>(p, "condition", size.columns, width, 1, design.start);
}

/// Columns are a dense layer after the time's layers, whatever classes are.
ClassStyle style_of(const ConditionSize& size, const ClassStyle& classes) {
  if (size.columns > 0) return {.after = make_columns};
  return size.classes > 0 ? classes : ClassStyle{};
}

}  // namespace

ClassStyle class_table() { return {.after = make_table}; }
ClassStyle scaled_unit_vectors() { return {.before = make_scaled}; }
ClassStyle bare_class_table() { return {.after = make_bare}; }

ImageEmbedding::ImageEmbedding(Parameters& parameters, const std::string& name, const EmbeddingDesign& design,
                               const ConditionSize& size)
    : name_(name), time_(design.time) {
  const Parameters::Scope scope(parameters, name);
  const i64 waves = time_->width();
  const ClassStyle style = style_of(size, design.classes);
  if (const std::vector<double> drawn = time_->drawn(); !drawn.empty())
    frequencies_.push_back(parameters.add_untrained("frequencies", {static_cast<i64>(drawn.size())}, drawn));
  if (style.before) before_ = style.before(parameters, size, waves, design);
  if (design.augmentations > 0)
    parameters.add("augmentation/weight", {design.augmentations, waves}, {design.augmentations, waves},
                   design.start.weight);
  layers_.emplace_back(parameters, "first", waves, design.width, design.start);
  layers_.emplace_back(parameters, "second", design.width, design.width, design.start);
  if (style.after) after_ = style.after(parameters, size, design.width, design);
}

Var ImageEmbedding::operator()(const Context& context, Var t, Var y, Var encoded) const {
  const ad::Tape::Scope scope(*t.tape, name_);
  Var e = (*time_)(t, frequencies_.empty() ? Var{} : context[frequencies_[0]]);
  if (before_) e = e + (*before_)(context, y, encoded);
  e = layers_[1](context, ad::silu(layers_[0](context, e)));
  if (after_) e = e + (*after_)(context, y, encoded);
  return ad::silu(e);
}

}  // namespace pont::nn
