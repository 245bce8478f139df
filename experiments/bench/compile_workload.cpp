// The chain.
#include "experiments/bench/compile_workload.hpp"

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"

namespace pont::experiments::bench {
namespace {

class CompileWorkload final : public Workload {
 public:
  explicit CompileWorkload(double entries) : entries_(static_cast<int>(entries)) {}

  void step() override {
    ad::Tape tape;
    const ad::Var x = tape.input({8, 8}, ad::Dtype::f32, "x"), w = tape.input({8, 8}, ad::Dtype::f32, "w");
    ad::Var y = x;
    while (tape.size() < entries_ / 3) y = y + 0.01 * ad::tanh(ad::matmul(y, w));
    const ad::Var loss = ad::sum(ad::square(y));
    const ad::Program program = ad::compile({loss, ad::grad(loss, {&w, 1})[0]});
    instructions_ = program.plan().instructions.size();
  }
  double check() override { return static_cast<double>(instructions_); }

 private:
  int entries_;
  std::size_t instructions_ = 0;
};

}  // namespace

std::unique_ptr<Workload> compile_workload(double count, int) {
  return std::make_unique<CompileWorkload>(count);
}

}  // namespace pont::experiments::bench
