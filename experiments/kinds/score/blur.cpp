// blur: noise at a small time beside the narrowest coordinate of the data, in numbers and as a warning.
#include "experiments/kinds/score/blur.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/data/known_law.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {
namespace {

// What is smaller than a level of brightness is not seen in images of bytes.
double level_variance(const data::DataSet& set) {
  const std::optional<data::Pixels> pixels = set.pixels();
  return pixels ? std::pow(2 / pixels->width(), 2) : 0;
}

// 0 where every coordinate is constant.
double smallest_variance(const ScoreModel& model) {
  const Eigen::ArrayXd variances = data::data_moments(*model.data).covariance.diagonal();
  const double rounding = 1e-14 * variances.maxCoeff();
  double smallest = 0;
  for (const double v : variances)
    if (v > rounding && (smallest == 0 || v < smallest)) smallest = v;
  return std::max(smallest, level_variance(*model.data));
}

// Of block 0, in units of the data at time 0.
double noise_variance(const sde::LinearSde& sde, double t) {
  const sde::Kernel K = sde.transition(0, t);
  return K.push(sde.initial)(0, 0) / (K.Phi(0, 0) * K.Phi(0, 0));
}

// The latest time before t with noise of at most `variance`, to a tenth of itself; 0 where there is none.
double time_of(const sde::LinearSde& sde, double variance, double t) {
  const double earliest = 1e-12 * t;
  while (t > earliest && noise_variance(sde, t) > variance) t /= 1.1;
  return t > earliest ? t : 0;
}

// Rounded down to two digits.
double floor2(double x) {
  const double unit = std::pow(10, std::floor(std::log10(x)) - 1);
  return std::floor(x / unit) * unit;
}

std::string remedy(const ScoreModel& model, const SmallTime& at, double smallest) {
  const std::string data = "give the data a larger deviation (standardise: true for those of a file)";
  const double t = time_of(model.sde(), visible_blur * smallest, at.t);
  return t > 0 ? fmt::format("lower {} to {:.1e}, or {}", at.key, floor2(t), data) : data;
}

}  // namespace

double blur(const ScoreModel& model, double t) {
  const double smallest = smallest_variance(model);
  return smallest > 0 && t > 0 ? noise_variance(model.sde(), t) / smallest : 0;
}

std::string blur_warning(const ScoreModel& model, const SmallTime& at) {
  const double share = blur(model, at.t);
  if (share <= visible_blur) return {};
  return fmt::format(
      "At {} = {} the variance of the noise is {} of the data's in their narrowest coordinate, and what is "
      "taken for the data's law is that of data with this noise: {}",
      at.key, at.t, figures::significant(share, 2), remedy(model, at, smallest_variance(model)));
}

void record_blur(run::RunRecord& run, const ScoreModel& model, const SmallTime& at) {
  if (const std::string warning = blur_warning(model, at); !warning.empty())
    run.file().write_text("blur/" + at.measure, warning);
}

std::string blur_sentences(const store::H5Reader& run) {
  std::string all;
  for (const std::string& measure : run::below(run, "blur"))
    all += "\n**Warning.** " + run.text("blur/" + measure) + ".\n";
  return all;
}

}  // namespace pont::kinds::score
