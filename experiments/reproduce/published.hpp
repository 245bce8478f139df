// The numbers of a publication as a file under results/published/ states them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/reproduce/agreement.hpp"
#include "experiments/reproduce/recipe.hpp"

namespace pont::reproduce {

/// The rule of one row.
struct RowRule final {
  config::Choice<Agreement> rule{agreements()};
  void declare(config::Visitor& v) { rule.declare(v); }
};

/// In place of a cell that nobody stated: ours stands there alone, and is not counted.
inline constexpr const char* not_published = "none";

/// One row of a published table, its cells as printed.
struct PublishedRow final {
  std::string name;
  std::optional<RowRule> rule;  ///< instead of the table's
  std::string origin;           ///< instead of the table's, if not empty
  std::vector<std::string> cells;
  void declare(config::Visitor&);
};

/// One published table, and what reproduces it.
struct Published final {
  std::string paper, table, caption, reproduction;
  double minutes = 1;  ///< that the reproduction is expected to take
  config::Choice<Agreement> rule{agreements()};
  std::string origin = "printed";   ///< a row of origins()
  std::string other_data;           ///< how ours differ from the data of the publication; empty: they do not
  std::vector<RecipeValue> recipe;  ///< settings of the publication
  std::vector<std::string> columns;
  std::vector<PublishedRow> rows;
  void declare(config::Visitor&);

  std::size_t size() const { return rows.size() * columns.size(); }
  const Agreement& rule_of(const PublishedRow& row) const { return row.rule ? *row.rule->rule : *rule; }
  const Origin& origin_of(const PublishedRow& row) const {
    return pont::reproduce::origin(row.origin.empty() ? origin : row.origin);
  }
};

/// results/published of the checkout that ./pont names in PONT_HOME, else of the current directory.
std::filesystem::path published_directory();

/// Reads results/published/NAME.yaml, where NAME is the reproduction's with underscores. Throws ConfigError,
/// also when the file is for another reproduction.
Published load_published(const std::string& reproduction);

/// The value of a printed number: "6.7E-4" is 0.00067. Throws ConfigError for anything else.
double published_number(const std::string& printed);

}  // namespace pont::reproduce
