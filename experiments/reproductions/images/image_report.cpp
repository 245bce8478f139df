// Tables, curves and rows of pictures of networks trained on images.
#include "experiments/reproductions/images/image_report.hpp"

#include <fmt/format.h>

#include "experiments/figures/gallery.hpp"

namespace pont::reproductions::images {

std::string cell(const metrics::Estimate& e) { return figures::with_error(e.mean, e.standard_error); }

namespace {

std::string excess_cell(const run::Judged& j) { return j.excess ? cell(*j.excess) : j.not_given; }

std::string readable_of(const std::vector<ImageMeasure>& ends) {
  if (ends.size() == 1) return cell(*ends.front().readable.ours);
  std::vector<double> values;
  for (const ImageMeasure& m : ends) values.push_back(m.readable.ours->mean);
  return cell(metrics::estimate(values));
}

constexpr const char *loss_title = "loss beside the best linear denoiser",
                     *distance_title = "Fréchet distance above its floor",
                     *readable_title = "read with confidence";

}  // namespace

reproduce::ExtraTable image_table(const std::string& title, const std::vector<ImageResult>& results) {
  figures::Table table(
      {{"model", figures::Align::left}, {"seeds"}, {loss_title}, {distance_title}, {readable_title}});
  for (const ImageResult& r : results)
    table.add_row({r.title, fmt::format("{}", r.ends.size()), cell(mean_excess(r.ends, &ImageMeasure::loss)),
                   cell(mean_excess(r.ends, &ImageMeasure::distance)), readable_of(r.ends)});
  return {title, table};
}

reproduce::ExtraTable course_table(const std::string& title, const std::vector<ImageResult>& results) {
  figures::Table table(
      {{"model", figures::Align::left}, {"step"}, {loss_title}, {distance_title}, {readable_title}});
  for (const ImageResult& r : results)
    for (const ImageMeasure& m : r.course)
      table.add_row({r.title, fmt::format("{}", m.step), excess_cell(m.loss), excess_cell(m.distance),
                     cell(*m.readable.ours)});
  return {title, table};
}

reproduce::NamedFigure distance_figure(const std::string& name, const std::string& title,
                                       const std::vector<ImageResult>& results) {
  std::vector<figures::Curve> curves;
  for (const ImageResult& r : results) {
    figures::Curve curve{r.title, {}, {}};
    for (const ImageMeasure& m : r.course) {
      curve.step.push_back(static_cast<double>(m.step));
      curve.value.push_back(m.distance.ours->mean);
    }
    curves.push_back(curve);
  }
  const metrics::Estimate& floor = *results.front().course.back().distance.floor;
  return {name,
          "Fréchet distance of the classifier's features against training steps, above what as many "
          "exact samples score.",
          figures::loss_curves(title, {.label = "Fréchet distance", .scale = figures::Scale::log10}, curves,
                               figures::Reference{.value = floor.mean, .label = "exact samples"})};
}

figures::NamedPicture image_rows(const std::string& name, const std::vector<ImageRow>& rows,
                                 const figures::ImageForm& form, std::size_t count) {
  std::vector<double> values;
  std::string names;
  for (const ImageRow& row : rows) {
    values.insert(values.end(), row.x.data(), row.x.data() + count * form.size());
    names += (names.empty() ? "" : "; ") + row.title;
  }
  return {name, "From top to bottom: " + names + ".",
          figures::image_grid(values, form, rows.size() * count, count)};
}

std::string classifier_note(const ImageTruth& truth) {
  return "features are those of a classifier trained on the same data from a fixed key, SHA-256 of its "
         "parameters " +
         truth.classifier() + "; distances by other features cannot be compared with these";
}

}  // namespace pont::reproductions::images
