// Terminal, report.md, numbers.csv, figures.
#include "experiments/reproduce/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/config.hpp"
#include "experiments/config/numbers.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/publish.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Reproduction> configured(const std::string& name, const std::vector<std::string>& overrides) {
  const std::vector<std::string> names = reproductions().names();
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw ConfigError("reproduce: got " + name + "; expected one of: " + join(names) +
                      did_you_mean(name, names));
  std::unique_ptr<Reproduction> reproduction = reproductions().at(name).make();
  apply(*reproduction, parse_overrides(overrides));
  return reproduction;
}

// The verdicts, or our numbers and why there are none.
std::string result(const std::string& name, const Published& published, const Outcome& outcome,
                   std::string (Table::*layout)() const) {
  if (!outcome.incomparable.empty())
    return fmt::format("{}\n{}: {}\n", (number_table(published, outcome.numbers).*layout)(), name,
                       outcome.incomparable);
  const Judgement judgement = judge(published, outcome.numbers);
  return fmt::format("In each cell: published, then ours.\n\n{}\n{}{}\n",
                     (verdict_table(published, judgement).*layout)(), judgement.misses(),
                     judgement.summary(name));
}

std::string duration(double minutes) {
  return minutes < 2 ? fmt::format("{:.0f} s", std::ceil(60 * minutes))
                     : fmt::format("{:.0f} minutes", minutes);
}

// The table's rule, and those of rows that have their own.
std::string rules(const Published& published) {
  std::string text = published.rule.summary(published.rule.type());
  for (const PublishedRow& row : published.rows)
    if (row.rule) text += fmt::format("; {}: {}", row.name, row.rule->rule.summary(row.rule->rule.type()));
  return text;
}

MakeRun runs_in(const Launch& launch, const fs::path& directory) {
  return [=](const std::string& name, const std::string& config, const std::vector<std::string>& overrides) {
    const fs::path run = directory / name;
    fmt::print(stderr, "{}\n", run.string());
    Tree tree = load_tree(config_file(config));
    for (const std::string& word : overrides) tree = merge(std::move(tree), parse_overrides({word}));
    RunConfig resolved;
    apply(resolved, tree);
    ensure_run(launch, resolved, run);
    return run;
  };
}

Laboratory laboratory(const Launch& launch, const fs::path& directory) {
  const fs::path beside = fs::absolute(directory).lexically_normal().parent_path();
  return {directory, runs_in(launch, directory / "runs"), runs_in(launch, beside / "runs")};
}

}  // namespace

std::string reproduction_report(const std::string& name, const Published& published, const Outcome& outcome) {
  std::string text =
      fmt::format("# {}\n\n{}, {}.\n{}\n\nRule of agreement: {}. Written by `pont reproduce {}`.\n\n", name,
                  published.paper, published.table, published.caption, rules(published), name);
  for (const std::string& note : outcome.notes) text += "* " + note + "\n";
  text += "\n" + result(name, published, outcome, &Table::markdown);
  for (const ExtraTable& extra : outcome.tables)
    text += fmt::format("\n## {}\n\n{}", extra.title, extra.table.markdown());
  for (const NamedFigure& f : outcome.figures)
    text += fmt::format("\n![{}](figures/{})\n\n{}\n", f.name, page_picture(f.figure, f.name), f.caption);
  return text;
}

std::string numbers_csv(const Published& published, const Outcome& outcome) {
  std::string text = "row,column,published,ours,agrees\n";
  for (const Verdict& v : judge(published, outcome.numbers).verdicts)
    text +=
        fmt::format("{},{},{},{},{}\n", v.ours.row, v.ours.column,
                    outcome.incomparable.empty() ? v.published : std::string(), format_number(v.ours.value),
                    !outcome.incomparable.empty() || !v.comparable() ? ""
                    : v.agrees                                       ? "yes"
                                                                     : "no");
  return text;
}

Reproduced reproduce(const Launch& launch, const std::string& name, const std::vector<std::string>& overrides,
                     const fs::path& directory) {
  const std::unique_ptr<Reproduction> reproduction = configured(name, overrides);
  const Published published = load_published(name);
  fmt::print("{}, {}, in about {}\n", published.paper, published.table, duration(published.minutes));
  const Outcome outcome = reproduction->compute(published, laboratory(launch, directory));
  for (const std::string& note : outcome.notes) fmt::print("{}\n", note);
  for (const ExtraTable& extra : outcome.tables) fmt::print("\n{}\n\n{}", extra.title, extra.table.console());
  for (const NamedFigure& f : outcome.figures) draw(f.figure, directory / "figures", f.name);
  fs::create_directories(directory);
  publish_text(directory / "report.md", reproduction_report(name, published, outcome));
  publish_text(directory / "numbers.csv", numbers_csv(published, outcome));
  fmt::print("{}\n\n{}", (directory / "report.md").string(),
             result(name, published, outcome, &Table::console));
  if (!outcome.incomparable.empty()) return {true, name + ": " + outcome.incomparable};
  const Judgement judgement = judge(published, outcome.numbers);
  return {judgement.complete(), judgement.summary(name)};
}

}  // namespace pont::experiments
