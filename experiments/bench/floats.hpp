// Tensors of float32 one after the other in a file, for a peer in another process.
#pragma once
#include <filesystem>
#include <fstream>
#include <initializer_list>

#include "autodiff/tensor.hpp"

namespace pont::bench {

/// Throws std::ios_base::failure if the file cannot be written.
inline void write_floats(const std::filesystem::path& path, std::initializer_list<ad::Tensor> tensors) {
  std::ofstream out;
  out.exceptions(std::ios::failbit | std::ios::badbit);
  out.open(path, std::ios::binary);
  for (const ad::Tensor& t : tensors)
    out.write(reinterpret_cast<const char*>(t.data<float>().data()),
              static_cast<std::streamsize>(t.bytes().size()));
}

}  // namespace pont::bench
