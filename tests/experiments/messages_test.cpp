// Messages name what a configuration can say, and no class of the library.
#include <gtest/gtest.h>

#include "experiments/kinds/bridge/coupling.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/options/references.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/options/sdes.hpp"
#include "experiments/options/target_samplers.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/source_texts.hpp"

namespace pont::experiments {
namespace {

void expect_no_class(const test::Keys& keys) {
  const std::string message = test::said_of_keys(keys);
  EXPECT_EQ(test::class_names(message), std::vector<std::string>()) << message;
}

std::string sampler(const std::string& type, const std::string& keys) {
  return "sample.samplers=[{name: a, sampler: {type: " + type + keys + "}}]";
}

TEST(Messages, NoTextOfTheSourcesNamesAClass) {
  for (const test::SourceText& text : test::texts_of_checkout(PONT_CHECKOUT))
    for (const std::string& name : test::class_names(text.text))
      ADD_FAILURE() << text.file << ":" << text.line << ": " << name << " in: " << text.text;
}

// Every sampler under SDEs that some refuse, and where it ends at the data.
TEST(Messages, OfSamplersNameNoClass) {
  const std::string four =
      "{type: linear, A: [[-1, 1, 0], [-1, -1, 1], [0, -1, -1]], D: [[0, 0, 0], [0, 0, 0], [0, 0, 1]]}";
  std::size_t refused = 0;
  for (const std::string& type : samplers().names())
    for (const std::string sde : {"{type: vp}", "{type: sub_vp}", "{type: cld}", "{type: ve}", four.c_str()})
      for (const std::string keys : {"", ", eps: 0", ", eps: 2", ", grid: {type: log_snr}"}) {
        const test::Keys all{"sde=" + sde, sampler(type, keys)};
        expect_no_class(all);
        refused += test::said_of_keys(all) != "accepted";
      }
  EXPECT_GT(refused, 2 * samplers().names().size());
}

TEST(Messages, OfMethodsAndKindsNameNoClass) {
  for (const std::string& method : bridge_methods().names())
    for (const std::string& reference : references().names())
      for (const std::string law : {"{type: mixture, weights: [1], means: [[0, 0]], stds: [[0]]}",
                                    "{type: two_moons}", "{type: isotropic_gaussian, dimension: 3}"})
        for (const std::string steps :
             {"{type: constant, count: 1, gamma: 5}", "{type: constant, count: 10, gamma: 0.01}"})
          expect_no_class({"type=bridge", "method={type: " + method + "}",
                           "reference={type: " + reference + "}", "prior=" + law, "steps=" + steps});
  for (const std::string& coupling : couplings().names())
    expect_no_class(
        {"type=bridge", "method={type: matching, coupling: {type: " + coupling + ", epsilon: 0}}"});
  for (const std::string& type : target_samplers().names())
    for (const std::string law : {"{type: two_moons}", "{type: mixture}"})
      expect_no_class({"type=target", "data=" + law,
                       "chains.samplers=[{name: a, sampler: {type: " + type + ", powers: [1, 1]}}]"});
  for (const std::string& kind : experiment_kinds().names())
    for (const std::string key :
         {"data={type: isotropic_gaussian, dimension: 1, deviation: 0}", "train.steps=0",
          "data={type: mixture, weights: [1], means: [[0, 0]], stds: [[0]]}", "seed=-1"})
      expect_no_class({"type=" + kind, key});
}

}  // namespace
}  // namespace pont::experiments
