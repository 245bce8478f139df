// Objectives and parametrisations: one struct per kind, and their lists.
#include "experiments/options/objectives.hpp"

#include <stdexcept>
#include <utility>

#include "experiments/config/additions.hpp"
#include "losses/sliced.hpp"
#include "losses/table.hpp"

namespace pont::options {
namespace {

/// Nothing is assumed of the data.
class Plain final : public ParametrisationOptions {
 public:
  explicit Plain(std::string name) : name_(std::move(name)) {}
  void declare(config::Visitor&) override {}
  std::shared_ptr<const losses::Parametrisation> build() const override {
    return losses::parametrisation(name_, 0);
  }

 private:
  std::string name_;
};

/// A linear reference: the score that data N(0, data_variance) would have.
class Referenced final : public ParametrisationOptions {
 public:
  Referenced(std::string name, double data_variance, config::Range range)
      : name_(std::move(name)), data_variance_(data_variance), range_(range) {}
  void declare(config::Visitor& v) override {
    v.key("data_variance", data_variance_,
          "variance of the Gaussian data whose score is the known part, whatever that of the data is: a run "
          "says both",
          {.range = range_});
  }
  std::shared_ptr<const losses::Parametrisation> build() const override {
    return losses::parametrisation(name_, data_variance_);
  }

 private:
  std::string name_;
  double data_variance_;
  config::Range range_;
};

/// The row of the same name in the losses, with options T(name, more...).
template <class T, class... More>
config::Row<ParametrisationOptions> row_of(const std::string& name, const More&... more) {
  const auto& row = losses::row_named("parametrisation", losses::parametrisations(), name);
  return {row.name, row.summary, [=] { return std::make_unique<T>(name, more...); }};
}

/// Data at a point have a score too, but leave nothing to precondition: there the default is v-prediction.
config::Registry<ParametrisationOptions> rows_for(double data_variance) {
  return config::Registry<ParametrisationOptions>{{
      row_of<Plain>("plain"),
      row_of<Referenced>("mixed", data_variance, config::at_least(0)),
      row_of<Referenced>("residual", data_variance, config::at_least(0)),
      row_of<Referenced>("preconditioned", 1.0, config::positive()),
      row_of<Plain>("data"),
  }};
}

}  // namespace

const config::Registry<ParametrisationOptions>& parametrisations() {
  static const config::Registry<ParametrisationOptions> rows =
      rows_for(1);  // Vahdat, Kreis & Kautz 2021, section 3.2
  return rows;
}

const config::Registry<ParametrisationOptions>& auxiliary_parametrisations() {
  static const config::Registry<ParametrisationOptions> rows = rows_for(0);
  return rows;
}

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
  static const config::Registry<ObjectiveOptions> rows = config::Additions<ObjectiveOptions>::behind({
      config::row<ObjectiveOptions, ScoreMatching<nothing, parametrisations>>(
          "dsm", "denoising score matching (Vincent 2011)"),
      config::row<ObjectiveOptions, ScoreMatching<auxiliary, auxiliary_parametrisations>>(
          "hsm", "hybrid score matching (Dockhorn, Vahdat & Kreis 2022, eq. 8)"),
      config::row<ObjectiveOptions, SlicedMatching>(
          "ssm", "sliced score matching, SSM-VR (Song, Garg, Shi & Ermon 2019)"),
  });
  return rows;
}

}  // namespace pont::options
