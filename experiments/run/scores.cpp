// scores_of(): the layout of results/README.md, read.
#include "experiments/run/scores.hpp"

#include "experiments/run/reading.hpp"

namespace pont::run {
namespace {

std::optional<double> scalar_if_there(const store::H5Reader& run, const std::string& path) {
  return run.exists(path) ? std::optional(read_scalar(run, path)) : std::nullopt;
}

// What ours is held against: PATH/floor or PATH/exact, whichever is there.
std::string reference_of(const store::H5Reader& run, const std::string& at) {
  return run.exists(at + "/floor") ? at + "/floor" : at + "/exact";
}

void add_evaluation(const store::H5Reader& run, std::vector<Score>& scores) {
  const std::string group = "evaluation", word = "/ours";
  for (const std::string& path : below(run, group)) {
    if (!path.ends_with(word)) continue;
    const std::string name = path.substr(0, path.size() - word.size()), at = group + "/" + name,
                      reference = reference_of(run, at);
    scores.push_back({name, read_scalar(run, at + word), scalar_if_there(run, at + "/ours_error"),
                      scalar_if_there(run, reference), scalar_if_there(run, reference + "_error")});
  }
}

// "floor/w2_data" of a half-bridge that ends at the data, or "floor/kl_ipf", which is of both.
std::string floor_of(const store::H5Reader& run, const std::string& measure, bool forward) {
  const std::string common = "floor/" + measure, of_end = common + (forward ? "_prior" : "_data");
  return run.exists(of_end) ? of_end : common;
}

void add_half_bridges(const store::H5Reader& run, std::vector<Score>& scores) {
  const std::string group = "half_bridges/";
  if (!run.exists(group + "forward")) return;
  const std::vector<double> directions = run.read<double>(group + "forward");
  for (const std::string& measure : members(run, "half_bridges")) {
    if (measure == "forward" || measure == "energy" || run.shape(group + measure).size() != 1) continue;
    const std::vector<double> values = run.read<double>(group + measure);
    for (const bool forward : {false, true}) {
      std::size_t h = values.size();
      while (h > 0 && (directions.at(h - 1) == 1) != forward) --h;
      if (h == 0) continue;
      const std::string floor = floor_of(run, measure, forward);
      scores.push_back({(forward ? "forward/" : "backward/") + measure,
                        values[h - 1],
                        {},
                        scalar_if_there(run, floor),
                        scalar_if_there(run, floor + "_error")});
    }
  }
}

}  // namespace

std::vector<Score> scores_of(const store::H5Reader& run) {
  std::vector<Score> scores;
  add_evaluation(run, scores);
  add_half_bridges(run, scores);
  return scores;
}

}  // namespace pont::run
