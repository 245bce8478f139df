// Buffers: looking up by name, and copies to and from the host.
#include "nn/buffers.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pont::nn {

std::string full_name(const std::string& player, const std::string& buffer) {
  return player.empty() ? buffer : player + "/" + buffer;
}

void Buffers::add(Buffer buffer, std::span<std::byte> memory) {
  rows_.push_back(std::move(buffer));
  memory_.push_back(memory);
}

std::size_t Buffers::index(const std::string& name) const {
  std::string known;
  for (std::size_t b = 0; b < rows_.size(); ++b) {
    if (rows_[b].name == name) return b;
    known += (known.empty() ? "" : ", ") + rows_[b].name;
  }
  throw std::invalid_argument(fmt::format("training step: buffer '{}' asked for, there are {}", name, known));
}

ad::Tensor Buffers::get(const std::string& name) const {
  const std::size_t b = index(name);
  ad::Tensor value({rows_[b].size}, rows_[b].dtype);
  device_.download(value.bytes(), memory_[b].data());
  return value;
}

void Buffers::set(const std::string& name, const ad::Tensor& value) {
  const std::size_t b = index(name);
  if (value.shape() != ad::Shape{rows_[b].size} || value.dtype() != rows_[b].dtype)
    throw std::invalid_argument(fmt::format("training step: {} {} given for buffer '{}', expected {} [{}]",
                                            ad::name_of(value.dtype()), ad::str(value.shape()), name,
                                            ad::name_of(rows_[b].dtype), rows_[b].size));
  device_.upload(memory_[b].data(), value.bytes());
}

}  // namespace pont::nn
