// Script generation: terminal, style, and one plot command per panel. User text enters only through text.hpp.
#include "experiments/figures/script.hpp"

#include <fmt/format.h>

#include <array>

#include "experiments/figures/extent.hpp"
#include "experiments/figures/layer_clauses.hpp"
#include "experiments/figures/layout.hpp"
#include "experiments/figures/text.hpp"
#include "experiments/figures/ticks.hpp"

namespace pont::figures {
namespace {

// The script draws the SVG, then loads itself to draw the PNG: one command for both, and no block in braces,
// in which gnuplot would count the braces of titles.
constexpr std::string_view kPrologue =
    R"(# Draws a figure from the numbers beside this file: gnuplot {name}.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size {w},{h} font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size {W},{H} font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output '{name}.' . format
set encoding utf8
set multiplot
)";

constexpr std::string_view kEpilogue = R"(
unset multiplot
unset output
)";

constexpr std::string_view kPng = R"(again = (format eq 'svg')
format = 'png'
if (again) load '{name}.gp'
)";

constexpr std::string_view kStyle = R"(
reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
)";

std::string palette() {
  std::string stops;
  for (std::size_t i = 0; i < kViridis.size(); ++i)
    stops += fmt::format("{}{} '#{:06X}'", i ? ", " : "", i, kViridis[i].rgb);
  return "set palette defined (" + stops + ")\n";
}

std::string box_commands(const Layout& canvas, const Box& box) {
  const double w = canvas.width, h = canvas.height;
  return fmt::format(
      "set lmargin at screen {:.6f}\nset rmargin at screen {:.6f}\nset bmargin at screen {:.6f}\n"
      "set tmargin at screen {:.6f}\n",
      box.left / w, box.right / w, box.bottom / h, box.top / h);
}

std::string colour_bar_commands(const Panel& panel, const Layout& canvas, const Box& box) {
  if (!has_heat_map(panel)) return "";
  const double w = canvas.width, h = canvas.height, height = box.top - box.bottom;
  std::string s = palette();
  if (panel.colour.range) s += axis_commands("cb", panel.colour, *panel.colour.range, height);
  if (!panel.colour.ticks) return s + "unset colorbox\n";
  return s + fmt::format("set colorbox user origin screen {:.6f},{:.6f} size screen {:.6f},{:.6f} noborder\n",
                         (box.right + 10) / w, box.bottom / h, 11 / w, height / h);
}

std::string_view key_corner(Corner corner) {
  constexpr std::array<std::string_view, 4> names{"top right", "top left", "bottom right", "bottom left"};
  return names.at(std::size_t(corner));
}

std::string axes_commands(const Panel& panel, const Box& box) {
  const PanelRanges ranges = fitted_ranges(panel);
  return axis_commands("x", panel.x, ranges.x, box.right - box.left) +
         axis_commands("y", panel.y, ranges.y, box.top - box.bottom);
}

std::string plot_commands(const Panel& panel, const std::string& data, std::size_t& section) {
  std::string before, plot;
  for (const Layer& layer : panel.layers) {
    const Clauses clauses = layer_clauses(layer, fmt::format("{} index {}", data, section++));
    before += clauses.before;
    plot += (plot.empty() ? "plot " : ", \\\n     ") + clauses.plot;
  }
  return before + plot + "\n";
}

}  // namespace

std::string gnuplot_script(const Figure& figure, const std::string& name, Pictures pictures) {
  using namespace fmt::literals;
  const Layout canvas = layout(figure);
  const int w = int(canvas.width + 0.5), h = int(canvas.height + 0.5);
  std::string script =
      fmt::format(kPrologue, "w"_a = w, "h"_a = h, "W"_a = 2 * w, "H"_a = 2 * h, "name"_a = name);
  std::size_t section = 0;
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    const Box& box = canvas.boxes[p];
    script += kStyle;
    if (p == 0) script += figure_words(figure, canvas);
    script += box_commands(canvas, box) + panel_words(panel, canvas, box) + axes_commands(panel, box);
    script += colour_bar_commands(panel, canvas, box) + fmt::format("set key {}\n", key_corner(panel.legend));
    script += plot_commands(panel, gnuplot_string(name + ".dat"), section);
  }
  script += kEpilogue;
  return pictures == Pictures::svg ? script : script + fmt::format(kPng, "name"_a = name);
}

}  // namespace pont::figures
