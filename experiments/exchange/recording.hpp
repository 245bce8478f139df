// A function recorded once as a list of steps that other programs can carry out, for any number of rows.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "autodiff/primitive.hpp"

namespace pont::exchange {

/// A number of a recording that grows with the rows is written as minus its multiple of them: -1 is the
/// number of rows, -32 is 32 times that. No other number of a recording is negative.
using Number = double;

struct Attribute final {
  std::string name;
  std::vector<Number> values;
};

/// One primitive applied to earlier steps.
struct Step final {
  std::string op;       ///< name of the primitive; "input" and "constant" have no steps before them
  std::vector<int> in;  ///< positions of earlier steps
  std::vector<Number> shape;
  ad::Dtype dtype;
  std::vector<Attribute> attributes;
  std::string name;  ///< of an input
  ad::Tensor value;  ///< of a constant
};

struct Function final {
  std::string name;
  std::vector<std::string> arguments;  ///< inputs that are given at each call; the others are parameters
  std::vector<Step> steps;             ///< in the order of computation
  std::vector<int> results;
};

/// Records the function for so many rows, and returns its results.
using Record = std::function<std::vector<ad::Var>(ad::Tape&, ad::i64 rows)>;

/// What `record` records, for any number of rows: it is called for two. Throws std::logic_error where the two
/// recordings differ in more than numbers that are multiples of the rows.
Function recorded(const std::string& name, const std::vector<std::string>& arguments, const Record& record);

}  // namespace pont::exchange
