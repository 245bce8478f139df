// sample, likelihood, export, plot: the commands that use a trained model and its numbers again.
#include <fmt/format.h>

#include <filesystem>
#include <span>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/cli/style_option.hpp"
#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"
#include "experiments/exchange/formats.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/logged.hpp"
#include "experiments/run/point_output.hpp"
#include "experiments/run/reuse.hpp"
#include "experiments/run/standing.hpp"
#include "experiments/store/joined.hpp"
#include "experiments/store/publish.hpp"

namespace pont::cli {
namespace {

constexpr const char* of_this_process = "threads=N, device=NAME";

run::Launch reading_launch() { return {kinds::experiment_kinds(), build_info(), true}; }

class Sample final : public Command {
 public:
  void declare(Syntax& s) override {
    constexpr std::int64_t most = 100'000'000,
                           last = 1'000'000'000'000;  // their product with a row does not overflow
    s.argument("DIR", directory_, "run directory");
    s.option("-n,--count", count_, "points", 1, most);
    s.option("--first", first_, "number of the first sample (earlier ones were drawn before)", 0, last);
    s.option("--sampler", choice_.sampler,
             "one that the run names, or a type of pont list samplers, with its key=value after it");
    s.option("--seed", choice_.seed, "other samples than those of the run's own seed", 0, last);
    s.path_option("--out", out_, "file to write instead of stdout: .csv, .npy or .h5");
    s.arguments(
        "overrides", choice_.words,
        "key=value of the sampler, or of sections that training does not read; threads=N, device=NAME");
  }
  int run() override {
    const run::PointWriter write = run::point_writer(out_.empty() ? ".csv" : out_);
    const store::RunDirectory directory = store::RunDirectory::to_read(directory_);
    run::RunConfig config = run::sampling_config(kinds::experiment_kinds(), directory.path(), choice_);
    run::with_context(reading_launch(), directory, config, [&](run::RunContext& run) {
      write_result(out_, write(config.experiment->samples(run, first_, count_)));
    });
    return 0;
  }

 private:
  std::string directory_, out_;
  std::int64_t count_ = 1000, first_ = 0;
  run::SamplerChoice choice_;
};

class Likelihood final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.argument("POINTS", points_, "file of points, as for data of type file");
    s.path_option("--out", out_, "file to write instead of stdout: .csv, .npy or .h5");
    s.arguments("overrides", words_, of_this_process);
  }
  int run() override {
    const run::PointWriter write = run::point_writer(out_.empty() ? ".csv" : out_);
    const metrics::Points points = data::read_points(points_);
    const store::RunDirectory directory = store::RunDirectory::to_read(directory_);
    run::RunConfig config = run::stored_config(kinds::experiment_kinds(), directory.path(), words_);
    run::with_context(reading_launch(), directory, config, [&](run::RunContext& run) {
      write_result(out_, write({config.experiment->likelihoods(run, points), 1}));
    });
    return 0;
  }

 private:
  std::string directory_, points_, out_;
  std::vector<std::string> words_;
};

// Of a run that is not finished: what it has so far, elsewhere, for the figures are its own.
class Plot final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    style_.declare(s);
  }
  int run() override {
    const figures::Style& style = style_.chosen();
    const std::filesystem::path path = store::RunDirectory::look(directory_);
    if (run::standing_of(path).word == "running" || !std::filesystem::exists(path / "run.h5")) {
      fmt::print("{}\n", run::draw_so_far(path, style).string());
      return 0;
    }
    const store::RunDirectory directory = store::RunDirectory::open(directory_);
    run::stored_config(kinds::experiment_kinds(), path).experiment->plot(directory, style);
    fmt::print("{}\n", directory.file("figures").string());
    return 0;
  }

 private:
  std::string directory_;
  StyleOption style_;
};

// The file is read back before it is kept: a wrong one is never there.
class Export final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.option("--to", format_, "safetensors, onnx or npz");
    s.path_option("--out", out_, "file to write (default: DIR/model and the ending of the format)");
  }
  int run() override {
    const exchange::Format& format = chosen();
    const store::RunDirectory directory = store::RunDirectory::to_read(directory_);
    run::RunConfig config = run::stored_config(kinds::experiment_kinds(), directory.path());
    const std::string file =
        out_.empty() ? directory.file(std::string("model") + format.ending).string() : out_;
    run::with_context(reading_launch(), directory, config, [&](run::RunContext& run) {
      const exchange::Portable model = config.experiment->portable(run);
      const std::string bytes = format.write(model);
      exchange::require_same(format.contents(model), format.read(std::as_bytes(std::span(bytes)), file));
      store::publish_text(file, bytes);
    });
    fmt::print("{}\n", file);
    return 0;
  }

 private:
  const exchange::Format& chosen() const {
    std::vector<std::string> names;
    for (const exchange::Format& format : exchange::formats()) {
      if (format.name == format_) return format;
      names.emplace_back(format.name);
    }
    throw config::ConfigError(
        fmt::format("--to: got {}; expected one of {}", format_, store::joined(names, ", ")));
  }

  std::string directory_, format_ = "safetensors", out_;
};

}  // namespace

Commands use_commands() {
  return {command<Sample>("sample",
                          "draw new points from a trained model; while it trains, from its last checkpoint"),
          command<Likelihood>(
              "likelihood",
              "log p of points under a trained model, in nats; of images of bytes bits per dimension"),
          command<Export>("export", "a trained score as a file for other programs: safetensors, onnx, npz"),
          command<Plot>("plot", "draw the figures of a run again, or its loss so far")};
}

}  // namespace pont::cli
