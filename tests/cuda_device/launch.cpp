// Starting kernels: the limits of a launch, and the blocks of a grid in an order of our choice.
#include <cstring>

#include "tests/cuda_device/access.hpp"
#include "tests/cuda_device/block.hpp"
#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/stream.hpp"

namespace pont::emulated {
namespace {

constexpr std::size_t most_shared = 48 * 1024;
long launches = 0;

bool within_limits(dim3 grid, dim3 block) {
  const auto between = [](unsigned n, unsigned most) { return n >= 1 && n <= most; };
  return between(grid.x, 0x7FFFFFFF) && between(grid.y, 65535) && between(grid.z, 65535) &&
         between(block.x, 1024) && between(block.y, 1024) && between(block.z, 64) &&
         block.x * block.y * block.z <= 1024;
}

uint3 index_of(std::uint64_t block, dim3 grid) {
  const auto part = [](std::uint64_t n) { return static_cast<unsigned>(n); };
  return {part(block % grid.x), part(block / grid.x % grid.y), part(block / grid.x / grid.y)};
}

bool run_blocks(Running& r) {
  const std::uint64_t count = std::uint64_t{r.grid.x} * r.grid.y * r.grid.z;
  const Order order(static_cast<std::uint32_t>(count), chance());
  r.time.launch_first = next_interval();
  for (std::uint64_t i = 0; i < count; ++i) {
    r.time.block_first = r.time.interval = next_interval();
    r.block_index = index_of(order[static_cast<std::uint32_t>(i)], r.grid);
    if (!BlockRunner::get().run()) return false;
  }
  return true;
}

void run_kernel(Running r) {
  if (fails_now("kernel")) return lose_device(cudaErrorLaunchFailure);
  Memory::get().open();
  running = &r;
  const bool whole = run_blocks(r);
  running = nullptr;
  if (!whole) lose_device(cudaErrorIllegalAddress);
}

}  // namespace

std::uint32_t next_interval() {
  static std::uint32_t last = 0;
  return ++last;
}

void abandon_kernel() { BlockRunner::get().abandon(); }

void launch(dim3 grid, dim3 block, std::size_t shared_bytes, cudaStream_t stream,
            std::shared_ptr<const Kernel> kernel) {
  call("launch", [&] {
    if (!within_limits(grid, block)) return cudaErrorInvalidConfiguration;
    if (shared_bytes > most_shared) return cudaErrorInvalidValue;
    const Running r{kernel.get(), ++launches, grid, block, shared_bytes, {}, {}, {}, 0};
    return enqueue(stream, [kernel, r] { run_kernel(r); });
  });
}

uint3 thread_index() { return running->thread_index; }
uint3 block_index() { return running->block_index; }
dim3 block_size() { return running->block; }
dim3 grid_size() { return running->grid; }
unsigned lane() { return running->thread % 32; }
void barrier(Place place) {
  const Unchecked guard;
  BlockRunner::get().wait_at_barrier(place);
}
std::uint64_t exchange(unsigned mask, std::uint64_t value, unsigned source, Place place) {
  const Unchecked guard;
  return BlockRunner::get().exchange(mask, value, source, place);
}

std::uint64_t atomic_load(const void* word, std::size_t bytes) {
  const Unchecked guard;
  check_access(word, bytes, Use::atomic, __builtin_return_address(0));
  std::uint64_t bits = 0;
  std::memcpy(&bits, word, bytes);
  return bits;
}
void atomic_store(void* word, std::size_t bytes, std::uint64_t bits) { std::memcpy(word, &bits, bytes); }

}  // namespace pont::emulated
