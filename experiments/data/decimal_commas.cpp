// Refusal of columns that are the halves of numbers with a decimal comma.
#include "experiments/data/decimal_commas.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {

void WrittenColumn::add(std::string_view field) {
  const bool sign = field.starts_with('-') || field.starts_with('+');
  const std::string_view rest = field.substr(sign ? 1 : 0);
  const bool all_digits = !rest.empty() && rest.find_first_not_of("0123456789") == rest.npos;
  whole = whole && all_digits;
  digits = digits && all_digits && !sign;
  zero_first = zero_first || (all_digits && !sign && rest.size() > 1 && rest[0] == '0');
}

void refuse_split_numbers(const std::string& name, const std::vector<WrittenColumn>& columns) {
  const bool fractions =
      std::any_of(columns.begin(), columns.end(), [](const WrittenColumn& c) { return !c.whole; });
  for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
    const WrittenColumn& next = columns[i + 1];
    if (!columns[i].whole || !next.digits || !(next.zero_first || fractions)) continue;
    std::vector<std::string> all;
    for (std::size_t j = 1; j <= columns.size(); ++j) all.push_back(std::to_string(j));
    throw config::DataError(fmt::format(
        "{}: columns {} and {} look like one whose decimal commas were taken for delimiters; "
        "expected decimal "
        "points, or another delimiter (delimiter: \";\", decimal: \",\"); if they are two: {}",
        name, i + 1, i + 2,
        columns.size() > 8 ? "a first line of names" : "columns: [" + store::joined(all, ", ") + "]"));
  }
}

}  // namespace pont::data
