// The time grids of samplers: one struct per grid, and their list.
#include "experiments/options/grids.hpp"

#include "sde/grid.hpp"
#include "sde/models.hpp"

namespace pont::options {
namespace {

using Times = std::vector<double>;

struct Uniform final : GridOptions {
  void declare(config::Visitor&) override {}
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::uniform_grid(sde.T, eps, steps);
  }
};

struct Quadratic final : GridOptions {
  void declare(config::Visitor&) override {}
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::quadratic_grid(sde.T, eps, steps);
  }
};

struct CosineGrid final : GridOptions {
  void declare(config::Visitor&) override {}
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::cosine_grid(sde.T, eps, steps);
  }
};

struct LogSnr final : GridOptions {
  void declare(config::Visitor&) override {}
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::log_snr_grid(sde, eps, steps);
  }
};

struct Edm final : GridOptions {
  double rho = 7;  // Karras et al. 2022, table 1
  void declare(config::Visitor& v) override {
    v.key("rho", rho, "equal steps of sigma^(1/rho); larger is finer towards the data",
          {.range = config::positive()});
  }
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::edm_grid(sde, eps, steps, rho);
  }
};

struct SubSequence final : GridOptions {
  double power = 1;  // Song, Meng & Ermon 2021, appendix D.2: linear; 2 is their quadratic one
  void declare(config::Visitor& v) override {
    v.key("power", power, "1: the times that are taken stand at equal distances; 2: finer towards the data",
          {.range = {.low = 1, .high = 16}});
  }
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::chain_grid(sde, eps, steps, power);
  }
};

struct Listed final : GridOptions {
  std::vector<double> nodes{1, 0};
  void declare(config::Visitor& v) override {
    v.key("nodes", nodes,
          "fractions of [eps, T] from 1 down to 0: the grid for that many steps, else a broken line through "
          "them",
          {.range = config::between(0, 1), .length = config::at_least(2)});
  }
  Times build(const sde::LinearSde& sde, double eps, int steps) const override {
    return sde::listed_grid(sde.T, eps, steps, nodes);
  }
};

}  // namespace

const config::Registry<GridOptions>& grids() {
  static const config::Registry<GridOptions> rows{{
      config::row<GridOptions, Uniform>("uniform", "equal steps"),
      config::row<GridOptions, Quadratic>("quadratic",
                                          "finer towards the data (Dockhorn, Vahdat & Kreis 2022)"),
      config::row<GridOptions, CosineGrid>("cosine", "finer towards both ends (Chebyshev-Lobatto points)"),
      config::row<GridOptions, LogSnr>("log_snr", "equal steps of the log-SNR of the SDE (Lu et al. 2022)"),
      config::row<GridOptions, Edm>("edm", "equal steps of a root of the noise level (Karras et al. 2022)"),
      config::row<GridOptions, SubSequence>(
          "sub_sequence", "some times of a chain, then eps, which may be 0 (Song, Meng & Ermon 2021)"),
      config::row<GridOptions, Listed>("listed", "your own nodes"),
  }};
  return rows;
}

}  // namespace pont::options
