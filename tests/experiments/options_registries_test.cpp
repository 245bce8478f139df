// Every row of every registry builds with its defaults, and resolves to YAML that reads back to the same.
#include <gtest/gtest.h>

#include "experiments/config/outline.hpp"
#include "experiments/exchange/formats.hpp"
#include "experiments/options/catalogue.hpp"
#include "experiments/options/clocks.hpp"
#include "experiments/options/embeddings.hpp"
#include "experiments/options/grids.hpp"
#include "experiments/options/networks.hpp"
#include "experiments/options/objectives.hpp"
#include "experiments/options/optimisers.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/options/sdes.hpp"
#include "experiments/options/target_samplers.hpp"
#include "experiments/store/publish.hpp"
#include "nn/mlp.hpp"
#include "sde/chain_clock.hpp"
#include "sde/models.hpp"
#include "tests/experiments/options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

/// Builds each row with defaults, then resolves, reads and resolves again.
template <class Interface, class Build>
void expect_rows_work(const Registry<Interface>& registry, Build build) {
  ASSERT_FALSE(registry.rows().empty());
  for (const auto& row : registry.rows()) {
    SCOPED_TRACE(row.name);
    EXPECT_FALSE(row.summary.empty());
    const Choice<Interface> choice = choice_of(registry, smallest_yaml(row.name));
    EXPECT_NO_THROW(build(*choice));
    const std::string resolved = resolved_yaml(choice);
    Choice<Interface> again(registry);
    apply(again, read_yaml("run.yaml", resolved));
    EXPECT_EQ(resolved_yaml(again), resolved);
  }
}

/// Every key of every alternative has a sentence that is not its name, and its default lies in its own
/// limits.
template <class Interface>
void expect_documented(const Registry<Interface>& registry) {
  OneSection<Interface> config{"section", Choice<Interface>(registry)};
  const Outline root = outline(declaration(config));
  for (const Outline* node : flatten(root)) {
    EXPECT_GE(node->sentence.size(), 4u) << node->path << " " << node->name;
    EXPECT_NE(node->sentence, node->name) << node->path;
  }
}

template <class Interface, class Build>
void expect_complete(const Registry<Interface>& registry, Build build) {
  expect_rows_work(registry, build);
  expect_documented(registry);
}

/// The weights that smallest_yaml("imported") names: those of the default network for these points.
void write_weights(const NetworkSize& size) {
  nn::Parameters parameters;
  choice_of(networks(), "{type: concat_mlp}")->build(parameters, size);
  exchange::Portable model;
  for (const nn::Parameter& row : parameters.rows())
    model.tensors.push_back({row.name, ad::Tensor(row.shape, ad::Dtype::f32)});
  publish_text(testing::TempDir() + "/imported.safetensors", exchange::safetensors(model));
}

TEST(OptionsRegistries, EveryRowBuildsAndItsKeysRoundTrip) {
  const sde::LinearSde vp = sde::vp(sde::constant_clock(4));
  expect_complete(clocks(), [](const ClockOptions& o) { EXPECT_GT(o.build(0.5).beta(0.25), 0); });
  expect_complete(sdes(), [](const SdeOptions& o) { EXPECT_GE(o.build().k(), 1); });
  expect_complete(embeddings(), [](const EmbeddingOptions& o) { EXPECT_EQ(o.build()->width(), 128); });
  write_weights({{28, 28, 1}, 1, 1});
  expect_complete(networks(), [](const NetworkOptions& o) {
    nn::Parameters parameters;
    EXPECT_NE(o.build(parameters, {{28, 28, 1}, 1, 1}), nullptr);
    EXPECT_GT(parameters.size(), 0);
  });
  expect_complete(optimisers(), [](const OptimiserOptions& o) { EXPECT_NE(o.build(), nullptr); });
  expect_complete(schedules(), [](const ScheduleOptions& o) { EXPECT_NE(o.build(1000), nullptr); });
  expect_complete(parametrisations(), [](const ParametrisationOptions& o) { EXPECT_NE(o.build(), nullptr); });
  const sde::LinearSde langevin = sde::cld(sde::constant_clock(4), 0.25, 1, 0.04);
  expect_complete(objectives(), [&](const ObjectiveOptions& o) {  // hsm needs auxiliary blocks
    EXPECT_EQ(o.build(langevin).regression().m(), 1);
  });
  const sde::LinearSde chain = sde::vp(sde::chain_clock(sde::linear_betas(100, 1e-3, 0.2)));  // sub_sequence
  expect_complete(grids(), [&](const GridOptions& o) { EXPECT_EQ(o.build(chain, 0.01, 4).size(), 5u); });
  expect_complete(samplers(), [&](const SamplerOptions& o) { EXPECT_NE(o.build(vp).sampler, nullptr); });
  expect_complete(moves(), [](const MoveOptions& o) { EXPECT_NE(o.build(), nullptr); });
  const sde::Mixture law{Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Zero(1, 2), Eigen::ArrayXXd::Ones(1, 1)};
  expect_complete(target_samplers(), [&](const TargetSamplerOptions& o) {
    std::int64_t transitions = 0;
    for (const ChainStage& stage : o.build(law, 103).stages) transitions += stage.transitions;
    EXPECT_EQ(transitions, 103);
  });
}

TEST(OptionsRegistries, TheLossesTablesAreCovered) {
  std::vector<std::string> names;
  for (const auto& row : losses::parametrisations()) names.push_back(row.name);
  EXPECT_EQ(parametrisations().names(), names);
}

TEST(OptionsCatalogue, ListsEveryRowOfEveryKind) {
  const std::string all = list_catalogue(catalogue());
  for (const CatalogueTable& table : catalogue()) {
    EXPECT_FALSE(table.rows.empty()) << table.kind;
    const std::string one = list_catalogue(catalogue(), table.kind);
    EXPECT_NE(all.find(one), std::string::npos) << table.kind;
    for (const auto& [name, summary] : table.rows) {
      EXPECT_NE(one.find("\n  " + name + " "), std::string::npos) << name;
      EXPECT_NE(one.find(summary + "\n"), std::string::npos) << name;
    }
  }
}

TEST(OptionsCatalogue, TheDocumentedKindsExist) {
  for (const char* kind : {"sdes", "samplers", "losses", "networks", "optimisers", "schedules"})
    EXPECT_NE(list_catalogue(catalogue(), kind), "") << kind;
}

TEST(OptionsCatalogue, FormatsOneKind) {
  const std::vector<CatalogueTable> tables{{"fruits", {{"fig", "soft"}, {"apple", "hard"}}}, {"nuts", {}}};
  EXPECT_EQ(list_catalogue(tables, "fruits"), "fruits\n  fig    soft\n  apple  hard\n");
  EXPECT_EQ(list_catalogue(tables), "fruits\n  fig    soft\n  apple  hard\n\nnuts\n");
  EXPECT_EQ(message_of([&] { list_catalogue(tables, "fruit"); }),
            "list: got fruit; expected one of: fruits, nuts; did you mean fruits?");
}

}  // namespace
}  // namespace pont::experiments
