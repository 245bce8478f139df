// The table of workloads.
#include "experiments/bench/workloads.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "experiments/bench/component_workloads.hpp"
#include "experiments/bench/image_workloads.hpp"
#include "experiments/bench/network_workloads.hpp"
#include "experiments/bench/networks.hpp"
#include "nn/unet_presets.hpp"

namespace pont::bench {
namespace {

template <std::int64_t batch, std::int64_t shard, std::int64_t width, int depth>
std::unique_ptr<Workload> embedded_mlp(const WorkloadRow&, int workers, ad::Backend& device) {
  const auto network = [](nn::Parameters& p) -> std::unique_ptr<nn::TimeNetwork> {
    return std::make_unique<EmbeddedMlp>(p, 4, width, depth, 2);
  };
  return training_workload({batch, shard, 4, 2, network}, workers, device);
}

template <std::int64_t batch, std::int64_t shard>
std::unique_ptr<Workload> bridge_net(const WorkloadRow&, int workers, ad::Backend& device) {
  const auto network = [](nn::Parameters& p) -> std::unique_ptr<nn::TimeNetwork> {
    return std::make_unique<BridgeNet>(p);
  };
  return training_workload({batch, shard, 2, 2, network}, workers, device);
}

// Digits of 28 x 28 pixels, batch 64: one block a level, attention at the lowest.
template <std::int64_t shard, std::int64_t patch>
std::unique_ptr<Workload> unet(const WorkloadRow&, int workers, ad::Backend& device) {
  const auto network = [](nn::Parameters& p) -> std::unique_ptr<nn::TimeNetwork> {
    const nn::UNetPreset& small = nn::unet_preset(patch == 1 ? "mini_14" : "mini_28");
    const auto channels = patch == 1 ? std::vector<ad::i64>{32, 64, 128} : std::vector<ad::i64>{32, 64};
    const nn::UNetDesign design =
        small.family({32, channels, 1, {static_cast<ad::i64>(channels.size()) - 1}});
    return std::make_unique<nn::UNet>(p, "unet", nn::ImageShape{28, 28, 1}, 1, 1, design);
  };
  return training_workload({64, shard, 784, 784, network}, workers, device);
}

// What runs on the CPU whatever the device.
template <std::unique_ptr<Workload> (*make)(double amount, int workers)>
std::unique_ptr<Workload> plain(const WorkloadRow& row, int workers, ad::Backend&) {
  return make(row.work.amount, workers);
}

std::unique_ptr<Workload> sampling(const WorkloadRow&, int workers, ad::Backend& device) {
  return sampling_workload(10'000, 250, workers, device);
}

}  // namespace

double operand_bytes(const ad::Program& program) {
  double sum = 0;
  for (const ad::InstructionFacts& f : program.facts()) sum += f.bytes;
  return sum;
}

namespace {

std::vector<WorkloadRow> network_rows() {
  return {
      {"a",
       "training step, 6 x 128, SiLU, batch 512",
       {512 * EmbeddedMlp::cost(4, 128, 6, 2).training, flop},
       20,
       embedded_mlp<512, 128, 128, 6>},
      {"b128",
       "training step, bridge network, batch 128",
       {128 * BridgeNet::cost().training, flop},
       20,
       bridge_net<128, 64>},
      {"b512",
       "training step, bridge network, batch 512",
       {512 * BridgeNet::cost().training, flop},
       20,
       bridge_net<512, 128>},
      {"c",
       "training step, 4 x 512, SiLU, batch 1024",
       {1024 * EmbeddedMlp::cost(4, 512, 4, 2).training, flop},
       20,
       embedded_mlp<1024, 256, 512, 4>},
      {"sampling",
       "sampler step, 10,000 samples, network of a",
       {10'000 * EmbeddedMlp::cost(4, 128, 6, 2).forward, flop},
       1,
       sampling},
      {"unet/28x28",
       "training step, U-Net 32, 64, 128 on 28 x 28 pixels, batch 64",
       {64 * 3 * 582e6, flop},
       5,
       unet<8, 1>},
      {"unet/patches",
       "training step, U-Net 32, 64 on 2 x 2 patches of 28 x 28 pixels, batch 64",
       {64 * 3 * 101.2e6, flop},
       5,
       unet<8, 2>},
      {"compile", "a tape of 10^5 entries and its gradient", {1e5, "entry"}, 0, plain<compile_workload>},
      {"kernels", "transition kernels of CLD at 4,096 times", {4096, "kernel"}, 0, plain<kernels_workload>},
      {"random", "2^20 normal float32 numbers", {1 << 20, "normal"}, 0, plain<random_workload>},
      {"publish",
       "a file of 4 MB, hashed, written, synced and renamed",
       {4e6, "byte"},
       0,
       plain<publish_workload>},
      {"busy",
       "training step of a beside two busy processes",
       {512 * 128, "value"},
       0,
       embedded_mlp<512, 128, 128, 6>,
       2},
  };
}

std::string group_of(const std::string& name) { return name.substr(0, name.find('/')); }

}  // namespace

std::span<const WorkloadRow> workloads() {
  static const std::vector<WorkloadRow> rows = [] {
    std::vector<WorkloadRow> all = network_rows();
    std::ranges::move(image_rows(), std::back_inserter(all));
    return all;
  }();
  return rows;
}

std::string workload_names() {
  std::vector<std::string> names;
  for (const WorkloadRow& row : workloads())
    if (names.empty() || names.back() != group_of(row.name)) names.push_back(group_of(row.name));
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<const WorkloadRow*> chosen_workloads(const std::vector<std::string>& names) {
  std::vector<const WorkloadRow*> rows;
  for (const WorkloadRow& row : workloads())
    if (names.empty()) rows.push_back(&row);
  for (const std::string& name : names) {
    const std::size_t before = rows.size();
    for (const WorkloadRow& row : workloads())
      if (row.name == name || row.name.starts_with(name + "/")) rows.push_back(&row);
    if (rows.size() == before)
      throw std::invalid_argument(
          fmt::format("bench: workload '{}' given, expected one of {}", name, workload_names()));
  }
  return rows;
}

const WorkloadRow& workload(const std::string& name) { return *chosen_workloads({name}).front(); }

}  // namespace pont::bench
