// Names of keys in other programs: what they lead to.
#include <gtest/gtest.h>

#include <algorithm>

#include "experiments/config/config.hpp"
#include "experiments/config/outline.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

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
  EXPECT_EQ(test::said_of_keys({"train.lq=1"}).find("did you mean"), std::string::npos)
      << test::said_of_keys({"train.lq=1"});
}

}  // namespace
}  // namespace pont::experiments
