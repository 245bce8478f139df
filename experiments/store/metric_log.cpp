// Framing and recovery of the metric log.
#include "experiments/store/metric_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <set>
#include <stdexcept>

#include "experiments/config/error.hpp"
#include "experiments/store/checksums.hpp"
#include "experiments/store/joined.hpp"

namespace pont::store {
namespace {

static_assert(std::endian::native == std::endian::little, "the log is little-endian");
constexpr std::string_view log_magic = "PONTLOG1";
constexpr std::size_t header_size = 8;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

/// The length is part of the check: a file that ends in zeros, as a crash may leave it, is then no frame.
std::uint32_t check_of(std::uint32_t length, std::string_view payload) {
  return crc32c(bytes_of(payload), crc32c(std::as_bytes(std::span(&length, 1))));
}

std::string schema_of(const std::vector<std::string>& columns) {
  std::string schema(log_magic);
  std::set<std::string> seen;
  for (const std::string& name : columns) {
    if (name.empty() || name.find('\n') != std::string::npos || !seen.insert(name).second) {
      throw config::ConfigError(
          fmt::format("metric '{}': expected names that differ, are not empty and have no newline", name));
    }
    schema += '\n' + name;
  }
  if (columns.empty()) throw config::ConfigError("metric log: no columns given; expected at least one name");
  return schema;
}

std::vector<std::string> columns_of(std::string_view schema) {
  std::vector<std::string> columns;
  while (!schema.empty()) {
    schema.remove_prefix(1);  // the newline before each name
    columns.emplace_back(schema.substr(0, schema.find('\n')));
    schema.remove_prefix(columns.back().size());
  }
  return columns;
}

/// A walk over the frames of a log in memory.
class Frames final {
 public:
  explicit Frames(std::string_view bytes) : bytes_(bytes) {}
  /// Moves to the next sound frame; false at the end, or at a frame that is not sound: then damage() says
  /// why.
  bool next() {
    if (bytes_.empty()) return false;
    std::array<std::uint32_t, 2> header;  // length, check
    if (bytes_.size() < header_size) return stop("the header of a frame is cut short");
    std::memcpy(header.data(), bytes_.data(), header_size);
    if (bytes_.size() - header_size < header[0]) return stop("a frame is cut short");
    payload_ = bytes_.substr(header_size, header[0]);
    if (check_of(header[0], payload_) != header[1]) return stop("the checksum of a frame does not match");
    bytes_.remove_prefix(header_size + header[0]);
    offset_ += static_cast<std::int64_t>(header_size + header[0]);
    return true;
  }
  std::string_view payload() const { return payload_; }
  std::int64_t offset() const { return offset_; }
  const std::string& damage() const { return damage_; }

 private:
  bool stop(std::string_view reason) {
    damage_ = fmt::format("{} at byte {}", reason, offset_);
    return false;
  }
  std::string_view bytes_, payload_;
  std::int64_t offset_ = 0;
  std::string damage_;
};

void add_row(MetricRows& rows, std::string_view payload) {
  std::int64_t step;
  std::memcpy(&step, payload.data(), sizeof step);
  rows.steps.push_back(step);
  const std::size_t begin = rows.values.size();
  rows.values.resize(begin + rows.columns.size());
  std::memcpy(&rows.values[begin], payload.data() + sizeof step, payload.size() - sizeof step);
}

[[noreturn]] void refuse_log(const std::filesystem::path& file, const std::string& reason) {
  throw config::DataError(fmt::format("{}: {}; expected a metric log of this run; use an earlier checkpoint",
                                      file.string(), reason));
}

MetricRows parse(const std::filesystem::path& file, std::string_view bytes) {
  Frames frames(bytes);
  if (!frames.next() || !frames.payload().starts_with(log_magic))
    refuse_log(file, "does not begin with the names of metrics");
  MetricRows rows;
  rows.columns = columns_of(frames.payload().substr(log_magic.size()));
  do {
    rows.sound_bytes = frames.offset();
    if (!frames.next()) break;
    if (frames.payload().size() != 8 * (1 + rows.columns.size()))
      refuse_log(file, "a row has another length than the names");
    add_row(rows, frames.payload());
  } while (true);
  rows.damage = frames.damage();
  return rows;
}

MetricRows parse(const std::filesystem::path& file, const std::vector<std::byte>& bytes) {
  return parse(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace

MetricLog::MetricLog(File file, std::size_t columns, std::int64_t offset)
    : file_(std::move(file)), columns_(columns), offset_(offset) {}

MetricLog MetricLog::create(const std::filesystem::path& file, const std::vector<std::string>& columns) {
  const std::string schema = schema_of(columns);
  MetricLog log(File::open_to_update(file), columns.size(), 0);
  log.file_.truncate(0);
  log.append_frame(schema);
  log.sync();
  sync_directory(directory_of(file));
  return log;
}

void MetricLog::check(const std::filesystem::path& file, const std::vector<std::string>& columns,
                      std::int64_t offset) {
  if (!std::filesystem::exists(file)) refuse_log(file, "is missing");
  std::vector<std::byte> bytes = File::open_to_read(file).read_rest();
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (offset < 0 || offset > size)
    refuse_log(file, fmt::format("has {} bytes, the checkpoint counts {}", size, offset));
  bytes.resize(static_cast<std::size_t>(offset));
  const MetricRows rows = parse(file, bytes);
  if (!rows.damage.empty()) refuse_log(file, rows.damage);
  if (rows.columns != columns) refuse_log(file, "has other metrics than this configuration");
}

MetricLog MetricLog::open(const std::filesystem::path& file, const std::vector<std::string>& columns,
                          std::int64_t offset) {
  check(file, columns, offset);
  MetricLog log(File::open_to_update(file), columns.size(), offset);
  log.file_.truncate(offset);
  return log;
}

void MetricLog::append(std::int64_t step, std::span<const double> values) {
  if (values.size() != columns_) {
    throw std::invalid_argument(
        fmt::format("metric log: {} values given, {} columns", values.size(), columns_));
  }
  std::string row(8 * (1 + columns_), '\0');
  std::memcpy(row.data(), &step, 8);
  std::memcpy(row.data() + 8, values.data(), values.size_bytes());
  append_frame(row);
}

void MetricLog::append_frame(std::string_view payload) {
  const auto length = static_cast<std::uint32_t>(payload.size());
  const std::array<std::uint32_t, 2> header{length, check_of(length, payload)};
  pending_.append(reinterpret_cast<const char*>(header.data()), header_size).append(payload);
  offset_ += static_cast<std::int64_t>(header_size + payload.size());
}

void MetricLog::flush() {
  const std::string rows = std::exchange(pending_, {});
  file_.write(bytes_of(rows));
}

void MetricLog::sync() {
  flush();
  file_.sync();
}

std::vector<double> MetricRows::column(const std::string& name) const {
  const auto at = std::find(columns.begin(), columns.end(), name);
  if (at == columns.end())
    throw config::DataError(
        fmt::format("metric log: no metric '{}'; known: {}", name, joined(columns, ", ")));
  std::vector<double> column;
  for (auto i = static_cast<std::size_t>(at - columns.begin()); i < values.size(); i += columns.size())
    column.push_back(values[i]);
  return column;
}

MetricRows read_metrics(const std::filesystem::path& file) {
  return parse(file, File::open_to_read(file).read_rest());
}

}  // namespace pont::store
