// Random streams: known answers, keys as values, and draws that depend on nothing but key, slot and element.
#include "autodiff/rng.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "autodiff/draws.hpp"

namespace pont::ad {
namespace {

// Random123, tests/kat_vectors: philox4x32, 10 rounds.
TEST(Philox, KnownAnswers) {
  struct Case {
    philox4x32_ctr_t counter;
    philox4x32_key_t key;
    philox4x32_ctr_t expected;
  };
  const Case cases[] = {
      {{{0, 0, 0, 0}}, {{0, 0}}, {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}}},
      {{{~0u, ~0u, ~0u, ~0u}}, {{~0u, ~0u}}, {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}}},
      {{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}},
       {{0xa4093822, 0x299f31d0}},
       {{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}},
  };
  for (const Case& c : cases) EXPECT_EQ(philox4x32(c.counter, c.key), c.expected);
}

// The same vectors through Key: which word of the counter is the block and which the slot, which of the key's
// is low.
TEST(Key, CounterLayout) {
  EXPECT_EQ(Key::root(0).bits(0), (Key::Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(Key::root(0x299f31d0a4093822).bits(0x85a308d3243f6a88, 0x0370734413198a2e),
            (Key::Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Key, IsAValue) {
  const Key key = Key::root(1) / "noise" / 3;
  EXPECT_EQ(key, Key::root(1) / "noise" / 3);
  EXPECT_EQ(key.value(), (Key::root(1) / "noise" / 3).value());
  EXPECT_NE(key, Key::root(1) / "noise" / 4);
  EXPECT_NE(key, Key::root(2) / "noise" / 3);
  EXPECT_NE(key, Key::root(1) / 3 / "noise");
  EXPECT_EQ(Key::root(42).value(), 42u);
}

// A pinned value: a change of the derivation would silently change every published run.
TEST(Key, DerivationIsPinned) {
  const Key number = Key::root(1) / 7, name = Key::root(1) / "noise";
  EXPECT_EQ(number.value(), 0x12e486492a1f413f);
  EXPECT_EQ(name.value(), 0x48eaa533c8500077);
}

TEST(Key, NamesAndNumbersDoNotCollide) {
  std::set<u64> seen;
  const Key root = Key::root(5);
  u64 hash_of_a = (0xcbf29ce484222325 ^ u64{'a'}) * 0x100000001b3;
  std::vector<Key> keys{
      root,       root / "a", root / hash_of_a, root / "", root / 0xcbf29ce484222325, root / "a" / "b",
      root / "ab"};
  for (u64 i = 0; i < 1000; ++i) keys.push_back(root / i), keys.push_back(root / std::to_string(i));
  for (Key k : keys) EXPECT_TRUE(seen.insert(k.value()).second);
}

// A child key is a Philox output whose counter has the top bit set; draws clear that bit, whatever the slot.
TEST(Key, NoDrawReachesAChildKey) {
  const Key root = Key::root(9);
  const philox4x32_key_t key{{9, 0}};
  const philox4x32_ctr_t number{{3, 0, 0, 0x80000000}},
      name{{0x84222325, 0xcbf29ce4, 1, 0x80000000}};  // "" hashed
  const auto number_words = philox4x32(number, key), name_words = philox4x32(name, key);
  EXPECT_EQ((root / 3).value(), draws::join(number_words.v[0], number_words.v[1]));
  EXPECT_EQ((root / "").value(), draws::join(name_words.v[0], name_words.v[1]));
  EXPECT_EQ(root.bits(3, u64{1} << 63), root.bits(3, 0));  // the nearest a draw gets: its slot has 63 bits
  EXPECT_NE(root.bits(3, u64{1} << 63)[0], number_words.v[0]);
}

// One row for each way to fill; every test below walks all of them.
template <class T>
struct Filler {
  using Real = T;
  std::string name;
  void (*fill)(Key, u64, u64, i64, T*);
};
template <class Test>
void for_each_filler(Test test) {
  test(Filler<u32>{"bits", fill_bits});
  test(Filler<float>{"uniform<float>", fill_uniform});
  test(Filler<double>{"uniform<double>", fill_uniform});
  test(Filler<float>{"normal<float>", fill_normal});
  test(Filler<double>{"normal<double>", fill_normal});
}

TEST(Fill, ElementDependsOnNeitherFirstNorLength) {
  for_each_filler([](auto filler) {
    using T = typename decltype(filler)::Real;
    const Key key = Key::root(3) / "cut";
    constexpr i64 n = 700;
    std::vector<T> whole(n), part(n);
    filler.fill(key, 11, 0, n, whole.data());
    for (i64 first = 0; first < 300; first += 7)
      for (i64 length : {0, 1, 2, 3, 4, 5, 63, 64, 127, 128, 129, 255, 256, 257, 400}) {
        part.assign(n, T(-77));
        filler.fill(key, 11, u64(first), length, part.data());
        for (i64 i = 0; i < length; ++i)
          ASSERT_EQ(part[i], whole[first + i]) << filler.name << " " << first << " " << i;
        ASSERT_EQ(part[length], T(-77)) << filler.name << ": wrote beyond its end";
      }
  });
}

TEST(Fill, HugeElementNumbersAndSlotsCount) {
  for_each_filler([](auto filler) {
    using T = typename decltype(filler)::Real;
    const Key key = Key::root(3);
    const u64 far = u64{1} << 40, slots[] = {0, 1, u64{1} << 32, (u64{1} << 63) - 1};
    std::set<T> seen;
    for (u64 slot : slots)
      for (u64 first : {u64{0}, far, far << 20}) {
        T x[8], y[1];
        filler.fill(key, slot, first, 8, x);
        filler.fill(key, slot, first + 5, 1, y);
        EXPECT_EQ(x[5], y[0]) << filler.name;
        seen.insert(x[5]);
      }
    EXPECT_EQ(seen.size(), 12u) << filler.name;
  });
}

// The vectorised blocks against Random123 one block at a time, bit for bit.
TEST(Fill, BitsAreRandom123s) {
  const Key key = Key::root(0x0123456789abcdef);
  std::vector<u32> x(4096);
  fill_bits(key, 0x123456789a, u64{4} << 34, 4096, x.data());
  for (u64 i = 0; i < 4096; ++i) ASSERT_EQ(x[i], key.bits((u64{1} << 34) + i / 4, 0x123456789a)[i % 4]) << i;
}

TEST(Fill, ScalarDrawsAreTheSameNumbers) {
  const Key key = Key::root(8) / "scalar";
  std::vector<double> u(1000), z(1000);
  fill_uniform(key, 6, 17, 1000, u.data());
  fill_normal(key, 6, 17, 1000, z.data());
  for (u64 i = 0; i < 1000; ++i) {
    ASSERT_EQ(u[i], key.uniform(17 + i, 6));
    ASSERT_EQ(z[i], key.normal(17 + i, 6));
  }
}

// The bulk float numbers are the formulas of draws.hpp applied to single words: vectorisation changes no bit.
TEST(Fill, FloatsAreTheScalarFormulas) {
  const Key key = Key::root(8) / "floats";
  std::vector<u32> w(1000);
  std::vector<float> u(1000), z(1000);
  fill_bits(key, 0, 0, 1000, w.data());
  fill_uniform(key, 0, 0, 1000, u.data());
  fill_normal(key, 0, 0, 1000, z.data());
  for (int i = 0; i < 1000; i += 2) {
    const auto [first, second] = draws::normals(w[i], w[i + 1]);
    ASSERT_EQ(z[i], first);
    ASSERT_EQ(z[i + 1], second);
    ASSERT_EQ(u[i], draws::uniform(w[i]));
  }
}

TEST(Draws, UniformsLieInTheOpenInterval) {
  EXPECT_EQ(draws::uniform(u32{0}), 0x1p-24f);
  EXPECT_EQ(draws::uniform(~u32{0}), 1 - 0x1p-24f);
  EXPECT_EQ(draws::uniform(u64{0}), 0x1p-53);
  EXPECT_EQ(draws::uniform(~u64{0}), 1 - 0x1p-53);
}

// Box-Muller against long double at the extreme words and on a lattice of ordinary ones. In units of the
// rounding error r: log 1.7 / 2, its argument 1 / (2 log 4/3), sqrt 1, sine 1.6, angle 2.5 pi/4, product 1:
// together below 9 r.
template <class Word>
void compare_with_long_double(int bits, double rounding) {
  using L = long double;
  constexpr int width = 8 * sizeof(Word);
  const Word top = ~Word(0), half = Word(1) << (width - 1), three_quarters = Word(3) << (width - 2);
  std::vector<Word> words{0, 1, 2, top, top - 1, half, three_quarters, three_quarters - 1};
  for (Word i = 1; i < 300; ++i) words.push_back(i * Word(0x9e3779b97f4a7c15));
  double worst = 0;
  for (Word r : words)
    for (Word a : words) {
      const L u = ldexpl(L(r >> (width - bits)) + 0.5L, -bits),
              v = ldexpl(L(a >> (width - bits)) + 0.5L, -bits);
      const L radius = sqrtl(-2 * (u > 0.5L ? log1pl(u - 1) : logl(u))), angle = 2 * acosl(-1) * v;
      const auto [x, y] = draws::normals(r, a);
      worst =
          std::max({worst, double(fabsl(x / radius - cosl(angle))), double(fabsl(y / radius - sinl(angle)))});
    }
  EXPECT_LT(worst, 9 * rounding);
  EXPECT_GT(worst, rounding);
  EXPECT_NEAR(draws::normals(Word(0), Word(0)).first, std::sqrt(2 * (bits + 1) * std::log(2.0)), 1e-6);
}
TEST(Draws, NormalsAreBoxMullerFloat) { compare_with_long_double<u32>(32, 0x1p-24); }
TEST(Draws, NormalsAreBoxMullerDouble) { compare_with_long_double<u64>(52, 0x1p-53); }

}  // namespace
}  // namespace pont::ad
