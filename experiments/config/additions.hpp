// Additions: rows that another program adds to a list of alternatives, before the list is first read.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "experiments/config/choice.hpp"

namespace pont::config {

/// What waits for the one list of an Interface that is open to other programs. The list takes it when it is
/// made, behind its own rows, and never changes after that. Not for several threads.
template <class Interface>
class Additions final {
 public:
  /// Throws std::logic_error when the list has been made already.
  static void add(Row<Interface> row) {
    if (state().closed)
      throw std::logic_error("registry: '" + row.name +
                             "' comes too late; expected all rows before the list is first read");
    state().rows.push_back(std::move(row));
  }

  /// The list: `own` rows, then those added, in their order. Throws std::logic_error when two share a name.
  static Registry<Interface> behind(std::vector<Row<Interface>> own) {
    state().closed = true;
    own.insert(own.end(), state().rows.begin(), state().rows.end());
    return Registry<Interface>(std::move(own));
  }

 private:
  struct State final {
    std::vector<Row<Interface>> rows;
    bool closed = false;
  };
  static State& state() {
    static State only;
    return only;
  }
};

}  // namespace pont::config
