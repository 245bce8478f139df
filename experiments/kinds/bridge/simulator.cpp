// Simulation of a policy: one program per worker takes one step of one chunk, another draws the ends.
#include "experiments/kinds/bridge/simulator.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "autodiff/compile.hpp"
#include "losses/objective.hpp"

namespace pont::kinds::bridge {
namespace {

using ad::i64;

ChainPaths empty_paths(int N, i64 values, bool with_target) {
  const std::vector<float> state(static_cast<std::size_t>(values));
  const auto edges = static_cast<std::size_t>(N);
  return {0, {edges + 1, state}, {edges, state}, {with_target ? edges : 0, state}};
}

}  // namespace

Simulator::Simulator(const BridgeModel& model, const LearnedPolicy& policy, const Settings& settings,
                     ad::Workers& workers)
    : model_(model),
      direction_(policy.direction),
      rows_(settings.rows),
      with_target_(settings.target != nullptr),
      workers_(workers),
      start_(settings.start ? *settings.start : model.end(direction_.first_node(model.N())),
             settings.key / "start", rows_, workers),
      terms_(policy.terms),
      paths_(static_cast<std::size_t>(workers.count()),
             empty_paths(model.N(), rows_ * model.d(), with_target_)) {
  compile(policy, settings);
}

void Simulator::compile(const LearnedPolicy& policy, const Settings& settings) {
  ad::Tape tape;
  ports_.x = tape.input({rows_, model_.d()}, ad::Dtype::f32, "x");
  ports_.edge = tape.input({rows_}, ad::Dtype::i64, "edge");
  ports_.slot = tape.input({}, ad::Dtype::i64, "slot");
  ports_.first = tape.input({}, ad::Dtype::i64, "first");
  losses::Policy recorded{policy.direction, policy.reference, {}, policy.deviations};
  std::vector<std::vector<ad::Var>> views;
  for (std::size_t i = 0; i < policy.terms.size(); ++i) {
    ports_.parameters.push_back(tape.input({model_.parameters.size()}, ad::Dtype::f32, "parameters"));
    views.push_back(model_.parameters.views(ports_.parameters.back()));
  }
  for (std::size_t i = 0; i < views.size(); ++i)
    recorded.terms.push_back({policy.terms[i].weight, policy.terms[i].trained,
                              losses::bound(*model_.network, nn::Context{views[i]})});
  const auto at = [&](ad::Var x) {
    return policy_step(model_.chain, *model_.head, recorded, x, ports_.edge);
  };
  const losses::PolicyStep step = at(ports_.x);
  const ad::Var z =
      ad::normal(ports_.slot, ports_.first, settings.key / "noise", ports_.x.shape(), ad::Dtype::f32);
  ports_.mean = step.mean;
  ports_.next = step.mean + step.deviation * z;
  ports_.target = settings.target
                      ? settings.target->target({ports_.x, step.mean, ports_.next, at(ports_.next).mean})
                      : ports_.next;
  programs_.push_back(ad::compile(std::array{ports_.mean, ports_.next, ports_.target}, {}, workers_.device(),
                                  ports_.parameters));
  for (int w = 1; w < workers_.count(); ++w) programs_.push_back(programs_[0].replica());
  for (ad::Program& program : programs_)
    for (std::size_t i = 0; i < terms_.size(); ++i) program.set(ports_.parameters[i], *terms_[i].network);
}

void Simulator::walk(int worker, i64 slot, ChainPaths& paths) {
  ad::Program& program = programs_[static_cast<std::size_t>(worker)];
  const int N = model_.N();
  start_.draw(worker, slot, paths.first, paths.states[static_cast<std::size_t>(direction_.first_node(N))]);
  program.set(ports_.first, ad::Tensor::scalar(paths.first));
  std::vector<i64> edges(static_cast<std::size_t>(rows_));
  for (int i = 0; i < N; ++i) {
    const int edge = direction_.edge(i, N);
    const auto j = static_cast<std::size_t>(edge);
    const std::vector<float>& x = paths.states[j + static_cast<std::size_t>(direction_.from)];
    std::ranges::fill(edges, edge);
    program.set(ports_.x, std::span(x));
    program.set(ports_.edge, std::span<const i64>(edges));
    program.set(ports_.slot, ad::Tensor::scalar(slot * N + i));
    program.run();
    program.get(ports_.mean, std::span(paths.means[j]));
    program.get(ports_.next, std::span(paths.states[j + static_cast<std::size_t>(direction_.to)]));
    if (with_target_) program.get(ports_.target, std::span(paths.targets[j]));
  }
}

void Simulator::run(i64 slot, i64 from, i64 to, const std::function<void(const ChainPaths&)>& visit) {
  workers_.run(static_cast<int>(to - from), [&](int task, int worker) {
    ChainPaths& paths = paths_[static_cast<std::size_t>(worker)];
    paths.first = (from + task) * rows_;
    walk(worker, slot, paths);
    visit(paths);
  });
}

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
