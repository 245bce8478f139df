// The metric log: rows of numbers appended between checkpoints, such that a kill loses and doubles none of
// them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/store/file.hpp"

namespace pont::store {

// The file is a sequence of frames, little-endian:
//   4 bytes  length n of the payload      4 bytes  CRC-32C of the length and the payload      n bytes payload
// The payload of the first frame is the schema: "PONTLOG1\n" and the names of the columns, one a line. That
// of each other frame is one row: the step (int64), then one double per column.

/// Writes the log. Rows are kept in memory until flush() or sync(). The way to use it: sync() before a
/// checkpoint is published, offset() stored in that checkpoint, and open() at this offset when the run
/// resumes.
class MetricLog final {
 public:
  /// A new log with these columns; an old file of the name is overwritten. Throws IoError; ConfigError for no
  /// names, an empty name, a name twice, or one with a newline.
  static MetricLog create(const std::filesystem::path& file, const std::vector<std::string>& columns);

  /// Throws DataError if the log is missing, has other columns, or is not sound up to exactly `offset`.
  static void check(const std::filesystem::path& file, const std::vector<std::string>& columns,
                    std::int64_t offset);
  /// Continues a log after `offset` bytes; what follows them is cut off. Throws as check() does.
  static MetricLog open(const std::filesystem::path& file, const std::vector<std::string>& columns,
                        std::int64_t offset);

  /// Throws std::invalid_argument unless there is one value per column.
  void append(std::int64_t step, std::span<const double> values);
  /// Hands the rows to the operating system: they survive a kill.
  void flush();
  /// flush() and fsync: the rows survive a power failure too.
  void sync();
  /// Bytes of the log up to and including the last row appended.
  std::int64_t offset() const { return offset_; }

 private:
  MetricLog(File file, std::size_t columns, std::int64_t offset);
  void append_frame(std::string_view payload);
  File file_;
  std::size_t columns_;
  std::int64_t offset_;
  std::string pending_;
};

struct MetricRows final {
  std::vector<std::string> columns;
  std::vector<std::int64_t> steps;  // [rows]
  std::vector<double> values;       // [rows, columns], row-major
  std::int64_t sound_bytes = 0;     // reading stopped here
  std::string damage;               // empty, or why reading stopped before the end of the file
  /// One column, [rows]. Throws DataError if there is none of this name.
  std::vector<double> column(const std::string& name) const;
};

/// All rows up to the first frame that is not sound. Throws DataError if even the schema is not sound;
/// IoError.
MetricRows read_metrics(const std::filesystem::path& file);

}  // namespace pont::store
