// list, explain: what a configuration may say.
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
#include "experiments/store/json.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

struct ConfigFile final {
  std::string path, summary;  // its commented head
};

std::vector<ConfigFile> config_files() {
  const char* home = std::getenv("PONT_HOME");  // the checkout, set by ./pont
  const fs::path root = fs::path(home ? home : ".") / "configs";
  std::vector<ConfigFile> files;
  if (!fs::exists(root)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() == "cells") continue;
    std::ifstream in(entry.path());
    std::string line;
    std::getline(in, line);
    files.push_back({entry.path().string(), line.starts_with("# ") ? line.substr(2) : line});
  }
  std::ranges::sort(files, {}, &ConfigFile::path);
  return files;
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

store::Json json_of(const std::vector<options::CatalogueTable>& tables,
                    const std::vector<ConfigFile>& files) {
  store::Json all = store::Json::list();
  const auto add = [&](const std::string& kind, const std::string& name, const std::string& summary) {
    all.add(store::Json::object().set("kind", kind).set("name", name).set("summary", summary));
  };
  for (const options::CatalogueTable& table : tables)
    for (const auto& [name, summary] : table.rows)
      add(table.heading.empty() ? table.kind : table.heading, name, summary);
  for (const ConfigFile& file : files) add("configs", file.path, file.summary);
  return all;
}

class List final : public Command {
 public:
  void declare(Syntax& s) override {
    s.optional_argument("KIND", kind_, "one kind: sdes, samplers, data, configs, ...");
    s.flag("--json", json_, "as JSON");
  }
  int run() override {
    std::vector<options::CatalogueTable> tables;
    std::vector<ConfigFile> files;
    if (kind_ != "configs") tables = options::chosen_tables(all_tables(), kind_);
    if (kind_.empty() || kind_ == "configs") files = config_files();
    if (json_) {
      fmt::print("{}", json_of(tables, files).text());
      return 0;
    }
    if (!tables.empty()) fmt::print("{}", options::list_catalogue(tables));
    for (const ConfigFile& file : files) fmt::print("{}\n    {}\n", file.path, file.summary);
    return 0;
  }

 private:
  std::string kind_;
  bool json_ = false;
};

store::Json json_of(const std::vector<config::Outline>& nodes) {
  store::Json all = store::Json::list();
  for (const config::Outline& n : nodes)
    all.add(store::Json::object()
                .set("path", n.path)
                .set("name", n.name)
                .set("type", n.type)
                .set("unit", n.unit)
                .set("default", n.default_value)
                .set("limits", n.limits)
                .set("when", n.condition)
                .set("meaning", n.sentence));
  return all;
}

constexpr const char* page_title = "The keys of a configuration, as `./pont explain --page` prints them";

class Explain final : public Command {
 public:
  void declare(Syntax& s) override {
    s.optional_argument("KEY", key_, "for example train.steps");
    s.flag("--json", json_, "as JSON");
    s.flag("--page", page_, "all keys as the Markdown page docs/configuration.md");
  }
  int run() override {
    run::RunConfig config(kinds::experiment_kinds());
    fmt::print("{}", text(config::declaration(config)));
    return 0;
  }

 private:
  std::string text(const config::Declare& declare) const {
    if (page_) return config::reference_page(declare, page_title);
    return json_ ? json_of(config::explained(declare, key_)).text() : config::explain(declare, key_);
  }
  std::string key_;
  bool json_ = false, page_ = false;
};

}  // namespace

Commands list_commands() {
  return {command<List>("list", "what there is to choose from"),
          command<Explain>("explain", "what a configuration key means; all keys without an argument")};
}

}  // namespace pont::cli
