// Images from files: IDX (MNIST, Fashion-MNIST) and the CIFAR-10 binary batches.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/data/covariance.hpp"

namespace pont::data {

/// The images in the bytes of an IDX file (magic 0x00000803: bytes with three axes; LeCun, Cortes, Burges,
/// "The MNIST database"). `file` stands in messages. Throws DataError "file: what is wrong; what was
/// expected".
ByteImages parse_idx(const std::filesystem::path& file, const std::vector<std::byte>& bytes);

/// The images of CIFAR-10 binary batches: records of 1 label and 3 x 32 x 32 pixels (Krizhevsky 2009).
ByteImages read_cifar10(const std::vector<std::filesystem::path>& batches);

/// The bytes of a file, decompressed when they are gzip (at most 2^31 bytes). Throws IoError or DataError.
std::vector<std::byte> read_plain_or_gzip(const std::filesystem::path& file);

}  // namespace pont::data
