// Tables, curves and pictures of networks trained on images.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/tiles.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/images/image_runs.hpp"

namespace pont::reproductions::images {

/// All that was measured of one model.
struct ImageResult final {
  std::string title;
  std::vector<ImageMeasure> course;  ///< of the first seed; its last is the end
  std::vector<ImageMeasure> ends;    ///< one for each seed
};

/// "value ± error".
std::string cell(const metrics::Estimate&);

/// One row for each result, at the end of training: means over seeds with standard errors.
reproduce::ExtraTable image_table(const std::string& title, const std::vector<ImageResult>&);
/// The same at each step that was looked at, of the first seed.
reproduce::ExtraTable course_table(const std::string& title, const std::vector<ImageResult>&);
/// The distance above its floor against training steps.
reproduce::NamedFigure distance_figure(const std::string& name, const std::string& title,
                                       const std::vector<ImageResult>&);

/// A row of images for each entry: the first `count` of x [n, d], in the units of training.
struct ImageRow final {
  std::string title;
  metrics::Points x;
};
figures::NamedPicture image_rows(const std::string& name, const std::vector<ImageRow>&,
                                 const figures::ImageForm&, std::size_t count = 16);

/// Whose features the distances are of.
std::string classifier_note(const ImageTruth&);

}  // namespace pont::reproductions::images
