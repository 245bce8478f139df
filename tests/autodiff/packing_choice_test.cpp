// Which right factors are packed ahead of the runs, and what may be fixed.
#include <gtest/gtest.h>

#include <array>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

TEST(Packing, OnlyWhatAProductOfManyRowsReadsFromAFixedInput) {
  const auto packed = [](const auto& record) {
    Tape tape;
    std::vector<Var> fixed;
    const auto input = [&](Shape s) { return tape.input(s, Dtype::f32, "x"); };
    const auto fix = [&](Shape s) { return fixed.emplace_back(input(s)); };
    const Var y = record(input, fix);
    return compile(std::array{y}, {}, cpu(), fixed).plan().preparation;
  };
  const auto product = [&](Shape a, Shape b, bool ta, bool tb) {
    return packed([&](auto input, auto fix) { return matmul(input(a), fix(b), ta, tb); });
  };
  EXPECT_EQ(product({17, 5}, {5, 7}, false, false), 1u);
  EXPECT_EQ(product({16, 5}, {5, 7}, false, false), 0u) << "few rows";
  EXPECT_EQ(product({16, 5}, {7, 5}, false, true), 1u)
      << "few rows, but the factor cannot be read as it lies";
  EXPECT_EQ(product({5, 99}, {5, 7}, true, false), 0u) << "narrow";
  EXPECT_EQ(product({2, 17, 5}, {2, 5, 7}, false, false), 0u) << "batch";
  EXPECT_EQ(packed([](auto input, auto fix) { return matmul(fix({17, 5}), input({5, 7})); }), 0u) << "left";
  EXPECT_EQ(packed([](auto input, auto) { return matmul(input({17, 5}), input({5, 7})); }), 0u) << "varying";
  EXPECT_EQ(packed([](auto input, auto fix) {
              return matmul(input({17, 5}), 2 * fix({5, 7}));
            }),
            0u)
      << "computed";
  EXPECT_EQ(packed([](auto input, auto fix) {
              return matmul(input({17, 5}), reshape(slice_axis(fix({99}), 0, 3, 38), {5, 7}));
            }),
            1u)
      << "a view";
  EXPECT_EQ(packed([](auto input, auto fix) {
              const Var w = fix({5, 5});
              return matmul(matmul(input({17, 5}), w), w);
            }),
            1u)
      << "two readers";
}

TEST(Packing, RefusesToFixWhatChanges) {
  Tape tape;
  const Var x = tape.input({17, 5}, Dtype::f32, "x"), w = tape.input({5, 5}, Dtype::f32, "w");
  const Var y = matmul(x, w);
  const auto refusal = [&](Var fixed) -> std::string {
    try {
      compile({y}, {{w, w + 1}}, cpu(), {fixed});
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_EQ(
      refusal(y),
      "compile: value 2 given as fixed is the result of 'matmul', expected an input of the outputs' tape");
  EXPECT_EQ(refusal(w),
            "compile: input 1 given as fixed is the state of an update, which changes it; leave it out of "
            "the fixed ones");
  EXPECT_EQ(refusal(x), "");
}

}  // namespace
}  // namespace pont::ad
