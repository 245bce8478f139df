// completion, schema: what a shell and an editor complete and check, from the tables that the program reads
// by.
#include <fmt/format.h>

#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/config/error.hpp"
#include "experiments/exchange/key_values.hpp"
#include "experiments/exchange/schema.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/store/joined.hpp"

namespace pont::cli {
namespace {

// A shell splits key=value at the sign or leaves it whole; both are completed.
constexpr const char* completion_function = R"bash(_pont() {
  local cur=$2 prev=$3 key word
  COMPREPLY=()
  if [[ $cur == *=* && $cur != "=" ]]; then
    key=${cur%%=*}
    for word in $(_pont_values "$key"); do COMPREPLY+=("$key=$word"); done
    COMPREPLY=($(compgen -W "${COMPREPLY[*]}" -- "$cur"))
    return
  fi
  if [[ $cur == "=" || $prev == "=" ]]; then
    [[ $cur == "=" ]] && key=$prev cur='' || key=${COMP_WORDS[COMP_CWORD-2]}
    COMPREPLY=($(compgen -W "$(_pont_values "$key")" -- "$cur"))
    return
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "$(_pont_commands)" -- "$cur"))
  elif [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$(_pont_options "${COMP_WORDS[1]}")" -- "$cur"))
  elif [[ ${COMP_WORDS[1]} == explain ]]; then
    COMPREPLY=($(compgen -W "$(_pont_keys)" -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur") $(compgen -W "$(_pont_keys)" -S = -- "$cur"))
  fi
}
complete -o nospace -F _pont pont ./pont
)bash";

// A word that a shell would have to quote is left out.
std::string case_of(const std::string& name, std::vector<std::string> words) {
  std::erase_if(words,
                [](const std::string& word) { return word.find_first_of(" ,;|\t'") != std::string::npos; });
  return words.empty() ? "" : fmt::format("    {}) echo '{}' ;;\n", name, store::joined(words, " "));
}

std::string cases(const std::string& function, const std::string& body) {
  return fmt::format("{}() {{\n  case $1 in\n{}  esac\n}}\n", function, body);
}

std::string word_list(const std::string& function, const std::vector<std::string>& words) {
  return fmt::format("{}() {{ echo '{}'; }}\n", function, store::joined(words, " "));
}

std::string bash_script() {
  run::RunConfig config(kinds::experiment_kinds());
  std::vector<std::string> commands, keys;
  std::string options, values;
  for (const CommandRow& row : all_commands()) {
    commands.emplace_back(row.name);
    options += case_of(row.name, option_names(row));
  }
  for (const exchange::KeyWords& key : exchange::key_words(config::declaration(config))) {
    keys.push_back(key.path);
    values += case_of(key.path, key.values);
  }
  return word_list("_pont_commands", commands) + cases("_pont_options", options) +
         word_list("_pont_keys", keys) + cases("_pont_values", values) + completion_function;
}

class Completion final : public Command {
 public:
  void declare(Syntax& s) override { s.argument("SHELL", shell_, "bash or zsh"); }
  int run() override {
    if (shell_ != "bash" && shell_ != "zsh")
      throw config::ConfigError(fmt::format("completion: got {}; expected one of: bash, zsh", shell_));
    if (shell_ == "zsh") fmt::print("autoload -U +X compinit bashcompinit\ncompinit\nbashcompinit\n");
    fmt::print("{}", bash_script());
    return 0;
  }

 private:
  std::string shell_;
};

class Schema final : public Command {
 public:
  void declare(Syntax&) override {}
  int run() override {
    run::RunConfig config(kinds::experiment_kinds());
    fmt::print("{}", exchange::schema(config::declaration(config)).text());
    return 0;
  }
};

}  // namespace

Commands editor_commands() {
  return {command<Completion>("completion", "what bash or zsh completes: commands, options, keys, values"),
          command<Schema>("schema", "configurations as a JSON Schema, for editors")};
}

}  // namespace pont::cli
