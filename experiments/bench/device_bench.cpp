// The bench on a device: windows of steps timed between two events, and their table.
#include "experiments/bench/device_bench.hpp"

#include <fmt/format.h>

#include <functional>
#include <optional>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "experiments/store/json.hpp"

namespace pont::bench {
namespace {

using ad::i64;
using ad::Var;

double device_seconds(ad::Backend& device, int n, const std::function<void()>& step) {
  struct Steps final : ad::Sequence {
    Steps(int count, const std::function<void()>& f) : n(count), step(f) {}
    void issue() override {
      for (int i = 0; i < n; ++i) step();
    }
    int n;
    const std::function<void()>& step;
  } steps(n, step);
  return device.seconds(steps);
}

// By the device's clock, after a window for warming up.
Timing timed(const DeviceBenchOptions& o, ad::Backend& device, const std::function<void()>& step) {
  return measure({{"device", [&](int n) { return device_seconds(device, n, step); }, 0}}, o.window,
                 o.rounds)[0];
}

// Nothing for a workload that has no program to run on a device.
std::optional<DeviceBenchRow> measured(const DeviceBenchOptions& o, ad::Backend& device,
                                       const WorkloadRow& row) {
  if (row.work.unit != flop) return std::nullopt;
  std::unique_ptr<Workload> workload;
  const double ready = seconds_of(1, [&] { workload = row.make(row, 1, device); });
  const Timing t = timed(o, device, [&] { workload->step(); });
  const double bytes = dynamic_cast<const SharedWorkload&>(*workload).bytes();
  return DeviceBenchRow{row.name, row.summary, row.work.amount, bytes, ready, t.median, t.best};
}

}  // namespace

DeviceRates measure_device(const DeviceBenchOptions& o, ad::Backend& device) {
  ad::Tape tape;
  const Var a = tape.input({o.product, o.product}, ad::Dtype::f32, "a"),
            x = tape.input({o.copy}, ad::Dtype::f32, "x");
  ad::Program product = ad::compile({ad::matmul(a, a)}, device), copy = ad::compile({-x}, device);
  const double n = static_cast<double>(o.product), bytes = 8 * static_cast<double>(o.copy);
  return {2 * n * n * n / timed(o, device, [&] { product.run(); }).median,
          bytes / timed(o, device, [&] { copy.run(); }).median};
}

DeviceBenchReport run_device_bench(const DeviceBenchOptions& o, ad::Backend& device) {
  DeviceBenchReport report{device.description(), measure_device(o, device), {}};
  for (const WorkloadRow* row : chosen_workloads(o.workloads))
    if (auto measured_row = measured(o, device, *row)) report.rows.push_back(*measured_row);
  return report;
}

std::string table(const DeviceBenchReport& b) {
  std::string text = fmt::format("{}: {:.0f} GFLOP/s in a large product, {:.0f} GB/s in a large copy\n",
                                 b.device, b.rates.product * 1e-9, b.rates.copy * 1e-9);
  text += fmt::format("{:<9} {:>8} {:>8} {:>8} {:>9} {:>6} {:>8} {:>6}\n", "workload", "MFLOP", "ready",
                      "step, ms", "GFLOP/s", "peak", "GB/s", "peak");
  for (const DeviceBenchRow& r : b.rows) {
    const double flops = r.flops / r.median, bytes = r.bytes / r.median;
    text += fmt::format("{:<9} {:>8.2f} {:>8.1f} {:>8.3f} {:>9.1f} {:>5.0f}% {:>8.1f} {:>5.0f}%\n", r.name,
                        r.flops * 1e-6, r.ready * 1e3, r.median * 1e3, flops * 1e-9,
                        100 * flops / b.rates.product, bytes * 1e-9, 100 * bytes / b.rates.copy);
  }
  return text;
}

std::string json(const DeviceBenchReport& b) {
  store::Json rows = store::Json::list();
  for (const DeviceBenchRow& r : b.rows)
    rows.add(store::Json::object()
                 .set("workload", r.name)
                 .set("summary", r.summary)
                 .set("flops", r.flops)
                 .set("bytes", r.bytes)
                 .set("ready_seconds", r.ready)
                 .set("median", r.median)
                 .set("best", r.best));
  return store::Json::object()
      .set("device", b.device)
      .set("product_flops", b.rates.product)
      .set("copy_bytes", b.rates.copy)
      .set("rows", std::move(rows))
      .text();
}

}  // namespace pont::bench
