// A figure as data: panels of layers and their colours, and layers made of functions and points. Nothing
// here draws; render.hpp does, datasets.hpp hands out the numbers.
#pragma once
#include <Eigen/Dense>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace pont::figures {

/// An sRGB colour, 0xRRGGBB.
struct Colour {
  std::uint32_t rgb = 0;
};

/// The palette of Okabe, Ito 2008, "Color Universal Design", reordered so that neighbours contrast in a
/// legend.
namespace colours {
inline constexpr Colour blue{0x0072B2}, vermillion{0xD55E00}, green{0x009E73}, purple{0xCC79A7},
    orange{0xE69F00}, sky{0x56B4E9}, yellow{0xF0E442}, black{0x000000};
inline constexpr Colour dark{0x505050};  ///< for reference lines and their labels
inline constexpr Colour grey{0x8C8C8C};  ///< for context: data under samples
}  // namespace colours

/// Colour of the i-th series of a figure; repeats after six.
constexpr Colour series_colour(std::size_t i) {
  constexpr std::array cycle{colours::blue,   colours::vermillion, colours::green,
                             colours::purple, colours::orange,     colours::sky};
  return cycle[i % cycle.size()];
}

/// Nine stops of viridis (van der Walt, Smith 2015, matplotlib): perceptually uniform, monotone in lightness.
inline constexpr std::array<Colour, 9> kViridis{{{0x440154},
                                                 {0x472D7B},
                                                 {0x3B528B},
                                                 {0x2C728E},
                                                 {0x21918C},
                                                 {0x28AE80},
                                                 {0x5EC962},
                                                 {0xADDC30},
                                                 {0xFDE725}}};

/// Rows of numbers, row-major: lines of a plot or the cells of a heat map.
using Grid = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Interval {
  double low = 0, high = 1;
};

enum class Scale { linear, log10 };

/// All text of a figure is literal UTF-8: quotes, underscores, braces and backslashes appear as they are.
struct Axis {
  std::string label = {};
  std::optional<Interval> range = {};  ///< fitted to the data when absent
  Scale scale = Scale::linear;
  bool ticks = true;  ///< false: neither numbers nor label; for rows of panels that share an axis
};

/// Dots at (x_i, y_i). x, y [n]; size in multiples of the marker size, opacity in [0, 1].
struct Scatter {
  std::vector<double> x, y;
  std::string label = {};
  Colour colour = colours::blue;
  double opacity = 0.45, size = 0.28;
};

/// L polylines of T points. y [L, T]; x [L, T], or [1, T] when all lines share it. Width in pixels.
struct Lines {
  Grid x, y;
  std::string label = {};
  Colour colour = colours::blue;
  double opacity = 1, width = 1.8;
};

/// A dashed horizontal line across the panel, labelled at one of its ends: a floor, an optimum, a published
/// value. A band shows its error on both sides.
struct Reference {
  double value = 0;
  std::string label = {};
  Colour colour = colours::dark;
  double error = 0;
};

/// Cell colours. values [rows, columns], row 0 at the lower edge; x and y are the outer edges of the grid.
struct HeatMap {
  Interval x, y;
  Grid values;
};

/// Bars of a common width centred at x_i, from 0 to height_i. x, height [n]; width in units of x.
struct Bars {
  std::vector<double> x, height;
  double width = 1;
  std::string label = {};
  Colour colour = colours::sky;
};

/// Points y_i with bars y_i - error_i ... y_i + error_i (state in the label what the error is). x, y, error
/// [n].
struct ErrorBars {
  std::vector<double> x, y, error;
  std::string label = {};
  Colour colour = colours::blue;
};

/// Drawn in order, the first at the bottom.
using Layer = std::variant<Scatter, Lines, Reference, HeatMap, Bars, ErrorBars>;

enum class Corner { top_right, top_left, bottom_right, bottom_left };

struct Panel {
  std::string title = {}, note = {};  ///< note: a smaller second line, such as the panel's metric
  Axis x = {}, y = {};
  Axis colour = {};  ///< label, range and scale of the colour bar, for heat maps; ticks = false: no bar
  std::vector<Layer> layers = {};
  /// Where the legend stands, unless it covers less in another corner; shown when a layer (other than a
  /// reference) has a label.
  Corner legend = Corner::top_right;
};

/// Panels fill rows from the left; each plot box is width x height pixels (equal: square, for two-dimensional
/// data).
struct Figure {
  std::string title = {};
  std::vector<Panel> panels = {};
  int columns = 1;
  double width = 360, height = 240;
};

/// Throws std::invalid_argument naming panel and layer when lengths disagree, a grid is empty, a range is not
/// increasing and finite, a logarithmic range is not positive, or there are no panels or columns.
void check_figure(const Figure& figure);

/// n >= 2 points from low to high: equidistant, or (0 < low) in equal ratios.
std::vector<double> linear_points(double low, double high, int n);
std::vector<double> logarithmic_points(double low, double high, int n);

/// The points (x_i, f(x_i)) as one line, in the colour of the given series.
Lines curve(const std::string& label, std::size_t series, const std::vector<double>& x,
            const std::function<double(double)>& f);

/// Histogram of points [n, 2] on rows x columns cells of x times y: count / (n * cell area). Cells are half
/// open, the last ones closed; points outside count in n only.
HeatMap histogram(const Grid& points, const Interval& x, const Interval& y, Eigen::Index rows,
                  Eigen::Index columns);

/// Histogram of numbers [n] in `bins` bins of `range`: count / (n * bin width), as bars at the bins' centres.
Bars histogram(std::span<const double> values, const Interval& range, Eigen::Index bins);

}  // namespace pont::figures
