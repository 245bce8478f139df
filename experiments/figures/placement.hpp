// Places inside a plot box for words that nothing drawn should cross: the legend, and labels of reference
// lines.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/axes.hpp"
#include "experiments/figures/layout.hpp"

namespace pont::figures {

/// What a panel draws within a box of `width` x `height` units, as points at most 2 units apart along its
/// curves.
class Drawn final {
 public:
  Drawn(const Panel&, const PanelRanges&, double width, double height);

  double width() const { return width_; }
  double height() const { return height_; }
  /// How many of the points lie in a rectangle, in units from the lower left corner of the box.
  double inside(const Box&) const;
  /// Where a value stands on the vertical axis, in the same units.
  double at(double value) const;

 private:
  struct Point {
    double x, y;
  };
  Point placed(double x, double y) const;
  /// One for each kind of layer; a kind without one does not compile.
  void add(const Scatter&);
  void add(const Lines&);
  void add(const Reference&);
  void add(const HeatMap&);
  void add(const Bars&);
  void add(const ErrorBars&);
  void line(Point from, Point to);

  const Panel& panel_;
  PanelRanges ranges_;
  double width_, height_;
  std::vector<Point> points_;
};

/// Where the words inside a plot box stand.
struct Placement {
  /// A label above or below its reference line, at the line's left or right end.
  struct Label {
    const Reference* line;
    Box box;
    bool right;  ///< at the right end
  };
  /// One of the legend, its left edge and the middle of its line from the lower left corner of the box.
  struct Entry {
    const Layer* layer;
    std::string words;
    double left, middle;
  };
  std::vector<Label> labels;
  std::vector<Entry> entries;
  double legend_font = 0;
};

/// A label of a reference line stands where it covers nothing, or in the legend where there is no such place.
/// The legend stands where the panel asks for, unless another corner has less under it.
Placement placement(const Panel&, const Drawn&, const Style&);

}  // namespace pont::figures
