// A program that moves one chunk by one step, replayed over the chunks.
#include "experiments/bench/sampling_workload.hpp"

#include <cmath>

#include "autodiff/ops.hpp"
#include "autodiff/program.hpp"
#include "autodiff/workers.hpp"
#include "experiments/bench/floats.hpp"
#include "experiments/bench/networks.hpp"

namespace pont::experiments::bench {
namespace {

using ad::i64;
using ad::Var;

constexpr i64 dimension = 2, period = 1000;
constexpr double h = 1e-3;

class SamplingWorkload final : public SharedWorkload {
 public:
  SamplingWorkload(i64 samples, i64 chunk, int workers)
      : samples_(samples),
        chunk_(chunk),
        net_(parameters_, 2 * dimension, 128, 6, dimension),
        workers_(workers) {
    compile();
    draw_prior();
    for (i64 row = 0; row < samples; row += chunk) first_.push_back(row);
    parameter_values_ = parameters_.initial(ad::Key::root(2));
    for (ad::Program& p : programs_) {
      p.bind(ports_.parameters, parameter_values_.bytes());
      p.bind(ports_.step, std::span(&step_, 1));
    }
  }

  void step() override {
    workers_.run(static_cast<int>(first_.size()), [&](int c, int worker) {
      ad::Program& p = programs_[static_cast<std::size_t>(worker)];
      i64& first = first_[static_cast<std::size_t>(c)];
      p.bind(ports_.first, std::span(&first, 1));
      p.bind(ports_.state, state_.data<float>().subspan(static_cast<std::size_t>(first * 2 * dimension),
                                                        static_cast<std::size_t>(chunk_ * 2 * dimension)));
      p.run();
    });
    step_ = (step_ + 1) % period;
  }

  double check() override {
    ad::Tape tape;
    const Var u = tape.constant(initial_);
    const Var t = ad::expand(tape.scalar(0, ad::Dtype::f32), {samples_});
    const Var s = net_({parameters_.views(tape.constant(parameter_values_))}, u, t);
    return ad::eval(ad::mean(ad::square(s))).at(0);
  }

  void export_start(const std::filesystem::path& path) const override {
    write_floats(path, {initial_, parameter_values_});
  }

 private:
  struct Ports {
    Var parameters, step, first, state;
  };

  void compile() {
    ad::Tape tape;
    ports_ = {tape.input({parameters_.size()}, ad::Dtype::f32, "parameters"),
              tape.input({}, ad::Dtype::i64, "step"), tape.input({}, ad::Dtype::i64, "first"),
              tape.input({chunk_, 2 * dimension}, ad::Dtype::f32, "state")};
    const Var x = ad::slice_axis(ports_.state, 1, 0, dimension),
              v = ad::slice_axis(ports_.state, 1, dimension, 2 * dimension);
    const Var t = ad::expand(h * ad::cast(ports_.step, ad::Dtype::f32), {chunk_});
    const Var s = net_({parameters_.views(ports_.parameters)}, ports_.state, t);
    const Var z = ad::normal(ports_.step, ports_.first, ad::Key::root(3) / "noise", {chunk_, dimension},
                             ad::Dtype::f32);
    const Var next = ad::concat({x - h * v, v + 0.1 * h * (x + v + 2 * s) + 0.0447 * z}, 1);
    programs_.push_back(ad::compile({}, {{ports_.state, next}}));
    for (int w = 1; w < workers_.count(); ++w) programs_.push_back(programs_[0].replica());
  }

  void draw_prior() {
    state_ = ad::Tensor({samples_, 2 * dimension}, ad::Dtype::f32);
    ad::fill_normal(ad::Key::root(1) / "u", 0, 0, state_.shape().size(), state_.data<float>().data());
    initial_ = state_;
  }

  i64 samples_, chunk_, step_ = 0;
  nn::Parameters parameters_;
  EmbeddedMlp net_;
  ad::Workers workers_;
  Ports ports_;
  std::vector<ad::Program> programs_;  // one per worker
  std::vector<i64> first_;             // of each chunk
  ad::Tensor state_, initial_, parameter_values_;
};

}  // namespace

std::unique_ptr<Workload> sampling_workload(std::int64_t samples, std::int64_t chunk, int workers) {
  return std::make_unique<SamplingWorkload>(samples, chunk, workers);
}

}  // namespace pont::experiments::bench
