// Cells, declared runs and their directories.
#include "experiments/reproduce/runs.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace pont::reproduce {

namespace fs = std::filesystem;

void Cell::declare(config::Visitor& v) {
  v.key("name", name, "what the cell is called in names of runs", {.required = true});
  v.key("title", title, "what reports call it, if not by its name");
  v.key("config", config, "the configuration file, relative to the checkout");
  v.key("overrides", overrides, "key=value laid upon it");
}

run::RunConfig config_of(const run::Kinds& kinds, const RunRequest& request) {
  config::Tree tree = config::load_tree(run::config_file(request.config));
  for (const std::string& word : request.overrides)
    tree = config::merge(std::move(tree), config::parse_overrides({word}));
  run::RunConfig config(kinds);
  config::apply(config, tree);
  return config;
}

void FinishedRuns::add(const RunRequest& request, const fs::path& directory) {
  directories_[request.name] = directory;
}

const fs::path& FinishedRuns::at(const std::string& name) const {
  const auto found = directories_.find(name);
  if (found == directories_.end())
    throw std::logic_error("reproduction: the run " + name + " is read, but it is none of its runs()");
  return found->second;
}

FinishedRuns finish(const run::Launch& launch, const std::vector<RunRequest>& requests,
                    const fs::path& directory) {
  const fs::path beside = fs::absolute(directory).lexically_normal().parent_path();
  FinishedRuns finished;
  for (const RunRequest& request : requests) {
    const fs::path run = (request.place == Place::shared ? beside : directory) / "runs" / request.name;
    fmt::print(stderr, "{}\n", run.string());
    run::RunConfig config = config_of(launch.kinds, request);
    run::ensure_run(launch, config, run);
    finished.add(request, run);
  }
  return finished;
}

}  // namespace pont::reproduce
