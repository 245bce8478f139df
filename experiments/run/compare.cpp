// draw_comparison(): curves from the metrics, clouds from run.h5.
#include "experiments/run/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "experiments/run/logged.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

/// Samples of a run in the plane, and what they should look like.
struct Clouds final {
  figures::Cloud target;
  std::vector<figures::Cloud> samples;
};

bool in_the_plane(const store::H5Reader& run, const std::string& path) {
  return run.exists(path) && run.shape(path).size() >= 2 && run.shape(path).back() >= 2;
}

// "W2 1.2, floor 1.0", where it was measured.
std::string distance_note(const store::H5Reader& run, const std::string& name) {
  const std::string base = "evaluation/samples/" + name + "/w2/";
  if (!run.exists(base + "ours") || !run.exists(base + "floor")) return "";
  return fmt::format("W2 {}, floor {}", figures::significant(read_scalar(run, base + "ours"), 3),
                     figures::significant(read_scalar(run, base + "floor"), 3));
}

// Of a sampler its points; of a chain the states at its end, which has node 0 where it runs backward.
std::optional<metrics::Points> end_points(const store::H5Reader& run, const std::string& name) {
  const std::string points = "samples/" + name + "/points", states = "samples/" + name + "/states";
  if (in_the_plane(run, points)) return read_points(run, points);
  if (!in_the_plane(run, states)) return {};
  return read_points(run, states, name == "backward" ? 0 : run.shape(states).at(0) - 1);
}

std::optional<Clouds> clouds_of(const fs::path& directory) {
  const fs::path file = directory / "run.h5";
  if (!fs::exists(file)) return {};
  const store::H5Reader run(store::load_checked(file), file.string());
  const std::string target = run.exists("samples/forward") ? "prior" : "data";
  if (!in_the_plane(run, target + "/points")) return {};
  Clouds clouds{{directory.string(), read_points(run, target + "/points").leftCols(2), target}, {}};
  for (const std::string& name : members(run, "samples"))
    if (const auto points = end_points(run, name); points && (target == "data" || name == "forward"))
      clouds.samples.push_back({name, points->leftCols(2), distance_note(run, name)});
  return clouds.samples.empty() ? std::nullopt : std::optional(clouds);
}

// The same axes in all panels, wide enough for each.
void share(std::vector<figures::Panel>& panels, figures::Axis figures::Panel::*axis) {
  figures::Interval all = *(panels.front().*axis).range;
  for (const figures::Panel& panel : panels) {
    all.low = std::min(all.low, (panel.*axis).range->low);
    all.high = std::max(all.high, (panel.*axis).range->high);
  }
  for (figures::Panel& panel : panels) (panel.*axis).range = all;
}

// A row of panels for each run; as many of its samples as every run has.
figures::Figure sample_figure_of(const std::vector<Clouds>& all) {
  std::size_t common = all.front().samples.size();
  for (const Clouds& clouds : all) common = std::min(common, clouds.samples.size());
  figures::Figure figure;
  for (const Clouds& clouds : all) {
    const std::vector<figures::Cloud> shown(clouds.samples.begin(),
                                            clouds.samples.begin() + static_cast<std::ptrdiff_t>(common));
    figures::Figure row = figures::cloud_comparison("Samples, one run in each row", clouds.target, shown);
    row.panels.insert(row.panels.begin(), figure.panels.begin(), figure.panels.end());
    figure = std::move(row);
  }
  figure.columns = static_cast<int>(common) + 1;
  share(figure.panels, &figures::Panel::x);
  share(figure.panels, &figures::Panel::y);
  return figure;
}

std::vector<figures::Curve> losses_of(const std::vector<fs::path>& runs) {
  constexpr std::size_t points = 300;
  std::vector<figures::Curve> curves;
  for (const fs::path& run : runs) {
    const store::MetricRows rows = logged_metrics(run);
    if (rows.steps.empty()) continue;
    curves.push_back(block_means(rows, "loss", points));
    curves.back().label = run.string();
  }
  return curves;
}

}  // namespace

std::vector<std::string> draw_comparison(const std::vector<fs::path>& runs, const fs::path& figures) {
  std::vector<std::string> drawn;
  if (const std::vector<figures::Curve> curves = losses_of(runs); !curves.empty()) {
    draw(figures::loss_curves("Training losses (block means)", {.label = "loss"}, curves), figures, "losses");
    drawn.push_back((figures / "losses.svg").string());
  }
  std::vector<Clouds> all;
  for (const fs::path& run : runs)
    if (std::optional<Clouds> clouds = clouds_of(run)) all.push_back(*std::move(clouds));
  if (!all.empty()) {
    draw(sample_figure_of(all), figures, "samples");
    drawn.push_back((figures / "samples.svg").string());
  }
  return drawn;
}

}  // namespace pont::run
