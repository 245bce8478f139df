// A small convolutional classifier of images, whose last hidden layer serves as their features.
#pragma once
#include "nn/image_layers.hpp"
#include "nn/image_state.hpp"

namespace pont::nn {

/// Convolution 3 x 3 to 32 channels, ReLU, maxima of 2 x 2; the same to 64; dense to `width`, ReLU: the
/// features; dense to the classes. A side that is odd is not halved. Layers "conv1", "conv2", "dense",
/// "output". LeCun et al. 1998 in the form of the tutorials: 421,642 parameters for 28 x 28 x 1 and ten
/// classes.
class ImageClassifier final {
 public:
  static constexpr ad::i64 width = 128;

  /// Throws std::invalid_argument for an image without pixels, or fewer than two classes.
  ImageClassifier(Parameters&, const std::string& name, const ImageShape&, ad::i64 classes);

  /// images [B, H W C] as rows to [B, width].
  ad::Var features(const Context&, ad::Var images) const;
  /// Of features(): logits [B, classes].
  ad::Var logits(const Context&, ad::Var features) const;

 private:
  std::string name_;
  ImageShape shape_;
  std::vector<Conv> convolutions_;
  std::vector<Linear> dense_;  // dense, output
};

}  // namespace pont::nn
