// Writing a figure: numbers and script always, pictures where gnuplot is installed.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "experiments/figures/style.hpp"

namespace pont::figures {

/// Where figures go, and in which style.
struct Folder final {
  Folder(std::filesystem::path where, const Style& how = styles().front())
      : path(std::move(where)), style(how) {}
  std::filesystem::path path;
  Style style;
};

struct Rendering {
  bool drawn = false;   ///< the pictures exist
  std::string message;  ///< why not, and the remedy; or gnuplot's warnings; else empty
};

/// Writes NAME.dat (numbers) and STEM.gp (script) into the folder, which is created, and runs gnuplot to
/// leave a picture of each format of the style there: NAME.svg and NAME.png, or NAME_STYLE.pdf and
/// NAME_STYLE.svg. Equal figures give equal bytes of .dat, .gp and .svg. `name` may hold letters, digits,
/// '.', '_' and '-', and starts with a letter or digit (else std::invalid_argument). Without gnuplot nothing
/// is thrown: the result says what to install and run. Throws IoError when a file cannot be written;
/// std::runtime_error with gnuplot's own words when it fails; std::invalid_argument from check_figure.
Rendering render(const Figure& figure, const Folder& folder, const std::string& name,
                 const std::string& gnuplot = "gnuplot");

/// The same in a hurry, for a picture that is soon replaced: NAME.svg alone, nothing synced. It is drawn in a
/// directory of its own below, DIRECTORY/.NAME, and each file is moved to its place when all are whole.
/// `give_up` is asked ten times a second, and ends the drawing by a std::runtime_error.
Rendering sketch(const Figure& figure, const std::filesystem::path& directory, const std::string& name,
                 const std::function<bool()>& give_up, const std::string& gnuplot = "gnuplot");

/// The file that a page shows: NAME.svg, which stays sharp; NAME.png for a figure of more than 5,000 dots.
std::string page_picture(const Figure& figure, const std::string& name);

}  // namespace pont::figures
