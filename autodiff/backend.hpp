// What a device must be able to do. Backends know memory and verbs, never gradients.
#pragma once
#include <cstddef>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>

#include "autodiff/instruction.hpp"
#include "autodiff/tensor.hpp"

namespace pont::ad {

/// Operand addresses of one instruction, outputs first, in the order listed at the verb; then scratch memory.
using Pointers = std::span<std::byte* const>;
template <class T>
T* as(std::byte* p) {
  return reinterpret_cast<T*>(p);
}

class Workers;

/// A device refused or failed; what() names the call, the instruction where one is known, and the remedy.
struct DeviceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// A device has not the memory that was asked for.
struct OutOfDeviceMemory final : DeviceError {
  OutOfDeviceMemory(const std::string& what, std::size_t needed, std::size_t available)
      : DeviceError(what), bytes(needed), free(available) {}
  std::size_t bytes, free;  ///< asked for, and free at that time
};

/// Calls of run() in a fixed order: the instructions of a program.
class Sequence {
 public:
  virtual ~Sequence() = default;
  virtual void issue() = 0;
};

/// Work may be done later than its call returns: in the order of the calls, and before download() returns.
class Backend {
 public:
  /// What a backend keeps of a sequence that is replayed.
  class Replays {
   public:
    virtual ~Replays() = default;
  };

  virtual ~Backend() = default;
  virtual const char* name() const = 0;
  /// What the bits of its results depend on besides the program: "cpu", or the device and its library.
  virtual std::string description() const { return name(); }

  /// The same device for programs that run alone: long work is cut among the workers, with the same bits.
  /// Null where nothing is to be gained. Its programs run on the thread that owns the workers, never within
  /// one of their tasks.
  virtual std::unique_ptr<Backend> team(Workers&) { return nullptr; }
  /// Threads beyond this number that issue programs gain nothing, and each has memory for its own.
  virtual int most_workers() const { return std::numeric_limits<int>::max(); }

  /// 64-byte aligned memory, arbitrary contents. Throws std::bad_alloc or OutOfDeviceMemory.
  virtual std::byte* allocate(std::size_t bytes) = 0;
  virtual void clear(std::span<std::byte> memory) = 0;  ///< to zeros
  virtual void release(std::byte*) noexcept = 0;
  /// The elements of a tensor for programs to read, as long as the result lives: the tensor's own memory, or one copy on
  /// the device for all that ask while one of them lives.
  virtual std::shared_ptr<std::byte> share(std::shared_ptr<const Tensor>);
  virtual void upload(std::byte* device, std::span<const std::byte> host) = 0;
  virtual void download(std::span<std::byte> host, const std::byte* device) = 0;

  /// The same memory for the host to read and write; throws std::logic_error if it is not the host's.
  virtual std::span<std::byte> on_host(std::span<std::byte> memory) const { return memory; }

  /// Issues `sequence`, whose operands lie at fixed offsets from `bases`, or does again what it did then.
  /// `kept`: null before the first replay of this sequence, and for no other one.
  virtual void replay(Sequence& sequence, std::span<std::byte* const> bases, std::unique_ptr<Replays>& kept);
  /// Returns when all is done that was issued; throws what went wrong in it.
  virtual void wait() {}
  /// Seconds from the first to the last instruction that `work` issues, by the clock of the device.
  virtual double seconds(Sequence& work);

  /// Bytes of scratch memory (64-byte aligned, arbitrary contents) that run needs behind the operands.
  virtual std::size_t scratch_bytes(const Verb&) const = 0;
  /// Elements that Pack makes of the right factor of this product, for products that read the same factor
  /// many times; 0 where it is read as it lies.
  virtual i64 packed_elements(const Gemm&) const { return 0; }

  /// Whether it computes this custom primitive itself; it gets the composition of the others. Formulas it has.
  virtual bool has_kernel(const Primitive&) const;

  virtual void run(const Gemm&, Pointers) = 0;
  /// Throws std::logic_error on a backend that reads every factor as it lies.
  virtual void run(const Pack&, Pointers);
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
  /// Throws std::logic_error on a backend without kernels of custom primitives.
  virtual void run(const Custom&, Pointers);

 private:
  std::mutex shared_mutex_;
  std::map<const Tensor*, std::weak_ptr<std::byte>> shared_;  ///< tensors that this device has a copy of
};

struct ReleaseMemory {
  Backend* backend;
  void operator()(std::byte* p) const noexcept { backend->release(p); }
};
using OwnedMemory = std::unique_ptr<std::byte, ReleaseMemory>;

/// Memory of a backend, zeros at first.
class DeviceMemory final {
 public:
  DeviceMemory(Backend& backend, std::size_t bytes)
      : size_(bytes), memory_(backend.allocate(bytes), {&backend}) {
    backend.clear(this->bytes());
  }

  std::span<std::byte> bytes() const { return {memory_.get(), size_}; }
  /// Copies as many bytes as the object has from the host.
  void upload(std::span<const std::byte> host) { memory_.get_deleter().backend->upload(memory_.get(), host); }

 private:
  std::size_t size_;
  OwnedMemory memory_;
};

/// The CPU: our own loops on the calling thread. One object, usable from any thread.
Backend& cpu();

}  // namespace pont::ad
