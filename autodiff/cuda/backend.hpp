// The CUDA backend: declarations shared by its files.
#pragma once
#include <mutex>

#include "autodiff/cuda/cuda.hpp"
#include "autodiff/cuda/graph.hpp"
#include "autodiff/cuda/staging.hpp"

namespace pont::ad::cuda {

/// Bytes of a product's result, rounded up so that what stands behind it in scratch memory is aligned.
std::size_t product_bytes(const Gemm&);
/// Bytes of scratch memory that a product needs itself.
std::size_t product_scratch(const Gemm&);

/// Everything is enqueued on one stream, whoever calls, so that what a program writes is there when another
/// one reads it. The host waits for the stream in download() and wait() only, and learns there what went
/// wrong.
class Cuda final : public Backend {
 public:
  explicit Cuda(Precision);
  ~Cuda() override;

  const char* name() const override { return "cuda"; }
  std::string description() const override { return description_; }
  int most_workers() const override { return 2; }  // one at work on the host while the other's is done here
  std::byte* allocate(std::size_t bytes) override;
  void clear(std::span<std::byte>) override;
  void release(std::byte*) noexcept override;
  void upload(std::byte* device, std::span<const std::byte> host) override;
  void download(std::span<std::byte> host, const std::byte* device) override;
  std::span<std::byte> on_host(std::span<std::byte>) const override;
  void replay(Sequence&, std::span<std::byte* const> bases, std::unique_ptr<Replays>&) override;
  void wait() override;
  double seconds(Sequence&) override;

  std::size_t scratch_bytes(const Verb&) const override;
  void run(const Gemm&, Pointers) override;
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

 private:
  void download_piece(std::span<std::byte> host, const std::byte* device);
  Graph capture(Sequence&, std::span<std::byte* const> bases);
  void raise(const Fault&);  ///< what host functions threw, or an index that names no row
  void check(const char* op, i64 count, i64 rows, const i64* index);

  // One thread at a time enqueues; the thread that captures a program issues its instructions.
  std::recursive_mutex mutex_;
  std::string description_;
  Device workspace_, fault_;
  HostFailure host_failure_;
  Owned<cudaStream_t> stream_;
  Owned<cublasHandle_t> blas_;
  Uploads uploads_;
  Downloads downloads_;
  RowsCalls* calls_ = nullptr;  ///< of the graph that is being captured
  RowsCalls late_;              ///< host functions of which it is not known whether they ran
};

}  // namespace pont::ad::cuda
