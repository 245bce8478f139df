// Bytes of images from run.h5, as many as a page has room for.
#include "experiments/site/image_views.hpp"

#include <algorithm>
#include <cmath>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/site/packing.hpp"

namespace pont::site {
namespace {

constexpr std::size_t most_images = 64, bytes_of_grid = 50'000, bytes_of_film = 100'000, most_grids = 6;

store::Json form_list(const figures::ImageForm& form) {
  return store::Json::list().add(form.height).add(form.width).add(form.channels);
}

std::vector<std::uint8_t> brightness(const std::vector<double>& values, const figures::ImageForm& form) {
  std::vector<std::uint8_t> bytes;
  for (const double v : values) {
    const double share = (v - form.black) / (form.white - form.black);
    bytes.push_back(
        static_cast<std::uint8_t>(std::lround(255 * std::clamp(std::isnan(share) ? 0 : share, 0.0, 1.0))));
  }
  return bytes;
}

store::Json grid(const store::H5Reader& run, const std::string& title, const std::string& group,
                 const figures::ImageForm& form) {
  const std::size_t most = std::clamp<std::size_t>(bytes_of_grid / form.size(), 1, most_images);
  const std::vector<double> values = kinds::score::kept_values(run, group, most * form.size());
  return store::Json::object()
      .set("title", title)
      .set("n", values.size() / form.size())
      .set("b", packed(brightness(values, form)));
}

bool has_images(const store::H5Reader& run, const std::string& group) {
  return run.exists(group + "/images") || run.exists(group + "/points");
}

// The first images of `member` at each time.
store::Json frames(const store::H5Reader& run, const std::string& path, std::size_t rows) {
  const store::H5Shape shape = run.shape(path);
  const std::size_t size = shape[2] * shape[3] * shape[4];
  const std::vector<std::uint8_t> all = run.read<std::uint8_t>(path);
  std::vector<std::uint8_t> some;
  for (std::size_t t = 0; t < shape[0]; ++t) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(t * shape[1] * size);
    some.insert(some.end(), from, from + static_cast<std::ptrdiff_t>(rows * size));
  }
  return packed(some);
}

store::Json film(const store::H5Reader& run, const std::string& name, const store::H5Shape& shape) {
  const std::string group = "film/" + name, states = group + "/states", denoised = group + "/denoised";
  const std::size_t size = shape[2] * shape[3] * shape[4];
  const std::size_t rows = std::clamp<std::size_t>(bytes_of_film / (size * shape[0]), 1, shape[1]);
  store::Json times = store::Json::list();
  for (const double t : run.read<double>(group + "/times")) times.add(t);
  return store::Json::object()
      .set("title", name)
      .set("form", form_list({shape[2], shape[3], shape[4]}))
      .set("times", std::move(times))
      .set("rows", rows)
      .set("states", frames(run, states, rows))
      .set("denoised", run.exists(denoised) ? frames(run, denoised, rows) : store::Json());
}

}  // namespace

std::optional<View> image_grids_of(const store::H5Reader& run) {
  const std::optional<figures::ImageForm> form = kinds::score::kept_form(run);
  if (!form) return {};
  store::Json grids = store::Json::list();
  std::size_t count = 0;
  if (has_images(run, "data")) grids.add(grid(run, "data", "data", *form));
  for (const std::string& name : run::members(run, "samples"))
    if (has_images(run, "samples/" + name) && ++count <= most_grids)
      grids.add(grid(run, name, "samples/" + name, *form));
  return View{"images", store::Json::object().set("form", form_list(*form)).set("grids", std::move(grids))};
}

std::optional<View> films_of(const store::H5Reader& run) {
  store::Json all = store::Json::list();
  std::size_t count = 0;
  for (const std::string& name : run::members(run, "film")) {
    const std::string states = "film/" + name + "/states";
    if (!run.exists(states)) continue;
    const store::H5Shape shape = run.shape(states);
    if (shape.size() == 5 && std::ranges::count(shape, 0U) == 0 && ++count <= 2)
      all.add(film(run, name, shape));
  }
  return count > 0 ? std::optional(View{"films", std::move(all)}) : std::nullopt;
}

}  // namespace pont::site
