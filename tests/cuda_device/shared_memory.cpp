// Finding the thread-local variables, and what is known of each word of them.
#include "tests/cuda_device/shared_memory.hpp"

#include <fmt/format.h>
#include <link.h>

#include "tests/cuda_device/include/emulated/device_code.h"

namespace pont::ad {
constexpr std::size_t dynamic_bytes = 48 * 1024;
alignas(16) thread_local unsigned char dynamic_shared[dynamic_bytes];
}  // namespace pont::ad

namespace pont::emulated {
namespace {

std::size_t offset_in_dynamic(const void* p) {
  return static_cast<std::size_t>(static_cast<const unsigned char*>(p) - ad::dynamic_shared);
}

}  // namespace

SharedMemory& SharedMemory::get() {
  static thread_local SharedMemory object;
  return object;
}

SharedMemory::SharedMemory() {
  const auto find = [](dl_phdr_info* module, std::size_t, void* self) {
    auto& memory = *static_cast<SharedMemory*>(self);
    for (int i = 0; i < module->dlpi_phnum; ++i)
      if (module->dlpi_phdr[i].p_type == PT_TLS) {
        memory.base_ = static_cast<const std::byte*>(module->dlpi_tls_data);
        memory.words_.resize(module->dlpi_phdr[i].p_memsz / 4 + 1);
      }
    return 1;  // the first module is the program itself
  };
  ::dl_iterate_phdr(find, this);
}

bool SharedMemory::beyond_launch(const void* p, std::size_t bytes) const {
  const std::size_t at = offset_in_dynamic(p);
  return at < ad::dynamic_bytes && at + bytes > running->shared_bytes;
}

bool SharedMemory::was_written(const void* p, std::size_t bytes, std::uint32_t since) {
  for (std::size_t i = 0; i < bytes; i += 4)
    if (word(static_cast<const std::byte*>(p) + i)->write_interval < since) return false;
  return true;
}

std::string SharedMemory::place(const void* p) const {
  const std::size_t at = offset_in_dynamic(p);
  return at < ad::dynamic_bytes ? fmt::format("byte {} of dynamic shared memory", at)
                                : fmt::format("shared memory at {}", p);
}

}  // namespace pont::emulated
