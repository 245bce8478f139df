// The gnuplot script of a figure: layout, style, and one plot command per panel.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/style.hpp"

namespace pont::figures {

/// The file name of a figure in a style, without its ending: NAME on a screen, else NAME_STYLE.
std::string stem(const std::string& name, const Style&);

/// The script that reads NAME.dat (data_text) and writes a picture of each of `formats`, endings of the
/// style. Run it as `gnuplot STEM.gp` in its directory. Clouds of many dots become one image each,
/// STEM_dots_*.png, that the picture holds. The figure must pass check_figure.
std::string gnuplot_script(const Figure& figure, const std::string& name, const Style& style,
                           const std::vector<std::string>& formats);

}  // namespace pont::figures
