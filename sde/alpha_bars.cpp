// AlphaBars: the linear schedule and the cosine one.
#include "sde/alpha_bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "sde/named_row.hpp"

namespace pont::sde {

AlphaBars::AlphaBars(std::vector<double> values) : values_(std::move(values)) {
  if (values_.empty()) throw std::invalid_argument("alpha_bars: no steps, expected at least one");
  for (int i = 1; i <= steps(); ++i)
    if (!((*this)(i) > 0 && (*this)(i) < (*this)(i - 1)))
      throw std::invalid_argument(fmt::format(
          "alpha_bars: {} at step {}, expected a number above 0 and below that of the step before, {}",
          (*this)(i), i, (*this)(i - 1)));
}

double AlphaBars::log_snr(int i) const {
  const double a = (*this)(i);
  return 0.5 * (std::log(a) - std::log1p(-a));
}

namespace {

AlphaBars of_betas(int steps, const std::function<double(int)>& beta) {
  std::vector<double> values;
  double product = 1;
  for (int i = 1; i <= steps; ++i) values.push_back(product *= 1 - beta(i));
  return AlphaBars(std::move(values));
}

}  // namespace

AlphaBars linear_alpha_bars(int steps, double first, double last) {
  const double step = steps > 1 ? (last - first) / (steps - 1) : 0;
  return of_betas(steps, [&](int i) { return first + step * (i - 1); });
}

AlphaBars cosine_alpha_bars(int steps, double s, double most) {
  const auto f = [&](int i) {
    const double c = std::cos(std::numbers::pi / 2 * (static_cast<double>(i) / steps + s) / (1 + s));
    return c * c;
  };
  return of_betas(steps, [&](int i) { return std::min(1 - f(i) / f(i - 1), most); });
}

const std::vector<Schedule>& schedules() {
  static const std::vector<Schedule> rows{
      {"linear", "beta from 1e-4 to .02", "Ho, Jain & Abbeel 2020, section 4",
       [](int steps) { return linear_alpha_bars(steps); }},
      {"cosine", "alpha_bar a squared cosine", "Nichol & Dhariwal 2021, eq. 17",
       [](int steps) { return cosine_alpha_bars(steps); }}};
  return rows;
}

const Schedule& schedule(const std::string& name) { return row_named("schedule", schedules(), name); }

}  // namespace pont::sde
