// Programs on the device: sizes that need more than one block, replays, memory that is bound, and what is
// said of mistakes.
#include <bit>

#include "tests/autodiff/random_program.hpp"
#include "tests/autodiff/ulps.hpp"
#include "tests/cuda/on_device.hpp"

namespace pont::ad {
namespace {

class Programs : public OnDevice {
 protected:
  // The same outputs on the CPU and, twice, on the device.
  void compare(const std::vector<Var>& outputs, const Given& given, double bound, const std::string& what) {
    const std::vector<Tensor> ours = results(*device, outputs, given, 2),
                              exact = results(cpu(), outputs, given);
    for (std::size_t i = 0; i < ours.size(); ++i)
      expect_close(ours[i], exact[i], bound, what + ", output " + std::to_string(i));
    EXPECT_EQ(ours, results(*device, outputs, given)) << what << ": other bits in a second run";
  }
};

TEST_F(Programs, OfRandomInstructions) {
  for (u64 seed = 0; seed < 8; ++seed) {
    Tape tape;
    const RandomProgram r = random_program(tape, Key::root(seed));
    compare(r.outputs, r.inputs, r.inputs[0].second.dtype() == Dtype::f32 ? 1e-5 : 1e-13,
            std::to_string(seed));
  }
}

TEST_F(Programs, Products) {
  const i64 sizes[][4] = {{1, 1, 1, 1}, {2, 3, 5, 7}, {1, 33, 17, 65},
                          {3, 8, 8, 0}, {0, 2, 2, 2}, {1, 4, 0, 3}};
  for (const auto& [batch, M, N, K] : sizes)
    for (const unsigned transposed : {0u, 1u, 2u, 3u})
      for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
        const bool ta = transposed & 1, tb = transposed & 2;
        Tape tape;
        const Shape sa = ta ? Shape{batch, K, M} : Shape{batch, M, K},
                    sb = tb ? Shape{batch, N, K} : Shape{batch, K, N};
        const Var a = tape.input(sa, dtype, "a"), b = tape.input(sb, dtype, "b");
        compare({matmul(a, b, ta, tb)},
                {{a, normal_tensor(sa, dtype, Key::root(1))}, {b, normal_tensor(sb, dtype, Key::root(2))}},
                dtype == Dtype::f32 ? 1e-6 : 1e-15 * 8, str(sa) + " x " + str(sb));
      }
}

TEST_F(Programs, FusedProducts) {
  Tape tape;
  const Var x = tape.input({37, 20}, Dtype::f32, "x"), w = tape.input({20, 45}, Dtype::f32, "w"),
            b = tape.input({45}, Dtype::f32, "b");
  const Var y = tanh(matmul(x, w) + b);
  std::vector<Var> outputs = grad(mean(square(y)), std::vector{x, w, b});
  outputs.push_back(y);
  Given given;
  for (const Var& v : {x, w, b}) given.emplace_back(v, normal_tensor(v.shape(), v.dtype(), Key::root(4)));
  compare(outputs, given, 2e-6, "layer");
}

TEST_F(Programs, ReductionsOfAllSizes) {
  const i64 sizes[][3] = {{1, 20000, 1}, {3, 8193, 1}, {40, 10, 1},  {1, 2100, 3}, {2, 1025, 40},
                          {5, 1, 4},     {1, 0, 3},    {2, 129, 33}, {1, 1, 1},    {300, 3, 2}};
  for (const auto& [outer, n, inner] : sizes)
    for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
      Tape tape;
      const Shape shape{outer, n, inner};
      const Var x = tape.input(shape, dtype, "x");
      std::vector<Var> outputs{sum(x, {1}), cumsum(x, 1), cumsum(x, 1, true)};
      if (n > 0) outputs.insert(outputs.end(), {max(x, {1}), argmax(x, 1)});
      compare(outputs, {{x, normal_tensor(shape, dtype, Key::root(5))}}, dtype == Dtype::f32 ? 2e-5 : 4e-14,
              str(shape));
    }
}

TEST_F(Programs, MaximaCountNanAsLargestAndTakeTheFirst) {
  const double nan = std::nan("");
  Tape tape;
  const Var x = tape.constant(Tensor::of<double>({3, 40}, [&] {
    std::vector<double> v(120, 1);
    v[7] = v[35] = 2;
    v[40 + 33] = v[40 + 38] = nan;
    return v;
  }()));
  compare({max(x, {1}), argmax(x, 1), max(x, {0}), argmax(x, 0)}, {}, 0, "maxima");
}

TEST_F(Programs, ChainsOfManyOperandsAndFormulas) {
  Tape tape;
  Given given;
  Var y;
  for (int i = 0; i < 30; ++i) {
    const Shape s = i % 4 == 0   ? Shape{7, 5, 9}
                    : i % 4 == 1 ? Shape{7, 1, 9}
                    : i % 4 == 2 ? Shape{5, 1}
                                 : Shape{1};
    given.emplace_back(tape.input(s, Dtype::f64, "x"),
                       normal_tensor(s, Dtype::f64, Key::root(static_cast<u64>(i))));
    const Var v = given.back().first;
    y = y ? where(less(v, y), sin(y * v) + 1e6 * v, y - v) : v;
  }
  compare({y}, given, 0, "chain");  // elementwise formulas have the same bits everywhere
}

