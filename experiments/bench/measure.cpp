// Windows in turn, medians over the rounds, and processes that compute beside what is timed.
#include "experiments/bench/measure.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <system_error>

namespace pont::bench {

// BusyProcesses: forked children that count until their parent dies or a minute has passed.

namespace {

[[noreturn]] void be_busy(pid_t parent) {
  signal(SIGALRM, SIG_DFL);
  alarm(BusyProcesses::longest_seconds);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it ended before the line above
  for (volatile unsigned n = 0;;) n = n + 1;
}

}  // namespace

BusyProcesses::BusyProcesses(int count)
    : BusyProcesses() {  // which makes the destructor run when this throws
  processes_.reserve(static_cast<std::size_t>(count));
  const pid_t parent = getpid();
  for (int i = 0; i < count; ++i) {
    const pid_t child = fork();
    if (child == 0) be_busy(parent);
    if (child > 0) processes_.push_back(child);
  }
  if (static_cast<int>(processes_.size()) < count)
    throw std::system_error(errno, std::generic_category(), "bench: cannot start the busy processes");
}

BusyProcesses::~BusyProcesses() {
  for (const pid_t p : processes_) kill(p, SIGKILL);
  for (const pid_t p : processes_) waitpid(p, nullptr, 0);
}

// Rounds of windows, one of each contender.

namespace {

// Steps that fill a window, after as many as a window for warming up.
int steps_per_window(const Contender& c, double window) {
  int steps = 1;
  for (double t = c.seconds(1); t < window / 2; t = c.seconds(steps))
    steps = std::max(steps + 1, static_cast<int>(std::min(8.0 * steps, steps * window / std::max(t, 1e-9))));
  return steps;
}

// CPU time that all processors together have spent on anything.
double machine_seconds() {
  std::ifstream stat("/proc/stat");
  std::string cpu;
  double user = 0, nice = 0, system = 0, idle = 0, io = 0, irq = 0, soft_irq = 0, steal = 0;
  stat >> cpu >> user >> nice >> system >> idle >> io >> irq >> soft_irq >> steal;
  return (user + nice + system + irq + soft_irq + steal) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Of this process (0) with the children that it has seen end, or of another one alone.
double process_seconds(int process) {
  clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
  if (process != 0) clock_getcpuclockid(process, &clock);
  timespec t{};
  clock_gettime(clock, &t);
  const double own = static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  if (process != 0) return own;
  rusage children{};
  getrusage(RUSAGE_CHILDREN, &children);
  const auto seconds = [](const timeval& v) {
    return static_cast<double>(v.tv_sec) + 1e-6 * static_cast<double>(v.tv_usec);
  };
  return own + seconds(children.ru_utime) + seconds(children.ru_stime);
}

class Samples final {
 public:
  Samples(const Contender& contender, int steps) : contender_(contender), steps_(steps) {}

  void add_window() {
    const double machine = machine_seconds(), own = process_seconds(contender_.process);
    const double seconds = contender_.seconds(steps_);
    const double others = (machine_seconds() - machine) - (process_seconds(contender_.process) - own);
    all_.push_back(seconds / steps_);
    constexpr double tick = 0.01;  // the resolution of the machine's count, on each of two processors
    if (others < 2 * tick + 0.05 * seconds) quiet_.push_back(seconds / steps_);
  }
  int quiet() const { return static_cast<int>(quiet_.size()); }
  Timing timing() const {
    std::vector<double> t = quiet_.empty() ? all_ : quiet_;
    std::sort(t.begin(), t.end());
    return {t[t.size() / 2], t.front(), quiet()};
  }

 private:
  const Contender& contender_;
  int steps_;
  std::vector<double> all_, quiet_;
};

}  // namespace

double seconds_of(int n, const std::function<void()>& step) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  for (int i = 0; i < n; ++i) step();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Timing> measure(const std::vector<Contender>& contenders, double window, int rounds) {
  std::vector<Samples> samples;
  for (const Contender& c : contenders) samples.emplace_back(c, steps_per_window(c, window));
  const auto satisfied = [&](const Samples& s) { return s.quiet() >= rounds; };
  for (int r = 0; r < 4 * rounds && !std::all_of(samples.begin(), samples.end(), satisfied); ++r)
    for (Samples& s : samples) s.add_window();
  std::vector<Timing> out;
  for (const Samples& s : samples) out.push_back(s.timing());
  return out;
}

}  // namespace pont::bench
