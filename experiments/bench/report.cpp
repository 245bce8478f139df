// Formatting.
#include "experiments/bench/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pont::bench {
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
  return fmt::format("{:<9} {:>9.4g} M{:<6} {:>6.1f} {:>8.3f} {:>8.3f} {:>6.2f} {:>9.4g} {:>5} {:>5} {:>5}",
                     r.name, r.work.amount * 1e-6, r.work.unit, r.ready * 1e3, r.one.median * 1e3,
                     r.two.median * 1e3, r.one.median / r.two.median, giga(r.work, r.one), share(r, m.gemm),
                     share(r, m.fma), quiet(r));
}

std::string peer_columns(const BenchRow::PeerTimes& p, const BenchRow& r) {
  return fmt::format(" | {:>8.3f} {:>8.3f} {:>6.2f} {:>6.2f} | {:.7g} {:.7g}", p.one.median * 1e3,
                     p.two.median * 1e3, p.one.median / r.one.median, best_peer(p) / r.two.median,
                     r.peer->ours, p.check);
}

std::string timing(const char* name, const Timing& t) {
  return fmt::format("\"{}\": {{\"median\": {:.9g}, \"best\": {:.9g}, \"quiet_windows\": {}}}", name,
                     t.median, t.best, t.quiet);
}

}  // namespace

std::string table(const BenchReport& b) {
  std::string text =
      fmt::format("{}, one core: {:.0f} GFLOP/s in registers, {:.0f} in a 1024^3 matrix product\n",
                  b.processor, b.machine.fma * 1e-9, b.machine.gemm * 1e-9);
  const bool peers =
      std::any_of(b.rows.begin(), b.rows.end(), [](const BenchRow& r) { return r.peer.has_value(); });
  text += fmt::format("{:<9} {:<17} {:>6} {:>8} {:>8} {:>6} {:>9} {:>5} {:>5} {:>5}", "workload", "     work",
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
  std::string text =
      fmt::format("{{\"processor\": \"{}\", \"fma_flops\": {:.6g}, \"gemm_flops\": {:.6g}, \"rows\": [",
                  b.processor, b.machine.fma, b.machine.gemm);
  for (std::size_t i = 0; i < b.rows.size(); ++i) {
    const BenchRow& r = b.rows[i];
    text += fmt::format(
        "{}\n  {{\"workload\": \"{}\", \"summary\": \"{}\", \"work\": {:.9g}, \"unit\": \"{}\", "
        "\"ready_seconds\": {:.6g}, "
        "{}, {}",
        i ? "," : "", r.name, r.summary, r.work.amount, r.work.unit, r.ready, timing("one_worker", r.one),
        timing("two_workers", r.two));
    if (r.peer)
      text += fmt::format(", {}, {}, \"check_ours\": {:.9g}, \"check_peer\": {:.9g}",
                          timing("peer_one_thread", r.peer->one), timing("peer_two_threads", r.peer->two),
                          r.peer->ours, r.peer->check);
    text += "}";
  }
  return text + "\n]}\n";
}

}  // namespace pont::bench
