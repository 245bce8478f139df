// The skeleton of every experiment: record, draw, report; what fails on the way is told at the end.
#include <fmt/format.h>

#include <filesystem>

#include "experiments/config/error.hpp"
#include "experiments/exchange/portable.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/joined.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {
namespace {

std::string failure_section(const store::H5Reader& run) {
  if (!run.exists("failures")) return "";
  return "## What could not be measured\n\n" + failure_table(run).markdown() + "\n";
}

// The samples by which the training was watched, the newest ones, where there are any.
std::string preview_section(const store::RunDirectory& directory) {
  for (const std::string name : {"preview.svg", "preview.png"})
    if (std::filesystem::exists(directory.file("figures") / name))
      return "## The last preview of the training\n\n![preview](figures/" + name + ")\n\n";
  return "";
}

void require_complete(const store::RunDirectory& directory, const store::H5Reader& run,
                      const std::string& drawing) {
  const std::string where = directory.path().string();
  const std::vector<std::string> absent = missing(run);
  if (!absent.empty())
    throw config::Incomplete(
        fmt::format("{0}: not measured: {1}; all else stands in report.md, with the reasons; measure "
                    "with other keys: pont evaluate {0} KEY=VALUE, or the same again: pont resume {0}",
                    where, store::joined(absent, ", ")));
  if (!drawing.empty())
    throw config::Incomplete(
        fmt::format("{0}: figures were not drawn: {1}; draw them again with: pont plot {0}", where, drawing));
}

}  // namespace

void Experiment::run(RunContext& run) const {
  if (!recorded(run.directory, run.config)) {
    RunParts parts(run);
    record(run, parts);
    parts.publish();
  }
  const store::H5Reader reader = read_run(run.directory);
  const Presentation shown = presentation();
  fmt::print(stderr, "figures ...\n");
  const std::string drawing = failure_of([&] { shown.figures(reader, run.directory.file("figures")); });
  store::publish_text(run.directory.file("report.md"), shown.report(reader) + preview_section(run.directory) +
                                                           failure_section(reader) + provenance(reader));
  fmt::print(run.results, "{}\n", shown.table(reader));
  require_complete(run.directory, reader, drawing);
  remove_parts(run.directory);
}

void Experiment::plot(const store::RunDirectory& directory, const figures::Style& style) const {
  presentation().figures(read_run(directory), {directory.file("figures"), style});
}

std::vector<double> Experiment::likelihoods(RunContext& run, const metrics::Points&) const {
  throw config::ConfigError(
      fmt::format("{}: this kind of experiment has no likelihood; expected a run of type "
                  "score",
                  run.directory.path().string()));
}

exchange::Portable Experiment::portable(RunContext& run) const {
  throw config::ConfigError(
      fmt::format("{}: models of this kind of experiment are not taken out; expected a run of type score",
                  run.directory.path().string()));
}

}  // namespace pont::run
