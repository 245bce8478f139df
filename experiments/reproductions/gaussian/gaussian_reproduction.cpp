// The reproduction "gaussian-study".
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "experiments/data/point_files.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproduce/verdict.hpp"
#include "experiments/reproductions/gaussian/gaussian_figures.hpp"
#include "experiments/reproductions/gaussian/gaussian_table.hpp"
#include "experiments/store/checksums.hpp"

namespace pont::reproductions::gaussian {
namespace {

std::string derived_file(const std::string& data_set) {
  return (reproduce::published_directory() / (data_set + "_spectrum.csv")).string();
}

// Data sets without published numbers whose derived spectra come with the program.
struct Unpublished {
  std::string title, file;
};
const std::vector<Unpublished>& unpublished() {
  static const std::vector<Unpublished> rows{{"Fashion-MNIST", "fashion_mnist"}, {"MNIST", "mnist"}};
  return rows;
}

reproduce::ExtraTable extra_table(const GaussianStudy& study, const reproduce::Published& published,
                                  const Unpublished& data) {
  const sde::Spectrum spectrum = data::read_spectrum(derived_file(data.file));
  return {fmt::format("{}, not published ({})", data.title, data::describe(spectrum)),
          reproduce::number_table(published, gaussian_table(study, spectrum))};
}

// The empirical errors, and what a floor that adds up in squares would make of the exact ones.
reproduce::ExtraTable empirical_table(const GaussianStudy& study, const sde::Spectrum& spectrum) {
  const EmpiricalSettings settings;
  const std::vector<EmpiricalError> errors =
      empirical_errors(study, spectrum, settings, ad::Key::root(1) / "gaussian-study" / "empirical");
  const double floor = errors[0].empirical.mean;
  figures::Table table(
      {{"law", figures::Align::left}, {"exact"}, {"empirical"}, {"standard error"}, {"√(exact² + floor²)"}});
  for (const EmpiricalError& e : errors)
    table.add_row({e.law, fmt::format("{:.4f}", e.exact), fmt::format("{:.4f}", e.empirical.mean),
                   fmt::format("{:.4f}", e.empirical.standard_error),
                   fmt::format("{:.4f}", std::hypot(e.exact, floor))});
  return {
      fmt::format("Exact and empirical W2 to the data in d = {} (quantiles of the spectrum): {} samples of "
                  "{} points, start N_0, eps = {}",
                  settings.dimension, settings.repetitions, settings.points, settings.eps),
      table};
}

sde::Spectrum chosen(const std::string& file, const sde::Spectrum& cifar10) {
  return file.empty() ? cifar10 : data::read_spectrum(file);
}

// All cells of the CIFAR-10 table of Pierret & Galerne 2024 from the small derived spectrum under
// results/published/, or the same table for any other spectrum.
class GaussianReproduction final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  struct Data {
    std::string spectrum;
    void declare(config::Visitor&);
  };
  Data data_;
};

}  // namespace

void GaussianReproduction::Data::declare(config::Visitor& v) {
  v.key("spectrum", spectrum,
        "file of eigenvalues (.npy, .csv, .h5), perhaps with multiplicities; empty: the derived CIFAR-10 "
        "spectrum");
}

void GaussianReproduction::declare(config::Visitor& v) { v.section("data", data_, "the Gaussian data"); }

reproduce::Outcome GaussianReproduction::compute(const reproduce::Published& published,
                                                 const reproduce::FinishedRuns&) const {
  const GaussianStudy study;
  const sde::Spectrum cifar10 = data::read_spectrum(derived_file("cifar10"));
  const sde::Spectrum spectrum = chosen(data_.spectrum, cifar10);
  reproduce::Outcome outcome;
  outcome.notes = {
      data_.spectrum.empty()
          ? fmt::format("spectrum: results/published/cifar10_spectrum.csv, derived from that of CIFAR-10: {} "
                        "eigenvalues with multiplicities (data.spectrum=FILE takes any other)",
                        spectrum.size())
          : fmt::format("spectrum: {}, SHA-256 {}", data_.spectrum,
                        store::sha256_of_file(data::point_place(data_.spectrum).file)),
      data::describe(spectrum)};
  if (std::abs(spectrum.dimension() - cifar10.dimension()) > 0.5)
    outcome.incomparable =
        fmt::format("{:.0f} dimensions; the published numbers are for {:.0f}, so nothing is compared",
                    spectrum.dimension(), cifar10.dimension());
  outcome.numbers = gaussian_table(study, spectrum);
  outcome.figures = gaussian_figures(study, spectrum);
  outcome.tables.push_back(empirical_table(study, spectrum));
  if (data_.spectrum.empty())
    for (const Unpublished& data : unpublished())
      outcome.tables.push_back(extra_table(study, published, data));
  return outcome;
}

config::Row<reproduce::Reproduction> gaussian_study() {
  return config::row<reproduce::Reproduction, GaussianReproduction>(
      "gaussian-study", "exact Wasserstein errors of diffusion samplers on Gaussian data: 160 numbers");
}

}  // namespace pont::reproductions::gaussian
