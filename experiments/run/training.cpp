// The loop, what a checkpoint holds (step, buffers, place in the metric log, configuration, fingerprint), and
// the search for a step that fails.
#include "experiments/run/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/run/identity.hpp"
#include "experiments/run/memory.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/progress.hpp"
#include "experiments/store/signals.hpp"

namespace pont::run {
namespace {

constexpr const char *log_name = "metrics.log", *format = "pont checkpoint 1";

std::string path_of(const nn::Buffer& b) { return "state/" + b.name; }

std::vector<std::byte> image_of(const RunContext& run, const Trainee& trainee, std::int64_t log_offset) {
  store::H5Writer file;
  file.attribute("/", "format", std::string(format));
  file.write_text("config", run.config);
  store::write_facts(file, "fingerprint", run.fingerprint.bits);
  const std::int64_t step = trainee.step();
  file.write<std::int64_t>("step", {&step, 1}, {});
  file.write<std::int64_t>("log_offset", {&log_offset, 1}, {});
  trainee.save(file);
  return file.image();
}

std::string name_of(const RunContext& run, std::int64_t step) {
  return fmt::format("{}: checkpoint of step {}", run.directory.path().string(), step);
}

// One that is sound may still be of another program, configuration or step.
void check_same_run(const RunContext& run, const store::H5Reader& file, std::int64_t step) {
  const std::string name = name_of(run, step);
  const auto attributes = file.attributes("/");
  if (std::find(attributes.begin(), attributes.end(), "format") == attributes.end() ||
      file.attribute("/", "format") != store::H5Scalar(std::string(format)))
    throw config::DataError(
        fmt::format("{}: not of the format '{}'; use the version of Pont that wrote it", name, format));
  const std::string then = file.text("config");
  if (!same_run(then, run.config) && !(run.allow_drift && same_run_but_files(then, run.config)))
    throw config::DataError(
        fmt::format("{}: written under another configuration: {}; give config.yaml of the run its old text "
                    "again, or start a new run",
                    name, first_difference(then, run.config)));
  if (file.read<std::int64_t>("step").at(0) != step)
    throw config::DataError(name + ": holds another step than its name says; give the file its name again");
}

void restore(const store::H5Reader& file, Trainee& trainee) {
  trainee.restore(file, file.read<std::int64_t>("step").at(0));
}

// Loads the newest sound checkpoint; false if none was published.
bool restore_newest(const RunContext& run, Trainee& trainee, std::int64_t& log_offset) {
  const store::CheckpointSearch found = run.directory.newest_checkpoint([&](const store::Checkpoint& c) {
    const store::H5Reader file(c.image, name_of(run, c.step));
    check_same_run(run, file, c.step);
    log_offset = file.read<std::int64_t>("log_offset").at(0);
    store::MetricLog::check(run.directory.file(log_name), training_columns(), log_offset);
    restore(file, trainee);
  });
  for (const std::string& m : found.messages) fmt::print(stderr, "{}\n", m);
  if (!found.checkpoint) return false;
  const std::int64_t step = found.checkpoint->step;
  const std::string name = name_of(run, step);
  require_same_bits(run, store::read_facts(store::H5Reader(found.checkpoint->image, name), "fingerprint"),
                    name);
  return true;
}

class Trainer {
 public:
  Trainer(RunContext& run, Trainee& trainee, std::int64_t steps, std::int64_t log_every, Previews& previews)
      : run_(run),
        trainee_(trainee),
        previews_(previews),
        steps_(steps),
        log_every_(log_every),
        log_(open_log()),
        progress_(trainee.step(), steps),
        saved_(image_of(run, trainee, log_.offset())) {}

  void go() {
    const store::DeferredStop stop;
    while (trainee_.step() < steps_) {
      const std::int64_t step = trainee_.step() + 1;
      const nn::TrainingStep::Result r = take(step);
      if (step % log_every_ == 0 || step == steps_)
        log_.append(step, std::array{r.loss, r.gradient_norm, r.rate});
      progress_.update(step, fmt::format("loss {:.4f}", smoothed(r.loss)));
      const int signal = stop.requested();
      if (step % run_.checkpoint_every == 0 || step == steps_ || signal) save();
      if (signal) throw Stopped{signal};
      if (step == run_.stop_after) stop_early();
      show_rows();
      if (const std::string said = previews_.after(step); !said.empty()) progress_.say(said);
    }
  }

