// The program `pont` with rows of one's own: add_sde(), add_network(), ..., then pont::main().
#pragma once
#include <string>
#include <utility>

#include "experiments/config/additions.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/options/network_options.hpp"
#include "experiments/options/objectives.hpp"
#include "experiments/options/sdes.hpp"
#include "experiments/run/experiment.hpp"

namespace pont {

/// The whole command line: `run`, `resume`, `list`, `explain` and all other commands of `pont`. Returns the
/// exit code and throws nothing. Rows are added before it, in the same thread:
///   int main(int argc, char** argv) {
///     pont::add_sde<Whirl>("whirl", "position and velocity turn around each other");
///     return pont::main(argc, argv);
///   }
int main(int argc, char** argv);

// Each adds a row that a configuration may name as `type`. T is the struct of its keys, made by T() with
// their defaults. Throws std::logic_error after main(); two rows of one name end main() with exit code 1.

/// `sde: {type: name}`.
template <class T>
void add_sde(std::string name, std::string summary) {
  using Options = options::SdeOptions;
  config::Additions<Options>::add(config::row<Options, T>(std::move(name), std::move(summary)));
}

/// `network: {type: name}`.
template <class T>
void add_network(std::string name, std::string summary) {
  using Options = options::NetworkOptions;
  config::Additions<Options>::add(config::row<Options, T>(std::move(name), std::move(summary)));
}

/// `objective: {type: name}`: a loss.
template <class T>
void add_objective(std::string name, std::string summary) {
  using Options = options::ObjectiveOptions;
  config::Additions<Options>::add(config::row<Options, T>(std::move(name), std::move(summary)));
}

/// `data: {type: name}`.
template <class T>
void add_data_set(std::string name, std::string summary) {
  using Options = data::DataOptions;
  config::Additions<Options>::add(config::row<Options, T>(std::move(name), std::move(summary)));
}

/// `type: name`, a kind of experiment with all its keys.
template <class T>
void add_kind(std::string name, std::string summary) {
  config::Additions<run::Experiment>::add(
      config::row<run::Experiment, T>(std::move(name), std::move(summary)));
}

}  // namespace pont
