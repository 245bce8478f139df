// A data set of one's own, and the whole command line with it: ./own_data run own_data.yaml --out DIR
#include <numbers>

#include "experiments/cli/program.hpp"
#include "experiments/data/draws.hpp"

using namespace pont;

namespace {

/// x = (1 + depth cos(petals phi)) (cos phi, sin phi) + noise z, phi uniform on a turn and z normal.
class Flower final : public data::DataSet {
 public:
  Flower(std::int64_t petals, double depth, double noise)
      : petals_(static_cast<double>(petals)), depth_(depth), noise_(noise) {}

  ad::Shape shape() const override { return {2}; }
  data::Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const data::Draws draws{step, first, rows, key, dtype};
    const ad::Var phi = 2 * std::numbers::pi * draws.uniform("angle", 1);
    const ad::Var r = 1 + depth_ * ad::cos(petals_ * phi);
    return ad::concat({r * ad::cos(phi), r * ad::sin(phi)}, 1) + noise_ * draws.normal("noise", 2);
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }  // no Gaussian mixture

 private:
  double petals_, depth_, noise_;
};

class FlowerOptions final : public data::DataOptions {
 public:
  void declare(config::Visitor& v) override {
    v.key("petals", petals_, "number of petals", {.range = config::between(1, 100)});
    v.key("depth", depth_, "how far the curve leaves the circle of radius 1",
          {.unit = "data", .range = config::at_least(0)});
    v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
  }
  std::unique_ptr<data::DataSet> build() const override {
    return std::make_unique<Flower>(petals_, depth_, noise_);
  }

 private:
  std::int64_t petals_ = 5;
  double depth_ = 0.4, noise_ = 0.05;
};

}  // namespace

int main(int argc, char** argv) {
  pont::add_data_set<FlowerOptions>("flower", "a curve with petals around the origin, with noise");
  return pont::main(argc, argv);
}
