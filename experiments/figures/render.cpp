// Files first, then gnuplot on them.
#include "experiments/figures/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <vector>

#include "experiments/figures/datasets.hpp"
#include "experiments/figures/process.hpp"
#include "experiments/figures/script.hpp"
#include "experiments/store/file.hpp"

namespace pont::figures {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSharpDots = 5000;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void check_name(const std::string& name) {
  const auto allowed = [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; };
  if (name.empty() || !is_alphanumeric(name[0]) || !std::all_of(name.begin(), name.end(), allowed))
    throw std::invalid_argument(fmt::format(
        "figure name '{}': expected letters, digits, '.', '_' or '-', starting with a letter or digit",
        name));
}

void write_file(const fs::path& path, const std::string& text) {
  store::File file = store::File::open_to_update(path);
  file.truncate(0);
  file.write(std::as_bytes(std::span(text)));
  file.sync();
  file.close();
}

}  // namespace

Rendering render(const Figure& figure, const fs::path& directory, const std::string& name,
                 const std::string& gnuplot) {
  check_figure(figure);
  check_name(name);
  std::error_code error;
  const bool made = fs::create_directories(directory, error);
  if (error) store::fail_io(directory, "create this directory", error.value());
  if (made) store::sync_directory(store::directory_of(directory));
  write_file(directory / (name + ".dat"), data_text(figure));
  write_file(directory / (name + ".gp"), gnuplot_script(figure, name));
  store::sync_directory(
      directory);  // a report that stands has its numbers: only pictures may be lost with the power
  const std::vector<fs::path> pictures{directory / (name + ".svg"), directory / (name + ".png")};
  for (const fs::path& p : pictures) {  // an old picture must not stand beside new numbers
    fs::remove(p, error);
    if (error) store::fail_io(p, "remove this old picture", error.value());
  }
  const ProcessResult result =
      run_process({gnuplot, "-d", name + ".gp"}, directory);  // -d: no personal settings
  if (!result.found)
    return {false,
            fmt::format("'{0}' is not installed: the figure's numbers and script are in {1}/{2}.dat and "
                        "{2}.gp; install gnuplot-nox and run 'gnuplot {2}.gp' there",
                        gnuplot, directory.string(), name)};
  const bool complete =
      std::all_of(pictures.begin(), pictures.end(), [](const fs::path& p) { return fs::exists(p); });
  if (result.status != 0 || !complete)
    throw std::runtime_error(
        fmt::format("gnuplot ended with status {} on {}/{}.gp and left {} of its pictures: {}", result.status,
                    directory.string(), name, complete ? "all" : "not all", result.messages));
  return {true, result.messages};
}

std::string page_picture(const Figure& figure, const std::string& name) {
  std::size_t dots = 0;
  for (const Panel& panel : figure.panels)
    for (const Layer& layer : panel.layers)
      if (const auto* scatter = std::get_if<Scatter>(&layer)) dots += scatter->x.size();
  return name + (dots > kSharpDots ? ".png" : ".svg");
}

}  // namespace pont::figures
