// The keys of bits per dimension, with what each costs.
#include "experiments/kinds/score/bits_per_dimension.hpp"
#include "sde/alpha_bars.hpp"

namespace pont::kinds::score {

void BitKeys::declare(config::Visitor& v) {
  config::Rules known{.one_of = {own_levels}};
  for (const sde::Schedule& s : sde::schedules()) known.one_of.push_back(s.name);
  v.key(
      "images", images,
      "images that are measured, of those that are held out where some are, without drawing one twice; 0: "
      "none. The flow takes some 200 evaluations of the network and its slope for each image and probe, the "
      "bound `times`",
      {.unit = "images", .range = config::between(0, 1e7)});
  v.key(
      "probes", probes,
      "flows for each image, each with a random probe of the divergence (Hutchinson's estimator); their "
      "spread is the error over probes. 0: one flow with the exact divergence, at as many evaluations as an "
      "image has values",
      {.range = config::between(0, 1e4)});
  v.key(
      "tolerance", tolerance,
      "tolerated error of a step of the flow, relative and absolute: for a small U-Net and clothes 0.01 gave "
      "the bits/dim of 1e-5 to 0.001, at an eighth of the evaluations",
      {.range = {.low = 1e-14, .high = 1, .high_open = true}});
  v.key(
      "times", times,
      "strata of the variational bound's integral over log-SNR, each with a draw of time and noise for every "
      "image",
      {.unit = "evaluations", .range = config::between(1, 1e6)});
  v.key("steps", steps,
        "steps of DDPM's discrete sum, as rate and distortion, each an evaluation for every image; 0: none",
        {.unit = "steps", .range = config::between(0, 1e5)});
  v.key(
      "schedule", schedule,
      "noise levels of these steps; own: those of the SDE at equal steps of time, which are DDPM's where its "
      "clock is a chain of as many steps",
      known);
}

}  // namespace pont::kinds::score
