// Which columns of a table are coordinates.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "experiments/data/point_files.hpp"

namespace pont::data {

/// What a table has: its columns by name where a header names them (else `names` is empty), `count` in all.
struct TableColumns final {
  std::size_t count;
  std::vector<std::string> names;
  std::string shown(std::size_t i) const;  ///< name of column i (from 0), else its number from 1
};

/// Whether the keys name a column otherwise than by its number.
bool chosen_by_name(const TableKeys& keys);

/// Columns (from 0) that are coordinates, in the order of keys.columns. Throws DataError: one that is not
/// there, or twice; nothing left; a column without a name in a header, unless it was chosen.
std::vector<std::size_t> coordinates(const TableKeys& keys, const TableColumns& columns,
                                     const std::string& name);

/// The column (from 0) that is the label, if there is one. Throws DataError for one that is not there.
std::optional<std::size_t> label_column(const TableKeys& keys, const TableColumns& columns,
                                        const std::string& name);

/// "columns: [u, v]", to leave out column `index` (from 0) of these.
std::string without(const TableColumns& columns, std::size_t index);

}  // namespace pont::data
