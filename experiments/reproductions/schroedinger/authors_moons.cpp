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
                                          const reproduce::FinishedRuns& runs, std::int64_t seeds) {
  const Column column = planar_columns().back();
  const std::vector<metrics::Estimate> w2 = distances(read_column(runs, column, seeds));
  figures::Table table({{"N to the authors' moons", figures::Align::left}, {"published"}, {"ours"}});
  for (std::size_t m = 0; m < column.methods.size(); ++m) {
    const std::string& name = column.methods[m].cell.name;
    table.add_row({name, published_cell(published, name, "N to moons"),
                   figures::with_error(w2[m].mean, w2[m].standard_error)});
  }
  table.add_row({"floor: points of the law against points", "",
                 figures::with_error(w2.back().mean, w2.back().standard_error)});
  return {
      "Moons as the examples of the authors' code draw them (shifted_moons), standard errors over the seeds",
      table};
}

}  // namespace pont::reproductions::schroedinger
