// The part of the score that a network need not learn, against the data: whose score it would be.
#pragma once
#include <string>

#include "experiments/kinds/score/model.hpp"
#include "experiments/store/hdf5.hpp"

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

}  // namespace pont::kinds::score
