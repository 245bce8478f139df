// Prints the configurations of the fault tests that must be refused, each after its length in bytes and a
// newline.
#include <cstdio>

#include "tests/faults/inputs.hpp"

int main() {
  for (const auto* rows : {&pont::faults::bad_values()})
    for (const pont::faults::BadInput& row : *rows) {
      std::printf("%zu\n", row.given.size());
      std::fwrite(row.given.data(), 1, row.given.size(), stdout);
    }
}
