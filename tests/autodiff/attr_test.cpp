// Attributes: equality by type and value, and what the compiler makes of it.
#include <gtest/gtest.h>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

struct Window {
  std::vector<i64> kernel, stride;
  bool operator==(const Window&) const = default;
};
struct Other {
  std::vector<i64> kernel, stride;
  bool operator==(const Other&) const = default;
  std::size_t hash() const { return 7; }
};

TEST(Attr, AreEqualByTypeAndValue) {
  const Attr a = Window{.kernel = {3, 3}, .stride = {1, 2}}, same = Window{.kernel = {3, 3}, .stride = {1, 2}},
             wider = Window{.kernel = {3, 3}, .stride = {1, 3}}, other = Other{.kernel = {3, 3}, .stride = {1, 2}},
             none;
  EXPECT_EQ(a, same);
  EXPECT_EQ(none, Attr());
  for (const Attr& different : {wider, other, none}) EXPECT_FALSE(a == different || different == a);
  EXPECT_EQ(a.hash(), same.hash());
  EXPECT_EQ(other.hash(), 7u);
}

TEST(Attr, GiveTheirStructAndNoOther) {
  const Attr a = Window{.kernel = {5}, .stride = {2}};
  EXPECT_EQ(a.as<Window>().stride, std::vector<i64>{2});
  EXPECT_THROW(a.as<Other>(), std::bad_cast);
  EXPECT_THROW(Attr().as<Window>(), std::bad_cast);
}

// Two instructions that differ in one field of their attributes, or in nothing.
TEST(Attr, TellTheCompilerWhatIsComputedTwice) {
  Tape tape;
  const Var x = tape.input({4, 4}, Dtype::f64, "x"), step = tape.constant(Tensor::scalar<i64>(0));
  const Key key = Key::root(1);
  const auto draw = [&](Key k) { return normal(step, step, k, {4}, Dtype::f64); };
  const auto instructions = [](Var a, Var b) { return compile({a + b}).plan().instructions.size(); };
  const std::vector<std::pair<Var, Var>> same{{matmul(x, x, true), matmul(x, x, true)},
                                              {permute(x, {1, 0}), permute(x, {1, 0})},
                                              {cumsum(x, 0), cumsum(x, 0)},
                                              {draw(key), draw(key)}},
      different{{matmul(x, x, true), matmul(x, x, false, true)},
                {sum(x, {0}), sum(x, {1})},
                {slice(x, {0, 0}, {4, 4}, {2, 1}), slice(x, {1, 0}, {4, 4}, {2, 1})},
                {pad(x, {1, 0}, {0, 0}), pad(x, {0, 0}, {1, 0})},
                {cumsum(x, 0), cumsum(x, 0, true)},
                {draw(key), draw(key / "other")}};
  for (const auto& [a, b] : same) EXPECT_EQ(instructions(a, b), instructions(a, a));
  for (const auto& [a, b] : different) EXPECT_GT(instructions(a, b), instructions(a, a));
}

}  // namespace
}  // namespace pont::ad
