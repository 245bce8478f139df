// One struct per set of keys of a parametrisation, and their list.
#include "experiments/options/objectives.hpp"
#include "losses/table.hpp"

namespace pont::options {
namespace {

class Plain final : public ParametrisationOptions {
 public:
  explicit Plain(std::string name, double = 0) : name_(std::move(name)) {}
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
  Referenced(std::string name, double data_variance)
      : name_(std::move(name)), data_variance_(data_variance) {}
  void declare(config::Visitor& v) override {
    v.key("data_variance", data_variance_,
          "variance of the Gaussian data whose score is the known part, whatever that of the data is: a run "
          "says "
          "both",
          {.range = config::at_least(0)});
  }
  std::shared_ptr<const losses::Parametrisation> build() const override {
    return losses::parametrisation(name_, data_variance_);
  }

 private:
  std::string name_;
  double data_variance_;
};

/// The row of the same name in the losses, with options T.
template <class T>
config::Row<ParametrisationOptions> row_of(const std::string& name, double data_variance) {
  const auto& row = losses::row_named("parametrisation", losses::parametrisations(), name);
  return {row.name, row.summary, [=] { return std::make_unique<T>(name, data_variance); }};
}

config::Registry<ParametrisationOptions> rows_for(double data_variance) {
  return config::Registry<ParametrisationOptions>{{
      row_of<Plain>("plain", data_variance),
      row_of<Referenced>("mixed", data_variance),
      row_of<Referenced>("residual", data_variance),
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

}  // namespace pont::options
