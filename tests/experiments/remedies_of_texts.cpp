// Remedies for YAML and for the command line, by reading.
#include <cstdlib>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/published.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/store/run_directory.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

std::function<void()> yaml(const std::string& text) {
  return [=] { parse_config("run.yaml", text, RunConfig(experiment_kinds())); };
}
std::function<void()> overrides(const Keys& words) {
  return [=] {
    RunConfig config(experiment_kinds());
    apply(config, parse_overrides(words));
  };
}

Remedy texts(const std::string& broken, const std::string& named, const std::string& mended) {
  return call(yaml(broken), named, yaml(mended));
}
Remedy words(const std::string& broken, const std::string& named, const std::string& mended) {
  return call(overrides({broken}), named, overrides({mended}));
}

std::function<void()> published_with_home(const char* home) {
  return [=] {
    const char* before = std::getenv("PONT_HOME");
    const std::string kept = before ? before : "";
    setenv("PONT_HOME", home, 1);
    const std::string message = said([] { load_published("cld-toys"); });
    before ? setenv("PONT_HOME", kept.c_str(), 1) : unsetenv("PONT_HOME");
    if (message != "accepted") throw std::runtime_error(message);
  };
}

}  // namespace

std::vector<Remedy> remedies_of_texts() {
  return {
      texts("train.steps: 5", "did you mean to nest it, as train: {steps: ...}?", "train: {steps: 5}"),
      texts("density: [1]", "expected a section, or null for none", "density: null"),
      texts("density: [1]", "expected a section", "density: {}"),
      texts("train: {<<: {steps: 5}}", "expected the keys themselves, or extends: FILE", "train: {steps: 5}"),
      words("train.steps==5", "expected one '='; did you mean train.steps=5?", "train.steps=5"),
      words("train.steps", "expected key=value", "train.steps=5"),
      words("=5", "expected key=value", "train.steps=5"),
      words("train.steps=5 # few", "expected a plain value", "train.steps=5"),
      words("data={type: file, path: a # b}", "", "data={type: file, path: 'a # b'}"),
      call([] { check_run_path(""); }, "give a directory, as in --out runs/first",
           [] { check_run_path("runs/first"); }),
      call([] { check_run_path("runs/-first"); }, "begin it with a letter or a digit",
           [] { check_run_path("runs/first"); }),
      call([] { check_run_name("a/b"); }, "give a name without '/'", [] { check_run_name("b"); }),
      call(published_with_home("/nonexistent"), "set PONT_HOME to it", published_with_home(PONT_CHECKOUT)),
  };
}

}  // namespace pont::experiments::test
