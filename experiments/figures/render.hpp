// Writing a figure: numbers and script always, pictures where gnuplot is installed.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

struct Rendering {
  bool drawn = false;   ///< NAME.svg and NAME.png exist
  std::string message;  ///< why not, and the remedy; or gnuplot's warnings; else empty
};

/// Writes NAME.dat (numbers) and NAME.gp (script) into `directory`, which is created, and runs gnuplot to
/// leave NAME.svg and NAME.png there. Equal figures give equal bytes of .dat, .gp and .svg. `name` may hold
/// letters, digits, '.', '_' and '-', and starts with a letter or digit (else std::invalid_argument). Without
/// gnuplot nothing is thrown: the result says what to install and run. Throws IoError when a file
/// cannot be written; std::runtime_error with gnuplot's own words when it fails; std::invalid_argument from
/// check_figure.
Rendering render(const Figure& figure, const std::filesystem::path& directory, const std::string& name,
                 const std::string& gnuplot = "gnuplot");

/// The same in a hurry, for a picture that is soon replaced: NAME.svg alone, nothing synced. It is drawn in a
/// directory of its own below, DIRECTORY/.NAME, and each file is moved to its place when all are whole.
/// `give_up` is asked ten times a second, and ends the drawing by a std::runtime_error.
Rendering sketch(const Figure& figure, const std::filesystem::path& directory, const std::string& name,
                 const std::function<bool()>& give_up, const std::string& gnuplot = "gnuplot");

/// The file that a page shows: NAME.svg, which stays sharp; NAME.png for a figure of more than 5,000 dots,
/// each of which takes a hundred bytes of an SVG file.
std::string page_picture(const Figure& figure, const std::string& name);

}  // namespace pont::figures
