// The table of transitions: a new one is one row.
#include "sde/targets/transitions.hpp"

namespace pont::sde {

const std::vector<TransitionRow>& transitions() {
  static const std::vector<TransitionRow> table{
      {"unadjusted_langevin", "Roberts & Tweedie 1996", 1, 1,
       [](double step) { return std::make_unique<UnadjustedLangevin>(step); }},
      {"mala", "Roberts & Tweedie 1996", {}, 1, [](double step) { return std::make_unique<Mala>(step); }},
      {"metropolis",
       "Metropolis et al. 1953",
       {},
       1,
       [](double step) { return std::make_unique<Metropolis>(step); }},
      {"baoab", "Leimkuhler & Matthews 2013", 2, 1,
       [](double step) { return std::make_unique<Baoab>(step, 1); }},
      {"replica_exchange",
       "Geyer 1991; Swendsen & Wang 1986",
       {},
       3,
       [](double step) {
         return std::make_unique<ReplicaExchange>(std::make_unique<Mala>(step),
                                                  std::vector<double>{1, 0.4, 0.1});
       }},
  };
  return table;
}

}  // namespace pont::sde
