// How wide a figure is and how large its words are: on a screen, in a column, on a slide.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// Lengths are pixels on a screen, and points (1/72 inch) in print.
struct Style final {
  std::string name, summary;
  double width = 0;  ///< of the whole figure; 0: as wide as its panels ask
  /// Sizes of words: the figure's title, those of panels, labels of axes, notes, and the numbers at ticks.
  double title = 14, panel = 12, label = 11, note = 10, ticks = 10;
  double smallest = 7;               ///< words shrink to this to fit, then titles break into lines
  double dots_per_unit = 2;          ///< pixels of a cloud of many dots for a length of 1
  std::vector<std::string> formats;  ///< file endings, in the order in which they are drawn

  /// By how much lengths around words (margins, distances between ticks) are larger than on a screen.
  double scale() const { return ticks / 10; }
};

/// screen, column (3.25 inches), two_column (6.75 inches), slide (10 inches): in print no word is below 6
/// points. The first is the default.
const std::vector<Style>& styles();

/// The figure as the style draws it: as many columns as leave each panel room, boxes of the width that is
/// left, and numbers at the first panel of each row where panels share their vertical axis.
Figure arranged(const Figure&, const Style&);

}  // namespace pont::figures
