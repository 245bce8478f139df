// The content of a file as bytes between two processes, one of which HDF5 may have damaged.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "experiments/store/hdf5_tree.hpp"

namespace pont::store::h5 {

/// In the machine's byte order: for a process of the same program only.
std::vector<std::byte> packed(Tree);

/// What packed() was given. Nothing is taken on trust, as a process that read forged bytes may write
/// anything: throws DataError, where `name` stands for the file, unless every data set has the values its
/// shape asks for.
Tree unpacked(std::span<const std::byte>, const std::string& name);

}  // namespace pont::store::h5
