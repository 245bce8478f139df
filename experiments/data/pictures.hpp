// Pictures: PNG and JPEG files as bytes of pixels, and a set of them as a table.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "experiments/data/archive.hpp"
#include "experiments/data/point_table.hpp"

namespace pont::data {

/// ".png", ".jpg", ".jpeg".
const std::vector<std::string>& picture_suffixes();

/// The pixels of a PNG or JPEG file, u8 [height, width, channels]: 1 channel of grey, 3 of colours. A pixel
/// is as stored, without gamma or colour profile. `name` stands in messages. Throws DataError for a damaged
/// file, more than 8 bits per channel, transparency, or sides beyond 4096.
ad::Tensor decoded_picture(std::span<const std::byte> file, const std::string& name);

/// All pictures of an archive, by name; the folder that one lies in is its class. Throws DataError unless
/// they have one size, and all or none lie in folders.
PointTable picture_table(const std::vector<Member>& members, const std::string& file);

}  // namespace pont::data
