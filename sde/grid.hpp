// Time grids of samplers: decreasing times from T to eps, as data.
#pragma once
#include <vector>

namespace pont::sde {

// n steps, n + 1 times. Throws std::invalid_argument unless n >= 1 and 0 <= eps < T.
std::vector<double> uniform_grid(double T, double eps, int n);

// t_i = eps + (T - eps) ((n - i) / n)^2, finer towards the data (Dockhorn, Vahdat & Kreis 2022, "quadratic
// striding").
std::vector<double> quadratic_grid(double T, double eps, int n);

// Throws std::invalid_argument, naming the first offence, unless the times strictly decrease within [0, T].
void check_grid(const std::vector<double>& grid, double T);

}  // namespace pont::sde
