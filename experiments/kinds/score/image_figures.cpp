// The pictures of a run on images, made from run.h5.
#include "experiments/kinds/score/image_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/figures/markdown.hpp"
#include "experiments/kinds/score/film.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::score {
namespace {

constexpr std::size_t across = 8, wide_gap = 16, narrow_gap = 2;

std::vector<double> first_values(const store::H5Reader& run, const std::string& group,
                                 const figures::ImageForm& form) {
  return kept_values(run, group, contact_images * form.size());
}

/// As many images of each set as the smallest one has, so that all sheets have one size.
std::size_t common_count(const std::vector<std::vector<double>>& sets, std::size_t size) {
  std::size_t count = contact_images;
  for (const std::vector<double>& set : sets) count = std::min(count, set.size() / size);
  return count;
}

NamedPicture sample_picture(const store::H5Reader& run, const figures::ImageForm& form,
                            const std::vector<std::string>& samplers) {
  std::vector<std::vector<double>> sets{first_values(run, "data", form)};
  std::string names = "data";
  for (const std::string& s : samplers) {
    sets.push_back(first_values(run, "samples/" + s, form));
    names += ", " + s;
  }
  std::vector<figures::Picture> sheets;
  for (const std::vector<double>& set : sets)
    sheets.push_back(figures::image_grid(set, form, common_count(sets, form.size()), across));
  return {"samples", "From left to right: " + names, beside(sheets)};
}

NamedPicture nearest_picture(const store::H5Reader& run, const figures::ImageForm& form,
                             const std::string& sampler) {
  const std::vector<double> samples = first_values(run, "samples/" + sampler, form),
                            nearest = first_values(run, "nearest/" + sampler, form);
  const std::vector<figures::Picture> ours = figures::tiles(samples, form),
                                      theirs = figures::tiles(nearest, form);
  std::vector<figures::Picture> pairs;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const std::size_t factor = figures::comfortable_factor(form);
    pairs.push_back(figures::mosaic(
        {figures::enlarged(ours[i], factor), figures::enlarged(theirs[i], factor)}, 1, narrow_gap));
  }
  return {"nearest_" + sampler, sampler + ": samples (above) and the nearest training image of each (below)",
          figures::mosaic(pairs, across, wide_gap)};
}

std::string times_of(const store::H5Reader& run, const std::string& group) {
  std::string all;
  for (const double t : run.read<double>(group + "/times"))
    all += (all.empty() ? "" : ", ") + figures::significant(t, 2);
  return all;
}

void add_films(std::vector<NamedPicture>& all, const store::H5Reader& run, const std::string& sampler) {
  const std::string group = "film/" + sampler;
  all.push_back({"film_" + sampler,
                 sampler + ": samples on their way from noise to data, t = " + times_of(run, group),
                 film_strip(run, group, "states")});
  if (run.exists(group + "/denoised"))
    all.push_back({"denoised_" + sampler,
                   sampler + ": what the network expects of the data at these times, E[x(0) | x(t)]",
                   film_strip(run, group, "denoised")});
}

}  // namespace

std::vector<NamedPicture> image_figures(const store::H5Reader& run) {
  const std::optional<figures::ImageForm> form = kept_form(run);
  const std::vector<std::string> samplers = run::members(run, "samples");
  if (!form || samplers.empty()) return {};
  std::vector<NamedPicture> all{sample_picture(run, *form, samplers)};
  for (const std::string& s : samplers) {
    if (run.exists("nearest/" + s)) all.push_back(nearest_picture(run, *form, s));
    if (run.exists("film/" + s)) add_films(all, run, s);
  }
  return all;
}

figures::Picture contact_sheet(const metrics::Points& x, const figures::ImageForm& form) {
  return figures::image_grid({x.data(), static_cast<std::size_t>(x.size())}, form, contact_images, across);
}

figures::Picture beside(const std::vector<figures::Picture>& sheets) {
  return figures::mosaic(sheets, sheets.size(), wide_gap);
}

}  // namespace pont::kinds::score
