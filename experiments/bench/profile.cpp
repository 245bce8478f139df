// The profile of a training step: its times added up, and the two tables.
#include "experiments/bench/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "experiments/bench/machine.hpp"

namespace pont::bench {
namespace {

struct Entry {
  std::string name;
  double calls = 0, seconds = 0, flops = 0, bytes = 0;  // per step
};

// Sums by a name, in order of falling time.
class Sums final {
 public:
  void add(const std::string& name, const Entry& e) {
    Entry& sum = sums_[name];
    sum = {name, sum.calls + e.calls, sum.seconds + e.seconds, sum.flops + e.flops, sum.bytes + e.bytes};
  }
  std::vector<Entry> sorted() const {
    std::vector<Entry> out;
    for (const auto& [name, entry] : sums_) out.push_back(entry);
    std::stable_sort(out.begin(), out.end(),
                     [](const Entry& a, const Entry& b) { return a.seconds > b.seconds; });
    return out;
  }

 private:
  std::map<std::string, Entry> sums_;
};

const char* bound(const Entry& e, const Limits& best) {
  if (e.seconds < 2 * best.call * e.calls) return "calls";
  if (e.flops > 0.5 * best.product * e.seconds) return "products";
  if (e.bytes > 0.5 * best.copy * e.seconds) return "memory";
  return e.flops > 0 ? "products of few rows or columns" : "formulas";
}

std::string kinds_table(const Sums& kinds, double total, const Limits& best) {
  std::string text = fmt::format("{:<16} {:>6} {:>10} {:>6} {:>8} {:>7}  bound by\n", "kind", "calls",
                                 "us/step", "share", "GFLOP/s", "GB/s");
  for (const Entry& e : kinds.sorted())
    text += fmt::format("{:<16} {:>6.0f} {:>10.1f} {:>5.1f}% {:>8.1f} {:>7.1f}  {}\n", e.name, e.calls,
                        e.seconds * 1e6, 100 * e.seconds / total, e.flops / e.seconds * 1e-9,
                        e.bytes / e.seconds * 1e-9, bound(e, best));
  return text;
}

std::string modules_table(const Sums& modules, double total) {
  std::string text = fmt::format("\n{:<34} {:>10} {:>6} {:>8}\n", "module", "us/step", "share", "MFLOP");
  for (const Entry& e : modules.sorted())
    text += fmt::format("{:<34} {:>10.1f} {:>5.1f}% {:>8.2f}\n", e.name, e.seconds * 1e6,
                        100 * e.seconds / total, e.flops * 1e-6);
  return text;
}

// How often a program ran.
struct Runs {
  double steps, preparations, each;  // the last two in a step
};

// Adds the instructions of one program, and takes their entries off the front of `seconds`.
void collect(const ad::Program& program, std::span<const double>& seconds, const Runs& runs, const char* rest,
             Sums& kinds, Sums& modules) {
  const std::vector<ad::InstructionFacts> facts = program.facts();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const ad::InstructionFacts& f = facts[i];
    const double calls = i < program.plan().preparation ? runs.preparations : runs.each;
    const Entry e{{}, calls, seconds[i] / runs.steps, f.flops * calls, f.bytes * calls};
    kinds.add(std::string(f.kind), e);
    modules.add(f.module.empty() ? rest : f.module, e);
  }
  seconds = seconds.subspan(facts.size());
}

// Where the seconds of `steps` timed steps went, player after player.
void collect(const nn::TrainingStep& training, std::span<const double> in_shard,
             std::span<const double> in_update, double steps, Sums& kinds, Sums& modules) {
  for (std::size_t p = 0; p < training.players(); ++p) {
    const auto updates = static_cast<double>(training.updates(p)),
               shards = static_cast<double>(training.shards(p));
    collect(training.shard_program(p), in_shard, {steps, updates, updates * shards}, "(loss and data)", kinds,
            modules);
    collect(training.update_program(p), in_update, {steps, updates, updates}, "(sum over shards)", kinds,
            modules);
  }
}

// Sums over the players.
struct Totals {
  std::size_t in_shard = 0, in_update = 0;    // instructions
  double shards = 0, worker = 0, update = 0;  // shards in a step, KiB
};

Totals totals(const nn::TrainingStep& training) {
  Totals t;
  for (std::size_t p = 0; p < training.players(); ++p) {
    const ad::MemoryPlan &shard = training.shard_program(p).plan(),
                         &update = training.update_program(p).plan();
    t.in_shard += shard.instructions.size();
    t.in_update += update.instructions.size();
    t.shards += static_cast<double>(training.updates(p) * training.shards(p));
    t.worker += static_cast<double>(shard.bytes()) / 1024;
    t.update += static_cast<double>(update.bytes()) / 1024;
  }
  return t;
}

// Of an instruction on one number; the median of many, each waited for as in the profile.
double call_seconds(ad::Backend& device) {
  ad::Tape tape;
  ad::Program program = ad::compile({-tape.input({1}, ad::Dtype::f32, "x")}, device);
  std::vector<double> seconds;
  for (int i = 0; i < 101; ++i) {
    std::vector<double> one(program.plan().instructions.size());
    program.run_timed(one);
    seconds.push_back(one[0]);
  }
  std::nth_element(seconds.begin(), seconds.begin() + 50, seconds.end());
  return seconds[50];
}

}  // namespace

Limits limits(ad::Backend& device, const DeviceBenchOptions& options) {
  const double call = call_seconds(device);
  if (&device == &ad::cpu()) {
    const MachineRates machine = measure_machine();
    return {machine.gemm, machine.copy, call};
  }
  const DeviceRates rates = measure_device(options, device);
  return {rates.product, rates.copy, call};
}

std::string profile(nn::TrainingStep& training, double seconds, const Limits& best) {
  const Totals all = totals(training);
  std::vector<double> in_shard(all.in_shard), in_update(all.in_update);
  for (int warm = 0; warm < 3; ++warm) training.run();
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  double steps = 0;
  for (; steps == 0 || Clock::now() < end; ++steps) training.run_timed(in_shard, in_update);
  Sums kinds, modules;
  collect(training, in_shard, in_update, steps, kinds, modules);
  double total = 0;
  for (const Entry& e : kinds.sorted()) total += e.seconds;
  return fmt::format("one thread, {:.0f} steps of {:.0f} shards, {:.3f} ms a step\n\n", steps, all.shards,
                     total * 1e3) +
         kinds_table(kinds, total, best) + modules_table(modules, total) +
         fmt::format("\nmemory: {:.1f} KiB per worker, {:.1f} KiB for the update\n", all.worker, all.update);
}

}  // namespace pont::bench
