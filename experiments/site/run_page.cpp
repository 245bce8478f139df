// The line of a run in the table, and its page.
#include "experiments/site/run_page.hpp"

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/run/logged.hpp"
#include "experiments/site/packing.hpp"

namespace pont::site {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_losses = 2000, most_letters = 60'000;
constexpr std::uintmax_t most_preview = 400'000;  // bytes

store::Json losses_of(const run::SeenRun& run) {
  const store::MetricRows rows = run::logged_metrics(run);
  if (rows.steps.empty() || std::ranges::count(rows.columns, "loss") == 0) return {};
  const figures::Curve curve = run::block_means(rows, "loss", most_losses);
  return store::Json::object()
      .set("block", (rows.steps.size() + most_losses - 1) / most_losses)
      .set("step", packed(curve.step))
      .set("value", packed(curve.value));
}

void add_facts(const store::H5Reader& result, std::vector<View>& parts) {
  for (const char* group : {"fingerprint", "execution"})
    if (result.exists(group)) parts.push_back({group, store::Json::object(store::read_facts(result, group))});
}

std::vector<View> parts_of(const run::SeenRun& run) {
  const fs::path directory = run.summary.directory;
  std::vector<View> parts{{"config", text_of(directory / "config.yaml", most_letters)}};
  if (run.result) add_facts(*run.result, parts);
  parts.push_back({"losses", losses_of(run)});
  if (run.result)
    for (View& view : views_of(*run.result)) parts.push_back(std::move(view));
  parts.push_back({"report", text_of(directory / "report.md", most_letters)});
  return parts;
}

std::optional<Picture> preview_of(const run::RunSummary& run, const std::string& id) {
  if (run.standing.word == "finished") return {};
  for (const char* name : {"figures/preview.svg", "figures/preview.png"})
    if (auto picture = picture_of(fs::path(run.directory) / name, id, most_preview)) return picture;
  return {};
}

template <class T>
store::Json or_null(const std::optional<T>& value) {
  return value ? store::Json(*value) : store::Json();
}

store::Json key_numbers(const store::Facts& keys, Words& words) {
  store::Json all = store::Json::list();
  for (const auto& [name, value] : keys) all.add(words.number(name)).add(words.number(value));
  return all;
}

store::Json score_list(const std::vector<run::Score>& scores, Words& words) {
  store::Json all = store::Json::list();
  for (const run::Score& s : scores)
    all.add(store::Json::list()
                .add(words.number(s.name))
                .add(s.ours)
                .add(or_null(s.error))
                .add(or_null(s.floor))
                .add(or_null(s.floor_error)));
  return all;
}

}  // namespace

RunPage run_page(const run::SeenRun& run, const std::string& id) {
  store::Json page;
  try {
    page = fitting(parts_of(run), most_bytes_of_run);
  } catch (const config::Error& e) {
    page = store::Json::object().set("damage", e.what()).set("left_out", store::Json::list());
  }
  return {script_of(id, page), preview_of(run.summary, id)};
}

store::Json run_line(const run::RunSummary& run, const std::string& id, const std::optional<Picture>& preview,
                     Words& words) {
  const run::Standing& s = run.standing;
  store::Json line = store::Json::object();
  line.set("id", id).set("path", run.directory).set("state", run.damage.empty() ? s.word : "damaged");
  line.set("detail", s.word == "running" ? "" : s.detail)
      .set("step", or_null(s.step))
      .set("command", s.command);
  line.set("started", s.begin ? run::utc_text(*s.begin).substr(0, 16) : "");
  line.set("seconds", s.begin ? store::Json(s.seconds) : store::Json()).set("damage", run.damage);
  line.set("preview", preview ? preview->name : "");
  return line.set("keys", key_numbers(run.keys, words)).set("scores", score_list(run.scores, words));
}

}  // namespace pont::site
