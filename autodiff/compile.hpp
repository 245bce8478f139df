// Compilation: from a tape and its outputs to a program.
#pragma once
#include <initializer_list>
#include <span>

#include "autodiff/program.hpp"

namespace pont::ad {

/// After a run, the memory of the input `state` holds the value `next` (same shape and type).
struct Update {
  Var state, next;
};

/// Compiles the tape of `outputs` (and updates): dead code and repeated work dropped, elementwise chains
/// fused, memory planned. The tape may be destroyed afterwards; its Vars still name the program's inputs and
/// outputs. `fixed` names inputs that keep their values over many runs, weights for example: the backend
/// prepares them for its products once. What is set or bound reaches the next run in any case; see refresh()
/// for memory that changes without the program's knowledge. Throws std::invalid_argument if a fixed value is
/// no input, or is the state of an update.
Program compile(std::span<const Var> outputs, std::span<const Update> updates = {}, Backend& = cpu(),
                std::span<const Var> fixed = {});
inline Program compile(std::initializer_list<Var> outputs, Backend& backend) {
  return compile(std::span(outputs.begin(), outputs.size()), {}, backend);
}
inline Program compile(std::initializer_list<Var> outputs, std::initializer_list<Update> updates = {},
                       Backend& backend = cpu(), std::initializer_list<Var> fixed = {}) {
  return compile(std::span(outputs.begin(), outputs.size()), std::span(updates.begin(), updates.size()),
                 backend, std::span(fixed.begin(), fixed.size()));
}

/// Compiles and runs once, for tests and debugging; inputs are zero.
Tensor eval(Var);

}  // namespace pont::ad
