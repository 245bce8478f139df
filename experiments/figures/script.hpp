// The gnuplot script of a figure: layout, style, and one plot command per panel.
#pragma once
#include <string>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// What a script draws: the PNG takes most of the time.
enum class Pictures { svg_and_png, svg };

/// The script that reads NAME.dat (data_text) and writes NAME.svg, then NAME.png at twice the pixels. Run it
/// as `gnuplot NAME.gp` in its directory. The figure must pass check_figure.
std::string gnuplot_script(const Figure& figure, const std::string& name,
                           Pictures pictures = Pictures::svg_and_png);

}  // namespace pont::figures
