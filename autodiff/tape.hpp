// The tape: an operation on Vars records one instruction and computes nothing; programs are compiled from it.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <source_location>
#include <span>
#include <string>
#include <vector>

#include "autodiff/attr.hpp"
#include "autodiff/tensor.hpp"

namespace pont::ad {

class Tape;
struct Primitive;

/// A host function applied to each row of a matrix, for coefficients that have no place on the tape (for example the
/// transition kernel of an SDE at a drawn time). It must be a pure function: replays on any thread give the same bits.
class RowFunction {
 public:
  virtual ~RowFunction() = default;
  virtual int inputs() const = 0;   ///< columns read
  virtual int outputs() const = 0;  ///< columns written
  virtual void operator()(const double* in, double* out) const = 0;
};

/// One recorded instruction. Inputs are positions on the same tape, always smaller than its own.
struct Node {
  const Primitive* op;
  std::vector<int> in;  ///< of a custom primitive: the last one is the value of its composition
  Attr attr;
  Shape shape;
  Dtype dtype;
  std::source_location where;  ///< the user's line
  int scope = 0;               ///< the module it was recorded in, see Tape::scope_name
  int composition = -1;        ///< where the composition of a custom primitive starts

  /// The inputs of the operation itself.
  std::span<const int> operands() const { return std::span(in).first(in.size() - (composition >= 0)); }
};

/// Names a value on a tape. Cheap to copy; valid as long as its tape.
struct Var {
  Tape* tape = nullptr;
  int id = -1;

  const Shape& shape() const;
  Dtype dtype() const;
  explicit operator bool() const { return tape != nullptr; }
  bool operator==(const Var&) const = default;  // the same value, not equal values: see equal(a, b)
};

/// What operations accept: a Var, or a number that takes the element type of its partner; and the line that wrote it.
struct Operand {
  Operand(Var v, std::source_location w = std::source_location::current()) : var(v), where(w) {}  // NOLINT
  Operand(double x, std::source_location w = std::source_location::current()) : number(x), where(w) {}  // NOLINT
  Var var;
  double number = 0;
  std::source_location where;
};

/// Recorded instructions in order. Not copyable: Vars point to it. Not shared between threads.
class Tape {
 public:
  Tape() = default;
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  /// A value supplied before each run; `name` appears in messages.
  Var input(Shape, Dtype, std::string name);
  /// A value known now.
  Var constant(Tensor);
  /// The same without a copy: large ones are read where they lie (see Backend::share), for as long as a program lives.
  Var constant(std::shared_ptr<const Tensor>);
  Var scalar(double value, Dtype);

  const Node& node(int id) const { return nodes_[id]; }
  int size() const { return static_cast<int>(nodes_.size()); }

  /// Appends an instruction: checks the inputs (one tape) and asks the primitive for shape and type. The base of every
  /// operation. Throws std::invalid_argument "op: what is wrong (at file:line)".
  Var record(const Primitive&, std::span<const Var> in, Attr, std::source_location);

  /// "net/hidden2" of the module an instruction was recorded in.
  const std::string& scope_name(int scope) const { return scopes_[scope]; }

  /// While it lives, instructions are recorded in the module `name`, nested in the enclosing one.
  class Scope {
   public:
    Scope(Tape&, const std::string& name);
    ~Scope() { tape_.scope_ = outer_; }
    Scope(const Scope&) = delete;

   private:
    Tape& tape_;
    int outer_;
  };

  /// While it lives, instructions take line and module of an existing one (the reverse sweep speaks of the user's line).
  class OnBehalfOf {
   public:
    OnBehalfOf(Tape&, int id);
    /// The line alone.
    OnBehalfOf(Tape&, const std::source_location&);
    ~OnBehalfOf();
    OnBehalfOf(const OnBehalfOf&) = delete;

   private:
    Tape& tape_;
    const std::source_location* outer_where_;
    int outer_scope_;
  };

 private:
  std::deque<Node> nodes_;  // references stay valid while it grows
  std::vector<std::string> scopes_{""};
  int scope_ = 0;
  const std::source_location* where_ = nullptr;
};

}  // namespace pont::ad
