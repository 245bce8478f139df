// reproduce, spectrum: published results, and the spectra that one of them needs.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/cli/style_option.hpp"
#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/report.hpp"
#include "experiments/reproductions/registry.hpp"
#include "experiments/store/json.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

constexpr int nodes_per_bin = 3;  // of a compressed spectrum

fs::path reproduction_directory(const std::string& name) { return fs::path("runs") / "reproduce" / name; }

// One that cannot be computed fails; the others are still computed.
reproduce::Reproduced attempt(const run::Launch& launch, const std::string& name, const fs::path& directory,
                              const figures::Style& style) {
  try {
    return reproduce::run_reproduction(launch, reproductions::all_reproductions(), name, {}, directory,
                                       style);
  } catch (const std::exception& e) {
    return {false, name + ": " + e.what()};
  }
}

struct NamedResult final {
  std::string name;
  reproduce::Reproduced result;
};

std::vector<NamedResult> reproduce_all(const run::Launch& launch, const std::string& out,
                                       const figures::Style& style) {
  std::vector<NamedResult> all;
  std::string summaries;
  for (const auto& row : reproductions::all_reproductions().rows()) {
    const fs::path directory = out.empty() ? reproduction_directory(row.name) : fs::path(out) / row.name;
    all.push_back({row.name, attempt(launch, row.name, directory, style)});
    const reproduce::Reproduced& r = all.back().result;
    summaries += fmt::format("{}  {}\n", r.holds ? "holds " : "FAILS ", r.summary);
  }
  fmt::print(launch.results, "\n{}", summaries);
  return all;
}

store::Json json_of(const NamedResult& r) {
  store::Json numbers = store::Json::list();
  for (const reproduce::Verdict& v : r.result.verdicts)
    numbers.add(store::Json::object()
                    .set("row", v.ours.row)
                    .set("column", v.ours.column)
                    .set("stated", v.published)
                    .set("counted", v.counted)
                    .set("ours", v.ours.value)
                    .set("verdict", v.word));
  return store::Json::object()
      .set("name", r.name)
      .set("holds", r.result.holds)
      .set("summary", r.result.summary)
      .set("numbers", std::move(numbers));
}

// 1 when a number was not reproduced.
class Reproduce final : public Command {
 public:
  void declare(Syntax& s) override {
    s.optional_argument("NAME", name_, "which one: see pont list reproductions");
    s.flag("--all", all_, "every one, with its defaults");
    s.path_option("--out", out_, "directory of the report (default: runs/reproduce/NAME)");
    s.arguments("overrides", words_, "key=value");
    style_.declare(s);
    s.flag("--json", json_, "a list of results as JSON on stdout; all else goes to stderr");
  }
  int run() override {
    run::Launch launch{kinds::experiment_kinds(), build_info()};
    if (json_) launch.results = stderr;
    const std::vector<NamedResult> results = all_ ? everything(launch) : one(launch);
    store::Json json = store::Json::list();
    for (const NamedResult& r : results) json.add(json_of(r));
    if (json_) fmt::print("{}", json.text());
    return std::ranges::all_of(results, [](const NamedResult& r) { return r.result.holds; }) ? 0 : 1;
  }

 private:
  std::vector<NamedResult> everything(const run::Launch& launch) const {
    if (!name_.empty() || !words_.empty())
      throw config::ConfigError(
          "command line: --all takes neither NAME nor key=value; expected: pont reproduce --all");
    return reproduce_all(launch, out_, style_.chosen());
  }
  std::vector<NamedResult> one(const run::Launch& launch) const {
    const reproduce::Reproductions& all = reproductions::all_reproductions();
    if (name_.empty())
      throw config::ConfigError("command line: no NAME; expected one of: " + config::join(all.names()) +
                                ", or --all");
    const fs::path directory = out_.empty() ? reproduction_directory(name_) : fs::path(out_);
    return {{name_, reproduce::run_reproduction(launch, all, name_, words_, directory, style_.chosen())}};
  }

  std::string name_, out_;
  StyleOption style_;
  std::vector<std::string> words_;
  bool all_ = false, json_ = false;
};

// CSV on stdout, or in --out.
class SpectrumCommand final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DATASET", source_, "see pont list spectra; or a file of points");
    s.optional_argument("PATH", path_, "file or directory of the data set");
    s.option("--compress", bins_, "Gauss quadrature with 3 nodes in each of so many bins of log lambda", 1,
             1'000'000);
    s.path_option("--out", out_, "file to write instead of stdout");
  }
  int run() override {
    sde::Spectrum spectrum = data::spectrum_of_source(source_, path_);
    std::string comment = fmt::format("covariance spectrum of {}: {}", source_, data::describe(spectrum));
    if (bins_ > 0) {
      spectrum = sde::compress(spectrum, static_cast<int>(bins_), nodes_per_bin);
      comment +=
          fmt::format("\ncompressed to {} eigenvalues with multiplicities (pont spectrum ... --compress {})",
                      spectrum.size(), bins_);
    }
    fmt::print(stderr, "{}\n", comment);
    write_result(out_, data::spectrum_csv(spectrum, comment));
    return 0;
  }

 private:
  std::string source_, path_, out_;
  std::int64_t bins_ = 0;
};

}  // namespace

Commands reproduce_commands() {
  return {command<Reproduce>("reproduce", "compute a published result, beside the publication"),
          command<SpectrumCommand>("spectrum", "the eigenvalues of a data set's covariance, as CSV")};
}

}  // namespace pont::cli
