// build_site(): what is found, and the files of the page.
#include "experiments/site/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "experiments/config/error.hpp"
#include "experiments/run/summary.hpp"
#include "experiments/site/report_page.hpp"
#include "experiments/site/run_page.hpp"
#include "experiments/site/shell.hpp"
#include "experiments/store/file.hpp"

namespace pont::site {
namespace {

namespace fs = std::filesystem;

// Not synced: what a power failure leaves of a page is made again by the same command.
void write(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) store::fail_io(file, "write", errno);
}

void copy(const Picture& picture, const fs::path& figures) {
  std::error_code error;  // a preview may be replaced while it is copied
  fs::copy_file(picture.from, figures / picture.name, fs::copy_options::overwrite_existing, error);
  if (error && fs::exists(picture.from)) store::fail_io(figures / picture.name, "write", error.value());
}

void collect_reports(const fs::path& directory, int depth, std::vector<fs::path>& found) {
  constexpr int deepest = 8;
  if (run::is_run(directory) || depth == deepest) return;
  if (is_report(directory)) found.push_back(directory);
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(directory, unreadable))
    if (entry.is_directory(unreadable) && !entry.is_symlink(unreadable))
      collect_reports(entry.path(), depth + 1, found);
}

// Each once, in the order in which the directories are given, those of one directory sorted.
template <class Find>
std::vector<fs::path> found_below(const std::vector<fs::path>& directories, Find find) {
  std::vector<fs::path> all;
  std::set<fs::path> seen;
  for (const fs::path& directory : directories)
    for (const fs::path& path : find(directory))
      if (seen.insert(fs::weakly_canonical(path)).second) all.push_back(path);
  return all;
}

std::vector<fs::path> reports_below(const fs::path& directory) {
  std::vector<fs::path> found;
  collect_reports(directory, 0, found);
  std::ranges::sort(found);
  return found;
}

class Builder final {
 public:
  explicit Builder(const fs::path& out) : out_(out), built_{out / "index.html"} {
    for (const char* folder : {"data", "figures"}) fs::create_directories(out / folder);
  }

  store::Json runs(const std::vector<fs::path>& paths, Words& words) {
    std::vector<run::RunSummary> summaries(paths.size());
    std::vector<std::optional<Picture>> previews(paths.size());
    run::see_each(paths, [&](std::size_t i, const run::SeenRun& run) {
      RunPage page = run_page(run, fmt::format("run{}", i));
      write(out_ / "data" / fmt::format("run{}.js", i), page.script);
      if (page.preview) copy(*page.preview, out_ / "figures");
      previews[i] = std::move(page.preview);
      summaries[i] = run.summary;
    });
    store::Json all = store::Json::list();
    for (std::size_t i = 0; i < paths.size(); ++i) {
      all.add(run_line(summaries[i], fmt::format("run{}", i), previews[i], words));
      keep(fmt::format("run{}.js", i), previews[i] ? std::vector{*previews[i]} : std::vector<Picture>{});
      if (!summaries[i].damage.empty()) built_.damage.push_back(summaries[i].damage);
    }
    built_.runs = paths.size();
    return all;
  }

  store::Json reports(const std::vector<fs::path>& paths) {
    store::Json all = store::Json::list();
    for (const fs::path& path : paths) try {
        const std::string id = fmt::format("report{}", built_.reports);
        const ReportPage page = report_page(path, id);
        write(out_ / "data" / (id + ".js"), page.script);
        for (const Picture& picture : page.pictures) copy(picture, out_ / "figures");
        all.add(page.line);
        keep(id + ".js", page.pictures);
        ++built_.reports;
      } catch (const config::DataError& e) {
        built_.damage.emplace_back(e.what());
      }
    return all;
  }

  Built finish(const store::Json& index) {
    write(out_ / "data/index.js", script_of("index", index));
    write(out_ / "index.html", shell());
    for (const char* folder : {"data", "figures"})
      for (const fs::path& old : leftovers(out_ / folder)) fs::remove(old);
    return built_;
  }

 private:
  void keep(const std::string& script, const std::vector<Picture>& pictures) {
    kept_.insert(script);
    for (const Picture& picture : pictures) kept_.insert(picture.name);
  }
  std::vector<fs::path> leftovers(const fs::path& folder) const {
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder))
      if (const std::string name = entry.path().filename().string();
          is_bundled(name) && !kept_.contains(name))
        old.push_back(entry.path());
    return old;
  }

  fs::path out_;
  Built built_;
  std::set<std::string> kept_;
};

void refuse_other_page(const fs::path& out) {
  std::ifstream in(out / "index.html", std::ios::binary);
  if (!in) return;
  std::string beginning(shell_mark.size(), '\0');
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  if (beginning != shell_mark)
    throw config::ConfigError(
        fmt::format("--out: {} holds an index.html that is no page of pont site; expected another directory",
                    out.string()));
}

}  // namespace

Built build_site(const std::vector<fs::path>& directories, const fs::path& out) {
  refuse_other_page(out);
  const std::vector<fs::path> runs = found_below(directories, run::runs_below);
  const std::vector<fs::path> reports = found_below(directories, reports_below);
  Builder builder(out);
  Words words;
  store::Json index = store::Json::object();
  index.set("reports", builder.reports(reports))
      .set("runs", builder.runs(runs, words))
      .set("words", words.list());
  return builder.finish(index);
}

}  // namespace pont::site
