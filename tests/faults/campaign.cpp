// The subject under test, its comparison, and the row it leaves.
#include "tests/faults/campaign.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "experiments/config/error.hpp"
#include "experiments/store/diff.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/faults/record.hpp"

namespace pont::faults {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::set<std::string> files_below(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(directory).string());
  return names;
}

/// run.h5, its parts, report.md and the history hold clock values, so diff_runs and the eye compare them.
bool holds_clock(const std::string& name) {
  return name == "run.h5" || name == "report.md" || name == "history.log" || name.starts_with("parts/");
}

/// A fault between a new checkpoint and the removal of an old one leaves the old one, and one at the very end
/// the lock, which the next process takes over: nothing is wrong with either.
bool may_be_left(const std::string& name) { return name.starts_with("checkpoints/step_") || name == ".lock"; }

std::string difference_of_files(const fs::path& whole, const fs::path& run) {
  const std::set<std::string> expected = files_below(whole), found = files_below(run);
  for (const std::string& name : expected) {
    if (!found.contains(name)) return name + " is missing";
    if (!holds_clock(name) && contents(whole / name) != contents(run / name))
      return name + " has other bytes";
  }
  for (const std::string& name : found)
    if (!expected.contains(name) && !may_be_left(name)) return name + " was left behind";
  return "";
}

std::vector<std::string> environment_for(const std::string& directory, const Fault& f) {
  std::vector<std::string> e{"PATH=/nonexistent",
                             "OPENBLAS_NUM_THREADS=1"};  // no gnuplot: it would take most of the time
  if (f.at == 0 && f.trace.empty()) return e;
  e.push_back("LD_PRELOAD=" PONT_FAULT_INJECTOR);
  e.push_back(f.allocations < 0 ? "PONT_FAULT_DIR=" + directory
                                : fmt::format("PONT_FAULT_ALLOC={}", f.allocations));
  e.push_back(fmt::format("PONT_FAULT_AT={}", f.at));
  e.push_back(fmt::format("PONT_FAULT_CALLS={}", f.calls));
  e.push_back("PONT_FAULT_DO=" + f.action);
  if (!f.trace.empty()) e.push_back("PONT_FAULT_TRACE=" + f.trace);
  return e;
}

}  // namespace

Subject::Subject(const char* yaml, int code)
    : config_(directory_.write("config.yaml", yaml)), trace_(directory_ / "trace"), code_(code) {
  Fault record;
  record.trace = trace_;
  const Outcome o = go_on("whole", record);
  if (o.code != code_) throw std::runtime_error("the undisturbed run ends otherwise: " + o.err);
  calls_ = static_cast<long>(read_record(trace_).size());
}

Outcome Subject::command(const std::vector<std::string>& arguments, const std::string& name,
                         const Fault& fault) const {
  constexpr double patience = 120;  // seconds, on a loaded machine
  return experiments::pont(arguments, patience, SIGALRM, environment_for(path(name), fault));
}

std::vector<std::string> Subject::next_command(const std::string& name) const {
  const std::string run = path(name);
  if (fs::exists(run + "/config.yaml")) return {"resume", run, "threads=1"};
  return {"run", config_, "--out", run, "threads=1"};
}

Outcome Subject::go_on(const std::string& name, const Fault& fault) const {
  return command(next_command(name), name, fault);
}

Outcome Subject::killed_after(double seconds, const std::string& name, int signal) const {
  return experiments::pont(next_command(name), seconds, signal, environment_for(path(name), {}));
}

std::string Subject::wrong_with(const std::string& name) const {
  try {
    const experiments::DiffReport report = experiments::diff_runs(path("whole"), path(name));
    if (!report.identical()) return "other bits: " + report.text();
  } catch (const experiments::Error& e) {
    return e.what();
  }
  return difference_of_files(path("whole"), path(name));
}

std::string Subject::recover(const std::string& name) const {
  const Outcome o = go_on(name);
  if (o.code != code_) return fmt::format("going on ended with {}: {}", o.code, o.err);
  const std::string wrong = wrong_with(name);
  if (wrong.empty()) fs::remove_all(path(name));
  return wrong;
}

long Subject::allocations(long size) const {
  Fault f{.allocations = size, .trace = path("allocations")};
  f.at = 1L << 40;
  command({"run", config_, "--out", path("counted"), "threads=1"}, "counted", f);
  const std::string count = contents(f.trace);
  fs::remove_all(path("counted"));
  return count.empty() ? 0 : std::stol(count);
}

}  // namespace pont::faults
