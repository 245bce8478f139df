// The table of a network's parameters, which all live in one flat buffer.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "autodiff/tape.hpp"
#include "nn/initialisers.hpp"

namespace pont::nn {

/// Position of a parameter in the table.
enum class ParameterId : int {};

/// One row of the table.
struct Parameter {
  std::string name;  ///< "net/hidden1/weight"
  ad::Shape shape;
  ad::i64 offset;  ///< of the first element in the flat buffer, in elements
  Fan fan;
  Initialiser initialiser;
};

/// Rows {name, shape, offset, initialiser} in order of registration. The flat buffer [size()] holds the
/// parameters one after the other, row-major and without gaps, so optimisers, averages, norms and checkpoints
/// are single loops, and its size is the number of parameters.
class Parameters final {
 public:
  /// Element type of the buffer: f32 for training, f64 for gradient checks. Throws std::invalid_argument for
  /// i64.
  explicit Parameters(ad::Dtype dtype = ad::Dtype::f32);

  /// While it lives, names are prefixed by "name/". Mirrors Tape::Scope, so that a parameter and the
  /// instructions that use it bear the same module name.
  class Scope final {
   public:
    Scope(Parameters&, const std::string& name);
    ~Scope() { parameters_.prefix_.resize(outer_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Parameters& parameters_;
    std::size_t outer_;
  };

  /// Appends a row. Throws std::invalid_argument if the full name is already there.
  ParameterId add(const std::string& name, ad::Shape, Fan, Initialiser);

  std::span<const Parameter> rows() const { return rows_; }
  ad::i64 size() const { return size_; }
  ad::Dtype dtype() const { return dtype_; }
  /// "net/hidden1": the enclosing module while one is being built.
  std::string scope() const { return prefix_.substr(0, prefix_.empty() ? 0 : prefix_.size() - 1); }

  /// The buffer [size()] at step 0. Each parameter is drawn from key / name, so another layer changes nothing
  /// here. Throws std::invalid_argument if an initialiser returns a wrong number of values.
  ad::Tensor initial(ad::Key) const;

  /// One Var per row, cut from `flat` [size()]; these are views of its memory and cost nothing.
  /// Throws std::invalid_argument if flat has another shape or type.
  std::vector<ad::Var> views(ad::Var flat) const;
  /// The inverse: values with the shapes of the rows (gradients, usually), in the layout of the buffer
  /// [size()].
  ad::Var flatten(std::span<const ad::Var>) const;

 private:
  std::vector<Parameter> rows_;
  ad::i64 size_ = 0;
  ad::Dtype dtype_;
  std::string prefix_;
};

}  // namespace pont::nn
