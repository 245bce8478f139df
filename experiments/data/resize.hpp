// Pictures of any size and channels, brought to one size and one number of channels.
#pragma once
#include <string>
#include <vector>

#include "experiments/data/point_table.hpp"

namespace pont::data {

/// What pictures are made of; the defaults take them as they are.
struct Fit final {
  ad::i64 size = 0;               ///< height and width; 0: their own
  std::string resize = "none";    ///< a name of resize_methods()
  std::string channels = "auto";  ///< a name of channel_methods()
};

/// none, area, crop; auto, grey, colour.
std::vector<std::string> resize_methods();
std::vector<std::string> channel_methods();

/// A picture u8 [height, width, channels] as `fit` says. area: the largest square in its middle, averaged
/// over the area of each new pixel and rounded to the nearest byte, of 16 sizes or of a 16th alike; crop: the
/// square of this size in its middle, pixel by pixel. grey: .299 red + .587 green + .114 blue (ITU-R BT.601);
/// colour: grey three times. `name` stands in messages. Throws DataError for one that is too small to crop,
/// that has another size where it is not to be changed, or whose channels are neither grey nor colours but
/// shall become these.
ad::Tensor fitted(const ad::Tensor& picture, const Fit& fit, const std::string& name);

/// Every image of a table. Throws DataError also for images that hold no bytes and are to be changed.
PointTable fitted(const PointTable& images, const Fit& fit, const std::string& file);

}  // namespace pont::data
