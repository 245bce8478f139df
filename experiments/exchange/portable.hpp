// A trained model as other programs can use it: named parameters, recorded functions, rows to check them by.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "experiments/exchange/recording.hpp"
#include "nn/parameters.hpp"

namespace pont::exchange {

/// A value with a name: a parameter, or a column of the rows that exports are checked by.
struct Named final {
  std::string name;
  ad::Tensor value;
};

/// What a model is, without the values of its parameters: its recipe.
struct Recipe final {
  std::vector<nn::Parameter> parameters;             ///< names, shapes, places in model/ema
  std::vector<Function> functions;                   ///< the first one is what the model learned
  std::map<std::string, std::vector<double>> facts;  ///< d, k, T, prior, ...: named numbers
};

/// The recipe as JSON on one line, and the values of its constants one after the other, which it names by
/// their places: rounding of another machine then shows in numbers, not in the text.
struct WrittenRecipe final {
  std::string text;
  std::vector<double> constants;
};
WrittenRecipe written(const Recipe&);

struct Portable final {
  Recipe recipe;
  std::string config;            ///< resolved YAML
  std::vector<Named> tensors;    ///< one for each parameter, of its name
  std::vector<Named> reference;  ///< the arguments of the first function by name, and "result": eight rows
};

}  // namespace pont::exchange
