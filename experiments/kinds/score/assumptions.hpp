// What a score model assumes of the data, against the data: whose score its known part is, and whether the
// prior is the law at T.
#pragma once
#include <string>

#include "experiments/kinds/score/model.hpp"
#include "experiments/store/hdf5.hpp"
#include "sde/carried_moments.hpp"

namespace pont::run {
class RunRecord;
}

namespace pont::kinds::score {

/// What a run warns of: the data's variance in some coordinate is more than four times the assumed one, or
/// less than a quarter of it. Empty where it is not, and where none is assumed: the parametrisation `plain`,
/// and variance 0, the known part of a point.
std::string known_part_warning(const ScoreModel&);

/// known_part/sentence, warning (texts).
void record_known_part(run::RunRecord&, const ScoreModel&);
/// Both, for the report; empty for a run that did not record them.
std::string known_part_sentence(const store::H5Reader& run);

class RunRecord;
}  // namespace pont::kinds::score

namespace pont::kinds::score {

using PriorGap = sde::CarriedMoments::PriorGap;

/// KL(law at T, prior) per coordinate, in nats, from which a run warns: a deviation 10 % wrong, or a mean .14
/// deviations off.
inline constexpr double far_prior = 0.01;

/// Of the normal law with the moments of the data (data_moments), carried to T.
PriorGap prior_gap(const ScoreModel&);

/// What is wrong and what to change; empty where the prior is near. dimension: of the data.
std::string prior_warning(const PriorGap&, int dimension);

/// prior_gap/divergence, shift, narrowest, widest, warning (text).
void record_prior_gap(run::RunRecord&, const ScoreModel&);
/// The sentence of the report; empty for a run that did not record it.
std::string prior_sentence(const store::H5Reader& run);

}  // namespace pont::kinds::score
