// sampling_config(): the list of samplers replaced by one; extend_run(): a checkpoint under a new
// configuration.
#include "experiments/run/reuse.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "autodiff/compile.hpp"
#include "experiments/config/config.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/identity.hpp"
#include "experiments/run/train_keys.hpp"
#include "experiments/store/checksums.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;
using config::Tree;

Tree text_tree(const std::string& text) {
  Tree tree;
  tree.kind = Tree::Kind::scalar;
  tree.text = text;
  return tree;
}

Tree& member(Tree& map, const std::string& name) {
  if (Tree::Entry* entry = map.find(name)) return entry->value;
  map.kind = Tree::Kind::map;
  return map.entries.emplace_back(Tree::Entry{name, {}, {}}).value;
}

Tree& at(Tree& tree, const std::string& path) {
  const std::size_t dot = path.find('.');
  Tree& first = member(tree, path.substr(0, dot));
  return dot == std::string::npos ? first : at(first, path.substr(dot + 1));
}

// The item of this name, or a new one of this type.
Tree sampler_named(Tree& list, const std::string& name) {
  for (Tree& item : list.items)
    if (member(item, "name").text == name) return item;
  Tree item;
  member(item, "name") = text_tree(name);
  member(member(item, "sampler"), "type") = text_tree(name);
  return item;
}

// The keys that do not touch what is trained.
std::vector<std::string> keys_of_use(const RunConfig& config) {
  std::vector<std::string> keys = config.experiment->measuring_sections();
  keys.insert(keys.end(), resumable_keys().begin(), resumable_keys().end());
  return keys;
}

bool is_of_any(const std::string& word, const std::vector<std::string>& keys) {
  return std::ranges::any_of(keys, [&](const std::string& key) {
    return word.starts_with(key + "=") || word.starts_with(key + ".");
  });
}

double rate_at(const nn::Schedule& schedule, std::int64_t step) {
  ad::Tape tape;
  return ad::eval(schedule(tape.constant(ad::Tensor::scalar(step)))).at(0);
}

// The rates of steps taken, at evenly spread ones: as they were, and as they would be.
void require_same_rates(const TrainKeys& then, const TrainKeys& now) {
  constexpr std::int64_t parts = 100;
  const nn::Schedule before = then.schedule->build(then.steps), after = now.schedule->build(now.steps);
  for (std::int64_t i = 0; i <= parts; ++i) {
    const std::int64_t step = i * (then.steps - 1) / parts;
    const double was = rate_at(before, step), would_be = rate_at(after, step);
    if (was != would_be)
      throw config::ConfigError(fmt::format(
          "train.schedule: with train.steps {} the rate of step {} would have been {:.6g}, and it "
          "was {:.6g}; start a new run of all steps",
          now.steps, step + 1, would_be, was));
  }
}

void require_extension(const RunConfig& then, const RunConfig& now) {
  const TrainKeys *before = then.experiment->one_training(), *after = now.experiment->one_training();
  if (!before || !after)
    throw config::ConfigError("extend: this kind of experiment has no single training that could go on");
  if (after->steps <= before->steps)
    throw config::ConfigError(fmt::format("extend: got train.steps {}; expected more than the {} taken",
                                          after->steps, before->steps));
  require_same_rates(*before, *after);
}

store::Checkpoint end_of_training(const fs::path& directory, std::int64_t steps) {
  store::CheckpointSearch found = store::RunDirectory::look_for_checkpoint(directory);
  if (!found.checkpoint || found.checkpoint->step != steps)
    throw config::DataError(
        fmt::format("{0}: training has not ended; go on with: pont resume {0}", directory.string()));
  return *std::move(found.checkpoint);
}

void require_the_program_of(const store::Checkpoint& end, const Launch& launch, const RunConfig& config,
                            const fs::path& from) {
  const auto device = open_device(config.device, config.precision, config.products);
  require_same_bits(store::read_facts(store::H5Reader(end.image, "checkpoint"), "fingerprint"),
                    store::collect_fingerprint(launch.build, device->description()).bits, launch.allow_drift,
                    from.string());
}

// What the new run says of the old one, above its keys.
std::string descent(const fs::path& from, std::int64_t steps) {
  const fs::path result = from / "run.h5";
  const std::string sum = fs::exists(result) ? store::sha256_of_file(result) : "none yet";
  return fmt::format("# goes on after step {} of the run {}\n# whose run.h5 had the SHA-256 {}\n", steps,
                     fs::absolute(from).string(), sum);
}

}  // namespace

std::vector<std::byte> under(const std::vector<std::byte>& checkpoint, const std::string& config) {
  store::H5Reader file(checkpoint, "checkpoint");
  store::H5Writer renamed;
  for (const std::string& name : file.attributes("/"))
    renamed.attribute("/", name, file.attribute("/", name));
  renamed.write_text("config", config);
  for (const char* name : {"fingerprint", "step", "log_offset", "state"})
    renamed.adopt(store::h5::subtree(file.content(), name));
  return renamed.image();
}

RunConfig sampling_config(const Kinds& kinds, const fs::path& directory, const SamplerChoice& choice) {
  const std::vector<std::string> keys = keys_of_use(stored_config(kinds, directory));
  std::vector<std::string> of_run, of_sampler;
  for (const std::string& word : choice.words)
    (choice.sampler.empty() || is_of_any(word, keys) ? of_run : of_sampler).push_back(word);
  RunConfig config = stored_config(kinds, directory, of_run, keys);
  if (choice.seed) config.seed = *choice.seed;
  if (choice.sampler.empty()) return config;
  const std::string key = config.experiment->samplers_key();
  if (key.empty())
    throw config::ConfigError("sample: this kind of experiment has no samplers to choose from");
  Tree tree = config::read_yaml("config.yaml", config::resolved_yaml(config));
  Tree& list = at(tree, key);
  Tree item = sampler_named(list, choice.sampler);
  Tree& section = member(item, "sampler");
  section = config::merge(section, config::parse_overrides(of_sampler));
  list.items = {item};
  RunConfig chosen(kinds);
  config::apply(chosen, tree);
  return chosen;
}

void extend_run(const Launch& launch, const std::string& from, const std::vector<std::string>& overrides,
                const std::string& to) {
  const fs::path path = store::RunDirectory::look(from);
  const RunConfig then = stored_config(launch.kinds, path);
  std::vector<std::string> keys = keys_of_use(then);
  keys.push_back("train.steps");
  RunConfig config = stored_config(launch.kinds, path, overrides, keys);
  require_extension(then, config);
  const std::int64_t steps = then.experiment->training_steps();
  const store::Checkpoint end = end_of_training(path, steps);
  require_the_program_of(end, launch, config, path);
  const store::RunDirectory directory = founded(config, to, descent(path, steps));
  fs::copy_file(path / "metrics.log", directory.file("metrics.log"));
  if (fs::exists(path / "snapshots"))
    fs::copy(path / "snapshots", directory.make_directory("snapshots"), fs::copy_options::recursive);
  directory.publish_checkpoint(steps, under(end.image, recorded_config(config)));
  run_in(launch, directory, config);
}

}  // namespace pont::run
