// Stacks that take turns on one thread of the host.
#pragma once
#include <cstddef>
#include <vector>

namespace pont::emulated {

/// Where a stack stopped.
struct Context {
  void* stack_pointer = nullptr;
  void* fake_stack = nullptr;  ///< of the address sanitizer
  const std::byte* bottom = nullptr;
  std::size_t size = 0;
};

/// Saves where the caller is in `from`, which must be the running one, and goes on in `to`.
void switch_to(Context& from, Context& to);

/// A stack of its own; it begins in `body`, which never returns.
class Fibre final {
 public:
  static constexpr std::size_t stack_bytes = 256 * 1024;
  Fibre();
  ~Fibre();
  Fibre(const Fibre&) = delete;
  Fibre& operator=(const Fibre&) = delete;

  /// Makes the fibre begin anew in `body` when it is next switched to from `caller`.
  void prepare(void (*body)(), Context& caller);
  bool holds(const void* p) const {
    return static_cast<std::size_t>(static_cast<const std::byte*>(p) - context.bottom) < stack_bytes;
  }
  Context context;

 private:
  std::byte* memory_;
  std::size_t colour_;
};

}  // namespace pont::emulated
