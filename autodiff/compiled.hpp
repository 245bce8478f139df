// What all replicas of a program share, and what each has for itself; internal to the files that implement it.
#pragma once
#include <unordered_map>

#include "autodiff/program.hpp"

namespace pont::ad {

/// The plan, and what is needed to talk about it after the tape is gone.
struct Compiled {
  struct Value {
    Shape shape;
    Dtype dtype;
  };
  struct Origin {
    std::string op, module, place;  // place: module, file and line
  };
  MemoryPlan plan;
  std::vector<Value> values;                   // by graph position
  std::unordered_map<int, int> ports;          // tape position -> base number
  std::unordered_map<int, Value> dead_inputs;  // inputs that no output depends on
  std::vector<Origin> origins;                 // by instruction
  std::vector<std::pair<std::size_t, std::shared_ptr<const Tensor>>> constants;  // small ones, by offset
  std::vector<std::shared_ptr<const Tensor>> tables;                            // in the order of the plan
};

/// Memory of one replica, and the operand pointers of all instructions in one array.
struct Program::Memory {
  std::vector<OwnedMemory> owned;  // arena, none for constants, results of the preparation, none for tables, ports
  std::shared_ptr<OwnedMemory> constants;  // of all replicas, which only read them
  std::vector<std::shared_ptr<std::byte>> tables;  // the same
  bool is_first = true;                    // of the replicas: it counts the constants
  std::vector<std::byte*> bases;   // the same, or what was bound instead
  std::vector<std::byte*> pointers;
  std::vector<std::size_t> first;  // of each instruction in `pointers`
  std::unique_ptr<Backend::Replays> replays;
  bool prepared = false;       // from the fixed inputs as they are
  Memory* preparation = this;  // the replica's whose preparation is read
};

}  // namespace pont::ad
