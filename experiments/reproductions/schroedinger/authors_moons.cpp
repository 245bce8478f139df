// The table of SF2M and OT-CFM on moons as the authors' code draws them.
#include "experiments/reproductions/schroedinger/authors_moons.hpp"

#include "experiments/figures/markdown.hpp"
#include "experiments/reproductions/schroedinger/planar_cells.hpp"

namespace pont::reproductions::schroedinger {
namespace {

std::string published_cell(const reproduce::Published& published, const std::string& row,
                           const std::string& column) {
  for (const reproduce::PublishedRow& r : published.rows)
    for (std::size_t c = 0; c < published.columns.size(); ++c)
      if (r.name == row && published.columns[c] == column) return r.cells[c];
  return "";
}

}  // namespace

reproduce::ExtraTable authors_moons_table(const reproduce::Published& published,
                                          const reproduce::Laboratory& laboratory, std::int64_t seeds,
                                          const Changes& changes) {
  std::vector<std::string> names;
  std::vector<std::vector<Samples>> samples;
  for (const TableMethod& method : planar_methods()) {
    if (method.name != "SF2M-Exact" && method.name != "OT-CFM") continue;
    names.push_back(method.name);
    samples.push_back(run_seeds(laboratory, method, authors_moons(), "authors", seeds, changes));
  }
  const std::vector<metrics::Estimate> w2 = distances(samples);
  figures::Table table({{"N to the authors' moons", figures::Align::left}, {"published"}, {"ours"}});
  for (std::size_t m = 0; m < names.size(); ++m)
    table.add_row({names[m], published_cell(published, names[m], "N to moons"),
                   figures::with_error(w2[m].mean, w2[m].standard_error)});
  table.add_row({"floor: points of the law against points", "",
                 figures::with_error(w2.back().mean, w2.back().standard_error)});
  return {
      "Moons as the examples of the authors' code draw them (shifted_moons), standard errors over the seeds",
      table};
}

}  // namespace pont::reproductions::schroedinger
