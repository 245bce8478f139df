// What run.h5 keeps of points: numbers in the units of their file, or the bytes of images.
#pragma once
#include <optional>
#include <string>

#include "experiments/data/data_set.hpp"
#include "experiments/figures/tiles.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {

/// GROUP/points [n, d] of points x [n, d] of the set, in the units of its file; of images of bytes
/// GROUP/images, u8 [n, height, width, channels].
void keep_points(run::RunRecord&, const std::string& group, const data::DataSet&, const metrics::Points& x);
/// The same numbers [n, d].
metrics::Points as_kept(const data::DataSet&, const metrics::Points& x);
/// Which of both.
std::string kept_path(const std::string& group, const data::DataSet&);
/// Those that were kept, in the units of training; bytes are dequantised by draws from `key`, as the set
/// dequantises those of its file.
metrics::Points kept_points(const store::H5Reader&, const std::string& group, const data::DataSet&,
                            ad::Key key);

/// Of a set of images "data/shape" [3] (height, width, channels), and "data/range" [2]: the kept values of
/// black and white.
void keep_form(run::RunRecord&, const data::DataSet&);
/// The form of the images of a run; nothing where its points are none.
std::optional<figures::ImageForm> kept_form(const store::H5Reader&);
/// The first numbers of GROUP, one point after the other, as they were kept: at most `most`.
std::vector<double> kept_values(const store::H5Reader&, const std::string& group, std::size_t most);
/// d, of the data of a run.
std::size_t kept_dimension(const store::H5Reader&);

/// The form of points that a set draws, in the units of training; nothing where they are no images.
std::optional<figures::ImageForm> drawn_form(const data::DataSet&);

}  // namespace pont::kinds::score
