// Syntax and chosen_command(): the words of the command line, by CLI11.
#include "experiments/cli/syntax.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "experiments/cli/commands.hpp"
#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/config/tree.hpp"

namespace pont::cli {
namespace {

/// Nothing at all would be taken for no option.
CLI::Validator not_empty(const char* expected) {
  return {[expected](std::string& text) {
            return text.empty() ? std::string("is empty; expected ") + expected : std::string();
          },
          ""};
}

}  // namespace

void Syntax::argument(const char* name, std::string& value, const std::string& meaning) {
  app_.add_option(name, value, meaning)->required();
}

void Syntax::optional_argument(const char* name, std::string& value, const std::string& meaning) {
  app_.add_option(name, value, meaning);
}

void Syntax::arguments(const char* name, std::vector<std::string>& values, const std::string& meaning) {
  app_.add_option(name, values, meaning);
}

void Syntax::arguments(const char* name, std::vector<std::string>& values, const std::string& meaning,
                       int least) {
  app_.add_option(name, values, meaning)->required()->expected(least, 1 << 20);
}

void Syntax::flag(const char* name, bool& value, const std::string& meaning) {
  app_.add_flag(name, value, meaning);
}

void Syntax::option(const char* name, std::string& value, const std::string& meaning) {
  app_.add_option(name, value, meaning)->check(not_empty("a word"));
}

void Syntax::path_option(const char* name, std::string& value, const std::string& meaning) {
  app_.add_option(name, value, meaning)->check(not_empty("a path"));
}

void Syntax::option(const char* name, std::int64_t& value, const std::string& meaning, std::int64_t least,
                    std::int64_t most) {
  app_.add_option(name, value, meaning)->check(CLI::Range(least, most))->capture_default_str();
}

void Syntax::option(const char* name, std::optional<std::int64_t>& value, const std::string& meaning,
                    std::int64_t least, std::int64_t most) {
  app_.add_option(name, value, meaning)->check(CLI::Range(least, most));
}

void Syntax::option(const char* name, double& value, const std::string& meaning) {
  app_.add_option(name, value, meaning)->check(CLI::PositiveNumber)->capture_default_str();
}

void Syntax::option(const char* name, std::optional<double>& value, const std::string& meaning) {
  app_.add_option(name, value, meaning)->check(CLI::PositiveNumber);
}

std::vector<std::string> option_names(const CommandRow& row) {
  CLI::App app;
  Syntax syntax(app);
  const std::unique_ptr<Command> command = row.make();
  command->declare(syntax);
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

namespace {

// CLI11 would only say that a command is required.
void refuse_unknown_command(const Commands& commands, const std::string& word) {
  std::vector<std::string> names;
  for (const CommandRow& row : commands) names.push_back(row.name);
  if (word.starts_with('-') || std::ranges::count(names, word) > 0) return;
  throw config::ConfigError("command line: got " + config::printable(word) +
                            "; expected one of: " + config::join(names) + config::did_you_mean(word, names));
}

}  // namespace

std::variant<std::unique_ptr<Command>, int> chosen_command(const Commands& rows, const std::string& version,
                                                           int argc, char** argv) {
  CLI::App app{"Pont: score-based generative models and Schroedinger bridges, reproducibly."};
  app.require_subcommand(1);
  app.set_version_flag("--version", version);
  std::vector<std::unique_ptr<Command>> commands;
  std::vector<const CLI::App*> words;
  for (const CommandRow& row : rows) {
    CLI::App* word = app.add_subcommand(row.name, row.summary);
    words.push_back(word);
    commands.push_back(row.make());
    Syntax syntax(*word);
    commands.back()->declare(syntax);
  }
  if (argc > 1) refuse_unknown_command(rows, argv[1]);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  const auto parsed = std::ranges::find_if(words, [](const CLI::App* word) { return word->parsed(); });
  return std::move(commands[static_cast<std::size_t>(parsed - words.begin())]);
}

}  // namespace pont::cli
