// The list, verb by verb. Bounds: sums of n positive terms in any two orders differ by less than 2 n half
// ulps.
#include "tests/cuda/verb_cases.hpp"

#include <fmt/format.h>

#include <limits>

namespace pont::ad {
namespace {

constexpr Dtype reals[] = {Dtype::f32, Dtype::f64}, all[] = {Dtype::f32, Dtype::f64, Dtype::i64},
                stored[] = {Dtype::f32, Dtype::f64, Dtype::i64, Dtype::u8};

double rounding(Dtype d) {
  return d == Dtype::f32 ? std::numeric_limits<float>::epsilon() : std::numeric_limits<double>::epsilon();
}

struct Swap final : RowFunction {
  int inputs() const override { return 3; }
  int outputs() const override { return 2; }
  void operator()(const double* in, double* out) const override {
    out[0] = in[2];
    out[1] = in[0] + in[1];
  }
};

void add_products(std::vector<VerbCase>& cases) {
  const i64 sizes[][4] = {{1, 1, 1, 1}, {2, 3, 5, 7}, {3, 17, 33, 4}, {1, 4, 65, 31}, {2, 3, 4, 0}};
  for (const auto& [batch, M, N, K] : sizes)
    for (const Dtype d : reals)
      for (const bool ta : {false, true})
        for (const bool tb : {false, true})
          cases.push_back({fmt::format("gemm {} {}x{}x{} {}{} {}", batch, M, N, K, ta, tb, name_of(d)),
                           Gemm{d, ta, tb, batch, M, N, K}, 2 * static_cast<double>(K) * rounding(d)});
}

// A kernel of 3 x 2 taps on images of 5 x 4 pixels, 3 channels: as it slides, as its transpose does, and by
// position.
void add_windows(std::vector<VerbCase>& cases) {
  const Window slides{3, 3, {5, 4}, {3, 3}, {3, 2}, {2, 1}, {-1, 0}, {1, 1}, {1, 1}};
  const Window back{3, 5, {3, 3}, {5, 4}, {3, 2}, {1, 1}, {1, 0}, {-1, -1}, {2, 1}};
  for (const Dtype d : reals) {
    const auto add = [&](const char* name, bool ta, bool tb, const Window& w, i64 N) {
      Gemm g{d, ta, tb, 1, w.rows(), N, w.depth(), false, WindowTable::of(w)};
      if (ta) std::swap(g.M, g.K);
      cases.push_back(
          {fmt::format("{} {}", name, name_of(d)), g, 2 * static_cast<double>(g.K) * rounding(d)});
    };
    add("conv", false, false, slides, 5);
    add("conv_input", false, true, back, 3);
    add("conv_weight", true, false, slides, 5);
  }
}

/// y = tanh(a[i] b) * c + d with b a scalar, c along columns, d along rows; then z = y + a.
Chain chain(Dtype d, i64 rows, i64 columns) {
  Chain v{d, Shape{rows, columns}, 2, 3, {}, {}};
  using Kind = ChainInput::Kind;
  v.inputs = {{Kind::contiguous, {}, 0},
              {Kind::scalar, {}, 0},
              {Kind::broadcast, {0, 1}, 6},
              {Kind::broadcast, {1, 0}, 7}};
  v.ops = {{ScalarOp::mul, {2, 3, 0}, 8},
           {ScalarOp::tanh, {8, 0, 0}, 8},
           {ScalarOp::mul, {8, 6, 0}, 8},
           {ScalarOp::add, {8, 7, 0}, 0},
           {ScalarOp::add, {0, 2, 0}, 1}};
  return v;
}

void add_chains(std::vector<VerbCase>& cases) {
  for (const auto& [rows, columns] : {std::pair<i64, i64>{1, 1}, {3, 85}, {2, 128}, {257, 1}, {31, 33}})
    for (const Dtype d : reals)
      cases.push_back({fmt::format("chain {}x{} {}", rows, columns, name_of(d)), chain(d, rows, columns)});
  for (const Dtype d : reals) {
    Chain v = chain(d, 9, 31);
    std::swap(v.inputs[0], v.inputs[3]);  // the last input is the product
    for (MicroOp& op : v.ops)
      for (std::uint16_t& r : op.in) r = r == 2 ? 5 : r;
    v.inputs[0].kind = ChainInput::Kind::broadcast;
    const Gemm product{d, false, true, 1, 9, 31, 40};
    cases.push_back({fmt::format("fused product {}", name_of(d)), GemmChain{product, v}, 200 * rounding(d)});
    Gemm windowed{d, false, false, 1, 9, 31, 12};
    windowed.window = WindowTable::of({1, 3, {4, 4}, {3, 3}, {2, 2}, {1, 1}, {0, 0}, {1, 1}, {1, 1}});
    cases.push_back({fmt::format("fused conv {}", name_of(d)), GemmChain{windowed, v}, 200 * rounding(d)});
  }
}

void add_moves(std::vector<VerbCase>& cases) {
  for (const Dtype d : stored) {
    const auto add = [&](const char* name, const Verb& v) {
      cases.push_back({fmt::format("{} {}", name, name_of(d)), v});
    };
    add("transpose", Copy{d, {17, 33}, {1, 17}, {33, 1}, 0, 0});
    add("slice", Copy{d, {5, 50}, {50, 1}, {120, 2}, 0, 121});
    add("pad", Copy{d, {7, 40}, {90, 2}, {40, 1}, 3, 0});
    add("rank 4", Copy{d, {3, 4, 5, 6}, {120, 6, 24, 1}, {120, 30, 6, 1}, 0, 0});
    add("one element", Copy{d, {}, {}, {}, 0, 0});
    add("contiguous", Copy{d, {257}, {1}, {1}, 2, 3});
    add("nothing", Copy{d, {0, 3}, {3, 1}, {3, 1}, 0, 0});
    for (const i64 n : {0, 1, 255, 256, 257})
      for (const Dtype to : all) add("cast", Convert{d, to, n});
    add("gather", Gather{d, 100, 7, 3});
    add("gather of wide rows", Gather{d, 3, 2, 300});
  }
}

void add_fills(std::vector<VerbCase>& cases) {
  for (const Dtype d : all)
    for (const i64 n : {0, 1, 255, 256, 257})
      for (const double value : {3.0, 0.0})
        cases.push_back({fmt::format("fill {} with {}", name_of(d), value), Fill{d, n, value}});
}

void add_sums(std::vector<VerbCase>& cases) {
  const i64 sizes[][3] = {{1, 1, 1},    {3, 31, 1},   {3, 33, 1}, {2, 128, 1},  {2, 129, 1},
                          {1, 8192, 1}, {2, 8193, 1}, {1, 1, 33}, {2, 1023, 3}, {1, 1024, 2},
                          {2, 1025, 5}, {1, 9, 32},   {1, 0, 3}};
  for (const auto& [outer, n, inner] : sizes)
    for (const Dtype d : reals) {
      const auto name = [&](const char* verb) {
        return fmt::format("{} {}x{}x{} {}", verb, outer, n, inner, name_of(d));
      };
      cases.push_back({name("sum"), Reduce{Reduce::Kind::sum, d, outer, n, inner},
                       2 * static_cast<double>(n) * rounding(d)});
      cases.push_back({name("running sum"), CumulativeSum{d, outer, n, inner, false}});
      cases.push_back({name("running sum from the end"), CumulativeSum{d, outer, n, inner, true}});
      if (n == 0) continue;
      cases.push_back({name("max"), Reduce{Reduce::Kind::max, d, outer, n, inner}});
      cases.push_back({name("argmax"), Reduce{Reduce::Kind::argmax, d, outer, n, inner}});
    }
  for (const Dtype d : reals) {
    cases.push_back({fmt::format("scatter {}", name_of(d)), ScatterAdd{d, 300, 7, 3}});
    cases.push_back({fmt::format("scatter of wide rows {}", name_of(d)), ScatterAdd{d, 5, 3, 257}});
    cases.push_back({fmt::format("scatter of nothing {}", name_of(d)), ScatterAdd{d, 0, 3, 2}});
  }
}

void add_sources(std::vector<VerbCase>& cases) {
  for (const Dtype d : reals) {
    for (const i64 n : {1, 2, 3, 5, 509, 512, 513})
      for (const auto kind : {Draw::Kind::uniform, Draw::Kind::normal})
        cases.push_back({fmt::format("draw {} {}", n, name_of(d)), Draw{kind, d, 77, n, 3}});
    for (const Dtype to : reals)
      cases.push_back(
          {fmt::format("rows {} {}", name_of(d), name_of(to)), MapRows{std::make_shared<Swap>(), d, to, 20}});
  }
}

}  // namespace

std::vector<VerbCase> verb_cases() {
  std::vector<VerbCase> cases;
  for (const auto add : {add_products, add_windows, add_chains, add_moves, add_fills, add_sums, add_sources})
    add(cases);
  return cases;
}

}  // namespace pont::ad