TEST_F(Programs, DrawsAreThoseOfTheCpu) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    Tape tape;
    const Var step = tape.input({}, Dtype::i64, "step"), first = tape.input({}, Dtype::i64, "first");
    const std::vector<Var> outputs{uniform(step, first, Key::root(1), {301, 3}, dtype),
                                   normal(step, first, Key::root(2), {301, 3}, dtype)};
    for (const i64 from : {0, 1, 1000003}) {
      const Given given{{step, Tensor::scalar(from * 77)}, {first, Tensor::scalar(from)}};
      const auto ours = results(*device, outputs, given), exact = results(cpu(), outputs, given);
      EXPECT_EQ(ours[0], exact[0]);  // bit for bit
      for (i64 i = 0; i < 903; ++i)
        with_real(dtype, [&](auto t) {
          EXPECT_LE(math::error_in_ulps(static_cast<decltype(t)>(ours[1].at(i)),
                                        static_cast<long double>(exact[1].at(i))),
                    2);
        });
    }
  }
}

TEST_F(Programs, ReplaysCarryStatesAndDrawFreshNumbers) {
  Tape tape;
  const Var step = tape.input({}, Dtype::i64, "step"), w = tape.input({50}, Dtype::f64, "w");
  const Var z = normal(step, 0, Key::root(1), {50}, Dtype::f64), next = 0.5 * w + z;
  Program ours = compile({z}, {{w, next}}, *device), exact = compile({z}, {{w, next}});
  for (i64 i = 0; i < 5; ++i) {
    for (Program* p : {&ours, &exact}) {
      p->set(step, Tensor::scalar(i));
      p->run();
    }
    expect_close(ours.get(z), exact.get(z), 1e-15, "draw");
    expect_close(ours.get(w), exact.get(w), 1e-15, "state");
  }
}

TEST_F(Programs, UseTheMemoryThatIsBound) {
  Tape tape;
  const Var x = tape.input({3}, Dtype::f64, "x"), y = 2 * x;
  Program p = compile({y}, *device), q = p.replica();
  DeviceMemory a(*device, 24), b(*device, 24);
  const std::vector<double> values{1, 2, 3};
  a.upload(std::as_bytes(std::span(values)));
  for (int i = 0; i < 3; ++i) {  // b = 2 a, a = 2 b
    p.bind(x, a.bytes());
    p.bind(y, b.bytes());
    p.run();
    p.bind(x, b.bytes());
    p.bind(y, a.bytes());
    p.run();
  }
  q.bind(x, a.bytes());
  q.run();
  EXPECT_EQ(q.get(y).at(2), 3 * 64 * 2);
  EXPECT_THROW(p.view<double>(y), std::logic_error);
}

TEST_F(Programs, SayWhichIndexNamesNoRow) {
  Tape tape;
  const Var x = tape.input({5, 2}, Dtype::f32, "x"), index = tape.input({300}, Dtype::i64, "index");
  Program gathers = compile({gather(x, index)}, *device),
          scatters = compile({scatter_add(gather(x, index), index, 5)}, *device);
  Tensor bad({300}, Dtype::i64);
  bad.data<i64>()[270] = 5;
  bad.data<i64>()[290] = -1;
  for (Program* p : {&gathers, &scatters}) {
    p->set(index, bad);
    p->run();
    try {
      device->wait();
      FAIL();
    } catch (const std::out_of_range& e) {
      EXPECT_STREQ(e.what(), "gather: index 5 into 5 rows; expected 0 to 4");
    }
    p->set(index, Tensor({300}, Dtype::i64));
    p->run();
    device->wait();  // the mistake is said once
  }
}

struct Failing final : RowFunction {
  int inputs() const override { return 1; }
  int outputs() const override { return 1; }
  void operator()(const double* in, double* out) const override {
    if (in[0] < 0) throw std::domain_error("negative");
    out[0] = std::sqrt(in[0]);
  }
};

TEST_F(Programs, HostFunctionsFailWhereTheirResultIsRead) {
  Tape tape;
  const Var x = tape.input({2, 1}, Dtype::f64, "x"), y = row_map(x, std::make_shared<Failing>(), Dtype::f64);
  Program p = compile({y}, *device);
  p.set(x, Tensor::of<double>({2, 1}, std::vector<double>{4, -1}));
  p.run();
  EXPECT_THROW(p.get(y), std::domain_error);
  p.set(x, Tensor::of<double>({2, 1}, std::vector<double>{4, 9}));
  p.run();
  EXPECT_EQ(p.get(y).at(1), 3);
  EXPECT_NO_THROW(p.run_checked());
}

TEST_F(Programs, MayBeDestroyedBeforeTheirWorkIsDone) {
  for (int i = 0; i < 2; ++i) {
    Tape tape;
    const Var x = tape.input({2, 1}, Dtype::f64, "x");
    Program p = compile({row_map(x, std::make_shared<Failing>(), Dtype::f64)}, {}, *device);
    p.run();
  }
  EXPECT_NO_THROW(device->wait());
}

TEST_F(Programs, CheckedRunsSayWhatTheCpuSays) {
  Tape tape;
  const Var x = tape.input({40}, Dtype::f64, "x"), y = sum(log(x));
  std::string said[2];
  Backend* backends[] = {device.get(), &cpu()};
  for (int b = 0; b < 2; ++b) try {
      Program p = compile({y}, *backends[b]);
      p.set(x, Tensor({40}, Dtype::f64));
      p.run_checked();
    } catch (const NonFinite& e) {
      said[b] = e.what();
    }
  EXPECT_TRUE(said[0].starts_with("first non-finite value: -inf in element 0 of the [40] result of 'log'"))
      << said[0];
  EXPECT_EQ(said[0], said[1]);
}

TEST_F(Programs, TimesAreTakenOnTheDevice) {
  Tape tape;
  const Var x = tape.input({64}, Dtype::f32, "x"), y = sum(exp(x));
  Program p = compile({y}, *device);
  std::vector<double> seconds(p.plan().instructions.size());
  p.run_timed(seconds);
  for (const double s : seconds) EXPECT_GT(s, 0);
  EXPECT_EQ(p.get(y).at(0), 64);
}

}  // namespace
}  // namespace pont::ad
