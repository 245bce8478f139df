// Remedies for samplers, SDEs and clocks that do not go together, by reading and check().
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

const std::string cld = "sde={type: cld}";

std::string sampler(const std::string& type, const std::string& keys = "steps: 10") {
  return "sample.samplers=[{name: a, sampler: {type: " + type + ", " + keys + "}}]";
}

}  // namespace

std::vector<Remedy> remedies_of_samplers() {
  const std::string sub_vp = "sde={type: sub_vp}",
                    both = "choose exponential_integrator or symmetric_splitting";
  const std::string chain = "sde={type: vp, clock: {type: linear_chain}}",
                    cosine = "sde={type: vp, clock: {type: cosine_chain}}",
                    sub = sampler("ancestral", "steps: 10, eps: 0, grid: {type: sub_sequence}"),
                    clocks = "choose the clock linear_chain or cosine_chain", far = "choose other times",
                    at_chain = "objective={type: dsm, times: chain}",
                    drawn = "objective={type: dsm, times: log_normal, t_min: 0.5}",
                    high = "sde={type: ve, sigma_min: 500, sigma_max: 1000}";
  return {
      keys({sub}, clocks, {chain, sub}),
      keys({sub}, clocks, {cosine, sub}),
      keys({sub}, "or another grid", {sampler("ancestral")}),
      keys({at_chain}, clocks, {chain, at_chain}),
      keys({at_chain}, clocks, {cosine, at_chain}),
      keys({at_chain}, "or times uniform", {"objective={type: dsm, times: uniform}"}),
      keys({high, drawn}, far, {high, "objective={type: dsm, times: uniform, t_min: 0.5}"}),
      keys({high, drawn}, "or an SDE that reaches these levels", {drawn}),
      keys({cld, sampler("edm_heun")}, "choose ddim, dpm_solver_2 or symmetric_splitting",
           {cld, sampler("ddim")}),
      keys({cld, sampler("edm_heun")}, "dpm_solver_2", {cld, sampler("dpm_solver_2")}),
      keys({cld, sampler("edm_heun")}, "symmetric_splitting", {cld, sampler("symmetric_splitting")}),
      keys({sub_vp, sampler("symmetric_splitting")}, "choose exponential_integrator",
           {sub_vp, sampler("exponential_integrator")}),
      keys({cld, sampler("ancestral")}, both, {cld, sampler("symmetric_splitting")}),
      keys({cld, sampler("ancestral")}, both, {cld, sampler("exponential_integrator")}),
      keys({"sde={type: vp, clock: {type: cosine}}"}, "T below 1, for instance 0.995",
           {"sde={type: vp, clock: {type: cosine}, T: 0.995}"}),
      keys({"sde={type: linear, A: [[0.5]], D: [[1]]}"}, "give the prior explicitly",
           {"sde={type: linear, A: [[0.5]], D: [[1]], prior: [[3]]}"}),
      keys({"sde={type: ve, sigma_min: 3, sigma_max: 2}"}, "expected sigma_min below sigma_max",
           {"sde={type: ve, sigma_min: 2, sigma_max: 3}"}),
  };
}

}  // namespace pont::experiments::test
