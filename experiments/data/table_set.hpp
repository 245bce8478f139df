// Data sets whose points lie in a table: the file they are read from, and the rows that training may see.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/data/draws.hpp"
#include "experiments/data/point_files.hpp"

namespace pont::data {

/// The rows of a table that a set draws from, uniformly and with replacement, whatever the order of batches.
class TableRows final {
 public:
  using Rows = std::vector<ad::i64>;
  /// `rows`: empty for all; `training`: empty if these are both trained on and measured on.
  explicit TableRows(std::shared_ptr<const PointTable> table, Rows rows = {}, Rows training = {});

  const PointTable& table() const { return *table_; }
  /// Points as the table holds them, [rows, d] in its type, and their classes; drawn from key / "row".
  Drawn draw(const Draws& draws) const;
  /// The numbers of those that are trained on; empty for all.
  std::span<const ad::i64> training_numbers() const { return training_; }
  ListedRows listed() const { return {table_, rows_}; }
  /// The rows that are trained on, where these are others.
  std::optional<TableRows> training() const;

 private:
  std::shared_ptr<const PointTable> table_;
  Rows rows_, training_;
  Categorical law_;
};

/// The keys of a set of rows of a file; its points belong to a run, which records the SHA-256 of the file and
/// keeps a copy.
class TableOptions : public DataOptions {
 public:
  /// The points as they stand in the file, read once for all that hold them at a time. Throws DataError, also
  /// for a file whose SHA-256 is not sha256; IoError.
  std::shared_ptr<const PointTable> table() const;
  /// For each row of n whether it is held out: a hash of its number decides.
  std::vector<bool> held_out(ad::i64 n) const;
  /// The same for the rows of a table; points to test on are held out whatever their number.
  std::vector<bool> held_out(const PointTable& table) const;
  virtual bool standardised() const { return false; }

 protected:
  void declare_file(config::Visitor& v, const std::string& meaning);
  void declare_hold_out(config::Visitor& v);
  const std::string& path() const { return path_; }
  /// Those of a table that are held out, or all. Throws ConfigError for a hold_out that leaves one of both
  /// parts empty.
  TableRows rows_of(std::shared_ptr<const PointTable> table) const;

 private:
  virtual PointTable parsed(std::span<const std::byte> file) const = 0;

  std::string path_, sha256_;
  double hold_out_ = 0;
  mutable std::weak_ptr<const PointTable> held_;
};

/// The bytes of a file whose SHA-256 is known, or of any if it is empty. Throws DataError for other content,
/// IoError.
std::vector<std::byte> read_known_file(const std::string& path, const std::string& sha256);

}  // namespace pont::data
