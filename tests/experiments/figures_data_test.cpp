// The numbers of a figure: named arrays, the text gnuplot reads, ranges, ticks, layout, histograms, checks.
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <map>
#include <sstream>

#include "experiments/figures/axes.hpp"
#include "experiments/figures/datasets.hpp"
#include "experiments/figures/figure.hpp"
#include "experiments/figures/gallery.hpp"
#include "experiments/figures/layout.hpp"
#include "figures_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

struct Array {
  std::vector<std::size_t> shape;
  std::vector<double> data;
};

std::map<std::string, Array> arrays_of(const Figure& f) {
  std::map<std::string, Array> arrays;
  for_each_dataset(f, [&](const std::string& path, const auto& shape, auto data) {
    EXPECT_TRUE(arrays.emplace(path, Array{shape, {data.begin(), data.end()}}).second)
        << path << " occurs twice";
  });
  return arrays;
}

TEST(FigureData, EveryArrayHasItsPathAndShape) {
  const std::map<std::string, std::vector<std::size_t>> expected{
      {"panel_1/layer_1_scatter/x", {2}},        {"panel_1/layer_1_scatter/y", {2}},
      {"panel_1/layer_2_lines/x", {1, 3}},       {"panel_1/layer_2_lines/y", {2, 3}},
      {"panel_1/layer_3_reference/value", {1}},  {"panel_2/layer_1_heat_map/x_range", {2}},
      {"panel_2/layer_1_heat_map/y_range", {2}}, {"panel_2/layer_1_heat_map/values", {2, 2}},
      {"panel_2/layer_2_bars/x", {2}},           {"panel_2/layer_2_bars/height", {2}},
      {"panel_2/layer_2_bars/width", {1}},       {"panel_2/layer_3_error_bars/x", {2}},
      {"panel_2/layer_3_error_bars/y", {2}},     {"panel_2/layer_3_error_bars/error", {2}}};
  const auto arrays = arrays_of(every_layer(""));
  std::map<std::string, std::vector<std::size_t>> shapes;
  for (const auto& [path, array] : arrays) shapes[path] = array.shape;
  EXPECT_EQ(shapes, expected);
}

std::vector<std::vector<double>> sections_of(const std::string& text) {  // flat numbers of each section
  std::vector<std::vector<double>> sections;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) {
      sections.emplace_back();
      continue;
    }
    std::istringstream words(line);
    for (std::string word; words >> word;) sections.back().push_back(std::strtod(word.c_str(), nullptr));
  }
  return sections;
}

// Rows of columns, as the text has them: the k-th entries of all arrays, in turn.
std::vector<double> interleaved(const std::vector<std::vector<double>>& columns) {
  std::vector<double> rows;
  for (std::size_t i = 0; i < columns[0].size(); ++i)
    for (const auto& c : columns) rows.push_back(c[i]);
  return rows;
}

void expect_same_bits(const std::vector<double>& given, const std::vector<double>& expected) {
  ASSERT_EQ(given.size(), expected.size());
  for (std::size_t i = 0; i < given.size(); ++i)
    EXPECT_EQ(std::bit_cast<std::uint64_t>(given[i]), std::bit_cast<std::uint64_t>(expected[i]))
        << expected[i];
}

TEST(FigureData, TextReadsBackToTheSameBits) {
  const Figure f = every_layer("words");
  const auto a = arrays_of(f);
  const auto of = [&](const std::string& path) { return a.at(path).data; };
  auto twice = of("panel_1/layer_2_lines/x");
  twice.insert(twice.end(), twice.begin(), twice.begin() + 3);
  const std::vector<std::vector<double>> expected{
      interleaved({of("panel_1/layer_1_scatter/x"), of("panel_1/layer_1_scatter/y")}),
      interleaved({twice, of("panel_1/layer_2_lines/y")}),
      of("panel_1/layer_3_reference/value"),
      interleaved({{0.5, 1.5, 0.5, 1.5}, {-0.5, -0.5, 0.5, 0.5}, of("panel_2/layer_1_heat_map/values")}),
      interleaved({of("panel_2/layer_2_bars/x"), of("panel_2/layer_2_bars/height")}),
      interleaved({of("panel_2/layer_3_error_bars/x"), of("panel_2/layer_3_error_bars/y"),
                   of("panel_2/layer_3_error_bars/error")})};
  const auto sections = sections_of(data_text(f));
  ASSERT_EQ(sections.size(), kLayersOfEveryLayer);
  for (std::size_t s = 0; s < sections.size(); ++s) expect_same_bits(sections[s], expected[s]);
}

TEST(FigureRanges, FollowTheDataAndIgnoreWhatCannotBeDrawn) {
  Extent linear, log(Scale::log10), none, single;
  for (const double v : {1., 3., std::nan(""), std::numeric_limits<double>::infinity()}) linear.include(v);
  for (const double v : {0., -5., 0.01, 100.}) log.include(v);
  single.include(7.);
  EXPECT_EQ(linear.range(0.5).low, 0);
  EXPECT_EQ(linear.range(0.5).high, 4);
  EXPECT_NEAR(log.range(0.25).low, 1e-3, 1e-15);
  EXPECT_NEAR(log.range(0.25).high, 1e3, 1e-9);
  EXPECT_EQ(none.range(0).low, -1);
  EXPECT_EQ(single.range(0.1).high, 8);
}

