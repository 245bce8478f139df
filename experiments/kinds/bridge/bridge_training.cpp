// Training of half-bridges: beginning and ending them, networks in files, previews.
#include "experiments/kinds/bridge/bridge_training.hpp"

#include <fmt/format.h>

#include "experiments/kinds/bridge/measure.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/preview.hpp"

namespace pont::kinds::bridge {
namespace {

constexpr const char* finished_networks = "state/finished";

std::string network_path(const std::string& group, std::size_t h) {
  return fmt::format("{}/{:04}", group, h);
}

}  // namespace

BridgeTraining::BridgeTraining(const BridgeModel& model, const Method& method, const Settings& settings,
                               ad::Workers& workers)
    : model_(model), method_(method), settings_(settings), workers_(workers) {}

std::int64_t BridgeTraining::step() const {
  const auto finished = static_cast<std::int64_t>(networks_.size()) * settings_.steps;
  return finished + (current_ ? current_->training().step() : 0);
}

TrainedNetwork BridgeTraining::start_of(int h) const {
  if (settings_.warm_start)
    for (int before = h - 1; before >= 0; --before)
      if (method_.direction(before) == method_.direction(h))
        return networks_[static_cast<std::size_t>(before)];
  return nullptr;
}

void BridgeTraining::begin() {
  const int h = static_cast<int>(networks_.size());
  current_ = std::make_unique<HalfBridge>(model_, method_, h, networks_, settings_.options, start_of(h),
                                          settings_.key / static_cast<ad::u64>(h), workers_);
  if (h == 0)
    fmt::print(stderr, "{:.1f} MB of training pairs\n", 1e-6 * static_cast<double>(current_->cache_bytes()));
}

nn::TrainingStep::Result BridgeTraining::advance(bool checked) {
  if (!current_) begin();
  const nn::TrainingStep::Result result = current_->advance(checked);
  if (current_->training().step() == settings_.steps) {
    networks_.push_back(current_->average());
    current_.reset();
  }
  return result;
}

std::vector<TrainedNetwork> BridgeTraining::networks_so_far() const {
  std::vector<TrainedNetwork> all = networks_;
  if (current_) all.push_back(current_->average());
  return all;
}

void BridgeTraining::save(store::H5Writer& file) const {
  write_networks(file, finished_networks, networks_);
  if (current_) run::write_buffers(file, current_->training());
}

void BridgeTraining::restore(const store::H5Reader& file, std::int64_t step) {
  current_.reset();
  networks_ = read_networks(file, finished_networks);
  const std::int64_t within = step - static_cast<std::int64_t>(networks_.size()) * settings_.steps;
  if (within == 0) return;
  begin();
  run::read_buffers(file, current_->training());
  current_->training().set_step(within);
}

void write_networks(store::H5Writer& file, const std::string& group,
                    std::span<const TrainedNetwork> networks) {
  file.group(group);
  for (std::size_t h = 0; h < networks.size(); ++h) {
    const std::span<const float> values = std::as_const(*networks[h]).data<float>();
    file.write<float>(network_path(group, h), values, {values.size()});
  }
}

namespace {

TrainedNetwork read_network(const store::H5Reader& file, const std::string& path) {
  const std::vector<float> values = file.read<float>(path);
  return std::make_shared<const ad::Tensor>(
      ad::Tensor::of<float>({static_cast<ad::i64>(values.size())}, values));
}

}  // namespace

std::vector<TrainedNetwork> read_networks(const store::H5Reader& file, const std::string& group) {
  std::vector<TrainedNetwork> networks;
  while (file.exists(network_path(group, networks.size())))
    networks.push_back(read_network(file, network_path(group, networks.size())));
  return networks;
}

std::vector<TrainedNetwork> networks_so_far(const store::H5Reader& model) {
  if (model.exists("model/networks")) return read_networks(model, "model/networks");
  std::vector<TrainedNetwork> networks = read_networks(model, finished_networks);
  const std::string average = run::average_path(model);
  if (model.exists(average)) networks.push_back(read_network(model, average));
  return networks;
}

figures::Figure bridge_preview(const BridgeModel& model, const Method& method,
                               std::span<const TrainedNetwork> networks, ad::Key key, ad::Workers& workers) {
  constexpr ad::i64 count = 500, chunk = 125;
  const int h = static_cast<int>(networks.size()) - 1, end = method.direction(h).last_node(model.N());
  const LearnedPolicy policy = noiseless_at_the_end(method.policy(h, model, networks));
  const SimulatedPaths paths = simulate(model, policy, key / "samples", count, chunk, workers);
  return run::preview_figure(data::sample(model.end(end), key / "data", count),
                             paths.states[static_cast<std::size_t>(end)]);
}

}  // namespace pont::kinds::bridge
