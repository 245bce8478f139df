// The table of samplers: a new one is one row.
#include "sde/samplers/samplers.hpp"

namespace pont::sde {

const std::vector<SamplerRow>& samplers() {
  static const std::vector<SamplerRow> table{
      {"euler_maruyama", "reverse SDE", "Kloeden & Platen 1992, section 14.1", 1, 1,
       [] { return std::make_unique<EulerMaruyama>(); }},
      {"euler_maruyama_half", "reverse SDE at lambda = 1/2", "Kloeden & Platen 1992, section 14.1", 0.5, 1,
       [] { return std::make_unique<EulerMaruyama>(); }},
      {"euler", "probability flow", "explicit Euler", 0, 1, [] { return std::make_unique<EulerMaruyama>(); }},
      {"runge_kutta_45",
       "probability flow",
       "Dormand & Prince 1980",
       0,
       {},
       [] {
         return std::make_unique<AdaptiveRungeKutta>(Tolerance{1e-5, 1e-5});
       }},
  };
  return table;
}

}  // namespace pont::sde
