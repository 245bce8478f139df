// How far two runs agree, data set by data set: to the bit, within a tolerance, within their statistical
// errors.
#pragma once
#include <string>
#include <vector>

#include "experiments/store/hdf5.hpp"

namespace pont::store {

/// The tiers, best first. Of a data set that reaches none: `differs`.
///   bits         the same type, shape and bytes
///   tolerance    no element is further off than 1e-3 of the largest magnitude in the data set:
///                other processors and libraries round otherwise, and a training amplifies that
///   statistical  what has a PATH_error lies within 5 joint standard errors;
///                points [n, d] have column means within 5
///
/// The last two say that a result was repeated; only the first says that a computation was.
enum class Tier { bits, tolerance, statistical, differs };

std::string name_of(Tier tier);

struct DataSetAgreement final {
  std::string path;
  Tier tier;
};

/// One entry per data set of `stored`, in order of path; what describes the machine, the program and the
/// clock is left out. A data set that `again` lacks differs.
std::vector<DataSetAgreement> agreements(const H5Reader& stored, const H5Reader& again);

}  // namespace pont::store
