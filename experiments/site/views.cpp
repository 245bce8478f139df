// Views of points, from the layout of run.h5 (results/README.md).
#include "experiments/site/views.hpp"

#include <algorithm>
#include <optional>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/site/image_views.hpp"
#include "experiments/site/packing.hpp"

namespace pont::site {
namespace {

using metrics::Points;

constexpr std::size_t most_points = 4000, most_panels = 8, most_ways = 4, points_of_way = 18000;

struct Panel final {
  std::string title, over;
  Points points;
};

bool is_points(const store::H5Reader& run, const std::string& path, std::size_t rank) {
  if (!run.exists(path) || run.is_group(path)) return false;
  const store::H5Shape shape = run.shape(path);
  return shape.size() == rank && std::ranges::all_of(shape, [](std::size_t n) { return n > 0; });
}

// Of a chain the states at its end, which has node 0 where it runs backward.
std::optional<Points> end_points(const store::H5Reader& run, const std::string& group) {
  if (is_points(run, group + "/points", 2)) return run::read_points(run, group + "/points");
  const std::string states = group + "/states";
  if (!is_points(run, states, 3)) return {};
  return run::read_points(run, states, group.ends_with("/backward") ? 0 : run.shape(states)[0] - 1);
}

std::vector<Panel> panels_of(const store::H5Reader& run) {
  const bool bridge = run.exists("samples/forward");
  std::vector<Panel> panels;
  for (const std::string group : {"samples", "chains"})
    for (const std::string& name : run::members(run, group))
      if (auto points = end_points(run, group + "/" + name); points && panels.size() < most_panels)
        panels.push_back({name, bridge && name == "forward" ? "prior" : "data", in_the_plane(*points)});
  return panels;
}

std::optional<View> clouds_of(const store::H5Reader& run) {
  std::vector<Panel> panels = panels_of(run);
  if (panels.empty() || kinds::score::kept_form(run)) return {};
  std::vector<Points> all;
  for (const Panel& panel : panels) all.push_back(panel.points);
  std::vector<Panel> laws;
  for (const std::string law : {"data", "prior"})
    if (is_points(run, law + "/points", 2))
      laws.push_back({law, "", in_the_plane(run::read_points(run, law + "/points"))});
  for (const Panel& law : laws) all.push_back(law.points);
  const Frame frame = frame_of(all);
  store::Json drawn = store::Json::object(), list = store::Json::list();
  for (const Panel& law : laws) drawn.set(law.title, packed_cloud(law.points, frame, most_points));
  for (const Panel& panel : panels)
    list.add(store::Json::object()
                 .set("title", panel.title)
                 .set("over", panel.over)
                 .set("cloud", packed_cloud(panel.points, frame, most_points)));
  const std::string of = laws.empty() ? "" : laws.front().title + "/points";
  return View{"clouds", store::Json::object()
                            .set("dimension", of.empty() ? 0 : run.shape(of)[1])
                            .set("laws", std::move(drawn))
                            .set("panels", std::move(list))};
}

store::Json number_list(const std::vector<double>& values) {
  store::Json all = store::Json::list();
  for (const double v : values) all.add(v);
  return all;
}

// Of the states a bridge keeps the nodes they are at; a light bridge keeps all.
std::vector<double> times_of_chain(const store::H5Reader& run, const std::string& group, std::size_t states) {
  std::vector<double> times, all = run.read<double>("chain/times");
  if (!run.exists(group + "/nodes")) return all.size() == states ? all : times;
  for (const double node : run.read<double>(group + "/nodes"))
    times.push_back(all.at(static_cast<std::size_t>(node)));
  return times;
}

store::Json way(const store::H5Reader& run, const std::string& title, const std::string& states,
                std::vector<double> times, bool reversed) {
  const std::size_t n = times.size(), most = std::max<std::size_t>(1, points_of_way / n);
  store::Json frames = store::Json::list();
  for (std::size_t i = 0; i < n; ++i) {
    const Points x = in_the_plane(run::read_points(run, states, reversed ? n - 1 - i : i));
    frames.add(packed_cloud(x, frame_of({x}), most));
  }
  if (reversed) std::ranges::reverse(times);
  return store::Json::object()
      .set("title", title)
      .set("times", number_list(times))
      .set("frames", std::move(frames));
}

std::optional<View> ways_of(const store::H5Reader& run) {
  store::Json all = store::Json::list();
  std::size_t ways = 0;
  for (const std::string& name : run::members(run, "film"))
    if (is_points(run, "film/" + name + "/states", 3) && ++ways <= most_ways)
      all.add(way(run, name, "film/" + name + "/states", run.read<double>("film/" + name + "/times"), false));
  for (const std::string& name : run::members(run, "samples")) {
    const std::string group = "samples/" + name;
    if (!is_points(run, group + "/states", 3) || !run.exists("chain/times")) continue;
    const std::vector<double> times = times_of_chain(run, group, run.shape(group + "/states")[0]);
    if (times.size() >= 2 && ++ways <= most_ways)
      all.add(way(run, name, group + "/states", times, name == "backward"));
  }
  return ways > 0 ? std::optional(View{"ways", std::move(all)}) : std::nullopt;
}

}  // namespace

std::vector<View> views_of(const store::H5Reader& run) {
  std::vector<View> all;
  for (auto part : {clouds_of, image_grids_of, ways_of, films_of})
    if (std::optional<View> view = part(run)) all.push_back(*std::move(view));
  return all;
}

}  // namespace pont::site
