// Rendering of figures: writes numbers and script, then runs gnuplot on them.
#include "experiments/figures/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>
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

store::File written(const fs::path& path, const std::string& text) {
  store::File file = store::File::open_to_update(path);
  file.truncate(0);
  file.write(std::as_bytes(std::span(text)));
  return file;
}

void write_durably(const fs::path& path, const std::string& text) {
  store::File file = written(path, text);
  file.sync();
  file.close();
}

bool make_directory(const fs::path& directory) {
  std::error_code error;
  const bool made = fs::create_directories(directory, error);
  if (error) store::fail_io(directory, "create this directory", error.value());
  return made;
}

void remove_if_there(const fs::path& picture) {
  std::error_code error;
  fs::remove(picture, error);
  if (error) store::fail_io(picture, "remove this old picture", error.value());
}

std::string not_installed(const std::string& gnuplot, const fs::path& directory, const std::string& name,
                          const std::string& script) {
  return fmt::format(
      "'{0}' is not installed: the figure's numbers and script are in {1}/{2}.dat and "
      "{3}.gp; install gnuplot-nox and run 'gnuplot {3}.gp' there",
      gnuplot, directory.string(), name, script);
}

void require_pictures(const ProcessResult& result, const fs::path& script,
                      const std::vector<fs::path>& pictures) {
  const bool complete =
      std::all_of(pictures.begin(), pictures.end(), [](const fs::path& p) { return fs::exists(p); });
  if (result.status != 0 || !complete)
    throw std::runtime_error(fmt::format("gnuplot ended with status {} on {} and left {} of its pictures: {}",
                                         result.status, script.string(), complete ? "all" : "not all",
                                         result.messages));
}

/// A directory that goes when its owner does.
class Aside final {
 public:
  explicit Aside(fs::path path) : path_(std::move(path)) { make_directory(path_); }
  ~Aside() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  fs::path file(const std::string& name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// -d: no personal settings.
std::vector<std::string> command(const std::string& gnuplot, const std::string& name) {
  return {gnuplot, "-d", name + ".gp"};
}

// The images of clouds are in the pictures now.
void remove_clouds(const fs::path& directory, const std::string& stem) {
  std::vector<fs::path> clouds;
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.path().filename().string().starts_with(stem + "_dots_")) clouds.push_back(entry.path());
  for (const fs::path& p : clouds) remove_if_there(p);
}

}  // namespace

Rendering render(const Figure& figure, const Folder& folder, const std::string& name,
                 const std::string& gnuplot) {
  check_figure(figure);
  check_name(name);
  const fs::path& directory = folder.path;
  const std::string file = stem(name, folder.style);
  if (make_directory(directory)) store::sync_directory(store::directory_of(directory));
  write_durably(directory / (name + ".dat"), data_text(figure));
  write_durably(directory / (file + ".gp"), gnuplot_script(figure, name, folder.style, folder.style.formats));
  store::sync_directory(
      directory);  // a report that stands has its numbers: only pictures may be lost with the power
  std::vector<fs::path> pictures;
  for (const std::string& format : folder.style.formats)
    pictures.push_back(directory / (file + "." + format));
  for (const fs::path& p : pictures) remove_if_there(p);  // an old one must not stand beside new numbers
  const ProcessResult result = run_process(command(gnuplot, file), directory);
  if (!result.found) return {false, not_installed(gnuplot, directory, name, file)};
  require_pictures(result, directory / (file + ".gp"), pictures);
  remove_clouds(directory, file);
  return {true, result.messages};
}

Rendering sketch(const Figure& figure, const fs::path& directory, const std::string& name,
                 const std::function<bool()>& give_up, const std::string& gnuplot) {
  check_figure(figure);
  check_name(name);
  const Aside aside(directory / ("." + name));
  written(aside.file(name + ".dat"), data_text(figure)).close();
  written(aside.file(name + ".gp"), gnuplot_script(figure, name, styles().front(), {"svg"})).close();
  const ProcessResult result = run_process(command(gnuplot, name), aside.path(), give_up);
  if (result.found) require_pictures(result, aside.file(name + ".gp"), {aside.file(name + ".svg")});
  remove_if_there(directory / (name + ".svg"));
  for (const char* ending : {".dat", ".gp", ".svg"})
    if (fs::exists(aside.file(name + ending)))
      fs::rename(aside.file(name + ending), directory / (name + ending));
  return {result.found, result.found ? result.messages : not_installed(gnuplot, directory, name, name)};
}

std::string page_picture(const Figure& figure, const std::string& name) {
  std::size_t dots = 0;
  for (const Panel& panel : figure.panels)
    for (const Layer& layer : panel.layers)
      if (const auto* scatter = std::get_if<Scatter>(&layer)) dots += scatter->x.size();
  return name + (dots > kSharpDots ? ".png" : ".svg");
}

}  // namespace pont::figures
