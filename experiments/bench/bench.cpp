// Running the bench, and its result as a table and as JSON.
#include "experiments/bench/bench.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "experiments/bench/measure.hpp"
#include "experiments/bench/peer.hpp"
#include "experiments/store/json.hpp"

namespace pont::bench {

// The report as a table and as JSON.

namespace {

double giga(const Work& work, const Timing& t) { return work.amount / t.median * 1e-9; }

std::string share(const BenchRow& r, double limit) {
  return r.work.unit == flop ? fmt::format("{:.0f}%", 1e11 * giga(r.work, r.one) / limit) : "-";
}
double best_peer(const BenchRow::PeerTimes& p) { return std::min(p.one.median, p.two.median); }

// The least number of quiet windows behind the numbers of a row.
int quiet(const BenchRow& r) {
  const int own = std::min(r.one.quiet, r.two.quiet);
  return r.peer ? std::min({own, r.peer->one.quiet, r.peer->two.quiet}) : own;
}

std::string own_columns(const BenchRow& r, const MachineRates& m) {
  return fmt::format("{:<22} {:>9.4g} M{:<6} {:>6.1f} {:>8.3f} {:>8.3f} {:>6.2f} {:>9.4g} {:>5} {:>5} {:>5}",
                     r.name, r.work.amount * 1e-6, r.work.unit, r.ready * 1e3, r.one.median * 1e3,
                     r.two.median * 1e3, r.one.median / r.two.median, giga(r.work, r.one), share(r, m.gemm),
                     share(r, m.fma), quiet(r));
}

std::string peer_columns(const BenchRow::PeerTimes& p, const BenchRow& r) {
  return fmt::format(" | {:>8.3f} {:>8.3f} {:>6.2f} {:>6.2f} | {:.7g} {:.7g}", p.one.median * 1e3,
                     p.two.median * 1e3, p.one.median / r.one.median, best_peer(p) / r.two.median,
                     r.peer->ours, p.check);
}

store::Json timing(const Timing& t) {
  return store::Json::object().set("median", t.median).set("best", t.best).set("quiet_windows", t.quiet);
}

store::Json json_row(const BenchRow& r) {
  store::Json row = store::Json::object();
  row.set("workload", r.name)
      .set("summary", r.summary)
      .set("work", r.work.amount)
      .set("unit", std::string(r.work.unit));
  row.set("ready_seconds", r.ready).set("one_worker", timing(r.one)).set("two_workers", timing(r.two));
  if (r.peer)
    row.set("peer_one_thread", timing(r.peer->one))
        .set("peer_two_threads", timing(r.peer->two))
        .set("check_ours", r.peer->ours)
        .set("check_peer", r.peer->check);
  return row;
}

}  // namespace

std::string table(const BenchReport& b) {
  std::string text =
      fmt::format("{}, one core: {:.0f} GFLOP/s in registers, {:.0f} in a 1024^3 matrix product\n",
                  b.processor, b.machine.fma * 1e-9, b.machine.gemm * 1e-9);
  const bool peers =
      std::any_of(b.rows.begin(), b.rows.end(), [](const BenchRow& r) { return r.peer.has_value(); });
  text +=
      fmt::format("{:<22} {:<17} {:>6} {:>8} {:>8} {:>6} {:>9} {:>5} {:>5} {:>5}", "workload", "     work",
                  "ready", "1 w, ms", "2 w, ms", "1w/2w", "G/second", "gemm", "peak", "quiet");
  if (peers)
    text += fmt::format(" | {:>8} {:>8} {:>6} {:>6} | {}", "peer 1 t", "peer 2 t", "1 : 1", "best",
                        "check: ours, peer");
  text += "\n";
  for (const BenchRow& r : b.rows)
    text += own_columns(r, b.machine) + (r.peer ? peer_columns(*r.peer, r) : std::string()) + "\n";
  return text;
}

std::string json(const BenchReport& b) {
  store::Json rows = store::Json::list();
  for (const BenchRow& r : b.rows) rows.add(json_row(r));
  return store::Json::object()
      .set("processor", b.processor)
      .set("fma_flops", b.machine.fma)
      .set("gemm_flops", b.machine.gemm)
      .set("rows", std::move(rows))
      .text();
}

// The contenders of each workload.

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
      : path_(fs::temp_directory_path() /
              fmt::format("pont-bench-{}-{}.f32", getpid(), std::hash<std::string>{}(name))) {
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
  Ours(const WorkloadRow& row, int workers, ad::Backend& device = ad::cpu())
      : busy(row.busy), ready(seconds_of(1, [&] { workload = row.make(row, workers, device); })) {}
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

// Both reach the same value only nearly: their products differ in the last bits.
BenchRow beside_other(const WorkloadRow& row, const BenchOptions& o, const Ours& one, const Ours& two) {
  const Ours other1(row, 1, *o.other), other2(row, 2, *o.other);
  const double theirs = after(*other1.workload, row.check_steps),
               ours = after(*one.workload, row.check_steps);
  require_agreement(row, ours, theirs);
  const auto t = measure({one.contender("one worker"), other1.contender("other, one worker"),
                          two.contender("two workers"), other2.contender("other, two workers")},
                         o.window, o.rounds);
  return {
      row.name, row.summary, row.work, one.ready, t[0], t[2], BenchRow::PeerTimes{t[1], t[3], theirs, ours}};
}

BenchRow compared(const WorkloadRow& row, const BenchOptions& o) {
  const Ours one(row, 1), two(row, 2);
  if (row.check_steps > 0 && o.other) return beside_other(row, o, one, two);
  if (row.check_steps > 0 && !o.peer.empty())
    return beside_peer(row, o, dynamic_cast<const SharedWorkload&>(*one.workload), one, two);
  return alone(row, o, one, two);
}

}  // namespace

BenchReport run_bench(const BenchOptions& o) {
  BenchReport report{processor_name(), measure_machine(), {}};
  for (const WorkloadRow* row : chosen_workloads(o.workloads)) report.rows.push_back(compared(*row, o));
  return report;
}

}  // namespace pont::bench
