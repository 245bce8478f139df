// The words of an SVG file as gnuplot writes it, and what crosses them.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <regex>
#include <string>
#include <vector>

namespace pont::test {

struct SvgBox {
  double left, right, top, bottom;  // y counts downwards
  bool overlaps(const SvgBox& o) const {
    return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
  }
};

struct SvgWords {
  std::string words;
  double size;
  SvgBox box;
};

/// Text by its anchor and size: .56 of the size for a character, as DejaVu Sans has it in the mean; a little
/// less than that of its height counts, for most letters fill no more.
inline std::vector<SvgWords> svg_words(const std::string& svg) {
  static const std::regex group(
      R"re(translate\(([-0-9.]+),([-0-9.]+)\)( rotate\(-90\.?0*\))?"[^>]*font-size="([0-9.]+)"\s+text-anchor="(\w+)">\s*<text>(.*?)</text>)re");
  static const std::regex tag("<[^>]*>"), entity("&[a-z]+;");
  std::vector<SvgWords> all;
  for (std::sregex_iterator m(svg.begin(), svg.end(), group), end; m != end; ++m) {
    const std::string words = std::regex_replace(std::regex_replace((*m)[6].str(), tag, ""), entity, "x");
    const double x = std::stod((*m)[1]), y = std::stod((*m)[2]), size = std::stod((*m)[4]);
    const auto characters = std::ranges::count_if(words, [](char c) { return (c & 0xC0) != 0x80; });
    const double width = 0.56 * size * static_cast<double>(characters);
    const double before = (*m)[5] == "end"      ? width
                          : (*m)[5] == "middle" ? width / 2
                                                : 0,
                 after = width - before;
    const double up = 0.7 * size, down = 0.1 * size;
    if ((*m)[3].matched)
      all.push_back({words, size, {x - up, x + down, y - after, y + before}});
    else
      all.push_back({words, size, {x - before, x + after, y - up, y + down}});
  }
  return all;
}

/// Points along the curves that a plot draws, one unit apart; frames, ticks and samples of the legend are
/// none.
inline std::vector<std::pair<double, double>> svg_curves(const std::string& svg) {
  static const std::regex path("<path stroke='rgb[^>]* d='([^']*)'"), pair("([ML])([-0-9.]+),([-0-9.]+)");
  std::vector<std::pair<double, double>> points;
  for (std::size_t at = svg.find("<g id=\"gnuplot_plot_"); at != std::string::npos;
       at = svg.find("<g id=\"gnuplot_plot_", at + 1)) {
    const std::size_t to = svg.find("</g>", svg.find("<path", at));
    const std::string part = svg.substr(at, to - at);
    for (std::sregex_iterator p(part.begin(), part.end(), path), none; p != none; ++p) {
      const std::string d = (*p)[1];
      double x = 0, y = 0;
      for (std::sregex_iterator q(d.begin(), d.end(), pair); q != none; ++q) {
        const double u = std::stod((*q)[2]), v = std::stod((*q)[3]);
        const double steps = (*q)[1] == "L" ? std::max(1.0, std::hypot(u - x, v - y)) : 1;
        for (double s = 1; s <= steps; ++s)
          points.emplace_back(x + s / steps * (u - x), y + s / steps * (v - y));
        x = u, y = v;
      }
    }
  }
  return points;
}

/// What is wrong with the words of a figure: two that overlap, one that a curve crosses, one outside.
inline std::vector<std::string> faults_of_words(const std::string& svg, double width, double height) {
  std::vector<std::string> faults;
  const std::vector<SvgWords> all = svg_words(svg);
  const auto curves = svg_curves(svg);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const SvgBox& b = all[i].box;
    for (std::size_t j = 0; j < i; ++j)
      if (b.overlaps(all[j].box))
        faults.push_back(fmt::format("'{}' overlaps '{}'", all[i].words, all[j].words));
    if (std::ranges::any_of(curves, [&](const auto& p) {
          return p.first > b.left && p.first < b.right && p.second > b.top && p.second < b.bottom;
        }))
      faults.push_back(fmt::format("a curve crosses '{}'", all[i].words));
    if (b.left < -1 || b.top < -1 || b.right > width + 1 || b.bottom > height + 1)
      faults.push_back(fmt::format("'{}' leaves the figure", all[i].words));
  }
  return faults;
}

}  // namespace pont::test
