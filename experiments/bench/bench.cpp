// The contenders of each workload.
#include "experiments/bench/bench.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <stdexcept>

#include "experiments/bench/busy_processes.hpp"
#include "experiments/bench/peer.hpp"

namespace pont::bench {
namespace {

namespace fs = std::filesystem;

std::string processor_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

// A file of the workload's start, removed at the end.
class StartFile final {
 public:
  StartFile(const SharedWorkload& w, const std::string& name)
      : path_(fs::temp_directory_path() / fmt::format("pont-bench-{}-{}.f32", getpid(), name)) {
    w.export_start(path_);
  }
  ~StartFile() { fs::remove(path_); }
  StartFile(const StartFile&) = delete;
  StartFile& operator=(const StartFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct Ours {
  Ours(const WorkloadRow& row, int workers)
      : busy(row.busy), ready(seconds_of(1, [&] { workload = row.make(row, workers, ad::cpu()); })) {}
  int busy;
  std::unique_ptr<Workload> workload;
  double ready;
  Contender contender(const char* name) const {
    return {name,
            [w = workload.get(), busy = busy](int n) {
              const BusyProcesses beside(busy);
              return seconds_of(n, [w] { w->step(); });
            },
            0};
  }
};

double after(Workload& w, int steps) {
  for (int i = 0; i < steps; ++i) w.step();
  return w.check();
}

void require_agreement(const WorkloadRow& row, double ours, double theirs) {
  if (std::abs(ours - theirs) > 1e-3 * std::abs(theirs))
    throw std::runtime_error(
        fmt::format("bench {}: we reach {} after {} steps, the peer {}; the work is not the same", row.name,
                    ours, row.check_steps, theirs));
}

BenchRow alone(const WorkloadRow& row, const BenchOptions& o, const Ours& one, const Ours& two) {
  const auto t = measure({one.contender("one worker"), two.contender("two workers")}, o.window, o.rounds);
  return {row.name, row.summary, row.work, one.ready, t[0], t[1], {}};
}

BenchRow beside_peer(const WorkloadRow& row, const BenchOptions& o, const SharedWorkload& shared,
                     const Ours& one, const Ours& two) {
  const StartFile start(shared, row.name);
  Peer p1(o.peer, row.name, 1, start.path(), o.peer_libraries),
      p2(o.peer, row.name, 2, start.path(), o.peer_libraries);
  const double theirs = p1.check(row.check_steps), ours = after(*one.workload, row.check_steps);
  require_agreement(row, ours, theirs);
  const auto t = measure({one.contender("one worker"),
                          {"peer, one thread", [&](int n) { return p1.seconds(n); }, p1.process()},
                          two.contender("two workers"),
                          {"peer, two threads", [&](int n) { return p2.seconds(n); }, p2.process()}},
                         o.window, o.rounds);
  return {
      row.name, row.summary, row.work, one.ready, t[0], t[2], BenchRow::PeerTimes{t[1], t[3], theirs, ours}};
}

}  // namespace

BenchReport run_bench(const BenchOptions& o) {
  BenchReport report{processor_name(), measure_machine(), {}};
  for (const WorkloadRow* row : chosen_workloads(o.workloads)) {
    const Ours one(*row, 1), two(*row, 2);
    const bool shared = row->check_steps > 0 && !o.peer.empty();
    report.rows.push_back(
        shared ? beside_peer(*row, o, dynamic_cast<const SharedWorkload&>(*one.workload), one, two)
               : alone(*row, o, one, two));
  }
  return report;
}

}  // namespace pont::bench
