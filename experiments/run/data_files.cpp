// The file sections of a configuration, found by a visitor, and the description of each file.
#include "experiments/run/data_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "experiments/config/error.hpp"
#include "experiments/data/table_facts.hpp"
#include "experiments/options/sdes.hpp"

namespace pont::run {
namespace {

/// Every choice of a data set or an SDE, by the path of its section; and every `path` with its `sha256`, the
/// first of a set being that of its points.
class Walk final : public config::Visitor {
 public:
  std::vector<FileSection> files;
  std::map<std::string, const data::DataOptions*> laws;
  const options::SdeOptions* sde = nullptr;

  void on_choice(config::Alternatives& alternatives) override {
    const data::TableOptions* table = nullptr;
    if (const auto* law = dynamic_cast<const config::Choice<data::DataOptions>*>(&alternatives)) {
      laws[role_] = law->operator->();
      table = dynamic_cast<const data::TableOptions*>(law->operator->());
    } else if (const auto* process =
                   dynamic_cast<const config::Choice<options::SdeOptions>*>(&alternatives)) {
      sde = process->operator->();
    }
    const std::size_t before = files.size();
    if (!alternatives.type().empty()) alternatives.declare_current(*this);
    if (table) files.at(before).options = table;
  }
  void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}

 protected:
  void on_value(const config::Key& key, const config::Slot& slot) override {
    if (key.name == "path") files.push_back({role_, nullptr, std::get<std::string*>(slot), nullptr});
    if (key.name == "sha256") files.back().sha256 = std::get<std::string*>(slot);
  }
  void on_section(const config::Key& key, const config::Declare& declare) override {
    const std::string outer = role_;
    role_ = role_.empty() ? key.name : role_ + "." + key.name;
    declare(*this);
    role_ = outer;
  }
  void on_optional(const config::Key& key, config::Group& group) override { on_list(key, group); }
  void on_list(const config::Key& key, config::Group& group) override {
    for (std::size_t i = 0; i < group.size(); ++i)
      on_section(key, [&](config::Visitor& v) { group.declare(i, v); });
  }

 private:
  std::string role_;
};

Walk walked(RunConfig& config) {
  Walk walk;
  config.declare(walk);
  return walk;
}

/// The law that a file is carried to, and how far it reaches from 0: the root of the mean square.
struct OtherEnd final {
  std::string name;
  double deviation = 0;  // 0: there is none
};

OtherEnd other_end(const Walk& walk, const std::string& role) {
  if (walk.sde) return {"the prior", std::sqrt(walk.sde->build().prior(0, 0))};
  const auto other = walk.laws.find(role == "data" ? "prior" : role == "prior" ? "data" : "");
  if (other == walk.laws.end()) return {};
  const metrics::Points x = data::sample(*other->second->build(), ad::Key::root(0) / "scale", 1000);
  return {"the " + other->first, std::sqrt(x.array().square().mean())};
}

std::string use_of_rows(const FileSection& file, const data::PointTable& table) {
  const std::vector<bool> held = file.options->held_out(table);
  const auto count = static_cast<std::size_t>(std::count(held.begin(), held.end(), true));
  if (count == 0)
    return "no row is held out (hold_out: 0): test points are training points, and measures cannot tell "
           "memory from learning";
  return fmt::format("{} rows are held out: training sees the other {}, test points are of these alone",
                     data::grouped(count), data::grouped(held.size() - count));
}

std::string described(const Walk& walk, const FileSection& file) {
  const std::shared_ptr<const data::PointTable> held = file.options->table();
  const data::PointTable& table = *held;
  const data::TableFacts facts = data::table_facts(table);
  std::string text = facts.summary + "\n" + use_of_rows(file, table) + "\n";
  if (file.options->standardised())
    text +=
        "standardised: losses and distances are in units of each column's deviation from its mean; samples, "
        "figures and likelihoods in those of the file\n";
  std::vector<std::string> warnings = facts.warnings;
  const OtherEnd other = other_end(walk, file.role);
  if (!file.options->standardised() && other.deviation > 0)
    for (const std::string& w : data::far_columns(table, other.deviation, other.name)) warnings.push_back(w);
  for (const std::string& w : warnings) text += "warning: " + w + "\n";
  return text;
}

/// The first line names the file, each its section.
void say(const FileSection& file, const std::string& text) {
  std::istringstream lines(text);
  std::string place = *file.path + ": ";
  for (std::string line; std::getline(lines, line); place.clear())
    fmt::print(stderr, "{}: {}{}\n", file.role, place, line);
}

}  // namespace

std::vector<FileSection> file_sections(RunConfig& config) { return walked(config).files; }

void check_file_keys(RunConfig& config) {
  for (const FileSection& file : file_sections(config))
    if (file.options && file.options->standardised() && config.experiment.type() != "score")
      throw config::ConfigError(fmt::format(
          "{}.standardise: got true in an experiment '{}'; expected false there, since both ends share their "
          "units: centre and scale both files alike",
          file.role, config.experiment.type()));
}

void describe_files(RunConfig& config, RunContext& run) {
  const Walk walk = walked(config);
  for (const FileSection& file : walk.files) {
    if (file.options) {
      const std::string text = described(walk, file);
      say(file, text);
      run.files.emplace_back(file.role, text);
    }
    run.fingerprint.bits.emplace_back(file.role + "_sha256", *file.sha256);
  }
}

}  // namespace pont::run
