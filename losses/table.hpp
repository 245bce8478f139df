// Looking up a row of a table by its name.
#pragma once
#include "sde/named_row.hpp"

namespace pont::losses {

using sde::row_named;

}  // namespace pont::losses
