// The report of a reproduction: terminal, report.md, numbers.csv and figures.
#include "experiments/reproduce/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

#include "experiments/config/config.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/publish.hpp"

namespace pont::reproduce {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Reproduction> configured(const Reproductions& all, const std::string& name,
                                         const std::vector<std::string>& overrides) {
  const std::vector<std::string> names = all.names();
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw config::ConfigError("reproduce: got " + name + "; expected one of: " + config::join(names) +
                              config::did_you_mean(name, names));
  std::unique_ptr<Reproduction> reproduction = all.at(name).make();
  config::apply(*reproduction, config::parse_overrides(overrides));
  return reproduction;
}

// The verdicts, or our numbers and why there are none.
std::string result(const std::string& name, const Published& published, const Outcome& outcome,
                   std::string (figures::Table::*layout)() const) {
  if (!outcome.incomparable.empty())
    return fmt::format("{}\n{}: {}\n", (number_table(published, outcome.numbers).*layout)(), name,
                       outcome.incomparable);
  const Judgement judgement = judge(published, outcome.numbers);
  return fmt::format("In each cell: stated, then ours.\n\n{}\n{}{}{}\n",
                     (verdict_table(published, judgement).*layout)(), judgement.misses(), judgement.remarks(),
                     judgement.summary(name));
}

std::string duration(double minutes) {
  return minutes < 2 ? fmt::format("{:.0f} s", std::ceil(60 * minutes))
                     : fmt::format("{:.0f} minutes", minutes);
}

// What the rows say, "TABLE'S; OTHER (rows)": each text once, with the rows that differ from the table.
std::string by_row(const Published& published, const std::string& table,
                   const std::function<std::string(const PublishedRow&)>& of_row) {
  std::vector<std::pair<std::string, std::string>> others;
  for (const PublishedRow& row : published.rows) {
    const std::string words = of_row(row);
    if (words == table) continue;
    const auto known = std::find_if(others.begin(), others.end(), [&](auto& o) { return o.first == words; });
    if (known == others.end())
      others.emplace_back(words, row.name);
    else
      known->second += "; " + row.name;
  }
  std::string text = table;
  for (const auto& [words, names] : others) text += fmt::format("; {} ({})", words, names);
  return text;
}

std::string rules(const Published& published) {
  const auto summary = [](const config::Choice<Agreement>& rule) { return rule.summary(rule.type()); };
  return by_row(published, summary(published.rule),
                [&](const PublishedRow& row) { return summary(row.rule ? row.rule->rule : published.rule); });
}

std::string stated_by(const Published& published) {
  return by_row(published, origin(published.origin).summary,
                [&](const PublishedRow& row) { return published.origin_of(row).summary; });
}

std::string settings_section(const Published& published, const Outcome& outcome) {
  std::vector<std::string> sources;
  for (const RecipeValue& value : published.recipe)
    if (std::find(sources.begin(), sources.end(), value.source) == sources.end())
      sources.push_back(value.source);
  return fmt::format("\n## Settings: the publication's ({}) and ours\n\n{}", fmt::join(sources, "; "),
                     recipe_table(compare(published.recipe, outcome.settings)).markdown());
}

std::string introduction(const std::string& name, const Published& published) {
  std::string text = fmt::format(
      "# {}\n\n{}, {}.\n{}\n\nStated numbers: {}. Rule of agreement: {}. Written by `pont reproduce "
      "{}`.\n\n",
      name, published.paper, published.table, published.caption, stated_by(published), rules(published),
      name);
  if (!published.other_data.empty()) text += "Other data than published: " + published.other_data + "\n\n";
  return text;
}

// RFC 4180: in quotes where it holds a comma or a quote.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace

Published stated_numbers(const std::string& name, const Reproduction& reproduction) {
  Published published = load_published(name);
  std::vector<PublishedRow> own = reproduction.stated_rows();
  std::ranges::move(own, std::back_inserter(published.rows));
  return published;
}

std::string reproduction_report(const std::string& name, const Published& published, const Outcome& outcome) {
  std::string text = introduction(name, published);
  for (const std::string& note : outcome.notes) text += "* " + note + "\n";
  text += "\n" + result(name, published, outcome, &figures::Table::markdown);
  if (!published.recipe.empty()) text += settings_section(published, outcome);
  for (const ExtraTable& extra : outcome.tables)
    text += fmt::format("\n## {}\n\n{}", extra.title, extra.table.markdown());
  for (const NamedFigure& f : outcome.figures)
    text += fmt::format("\n![{}](figures/{})\n\n{}\n", f.name, figures::page_picture(f.figure, f.name),
                        f.caption);
  for (const figures::NamedPicture& p : outcome.pictures)
    text += fmt::format("\n![{0}](figures/{0}.png)\n\n{1}\n", p.name, p.caption);
  return text;
}

namespace {

std::vector<Verdict> verdicts_of(const Published& published, const Outcome& outcome) {
  std::vector<Verdict> all = judge(published, outcome.numbers).verdicts;
  if (!outcome.incomparable.empty())
    for (Verdict& v : all) v.published = v.counted = v.word = "";
  return all;
}

void publish_files(const std::string& name, const Published& published, const Outcome& outcome,
                   const fs::path& directory, const figures::Style& style) {
  const figures::Style& screen = figures::styles().front();
  for (const NamedFigure& f : outcome.figures) {
    run::draw(f.figure, directory / "figures", f.name);
    if (style.name != screen.name) run::draw(f.figure, {directory / "figures", style}, f.name);
  }
  for (const figures::NamedPicture& p : outcome.pictures)
    figures::write_png(p.picture, directory / "figures" / (p.name + ".png"));
  fs::create_directories(directory);
  store::publish_text(directory / "report.md", reproduction_report(name, published, outcome));
  store::publish_text(directory / "numbers.csv", numbers_csv(published, outcome));
}

}  // namespace

std::string numbers_csv(const Published& published, const Outcome& outcome) {
  std::string text = "row,column,stated,counted,ours,verdict\n";
  for (const Verdict& v : verdicts_of(published, outcome))
    text += fmt::format("{},{},{},{},{},{}\n", csv_field(v.ours.row), csv_field(v.ours.column),
                        csv_field(v.published), v.counted, v.ours.value, v.word);
  return text;
}

Reproduced run_reproduction(const run::Launch& launch, const Reproductions& all, const std::string& name,
                            const std::vector<std::string>& overrides, const fs::path& directory,
                            const figures::Style& style) {
  const std::unique_ptr<Reproduction> reproduction = configured(all, name, overrides);
  const Published published = stated_numbers(name, *reproduction);
  std::FILE* out = launch.results;
  fmt::print(out, "{}, {}, in about {}\n", published.paper, published.table, duration(published.minutes));
  Outcome outcome = reproduction->compute(published, finish(launch, reproduction->runs(), directory));
  outcome.settings = reproduction->settings();
  for (const std::string& note : outcome.notes) fmt::print(out, "{}\n", note);
  for (const ExtraTable& extra : outcome.tables)
    fmt::print(out, "\n{}\n\n{}", extra.title, extra.table.console());
  publish_files(name, published, outcome, directory, style);
  fmt::print(out, "{}\n\n{}", (directory / "report.md").string(),
             result(name, published, outcome, &figures::Table::console));
  Reproduced r{true, name + ": " + outcome.incomparable, verdicts_of(published, outcome)};
  if (!outcome.incomparable.empty()) return r;
  const Judgement judgement = judge(published, outcome.numbers);
  r.holds = judgement.complete();
  r.summary = judgement.summary(name);
  return r;
}

}  // namespace pont::reproduce
