// Where every value of a program lives: one arena from lifetimes, in-place updates, ports for inputs and
// outputs.
#pragma once
#include "autodiff/backend.hpp"
#include "autodiff/lowering.hpp"

namespace pont::ad {

/// Memory that the caller sees: an input, an output, or a state (an input that a run replaces by a new
/// value).
struct Port {
  int value;  ///< of the graph
  std::size_t bytes;
};

/// A computed value in the arena, alive from the instruction that writes it to the last one that reads it.
struct Block {
  int value;
  std::size_t offset, bytes;
  int first, last;
  int shares = -1;  ///< value whose memory it takes over in place, or -1
};

struct MemoryPlan {
  static constexpr int arena = 0, constants = 1, prepared = 2, first_table = 3;  ///< base numbers of Address
  static constexpr std::size_t table_bytes = 1 << 16;  ///< constants from this size on are tables
  std::vector<Instruction> instructions;                                        ///< with addresses
  std::size_t preparation = 0;  ///< how many of them, the first ones, run only after fixed inputs changed
  int first_port = first_table;  ///< base number: behind the tables
  std::vector<Port> ports;
  std::vector<int> output_port;  ///< of each root
  std::vector<Block> blocks;
  std::vector<int> tables;  ///< values: constants that programs read where they lie
  std::vector<std::pair<int, std::size_t>> constant_offsets;  ///< of the others: value, offset
  std::size_t arena_bytes = 0, constant_bytes = 0, prepared_bytes = 0;

  /// Of everything a replica owns: arena, constants without tables, results of the preparation, ports.
  std::size_t bytes() const {
    std::size_t sum = arena_bytes + constant_bytes + prepared_bytes;
    for (const Port& p : ports) sum += p.bytes;
    return sum;
  }
};

/// Plans the program that computes the roots of `graph`. Root r is written to a port of its own, or, where
/// state_of_root[r] >= 0, back to the memory of that input value when the program ends (earlier, in place,
/// where nobody reads the old value any more).
MemoryPlan plan_memory(const Graph&, Lowering&&, std::span<const int> state_of_root, const Backend&);

}  // namespace pont::ad
