// Previews: when one is due, how it is drawn and told of, and its figure.
#include "experiments/run/preview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/store/signals.hpp"

namespace pont::run {
namespace {

constexpr int share = 50;  // previews take a 50th of the time
constexpr const char* name = "preview";

/// The distribution function of points on a line.
figures::Lines distribution(const metrics::Points& x, const std::string& label, figures::Colour colour) {
  figures::Grid values = x.transpose(), shares(1, x.rows());
  std::sort(values.data(), values.data() + values.size());
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    shares(0, i) = (static_cast<double>(i) + 0.5) / static_cast<double>(x.rows());
  return {.x = std::move(values), .y = std::move(shares), .label = label, .colour = colour};
}

figures::Figure on_the_line(const metrics::Points& data, const metrics::Points& samples) {
  const std::vector<figures::Layer> layers{distribution(data, "data", figures::colours::grey),
                                           distribution(samples, "samples", figures::colours::blue)};
  return {.panels = {{.title = "Share of points below x",
                      .x = {.label = "x"},
                      .y = {.label = "share", .range = figures::Interval{0, 1}},
                      .layers = layers,
                      .legend = figures::Corner::bottom_right}}};
}

figures::Interval widened(const figures::Interval& i) {
  const double more = 0.25 * (i.high - i.low);
  return {i.low - more, i.high + more};
}

Eigen::Index outside(const metrics::Points& x, const figures::Interval& first,
                     const figures::Interval& second) {
  const auto in = [](const auto& column, const figures::Interval& i) {
    return column.array() >= i.low && column.array() <= i.high;
  };
  return x.rows() - (in(x.col(0), first) && in(x.col(1), second)).count();
}

// The frame is that of the data: early samples may lie anywhere.
figures::Figure in_the_plane(const metrics::Points& data, const metrics::Points& samples) {
  const figures::Figure alone = figures::cloud_comparison("", {"data", data}, {});
  const figures::Interval x = widened(*alone.panels[0].x.range), y = widened(*alone.panels[0].y.range);
  const std::string note =
      fmt::format("{} of {} outside of the frame", outside(samples, x, y), samples.rows());
  figures::Figure figure = figures::cloud_comparison(
      "", {"data", data, fmt::format("{} points", data.rows())}, {{"samples", samples, note}});
  for (figures::Panel& panel : figure.panels) {
    panel.x.range = x;
    panel.y.range = y;
  }
  return figure;
}

/// Draws a preview, and says in which file.
struct Drawing final {
  std::filesystem::path directory;
  std::string title;

  std::string operator()(figures::Figure figure) const {
    figure.title = title;
    const figures::Rendering drawn =
        figures::sketch(figure, directory, name, [] { return store::requested_stop() != 0; });
    if (!drawn.drawn) throw std::runtime_error(drawn.message);
    return std::string(name) + ".svg";
  }
  std::string operator()(const figures::Picture& picture) const {
    const std::string file = std::string(name) + ".png";
    figures::write_png(picture, directory / file);
    return file;
  }
};

}  // namespace

Previews::Previews(const RunContext& run, std::int64_t every, std::int64_t steps, PreviewFigure figure)
    : run_(&run), every_(every), steps_(steps), figure_(std::move(figure)) {}

bool Previews::due(std::int64_t step) const {
  return every_ > 0 && step % every_ == 0 && step < steps_ && share * spent_ <= Clock::now() - start_;
}

std::string Previews::draw(std::int64_t step) {
  Preview preview = figure_(run_->key / name / static_cast<std::uint64_t>(step));
  const Drawing drawing{run_->directory.make_directory("figures"),
                        fmt::format("Preview after {} of {} steps", step, steps_)};
  const std::string file = std::visit(drawing, std::move(preview));
  return fmt::format("preview after {} steps: {}", step, (drawing.directory / file).string());
}

std::string Previews::after(std::int64_t step) {
  if (!due(step)) return "";
  const Clock::time_point begin = Clock::now();
  std::string said;
  try {
    said = draw(step);
  } catch (const std::exception& e) {
    if (!std::exchange(warned_, true))
      said = fmt::format("warning: no preview after {} steps: {}; training goes on", step, e.what());
  }
  spent_ += Clock::now() - begin;
  return store::requested_stop() ? "" : said;
}

void leave_preview_on_signals() {
  if (store::requested_stop()) throw std::runtime_error("a signal asked to stop");
}

figures::Figure preview_figure(const metrics::Points& data, const metrics::Points& samples) {
  return data.cols() == 1 ? on_the_line(data, samples) : in_the_plane(data.leftCols(2), samples.leftCols(2));
}

}  // namespace pont::run
