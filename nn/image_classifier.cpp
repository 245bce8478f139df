// ImageClassifier: two convolutions, two dense layers.
#include "nn/image_classifier.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::i64;
using ad::Var;

constexpr i64 channels[] = {32, 64};

bool halves(const ImageShape& s) { return s.height % 2 == 0 && s.width % 2 == 0; }
ImageShape after(const ImageShape& s, i64 out) {
  return halves(s) ? ImageShape{s.height / 2, s.width / 2, out} : ImageShape{s.height, s.width, out};
}
ImageShape shape_of(Var x) { return {x.shape()[1], x.shape()[2], x.shape()[3]}; }

}  // namespace

ImageClassifier::ImageClassifier(Parameters& parameters, const std::string& name, const ImageShape& shape,
                                 i64 classes)
    : name_(name), shape_(shape) {
  const Parameters::Scope scope(parameters, name);
  if (shape.height < 1 || shape.width < 1 || shape.channels < 1 || classes < 2)
    throw std::invalid_argument(
        fmt::format("image classifier {}: images {} x {} x {} and {} classes given, expected a pixel and two "
                    "classes at least",
                    parameters.scope(), shape.height, shape.width, shape.channels, classes));
  ImageShape s = shape;
  for (const i64 out : channels) {
    convolutions_.emplace_back(parameters, fmt::format("conv{}", convolutions_.size() + 1), s.channels, out);
    s = after(s, out);
  }
  dense_.emplace_back(parameters, "dense", s.size(), width);
  dense_.emplace_back(parameters, "output", width, classes);
}

Var ImageClassifier::features(const Context& context, Var images) const {
  const ad::Tape::Scope scope(*images.tape, name_);
  Var x = images_of(images, shape_, 1);
  for (const Conv& conv : convolutions_) {
    x = ad::relu(conv(context, x));
    if (halves(shape_of(x))) x = ad::max_pool(x, 2);
  }
  return ad::relu(dense_[0](context, ad::reshape(x, {x.shape()[0], shape_of(x).size()})));
}

Var ImageClassifier::logits(const Context& context, Var features) const {
  const ad::Tape::Scope scope(*features.tape, name_);
  return dense_[1](context, features);
}

}  // namespace pont::nn
