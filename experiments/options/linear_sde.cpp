// A forward process given by its matrices, without C++: `sde: {type: linear, A: [[-0.5]], D: [[1]]}`.
#include <fmt/format.h>

#include <optional>

#include "experiments/options/clocks.hpp"
#include "experiments/options/sdes.hpp"
#include "sde/models.hpp"

namespace pont::options {
namespace {

std::string size_text(const config::Matrix& M) {
  return fmt::format("{}x{}", M.size(), M.empty() ? 0 : M.front().size());
}

sde::Mat mat(const config::Matrix& rows) {
  sde::Mat M(rows.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows.size(); ++j)
      M(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
  return M;
}

class Linear final : public SdeOptions {
 public:
  void declare(config::Visitor& v) override {
    const config::Range blocks = config::between(1, sde::max_blocks);
    v.key("name", name_, "what messages call the process");
    v.key("A", A_, "drift matrix in du = beta A u dt + sqrt(beta D) dw; block 0 is the data",
          {.length = blocks, .required = true});
    v.key("D", D_, "diffusion matrix, symmetric positive semidefinite", {.length = blocks, .required = true});
    v.section("clock", clock_, "beta(t), the speed at which the process runs");
    v.key("initial", initial_, "covariance at t = 0, row and column 0 being 0, of the blocks; []: all 0",
          {.length = config::at_most(sde::max_blocks)});
    v.key("prior", prior_, "covariance at T that sampling starts from; []: the stationary law of a stable A",
          {.length = config::at_most(sde::max_blocks)});
    declare_horizon(v, T_);
    v.check(A_.empty() || A_.size() == A_.front().size(), {"A"}, "a " + size_text(A_) + " matrix",
            "a square one, k x k for k blocks");
    check_size(v, "D", D_, "");
    check_size(v, "initial", initial_, " or []");
    check_size(v, "prior", prior_, " or []");
  }

 private:
  /// Empty matrices are the defaults; `or_none` says that they may also be given.
  void check_size(config::Visitor& v, const std::string& key, const config::Matrix& M,
                  const std::string& or_none) const {
    v.check(M.empty() || (M.size() == A_.size() && M.front().size() == A_.size()), {key},
            "a " + size_text(M) + " matrix", "the size of A, " + size_text(A_) + or_none);
  }
  sde::LinearSde make() const override {
    const auto k = static_cast<Eigen::Index>(A_.size());
    const sde::Mat initial = initial_.empty() ? sde::Mat(sde::Mat::Zero(k, k)) : mat(initial_);
    const std::optional<sde::Mat> prior = prior_.empty() ? std::nullopt : std::optional(mat(prior_));
    return sde::linear(name_, mat(A_), mat(D_), clock_->build(T_), initial, prior, T_);
  }

  std::string name_ = "linear";
  config::Matrix A_, D_, initial_, prior_;
  config::Choice<ClockOptions> clock_{clocks(), "affine"};
  double T_ = 1;
};

}  // namespace

config::Row<SdeOptions> linear_sde_row() {
  return config::row<SdeOptions, Linear>("linear",
                                         "any constant matrices A and D, given in the configuration");
}

}  // namespace pont::options
