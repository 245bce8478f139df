// What memory holds that nobody has written: a NaN as float and double, a large number as integer.
#pragma once
#include <cstddef>

namespace pont::emulated {

/// The pattern has a period of 4 bytes and is a function of the address, so any part of it can be laid again.
void poison(std::byte* from, std::size_t bytes);
/// Null if the pattern is intact.
const std::byte* first_not_poisoned(const std::byte* from, const std::byte* to);

}  // namespace pont::emulated
