// site: a page of runs and reproductions.
#include <fmt/format.h>

#include <filesystem>

#include "experiments/cli/commands.hpp"
#include "experiments/site/site.hpp"
#include "experiments/store/run_directory.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

class Site final : public Command {
 public:
  void declare(Syntax& s) override {
    s.arguments("DIR", directories_, "where runs and reproductions are looked for", 1);
    s.path_option("--out", out_, "directory of the page (default: runs/site)");
  }
  int run() override {
    std::vector<fs::path> directories;
    for (const std::string& directory : directories_)
      directories.push_back(store::RunDirectory::look(directory));
    const site::Built built = site::build_site(directories, out_.empty() ? "runs/site" : out_);
    for (const std::string& damage : built.damage) fmt::print(stderr, "{}\n", damage);
    fmt::print(stderr, "{} runs, {} reports; open the page in a browser\n", built.runs, built.reports);
    fmt::print("{}\n", built.page.string());
    return 0;
  }

 private:
  std::vector<std::string> directories_;
  std::string out_;
};

}  // namespace

Commands site_commands() {
  return {command<Site>("site", "a page of runs and reproductions, which opens from a file")};
}

}  // namespace pont::cli
