// Looking up a row of a table by its name.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace pont::sde {

/// The row of that name. Throws std::invalid_argument: what was asked for, and the names there are.
template <class Row>
const Row& row_named(const std::string& what, const std::vector<Row>& table, const std::string& name) {
  std::string names;
  for (const Row& row : table) {
    if (row.name == name) return row;
    names += (names.empty() ? "" : ", ") + row.name;
  }
  throw std::invalid_argument("no " + what + " is called '" + name + "'; there are: " + names);
}

}  // namespace pont::sde
