// Noise that is left in samples and likelihoods: the law at a small time against the data.
#pragma once
#include <string>
#include <vector>

#include "experiments/kinds/score/model.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::run {
class RunRecord;
}

namespace pont::kinds::score {

/// Noise variance over the smallest variance of a coordinate from which a run warns: a deviation 1 % wrong.
inline constexpr double visible_blur = 0.02;

/// A time of the configuration at which a law is taken for that of the data.
struct SmallTime final {
  std::string measure;  ///< in run.h5, "likelihood" or "samples/NAME"
  std::string key;      ///< what sets it, as messages name it
  double t = 0;
};

/// Variance of the noise at t over the smallest variance of a coordinate of the data (data_moments; those
/// that are constant up to rounding do not count; of images of bytes at least that of a level of brightness),
/// both in the units of training at time 0. 0 where all are constant.
double blur(const ScoreModel&, double t);

/// What is wrong and what to change, with a time that suffices; empty where the noise is at most
/// visible_blur.
std::string blur_warning(const ScoreModel&, const SmallTime&);

/// blur/MEASURE (text), for a measure with a warning.
void record_blur(run::RunRecord&, const ScoreModel&, const SmallTime&);
/// One paragraph for each warning of the report; empty without.
std::string blur_sentences(const store::H5Reader& run);

}  // namespace pont::kinds::score
