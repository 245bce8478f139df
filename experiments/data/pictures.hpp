// Pictures: PNG and JPEG files as bytes of pixels, and a set of them as a table.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "experiments/data/archive.hpp"
#include "experiments/data/resize.hpp"

namespace pont::data {

/// ".png", ".jpg", ".jpeg".
const std::vector<std::string>& picture_suffixes();

/// The pixels of a PNG or JPEG file, u8 [height, width, channels]: 1 channel of grey, 3 of colours. A pixel
/// is as stored, without gamma or colour profile, but turned as Exif says. `name` stands in messages. Throws
/// DataError for a damaged file, more than 8 bits per channel, transparency, sides beyond 16384, or more than
/// 2^27 pixels.
ad::Tensor decoded_picture(std::span<const std::byte> file, const std::string& name);

/// All pictures of an archive as `fit` says, by name; the folder that one lies in is its class. Throws
/// DataError unless they then have one size, all or none lie in folders, and they take at most 2^32 bytes.
PointTable picture_table(const std::vector<Member>& members, const std::string& file, const Fit& fit = {});

}  // namespace pont::data
