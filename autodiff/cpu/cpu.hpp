// The CPU backend: declarations shared by its files.
#pragma once
#include "autodiff/backend.hpp"
#include "autodiff/cpu/products.hpp"

namespace pont::ad {

/// Bytes of one scratch tile of a chain: 512 floats or 256 doubles, so that a chain's tiles stay in the L1
/// cache.
inline constexpr std::size_t tile_bytes = 2048;

class Cpu final : public Backend {
 public:
  /// Everything runs on the calling thread, but for long chains if there is a team.
  explicit Cpu(Workers* team = nullptr, const Products& products = own_products()) : team_(team), products_(products) {}

  const char* name() const override { return "cpu"; }
  std::string description() const override;
  std::unique_ptr<Backend> team(Workers&) override;
  std::byte* allocate(std::size_t bytes) override;
  void clear(std::span<std::byte>) override;
  void release(std::byte*) noexcept override;
  std::shared_ptr<std::byte> share(std::shared_ptr<const Tensor>) override;
  void upload(std::byte* device, std::span<const std::byte> host) override;
  void download(std::span<std::byte> host, const std::byte* device) override;

  std::size_t scratch_bytes(const Verb&) const override;
  i64 packed_elements(const Gemm&) const override;
  bool has_kernel(const Primitive&) const override { return true; }

  void run(const Gemm&, Pointers) override;
  void run(const Pack&, Pointers) override;
  void run(const Chain&, Pointers) override;
  void run(const GemmChain&, Pointers) override;
  void run(const Copy&, Pointers) override;
  void run(const Fill&, Pointers) override;
  void run(const Reduce&, Pointers) override;
  void run(const CumulativeSum&, Pointers) override;
  void run(const Gather&, Pointers) override;
  void run(const ScatterAdd&, Pointers) override;
  void run(const Draw&, Pointers) override;
  void run(const Convert&, Pointers) override;
  void run(const MapRows&, Pointers) override;
  void run(const Custom&, Pointers) override;

 private:
  int parts(const Chain&) const;

  Workers* team_;
  const Products& products_;
};

}  // namespace pont::ad
