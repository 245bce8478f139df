// One overload for each kind of layer; a kind without one does not compile.
#include "experiments/figures/layer_clauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/figures/text.hpp"

namespace pont::figures {
namespace {

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

}  // namespace

Clauses layer_clauses(const Layer& layer, const std::string& source) {
  return std::visit([&](const auto& l) { return clauses(l, source); }, layer);
}

}  // namespace pont::figures