 private:
  store::MetricLog open_log() {
    std::int64_t offset = 0;
    const auto file = run_.directory.file(log_name);
    if (!restore_newest(run_, trainee_, offset)) return store::MetricLog::create(file, training_columns());
    return store::MetricLog::open(file, training_columns(), offset);
  }
  // Rows reach the file soon after their steps, for those who look on; a resume cuts off what no checkpoint
  // counts.
  void show_rows() {
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_rows_ < std::chrono::seconds(2)) return;
    log_.flush();
    shown_rows_ = now;
  }
  void stop_early() {
    log_.flush();
    throw Stopped{0};
  }
  nn::TrainingStep::Result take(std::int64_t step) {
    if (!run_.check_finite) {
      const nn::TrainingStep::Result r = trainee_.advance(false);
      if (std::isfinite(r.loss) && std::isfinite(r.gradient_norm)) return r;
      restore(store::H5Reader(saved_, "the state last saved"), trainee_);
      while (trainee_.step() + 1 < step) trainee_.advance(false);
    }
    try {
      return trainee_.advance(true);
    } catch (const ad::NonFinite& e) {
      throw std::runtime_error(
          fmt::format("training step {} of {}: {}{}; {}", step, steps_, e.what(), described(), remedy(step)));
    }
  }
  // Before the first update nothing can have diverged.
  static std::string remedy(std::int64_t step) {
    const std::string target = "raise what bounds the target (for scores: objective.t_min, objective.floor)";
    return step == 1 ? "no parameter has moved yet: bring the data to a scale near 1, or " + target
                     : "lower train.schedule.rate, or " + target;
  }
  std::string described() const {
    const std::string words = trainee_.describe();
    return words.empty() ? words : "; " + words;
  }
  double smoothed(double loss) { return shown_ = shown_ == 0 ? loss : 0.99 * shown_ + 0.01 * loss; }
  void save() {
    log_.sync();
    saved_ = image_of(run_, trainee_, log_.offset());
    run_.directory.publish_checkpoint(trainee_.step(), saved_);
  }

  RunContext& run_;
  Trainee& trainee_;
  Previews& previews_;
  std::int64_t steps_, log_every_;
  store::MetricLog log_;
  store::Progress progress_;
  std::vector<std::byte> saved_;  // where a failing step is sought from
  double shown_ = 0;              // for the eye only
  std::chrono::steady_clock::time_point shown_rows_ = std::chrono::steady_clock::now();
};

// One training step, repeated.
class SingleTraining final : public Trainee {
 public:
  SingleTraining(nn::TrainingStep& training, const DescribeBatch& describe)
      : training_(training), describe_(describe) {}
  std::int64_t step() const override { return training_.step(); }
  nn::TrainingStep::Result advance(bool checked) override {
    return checked ? training_.run_checked() : training_.run();
  }
  void save(store::H5Writer& file) const override { write_buffers(file, training_); }
  void restore(const store::H5Reader& file, std::int64_t step) override {
    read_buffers(file, training_);
    training_.set_step(step);
  }
  std::string describe() const override { return describe_ ? describe_(training_) : std::string(); }

 private:
  nn::TrainingStep& training_;
  const DescribeBatch& describe_;
};

}  // namespace

void write_buffers(store::H5Writer& file, const nn::TrainingStep& training) {
  for (const nn::Buffer& b : training.buffers()) {
    const ad::Tensor value = training.get(b.name);
    ad::with_real(b.dtype, [&](auto t) {
      using T = decltype(t);
      file.write<T>(path_of(b), value.data<T>(), {static_cast<std::size_t>(b.size)});
    });
  }
}

void read_buffers(const store::H5Reader& file, nn::TrainingStep& training) {
  for (const nn::Buffer& b : training.buffers()) {
    const std::vector<std::byte> bytes = file.raw(path_of(b));
    ad::Tensor value({b.size}, b.dtype);
    if (bytes.size() != value.bytes().size())
      throw config::DataError(fmt::format(
          "checkpoint: {} has {} bytes, the network needs {}: another network, or data of another "
          "dimension; start a new run",
          path_of(b), bytes.size(), value.bytes().size()));
    std::ranges::copy(bytes, value.bytes().begin());
    training.set(b.name, value);
  }
}

const std::vector<std::string>& training_columns() {
  static const std::vector<std::string> names{"loss", "gradient_norm", "rate"};
  return names;
}

double train(RunContext& run, nn::TrainingStep& training, std::int64_t steps, std::int64_t log_every,
             Previews& previews, const DescribeBatch& describe) {
  if (run.inspect) {
    run.inspect(training);
    throw Inspected{};
  }
  fmt::print(stderr, "memory: {:.3g} MB of them in the training step's programs\n",
             1e-6 * static_cast<double>(training.bytes()));
  return_free_memory();
  SingleTraining trainee(training, describe);
  return train(run, trainee, steps, log_every, previews);
}

double train(RunContext& run, Trainee& trainee, std::int64_t steps, std::int64_t log_every,
             Previews& previews) {
  if (run.inspect)
    throw config::ConfigError(
        "profile: this experiment trains several networks in turn; give one that trains a single network");
  const auto start = std::chrono::steady_clock::now();
  Trainer(run, trainee, steps, log_every, previews).go();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace pont::run
