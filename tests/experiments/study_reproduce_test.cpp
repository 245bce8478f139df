// Published files, settings beside those of a publication, and the report of a reproduction.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>

#include "experiments/config/config.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/report.hpp"
#include "experiments/reproductions/registry.hpp"
#include "sde/samplers/table.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

using test::refusal;

// A Markdown table without the blanks that align it.
std::string cells_of(std::string table) {
  std::erase(table, ' ');
  return table;
}

TEST(Recipe, ComparesNumbersByValueAndNamesEachKindOfRun) {
  const auto used = [](const std::string& name, const std::string& yaml) {
    return UsedSettings{name, read_yaml("toy.yaml", yaml)};
  };
  const std::vector<UsedSettings> ours{used("A", "train: {batch: 512, rate: 0.0001, names: [a, b]}\n"),
                                       used("B", "train: {batch: 128, rate: 0.0001, names: [a, b]}\n")};
  const auto one = [&](const std::string& key, const std::string& stated) {
    return compare({{"quantity", key, stated, "source"}}, ours).at(0);
  };
  EXPECT_EQ(one("train.batch", "512").ours, "A: 512, B: 128");
  EXPECT_TRUE(one("train.batch", "512").differs);
  EXPECT_FALSE(one("train.rate", "1e-4").differs);
  EXPECT_TRUE(one("train.rate", "1e-3").differs);
  EXPECT_EQ(one("train.names", "[a, b]").ours, "[a, b]");
  EXPECT_EQ(one("train.names.1", "b").ours, "b");
  EXPECT_FALSE(one("train.rate", unknown_setting).known);
  EXPECT_FALSE(one("train.rate", unknown_setting).differs);
  EXPECT_EQ(one("train.width", "3").ours, "absent");
}

class Reproductions : public test::WithCheckout {};

TEST_F(Reproductions, EachHasItsPublishedFile) {
  for (const auto& row : all_reproductions().rows()) {
    const Published p = stated_numbers(row.name, *row.make());
    EXPECT_EQ(p.reproduction, row.name);
    EXPECT_FALSE(p.paper.empty());
    EXPECT_GT(p.minutes, 0);
  }
}

TEST_F(Reproductions, OnlyWhatWasPrintedCountsAsPublished) {
  std::map<std::string, std::size_t> cells;
  for (const auto& row : all_reproductions().rows()) {
    const Published p = stated_numbers(row.name, *row.make());
    for (const PublishedRow& r : p.rows)
      for (const std::string& cell : r.cells)
        if (cell != not_published) {
          const Origin& o = p.origin_of(r);
          ++cells[o.counted.empty() ? p.rule_of(r).noun() : o.counted];
        }
  }
  EXPECT_EQ(cells, (std::map<std::string, std::size_t>{
                       {"numbers", 192}, {"orderings", 23}, {"bounds of ours", 48}, {"own values", 117}}));
}

// A setting of the publication that ours differs from stands in the committed report, and every key is one of
// ours.
TEST_F(Reproductions, EveryDeviationStandsInItsReport) {
  std::size_t deviations = 0;
  for (const auto& row : all_reproductions().rows()) {
    const Published p = stated_numbers(row.name, *row.make());
    const std::vector<UsedSettings> ours = row.make()->settings();
    EXPECT_EQ(p.recipe.empty(), ours.empty()) << row.name;  // what is trained has a recipe
    std::string directory = row.name;
    std::replace(directory.begin(), directory.end(), '-', '_');
    const std::string report = test::read(published_directory().parent_path() / directory / "report.md");
    for (const Comparison& c : compare(p.recipe, ours)) {
      EXPECT_EQ(c.ours.find("absent"), std::string::npos) << row.name << ": " << c.stated.key;
      const std::string line = recipe_table({c}).markdown();
      EXPECT_NE(cells_of(report).find(cells_of(line.substr(line.rfind("\n|") + 1))), std::string::npos)
          << row.name << ": " << line;
      deviations += c.differs ? 1 : 0;
    }
  }
  EXPECT_GT(deviations, 20u);
}

TEST_F(Reproductions, EachPublishedFileHasItsReproduction) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(published_directory()))
    if (entry.path().extension() == ".yaml") {
      const Published p = load_config<Published>(entry.path());
      EXPECT_NO_THROW(all_reproductions().at(p.reproduction)) << entry.path();
      ++files;
    }
  EXPECT_EQ(files, all_reproductions().rows().size());
}

TEST_F(Reproductions, TheStudyWritesItsReport) {
  const std::filesystem::path out = test::scratch() / "report";
  EXPECT_TRUE(run_reproduction({experiment_kinds()}, all_reproductions(), "gaussian-study", {}, out));
  const std::string report = test::read(out / "report.md");
  EXPECT_NE(report.find("gaussian-study: 160 of 160 published numbers: 160 equal"), std::string::npos);
  for (const char* name : {"initialisation", "discretisation", "truncation", "eigenvalues", "ordering"}) {
    EXPECT_NE(report.find(std::string("figures/") + name + ".svg"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(out / "figures" / (std::string(name) + ".dat")));
  }
  const std::string numbers = test::read(out / "numbers.csv");
  EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '\n'), 161);
}

