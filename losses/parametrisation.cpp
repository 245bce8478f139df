// The parametrisations and their table.
#include "losses/parametrisation.hpp"

#include <fmt/format.h>

#include "losses/table.hpp"

namespace pont::losses {
namespace {

using sde::Mat;
using Blocks = std::vector<int>;

// Covariance at t of data with variance c: Phi acts on block 0.
Mat spread(const Mat& Phi, const Mat& Sigma, double c) {
  return Sigma + c * Phi.col(0) * Phi.col(0).transpose();
}

class Plain final : public Parametrisation {
 public:
  Mat reference(const Blocks& driven, const Mat& Phi, const Mat&) const override {
    return Mat::Zero(static_cast<Eigen::Index>(driven.size()), Phi.rows());
  }
  std::optional<double> data_variance() const override { return {}; }
};

// R = inverse of the driven diagonal block: correlations with the other blocks are left to the network.
class Mixed final : public Parametrisation {
 public:
  explicit Mixed(double variance) : variance_(variance) {}
  Mat reference(const Blocks& driven, const Mat& Phi, const Mat& Sigma) const override {
    Mat R = Mat::Zero(static_cast<Eigen::Index>(driven.size()), Phi.rows());
    R(Eigen::all, driven) = sde::inverse(spread(Phi, Sigma, variance_)(driven, driven));
    return R;
  }
  std::optional<double> data_variance() const override { return variance_; }

 private:
  double variance_;
};

// R = the driven rows of the whole inverse: the exact score of the reference.
class Residual final : public Parametrisation {
 public:
  explicit Residual(double variance) : variance_(variance) {}
  Mat reference(const Blocks& driven, const Mat& Phi, const Mat& Sigma) const override {
    return sde::inverse(spread(Phi, Sigma, variance_))(driven, Eigen::all);
  }
  std::optional<double> data_variance() const override { return variance_; }

 private:
  double variance_;
};

template <class P>
std::shared_ptr<const Parametrisation> of_variance(double variance) {
  return std::make_shared<P>(variance);
}

}  // namespace

const std::vector<ParametrisationRow>& parametrisations() {
  static const std::vector<ParametrisationRow> table{
      {"plain", "R = 0", "Song et al. 2021; Dockhorn, Vahdat & Kreis 2022",
       [](double) -> std::shared_ptr<const Parametrisation> { return std::make_shared<Plain>(); }},
      {"mixed", "R = inverse of the driven diagonal block of the covariance of Gaussian data",
       "variance 1 for VP: Vahdat, Kreis & Kautz 2021; variance 0 for CLD: Dockhorn, Vahdat & Kreis 2022",
       of_variance<Mixed>},
      {"residual", "R = driven rows of the inverse covariance of Gaussian data: their exact score", "ours",
       of_variance<Residual>}};
  return table;
}

std::shared_ptr<const Parametrisation> parametrisation(const std::string& name, double variance) {
  if (!(variance >= 0))
    throw std::invalid_argument(
        fmt::format("parametrisation '{}': variance = {}, expected >= 0", name, variance));
  return row_named("parametrisation", parametrisations(), name).make(variance);
}

}  // namespace pont::losses
