// Where samplers get their normals: an injected source, so that tests can feed known noise.
#pragma once
#include <cstdint>

#include "autodiff/rng.hpp"
#include "sde/kernel.hpp"

namespace pont::sde {

class Noise {
 public:
  virtual ~Noise() = default;
  /// Fills z [B, columns] with standard normals that belong to (step, stage): the same pair, the same
  /// numbers.
  virtual void fill(std::int64_t step, std::int64_t stage, Batch& z) const = 0;
};

/// The noise of one step; stage numbers the draws within it.
class StepNoise final {
 public:
  StepNoise(const Noise& source, std::int64_t step) : source_(source), step_(step) {}
  void operator()(std::int64_t stage, Batch& z) const { source_.fill(step_, stage, z); }

 private:
  const Noise& source_;
  std::int64_t step_;
};

/// Row r gets element (row0 + r) of the stream key / step / stage: sample i depends neither on the chunk that
/// holds it nor on how many were asked for. All batches of one run must have the same number of columns.
class KeyedNoise final : public Noise {
 public:
  KeyedNoise(ad::Key key, std::int64_t row0) : key_(key), row0_(row0) {}
  void fill(std::int64_t step, std::int64_t stage, Batch& z) const override {
    ad::fill_normal(key_ / static_cast<std::uint64_t>(step) / static_cast<std::uint64_t>(stage), 0,
                    static_cast<std::uint64_t>(row0_ * z.cols()), z.size(), z.data());
  }

 private:
  ad::Key key_;
  std::int64_t row0_;
};

}  // namespace pont::sde
