// Data sets of run.h5, and whether a run has all of them.
#include "experiments/run/record.hpp"

#include <filesystem>

#include "experiments/run/identity.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {

void RunRecord::scalar(const std::string& path, double value) { file_.write<double>(path, {&value, 1}, {}); }
void RunRecord::estimate(const std::string& path, const metrics::Estimate& e) {
  scalar(path, e.mean);
  scalar(path + "_error", e.standard_error);
}
void RunRecord::points(const std::string& path, const metrics::Points& p) {
  array(path, {p.data(), static_cast<std::size_t>(p.size())},
        {static_cast<std::size_t>(p.rows()), static_cast<std::size_t>(p.cols())});
}
void RunRecord::array(const std::string& path, std::span<const double> values, const store::H5Shape& shape) {
  file_.write<double>(path, values, shape);
}
void RunRecord::floats(const std::string& path, std::span<const float> values) {
  file_.write<float>(path, values, {values.size()});
}
void RunRecord::seconds(const std::string& phase, double value) { scalar("clock/" + phase, value); }

SampleRows rows_of(const metrics::Points& p) {
  return {{p.data(), p.data() + p.size()}, static_cast<std::size_t>(p.cols())};
}

store::H5Reader read_run(const store::RunDirectory& directory) {
  const std::filesystem::path file = directory.file("run.h5");
  return {store::load_checked(file), file.string()};
}

std::vector<std::string> missing(const store::H5Reader& run) {
  std::vector<std::string> all = below(run, "failures");
  const std::string word = "/failed";
  for (const std::string& path : below(run, "evaluation"))
    if (path.ends_with(word)) all.push_back(path.substr(0, path.size() - word.size()));
  return all;
}

bool recorded(const store::RunDirectory& directory, const std::string& config) {
  if (!std::filesystem::exists(directory.file("run.h5"))) return false;
  const store::H5Reader run = read_run(directory);
  return same_run(run.text("config"), config) && missing(run).empty();
}

bool finished(const store::RunDirectory& directory, const std::string& config) {
  return recorded(directory, config) && std::filesystem::exists(directory.file("report.md"));
}

}  // namespace pont::run
