// Images in the formats of their data sets: IDX (MNIST, Fashion-MNIST) and the CIFAR binary batches.
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "experiments/data/point_table.hpp"

namespace pont::data {

/// An IDX file of bytes (LeCun, Cortes, Burges, "The MNIST database"): images [n, height, width, 1] with the
/// magic number 0x00000803, or labels [n] with 0x00000801. `name` stands in messages. Throws DataError.
PointTable read_idx(std::span<const std::byte> file, const std::string& name);

/// CIFAR binary records (Krizhevsky 2009) as [n, 32, 32, 3]: a label (CIFAR-10), or a coarse and a fine one
/// (CIFAR-100: the fine one is taken), then 3 x 32 x 32 bytes, one colour after the other. Throws DataError.
PointTable read_cifar(std::span<const std::byte> file, const std::string& name);

/// The bytes, decompressed when they are gzip (at most 2^31 bytes). Throws DataError.
std::vector<std::byte> gunzipped(std::vector<std::byte> bytes, const std::string& name);

/// Those of a file. Throws IoError or DataError.
std::vector<std::byte> read_plain_or_gzip(const std::filesystem::path& file);

}  // namespace pont::data
