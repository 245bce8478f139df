// distance: how far the features in one file are from those in another.
#include <fmt/format.h>

#include "experiments/cli/commands.hpp"
#include "experiments/data/point_files.hpp"
#include "experiments/run/feature_distances.hpp"
#include "experiments/store/json.hpp"

namespace pont::cli {
namespace {

store::Json json_of(const metrics::Estimate& e) {
  store::Json pair = store::Json::object();
  pair.set("value", e.mean).set("error", e.standard_error);
  return pair;
}

store::Json json_of(const run::FeatureDistance& d) {
  store::Json row = store::Json::object();
  row.set("ours", json_of(d.ours)).set("floor", json_of(d.floor)).set("excess", json_of(d.excess));
  return row;
}

class Distance final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("SAMPLES", samples_, "features of samples, one row each: .npy, .npz, .h5 or .csv");
    s.argument("DATA", data_, "features of data, of the same network");
    s.flag("--json", json_, "as JSON, instead of a table");
  }
  int run() override {
    const metrics::Points samples = data::read_points(samples_), data = data::read_points(data_);
    const std::vector<run::FeatureDistance> distances = run::feature_distances(samples, data);
    if (const std::string warning = run::too_wide(samples, data); !warning.empty())
      fmt::print(stderr, "warning: {}\n", warning);
    if (json_)
      print_json(distances);
    else
      print_table(samples, data, distances);
    return 0;
  }

 private:
  static void print_json(const std::vector<run::FeatureDistance>& distances) {
    store::Json all = store::Json::object();
    for (const run::FeatureDistance& d : distances) all.set(d.name, json_of(d));
    fmt::print("{}", all.text());
  }
  static void print_table(const metrics::Points& samples, const metrics::Points& data,
                          const std::vector<run::FeatureDistance>& distances) {
    fmt::print("{} samples beside {} data, {} features\n", samples.rows(), data.rows(), data.cols());
    fmt::print("{:<18} {:>12} {:>10}   {:>12} {:>12} {:>10}\n", "", "value", "error", "floor", "value-floor",
               "error");
    for (const run::FeatureDistance& d : distances)
      fmt::print("{:<18} {:>12.5g} {:>10.2g}   {:>12.5g} {:>12.5g} {:>10.2g}\n", d.title, d.ours.mean,
                 d.ours.standard_error, d.floor.mean, d.excess.mean, d.excess.standard_error);
  }

  std::string samples_, data_;
  bool json_ = false;
};

}  // namespace

Commands distance_commands() {
  return {command<Distance>("distance", "Frechet and kernel distance (FID, KID) of features in two files")};
}

}  // namespace pont::cli
