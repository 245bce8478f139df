// Samples along the eigenvectors of the data, where every law of the study has independent coordinates.
#include "experiments/reproductions/gaussian/empirical.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/metrics/gaussian.hpp"

namespace pont::reproductions::gaussian {
namespace {

struct Law {
  std::string name;
  Eigen::VectorXd variances;  // [d]
};

template <class Variance>
Eigen::VectorXd over(const sde::Spectrum& spectrum, const Variance& variance) {
  const std::vector<double>& lambda = spectrum.eigenvalues();
  return Eigen::VectorXd::Map(lambda.data(), static_cast<Eigen::Index>(lambda.size())).unaryExpr(variance);
}

std::vector<Law> laws(const GaussianStudy& study, const sde::Spectrum& data,
                      const EmpiricalSettings& settings) {
  std::vector<Law> all{{"data", over(data, [](double lambda) { return lambda; })}};
  for (const sde::StudyScheme& scheme : sde::study_schemes())
    for (const int nodes : settings.nodes) {
      const std::vector<sde::Interval> steps = study.diffusion.steps(nodes, settings.eps);
      all.push_back({fmt::format("{}, N = {}", scheme.name, nodes),
                     over(data, [&](double lambda) { return sde::compose(scheme, steps, lambda)(1); })});
    }
  return all;
}

metrics::Points normals(const ad::Key& key, Eigen::Index n, Eigen::Index d) {
  metrics::Points z(n, d);
  ad::fill_normal(key, 0, 0, z.size(), z.data());
  return z;
}

}  // namespace

sde::Spectrum quantiles(const sde::Spectrum& spectrum, int d) {
  std::vector<double> values;
  double below = 0;  // multiplicity of the eigenvalues before i
  std::size_t i = 0;
  for (int k = 0; k < d; ++k) {
    const double target = (k + 0.5) / d * spectrum.dimension();
    while (i + 1 < spectrum.size() && below + spectrum.multiplicities()[i] < target)
      below += spectrum.multiplicities()[i++];
    values.push_back(spectrum.eigenvalues()[i]);
  }
  return sde::Spectrum(values);
}

std::vector<EmpiricalError> empirical_errors(const GaussianStudy& study, const sde::Spectrum& spectrum,
                                             const EmpiricalSettings& settings, const ad::Key& key) {
  const std::vector<Law> all = laws(study, quantiles(spectrum, settings.dimension), settings);
  const Eigen::VectorXd& data = all[0].variances;
  const sde::Gaussian target{Eigen::VectorXd::Zero(data.size()), data.asDiagonal()};
  std::vector<std::vector<double>> measured(all.size());
  for (int r = 0; r < settings.repetitions; ++r) {
    const metrics::Points z = normals(key / static_cast<std::uint64_t>(r), settings.points, data.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const metrics::Points x = z * all[i].variances.cwiseSqrt().asDiagonal();
      measured[i].push_back(metrics::wasserstein2(metrics::moments(x), target));
    }
  }
  std::vector<EmpiricalError> errors;
  for (std::size_t i = 0; i < all.size(); ++i)
    errors.push_back({all[i].name, (all[i].variances.cwiseSqrt() - data.cwiseSqrt()).norm(),
                      metrics::estimate(measured[i])});
  return errors;
}

}  // namespace pont::reproductions::gaussian
