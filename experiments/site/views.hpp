// What of a run can be seen: its samples over data, and points and images on their way.
#pragma once
#include <string>
#include <vector>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/json.hpp"

namespace pont::site {

/// A named part of a page; each can be left out where the page would grow too large.
struct View final {
  std::string name;
  store::Json content;
};

/// Of run.h5, those that it has, the most telling ones first:
///   clouds  {"dimension", "laws": {"data": CLOUD, ...}, "panels": [{"title", "over": "data", "cloud":
///   CLOUD}]} images  {"form": [height, width, channels], "grids": [{"title", "n", "b"}]} ways    [{"title",
///   "times", "frames": [CLOUD]}], from the start of the process to its end films   [{"title", "form",
///   "times", "rows", "states", "denoised"}], bytes of [time, row, image]
/// CLOUD as packed_cloud() writes it; all clouds of a run have one frame, each frame of a way its own.
std::vector<View> views_of(const store::H5Reader& run);

}  // namespace pont::site
