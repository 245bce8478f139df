// info, diff, list, explain: the commands that only look.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/options/catalogue.hpp"
#include "experiments/reproductions/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/record.hpp"
#include "experiments/store/diff.hpp"
#include "experiments/store/publish.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

// The commented head of each configuration under the directory of configurations.
void list_configs(const fs::path& root) {
  std::vector<fs::path> files;
  if (fs::exists(root))
    for (const auto& entry : fs::recursive_directory_iterator(root))
      if (entry.path().extension() == ".yaml" && entry.path().parent_path().filename() != "cells")
        files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    fmt::print("{}\n    {}\n", file.string(), line.starts_with("# ") ? line.substr(2) : line);
  }
}

// The choices of configurations, data sets and experiments included.
std::vector<options::CatalogueTable> all_tables() {
  std::vector<options::CatalogueTable> tables{
      options::catalogue_table("experiments", kinds::experiment_kinds()),
      options::catalogue_table("data", data::data_sets()),
      options::catalogue_table("reproductions", reproductions::all_reproductions()),
      options::catalogue_table("spectra", data::spectrum_sources())};
  for (const auto* part : {&options::catalogue(), &kinds::kind_catalogue()})
    tables.insert(tables.end(), part->begin(), part->end());
  return tables;
}

void print_facts(const store::H5Reader& file, const std::string& group) {
  for (const auto& [key, value] : store::read_facts(file, group)) fmt::print("  {:<24} {}\n", key, value);
}

}  // namespace

int info_command(const Arguments& a) {
  const fs::path directory = store::RunDirectory::look(a.target), file = directory / "run.h5";
  if (!fs::exists(file)) {
    const store::CheckpointSearch found = store::RunDirectory::look_for_checkpoint(directory);
    fmt::print("{}: unfinished, {}\n", a.target,
               found.checkpoint ? fmt::format("newest checkpoint: step {}", found.checkpoint->step)
                                : std::string("no checkpoint"));
    return 0;
  }
  const std::vector<std::byte> image = store::load_checked(file);
  const store::H5Reader reader(image, file.string());
  fmt::print("{}: finished\nfingerprint (decides the bits):\n", a.target);
  print_facts(reader, "fingerprint");
  fmt::print("execution (does not):\n");
  print_facts(reader, "execution");
  return 0;
}

int diff_command(const Arguments& a) {
  const store::DiffReport report = store::diff_runs(a.target, a.other);
  fmt::print("{}", report.text());
  return report.identical() ? 0 : 1;
}

int list_command(const Arguments& a) {
  if (a.target != "configs") fmt::print("{}", options::list_catalogue(all_tables(), a.target));
  const char* home = std::getenv("PONT_HOME");  // the checkout, set by ./pont
  if (a.target.empty() || a.target == "configs") list_configs(fs::path(home ? home : ".") / "configs");
  return 0;
}

int explain_command(const Arguments& a) {
  run::RunConfig config(kinds::experiment_kinds());
  fmt::print("{}", config::explain(config::declaration(config), a.target));
  return 0;
}

}  // namespace pont::cli
