// Moments of samples along the axes of the exact law.
#include "experiments/study/texture.hpp"

#include <utility>

#include "experiments/data/texture.hpp"
#include "experiments/metrics/gaussian.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"

namespace pont::experiments {
namespace {

double scalar(const H5Reader& run, const std::string& path) { return run.read<double>(path).at(0); }

TextureSamples read_samples(const H5Reader& run, const std::string& sampler, const sde::Mixture& law) {
  const std::string base = "samples/" + sampler + "/";
  const H5Shape shape = run.shape(base + "points");
  const std::vector<double> values = run.read<double>(base + "points");
  return measured(Eigen::Map<const Points>(values.data(), static_cast<Eigen::Index>(shape.at(0)),
                                           static_cast<Eigen::Index>(shape.at(1))),
                  scalar(run, base + "evaluations"), law);
}

}  // namespace

sde::Mixture texture_law() { return *TextureOptions().build()->exact(); }

sde::Spectrum texture_spectrum() {
  const Eigen::VectorXd variances = texture_law().variances.row(0).transpose();
  return sde::Spectrum(std::vector<double>(variances.begin(), variances.end()));
}

TextureSamples measured(Points points, double evaluations, const sde::Mixture& law) {
  const Gaussian along = moments(sde::to_axes(law, points));
  const Gaussian exact{law.means.row(0).transpose(), law.variances.row(0).matrix().asDiagonal()};
  return {std::move(points), wasserstein2(along, exact), evaluations, along.covariance.diagonal()};
}

TextureRun read_texture_run(const std::filesystem::path& directory, const std::string& seed) {
  const std::filesystem::path file = directory / "run.h5";
  const std::vector<std::byte> image = load_checked(file);
  const H5Reader run(image, file.string());
  const sde::Mixture law = texture_law();
  TextureRun result{seed, read_samples(run, "euler_maruyama", law), read_samples(run, "heun", law), 0,
                    scalar(run, "evaluation/loss/ours") / scalar(run, "evaluation/loss/floor") - 1};
  const ad::Key key = ad::Key::root(1) / "gaussian-texture" / seed;
  result.floor = measured(sample(*TextureOptions().build(), key, result.heun.points.rows()), 0, law).error;
  return result;
}

}  // namespace pont::experiments
