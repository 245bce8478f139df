// The program's operator new, whose failure knows the size that was asked for.
#include "experiments/cli/out_of_memory.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "autodiff/out_of_memory.hpp"
#include "experiments/run/memory.hpp"

namespace pont::cli {
namespace {

class Refused final : public std::bad_alloc {
 public:
  explicit Refused(std::size_t bytes) : size(bytes) {}
  const std::size_t size;
};

std::atomic<std::size_t> last_refused = 0;

void* or_throw(void* memory, std::size_t size) {
  if (memory) return memory;
  last_refused = size;
  throw Refused(size);
}

// Says what happened and ends the process without allocating.
[[noreturn]] void give_up() {
  if (last_refused == 0) std::abort();
  char message[200];
  const int length =
      std::snprintf(message, sizeof message,
                    "out of memory: %zu bytes were refused where it could not be mended; what was "
                    "published stands: free memory and resume the run\n",
                    last_refused.load());
  if (::write(STDERR_FILENO, message, static_cast<std::size_t>(length)) < 0) ::_exit(4);
  ::_exit(4);
}

}  // namespace

void end_in_order_without_memory() { std::set_terminate(give_up); }

namespace {

std::string what_was_refused(const std::bad_alloc& failure) {
  if (const auto* refused = dynamic_cast<const Refused*>(&failure))
    return fmt::format("{} bytes were", refused->size);
  if (const auto* program = dynamic_cast<const ad::ProgramTooLarge*>(&failure))
    return fmt::format("the {} bytes of a program, {} of them between its instructions, were", program->bytes,
                       program->between);
  return "an allocation was";
}

}  // namespace

std::string out_of_memory(const std::bad_alloc& failure) {
  return fmt::format(
      "out of memory: {} refused with {} of {} bytes in use; use a smaller train.batch, train.shard, "
      "sample.chunk or network, or free memory and resume the run",
      what_was_refused(failure), run::memory_in_use(), run::memory_limit());
}

}  // namespace pont::cli

using pont::cli::or_throw;  // the functions below are global by the rule of the language

void* operator new(std::size_t size) { return or_throw(std::malloc(size ? size : 1), size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto boundary = static_cast<std::size_t>(alignment),
             rounded = (size + boundary - 1) / boundary * boundary;
  return or_throw(rounded < size ? nullptr : std::aligned_alloc(boundary, rounded ? rounded : boundary),
                  size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
