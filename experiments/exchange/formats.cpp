// The table of formats, and the comparison of what was written with what can be read.
#include "experiments/exchange/formats.hpp"

#include <algorithm>
#include <stdexcept>

namespace pont::exchange {
namespace {

ad::Tensor bytes_of(const std::string& text) {
  return ad::Tensor::of<std::uint8_t>(
      {static_cast<ad::i64>(text.size())},
      std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> table{
      {"safetensors", ".safetensors",
       "named tensors, which most frameworks read; what a network of type imported takes", safetensors,
       contents, read_safetensors},
      {"onnx", ".onnx", "the score as a graph of opset 17, for ONNX Runtime", onnx, onnx_contents, read_onnx},
      {"npz", ".npz", "arrays of numpy, and all that the Python package pont needs", npz, contents,
       read_npz}};
  return table;
}

std::vector<Named> contents(const Portable& model) {
  const WrittenRecipe recipe = written(model.recipe);
  std::vector<Named> all = model.tensors;
  for (const Named& column : model.reference) all.push_back({reference_prefix + column.name, column.value});
  all.push_back({recipe_name, bytes_of(recipe.text)});
  all.push_back({constants_name,
                 ad::Tensor::of<double>({static_cast<ad::i64>(recipe.constants.size())}, recipe.constants)});
  all.push_back({config_name, bytes_of(model.config)});
  return all;
}

void require_same(const std::vector<Named>& expected, const std::vector<Named>& read) {
  for (const Named& value : expected) {
    const auto found = std::ranges::find(read, value.name, &Named::name);
    if (found == read.end()) throw std::runtime_error("the file that was written lacks " + value.name);
    if (!(found->value == value.value))
      throw std::runtime_error("the file that was written has other values of " + value.name);
  }
}

}  // namespace pont::exchange
