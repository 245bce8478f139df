// One struct per set of keys of a parametrisation, and their list.
#include "experiments/options/objectives.hpp"
#include "losses/table.hpp"

namespace pont::experiments {
namespace {

class Plain final : public ParametrisationOptions {
 public:
  explicit Plain(std::string name) : name_(std::move(name)) {}
  void declare(Visitor&) override {}
  std::shared_ptr<const losses::Parametrisation> build() const override {
    return losses::parametrisation(name_, 0);
  }

 private:
  std::string name_;
};

/// A linear reference: the score that data N(0, data_variance) would have.
class Referenced final : public ParametrisationOptions {
 public:
  explicit Referenced(std::string name) : name_(std::move(name)) {}
  void declare(Visitor& v) override {
    v.key("data_variance", data_variance_, "variance of the Gaussian data whose score is the known part",
          {.range = at_least(0)});
  }
  std::shared_ptr<const losses::Parametrisation> build() const override {
    return losses::parametrisation(name_, data_variance_);
  }

 private:
  std::string name_;
  double data_variance_ = 1;  // Vahdat, Kreis & Kautz 2021, section 3.2
};

/// The row of the same name in the losses, with options T.
template <class T>
Row<ParametrisationOptions> row_of(const std::string& name) {
  const auto& row = losses::row_named("parametrisation", losses::parametrisations(), name);
  return {row.name, row.summary, [name] { return std::make_unique<T>(name); }};
}

}  // namespace

const Registry<ParametrisationOptions>& parametrisations() {
  static const Registry<ParametrisationOptions> rows{{
      row_of<Plain>("plain"),
      row_of<Referenced>("mixed"),
      row_of<Referenced>("residual"),
  }};
  return rows;
}

}  // namespace pont::experiments
