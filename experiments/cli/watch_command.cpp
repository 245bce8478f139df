// watch: runs as they go on, drawn again every second on a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <thread>

#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/config/error.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/run/logged.hpp"
#include "experiments/run/standing.hpp"
#include "experiments/run/terminal_curve.hpp"
#include "experiments/store/run_directory.hpp"
#include "experiments/store/signals.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

/// What is shown of one run.
struct View final {
  std::string state;
  std::string line;  ///< "runs/a  running  step 1200 of 20000  loss 0.41  35 s"
  std::vector<double> losses = {};
  std::string preview = {};  ///< the file of the newest one, of a run that goes on
};

// 0 where it cannot be told: of a run of a newer program.
std::int64_t steps_of(const fs::path& run) {
  try {
    return run::stored_config(kinds::experiment_kinds(), run).experiment->training_steps();
  } catch (const config::Error&) {
    return 0;
  }
}

std::string progress(const run::Standing& standing, std::int64_t steps) {
  if (!standing.step) return "";
  return steps > 0 ? fmt::format("  step {} of {}", *standing.step, steps)
                   : fmt::format("  step {}", *standing.step);
}

// The first steps lie far above the others: no higher than all but a 20th of the values.
std::vector<double> without_peaks(std::vector<double> values) {
  std::vector<double> sorted = values;
  std::ranges::sort(sorted);
  const double most = sorted[(sorted.size() - 1) * 19 / 20];
  for (double& v : values) v = std::min(v, most);
  return values;
}

std::string preview_of(const fs::path& run) {
  for (const char* name : {"figures/preview.svg", "figures/preview.png"})
    if (fs::exists(run / name)) return (run / name).string();
  return "";
}

View view_of(const fs::path& run, int columns) {
  const run::Standing standing = run::standing_of(run);
  const store::MetricRows rows = run::logged_metrics(run);
  View view{standing.word, fmt::format("{}  {}", run.string(), standing.word)};
  view.line += progress(standing, steps_of(run));
  if (!rows.steps.empty()) {
    constexpr std::size_t shown = 20;
    view.losses = without_peaks(run::block_means(rows, "loss", static_cast<std::size_t>(columns)).value);
    view.line += fmt::format("  loss {:.4g}", run::block_means(rows, "loss", shown).value.back());
  }
  if (standing.word == "running") view.preview = preview_of(run);
  if (standing.begin) view.line += fmt::format("  {:.0f} s", standing.seconds);
  return view;
}

// The same, also of a directory that is removed meanwhile.
View seen_now(const fs::path& run, int columns) {
  try {
    if (run::is_run(run)) return view_of(run, columns);
  } catch (const config::Error&) {
    if (run::is_run(run)) throw;
  }
  return {"removed", run.string() + (fs::exists(run) ? "  no run is here" : "  was removed")};
}

// 0: whole.
std::string cut(const std::string& line, int columns) {
  return columns > 0 ? line.substr(0, static_cast<std::size_t>(columns)) : line;
}

// On a terminal one line may not take two, for the picture is drawn over itself; green is what ended well,
// red what did not (https://no-color.org).
std::string for_terminal(const View& view, int columns) {
  const std::string line = cut(view.line, columns);
  const char* no_colour = std::getenv("NO_COLOR");
  if (view.state == "running" || (no_colour && *no_colour)) return line;
  return fmt::format("\x1b[{}m{}\x1b[0m", view.state == "finished" ? 32 : 31, line);
}

class Watch final : public Command {
 public:
  void declare(Syntax& s) override {
    s.arguments("DIR", directories_, "run directories", 1);
    s.flag("--once", once_, "look once, and end");
    s.option("--every", every_, "seconds between two looks (default: 1 on a terminal, else 10)");
  }
  // Ends when no run is running any more.
  int run() override {
    std::vector<fs::path> runs;
    for (const std::string& directory : directories_) runs.push_back(store::RunDirectory::look(directory));
    const bool terminal = columns_of_stdout() && !once_;
    store::leave_on_signals(terminal ? "\n" : "");
    const std::chrono::duration<double> pause(every_.value_or(terminal ? 1 : 10));
    while (show(runs, terminal) && !once_) std::this_thread::sleep_for(pause);
    return 0;
  }

 private:
  // Whether any of them is running. Elsewhere than on a terminal only lines that are new are told.
  bool show(const std::vector<fs::path>& runs, bool terminal) {
    constexpr int height = 6;
    const int columns = static_cast<int>(columns_of_stdout().value_or(80)) - 1;
    std::string text;
    bool running = false;
    for (const fs::path& run : runs) {
      const View view = seen_now(run, columns - 10);
      running = running || view.state == "running";
      text += (terminal ? for_terminal(view, columns) : view.line) + "\n";
      if (terminal) text += run::terminal_curve(view.losses, columns - 10, height);
      if (!view.preview.empty()) text += cut("preview: " + view.preview, terminal ? columns : 0) + "\n";
    }
    if (terminal && lines_ > 0) fmt::print("\x1b[{}A\x1b[J", lines_);
    if (terminal || text != said_) fmt::print("{}", text);
    std::fflush(stdout);
    lines_ = std::count(text.begin(), text.end(), '\n');
    said_ = text;
    return running;
  }

  std::vector<std::string> directories_;
  bool once_ = false;
  std::optional<double> every_;
  std::ptrdiff_t lines_ = 0;
  std::string said_;
};

}  // namespace

Commands watch_commands() {
  return {command<Watch>("watch", "runs as they go on: where they are, and their loss")};
}

}  // namespace pont::cli
