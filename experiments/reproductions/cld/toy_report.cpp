// The report of the toy experiments: means over seeds, tables, curves and clouds.
#include "experiments/reproductions/cld/toy_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/figures/gallery.hpp"

namespace pont::reproductions::cld {
namespace {

// NaN for a measure that was not given.
double excess(const run::Judged& j) {
  if (!j.ours) return std::numeric_limits<double>::quiet_NaN();
  return j.excess ? j.excess->mean : j.ours->mean;
}

std::vector<double> values(const std::vector<ToyMeasure>& measures, run::Judged ToyMeasure::*what) {
  std::vector<double> v;
  for (const ToyMeasure& m : measures) v.push_back(excess(m.*what));
  return v;
}

double spread(const std::vector<double>& v) {
  return *std::max_element(v.begin(), v.end()) - *std::min_element(v.begin(), v.end());
}

figures::Lines course_line(const ToyResult& r, run::Judged ToyMeasure::*what, std::size_t series) {
  std::vector<double> x, y;
  for (const ToyMeasure& m : r.course) {  // at the floor, noise may put it below: a mark at the edge
    x.push_back(static_cast<double>(m.step));
    y.push_back(excess(m.*what));
  }
  const auto n = static_cast<Eigen::Index>(x.size());
  return {.x = Eigen::Map<const figures::Grid>(x.data(), 1, n),
          .y = Eigen::Map<const figures::Grid>(y.data(), 1, n),
          .label = r.model.title,
          .colour = figures::series_colour(series)};
}

figures::Panel course_panel(const std::vector<ToyResult>& results, const std::string& data,
                            const std::string& axis, run::Judged ToyMeasure::*what) {
  figures::Panel panel{.title = data,
                       .x = {.label = "training step", .scale = figures::Scale::log10},
                       .y = {.label = axis, .scale = figures::Scale::log10},
                       .legend = figures::Corner::bottom_left};
  for (const ToyResult& r : results) {
    if (r.data.name != data) continue;
    figures::Lines line = course_line(r, what, panel.layers.size());
    if (line.x.size() > 0) panel.layers.push_back(line);
  }
  return panel;
}

}  // namespace

metrics::Estimate over_seeds(const std::vector<ToyMeasure>& ends, run::Judged ToyMeasure::*what) {
  if (ends.size() == 1) {
    const run::Judged& j = ends.front().*what;
    if (j.ours) return j.excess ? *j.excess : *j.ours;
  }
  return metrics::estimate(values(ends, what));
}

std::string seeds_cell(const std::vector<ToyMeasure>& ends, run::Judged ToyMeasure::*what) {
  for (const ToyMeasure& m : ends)
    if (!(m.*what).ours) return "not given: " + (m.*what).not_given;
  const metrics::Estimate e = over_seeds(ends, what);
  return figures::with_error(e.mean, e.standard_error);
}

reproduce::ExtraTable toy_table(const std::string& title, const std::vector<ToyResult>& results) {
  figures::Table table({{"data", figures::Align::left},
                        {"model", figures::Align::left},
                        {"Bayes loss"},
                        {"loss above it"},
                        {"spread of seeds"},
                        {"NLL of the exact score (CLD: its bound)"},
                        {"NLL above it"},
                        {"spread of seeds"},
                        {"test points"}});
  for (const ToyResult& r : results) {
    const ToyMeasure& first = r.ends.front();
    const auto floor = [](const run::Judged& j) {
      return j.floor ? figures::with_error(j.floor->mean, j.floor->standard_error) : std::string("unknown");
    };
    table.add_row({r.data.name, r.model.title, floor(first.loss), seeds_cell(r.ends, &ToyMeasure::loss),
                   figures::significant(spread(values(r.ends, &ToyMeasure::loss)), 2), floor(first.nll),
                   seeds_cell(r.ends, &ToyMeasure::nll),
                   figures::significant(spread(values(r.ends, &ToyMeasure::nll)), 2),
                   fmt::format("{}", first.nll.points)});
  }
  return {title, table};
}

reproduce::NamedFigure toy_course_figure(const std::string& name, const std::string& caption,
                                         const std::vector<ToyResult>& results) {
  figures::Figure figure{.columns = 2, .width = 330, .height = 220};
  std::vector<std::string> done;
  for (const ToyResult& r : results) {
    if (std::find(done.begin(), done.end(), r.data.name) != done.end()) continue;
    done.push_back(r.data.name);
    figure.panels.push_back(
        course_panel(results, r.data.name, "loss above the Bayes loss", &ToyMeasure::loss));
    figure.panels.push_back(
        course_panel(results, r.data.name, "NLL above the entropy, nats", &ToyMeasure::nll));
  }
  return {name, caption, figure};
}

reproduce::NamedFigure toy_sample_figure(const std::string& name, const metrics::Points& data,
                                         const std::vector<ToyResult>& results) {
  std::vector<figures::Cloud> clouds;
  for (const ToyResult& r : results)
    clouds.push_back(
        {r.model.title, r.samples,
         fmt::format("NLL {} above the entropy", figures::significant(excess(r.ends.front().nll), 3))});
  return {name, "Samples by the probability flow of the first seed, over data in grey.",
          figures::cloud_comparison(results.front().data.name, {"data", data}, clouds)};
}

}  // namespace pont::reproductions::cld
