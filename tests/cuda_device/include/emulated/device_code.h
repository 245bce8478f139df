// What kernels are written with: qualifiers, indices, barriers, shuffles and atomics of integers.
#pragma once
#include <bit>
#include <cstdint>
#include <source_location>
#include <type_traits>

#include "tests/cuda_device/include/emulated/types.h"

#define __global__
#define __device__
#define __host__
#define __shared__ thread_local  // static within a function; a block runs on one thread of the host
#define __constant__ static const
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(...)

namespace pont::ad {
extern __shared__ unsigned char dynamic_shared[];  ///< as long as the launch says
}

namespace pont::emulated {

using Place = std::source_location;

uint3 thread_index();
uint3 block_index();
dim3 block_size();
dim3 grid_size();
void barrier(Place);
/// The calling lane's `value` is posted; what lane `source` posted comes back.
std::uint64_t exchange(unsigned mask, std::uint64_t value, unsigned source, Place);
unsigned lane();
/// The word as an atomic operation finds it, and what the operation leaves. `bytes` is 4 or 8.
std::uint64_t atomic_load(const void* word, std::size_t bytes);
void atomic_store(void* word, std::size_t bytes, std::uint64_t);

template <class T>
std::uint64_t bits_of(T value) {
  static_assert(std::is_arithmetic_v<T> && (sizeof(T) == 4 || sizeof(T) == 8));
  if constexpr (sizeof(T) == 8)
    return std::bit_cast<std::uint64_t>(value);
  else
    return std::bit_cast<std::uint32_t>(value);
}
template <class T>
T value_of(std::uint64_t bits) {
  if constexpr (sizeof(T) == 8)
    return std::bit_cast<T>(bits);
  else
    return std::bit_cast<T>(static_cast<std::uint32_t>(bits));
}

template <class T>
T shuffle(unsigned mask, T value, unsigned source, Place place) {
  return value_of<T>(exchange(mask, bits_of(value), source, place));
}

template <class T, class Next>
T atomically(T* word, Next next) {
  static_assert(std::is_integral_v<T>,
                "atomics of integers only: sums of floating-point numbers need one order");
  const T old = value_of<T>(atomic_load(word, sizeof(T)));
  atomic_store(word, sizeof(T), bits_of(next(old)));
  return old;
}

}  // namespace pont::emulated

#define threadIdx (::pont::emulated::thread_index())
#define blockIdx (::pont::emulated::block_index())
#define blockDim (::pont::emulated::block_size())
#define gridDim (::pont::emulated::grid_size())
inline constexpr int warpSize = 32;

inline void __syncthreads(pont::emulated::Place place = pont::emulated::Place::current()) {
  pont::emulated::barrier(place);
}

// A source outside of the caller's segment of `width` lanes is the caller itself, as on the hardware.
template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize,
                   pont::emulated::Place place = pont::emulated::Place::current()) {
  const unsigned lane = pont::emulated::lane(), segment = static_cast<unsigned>(width);
  return pont::emulated::shuffle(mask, value, lane % segment + delta < segment ? lane + delta : lane, place);
}
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int other, int width = warpSize,
                  pont::emulated::Place place = pont::emulated::Place::current()) {
  const unsigned lane = pont::emulated::lane(), segment = static_cast<unsigned>(width);
  const unsigned source = lane ^ static_cast<unsigned>(other);
  return pont::emulated::shuffle(mask, value, source / segment <= lane / segment ? source : lane, place);
}

template <class T>
T atomicAdd(T* word, std::type_identity_t<T> value) {
  return pont::emulated::atomically(word, [&](T old) { return static_cast<T>(old + value); });
}
template <class T>
T atomicMax(T* word, std::type_identity_t<T> value) {
  return pont::emulated::atomically(word, [&](T old) { return old < value ? value : old; });
}
template <class T>
T atomicCAS(T* word, std::type_identity_t<T> expected, std::type_identity_t<T> value) {
  return pont::emulated::atomically(word, [&](T old) { return old == expected ? value : old; });
}
