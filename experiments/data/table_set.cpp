// Rows of a table: drawn on the tape from the table itself; and the keys that tell where it lies.
#include "experiments/data/table_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "experiments/config/error.hpp"
#include "experiments/store/checksums.hpp"

namespace pont::data {
namespace {

void require_same(const std::string& file, const std::string& then, const std::string& now) {
  if (then == now) return;
  throw config::DataError(
      fmt::format("{}: its content has changed: SHA-256 {} when the run started, {} now; restore the file, "
                  "or start a new run (resume also goes on with the new content: --allow-drift)",
                  file, then, now));
}

TableRows::Rows rows_where(const std::vector<bool>& held_out, bool held) {
  TableRows::Rows rows;
  for (std::size_t i = 0; i < held_out.size(); ++i)
    if (held_out[i] == held) rows.push_back(static_cast<ad::i64>(i));
  return rows;
}

}  // namespace

TableRows::TableRows(std::shared_ptr<const PointTable> table, Rows rows, Rows training)
    : table_(std::move(table)),
      rows_(std::move(rows)),
      training_(std::move(training)),
      law_(rows_.empty() ? table_->rows() : static_cast<ad::i64>(rows_.size())) {}

Drawn TableRows::draw(const Draws& draws) const {
  ad::Tape& tape = *draws.step.tape;
  const auto listed = [&](const Rows& values) {
    return tape.constant(ad::Tensor::of({static_cast<ad::i64>(values.size())}, values));
  };
  ad::Var row = draws.pick("row", law_);
  if (!rows_.empty()) row = gather(listed(rows_), row);
  const ad::Var x = gather(tape.constant(table_->values), row);
  return {x, table_->classes.empty() ? ad::Var() : gather(listed(table_->labels), row)};
}

std::optional<TableRows> TableRows::training() const {
  if (training_.empty()) return std::nullopt;
  return TableRows(table_, training_);
}

std::vector<std::byte> read_known_file(const std::string& path, const std::string& sha256) {
  const std::string file = point_place(path).file;
  std::error_code ignored;
  if (!sha256.empty() && !std::filesystem::exists(file, ignored))
    throw config::IoError(fmt::format(
        "{}: there is no such file; this run needs the one whose SHA-256 is {}; put it there again", file,
        sha256));
  std::vector<std::byte> bytes = read_point_file(path);
  if (!sha256.empty()) require_same(file, sha256, store::hex(store::sha256(bytes)));
  return bytes;
}

std::shared_ptr<const PointTable> TableOptions::table() const {
  std::shared_ptr<const PointTable> table = held_.lock();
  if (!table) held_ = table = std::make_shared<const PointTable>(parsed(read_known_file(path_, sha256_)));
  return table;
}

void TableOptions::declare_file(config::Visitor& v, const std::string& meaning) {
  v.key("path", path_, meaning + ". A run keeps a copy, or of files above 64 MiB the absolute path",
        {.required = true});
  v.key("sha256", sha256_,
        "of the file, in hexadecimal digits: any other content is refused; a run records it. Empty: any");
}

void TableOptions::declare_hold_out(config::Visitor& v) {
  v.key(
      "hold_out", hold_out_,
      "share of the rows that training never sees, by a hash of their number; all measures are of these. 0: "
      "measures are of the rows trained on",
      {.range = {.low = 0, .high = 1, .high_open = true}});
}

std::vector<bool> TableOptions::held_out(ad::i64 n) const {
  const ad::Key key = ad::Key::root(0) / "hold_out";
  std::vector<bool> held(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < held.size(); ++i) held[i] = key.uniform(i) < hold_out_;
  return held;
}

std::vector<bool> TableOptions::held_out(const PointTable& table) const {
  std::vector<bool> held = held_out(table.rows());
  std::fill(held.end() - table.tests, held.end(), true);
  return held;
}

TableRows TableOptions::rows_of(std::shared_ptr<const PointTable> table) const {
  const std::vector<bool> held = held_out(*table);
  const auto count = std::count(held.begin(), held.end(), true);
  if (hold_out_ > 0 && (count == 0 || count == table->rows()))
    throw config::ConfigError(
        fmt::format("{}: hold_out {} holds out {} of {} rows; expected some, and some left", path_, hold_out_,
                    count, table->rows()));
  if (count == 0) return TableRows(std::move(table));
  return TableRows(std::move(table), rows_where(held, true), rows_where(held, false));
}

}  // namespace pont::data
