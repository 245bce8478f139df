// Inputs and constants as the tape records them and the compiler reads them.
#pragma once
#include <cstring>
#include <memory>
#include <string>

#include "autodiff/primitive.hpp"

namespace pont::ad {

/// Of `constant`. Compared bit for bit.
struct ConstantAttr {
  std::shared_ptr<const Tensor> value;

  bool operator==(const ConstantAttr& other) const { return value == other.value || *value == *other.value; }
  std::size_t hash() const {
    std::size_t word = 0;
    std::memcpy(&word, value->bytes().data(), std::min(sizeof word, value->bytes().size()));
    return word;
  }
};

/// Of `input`. Two inputs of a tape are never the same value: `number` tells them apart.
struct InputAttr {
  TensorType type;
  int number;
  std::string name;

  bool operator==(const InputAttr&) const = default;
  std::size_t hash() const { return static_cast<std::size_t>(number); }
};

extern const Primitive &constant_primitive, &input_primitive, &stop_gradient_primitive;

}  // namespace pont::ad
