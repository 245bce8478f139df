// ImageClassifier: its parameters, its layers one by one, and what it refuses.
#include "nn/image_classifier.hpp"

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"
#include "image_support.hpp"

namespace pont::nn {
namespace {

TEST(ImageClassifier, HasTheParametersOfItsLayers) {
  Parameters grey, colour, odd;
  ImageClassifier(grey, "c", {28, 28, 1}, 10);
  ImageClassifier(colour, "c", {32, 32, 3}, 10);
  ImageClassifier(odd, "c", {7, 7, 1}, 2);
  EXPECT_EQ(grey.size(), 320 + 18'496 + (7 * 7 * 64 + 1) * 128 + 1'290);
  EXPECT_EQ(colour.size(), 896 + 18'496 + (8 * 8 * 64 + 1) * 128 + 1'290);
  EXPECT_EQ(odd.size(), 320 + 18'496 + (7 * 7 * 64 + 1) * 128 + 258);
}

// 6 x 6 is halved once: 3 x 3 is odd.
TEST(ImageClassifier, IsTwoConvolutionsAndTwoDenseLayers) {
  Parameters table{Dtype::f64};
  const ImageClassifier network(table, "c", {6, 6, 2}, 3);
  const Tensor flat = random_parameters(table), x = ad::random_tensor({4, 72}, image_key / "x", -1, 1);
  ad::Tape tape;
  const std::vector<Var> w = table.views(tape.constant(flat));
  const Var rows = tape.constant(x), f = network.features({w}, rows), y = network.logits({w}, f);
  Var h = ad::reshape(rows, {4, 6, 6, 2});
  h = ad::max_pool(ad::relu(ad::conv(h, w[0], ad::Slide::same(3)) + w[1]), 2);
  h = ad::relu(ad::conv(h, w[2], ad::Slide::same(3)) + w[3]);
  h = ad::relu(ad::matmul(ad::reshape(h, {4, 9 * 64}), w[4]) + w[5]);
  EXPECT_EQ(ad::eval(f), ad::eval(h));
  EXPECT_EQ(ad::eval(y), ad::eval(ad::matmul(h, w[6]) + w[7]));
}

TEST(ImageClassifier, RefusesImagesWithoutPixelsAndASingleClass) {
  Parameters table;
  EXPECT_THROW(ImageClassifier(table, "a", {0, 4, 1}, 2), std::invalid_argument);
  EXPECT_THROW(ImageClassifier(table, "b", {4, 4, 1}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace pont::nn
