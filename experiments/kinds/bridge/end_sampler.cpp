// One program per worker.
#include "experiments/kinds/bridge/end_sampler.hpp"

#include <algorithm>

#include "autodiff/compile.hpp"

namespace pont::kinds::bridge {

EndSampler::EndSampler(const data::DataSet& data, ad::Key key, ad::i64 rows, const ad::Workers& workers) {
  ad::Tape tape;
  slot_ = tape.input({}, ad::Dtype::i64, "slot");
  first_ = tape.input({}, ad::Dtype::i64, "first");
  points_ = data.draw(slot_, first_, rows, key, ad::Dtype::f32).x;
  programs_.push_back(ad::compile({points_}, workers.device()));
  for (int w = 1; w < workers.count(); ++w) programs_.push_back(programs_[0].replica());
}

void EndSampler::draw(int worker, ad::i64 slot, ad::i64 first, std::span<float> out) {
  ad::Program& program = programs_[static_cast<std::size_t>(worker)];
  program.set(slot_, ad::Tensor::scalar(slot));
  program.set(first_, ad::Tensor::scalar(first));
  program.run();
  program.get(points_, out);
}

}  // namespace pont::kinds::bridge
