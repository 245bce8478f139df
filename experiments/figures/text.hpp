// The words of a figure: quoting, and placing them by pixel.
#pragma once
#include <string>
#include <string_view>

#include "experiments/figures/figure.hpp"
#include "experiments/figures/layout.hpp"

namespace pont::figures {

/// `text` as a gnuplot string expression. Single quotes are the only ones in which gnuplot neither runs
/// back-quoted commands nor expands escapes; a quote itself is joined in as "'" (its doubling fails at the
/// start of a string), and control characters become spaces.
std::string gnuplot_string(std::string_view text);

/// Characters (code points) of UTF-8 text.
std::size_t characters(std::string_view text);

/// Commands that place title, note and axis labels around the plot box of a panel. Words are placed by pixel,
/// so that they do not depend on a terminal's idea of a line; those too long for their place are set smaller.
std::string panel_words(const Panel& panel, const Layout& canvas, const Box& box);

/// The same for the title of the figure.
std::string figure_words(const Figure& figure, const Layout& canvas);

}  // namespace pont::figures
