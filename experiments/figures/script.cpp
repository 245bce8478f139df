// The gnuplot script of a figure: layout, style, and one plot command per panel.
#include "experiments/figures/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/figures/axes.hpp"
#include "experiments/figures/layer_script.hpp"
#include "experiments/figures/layout.hpp"

namespace pont::figures {
namespace {

// The script draws the first format, then loads itself to draw the next: one command for all, and no block in
// braces, in which gnuplot would count the braces of titles.
std::string terminal(const std::string& format, const Layout& canvas, const Style& style) {
  const double k = style.scale();
  const int w = int(canvas.width + 0.5), h = int(canvas.height + 0.5);
  if (format == "svg")
    return fmt::format(
               "svg size {},{} font 'sans-serif,{}' background rgb 'white' rounded linewidth {} "
               "fontscale 1",
               w, h, style.ticks, k) +
           (k == 1 ? "" : fmt::format("\nset pointsize {}", k));
  if (format == "png")
    return fmt::format(
        "pngcairo size {},{} font 'sans-serif,{}' fontscale 2 linewidth 2 pointscale 2 rounded", 2 * w, 2 * h,
        style.ticks);
  return fmt::format(
      "pdfcairo size {:.4f}in,{:.4f}in font 'sans-serif,{}' fontscale 0.75 linewidth {} pointscale {} "
      "rounded",
      canvas.width / 72, canvas.height / 72, style.ticks, 2 * k, k / 2);
}

std::string prologue(const std::string& stem, const Layout& canvas, const Style& style,
                     const std::vector<std::string>& formats) {
  std::string s = fmt::format("# Draws a figure from the numbers beside this file: gnuplot {}.gp\n", stem);
  s += fmt::format("if (!exists(\"format\")) format = '{}'\n", formats[0]);
  for (const std::string& f : formats)
    s += fmt::format("if (format eq '{}') set terminal {}\n", f, terminal(f, canvas, style));
  return s + fmt::format("set output '{}.' . format\nset encoding utf8\nset multiplot\n", stem);
}

std::string epilogue(const std::string& stem, const std::vector<std::string>& formats) {
  std::string s = "\nunset multiplot\nunset output\n";
  for (std::size_t i = 0; i + 1 < formats.size(); ++i) {
    s += fmt::format("again = (format eq '{}')\n", formats[i]);
    s += fmt::format("if (again) format = '{}'\nif (again) load '{}.gp'\n", formats[i + 1], stem);
  }
  return s;
}

constexpr std::string_view kStyle = R"(
reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',{t}' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
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

std::string colour_bar_commands(const Panel& panel, const Layout& canvas, const Box& box,
                                const Style& style) {
  if (!has_heat_map(panel)) return "";
  const double w = canvas.width, h = canvas.height, height = box.top - box.bottom;
  std::string s = palette();
  if (panel.colour.range) s += axis_commands("cb", panel.colour, *panel.colour.range, height / style.scale());
  if (!panel.colour.ticks) return s + "unset colorbox\n";
  return s + fmt::format("set colorbox user origin screen {:.6f},{:.6f} size screen {:.6f},{:.6f} noborder\n",
                         (box.right + 10 * style.scale()) / w, box.bottom / h, 11 * style.scale() / w,
                         height / h);
}

std::string axes_commands(const Scene& scene) {
  const double k = scene.style.scale();
  return axis_commands("x", scene.panel.x, scene.ranges.x, scene.drawn.width() / k) +
         axis_commands("y", scene.panel.y, scene.ranges.y, scene.drawn.height() / k);
}

// The legend, and the labels of reference lines: each word by itself, so that the grid stays behind them.
std::string placed_words(const Scene& scene, const Layout& canvas, const Box& box) {
  std::string s;
  const double font = scene.placed.legend_font;
  for (const Placement::Entry& e : scene.placed.entries) {
    const double x = box.left + e.left, y = box.bottom + e.middle;
    s += key_sample(*e.layer, scene.panel,
                    {x / canvas.width, (x + 1.6 * font) / canvas.width, y / canvas.height});
    s += fmt::format(
        "set label {} at screen {:.6f},{:.6f} left noenhanced front font ',{:.3g}' textcolor rgb '#303030'\n",
        gnuplot_string(e.words), (x + 2.1 * font) / canvas.width, y / canvas.height, font);
  }
  for (const Placement::Label& l : scene.placed.labels)
    s += fmt::format(
        "set label {} at screen {:.6f},{:.6f} {} noenhanced front font ',{}' textcolor rgb '#{:06X}'\n",
        gnuplot_string(l.line->label), (box.left + (l.right ? l.box.right : l.box.left)) / canvas.width,
        (box.bottom + (l.box.bottom + l.box.top) / 2) / canvas.height, l.right ? "right" : "left",
        scene.style.ticks, l.line->colour.rgb);
  return s;
}

// What is drawn before the figure, and the figure's own commands for a panel.
struct PanelScript {
  std::string images, plot;
};

PanelScript panel_script(const Panel& panel, Scene scene, const std::string& data, const std::string& images,
                         std::size_t& section) {
  PanelScript s;
  std::string before, plot;
  for (const Layer& layer : panel.layers) {
    scene.source = fmt::format("{} index {}", data, section);
    scene.dots = fmt::format("{}_dots_{}.png", images, section++);
    const Clauses clauses = layer_clauses(layer, scene);
    before += clauses.before;
    plot += (plot.empty() ? "plot " : ", \\\n     ") + clauses.plot;
    s.images += clauses.image;
  }
  s.plot = before + plot + "\n";
  return s;
}

}  // namespace

std::string stem(const std::string& name, const Style& style) {
  return style.width == 0 ? name : name + "_" + style.name;
}

std::string gnuplot_script(const Figure& asked, const std::string& name, const Style& style,
                           const std::vector<std::string>& formats) {
  using namespace fmt::literals;
  const Figure figure = arranged(asked, style);
  const Layout canvas = layout(figure, style);
  const std::string file = stem(name, style);
  std::string images, script;
  std::size_t section = 0;
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    const Box& box = canvas.boxes[p];
    const PanelRanges ranges = fitted_ranges(panel);
    const Drawn inside(panel, ranges, box.right - box.left, box.top - box.bottom);
    const Scene scene{panel, ranges, inside, placement(panel, inside, style), style};
    script += fmt::format(kStyle, "t"_a = style.ticks);
    if (p == 0) script += figure_words(figure, canvas, style);
    script += box_commands(canvas, box) + panel_words(panel, canvas, box, style) + axes_commands(scene);
    script += colour_bar_commands(panel, canvas, box, style) + placed_words(scene, canvas, box);
    const PanelScript drawn = panel_script(panel, scene, gnuplot_string(name + ".dat"), file, section);
    images += drawn.images;
    script += drawn.plot;
  }
  return images + prologue(file, canvas, style, formats) + script + epilogue(file, formats);
}

}  // namespace pont::figures
