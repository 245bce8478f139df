// The commands of the program: each owns the words that it takes, and does something with them.
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "experiments/cli/syntax.hpp"

namespace pont::cli {

class Command {
 public:
  virtual ~Command() = default;
  /// The words it takes, with the members that get their values before run() is called.
  virtual void declare(Syntax&) = 0;
  /// Results go to stdout, messages and progress to stderr. Returns the exit code, or throws Error or
  /// Stopped.
  virtual int run() = 0;
};

/// A row of the list of commands.
struct CommandRow final {
  const char *name, *summary;
  std::unique_ptr<Command> (*make)();
};

template <class Kind>
CommandRow command(const char* name, const char* summary) {
  return {name, summary, []() -> std::unique_ptr<Command> { return std::make_unique<Kind>(); }};
}

using Commands = std::vector<CommandRow>;

/// The command that the words name, with its options; an exit code where they ask for help or the version, or
/// are refused, which is then said. Throws ConfigError for a word that is no command.
std::variant<std::unique_ptr<Command>, int> chosen_command(const Commands&, const std::string& version,
                                                           int argc, char** argv);

Commands run_commands();        ///< run, resume, evaluate, extend, verify
Commands use_commands();        ///< sample, likelihood, export, plot
Commands look_commands();       ///< info, metrics, diff
Commands compare_commands();    ///< runs, compare
Commands distance_commands();   ///< distance
Commands watch_commands();      ///< watch
Commands site_commands();       ///< site
Commands list_commands();       ///< list, explain
Commands reproduce_commands();  ///< reproduce, spectrum
Commands bench_commands();      ///< bench, profile
Commands editor_commands();     ///< completion, schema
Commands all_commands();        ///< all of these, in the order of the help

/// "--out", "-n", ...: the options that a command declares.
std::vector<std::string> option_names(const CommandRow&);

}  // namespace pont::cli
