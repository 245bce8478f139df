// The table of a network's parameters, which all live in one flat buffer, and of its values that are not
// trained.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "autodiff/rng.hpp"
#include "autodiff/tape.hpp"
#include "nn/initialisers.hpp"

namespace pont::nn {

/// Position of a parameter in the table.
enum class ParameterId : int {};
/// Position of a value that is not trained in the table of those.
enum class UntrainedId : int {};

/// One row of the table.
struct Parameter {
  std::string name;  ///< "net/hidden1/weight"
  ad::Shape shape;
  ad::i64 offset;  ///< of the first element in the flat buffer, in elements
  Fan fan;
  Initialiser initialiser;
};

/// One row of the table of what is saved with the parameters, but not trained.
struct Untrained {
  std::string name;  ///< "net/frequencies"
  ad::Shape shape;
  ad::i64 offset;             ///< of the first element in the buffer of the untrained values
  std::vector<double> start;  ///< row-major
};

/// Rows {name, shape, offset, initialiser} in order of registration. The flat buffer [size()] holds the
/// parameters one after the other, row-major and without gaps, so optimisers, averages, norms and checkpoints
/// are single loops, and its size is the number of parameters. A second table of the same form holds what a
/// network computes with and no optimiser, clipping or average touches: fixed random frequencies, running
/// statistics, vectors of a spectral norm. Its buffer is [untrained_size()].
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

  /// Appends a row. Throws std::invalid_argument if the full name is already in one of the tables.
  ParameterId add(const std::string& name, ad::Shape, Fan, Initialiser);
  /// Appends a row of the second table, which starts at the given values, or at zero if none are given. A
  /// loss may give it new values: see Context::update. Throws std::invalid_argument for a name that is
  /// already there, or a wrong number of values.
  UntrainedId add_untrained(const std::string& name, ad::Shape, std::vector<double> start = {});

  std::span<const Parameter> rows() const { return rows_; }
  std::span<const Untrained> untrained() const { return untrained_; }
  ad::i64 size() const { return size_; }
  ad::i64 untrained_size() const { return untrained_size_; }
  ad::Dtype dtype() const { return dtype_; }
  /// "net/hidden1": the enclosing module while one is being built.
  std::string scope() const { return prefix_.substr(0, prefix_.empty() ? 0 : prefix_.size() - 1); }

  /// The buffer [size()] at step 0. Each parameter is drawn from key / name, so another layer changes nothing
  /// here. Throws std::invalid_argument if an initialiser returns a wrong number of values.
  ad::Tensor initial(ad::Key) const;
  /// The buffer [untrained_size()] at step 0.
  ad::Tensor initial_untrained() const;

  /// One Var per row, cut from `flat` [size()] and `untrained` [untrained_size()], in the order that Context
  /// reads; these are views of their memory and cost nothing. Throws std::invalid_argument if a buffer has
  /// another shape or type.
  std::vector<ad::Var> views(ad::Var flat, ad::Var untrained) const;
  /// The same with the untrained values as constants at their start: for networks whose untrained values no
  /// loss updates.
  std::vector<ad::Var> views(ad::Var flat) const;
  /// The inverse: values with the shapes of the rows (gradients, usually), in the layout of the buffer
  /// [size()].
  ad::Var flatten(std::span<const ad::Var>) const;

 private:
  std::string full(const std::string& name) const;

  std::vector<Parameter> rows_;
  std::vector<Untrained> untrained_;
  ad::i64 size_ = 0, untrained_size_ = 0;
  ad::Dtype dtype_;
  std::string prefix_;
};

/// Where random modules draw: uniform(step, first, key / module, ...), see ad::uniform. `first` is the number
/// of the first row in the whole batch, so draws do not depend on how the batch is cut into shards.
struct Stream {
  ad::Key key;
  ad::Var step, first;  ///< int64 scalars
};

/// New values for untrained rows, which the training step takes over with its update.
using UntrainedUpdates = std::map<UntrainedId, ad::Var>;

/// Without a stream (evaluation, sampling) modules are deterministic, without updates they leave what is not
/// trained as it is.
struct Context {
  std::span<const ad::Var> parameters;  ///< Parameters::views
  std::optional<Stream> stream = {};
  UntrainedUpdates* updates = nullptr;  ///< Shard::updates

  ad::Var operator[](ParameterId id) const { return parameters[static_cast<std::size_t>(id)]; }
  /// They stand at the end, the first one last: the number of parameters is not needed to find one.
  ad::Var operator[](UntrainedId id) const { return parameters.rbegin()[static_cast<std::ptrdiff_t>(id)]; }
  /// Records the value that an untrained row shall have after the step, of the row's shape; the last one
  /// recorded counts. Shards give a value each, and the row becomes their mean.
  void update(UntrainedId id, ad::Var value) const {
    if (updates) updates->insert_or_assign(id, value);
  }
};

}  // namespace pont::nn
