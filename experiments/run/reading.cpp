// Reading run.h5 for figures and reports.
#include "experiments/run/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "experiments/figures/render.hpp"
#include "experiments/store/fingerprint.hpp"

namespace pont::run {
namespace {

std::string facts(const store::H5Reader& run, const std::string& group) {
  figures::Table table({{group, figures::Align::left}, {"", figures::Align::left}});
  for (const auto& [key, value] : store::read_facts(run, group)) table.add_row({key, value});
  return table.markdown();
}

std::string data_files(const store::H5Reader& run) {
  if (!run.exists("files")) return "";
  std::string text = "## Data files\n\n";
  for (const std::string& role : run.children("files")) {
    text += "`" + role + "`:\n\n";
    std::istringstream lines(run.text("files/" + role));
    for (std::string line; std::getline(lines, line);) text += "* " + line + "\n";
    text += "\n";
  }
  return text;
}

}  // namespace

double read_scalar(const store::H5Reader& run, const std::string& path) {
  return run.read<double>(path).at(0);
}

metrics::Points read_points(const store::H5Reader& run, const std::string& path) {
  const store::H5Shape shape = run.shape(path);
  const std::vector<double> values = run.read<double>(path);
  return Eigen::Map<const metrics::Points>(values.data(), static_cast<Eigen::Index>(shape.at(0)),
                                           static_cast<Eigen::Index>(shape.at(1)));
}

std::string read_estimate(const store::H5Reader& run, const std::string& path) {
  if (!run.exists(path)) return "unknown";
  return figures::with_error(read_scalar(run, path), read_scalar(run, path + "_error"));
}

figures::Figure state_figure(const store::H5Reader& run, const std::string& direction) {
  const std::string group = "samples/" + direction;
  const std::vector<double> nodes = run.read<double>(group + "/nodes"),
                            times = run.read<double>("chain/times");
  std::vector<figures::Cloud> clouds;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::string title = fmt::format("t = {:.2g}", times[static_cast<std::size_t>(nodes[i])]);
    clouds.push_back({title, read_points(run, group + "/states", i).leftCols(2)});
  }
  if (direction == "backward") std::reverse(clouds.begin(), clouds.end());
  const std::string target = direction == "backward" ? "data" : "prior";
  clouds.push_back({"the " + target + " itself", read_points(run, target + "/points").leftCols(2)});
  return figures::snapshots(fmt::format("The {} chain", direction), clouds);
}

void draw(const figures::Figure& figure, const figures::Folder& folder, const std::string& name) {
  const figures::Rendering r = figures::render(figure, folder, name);
  if (!r.message.empty()) fmt::print(stderr, "{}\n", r.message);
}

std::vector<std::string> members(const store::H5Reader& run, const std::string& group) {
  return run.exists(group) ? run.children(group) : std::vector<std::string>{};
}

std::vector<std::string> below(const store::H5Reader& run, const std::string& group) {
  std::vector<std::string> all;
  for (const std::string& child : members(run, group)) {
    if (!run.is_group(group + "/" + child)) {
      all.push_back(child);
      continue;
    }
    for (const std::string& path : below(run, group + "/" + child)) all.push_back(child + "/" + path);
  }
  return all;
}

figures::Table failure_table(const store::H5Reader& run) {
  figures::Table table({{"not measured", figures::Align::left}, {"reason", figures::Align::left}});
  for (const std::string& name : below(run, "failures")) table.add_row({name, run.text("failures/" + name)});
  return table;
}

std::string provenance(const store::H5Reader& run) {
  return data_files(run) + "## Fingerprint (what decides the bits)\n\n" + facts(run, "fingerprint") +
         "\n## Execution (what does not)\n\n" + facts(run, "execution") + "\n## Configuration\n\n```yaml\n" +
         run.text("config") + "```\n";
}

metrics::Points read_points(const store::H5Reader& run, const std::string& path, std::size_t i) {
  const store::H5Shape shape = run.shape(path);
  const std::vector<double> values = run.read<double>(path);
  return Eigen::Map<const metrics::Points>(values.data() + i * shape.at(1) * shape.at(2),
                                           static_cast<Eigen::Index>(shape.at(1)),
                                           static_cast<Eigen::Index>(shape.at(2)));
}

figures::Curve loss_curve(const store::H5Reader& run) {
  constexpr std::size_t points = 300;
  const std::vector<double> step = run.read<double>("metrics/step"), value = run.read<double>("metrics/loss");
  const std::size_t block = std::max<std::size_t>(1, value.size() / points);
  figures::Curve curve{"training loss (block means)", {}, {}};
  for (std::size_t from = 0; from + block <= value.size(); from += block) {
    double sum = 0;
    for (std::size_t i = from; i < from + block; ++i) sum += value[i];
    curve.step.push_back(step[from + block - 1]);
    curve.value.push_back(sum / static_cast<double>(block));
  }
  return curve;
}

}  // namespace pont::run
