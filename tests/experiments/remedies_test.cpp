// Remedies are executed: each configuration fails with a message that names one, and is accepted with it.
#include <gtest/gtest.h>

#include "experiments/config/config.hpp"
#include "experiments/config/foreign_names.hpp"
#include "experiments/config/outline.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

using Overrides = std::vector<std::string>;

// What reading and check() say of these keys, or "accepted".
std::string said(const Overrides& keys) {
  return test::refusal(
      [&] {
        RunConfig config(experiment_kinds());
        apply(config, parse_overrides(keys));
        config.experiment->check();
      },
      2);
}

struct Remedy {
  Overrides broken;
  std::string named;  // in the message
  Overrides mended;
};

std::vector<Remedy> remedies() {
  const std::string cld = "sde={type: cld}";
  const auto sampler = [](const std::string& type) {
    return "sample.samplers=[{name: a, sampler: {type: " + type + ", steps: 10}}]";
  };
  return {
      {{"train.batch=500"}, "for example batch 512, shard 128", {"train.batch=512", "train.shard=128"}},
      {{"train.lr=0.1"}, "did you mean train.schedule.rate?", {"train.schedule.rate=0.1"}},
      {{"train.batch_size=128"}, "did you mean train.batch?", {"train.batch=128"}},
      {{"batch_size=128"}, "did you mean train.batch?", {"train.batch=128"}},
      {{"train.stepz=10"}, "did you mean steps?", {"train.steps=10"}},
      {{"network.hidden_dim=64"}, "did you mean network.hidden?", {"network.hidden=64"}},
      {{"objective={type: hsm}"}, "expected type dsm, or an SDE with", {"objective={type: dsm}"}},
      {{"objective={type: hsm}"}, "with auxiliary blocks such as cld", {"objective={type: hsm}", cld}},
      {{"data={type: isotropic_gaussian, dimension: 1}", "density={}"},
       "density: got data in 1 dimensions; expected 2, or density=null",
       {"data={type: isotropic_gaussian, dimension: 1}", "density=null"}},
      {{"sample.count=4000"},
       "sample.count of at least evaluate.cloud * evaluate.repetitions",
       {"sample.count=5000"}},
      {{"train.schedule={type: cosine, rate: 0.1, last: 0.2}"},
       "last at most rate",
       {"train.schedule={type: cosine, rate: 0.1, last: 0.1}"}},
      {{cld, sampler("edm_heun")},
       "choose ddim, dpm_solver_2 or symmetric_splitting",
       {cld, sampler("ddim")}},
      {{cld, sampler("edm_heun")}, "dpm_solver_2", {cld, sampler("dpm_solver_2")}},
      {{cld, sampler("edm_heun")}, "symmetric_splitting", {cld, sampler("symmetric_splitting")}},
      {{"sde={type: sub_vp}", sampler("symmetric_splitting")},
       "choose exponential_integrator",
       {"sde={type: sub_vp}", sampler("exponential_integrator")}},
      {{cld, sampler("ancestral")},
       "choose exponential_integrator or symmetric_splitting",
       {cld, sampler("symmetric_splitting")}},
      {{"train.snapshots=[20, 10]"}, "ascending steps up to train.steps", {"train.snapshots=[10, 20]"}},
      {{"type=bridge", "train.steps=0"}, "train.steps of at least 1", {"type=bridge", "train.steps=1"}},
      {{"type=bridge", "cache.units=1000"},
       "for example units 2560, chunk 256",
       {"type=bridge", "cache.units=2560", "cache.chunk=256"}},
      {{"type=bridge", "evaluate.count=10"},
       "count of at least cloud * repetitions",
       {"type=bridge", "evaluate.count=5000"}},
      {{"type=bridge", "prior={type: isotropic_gaussian, dimension: 3}"},
       "expected the same",
       {"type=bridge", "prior={type: isotropic_gaussian, dimension: 2}"}},
  };
}

TEST(Remedies, EachIsAccepted) {
  for (const Remedy& r : remedies()) {
    const std::string message = said(r.broken);
    EXPECT_NE(message.find(r.named), std::string::npos) << message;
    EXPECT_EQ(said(r.mended), "accepted") << message;
  }
}

// Messages name what a configuration can say, and no class of the library.
TEST(Remedies, NoMessageNamesAClass) {
  for (const Remedy& r : remedies())
    for (const char* name :
         {"StochasticHeun", "Ddim", "DpmSolver", "Ancestral", "SymmetricSplitting", "Time:"})
      EXPECT_EQ(said(r.broken).find(name), std::string::npos) << said(r.broken);
}

TEST(ForeignNames, LeadToKeysThatExist) {
  RunConfig config(experiment_kinds());
  const Outline whole = outline(declaration(config));
  const std::vector<const Outline*> nodes = flatten(whole);
  for (const ForeignName& row : foreign_names()) {
    const auto has = [&](auto member, const std::string& text) {
      return std::any_of(nodes.begin(), nodes.end(), [&](const Outline* n) { return n->*member == text; });
    };
    EXPECT_TRUE(has(&Outline::path, row.path)) << row.foreign;
    EXPECT_FALSE(has(&Outline::name, row.foreign)) << row.foreign << " is a key of ours";
    EXPECT_EQ(path_of_foreign(row.foreign), row.path);
  }
  EXPECT_EQ(path_of_foreign("Learning-Rate"), "train.schedule.rate");
  EXPECT_EQ(path_of_foreign("rate"), "");
}

// Two letters are no misspelling of one.
TEST(ForeignNames, AShortNameIsNotTakenForAnother) {
  EXPECT_EQ(said({"train.lq=1"}).find("did you mean"), std::string::npos) << said({"train.lq=1"});
}

}  // namespace
}  // namespace pont::experiments
