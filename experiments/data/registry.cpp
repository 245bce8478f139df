// The one list of data sets.
#include "experiments/config/additions.hpp"
#include "experiments/data/affine.hpp"
#include "experiments/data/curves.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/data/file_data.hpp"
#include "experiments/data/gaussians.hpp"
#include "experiments/data/images.hpp"
#include "experiments/data/shapes.hpp"
#include "experiments/data/texture.hpp"

namespace pont::data {

const config::Registry<DataOptions>& data_sets() {
  static const config::Registry<DataOptions> rows = config::Additions<DataOptions>::behind({
      config::row<DataOptions, MultiSwissRollOptions>("multi_swiss_roll",
                                                      "five swiss rolls, one in the middle"),
      config::row<DataOptions, DiamondOptions>("diamond",
                                               "nine Gaussians on a 3 x 3 grid, rotated by 45 degrees"),
      config::row<DataOptions, EightGaussiansOptions>("eight_gaussians", "eight Gaussians on a circle"),
      config::row<DataOptions, TwoMoonsOptions>("two_moons", "two half circles that reach into each other"),
      config::row<DataOptions, ShiftedMoonsOptions>(
          "shifted_moons", "two half circles whose points are moved along the diagonal by one number"),
      config::row<DataOptions, CirclesOptions>("circles", "two concentric circles"),
      config::row<DataOptions, SCurveOptions>("s_curve", "an S"),
      config::row<DataOptions, PinwheelOptions>("pinwheel", "Gaussians bent into the arms of a pinwheel"),
      config::row<DataOptions, CheckerboardOptions>("checkerboard",
                                                    "uniform on the dark squares of a 4 x 4 board"),
      config::row<DataOptions, TorusOptions>("torus", "the surface of a torus in space"),
      config::row<DataOptions, GaussianOptions>("gaussian", "one Gaussian in any dimension"),
      config::row<DataOptions, TextureOptions>("texture", "a stationary Gaussian texture of 8 x 8 pixels"),
      config::row<DataOptions, IsotropicGaussianOptions>("isotropic_gaussian",
                                                         "N(mean 1, deviation^2 I) in any dimension"),
      config::row<DataOptions, MixtureOptions>("mixture",
                                               "a Gaussian mixture written out in the configuration"),
      config::row<DataOptions, AffineOptions>("affine", "another data set, stretched, turned and moved"),
      config::row<DataOptions, FileOptions>("file", "rows of your own NPY, NPZ, CSV or HDF5 file"),
      config::row<DataOptions, ImageOptions>(
          "images", "pictures of a folder, or of an IDX, CIFAR, NPY, NPZ or HDF5 file"),
  });
  return rows;
}

}  // namespace pont::data
