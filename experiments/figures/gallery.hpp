// The figures every experiment draws: clouds against data, loss curves, trajectories, densities.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// Points [n, 2] with the words above their panel: a title and, smaller, a note such as the distance to the
/// data.
struct Cloud {
  std::string title;
  Grid points;
  std::string note = {};
};

/// One square panel for each cloud, all on the same axes: first the data alone, then each sample set over the
/// data in grey. Throws std::invalid_argument unless every cloud is [n >= 1, 2].
Figure cloud_comparison(const std::string& title, const Cloud& data, const std::vector<Cloud>& samples);

/// Named values at steps. step, value [n].
struct Curve {
  std::string label;
  std::vector<double> step, value;
};

/// Curves against the training step, with the lowest reachable value (Bayes risk, sampling floor) dashed.
Figure loss_curves(const std::string& title, const Axis& value, const std::vector<Curve>& curves,
                   const std::optional<Reference>& floor = {});

/// One coordinate of L particles over time. times [T], values [L, T].
struct Paths {
  std::string title;
  std::vector<double> times;
  Grid values;
};

/// One panel for each set of paths (the SDE beside the ODE) on a common vertical axis.
Figure particle_paths(const std::string& title, const std::string& coordinate,
                      const std::vector<Paths>& sets);

/// A row of square panels on common axes: one cloud [n, 2] for each time.
Figure snapshots(const std::string& title, const std::vector<Cloud>& times);

/// A density on a grid. values [rows, columns], row 0 at the lower edge of y.
struct Density {
  std::string title;
  Interval x, y;
  Grid values;
};

/// The density beside the histogram of points [n, 2] on the same grid and colour scale. Points outside of the
/// grid count in the normalisation, so both panels are densities in 1 / (unit of x * unit of y).
Figure density_comparison(const std::string& title, const Density& density, const Cloud& points);

}  // namespace pont::figures
