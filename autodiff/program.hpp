// Programs: the part of a tape that computes given outputs, compiled once and replayed without allocation or
// lock.
#pragma once
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "autodiff/backend.hpp"
#include "autodiff/memory_plan.hpp"
#include "autodiff/tape.hpp"

namespace pont::ad {

/// A run met a NaN or an infinity while it was checked; what() names operation, module, line and element.
struct NonFinite : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What is known of one instruction of a program.
struct InstructionFacts {
  std::string_view kind;  ///< see kind_of
  std::string module;     ///< in which it was recorded, or empty
  double flops;           ///< of its products
  double bytes;           ///< of its operands, each counted once
};

struct Compiled;
struct Update;

class Program {
 public:
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  /// The same program with memory of its own, for another thread; constants are shared. Inputs start at zero.
  Program replica() const;

  /// Copies a value to an input. Inputs that the outputs do not depend on are ignored.
  /// Throws std::invalid_argument, with both, if shape or type differ or the Var is no input of the tape.
  void set(Var input, const Tensor& value);
  /// The same from elements in row-major order, without allocation.
  template <class T>
  void set(Var input, std::span<const T> values) {
    put(input, dtype_of<T>(), std::as_bytes(values));
  }
  /// Uses the caller's memory for an input, a state or an output from now on: memory of the program's
  /// backend, which must outlive the program's runs; the program's own is released. Throws
  /// std::invalid_argument if the size differs.
  void bind(Var port, std::span<std::byte> memory);
  template <class T>
  void bind(Var port, std::span<T> memory) {
    bind(port, std::as_writable_bytes(memory));
  }

  /// Copies an output (or an input's, or a state's current value) to the host.
  Tensor get(Var port) const;
  /// The same to elements in row-major order, without allocation.
  template <class T>
  void get(Var port, std::span<T> values) const {
    take(port, dtype_of<T>(), std::as_writable_bytes(values));
  }
  /// The memory of an input, a state or an output, on the program's backend; valid until it is bound
  /// elsewhere.
  std::span<std::byte> memory(Var port) const;
  /// The same for the host to read and write (CPU only: throws std::logic_error elsewhere).
  template <class T>
  std::span<T> view(Var port) {
    const auto bytes = backend_->on_host(memory(port, dtype_of<T>()));
    return {reinterpret_cast<T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  /// Tells that memory bound to a fixed input (see compile) has other contents than in the run before.
  void refresh();
  /// Prepares the fixed inputs now, on all workers, where the next run would do it. Not within one of their
  /// tasks.
  void prepare(Workers&);
  /// Reads from now on what another replica prepares; its fixed inputs are bound to the same memory, and it
  /// lives longer. Before the two run at a time, prepare() is called.
  void share_preparation(Program& replica);

  /// Replays all instructions. No allocation, no lock, no walk over a graph. A device may still be at work
  /// when this returns; reading a result waits for it.
  void run();
  /// The same, looking at every result; throws NonFinite at the first instruction that yields a NaN or an
  /// infinity from finite operands.
  void run_checked();

  /// The same, adding the time of each instruction to its entry (seconds, one per instruction of the plan).
  void run_timed(std::span<double> seconds);

  const MemoryPlan& plan() const;
  /// Bytes of the arena (values between instructions and scratch tiles).
  std::size_t arena_bytes() const { return plan().arena_bytes; }
  /// Bytes it owns: arena, constants (those of the first replica count once; tables, which are shared with others, do not),
  /// and what is not bound to memory of the caller.
  std::size_t owned_bytes() const;
  /// One entry per instruction of the plan.
  std::vector<InstructionFacts> facts() const;
  /// One line per instruction: verb, sizes, module, line.
  std::string listing() const;

 private:
  struct Memory;
  friend Program compile(std::span<const Var>, std::span<const Update>, Backend&, std::span<const Var>);
  Program(std::shared_ptr<const Compiled>, Backend&);
  Program(std::shared_ptr<const Compiled>, Backend&, std::unique_ptr<Memory>);
  std::span<std::byte> memory(Var port, Dtype) const;
  void put(Var input, Dtype, std::span<const std::byte> values);
  void take(Var port, Dtype, std::span<std::byte> values) const;
  void place_tables();
  std::size_t place_constants(std::size_t bytes);  ///< bytes allocated: none where a replica has them already
  void allocate(const MemoryPlan&);
  int port_of(Var) const;
  void rebase();
  void changed(int base);
  void prepare();
  void execute(std::size_t instruction);

  std::shared_ptr<const Compiled> compiled_;
  Backend* backend_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace pont::ad