TEST(FigureTicks, AreRoundAndFewEnough) {
  struct Row {
    Interval range;
    double count, step;
  };
  for (const Row& r :
       {Row{{0, 1}, 5, 0.2}, {{0, 20000}, 6, 5000}, {{-3, 3}, 6, 1}, {{0, 1e-6}, 4, 5e-7}, {{0, 7}, 4, 2}})
    EXPECT_NEAR(tick_step(r.range, r.count) / r.step, 1, 1e-12) << r.range.high << " in " << r.count;
  EXPECT_EQ(axis_commands("y", {.scale = Scale::log10}, {0.15, 3}, 200),
            "set yrange [0.15:3]\nset logscale y 10\nset format y '%g'\nset ytics (0.2, 0.5, 1, 2)\n");
  EXPECT_EQ(axis_commands("y", {.scale = Scale::log10}, {1e-4, 1}, 200),
            "set yrange [0.0001:1]\nset logscale y 10\nset format y '10^{%T}'\nset ytics 10\n");
}

TEST(FigureLayout, BoxesHaveTheStatedSizeAndDoNotOverlap) {
  Figure f = every_layer("words");
  f.panels.push_back(f.panels[0]);
  const Layout canvas = layout(f, figures::styles().front());
  ASSERT_EQ(canvas.boxes.size(), 3u);
  for (const Box& b : canvas.boxes) {
    EXPECT_DOUBLE_EQ(b.right - b.left, 200);
    EXPECT_DOUBLE_EQ(b.top - b.bottom, 150);
    EXPECT_TRUE(b.left > 0 && b.bottom > 0 && b.right < canvas.width && b.top < canvas.height - 34);
  }
  EXPECT_LT(canvas.boxes[0].right, canvas.boxes[1].left);
  EXPECT_GT(canvas.boxes[0].bottom, canvas.boxes[2].top);
  EXPECT_EQ(canvas.boxes[0].left, canvas.boxes[2].left);
}

TEST(Histogram, CountsHalfOpenCellsAndNormalisesByAllPoints) {
  const Grid points =
      (Grid(5, 2) << 0, 0, 0.5, 0.5, 1, 1, 0.25, 0.75, 3, 0).finished();  // the last is outside
  const HeatMap map = histogram(points, {0, 1}, {0, 1}, 2, 2);
  EXPECT_EQ(map.values, (Grid(2, 2) << 0.8, 0, 0.8, 1.6).finished());
  const Bars bars = histogram(std::vector<double>{0, 0.5, 1, 2, std::nan("")}, {0, 1}, 2);
  EXPECT_EQ(bars.x, (std::vector{0.25, 0.75}));
  EXPECT_EQ(bars.height, (std::vector{0.4, 0.8}));
  EXPECT_EQ(bars.width, 0.5);
}

TEST(Gallery, PanelsOfCloudsShareASquareRange) {
  const Cloud data{"data", (Grid(2, 2) << 0, 0, 10, 1).finished()},
      samples{"ours", (Grid(1, 2) << 3, -4).finished()};
  const Figure f = cloud_comparison("title", data, {samples});
  check_figure(f);
  ASSERT_EQ(f.panels.size(), 2u);
  EXPECT_EQ(f.width, f.height);
  for (const Panel& p : f.panels) {
    EXPECT_DOUBLE_EQ(p.x.range->high - p.x.range->low, p.y.range->high - p.y.range->low);
    EXPECT_TRUE(p.x.range->low < 0 && p.x.range->high > 10 && p.y.range->low < -4 && p.y.range->high > 1);
    EXPECT_EQ(p.x.range->low, f.panels[0].x.range->low);
  }
  EXPECT_EQ(f.panels[1].layers.size(), 2u);  // the samples over the data
  EXPECT_THROW(snapshots("title", {{"three-dimensional", Grid::Zero(2, 3)}}), std::invalid_argument);
}

TEST(CheckFigure, NamesPanelLayerAndMistake) {
  const auto message = [](const Figure& f) -> std::string {
    try {
      check_figure(f);
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(message(every_layer("words")), "accepted");
  const auto with = [](Layer layer) { return Figure{.title = "F", .panels = {{.layers = {layer}}}}; };
  EXPECT_EQ(message({.title = "F"}), "figure 'F': no panels; expected at least one");
  EXPECT_EQ(message({.title = "F", .panels = {Panel{}}}),
            "figure 'F': panel 1: no layers; expected at least one");
  EXPECT_EQ(message(with(Scatter{{1, 2}, {1}})),
            "figure 'F': panel 1: layer 1: x has 2 entries and the values 1; expected one value for each x");
  EXPECT_EQ(message(with(Scatter{})),
            "figure 'F': panel 1: layer 1: no points; leave out a layer that shows nothing");
  EXPECT_EQ(message(with(Lines{Grid::Zero(2, 3), Grid::Zero(3, 3)})),
            "figure 'F': panel 1: layer 1: x has shape [2, 3] and y [3, 3]; expected equal shapes, or one "
            "row of x");
  EXPECT_EQ(message(with(HeatMap{{0, 1}, {1, 1}, Grid::Zero(2, 2)})),
            "figure 'F': panel 1: layer 1: y: range [1, 1] is not finite and increasing");
  Figure log = with(Reference{1});
  log.panels[0].y = {.range = Interval{0, 1}, .scale = Scale::log10};
  EXPECT_EQ(message(log),
            "figure 'F': panel 1: y axis: range [0, 1] on a logarithmic axis; expected a lower end > 0");
}

}  // namespace
}  // namespace pont::experiments