// The fields of a line of numbers.csv; none of those compared has quotes.
std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, ',');) all.push_back(field);
  return all;
}

// Every number but for its last digits, which mathematics libraries differ in, and every word.
void expect_same_numbers(const std::string& name, const std::string& committed, const std::string& today) {
  std::istringstream a(committed), b(today);
  for (std::string then, now; std::getline(a, then) && std::getline(b, now);) {
    std::vector<std::string> x = fields(then), y = fields(now);
    ASSERT_EQ(x.size(), y.size()) << name << ": " << now;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i] == y[i]) continue;
      char *end_x = nullptr, *end_y = nullptr;
      const double u = std::strtod(x[i].c_str(), &end_x), v = std::strtod(y[i].c_str(), &end_y);
      if (*end_x || *end_y)
        EXPECT_EQ(x[i], y[i]) << name << ": " << now;
      else
        EXPECT_NEAR(u, v, 1e-6 * std::abs(u) + 1e-12) << name << ": " << now;
    }
  }
  EXPECT_EQ(std::ranges::count(committed, '\n'), std::ranges::count(today, '\n')) << name;
}

// What takes seconds is computed again: a change of the program that changes a published table is seen.
TEST_F(Reproductions, CommittedNumbersAreThoseOfToday) {
  const std::filesystem::path results = std::filesystem::path(PONT_CHECKOUT) / "results";
  for (const auto& [name, folder] :
       std::map<std::string, std::string>{{"gaussian-study", "gaussian_study"},
                                          {"sampler-orders", "sampler_orders"},
                                          {"ot-figures", "ot_figures"},
                                          {"cld-hsm-vs-dsm", "cld_hsm_vs_dsm"},
                                          {"cld-likelihood-exact", "cld_likelihood_exact"},
                                          {"restoration-exact", "restoration_exact"}}) {
    const std::filesystem::path out = test::scratch() / folder;
    run_reproduction({experiment_kinds()}, all_reproductions(), name, {}, out);
    expect_same_numbers(name, test::read(results / folder / "numbers.csv"), test::read(out / "numbers.csv"));
  }
}

// The table of samplers is the only list: a new row of it is measured and judged without a second place.
TEST_F(Reproductions, EverySamplerRowShowsItsMeasuredOrder) {
  const std::filesystem::path out = test::scratch() / "orders";
  EXPECT_TRUE(run_reproduction({experiment_kinds()}, all_reproductions(), "sampler-orders", {}, out));
  const std::string numbers = test::read(out / "numbers.csv");
  std::size_t cells = 0;
  for (const sde::SamplerRow& row : sde::samplers()) {
    const std::string line = row.order ? fmt::format("\n{},VP,{},own values,", row.name, *row.order)
                                       : fmt::format("\n{},", row.name);
    EXPECT_EQ(numbers.find(line) != std::string::npos, row.order.has_value()) << row.name;
    cells += row.order ? 3 : 0;
  }
  EXPECT_NE(test::read(out / "report.md")
                .find(fmt::format("sampler-orders: no published numbers; {0} of {0} own values", cells)),
            std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(out / "figures/errors.dat"));
}

TEST_F(Reproductions, AWrongSpectrumFailsAndAnotherDataSetIsNotCompared) {
  const std::filesystem::path directory = test::scratch();
  const auto with = [&](const std::string& name, const std::string& csv) {
    return run_reproduction({experiment_kinds()}, all_reproductions(), "gaussian-study",
                            {"data.spectrum=" + test::write(directory / (name + ".csv"), csv).string()},
                            directory / name);
  };
  EXPECT_FALSE(with("wrong", "0.001,3000\n10,72\n"));
  EXPECT_NE(test::read(directory / "wrong/report.md").find("✗ "), std::string::npos);
  EXPECT_TRUE(with("small", "0\n0.5\n2\n"));
  EXPECT_NE(test::read(directory / "small/report.md")
                .find("3 dimensions; the published numbers are for 3072, so nothing is compared"),
            std::string::npos);
}

TEST_F(Reproductions, RefuseUnknownNamesAndKeys) {
  const std::filesystem::path out = test::scratch() / "out";
  const auto message = [&](const std::string& name, const std::vector<std::string>& words) {
    return refusal([&] { run_reproduction({experiment_kinds()}, all_reproductions(), name, words, out); }, 2);
  };
  EXPECT_EQ(message("gaussian-studi", {}),
            "reproduce: got gaussian-studi; expected one of: " + join(all_reproductions().names()) +
                "; did you mean gaussian-study?");
  EXPECT_NE(message("gaussian-study", {"data.spectra=x"}).find("did you mean spectrum"), std::string::npos)
      << message("gaussian-study", {"data.spectra=x"});
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(ReproductionsWithoutCheckout, SayWhereTheNumbersShouldBe) {
  setenv("PONT_HOME", "/nowhere", 1);
  EXPECT_EQ(refusal([] { load_published("gaussian-study"); }, 2),
            "/nowhere/results/published/gaussian_study.yaml: there is no such file; expected the published "
            "numbers of "
            "gaussian-study: run ./pont of the checkout, or set PONT_HOME to it");
  unsetenv("PONT_HOME");
}

}  // namespace
}  // namespace pont::experiments
