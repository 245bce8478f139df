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

constexpr const char* half_bridges = "half_bridges/";

// Number of the last half-bridge of a direction, none if there is none.
std::optional<std::size_t> last_of(const std::vector<double>& directions, bool forward) {
  for (std::size_t h = directions.size(); h > 0; --h)
    if ((directions[h - 1] == 1) == forward) return h - 1;
  return {};
}

std::optional<double> value_at(const store::H5Reader& run, const std::string& path, std::size_t h) {
  return run.exists(path) ? std::optional(run.read<double>(path).at(h)) : std::nullopt;
}

bool is_measure(const store::H5Reader& run, const std::string& name) {
  return name != "forward" && name != "energy" && !name.ends_with("_error") &&
         run.shape(half_bridges + name).size() == 1;
}

void add_half_bridges(const store::H5Reader& run, std::vector<Score>& scores) {
  if (!run.exists(std::string(half_bridges) + "forward")) return;
  const std::vector<double> directions = run.read<double>(std::string(half_bridges) + "forward");
  for (const std::string& measure : members(run, "half_bridges"))
    for (const bool forward : {false, true}) {
      const std::optional<std::size_t> h = last_of(directions, forward);
      if (!h || !is_measure(run, measure)) continue;
      const std::string path = half_bridges + measure, floor = floor_of(run, measure, forward);
      scores.push_back({(forward ? "forward/" : "backward/") + measure, *value_at(run, path, *h),
                        value_at(run, path + "_error", *h), scalar_if_there(run, floor),
                        scalar_if_there(run, floor + "_error")});
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
