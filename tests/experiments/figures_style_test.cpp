// Styles of figures: widths, sizes of words, and that none overlaps another, a curve or the edge.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/layout.hpp"
#include "experiments/figures/placement.hpp"
#include "experiments/figures/process.hpp"
#include "experiments/figures/render.hpp"
#include "tests/experiments/figures_sample.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/svg_words.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using figures::Style, figures::styles;

const Style& style_named(const std::string& name) { return *std::ranges::find(styles(), name, &Style::name); }

Grid ring(int n, double radius) {
  Grid points(n, 2);
  for (int i = 0; i < n; ++i) points.row(i) << radius * std::cos(0.7 * i), radius * std::sin(0.7 * i);
  return points;
}

figures::Curve falling(const std::string& label, double start, double noise) {
  figures::Curve c{label, {}, {}};
  for (int i = 0; i < 300; ++i) {
    c.step.push_back(100 * i);
    c.value.push_back(start * std::exp(-i / 60.0) + 0.9 + noise * std::sin(1.7 * i));
  }
  return c;
}

struct NamedExample {
  std::string name;
  Figure figure;
};

// What the gallery draws, with labels in the way.
std::vector<NamedExample> examples() {
  const figures::Cloud data{"data", ring(500, 1), ""},
      few{"probability flow", ring(500, 1.2), "W2 0.266, floor 0.219"},
      many{"reverse SDE", ring(3'000, 0.8), "W2 0.253, floor 0.219"};
  const Grid paths = Grid::Random(20, 50);
  std::vector<double> times(50);
  for (std::size_t i = 0; i < 50; ++i) times[i] = static_cast<double>(i) / 49;
  const figures::Density density{"density of the law", {-2, 2}, {-2, 2}, Grid::Ones(20, 20)};
  return {
      {"clouds", figures::cloud_comparison("Data and samples", data, {few, many, few})},
      {"loss",
       figures::loss_curves("Training loss and the lowest that any network can reach", {.label = "loss"},
                            {falling("under-damped", 3, 0.05), falling("over-damped", 2, 0.02)},
                            Reference{.value = 0.9, .label = "Bayes loss 0.9000", .error = 0.01})},
      {"distance",
       figures::loss_curves("Distance", {.label = "W2", .scale = Scale::log10}, {falling("critical", 30, 0)},
                            Reference{.value = 0.2, .label = "floor"})},
      {"paths", figures::particle_paths("Samples on their way from the prior to the data", "first coordinate",
                                        {{"probability flow", times, paths}, {"reverse SDE", times, paths}})},
      {"states", figures::snapshots("The chain", {data, few, many, data, few})},
      {"density", figures::density_comparison("Density", density, data)}};
}

class Styles : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() / ("pont_styles_" + std::to_string(getpid()));
    if (!figures::run_process({"gnuplot", "--version"}, "/").found)
      GTEST_SKIP() << "gnuplot is not installed";
  }
  void TearDown() override { fs::remove_all(directory_); }
  std::string drawn(const Figure& figure, const std::string& name, const Style& style) {
    EXPECT_EQ(render(figure, {directory_, style}, name).message, "") << name << " " << style.name;
    std::ifstream file(directory_ / (name + (style.width == 0 ? "" : "_" + style.name) + ".svg"));
    return (std::ostringstream() << file.rdbuf()).str();
  }
  fs::path directory_;
};

TEST_F(Styles, NoWordsOverlapInAnyOfThem) {
  for (const Style& style : styles())
    for (const auto& [name, figure] : examples()) {
      const std::string svg = drawn(figure, name, style);
      const Layout canvas = layout(arranged(figure, style), style);
      const auto faults = test::faults_of_words(svg, canvas.width, canvas.height);
      EXPECT_TRUE(faults.empty()) << style.name << " " << name << ": " << faults[0];
      const auto words = test::svg_words(svg);
      EXPECT_GE(words.size(), 5u) << style.name << " " << name;
      for (const test::SvgWords& w : words)
        EXPECT_GE(w.size, style.width == 0 ? 7 : 6) << style.name << " " << name << ": " << w.words;
      EXPECT_TRUE(style.width == 0 || canvas.width <= style.width + 1e-9) << style.name << " " << name;
    }
}

// Every figure that is kept here, as on a screen.
TEST(CommittedFigures, HaveWordsThatCrossNothing) {
  std::size_t figures = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PONT_CHECKOUT) / "results")) {
    if (entry.path().extension() != ".svg") continue;
    std::ifstream file(entry.path());
    const std::string svg = (std::ostringstream() << file.rdbuf()).str();
    std::smatch size;
    ASSERT_TRUE(std::regex_search(svg, size, std::regex(R"re(viewBox="0 0 ([0-9.]+) ([0-9.]+)")re")))
        << entry.path();
    const double width = std::stod(size[1]), height = std::stod(size[2]);
    for (const std::string& fault : test::faults_of_words(svg, width, height))
      ADD_FAILURE() << entry.path() << ": " << fault;
    ++figures;
  }
  EXPECT_GE(figures, 30u);
}

