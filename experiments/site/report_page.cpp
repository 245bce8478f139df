// report.md and numbers.csv of a reproduction, and the figures that the report shows.
#include "experiments/site/report_page.hpp"

#include <algorithm>
#include <charconv>
#include <regex>
#include <sstream>

#include "experiments/config/error.hpp"
#include "experiments/data/csv_fields.hpp"
#include "experiments/run/standing.hpp"

namespace pont::site {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_report = 400'000;
constexpr std::uintmax_t most_picture = 2 << 20;  // bytes
constexpr const char* heading = "row,column,stated,counted,ours,verdict";

std::string unquoted(const data::CsvField& field) {
  std::string text(field.text);
  for (std::size_t at = 0; field.quoted && (at = text.find("\"\"", at)) != std::string::npos; ++at)
    text.erase(at, 1);
  return text;
}

store::Json number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? store::Json(value) : store::Json();
}

store::Json numbers_of(const fs::path& file) {
  store::Json all = store::Json::list();
  if (!fs::exists(file)) return all;
  std::istringstream lines(text_of(file, longest_report));
  std::string line;
  std::getline(lines, line);
  if (line != heading)
    throw config::DataError(file.string() + ": begins with '" + line.substr(0, 60) + "'; expected '" +
                            heading + "'");
  while (std::getline(lines, line)) {
    const std::vector<data::CsvField> fields = data::csv_fields(line, ',');
    if (fields.size() != 6)
      throw config::DataError(file.string() + ": a line of " + std::to_string(fields.size()) +
                              " fields; expected 6: " + line.substr(0, 60));
    store::Json row = store::Json::list();
    for (std::size_t i = 0; i < fields.size(); ++i)
      row.add(i == 4 ? number_of(fields[i].text) : store::Json(unquoted(fields[i])));
    all.add(std::move(row));
  }
  return all;
}

// "# Title", then the first lines that are neither a heading nor empty, up to an empty one.
std::pair<std::string, std::string> title_and_head(const std::string& report) {
  std::istringstream lines(report);
  std::string line, title, head;
  while (std::getline(lines, line)) {
    if (line.starts_with("# ") && title.empty())
      title = line.substr(2);
    else if (line.empty() && !head.empty())
      break;
    else if (!line.empty())
      head += (head.empty() ? "" : " ") + line;
  }
  return {title, head};
}

// Of ![NAME](figures/FILE): every FILE that is a name and no path, once.
std::vector<std::string> figures_in(const std::string& report) {
  static const std::regex image(R"(!\[[^\]\n]*\]\(figures/([A-Za-z0-9_.-]+)\))");
  std::vector<std::string> all;
  for (auto i = std::sregex_iterator(report.begin(), report.end(), image); i != std::sregex_iterator(); ++i)
    if (std::ranges::count(all, (*i)[1].str()) == 0) all.push_back((*i)[1].str());
  return all;
}

}  // namespace

bool is_report(const fs::path& directory) {
  std::error_code unreadable;
  return fs::is_regular_file(directory / "report.md", unreadable) && !run::is_run(directory);
}

ReportPage report_page(const fs::path& directory, const std::string& id) {
  const std::string report = text_of(directory / "report.md", longest_report);
  const auto [title, head] = title_and_head(report);
  ReportPage page;
  page.line = store::Json::object().set("id", id).set("path", directory.string());
  page.line.set("title", title.empty() ? directory.filename().string() : title).set("head", head);
  page.line.set("numbers", numbers_of(directory / "numbers.csv"));
  store::Json figures = store::Json::object();
  for (const std::string& name : figures_in(report))
    if (auto picture = picture_of(directory / "figures" / name,
                                  id + "-" + std::to_string(page.pictures.size()), most_picture)) {
      figures.set(name, picture->name);
      page.pictures.push_back(*picture);
    }
  page.script = script_of(id, store::Json::object().set("report", report).set("figures", std::move(figures)));
  return page;
}

}  // namespace pont::site
