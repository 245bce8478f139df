// Minibatch couplings: one struct per coupling, and their list.
#include "experiments/kinds/bridge/coupling.hpp"

#include <numeric>

#include "experiments/metrics/wasserstein.hpp"
#include "sde/transport/sinkhorn.hpp"

namespace pont::kinds::bridge {
namespace {

// Both blocks are independent draws already.
class Independent final : public MinibatchCoupling {
 public:
  std::vector<Eigen::Index> partners(const metrics::Points& x, const metrics::Points&,
                                     ad::Key) const override {
    std::vector<Eigen::Index> same(static_cast<std::size_t>(x.rows()));
    std::iota(same.begin(), same.end(), 0);
    return same;
  }
};

// Equal weights on equally many points: the simplex ends at a vertex, which is a permutation.
class Optimal final : public MinibatchCoupling {
 public:
  std::vector<Eigen::Index> partners(const metrics::Points& x, const metrics::Points& y,
                                     ad::Key) const override {
    std::vector<Eigen::Index> to(static_cast<std::size_t>(x.rows()));
    for (const sde::CoupledPair& p : metrics::optimal_coupling(x, y).pairs)
      to[static_cast<std::size_t>(p.from)] = p.to;
    return to;
  }
};

// A partner is drawn from the row of the entropic plan.
class Entropic final : public MinibatchCoupling {
 public:
  explicit Entropic(double epsilon) : epsilon_(epsilon) {}
  std::vector<Eigen::Index> partners(const metrics::Points& x, const metrics::Points& y,
                                     ad::Key key) const override {
    const Eigen::Index n = x.rows();
    const Eigen::VectorXd weights = Eigen::VectorXd::Ones(n);
    sde::Batch cost(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
      cost.row(i) = 0.5 * (y.rowwise() - x.row(i)).rowwise().squaredNorm().transpose();
    const sde::Batch plan =
        sde::entropic_plan(weights, weights, cost, epsilon_, {.tolerance = 1e-3}).matrix(cost);
    std::vector<Eigen::Index> to;
    for (Eigen::Index i = 0; i < n; ++i)
      to.push_back(drawn(plan.row(i), key.uniform(static_cast<ad::u64>(i)) * plan.row(i).sum()));
    return to;
  }

 private:
  static Eigen::Index drawn(const Eigen::RowVectorXd& masses, double mass) {
    Eigen::Index j = 0;
    while (j + 1 < masses.size() && (mass -= masses[j]) > 0) ++j;
    return j;
  }
  double epsilon_;
};

template <class C>
struct WithoutKeys final : CouplingOptions {
  void declare(config::Visitor&) override {}
  std::shared_ptr<const MinibatchCoupling> build(double) const override { return std::make_shared<C>(); }
};

struct EntropicOptions final : CouplingOptions {
  double epsilon = 0;
  void declare(config::Visitor& v) override {
    v.key("epsilon", epsilon,
          "regularisation of the cost |x - y|^2 / 2; 0: that of the reference, 2 T for Brownian motion",
          {.unit = "data^2", .range = config::at_least(0)});
  }
  std::shared_ptr<const MinibatchCoupling> build(double regularisation) const override {
    return std::make_shared<Entropic>(epsilon > 0 ? epsilon : regularisation);
  }
};

}  // namespace

const config::Registry<CouplingOptions>& couplings() {
  static const config::Registry<CouplingOptions> rows{{
      config::row<CouplingOptions, WithoutKeys<Independent>>("independent", "every pair is independent"),
      config::row<CouplingOptions, WithoutKeys<Optimal>>(
          "optimal", "exact optimal transport of the block (Tong et al. 2024; Pooladian et al. 2023)"),
      config::row<CouplingOptions, EntropicOptions>(
          "entropic", "drawn from the entropic plan of the block (Tong et al. 2024)"),
  }};
  return rows;
}

}  // namespace pont::kinds::bridge
