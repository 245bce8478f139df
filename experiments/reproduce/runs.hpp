// The runs that a reproduction declares, the files of their cells, and where they are when they are finished.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "experiments/config/config.hpp"
#include "experiments/run/launch.hpp"

namespace pont::reproduce {

/// A cell of a reproduction as it stands in configs/cells/: a configuration and what is laid upon it.
struct Cell final {
  std::string name, title;             ///< in names of runs; in reports, where another is wanted
  std::string config;                  ///< a file, relative to the checkout; empty: another cell gives it
  std::vector<std::string> overrides;  ///< "key=value", as on the command line
  void declare(config::Visitor&);
};

/// The lists of cells of configs/cells/NAME.yaml, which `Lists` declares. Throws ConfigError.
template <class Lists>
Lists load_cells(const std::string& name) {
  return config::load_config<Lists>(run::config_file("configs/cells/" + name + ".yaml"));
}

/// Where a run is kept.
enum class Place {
  own,    ///< in DIRECTORY/runs of the reproduction
  shared  ///< in DIRECTORY/../runs, where other reproductions find it too
};

/// One run.
struct RunRequest final {
  std::string name;                    ///< of its directory
  std::string config;                  ///< a file, relative to the checkout
  std::vector<std::string> overrides;  ///< "key=value"; a later one wins
  Place place = Place::own;
};

/// Its configuration. Throws ConfigError.
run::RunConfig config_of(const run::Kinds&, const RunRequest&);

/// The directories of runs that are finished.
class FinishedRuns final {
 public:
  void add(const RunRequest& request, const std::filesystem::path& directory);
  /// Throws std::logic_error for a run that was not declared.
  const std::filesystem::path& at(const std::string& name) const;
  const std::filesystem::path& at(const RunRequest& request) const { return at(request.name); }

 private:
  std::map<std::string, std::filesystem::path> directories_;
};

/// Makes each run, continues it after a kill, or finds it finished; `directory` is that of the reproduction.
/// Throws what a run throws.
FinishedRuns finish(const run::Launch&, const std::vector<RunRequest>&,
                    const std::filesystem::path& directory);

}  // namespace pont::reproduce
