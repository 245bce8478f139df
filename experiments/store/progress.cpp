// Drawing of the progress bar.
#include "experiments/store/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace pont::store {
namespace {

constexpr int plain_width = 100;

// A stream without a descriptor is the program's own stderr, which outlives its reader.
int descriptor_of(std::FILE* out) {
  const int descriptor = fileno(out);
  return descriptor >= 0 ? descriptor : STDERR_FILENO;
}

int width_of(std::FILE* out) {
  winsize size{};
  if (ioctl(descriptor_of(out), TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return 80;
  return size.ws_col;
}

std::string clock_text(double seconds) {
  if (!(seconds < 3.6e6)) return "--:--";
  const auto whole = std::llround(seconds);
  const std::int64_t hours = whole / 3600, minutes = whole / 60 % 60;
  const std::string tail = fmt::format("{:02}:{:02}", minutes, whole % 60);
  return hours > 0 ? fmt::format("{}:{}", hours, tail) : tail;
}

}  // namespace

std::string progress_line(const ProgressState& state, int width) {
  const double total = static_cast<double>(std::max<std::int64_t>(state.total, 1));
  const double part = std::clamp(static_cast<double>(state.step) / total, 0.0, 1.0);
  const double done = static_cast<double>(state.step - state.first);
  const double rate = done > 0 && state.seconds > 0 ? done / state.seconds : 0;
  const double left = rate > 0 ? static_cast<double>(state.total - state.step) / rate : 1e9;
  constexpr int cells = 20;
  const int full = static_cast<int>(part * cells);
  std::string line = fmt::format("[{:#>{}}{:.>{}}] {:3.0f}% {}/{}  {:.4g} {}/s  {}{}ETA {}", "", full, "",
                                 cells - full, 100 * part, state.step, state.total, rate, state.unit,
                                 state.status, state.status.empty() ? "" : "  ", clock_text(left));
  if (line.size() > static_cast<std::size_t>(width)) line.resize(static_cast<std::size_t>(width));
  return line;
}

Progress::Progress(std::int64_t first, std::int64_t total, std::FILE* out)
    : Progress(ProgressState{.step = first, .total = total, .first = first, .seconds = 0}, 0, out) {}

Progress::Progress(ProgressState start, double quiet, std::FILE* out)
    : out_(out),
      terminal_(isatty(descriptor_of(out)) == 1),
      shown_(start.first),
      state_(std::move(start)),
      quiet_(quiet) {}

Progress::~Progress() {
  if (line_open_) std::fputc('\n', out_);
}

bool Progress::due(std::int64_t step, Clock::time_point now) const {
  if (std::chrono::duration<double>(now - start_).count() < quiet_) return false;
  const auto silence = now - last_;
  if (terminal_) return step == state_.total || silence >= std::chrono::milliseconds(100);
  const std::int64_t total = std::max<std::int64_t>(state_.total, 1);
  return 10 * step / total > 10 * shown_ / total || silence >= std::chrono::seconds(30);
}

void Progress::update(std::int64_t step, const std::string& status) {
  const Clock::time_point now = Clock::now();
  if (!due(step, now)) return;
  state_.step = shown_ = step;
  state_.seconds = std::chrono::duration<double>(now - start_).count();
  state_.status = status;
  last_ = now;
  if (terminal_) {
    const std::string line = progress_line(state_, width_of(out_) - 1);
    std::fprintf(out_, "\r%s\x1b[K", line.c_str());
  } else {
    std::fprintf(out_, "%s\n", progress_line(state_, plain_width).c_str());
  }
  std::fflush(out_);
  line_open_ = terminal_;
}

void Progress::say(const std::string& text) {
  std::fprintf(out_, "%s%s\n", line_open_ ? "\r\x1b[K" : "", text.c_str());
  std::fflush(out_);
  line_open_ = false;
}

TaskProgress::TaskProgress(std::int64_t total, const std::string& unit, std::FILE* out)
    : progress_(ProgressState{.total = total, .unit = unit}, /*quiet=*/1, out) {}

void TaskProgress::done() {
  const std::lock_guard guard(mutex_);
  progress_.update(++done_, "");
}

}  // namespace pont::store
