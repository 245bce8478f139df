// The file formats that a model is taken out in, and what comes back when such a file is read.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "experiments/exchange/portable.hpp"

namespace pont::exchange {

struct Format final {
  const char *name, *ending, *summary;
  std::string (*write)(const Portable&);
  /// What such a file holds, by name.
  std::vector<Named> (*contents)(const Portable&);
  /// The named values of a file that write() made, in any order. Throws DataError, naming `source`.
  std::vector<Named> (*read)(std::span<const std::byte> bytes, const std::string& source);
};

/// safetensors, onnx, npz.
const std::vector<Format>& formats();

/// Names of what is no parameter in files that hold tensors only.
inline constexpr const char *reference_prefix = "reference/", *recipe_name = "recipe",
                            *constants_name = "recipe_constants", *config_name = "config";

/// Of files that hold values alone: parameters, rows to check by, recipe, configuration.
std::vector<Named> contents(const Portable&);
/// Of ONNX, where the graph is the recipe and the rows to check by are texts.
std::vector<Named> onnx_contents(const Portable&);

/// Throws std::runtime_error, naming the value, unless `read` holds every value of `expected`, bit for bit.
void require_same(const std::vector<Named>& expected, const std::vector<Named>& read);

// One file each.
std::string safetensors(const Portable&);
std::vector<Named> read_safetensors(std::span<const std::byte>, const std::string& source);
std::string npz(const Portable&);
std::vector<Named> read_npz(std::span<const std::byte>, const std::string& source);
std::string onnx(const Portable&);
std::vector<Named> read_onnx(std::span<const std::byte>, const std::string& source);

}  // namespace pont::exchange
