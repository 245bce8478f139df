// The cells: continuous laws in closed form, discretised ones by composing the steps.
#include "experiments/reproductions/gaussian/gaussian_table.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"

namespace pont::reproductions::gaussian {
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

}  // namespace pont::reproductions::gaussian
