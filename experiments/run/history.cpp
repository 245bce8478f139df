// Sessions of a run, written as they begin and end, and read.
#include "experiments/run/history.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "experiments/config/error.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/store/command_line.hpp"
#include "experiments/store/file.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

constexpr const char *history_name = "history.log", *begin_word = "begin", *end_word = "end";

std::int64_t milliseconds(Time t) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
}

std::optional<Time> parse_time(const std::string& text) {
  std::tm t{};
  int thousandths = 0, used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ%n", &t.tm_year, &t.tm_mon, &t.tm_mday,
                  &t.tm_hour, &t.tm_min, &t.tm_sec, &thousandths, &used) != 7 ||
      static_cast<std::size_t>(used) != text.size())
    return {};
  t.tm_year -= 1900, t.tm_mon -= 1;
  return std::chrono::system_clock::from_time_t(::timegm(&t)) + std::chrono::milliseconds(thousandths);
}

std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

void append(const fs::path& directory, Time time, const char* word, const std::string& text) {
  const std::string line = fmt::format("{}\t{}\t{}\n", utc_text(time), word, one_line(text));
  store::File file = store::File::open_to_update(directory / history_name);
  file.read_rest();
  file.write(std::as_bytes(std::span(line)));
}

// The end is told where it can be: a run that is finished stays so on a full disk.
void append_end(const fs::path& directory, const std::string& outcome) noexcept try {
  append(directory, std::chrono::system_clock::now(), end_word, outcome);
} catch (const std::exception&) {
}

void end_one_that_was_killed(const fs::path& directory) {
  const std::vector<Session> before = read_history(directory);
  if (before.empty() || before.back().end) return;
  const Time last = last_sign_of_life(directory).value_or(before.back().begin);
  append(directory, std::max(last, before.back().begin), end_word, "killed");
}

}  // namespace

std::string utc_text(Time t) {
  const std::int64_t all = milliseconds(t);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(all / 1000)),
                     all % 1000);
}

void in_session(const store::RunDirectory& directory, const std::function<void()>& action) {
  const fs::path& path = directory.path();
  end_one_that_was_killed(path);
  append(path, std::chrono::system_clock::now(), begin_word, store::command_line());
  try {
    action();
  } catch (const Stopped& stopped) {
    append_end(path, stopped.signal == 0 ? "stopped" : fmt::format("stopped by signal {}", stopped.signal));
    throw;
  } catch (const config::Incomplete& e) {
    append_end(path, std::string("incomplete: ") + e.what());
    throw;
  } catch (const std::exception& e) {
    append_end(path, std::string("failed: ") + e.what());
    throw;
  }
  append_end(path, "finished");
}

std::vector<Session> read_history(const fs::path& directory) {
  std::vector<Session> sessions;
  std::ifstream in(directory / history_name);
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    const std::optional<Time> time = parse_time(line.substr(0, first));
    if (!time || second == std::string::npos) continue;
    const std::string word = line.substr(first + 1, second - first - 1), text = line.substr(second + 1);
    if (word == begin_word) sessions.push_back({*time, text});
    if (word != end_word || sessions.empty() || sessions.back().end) continue;
    sessions.back().end = time;
    sessions.back().outcome = text;
  }
  return sessions;
}

std::optional<Time> last_sign_of_life(const fs::path& directory) {
  std::optional<Time> last;
  for (const char* sign : {"config.yaml", "metrics.log", "checkpoints", "parts", "run.h5", "report.md"}) {
    std::error_code absent;
    const auto written = fs::last_write_time(directory / sign, absent);
    if (absent) continue;
    const Time time = std::chrono::time_point_cast<Time::duration>(std::chrono::file_clock::to_sys(written));
    last = last ? std::max(*last, time) : time;
  }
  return last;
}

double seconds_of(const std::vector<Session>& sessions, Time now) {
  double sum = 0;
  for (const Session& s : sessions)
    sum += std::max(0.0, std::chrono::duration<double>(s.end.value_or(now) - s.begin).count());
  return sum;
}

store::Facts history_facts(const fs::path& directory) {
  const std::vector<Session> sessions = read_history(directory);
  if (sessions.empty()) return {};
  return {{"command", sessions.front().command},
          {"started", utc_text(sessions.front().begin)},
          {"seconds", fmt::format("{:.1f}", seconds_of(sessions, std::chrono::system_clock::now()))}};
}

}  // namespace pont::run
