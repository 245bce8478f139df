// How a command says which words it takes. CLI11 reads them, but its header is slow: syntax.cpp alone has it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace pont::cli {

/// The words of one command. Each is declared with the place that its value goes to, which keeps its default
/// where the word is not given.
class Syntax final {
 public:
  explicit Syntax(CLI::App& app) : app_(app) {}

  /// A word by its place; it must be given.
  void argument(const char* name, std::string& value, const std::string& meaning);
  /// One that may be left out.
  void optional_argument(const char* name, std::string& value, const std::string& meaning);
  /// Any number of words, after all others.
  void arguments(const char* name, std::vector<std::string>& values, const std::string& meaning);
  /// The same, but at least so many.
  void arguments(const char* name, std::vector<std::string>& values, const std::string& meaning, int least);
  void flag(const char* name, bool& value, const std::string& meaning);
  /// "--name TEXT"; an empty text is refused.
  void option(const char* name, std::string& value, const std::string& meaning);
  /// The same for the name of a file or directory.
  void path_option(const char* name, std::string& value, const std::string& meaning);
  /// "--name N" with N in [least, most].
  void option(const char* name, std::int64_t& value, const std::string& meaning, std::int64_t least,
              std::int64_t most);
  void option(const char* name, std::optional<std::int64_t>& value, const std::string& meaning,
              std::int64_t least, std::int64_t most);
  /// "--name X" with X > 0.
  void option(const char* name, double& value, const std::string& meaning);
  void option(const char* name, std::optional<double>& value, const std::string& meaning);

 private:
  CLI::App& app_;
};

}  // namespace pont::cli
