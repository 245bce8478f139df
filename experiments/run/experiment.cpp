// Experiments: the root of the configuration.
#include "experiments/run/experiment.hpp"

#include <algorithm>

#include "experiments/run/devices.hpp"

namespace pont::run {
namespace {

struct CheckpointKeys final {
  std::int64_t& every;
  void declare(config::Visitor& v) {
    v.key("every", every, "training steps between two checkpoints",
          {.unit = "steps", .range = config::at_least(1)});
  }
};

}  // namespace

void RunConfig::declare(config::Visitor& v) {
  experiment.declare(v);
  v.key("seed", seed, "names all randomness of the run: the same seed gives the same bits",
        {.range = config::at_least(0)});
  v.key("threads", threads, "worker threads, 0 for one per core; never changes a result",
        {.unit = "threads", .range = config::between(0, 1024)});
  v.key("check_finite", check_finite,
        "look at every value and stop at the first NaN, naming module and operation (slow)");
  v.key("device", device, "where programs run; a resume may change it, and agrees within the tolerance then",
        {.one_of = device_names()});
  v.key("precision", precision,
        "of the factors of float32 products: 24 bits, or 11 by the tensor cores of a GPU (tf32)",
        {.one_of = precision_names()});
  v.key("products", products,
        "of matrices on the CPU: own, whose bits are defined, or blas, a library; convolutions are own in "
        "both, "
        "and a resume may change it as it may the device",
        {.one_of = product_names()});
  for (const DeviceRow& row : devices()) {
    v.check(row.name != device || std::ranges::count(row.precisions, precision) == 1, {"device", "precision"},
            "precision " + precision + " on the device " + device, "precision float32, or device cuda");
    v.check(row.name != device || std::ranges::count(row.products, products) == 1, {"device", "products"},
            "products " + products + " on the device " + device, "products own, or device cpu");
  }
  CheckpointKeys checkpoint{checkpoint_every};
  v.section("checkpoint", checkpoint, "what a resume starts from");
}

}  // namespace pont::run
