// One struct per forward process, that of own matrices among them, and their list.
#include "experiments/options/sdes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "experiments/config/additions.hpp"
#include "experiments/options/clocks.hpp"
#include "sde/models.hpp"

namespace pont::options {

// A forward process given by its matrices, without C++: `sde: {type: linear, A: [[-0.5]], D: [[1]]}`.

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

// One struct per forward process, and their list.

void declare_horizon(config::Visitor& v, double& T) {
  v.key("T", T, "time at which the forward process ends and sampling starts",
        {.unit = "time", .range = config::positive()});
}

namespace {

void declare_clock(config::Visitor& v, config::Choice<ClockOptions>& clock) {
  v.section("clock", clock, "beta(t), the speed at which the process runs");
}

/// The one-block processes that only have a clock.
template <sde::LinearSde (*factory)(sde::Clock, double)>
struct Clocked final : SdeOptions {
  config::Choice<ClockOptions> clock{clocks(), "affine"};
  double T = 1;
  void declare(config::Visitor& v) override {
    declare_clock(v, clock);
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return factory(clock->build(T), T); }
};

struct Ve final : SdeOptions {
  GeometricGrowth sigma;
  double T = 1;
  void declare(config::Visitor& v) override {
    sigma.declare(v);
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return sde::ve(sigma.min, sigma.max, T); }
};

struct Ou final : SdeOptions {
  double alpha = 1, T = 3;
  void declare(config::Visitor& v) override {
    v.key("alpha", alpha, "rate of return to 0 in dx = -alpha x dt + sqrt(2) dw; 0 is Brownian motion",
          {.unit = "1/time", .range = config::at_least(0)});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return sde::ou(alpha, T); }
};

struct Brownian final : SdeOptions {
  double sigma = 1, T = 1;
  void declare(config::Visitor& v) override {
    v.key("sigma", sigma, "standard deviation gained in one unit of time", {.range = config::positive()});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return sde::brownian(sigma, T); }
};

struct Cld final : SdeOptions {
  config::Choice<ClockOptions> clock{clocks(), "constant"};
  double mass = 0.25, damping_ratio = 1, gamma = 0.04, T = 1;
  void declare(config::Visitor& v) override {
    declare_clock(v, clock);
    v.key("mass", mass, "mass M of the velocity, its stationary variance", {.range = config::positive()});
    v.key("damping_ratio", damping_ratio,
          "Gamma / (2 sqrt(M)): 1 is critical damping, below it the process oscillates",
          {.range = config::positive()});
    v.key("gamma", gamma, "initial variance of the velocity in units of M: v_0 ~ N(0, gamma M I)",
          {.range = config::positive()});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override {
    return sde::cld(clock->build(T), mass, 2 * damping_ratio * std::sqrt(mass), gamma, T);
  }
};

struct ThirdOrderLangevin final : SdeOptions {
  config::Choice<ClockOptions> clock{clocks(), "constant"};
  double gamma = std::sqrt(8.0), xi = std::sqrt(27.0), L = 1, share = 0.04, T = 1;
  void declare(config::Visitor& v) override {
    declare_clock(v, clock);
    v.key("gamma", gamma,
          "coupling of velocity and auxiliary block; with xi, critical at 2 sqrt(2) for L = 1",
          {.range = config::positive()});
    v.key("xi", xi, "friction of the auxiliary block; critical at 3 sqrt(3) for L = 1",
          {.range = config::positive()});
    v.key("L", L, "inverse of the stationary variance of the auxiliary blocks",
          {.range = config::positive()});
    v.key("share", share, "their initial variance in units of the stationary one",
          {.range = config::positive()});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override {
    return sde::third_order_langevin(clock->build(T), gamma, xi, L, share, T);
  }
};

}  // namespace

const config::Registry<SdeOptions>& sdes() {
  static const config::Registry<SdeOptions> rows = config::Additions<SdeOptions>::behind({
      config::row<SdeOptions, Clocked<sde::vp>>("vp", "variance preserving (Song et al. 2021, eq. 11)"),
      config::row<SdeOptions, Clocked<sde::sub_vp>>("sub_vp",
                                                    "variance below that of vp (Song et al. 2021, eq. 12)"),
      config::row<SdeOptions, Ve>("ve", "variance exploding (Song et al. 2021, eq. 9)"),
      config::row<SdeOptions, Ou>("ou", "Ornstein-Uhlenbeck with noise sqrt(2) dw (De Bortoli et al. 2021)"),
      config::row<SdeOptions, Brownian>("brownian", "Brownian motion, the reference of Schroedinger bridges"),
      config::row<SdeOptions, Cld>("cld",
                                   "critically damped Langevin (Dockhorn, Vahdat & Kreis 2022, eq. 5)"),
      config::row<SdeOptions, ThirdOrderLangevin>("third_order_langevin",
                                                  "third-order Langevin (Mou et al. 2021; Shi & Liu 2024)"),
      linear_sde_row(),
  });
  return rows;
}

}  // namespace pont::options
