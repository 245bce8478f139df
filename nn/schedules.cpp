// Learning rates by step, recorded in float64.
#include "nn/schedules.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::Var;
using std::int64_t;

void require(bool ok, const std::string& what) {
  if (!ok) throw std::invalid_argument("learning rate: " + what);
}

Var number(Var step) { return ad::cast(step, ad::Dtype::f64); }

// The fraction of the full rate during the warm-up, 1 after it.
Var warmth(Var s, int64_t warmup) {
  if (warmup == 0) return s.tape->scalar(1, ad::Dtype::f64);
  return ad::minimum((s + 1) / static_cast<double>(warmup), 1);
}

}  // namespace

Schedule constant_rate(double rate) {
  require(rate > 0, fmt::format("{} given, expected a positive rate", rate));
  return [rate](Var step) { return step.tape->scalar(rate, ad::Dtype::f64); };
}

Schedule linear_warmup(double rate, int64_t warmup) {
  require(rate > 0 && warmup > 0,
          fmt::format("rate {} and {} warm-up steps given, expected positive ones", rate, warmup));
  return [=](Var step) { return rate * warmth(number(step), warmup); };
}

Schedule cosine(double rate, int64_t warmup, int64_t total, double last) {
  require(rate > 0 && last >= 0 && last <= rate,
          fmt::format("from {} to {} given, expected 0 <= last <= rate and rate > 0", rate, last));
  require(warmup >= 0 && total > warmup,
          fmt::format("{} warm-up steps of {} given, expected 0 <= warm-up < total", warmup, total));
  return [=](Var step) {
    const Var s = number(step);
    const double length = static_cast<double>(total - warmup);
    const Var done = ad::minimum(ad::maximum((s - static_cast<double>(warmup)) / length, 0), 1);
    const Var curve = last + (rate - last) * (0.5 + 0.5 * ad::cos(3.14159265358979323846 * done));
    return warmth(s, warmup) * curve;
  };
}

Schedule step_decay(double rate, int64_t every, double factor) {
  require(
      rate > 0 && every > 0 && factor > 0 && factor <= 1,
      fmt::format("rate {}, factor {} every {} steps given, expected positive ones and a factor of at most 1",
                  rate, factor, every));
  return [=](Var step) {
    const Var periods = ad::floor(number(step) / static_cast<double>(every));
    return rate * ad::pow(step.tape->scalar(factor, ad::Dtype::f64), periods);
  };
}

}  // namespace pont::nn
