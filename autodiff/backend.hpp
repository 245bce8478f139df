// What a device must be able to do. Backends know memory and verbs, never gradients.
#pragma once
#include <cstddef>
#include <memory>
#include <span>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// Operand addresses of one instruction, outputs first, in the order listed at the verb; then scratch memory.
using Pointers = std::span<std::byte* const>;

class Workers;

class Backend {
 public:
  virtual ~Backend() = default;
  virtual const char* name() const = 0;

  /// 64-byte aligned, zeroed memory; throws std::bad_alloc. `bytes` may be 0.
  virtual std::byte* allocate(std::size_t bytes) = 0;
  virtual void release(std::byte*) noexcept = 0;
  virtual void upload(std::byte* device, std::span<const std::byte> host) = 0;
  virtual void download(std::span<std::byte> host, const std::byte* device) = 0;

  /// Bytes of scratch memory (64-byte aligned, arbitrary contents) that run needs behind the operands.
  virtual std::size_t scratch_bytes(const Verb&) const = 0;

  virtual void run(const Gemm&, Pointers) = 0;
  virtual void run(const Chain&, Pointers) = 0;
  virtual void run(const GemmChain&, Pointers) = 0;
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

/// The CPU: our own loops on the calling thread. One object, usable from any thread.
Backend& cpu();

/// The CPU with a team: long elementwise chains are cut among the workers, with the same bits. Programs compiled for it run
/// on the thread that owns the workers, never within one of their tasks; the workers must outlive them.
std::unique_ptr<Backend> cpu_team(Workers&);

}  // namespace pont::ad
