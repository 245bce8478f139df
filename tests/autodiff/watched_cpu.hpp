// The CPU seen from outside: a backend that counts the verbs it passes on.
#pragma once
#include <array>
#include <atomic>

#include "autodiff/backend.hpp"

namespace pont::ad {

/// Has the CPU's memory, and a count for each verb.
class CpuMemory : public Backend {
 public:
  const char* name() const override { return "watched cpu"; }
  std::byte* allocate(std::size_t bytes) override { return cpu().allocate(bytes); }
  void clear(std::span<std::byte> memory) override { cpu().clear(memory); }
  void release(std::byte* memory) noexcept override { cpu().release(memory); }
  void upload(std::byte* to, std::span<const std::byte> from) override { cpu().upload(to, from); }
  void download(std::span<std::byte> to, const std::byte* from) override { cpu().download(to, from); }
  std::size_t scratch_bytes(const Verb& verb) const override { return cpu().scratch_bytes(verb); }

  /// How often verbs of this kind ran.
  template <class V>
  int runs() const {
    return runs_[Verb(V{}).index()];
  }

 protected:
  std::array<std::atomic<int>, std::variant_size_v<Verb>> runs_{};
};

template <class... Verbs>
class PassingOn : public CpuMemory {};
template <class V, class... Rest>
class PassingOn<V, Rest...> : public PassingOn<Rest...> {
 public:
  using PassingOn<Rest...>::run;
  void run(const V& verb, Pointers p) override {
    ++this->runs_[std::variant_size_v<Verb> - 1 - sizeof...(Rest)];
    cpu().run(verb, p);
  }
};
template <class>
struct PassesOn;
template <class... V>
struct PassesOn<std::variant<V...>> {
  using Type = PassingOn<V...>;
};

/// Packs what the CPU packs.
class PackingCpu final : public PassesOn<Verb>::Type {
 public:
  i64 packed_elements(const Gemm& g) const override { return cpu().packed_elements(g); }
};

/// Has the CPU's kernels of custom primitives.
class KernelCpu final : public PassesOn<Verb>::Type {
 public:
  bool has_kernel(const Primitive&) const override { return true; }
};

/// Has no kernel at all: computes every custom primitive by its composition.
class ComposingCpu final : public PassesOn<Verb>::Type {
 public:
  bool has_kernel(const Primitive&) const override { return false; }
};

/// Packs nothing in advance.
class PlainCpu final : public PassesOn<Verb>::Type {};

}  // namespace pont::ad
