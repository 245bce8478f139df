// Settings of a publication beside those of our runs, so that no deviation is left unsaid.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/config.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/reproduce/runs.hpp"

namespace pont::reproduce {

/// What a publication set, and which key of ours says the same.
struct RecipeValue final {
  std::string quantity;   ///< "batch"
  std::string key;        ///< "train.batch"; items of lists by number, "sample.samplers.0.name"
  std::string published;  ///< as ours would say it, or `unknown_setting`
  std::string source;     ///< where it stands
  void declare(config::Visitor&);
};

/// In place of a setting that nobody states.
inline constexpr const char* unknown_setting = "unknown";

/// The resolved configuration of one kind of run that a reproduction makes.
struct UsedSettings final {
  std::string name;  ///< empty where there is one kind only
  config::Tree values;
};

/// Those of one run.
UsedSettings settings_of_run(const run::Kinds&, const std::string& name, const RunRequest& run);

/// The value of a key: "512", "[0.1, 20]"; "absent" where there is none.
std::string setting(const config::Tree& values, const std::string& key);

/// One setting of the publication, and what ours is.
struct Comparison final {
  RecipeValue stated;
  std::string ours;  ///< one value, or "NAME: value" for each kind of run
  bool known = false, differs = false;
};

std::vector<Comparison> compare(const std::vector<RecipeValue>& recipe,
                                const std::vector<UsedSettings>& ours);

/// setting | published | ours | whether they differ, deviations first.
figures::Table recipe_table(const std::vector<Comparison>&);

}  // namespace pont::reproduce
