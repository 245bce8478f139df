// Every layer kind states its arrays here once (for HDF5) and its rows once (for gnuplot).
#include "experiments/figures/datasets.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace pont::figures {
namespace {

using Named = std::function<void(const char* name, const std::vector<std::size_t>&, std::span<const double>)>;
using Text = std::back_insert_iterator<std::string>;

void vector(const Named& visit, const char* name, const std::vector<double>& v) {
  visit(name, {v.size()}, v);
}

void grid(const Named& visit, const char* name, const Grid& g) {
  visit(name, {std::size_t(g.rows()), std::size_t(g.cols())}, {g.data(), std::size_t(g.size())});
}

void range(const Named& visit, const char* name, const Interval& r) {
  const std::array edges{r.low, r.high};
  visit(name, {2}, edges);
}

const char* kind(const Scatter&) { return "scatter"; }
const char* kind(const Lines&) { return "lines"; }
const char* kind(const Reference&) { return "reference"; }
const char* kind(const HeatMap&) { return "heat_map"; }
const char* kind(const Bars&) { return "bars"; }
const char* kind(const ErrorBars&) { return "error_bars"; }

void arrays(const Scatter& s, const Named& visit) {
  vector(visit, "x", s.x);
  vector(visit, "y", s.y);
}
void arrays(const Lines& l, const Named& visit) {
  grid(visit, "x", l.x);
  grid(visit, "y", l.y);
}
void arrays(const Reference& r, const Named& visit) { visit("value", {1}, {&r.value, 1}); }
void arrays(const HeatMap& h, const Named& visit) {
  range(visit, "x_range", h.x);
  range(visit, "y_range", h.y);
  grid(visit, "values", h.values);
}
void arrays(const Bars& b, const Named& visit) {
  vector(visit, "x", b.x);
  vector(visit, "height", b.height);
  visit("width", {1}, {&b.width, 1});
}
void arrays(const ErrorBars& e, const Named& visit) {
  vector(visit, "x", e.x);
  vector(visit, "y", e.y);
  vector(visit, "error", e.error);
}

void rows(const Scatter& s, Text out) {
  for (std::size_t i = 0; i < s.x.size(); ++i) fmt::format_to(out, "{} {}\n", s.x[i], s.y[i]);
}
void rows(const Lines& l, Text out) {
  for (Eigen::Index line = 0; line < l.y.rows(); ++line) {
    if (line > 0) fmt::format_to(out, "\n");
    for (Eigen::Index i = 0; i < l.y.cols(); ++i)
      fmt::format_to(out, "{} {}\n", l.x(l.x.rows() == 1 ? 0 : line, i), l.y(line, i));
  }
}
void rows(const Reference& r, Text out) { fmt::format_to(out, "{}\n", r.value); }
// Centre and value of each cell; gnuplot's matrix format is no use here, since it counts single blank lines
// as sections.
void rows(const HeatMap& h, Text out) {
  const double dx = (h.x.high - h.x.low) / double(h.values.cols());
  const double dy = (h.y.high - h.y.low) / double(h.values.rows());
  for (Eigen::Index i = 0; i < h.values.rows(); ++i)
    for (Eigen::Index j = 0; j < h.values.cols(); ++j)
      fmt::format_to(out, "{} {} {}\n", h.x.low + (double(j) + 0.5) * dx, h.y.low + (double(i) + 0.5) * dy,
                     h.values(i, j));
}
void rows(const Bars& b, Text out) {
  for (std::size_t i = 0; i < b.x.size(); ++i) fmt::format_to(out, "{} {}\n", b.x[i], b.height[i]);
}
void rows(const ErrorBars& e, Text out) {
  for (std::size_t i = 0; i < e.x.size(); ++i) fmt::format_to(out, "{} {} {}\n", e.x[i], e.y[i], e.error[i]);
}

template <class Function>
void for_each_layer(const Figure& figure, Function f) {
  for (std::size_t p = 0; p < figure.panels.size(); ++p)
    for (std::size_t l = 0; l < figure.panels[p].layers.size(); ++l)
      std::visit(
          [&](const auto& layer) {
            f(fmt::format("panel_{}/layer_{}_{}", p + 1, l + 1, kind(layer)), layer);
          },
          figure.panels[p].layers[l]);
}

}  // namespace

void for_each_dataset(const Figure& figure, const DatasetVisitor& visit) {
  for_each_layer(figure, [&](const std::string& path, const auto& layer) {
    arrays(layer,
           [&](const char* name, const auto& shape, auto data) { visit(path + "/" + name, shape, data); });
  });
}

std::string data_text(const Figure& figure) {
  std::string text;
  for_each_layer(figure, [&](const std::string& path, const auto& layer) {
    fmt::format_to(std::back_inserter(text), "{}# {}\n", text.empty() ? "" : "\n\n", path);
    rows(layer, std::back_inserter(text));
  });
  return text;
}

}  // namespace pont::figures
