// What is thrown where the host has not the memory that a program needs.
#pragma once
#include <cstddef>
#include <new>

namespace pont::ad {

/// Memory for a program was refused, before it ran: `bytes` in all, `between` of them for values between its instructions.
struct ProgramTooLarge final : std::bad_alloc {
  ProgramTooLarge(std::size_t bytes, std::size_t between) : bytes(bytes), between(between) {}
  const char* what() const noexcept override { return "a program needs more memory than there is"; }
  std::size_t bytes, between;
};

}  // namespace pont::ad
