// Moments of samples along the axes of the exact law.
#include "experiments/reproductions/gaussian/texture.hpp"

#include <utility>

#include "experiments/kinds/score/trained_run.hpp"
#include "experiments/metrics/gaussian.hpp"

namespace pont::reproductions::gaussian {
namespace {

double scalar(const store::H5Reader& run, const std::string& path) { return run.read<double>(path).at(0); }

TextureSamples read_samples(const store::H5Reader& run, const std::string& sampler, const sde::Mixture& law) {
  const std::string base = "samples/" + sampler + "/";
  const store::H5Shape shape = run.shape(base + "points");
  const std::vector<double> values = run.read<double>(base + "points");
  return measured(Eigen::Map<const metrics::Points>(values.data(), static_cast<Eigen::Index>(shape.at(0)),
                                                    static_cast<Eigen::Index>(shape.at(1))),
                  scalar(run, base + "evaluations"), law);
}

}  // namespace

sde::Spectrum spectrum_of(const sde::Mixture& law) {
  const Eigen::VectorXd variances = law.variances.row(0).transpose();
  return sde::Spectrum(std::vector<double>(variances.begin(), variances.end()));
}

TextureSamples measured(metrics::Points points, double evaluations, const sde::Mixture& law) {
  const sde::Gaussian along = metrics::moments(sde::to_axes(law, points));
  const sde::Gaussian exact{law.means.row(0).transpose(), law.variances.row(0).matrix().asDiagonal()};
  return {std::move(points), metrics::wasserstein2(along, exact), evaluations, along.covariance.diagonal()};
}

TextureRun read_texture_run(const std::filesystem::path& directory, const std::string& seed) {
  const kinds::score::TrainedRun run(directory);
  const data::DataSet& data = *run.model().data;
  const sde::Mixture law = data.exact().value();
  const store::H5Reader& file = run.file();
  const TextureSamples euler_maruyama = read_samples(file, "euler_maruyama", law);
  const ad::Key key = ad::Key::root(1) / "gaussian-texture" / seed;
  return {seed,
          law,
          measured(data::sample(data, key, euler_maruyama.points.rows()), 0, law),
          euler_maruyama,
          read_samples(file, "heun", law),
          scalar(file, "evaluation/loss/ours") / scalar(file, "evaluation/loss/floor") - 1};
}

}  // namespace pont::reproductions::gaussian
