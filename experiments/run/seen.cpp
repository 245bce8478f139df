// seen(), see_each(): runs read by the handful, on all cores.
#include <algorithm>
#include <thread>

#include "autodiff/workers.hpp"
#include "experiments/config/error.hpp"
#include "experiments/run/keys_of_run.hpp"
#include "experiments/run/summary.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

/// What was found of run.h5 before anything of it is believed.
struct Found final {
  std::optional<store::h5::NamedImage> image = {};
  std::optional<store::h5::Tree> content = {};
  std::string damage = {};
};

// What `action` does, or the reason why it could not.
template <class Action>
void told(std::string& damage, Action action) {
  try {
    action();
  } catch (const config::Error& e) {
    if (damage.empty()) damage = e.what();
  }
}

Found found_in(const fs::path& directory) {
  const fs::path file = directory / "run.h5";
  Found found;
  told(found.damage, [&] {
    if (fs::exists(file)) found.image = {store::load_checked(file), file.string()};
  });
  return found;
}

// All in one process; where that fails, each in its own, so that only those that are damaged are.
void decode(std::span<Found> all) {
  std::vector<store::h5::NamedImage> images;
  std::vector<Found*> with_image;
  for (Found& found : all)
    if (found.image) {
      images.push_back(*std::move(found.image));
      with_image.push_back(&found);
    }
  std::string damage;
  std::vector<store::h5::Tree> trees;
  told(damage, [&] { trees = store::h5::decoded_together(images); });
  for (std::size_t i = 0; i < images.size(); ++i)
    told(with_image[i]->damage, [&] {
      with_image[i]->content =
          damage.empty() ? std::move(trees[i]) : store::h5::decoded(images[i].image, images[i].name);
    });
}

SeenRun seen(const fs::path& directory, Found found) {
  SeenRun run{{directory.string(), {"killed"}}, {}};
  RunSummary& summary = run.summary;
  told(summary.damage, [&] { summary.standing = standing_of(directory); });
  told(summary.damage, [&] { summary.keys = keys_of_run(directory); });
  if (found.content) run.result.emplace(*std::move(found.content), (directory / "run.h5").string());
  told(found.damage, [&] {
    if (run.result) summary.scores = scores_of(*run.result);
  });
  if (summary.damage.empty()) summary.damage = found.damage;
  return run;
}

// As many as make starting a process for them worth while, and do not fill the memory.
std::vector<std::vector<std::size_t>> handfuls(const std::vector<fs::path>& directories) {
  constexpr std::uintmax_t most_bytes = 16 << 20;
  constexpr std::size_t most = 25;
  std::vector<std::vector<std::size_t>> all;
  std::uintmax_t bytes = 0;
  for (std::size_t i = 0; i < directories.size(); ++i) {
    std::error_code absent;
    const std::uintmax_t size = fs::file_size(directories[i] / "run.h5", absent), of_run = absent ? 0 : size;
    if (all.empty() || all.back().size() == most || bytes + of_run > most_bytes) {
      all.emplace_back();
      bytes = 0;
    }
    all.back().push_back(i);
    bytes += of_run;
  }
  return all;
}

}  // namespace

SeenRun seen(const fs::path& directory) {
  Found found = found_in(directory);
  decode({&found, 1});
  return seen(directory, std::move(found));
}

void see_each(const std::vector<fs::path>& directories,
              const std::function<void(std::size_t, const SeenRun&)>& action) {
  const std::vector<std::vector<std::size_t>> all = handfuls(directories);
  const unsigned cores = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
  ad::Workers(static_cast<int>(cores)).run(static_cast<int>(all.size()), [&](int n, int) {
    const std::vector<std::size_t>& handful = all[static_cast<std::size_t>(n)];
    std::vector<Found> found;
    for (const std::size_t i : handful) found.push_back(found_in(directories[i]));
    decode(found);
    for (std::size_t k = 0; k < handful.size(); ++k)
      action(handful[k], seen(directories[handful[k]], std::move(found[k])));
  });
}

RunSummary summary_of(const fs::path& directory) { return seen(directory).summary; }

std::vector<RunSummary> summaries_of(const std::vector<fs::path>& directories) {
  std::vector<RunSummary> all(directories.size());
  see_each(directories, [&](std::size_t i, const SeenRun& run) { all[i] = run.summary; });
  return all;
}

}  // namespace pont::run
