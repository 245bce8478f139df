// HDF5 files that lead out of themselves. Made with HDF5's own calls: Pont's writer cannot make them.
#pragma once
#include <string>

namespace pont::faults {

/// "points" is an external link to a data set of /etc/passwd.h5, a soft link within the file, or a data set
/// whose values stand in /etc/passwd.
std::string with_external_link();
std::string with_soft_link();
std::string with_external_values();

}  // namespace pont::faults
