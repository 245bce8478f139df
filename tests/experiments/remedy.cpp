// Actions that are refused or accepted: configurations and calls.
#include "tests/experiments/remedy.hpp"

#include <exception>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {

std::string said(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& e) {
    return e.what();
  }
  return "accepted";
}

std::string said_of_keys(const Keys& keys) {
  return said([&] {
    RunConfig config(experiment_kinds());
    apply(config, parse_overrides(keys));
    config.experiment->check();
  });
}

Remedy keys(const Keys& broken, const std::string& named, const Keys& mended) {
  return {[=] { return said_of_keys(broken); }, named, [=] { return said_of_keys(mended); }};
}

Remedy call(const std::function<void()>& broken, const std::string& named,
            const std::function<void()>& mended) {
  return {[=] { return said(broken); }, named, [=] { return said(mended); }};
}

std::vector<Remedy> all_remedies() {
  std::vector<Remedy> all;
  for (const auto& table : {remedies_of_keys, remedies_of_texts, remedies_of_samplers, remedies_of_files,
                            remedies_of_runs, remedies_of_library})
    for (Remedy& remedy : table()) all.push_back(std::move(remedy));
  return all;
}

}  // namespace pont::experiments::test
