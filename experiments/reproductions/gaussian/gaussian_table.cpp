// W2 errors of four samplers, exactly and from samples.
#include "experiments/reproductions/gaussian/gaussian_table.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::reproductions::gaussian {

// The cells: continuous laws in closed form, discretised ones by composing the steps.

namespace {

using sde::Interval;
using sde::Spectrum;
using sde::StudyScheme;

double data(double lambda) { return lambda; }

reproduce::Measured cell(const std::string& row, const std::string& column, double error) {
  return {row, column, error, study_digits(error)};
}

void add_continuous(std::vector<reproduce::Measured>& cells, const GaussianStudy& study,
                    const Spectrum& spectrum, const StudyScheme& scheme, double eps, const std::string& row) {
  for (const StudyStart& start : study_starts()) {
    const auto reached = [&](double lambda) { return start.limit(study.diffusion, scheme, lambda, eps); };
    cells.push_back(cell(row, "continuous " + start.name, sde::wasserstein2(spectrum, reached, data)));
  }
}

void add_discretised(std::vector<reproduce::Measured>& cells, const GaussianStudy& study,
                     const Spectrum& spectrum, const StudyScheme& scheme, const std::vector<Interval>& steps,
                     const std::string& row) {
  for (const StudyStart& start : study_starts()) {
    const auto reached = [&](double lambda) {
      return sde::compose(scheme, steps, lambda)(start.variance(study.diffusion, lambda));
    };
    cells.push_back(cell(row, fmt::format("{} {}", steps.size() + 1, start.name),
                         sde::wasserstein2(spectrum, reached, data)));
  }
}

}  // namespace

const std::vector<StudyStart>& study_starts() {
  using sde::GaussianDiffusion;
  static const std::vector<StudyStart> rows{
      {"p_T", [](const GaussianDiffusion& d, double lambda) { return d.forward(lambda, d.T()); },
       [](const GaussianDiffusion& d, const StudyScheme&, double lambda, double t) {
         return d.forward(lambda, t);
       }},
      {"N_0", [](const GaussianDiffusion&, double) { return 1.0; },
       [](const GaussianDiffusion& d, const StudyScheme& scheme, double lambda, double t) {
         return (d.*scheme.limit)(lambda, t);
       }},
  };
  return rows;
}

std::vector<reproduce::Measured> gaussian_table(const GaussianStudy& study, const Spectrum& spectrum) {
  std::vector<reproduce::Measured> cells;
  for (const StudyScheme& scheme : sde::study_schemes())
    for (const double eps : study.eps) {
      const std::string row = scheme.name + " " + config::format_number(eps);
      add_continuous(cells, study, spectrum, scheme, eps, row);
      for (const int nodes : study.nodes)
        add_discretised(cells, study, spectrum, scheme, study.diffusion.steps(nodes, eps), row);
    }
  return cells;
}

std::string study_digits(double error) {
  if (error == 0) return "0";
  if (!std::isfinite(error)) return "inf";
  if (error >= 0.01) return fmt::format("{:.2f}", error);
  const std::string scientific = fmt::format("{:.1e}", error);  // 6.7e-04
  const std::size_t e = scientific.find('e');
  return fmt::format("{}E{}", scientific.substr(0, e), std::stoi(scientific.substr(e + 1)));
}

// Samples along the eigenvectors of the data, where every law of the study has independent coordinates.

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
