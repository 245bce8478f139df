// The data set `texture`: its spot, the convolution with it as a matrix, and draws by that.
#include "experiments/data/texture.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "experiments/data/draws.hpp"

namespace pont::data {
namespace {

class Texture final : public DataSet {
 public:
  explicit Texture(Eigen::MatrixXd convolution) : convolution_(std::move(convolution)) {}
  ad::Shape shape() const override {
    const auto size = static_cast<ad::i64>(std::lround(std::sqrt(convolution_.rows())));
    return {size, size, 1};
  }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    return draws.times(draws.normal("noise", dimension()), convolution_.transpose());
  }
  std::optional<sde::Mixture> exact() const override {
    return sde::gaussian(Eigen::VectorXd::Zero(dimension()), convolution_ * convolution_.transpose());
  }

 private:
  Eigen::MatrixXd convolution_;
};

}  // namespace

void TextureOptions::declare(config::Visitor& v) {
  v.key("size", size_, "pixels along each side", {.unit = "pixels", .range = config::between(2, 32)});
  v.key("lengths", lengths_, "decay of the spot along its axis and across it",
        {.unit = "pixels", .range = config::positive(), .length = config::between(2, 2)});
  v.key("angle", angle_, "of the axis from the horizontal", {.unit = "degrees"});
  v.key("std", std_, "standard deviation of every pixel", {.unit = "data", .range = config::positive()});
}

Eigen::MatrixXd TextureOptions::convolution() const {
  const double turn = angle_ * std::numbers::pi / 180;
  const auto nearest = [&](std::int64_t offset) {  // in (-size / 2, size / 2]
    const std::int64_t r = ((offset % size_) + size_) % size_;
    return static_cast<double>(2 * r > size_ ? r - size_ : r);
  };
  const auto spot = [&](std::int64_t row, std::int64_t column) {
    const double x = nearest(column), y = nearest(row);
    return std::exp(-std::hypot((std::cos(turn) * x + std::sin(turn) * y) / lengths_[0],
                                (std::cos(turn) * y - std::sin(turn) * x) / lengths_[1]));
  };
  const std::int64_t d = size_ * size_;
  Eigen::MatrixXd H(d, d);
  for (std::int64_t p = 0; p < d; ++p)
    for (std::int64_t q = 0; q < d; ++q) H(p, q) = spot(p / size_ - q / size_, p % size_ - q % size_);
  return H * (std_ / H.row(0).norm());
}

std::unique_ptr<DataSet> TextureOptions::build() const { return std::make_unique<Texture>(convolution()); }

}  // namespace pont::data
