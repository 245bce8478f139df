// Products by BLAS: the shapes of our own within the rounding errors of any order of summation, and programs whose
// bits depend on no thread.
#include "autodiff/cpu/blas/blas.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <thread>
#include <vector>

#include "autodiff/compile.hpp"
#include "autodiff/cpu/blas/product.hpp"
#include "autodiff/grad.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/workers.hpp"
#include "tests/autodiff/product_cases.hpp"

namespace pont::ad {
namespace {

using test::ProductCase;

// Skipped where there is no library; ./pont test installs one.
class Blas : public ::testing::Test {
 protected:
  void SetUp() override try {
    device = open_blas();
  } catch (const NoBlas& e) {
    GTEST_SKIP() << e.what();
  }
  std::unique_ptr<Backend> device;
};

template <class T>
constexpr T guard = 77;

template <class T>
std::vector<T> computed(const ProductCase<T>& c, i64 cut) {
  std::vector<T> y(static_cast<std::size_t>(c.g.M * c.g.N) + 1, guard<T>);
  const blas::Product<T> product(c.g, c.a.data(), c.b.data(), nullptr);
  product.rows(cut, c.g.M, y.data() + cut * c.g.N);
  product.rows(0, cut, y.data());
  EXPECT_EQ(y.back(), guard<T>);
  y.pop_back();
  return y;
}

// Higham 2002, section 3.1: |computed - exact| <= K u / (1 - K u) sum |a| |b|, in whatever order terms are added.
template <class T>
void check(i64 M, i64 N, i64 K) {
  const auto terms = static_cast<long double>(K), unit = static_cast<long double>(std::numeric_limits<T>::epsilon()) / 2;
  for (const bool ta : {false, true})
    for (const bool tb : {false, true})
      for (const i64 cut : {i64{0}, M / 3}) {
        const ProductCase<T> c(ta, tb, M, N, K);
        const std::vector<T> y = computed(c, cut);
        for (i64 i = 0; i < M; ++i)
          for (i64 j = 0; j < N; ++j) {
            long double exact = 0, sizes = 0;
            for (i64 k = 0; k < K; ++k) {
              const long double term = static_cast<long double>(c.left(i, k)) * c.right(k, j);
              exact += term;
              sizes += std::abs(term);
            }
            const long double error = std::abs(y[static_cast<std::size_t>(i * N + j)] - exact);
            ASSERT_LE(error, terms * unit / (1 - terms * unit) * sizes)
                << fmt::format("{}x{}x{} transposed {}{} cut {} at {}, {}", M, N, K, ta, tb, cut, i, j);
          }
      }
}

TEST_F(Blas, SmallShapesWithEveryEdge) {
  test::for_small_shapes([](i64 M, i64 N, i64 K) {
    check<float>(M, N, K);
    check<double>(M, N, K);
  });
}

TEST_F(Blas, ShapesThatAreCutIntoBlocks) {
  for (const auto& [M, N, K] : test::blocked_shapes) {
    check<float>(M, N, K);
    check<double>(M, N, K);
  }
}

TEST_F(Blas, ANonFiniteElementStaysInItsRow) {
  ProductCase<float> c(false, false, 9, 40, 12);
  c.a[3 * 12 + 5] = std::numeric_limits<float>::infinity();
  const std::vector<float> y = computed(c, 0);
  for (i64 i = 0; i < 9; ++i)
    for (i64 j = 0; j < 40; ++j) EXPECT_EQ(std::isfinite(y[static_cast<std::size_t>(i * 40 + j)]), i != 3);
}

TEST_F(Blas, ASideThatBlasCannotCountIsRefused) {
  const Gemm g{Dtype::f32, false, false, 1, i64{1} << 31, 1, 1};
  EXPECT_THROW(blas::Product<float>(g, nullptr, nullptr, nullptr), std::length_error);
}

TEST_F(Blas, ItsDescriptionNamesLibraryVersionAndProcessor) {
  const std::string text = device->description();
  EXPECT_TRUE(text.starts_with("cpu, products by ")) << text;
  EXPECT_NE(text.find_first_of("0123456789"), std::string::npos) << text;
  EXPECT_EQ(cpu().description(), "cpu");
  EXPECT_STREQ(device->name(), "cpu");
}

// Two layers and their gradients: products alone and within chains, either factor transposed, and for 1,100 rows the
// sums that our own products have a loop for.
std::vector<Tensor> layers(Backend& device, i64 rows) {
  Tape tape;
  const Var x = tape.input({rows, 24}, Dtype::f32, "x"), w = tape.input({24, 40}, Dtype::f32, "w"),
            v = tape.input({40, 33}, Dtype::f32, "v");
  const Var y = tanh(matmul(tanh(matmul(x, w)), v));
  std::vector<Var> outputs = grad(mean(square(y)), std::vector{x, w, v});
  outputs.push_back(y);
  Program p = compile(outputs, {}, device);
  for (const Var& input : {x, w, v})
    p.set(input, std::span<const float>(test::random_values<float>(input.shape().size(), "values")));
  p.run();
  std::vector<Tensor> values;
  for (const Var& out : outputs) values.push_back(p.get(out));
  return values;
}

double largest_difference(const Tensor& a, const Tensor& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.data<float>().size(); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(a.data<float>()[i]) - b.data<float>()[i]));
  return largest;
}

TEST_F(Blas, ProgramsAgreeWithOurOwnProducts) {
  for (const i64 rows : {1, 50, 300, 1100}) {
    const auto ours = layers(cpu(), rows), theirs = layers(*device, rows);
    for (std::size_t i = 0; i < ours.size(); ++i)
      EXPECT_LT(largest_difference(ours[i], theirs[i]), 2e-5) << rows << " rows, output " << i;
  }
}

TEST_F(Blas, ItAndNotOurOwnComputes) {
  EXPECT_NE(layers(cpu(), 300), layers(*device, 300));  // in the last bits
}

TEST_F(Blas, ThreadsAtATimeGiveTheBitsOfOne) {
  const auto alone = layers(*device, 300);
  std::vector<std::vector<Tensor>> at_a_time(4);
  {
    std::vector<std::jthread> threads;
    for (auto& values : at_a_time) threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) values = layers(*device, 300);
    });
  }
  for (const auto& values : at_a_time) EXPECT_EQ(values, alone);
}

TEST_F(Blas, ATeamKeepsTheLibrary) {
  Workers workers(2, *device);
  const auto team = device->team(workers);
  EXPECT_EQ(team->description(), device->description());
  EXPECT_EQ(layers(*team, 300), layers(*device, 300));
}

}  // namespace
}  // namespace pont::ad
