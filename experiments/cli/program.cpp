// pont::main(): the list of commands, and the one place where errors become exit codes.
#include "experiments/cli/program.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <system_error>

#include "autodiff/backend.hpp"
#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/out_of_memory.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/config/error.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/memory.hpp"

namespace pont::cli {

Commands all_commands() {
  Commands all;
  for (const auto& part :
       {run_commands, use_commands, look_commands, compare_commands, distance_commands, watch_commands,
        site_commands, list_commands, reproduce_commands, bench_commands, editor_commands})
    for (const CommandRow& row : part()) all.push_back(row);
  return all;
}

namespace {

std::string version() {
  const store::BuildInfo build = build_info();
  return fmt::format("pont {} (commit {}{})", PONT_VERSION, build.git_commit.substr(0, 12),
                     build.git_diff_sha256.empty() ? "" : ", with changes");
}

int main_or_throw(int argc, char** argv) {
  const auto chosen = chosen_command(all_commands(), version(), argc, argv);
  if (const int* code = std::get_if<int>(&chosen)) return *code;
  try {
    return std::get<std::unique_ptr<Command>>(chosen)->run();
  } catch (const std::system_error& e) {
    if (std::ferror(stdout)) finish_standard_output(e.code().value());  // which tells what failed
    throw;
  }
}

/// On stderr; where that fails there is nobody to tell.
void say(const std::string& message) noexcept { std::fprintf(stderr, "%s\n", message.c_str()); }

}  // namespace
}  // namespace pont::cli

int pont::main(int argc, char** argv) {
  using namespace cli;
  try {
    keep_standard_streams();
    end_in_order_without_memory();
    run::keep_to_memory_limit();
    const int code = main_or_throw(argc, argv);
    finish_standard_output();
    return code;
  } catch (const run::Stopped& s) {
    say(fmt::format("stopped by signal {}; continue with the same command", s.signal));
    return 128 + s.signal;
  } catch (const config::Error& e) {
    say(e.what());
    return e.exit_code();
  } catch (const ad::DeviceError& e) {
    say(e.what());
    return 4;
  } catch (const std::bad_alloc& e) {
    say(out_of_memory(e));
    return 4;
  } catch (const std::system_error& e) {  // from the standard library or fmt
    say(e.what());
    return 4;
  } catch (const std::exception& e) {
    say(e.what());
    return 1;
  }
}
