// Tests that need a device: skipped where there is none.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "autodiff/compile.hpp"
#include "autodiff/cuda/cuda.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {

class OnDevice : public testing::Test {
 protected:
  void SetUp() override {
    try {
      device = open_cuda(Precision::float32);
    } catch (const NoDevice& e) {
      GTEST_SKIP() << e.what();
    }
  }
  std::unique_ptr<Backend> device;
};

using Given = std::vector<std::pair<Var, Tensor>>;

/// What no result is: NaN, or the smallest integer.
inline Tensor poison(const Shape& shape, Dtype dtype) {
  Tensor t(shape, dtype);
  with_type(dtype, [&](auto x) {
    using T = std::numeric_limits<decltype(x)>;
    std::ranges::fill(t.data<decltype(x)>(), T::is_integer ? T::min() : T::quiet_NaN());
  });
  return t;
}

/// The outputs after `replays` replays on a backend, each of which begins with poisoned outputs.
inline std::vector<Tensor> results(Backend& backend, const std::vector<Var>& outputs, const Given& given,
                                   int replays = 1) {
  Program program = compile(outputs, {}, backend);
  std::vector<Tensor> values;
  for (int r = 0; r < replays; ++r) {
    for (const Var& v : outputs) program.set(v, poison(v.shape(), v.dtype()));
    for (const auto& [var, value] : given) program.set(var, value);
    program.run();
  }
  for (const Var& v : outputs) values.push_back(program.get(v));
  return values;
}

/// Every element of `value` within `bound` times the largest magnitude of `exact`; integers are equal.
inline void expect_close(const Tensor& value, const Tensor& exact, double bound, const std::string& what) {
  ASSERT_EQ(value.shape(), exact.shape()) << what;
  double scale = 0;
  for (i64 i = 0; i < exact.shape().size(); ++i)
    if (std::isfinite(exact.at(i))) scale = std::max(scale, std::abs(exact.at(i)));
  if (value.dtype() == Dtype::i64) bound = 0;
  for (i64 i = 0; i < exact.shape().size(); ++i) {
    const double x = value.at(i), y = exact.at(i);
    const bool same = x == y || (std::isnan(x) && std::isnan(y));
    EXPECT_TRUE(same || std::abs(x - y) <= bound * scale)
        << what << ", element " << i << ": " << x << ", expected " << y << ", largest " << scale;
  }
}

/// Standard normal values; of integers, their integral part.
inline Tensor normal_tensor(const Shape& shape, Dtype dtype, Key key) {
  Tensor t(shape, dtype);
  for (i64 i = 0; i < shape.size(); ++i)
    with_type(dtype, [&](auto x) {
      t.data<decltype(x)>()[static_cast<std::size_t>(i)] =
          static_cast<decltype(x)>(key.normal(static_cast<u64>(i)));
    });
  return t;
}

}  // namespace pont::ad
