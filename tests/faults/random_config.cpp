// A visitor that draws, and draws again until the declared conditions hold.
#include "tests/faults/random_config.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::faults {
namespace {

using namespace experiments;

class Drawer final : public Visitor {
 public:
  explicit Drawer(const ad::Key& key) : key_(key) {}
  /// All that had to be given could be drawn, and every condition holds.
  bool valid() const { return valid_; }
  double uniform() { return key_.uniform(draws_++); }

  void on_choice(Alternatives& alternatives) override {
    const std::vector<std::string> names = alternatives.names();
    alternatives.select(names[below(names.size())]);
    alternatives.declare_current(*this);
  }
  void check(bool holds, const std::vector<std::string>&, const std::string&, const std::string&) override {
    valid_ = valid_ && holds;
  }

 protected:
  void on_value(const Key& key, const Slot& slot) override {
    std::visit([&](auto* value) { draw(key.rules, *value); }, slot);
  }
  void on_section(const Key&, const Declare& declare) override { declare(*this); }
  void on_optional(const Key&, Group& group) override {
    group.resize(below(2));
    if (group.size() > 0) group.declare(0, *this);
  }
  void on_list(const Key&, Group& group) override {
    group.resize(1);
    group.declare(0, *this);
  }

 private:
  std::size_t below(std::size_t count) {
    return std::min(count - 1, static_cast<std::size_t>(uniform() * static_cast<double>(count)));
  }
  void draw(const Rules&, bool& value) { value = below(2) == 1; }
  void draw(const Rules& rules, std::int64_t& value) {
    const double least = std::isfinite(rules.range.low) ? rules.range.low : 0;
    value = static_cast<std::int64_t>(std::min(least + static_cast<double>(below(6)), rules.range.high));
  }
  void draw(const Rules& rules, double& value) {
    const double drawn = value * std::exp2(2 * uniform() - 1);
    if (rules.range.contains(drawn)) value = drawn;
    valid_ = valid_ && !rules.required;
  }
  void draw(const Rules& rules, std::string& value) {
    if (!rules.one_of.empty()) value = rules.one_of[below(rules.one_of.size())];
    valid_ = valid_ && !(rules.required && rules.one_of.empty());
  }
  template <class T>
  void draw(const Rules& rules, std::vector<T>&) {
    valid_ = valid_ && !rules.required;
  }

  ad::Key key_;
  std::uint64_t draws_ = 0;
  bool valid_ = true;
};

// False for what would be refused before anything is written: data of other dimensions than the prior, a
// sampler that diverges, ...
bool accepted(const RunConfig& config) {
  try {
    config.experiment->check();
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

// Refusals are tested, too, but three of four are drawn again: they end before much has run.
std::string random_config(const ad::Key& key) {
  for (std::uint64_t attempt = 0; attempt < 10000; ++attempt) {
    RunConfig config(experiment_kinds());
    Drawer drawer(key / attempt);
    config.declare(drawer);
    const RunConfig usual(
        experiment_kinds());  // another device may not be there; tests/cuda has runs on an emulated one
    config.device = usual.device;
    config.precision = usual.precision;
    if (drawer.valid() && (drawer.uniform() < 0.25 || accepted(config))) return resolved_yaml(config);
  }
  throw std::runtime_error("no valid configuration in 10000 attempts");
}

}  // namespace pont::faults
