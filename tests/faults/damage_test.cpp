// Checkpoints and runs that are damaged, foreign, or of another configuration: the reason is named, and the
// run goes on from what is sound.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "autodiff/rng.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/faults/campaign.hpp"
#include "tests/faults/record.hpp"

namespace pont::faults {
namespace {

namespace fs = std::filesystem;
using experiments::load_checked;

const std::string newest = "checkpoints/step_0000000012.h5", older = "checkpoints/step_0000000008.h5";
const std::string trained = "parts/train.h5";

std::string contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void overwrite(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// A run that was killed when it was about to have the file `before`; copies of it are damaged.
class Stopped final {
 public:
  explicit Stopped(const std::string& before = trained) {
    subject.go_on("stopped", {.at = publishing(before)});
    if (!fs::exists(subject.path("stopped/" + newest)))
      throw std::runtime_error("no checkpoint was left to damage");
  }
  /// A fresh copy under this name.
  std::string copy(const std::string& name) const {
    fs::remove_all(subject.path(name));
    fs::copy(subject.path("stopped"), subject.path(name), fs::copy_options::recursive);
    return subject.path(name) + "/";
  }
  const Subject subject{tiny_score};

 private:
  /// Number of the call that gives the file its name.
  long publishing(const std::string& file) const {
    const std::vector<Operation> calls = read_record(subject.trace());
    const auto at = std::ranges::find_if(
        calls, [&](const Operation& o) { return o.name() == "rename" && o.fields.at(2).ends_with(file); });
    return at - calls.begin() + 1;
  }
};

/// Damages the newest checkpoint: the run must say why it is passed over, and end with the same bits.
std::string passed_over(const Stopped& stopped, const std::function<void(const std::string&)>& damage) {
  const std::string run = stopped.copy("run");
  damage(run);
  const Outcome o = stopped.subject.go_on("run");
  if (o.code != 0) return fmt::format("ended with {}: {}", o.code, o.err);
  const bool named = o.err.find("step_00000000") != std::string::npos ||
                     o.err.find("checkpoint of step") != std::string::npos ||
                     o.err.find("metrics.log: ") != std::string::npos ||
                     o.err.find(trained + ": ") != std::string::npos;
  if (!named) return "no reason: " + o.err;
  return stopped.subject.wrong_with("run");
}

TEST(Damage, FlippedBitsOfACheckpoint) {
  Campaign campaign("flipped bit of a checkpoint");
  const Stopped stopped;
  const std::string sound = contents(stopped.subject.path("stopped/" + newest));
  const ad::Key key = ad::Key::root(6) / "bits";
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(amount(12, 400)); ++i) {
    const auto bit = static_cast<std::size_t>(key.uniform(i) * 8 * static_cast<double>(sound.size()));
    std::string bytes = sound;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    campaign.count(1, passed_over(stopped, [&](const std::string& run) { overwrite(run + newest, bytes); }));
  }
}

// A part that is damaged is made again: here the trained model, from the last checkpoint.
TEST(Damage, FlippedBitsOfAPart) {
  Campaign campaign("flipped bit of a part of a run");
  const Stopped stopped("run.h5");
  const std::string sound = contents(stopped.subject.path("stopped/" + trained));
  ASSERT_FALSE(sound.empty());
  const ad::Key key = ad::Key::root(6) / "parts";
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(amount(6, 200)); ++i) {
    const auto bit = static_cast<std::size_t>(key.uniform(i) * 8 * static_cast<double>(sound.size()));
    std::string bytes = sound;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    campaign.count(1, passed_over(stopped, [&](const std::string& run) { overwrite(run + trained, bytes); }));
  }
}

TEST(Damage, TruncatedCheckpoints) {
  Campaign campaign("checkpoint cut every 512 bytes");
  const Stopped stopped;
  const std::string sound = contents(stopped.subject.path("stopped/" + newest));
  for (std::size_t size = 0; size < sound.size(); size += static_cast<std::size_t>(amount(2048, 512)))
    campaign.count(1, passed_over(stopped, [&](const std::string& run) {
                     overwrite(run + newest, sound.substr(0, size));
                   }));
}

/// A sound checkpoint with one data set or attribute changed, published again.
void publish_changed(const std::string& file, const std::string& format, const std::string& config,
                     std::int64_t step) {
  experiments::H5Writer writer;
  writer.attribute("/", "format", format);
  writer.write_text("config", config);
  writer.write<std::int64_t>("step", {&step, 1}, {});
  experiments::publish(file, writer.image());
}

TEST(Damage, ForeignCheckpointsAndLogs) {
  Campaign campaign("foreign, newer or incomplete checkpoint");
  const Stopped stopped;
  const Subject other((std::string(tiny_score) + "check_finite: true\n").c_str());
  const std::string config = contents(stopped.subject.path("stopped/config.yaml"));
  const std::function<void(const std::string&)> damages[] = {
      [&](const std::string& run) { overwrite(run + newest, "text named .h5"); },
      [&](const std::string& run) { overwrite(run + newest, ""); },
      [&](const std::string& run) {
        fs::remove(run + newest), fs::create_symlink("/dev/null", run + newest);
      },
      [&](const std::string& run) {
        fs::copy_file(run + "snapshots/step_0000000006.h5", run + newest,
                      fs::copy_options::overwrite_existing);
      },
      [&](const std::string& run) {
        fs::copy_file(stopped.subject.path("whole/run.h5"), run + newest,
                      fs::copy_options::overwrite_existing);
      },
      [&](const std::string& run) {
        fs::copy_file(other.path("whole/" + newest), run + newest, fs::copy_options::overwrite_existing);
      },
      [&](const std::string& run) {
        fs::copy_file(run + older, run + newest, fs::copy_options::overwrite_existing);
      },
      [&](const std::string& run) { publish_changed(run + newest, "pont checkpoint 2", config, 12); },
      [&](const std::string& run) { publish_changed(run + newest, "pont checkpoint 1", "other", 12); },
      [&](const std::string& run) { publish_changed(run + newest, "pont checkpoint 1", config, 12); },
      [&](const std::string& run) { overwrite(run + "checkpoints/step_0000000099.h5", "later and broken"); },
      [&](const std::string& run) {
        fs::resize_file(run + "metrics.log", fs::file_size(run + "metrics.log") - 3);
      },
  };
  for (const auto& damage : damages) campaign.count(1, passed_over(stopped, damage));
}

/// Without anything sound to go on from: exit code 3, one line, and nothing is changed.
TEST(Damage, WithNothingSoundTheReasonIsNamed) {
  Campaign campaign("nothing sound left");
  const Stopped stopped;
  struct Row {
    std::function<void(const std::string&)> damage;
    const char* reason;
  };
  const std::string sound = contents(stopped.subject.path("stopped/metrics.log"));
  const Row rows[] = {
      {[&](const std::string& run) { overwrite(run + newest, "x"), overwrite(run + older, "y"); },
       "none of 2 checkpoints is sound"},
      {[&](const std::string& run) { fs::remove(run + "metrics.log"); }, "metrics.log: is missing"},
      {[&](const std::string& run) { overwrite(run + "metrics.log", "x" + sound); }, "metrics.log: "},
      {[&](const std::string& run) { overwrite(run + "run.h5", "x"); }, "run.h5: only 1 bytes"},
      {[&](const std::string& run) { fs::remove(run + "config.yaml"); }, "config.yaml"},
      {[&](const std::string& run) { fs::remove_all(run + "snapshots"); }, "step_0000000006.h5: missing"},
  };
  for (const Row& row : rows) {
    const std::string run = stopped.copy("run");
    row.damage(run);
    const Outcome o = stopped.subject.command({"resume", run}, "run");
    const bool named = o.code == 3 && o.err.find(row.reason) != std::string::npos;
    campaign.count(1, named ? "" : fmt::format("expected 3 and '{}', got {}: {}", row.reason, o.code, o.err));
  }
}

TEST(Damage, OfAFinishedRun) {
  Campaign campaign("flipped bit of a finished run.h5");
  const Stopped stopped;
  const std::string sound = contents(stopped.subject.path("whole/run.h5"));
  const ad::Key key = ad::Key::root(6) / "finished";
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(amount(8, 200)); ++i) {
    const std::string run = stopped.copy("run");
    std::string bytes = sound;
    const auto at = static_cast<std::size_t>(key.uniform(i) * static_cast<double>(sound.size()));
    bytes[at] = static_cast<char>(bytes[at] ^ 16);
    overwrite(run + "run.h5", bytes);
    const Outcome o = stopped.subject.command({i % 2 ? "info" : "resume", run}, "run");
    fs::remove(run + "run.h5");  // the remedy: it is made again from the checkpoint
    const std::string wrong =
        o.code == 3 ? stopped.subject.recover("run") : fmt::format("ended with {}: {}", o.code, o.err);
    campaign.count(1, wrong);
  }
}

}  // namespace
}  // namespace pont::faults
