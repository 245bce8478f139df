// The root of the configuration.
#include "experiments/run/experiment.hpp"

namespace pont::experiments {
namespace {

struct CheckpointKeys final {
  std::int64_t& every;
  void declare(Visitor& v) {
    v.key("every", every, "training steps between two checkpoints", {.unit = "steps", .range = at_least(1)});
  }
};

}  // namespace

void RunConfig::declare(Visitor& v) {
  experiment.declare(v);
  v.key("seed", seed, "names all randomness of the run: the same seed gives the same bits",
        {.range = at_least(0)});
  v.key("threads", threads, "worker threads, 0 for one per core; never changes a result",
        {.unit = "threads", .range = between(0, 1024)});
  v.key("check_finite", check_finite,
        "look at every value and stop at the first NaN, naming module and operation (slow)");
  CheckpointKeys checkpoint{checkpoint_every};
  v.section("checkpoint", checkpoint, "what a resume starts from");
}

}  // namespace pont::experiments
