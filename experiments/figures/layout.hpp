// Where each panel's plot box stands on the canvas, and the words around it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "experiments/figures/figure.hpp"
#include "experiments/figures/style.hpp"

namespace pont::figures {

/// Edges of a plot box in units of the style; y counts upwards from the lower edge of the canvas.
struct Box {
  double left = 0, right = 0, bottom = 0, top = 0;
};

struct Layout {
  double width = 0, height = 0;  ///< of the canvas
  std::vector<Box> boxes;        ///< one for each panel
};

/// Whether the panel shows colours that a bar must explain.
bool has_heat_map(const Panel& panel);

/// All plot boxes are figure.width x figure.height; each column and row gets margins as wide as its labels
/// need.
Layout layout(const Figure& figure, const Style& style);

/// Words that fit a length: in one line where they do at style.smallest or more, else in as many as it takes.
struct FittedWords {
  std::vector<std::string> lines;
  double font = 0;
};
FittedWords fitted_words(const std::string& words, double length, double font, double smallest);

/// `text` as a gnuplot string expression. Single quotes are the only ones in which gnuplot neither runs
/// back-quoted commands nor expands escapes; a quote itself is joined in as "'" (its doubling fails at the
/// start of a string), and control characters become spaces.
std::string gnuplot_string(std::string_view text);

/// Characters (code points) of UTF-8 text.
std::size_t characters(std::string_view text);
/// The room that words of a size take, in its unit, a little more rather than less.
double words_width(std::string_view words, double font);

/// Commands that place title, note and axis labels around the plot box of a panel. Words are placed by their
/// distance, so that they do not depend on a terminal's idea of a line; those too long for their place are
/// set smaller, and titles then in several lines.
std::string panel_words(const Panel& panel, const Layout& canvas, const Box& box, const Style& style);

/// The same for the title of the figure.
std::string figure_words(const Figure& figure, const Layout& canvas, const Style& style);

}  // namespace pont::figures
