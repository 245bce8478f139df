// The metric log: no row lost, none doubled, a torn end recovered.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "experiments/config/error.hpp"
#include "experiments/store/metric_log.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

const std::vector<std::string> columns = {"loss", "rate"};
constexpr std::int64_t row_bytes = 8 + 8 * 3;

void append_rows(MetricLog& log, std::int64_t from, std::int64_t to) {
  for (std::int64_t step = from; step < to; ++step) {
    const double values[] = {1.0 / static_cast<double>(step + 1), static_cast<double>(-step)};
    log.append(step, values);
  }
}

/// Expects the rows of steps 0 .. count - 1, once each.
void expect_rows(const MetricRows& rows, std::int64_t count) {
  ASSERT_EQ(rows.steps.size(), static_cast<std::size_t>(count));
  for (std::int64_t step = 0; step < count; ++step) {
    const auto i = static_cast<std::size_t>(step);
    EXPECT_EQ(rows.steps[i], step);
    EXPECT_EQ(rows.values[2 * i], 1.0 / static_cast<double>(step + 1));
    EXPECT_EQ(rows.values[2 * i + 1], static_cast<double>(-step));
  }
}

TEST(MetricLog, ReadsBackRowsColumnsAndBits) {
  const TemporaryDirectory directory;
  MetricLog log = MetricLog::create(directory / "log", columns);
  append_rows(log, 0, 10);
  log.sync();
  const MetricRows rows = read_metrics(directory / "log");
  expect_rows(rows, 10);
  EXPECT_EQ(rows.columns, columns);
  EXPECT_EQ(rows.damage, "");
  EXPECT_EQ(rows.sound_bytes, log.offset());
  EXPECT_EQ(rows.column("rate")[9], -9);
  EXPECT_CONTAINS(message_of<DataError>([&] { rows.column("lss"); }), "no metric 'lss'; known: loss, rate");
  const double odd[] = {std::bit_cast<double>(0x7ff8dead0000beefULL), -0.0};
  log.append(1LL << 40, odd);
  log.flush();
  EXPECT_EQ(std::bit_cast<std::uint64_t>(read_metrics(directory / "log").values[20]), 0x7ff8dead0000beefULL);
}

TEST(MetricLog, RowsReachTheFileOnFlushOnly) {
  const TemporaryDirectory directory;
  MetricLog log = MetricLog::create(directory / "log", columns);
  const std::int64_t empty = log.offset();
  append_rows(log, 0, 3);
  EXPECT_EQ(log.offset(), empty + 3 * row_bytes);
  expect_rows(read_metrics(directory / "log"), 0);
  log.flush();
  expect_rows(read_metrics(directory / "log"), 3);
  log.flush();
  expect_rows(read_metrics(directory / "log"), 3);
}

// Checkpoint after 5 rows; 3 more rows, of which a kill leaves any number of bytes; resume; go on to 12.
TEST(MetricLog, ResumeAfterAKillAtAnyByteDoublesAndLosesNothing) {
  const TemporaryDirectory directory;
  MetricLog log = MetricLog::create(directory / "log", columns);
  append_rows(log, 0, 5);
  const std::int64_t checkpoint = log.offset();
  append_rows(log, 5, 8);
  log.sync();
  const std::string whole = contents(directory / "log");
  for (std::size_t size = static_cast<std::size_t>(checkpoint); size <= whole.size(); ++size) {
    overwrite(directory / "log", whole.substr(0, size));
    const MetricRows torn = read_metrics(directory / "log");
    const auto rows = (static_cast<std::int64_t>(size) - checkpoint) / row_bytes;
    expect_rows(torn, 5 + rows);
    EXPECT_EQ(torn.damage.empty(), checkpoint + rows * row_bytes == static_cast<std::int64_t>(size))
        << torn.damage;
    MetricLog resumed = MetricLog::open(directory / "log", columns, checkpoint);
    append_rows(resumed, 5, 12);
    resumed.sync();
    expect_rows(read_metrics(directory / "log"), 12);
  }
}

TEST(MetricLog, EveryBitFlipEndsTheSoundPartAtItsFrame) {
  const TemporaryDirectory directory;
  MetricLog log = MetricLog::create(directory / "log", columns);
  const auto schema = static_cast<std::size_t>(log.offset());
  append_rows(log, 0, 3);
  log.sync();
  const std::string whole = contents(directory / "log");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    overwrite(directory / "log", damaged);
    if (at < schema) {
      EXPECT_THROW(read_metrics(directory / "log"), DataError) << at;
      continue;
    }
    const MetricRows rows = read_metrics(directory / "log");
    expect_rows(rows, static_cast<std::int64_t>(at - schema) / row_bytes);
    EXPECT_CONTAINS(rows.damage, "at byte " + std::to_string(rows.sound_bytes));
  }
}

TEST(MetricLog, ZerosAtTheEndAreNoRows) {
  const TemporaryDirectory directory;
  MetricLog log = MetricLog::create(directory / "log", columns);
  append_rows(log, 0, 2);
  log.sync();
  overwrite(directory / "log", contents(directory / "log") + std::string(4096, '\0'));
  const MetricRows rows = read_metrics(directory / "log");
  expect_rows(rows, 2);
  EXPECT_CONTAINS(rows.damage,
                  "the checksum of a frame does not match at byte " + std::to_string(log.offset()));
}

TEST(MetricLog, OpensOnlyItsOwnLogAtARowItHas) {
  const TemporaryDirectory directory;
  const auto file = directory / "log";
  MetricLog log = MetricLog::create(file, columns);
  append_rows(log, 0, 4);
  log.sync();
  const std::string before = contents(file);
  const auto message = [&](const std::vector<std::string>& names, std::int64_t offset) {
    return message_of<DataError>([&] { MetricLog::open(file, names, offset); });
  };
  EXPECT_CONTAINS(message({"loss"}, log.offset()),
                  "log: has other metrics than this configuration; expected");
  EXPECT_CONTAINS(message(columns, log.offset() + 1),
                  "the checkpoint counts " + std::to_string(log.offset() + 1));
  EXPECT_CONTAINS(message(columns, log.offset() - 1), "a frame is cut short at byte");
  EXPECT_CONTAINS(message(columns, 0), "does not begin with the names of metrics");
  EXPECT_CONTAINS(message(columns, -1), "counts -1");
  EXPECT_EQ(contents(file), before) << "a refused log must not be touched";
}

TEST(MetricLog, RefusesNamesAndRowsThatDoNotFit) {
  const TemporaryDirectory directory;
  for (const std::vector<std::string>& names :
       std::vector<std::vector<std::string>>{{}, {""}, {"a", "a"}, {"a\nb"}}) {
    EXPECT_THROW(MetricLog::create(directory / "log", names), ConfigError);
  }
  MetricLog log = MetricLog::create(directory / "log", columns);
  const double one[] = {1};
  EXPECT_CONTAINS(message_of<std::invalid_argument>([&] { log.append(0, one); }),
                  "1 values given, 2 columns");
}

}  // namespace
}  // namespace pont::experiments
