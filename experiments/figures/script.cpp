// The gnuplot script of a figure: layout, style, and one plot command per panel.
#include "experiments/figures/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/figures/axes.hpp"
#include "experiments/figures/layout.hpp"

namespace pont::figures {
namespace {

// User text enters the script only as gnuplot_string() of layout.hpp.

// What one layer needs of the script.
struct Clauses {
  std::string before;  // commands that precede the plot command, each ending in a newline
  std::string plot;    // elements of the plot command, separated by ", "
};

// One overload of clauses() for each kind of layer; a kind without one does not compile.

std::string colour(Colour c, double opacity = 1) {  // gnuplot counts transparency: 00 is opaque
  const int transparency = int(std::lround(255 * (1 - std::clamp(opacity, 0.0, 1.0))));
  return transparency == 0 ? fmt::format("linecolor rgb '#{:06X}'", c.rgb)
                           : fmt::format("linecolor rgb '#{:02X}{:06X}'", transparency, c.rgb);
}

std::string title(const std::string& label) {
  return label.empty() ? "notitle" : "title " + gnuplot_string(label);
}

// The legend shows an opaque sample: small translucent dots and thin lines would be invisible there.
std::string legend(const std::string& style, Colour c, const std::string& label) {
  return label.empty() ? ""
                       : fmt::format(", \\\n     keyentry with {} {} {}", style, colour(c), title(label));
}

Clauses clauses(const Scatter& s, const std::string& source) {
  return {"", fmt::format("{} using 1:2 with points pointtype 7 pointsize {} {} notitle{}", source, s.size,
                          colour(s.colour, s.opacity),
                          legend("points pointtype 7 pointsize 0.7", s.colour, s.label))};
}

Clauses clauses(const Lines& l, const std::string& source) {
  return {"", fmt::format("{} using 1:2 with lines linewidth {} {} notitle{}", source, l.width,
                          colour(l.colour, l.opacity), legend("lines linewidth 2", l.colour, l.label))};
}

Clauses clauses(const Reference& r, const std::string&) {
  Clauses c{"", fmt::format("{} with lines linewidth 1.4 dashtype 2 {} notitle", r.value, colour(r.colour))};
  if (!r.label.empty())
    c.before = fmt::format(
        "set label {} at graph 0.985, first {} right offset 0,-0.6 noenhanced front font ',10' textcolor rgb "
        "'#{:06X}'\n",
        gnuplot_string(r.label), r.value, r.colour.rgb);
  return c;
}

Clauses clauses(const HeatMap&, const std::string& source) {
  return {"", source + " using 1:2:3 with image notitle"};
}

Clauses clauses(const Bars& b, const std::string& source) {
  return {fmt::format("set boxwidth {}\n", b.width),
          fmt::format("{} using 1:2 with boxes {} {}", source, colour(b.colour, 0.85), title(b.label))};
}

Clauses clauses(const ErrorBars& e, const std::string& source) {
  return {"", fmt::format("{} using 1:2:3 with yerrorlines pointtype 7 pointsize 0.55 linewidth 1.4 {} {}",
                          source, colour(e.colour), title(e.label))};
}

// `source` is the data file and section of the layer, as gnuplot reads it: 'name.dat' index 3.
Clauses layer_clauses(const Layer& layer, const std::string& source) {
  return std::visit([&](const auto& l) { return clauses(l, source); }, layer);
}

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
