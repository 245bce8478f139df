// What a device must be able to do. Backends know memory and verbs, never gradients.
#pragma once
#include <cstddef>
#include <span>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// Bytes of one scratch tile of a chain: 512 floats or 256 doubles, so that a chain's tiles stay in the L1 cache.
inline constexpr std::size_t tile_bytes = 2048;

/// Operand addresses of one instruction, outputs first, in the order listed at the verb.
using Pointers = std::span<std::byte* const>;

class Backend {
 public:
  virtual ~Backend() = default;
  virtual const char* name() const = 0;

  /// 64-byte aligned, zeroed memory; throws std::bad_alloc. `bytes` may be 0.
  virtual std::byte* allocate(std::size_t bytes) = 0;
  virtual void release(std::byte*) noexcept = 0;
  virtual void upload(std::byte* device, std::span<const std::byte> host) = 0;
  virtual void download(std::span<std::byte> host, const std::byte* device) = 0;

  virtual void run(const Gemm&, Pointers) = 0;
  /// The last pointer is the scratch region: Chain::scratch tiles of tile_bytes.
  virtual void run(const Chain&, Pointers) = 0;
  virtual void run(const Copy&, Pointers) = 0;
  virtual void run(const Fill&, Pointers) = 0;
  virtual void run(const Reduce&, Pointers) = 0;
  virtual void run(const CumulativeSum&, Pointers) = 0;
  virtual void run(const Gather&, Pointers) = 0;
  virtual void run(const ScatterAdd&, Pointers) = 0;
  virtual void run(const Draw&, Pointers) = 0;
  virtual void run(const Convert&, Pointers) = 0;
  virtual void run(const MapRows&, Pointers) = 0;
};

/// The CPU: OpenBLAS with one thread for Gemm, our own loops for the rest. One object, usable from any thread.
Backend& cpu();

}  // namespace pont::ad