// The test above can fail: words on a curve, on other words, and outside.
TEST_F(Styles, FaultsAreSeen) {
  const std::string svg = drawn(examples()[1].figure, "loss", styles().front());
  const auto moved = [&](const std::string& words, double x, double y) {
    const std::size_t text = svg.find(">" + words + "<"), at = svg.rfind("translate(", text);
    const std::size_t end = svg.find(')', at);
    return svg.substr(0, at) + fmt::format("translate({},{}", x, y) + svg.substr(end);
  };
  const auto fault = [&](const std::string& changed) {
    const auto all = test::faults_of_words(changed, 560, 380);
    return all.empty() ? "" : all[0];
  };
  EXPECT_EQ(fault(svg), "");
  const auto [x, y] = test::svg_curves(svg)[300];
  EXPECT_NE(fault(moved("under-damped", x, y + 2)).find("crosses"), std::string::npos);
  EXPECT_NE(fault(moved("training step", 300, 24)).find("overlaps"), std::string::npos);
  EXPECT_NE(fault(moved("training step", 600, 200)).find("leaves"), std::string::npos);
}

TEST_F(Styles, PrintIsAPdfOfTheStatedWidth) {
  drawn(examples()[0].figure, "clouds", style_named("two_column"));
  std::ifstream file(directory_ / "clouds_two_column.pdf", std::ios::binary);
  const std::string pdf = (std::ostringstream() << file.rdbuf()).str();
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  std::smatch box;
  ASSERT_TRUE(std::regex_search(pdf, box, std::regex(R"(/MediaBox \[ ?0 0 ([0-9.]+) )")));
  EXPECT_NEAR(std::stod(box[1]), 486, 1);
  for (const auto& entry : fs::directory_iterator(directory_))
    EXPECT_EQ(entry.path().string().find("_dots_"), std::string::npos) << "the image of a cloud stays behind";
}

// 3,000 dots as one image: a sixth of what the dots of 2,000 take.
TEST_F(Styles, CloudsOfManyDotsAreOneImage) {
  const auto size = [&](int dots) {
    return drawn(figures::snapshots("x", {{"a", ring(dots, 1), ""}}), "cloud", styles().front()).size();
  };
  EXPECT_LT(size(3'000), size(2'000) / 4);
}

// Five panels on a common axis in one column: the first of each row carries the numbers, and boxes stay
// readable.
TEST(FigureStyles, PanelsAreArrangedInTheWidth) {
  const Figure asked = figures::snapshots("x", std::vector<figures::Cloud>(5, {"a", ring(9, 1), ""}));
  for (const Style& style : styles()) {
    const Figure f = arranged(asked, style);
    for (std::size_t p = 0; p < 5; ++p)
      EXPECT_EQ(f.panels[p].y.ticks, p % static_cast<std::size_t>(f.columns) == 0) << style.name << " " << p;
    EXPECT_TRUE(style.width == 0 || f.width >= 79 * style.scale()) << style.name;
    EXPECT_DOUBLE_EQ(f.width / f.height, 1) << style.name;
  }
  EXPECT_LT(arranged(asked, style_named("column")).columns, asked.columns);
}

TEST(FittedWords, ShrinkThenBreak) {
  EXPECT_EQ(figures::fitted_words("short", 200, 12, 7).font, 12);
  const auto shrunk = figures::fitted_words("twenty characters!!!", 110, 12, 7);
  EXPECT_EQ(shrunk.lines.size(), 1u);
  EXPECT_NEAR(shrunk.font, 110 / (0.62 * 20), 1e-9);
  const auto broken = figures::fitted_words("one two three four five six", 45, 12, 7);
  EXPECT_EQ(broken.font, 7);
  EXPECT_EQ(broken.lines, (std::vector<std::string>{"one two", "three four", "five six"}));
}

// A label goes where nothing is; a line without such a place is told by the legend.
TEST(Placement, LabelsCoverNothing) {
  const Style& style = styles().front();
  const auto placed = [&](const Panel& panel) {
    const figures::PanelRanges ranges = fitted_ranges(panel);
    return placement(panel, {panel, ranges, 300, 200}, style);
  };
  const Grid x = (Grid(1, 2) << 0, 1).finished();
  const auto line = [&](double from, double to) {
    return Lines{x, (Grid(1, 2) << from, to).finished(), "line"};
  };
  Panel panel{.y = {.range = Interval{0, 1}}, .layers = {Reference{0.5, "floor"}, line(0.2, 0.2)}};
  ASSERT_EQ(placed(panel).labels.size(), 1u);
  EXPECT_TRUE(placed(panel).labels[0].right);
  EXPECT_LT(placed(panel).labels[0].box.top, 100);  // below the line
  panel.layers.push_back(line(0.46, 0.46));         // no place below
  EXPECT_GT(placed(panel).labels[0].box.bottom, 100);
  panel.layers.push_back(line(0.54, 0.54));  // nor above
  EXPECT_TRUE(placed(panel).labels.empty());
  EXPECT_EQ(placed(panel).entries.size(), 4u);
  EXPECT_EQ(placed(panel).entries[0].words, "floor");
}

}  // namespace
}  // namespace pont::experiments
