// Every primitive on the device: values, gradients and second derivatives against float64 on the CPU.
#include <set>

#include "tests/autodiff/primitive_cases.hpp"
#include "tests/cuda/on_device.hpp"

namespace pont::ad {
namespace {

// Rows through which no cotangent flows, with what they compute.
struct Shifted final : RowFunction {
  int inputs() const override { return 4; }
  int outputs() const override { return 2; }
  void operator()(const double* in, double* out) const override {
    out[0] = in[0] + in[3];
    out[1] = 2 * in[1];
  }
};
const std::multimap<std::string, Case>& values_only() {
  using X = std::span<const Var>;
  const auto draw = [](auto law) {
    return [law](X x) {
      const Var step = x[0].tape->constant(Tensor::scalar(i64{5})),
                first = x[0].tape->constant(Tensor::scalar(i64{7}));
      return law(step, first, Key::root(3), Shape{11, 3}, x[0].dtype());
    };
  };
  static const std::multimap<std::string, Case> table{
      {"sign", {[](X x) { return sign(x[0]); }, {m}}},
      {"floor", {[](X x) { return floor(x[0]); }, {m}}},
      {"less", {[](X x) { return less(x[0], x[1]); }, {m, m}}},
      {"less_equal", {[](X x) { return less_equal(x[0], x[1]); }, {m, {4}}}},
      {"equal", {[](X x) { return equal(x[0], floor(x[0])); }, {m}}},
      {"argmax", {[](X x) { return argmax(x[0], 1); }, {m}}},
      {"argmax", {[](X x) { return argmax(x[0], 0); }, {m}}},
      {"constant", {[](X x) { return x[0].tape->scalar(2.5, x[0].dtype()) + 0 * x[0]; }, {m}}},
      {"input", {[](X x) { return x[0]; }, {m}}},
      {"uniform", {draw([](auto... a) { return uniform(a...); }), {{}}}},
      {"normal", {draw([](auto... a) { return normal(a...); }), {{}}}},
      {"row_map", {[](X x) { return row_map(x[0], std::make_shared<Shifted>(), x[0].dtype()); }, {m}}},
      {"stop_gradient", {[](X x) { return stop_gradient(exp(x[0])); }, {m}}},
      {"cast", {[](X x) { return cast(x[0], Dtype::i64); }, {m}}},
      {"cast", {[](X x) { return cast(cast(x[0], Dtype::i64), Dtype::f32); }, {m}}},
  };
  return table;
}

// Value, first and second derivatives on `backend`, with inputs of type `dtype`.
std::vector<Tensor> computed(Backend& backend, const Case& c, bool derivatives, Dtype dtype, Key key) {
  Tape tape;
  std::vector<Var> in;
  Given given;
  for (std::size_t i = 0; i < c.shapes.size(); ++i) {
    in.push_back(tape.input(c.shapes[i], dtype, "x"));
    const Tensor x = random_tensor(c.shapes[i], key / i, c.low, c.high);
    Tensor value(c.shapes[i], dtype);
    for (i64 j = 0; j < c.shapes[i].size(); ++j)
      with_real(dtype, [&](auto t) {  // numbers that both types have
        value.data<decltype(t)>()[static_cast<std::size_t>(j)] =
            static_cast<decltype(t)>(static_cast<float>(x.at(j)));
      });
    given.emplace_back(in.back(), value);
  }
  std::vector<Var> outputs{c.f(in)};
  if (derivatives) {
    const std::vector<Var> first = grad(sum(outputs[0]), in);
    Var loss;
    for (const Var& g : first) loss = loss ? loss + sum(g * g) : sum(g * g);
    outputs.insert(outputs.end(), first.begin(), first.end());
    for (const Var& g : grad(loss, in)) outputs.push_back(g);
  }
  return results(backend, outputs, given, 2);
}

void compare(Backend& device, const std::string& name, const Case& c, bool derivatives, Key key) {
  const std::vector<Tensor> exact = computed(cpu(), c, derivatives, Dtype::f64, key);
  const bool draws = name == "uniform" || name == "normal";  // another stream in another type
  for (const auto& [dtype, bound] : {std::pair{Dtype::f32, 4e-6}, {Dtype::f64, 4e-15}}) {
    const std::vector<Tensor> ours = computed(device, c, derivatives, dtype, key);
    const std::vector<Tensor> expected = draws ? computed(cpu(), c, derivatives, dtype, key) : exact;
    for (std::size_t i = 0; i < ours.size(); ++i)
      expect_close(ours[i], expected[i], bound, name + " " + name_of(dtype) + " output " + std::to_string(i));
    EXPECT_EQ(ours, computed(device, c, derivatives, dtype, key)) << name << ": other bits in a second run";
  }
}

class Primitives : public OnDevice {};

TEST_F(Primitives, EveryRowHasACase) {
  for (const Primitive* p : primitives()) {
    const std::string name(p->name);
    EXPECT_TRUE(cases().contains(name) || values_only().contains(name))
        << "no test case for primitive " << name;
  }
}

TEST_F(Primitives, AgreeWithTheCpu) {
  const Key key = Key::root(11) / "primitives";
  u64 n = 0;
  for (const auto& [name, c] : cases()) compare(*device, name, c, true, key / n++);
  for (const auto& [name, c] : values_only()) compare(*device, name, c, false, key / n++);
}

}  // namespace
}  // namespace pont::ad
