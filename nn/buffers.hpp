// Named memory of a device that makes up the state of a training.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "autodiff/backend.hpp"
#include "autodiff/tensor.hpp"

namespace pont::nn {

/// A named value that a checkpoint must hold, besides the step.
struct Buffer {
  std::string
      name;  ///< "parameters", "optimiser/first_moment", ..., "ema"; after "critic/" of a named player
  ad::Dtype dtype;
  ad::i64 size;  ///< elements
};

/// "critic/parameters", or "parameters" of a player without a name.
std::string full_name(const std::string& player, const std::string& buffer);

/// The table of buffers, and where each lies.
class Buffers final {
 public:
  explicit Buffers(ad::Backend& device) : device_(device) {}

  void add(Buffer, std::span<std::byte> memory);
  std::span<const Buffer> rows() const { return rows_; }

  /// All three throw std::invalid_argument with the list of names for an unknown one.
  std::span<std::byte> memory(const std::string& name) const { return memory_[index(name)]; }
  /// A copy [size].
  ad::Tensor get(const std::string& name) const;
  /// Throws std::invalid_argument also if shape or type differ.
  void set(const std::string& name, const ad::Tensor& value);

 private:
  std::size_t index(const std::string& name) const;

  ad::Backend& device_;
  std::vector<Buffer> rows_;
  std::vector<std::span<std::byte>> memory_;
};

}  // namespace pont::nn
