// The options of denoising, hybrid and sliced score matching, and the list of objectives.
#include "experiments/options/objectives.hpp"

#include <stdexcept>
#include <utility>

#include "losses/sliced.hpp"

namespace pont::options {
namespace {

/// The names of a table of rows, as the values a key may have.
template <class Table>
config::Rules one_of_rows(const Table& table) {
  config::Rules rules;
  for (const auto& row : table) rules.one_of.push_back(row.name);
  return rules;
}

/// S0 is the part of the initial covariance that the kernel integrates out; it throws where there is none to.
template <sde::Mat (*S0)(const sde::LinearSde&), const config::Registry<ParametrisationOptions>& (*ways)()>
class ScoreMatching : public ObjectiveOptions {
 public:
  void declare(config::Visitor& v) override {
    v.section("parametrisation", parametrisation_, "which part of the score the network learns");
    v.key("weighting", weighting_, "how errors of the score count at each time",
          one_of_rows(losses::weightings()));
    v.key("times", times_, "how training times are drawn", one_of_rows(losses::time_samplings()));
    v.key("t_min", t_min_, "the earliest time that is trained",
          {.unit = "time", .range = config::at_least(0)});
    v.key("floor", floor_, "added to the variance of every block (eps_num); part of the model",
          {.range = config::at_least(0)});
  }

 private:
  losses::Denoising make(const sde::LinearSde& sde) const override {
    const losses::Regression regression({sde, S0(sde), floor_}, parametrisation_->build());
    return {regression, losses::weighting(weighting_), losses::time_sampling(times_, regression, t_min_)};
  }

  config::Choice<ParametrisationOptions> parametrisation_{ways(), "mixed"};
  std::string weighting_ = "inverse_ell_squared", times_ = "uniform";
  double t_min_ = 1e-5, floor_ = 1e-6;  // Dockhorn, Vahdat & Kreis 2022, two-dimensional experiments
};

sde::Mat nothing(const sde::LinearSde& sde) { return sde::Mat::Zero(sde.k(), sde.k()); }
sde::Mat auxiliary(const sde::LinearSde& sde) {
  if (sde.k() == 1)
    throw std::invalid_argument("type: hsm integrates out auxiliary blocks, and '" + sde.name +
                                "' has none; expected type dsm, or an SDE with auxiliary blocks such as cld");
  return sde.initial;
}

struct SlicedMatching final : ScoreMatching<nothing, parametrisations> {
  std::shared_ptr<const losses::Objective> trained(const losses::Denoising& draws) const override {
    return std::make_shared<losses::Sliced>(draws);
  }
};

}  // namespace

const config::Registry<ObjectiveOptions>& objectives() {
  static const config::Registry<ObjectiveOptions> rows{{
      config::row<ObjectiveOptions, ScoreMatching<nothing, parametrisations>>(
          "dsm", "denoising score matching (Vincent 2011)"),
      config::row<ObjectiveOptions, ScoreMatching<auxiliary, auxiliary_parametrisations>>(
          "hsm", "hybrid score matching (Dockhorn, Vahdat & Kreis 2022, eq. 8)"),
      config::row<ObjectiveOptions, SlicedMatching>(
          "ssm", "sliced score matching, SSM-VR (Song, Garg, Shi & Ermon 2019)"),
  }};
  return rows;
}

}  // namespace pont::options
