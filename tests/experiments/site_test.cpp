// The page of runs and reproductions: its limits, its bytes, names that look like HTML, and what is damaged.
#include "experiments/site/site.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <map>

#include "experiments/config/error.hpp"
#include "experiments/run/summary.hpp"
#include "experiments/site/bundle.hpp"
#include "experiments/site/packing.hpp"
#include "experiments/site/shell.hpp"
#include "experiments/store/checksums.hpp"
#include "tests/experiments/site_support.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using namespace site;

const std::string hostile = "</script><img src=x onerror=alert(1)>\"&lt; \xff \xe2\x80\xa8";

/// Every file below a directory with its bytes.
std::map<std::string, std::string> files_of(const fs::path& directory) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) all[fs::relative(entry.path(), directory).string()] = contents(entry.path());
  return all;
}

double seconds_of_processors() {
  double seconds = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(who, &used);
    for (const timeval& t : {used.ru_utime, used.ru_stime})
      seconds += static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  }
  return seconds;
}

TEST(SitePacking, Base64IsThatOfRfc4648) {
  const auto encoded = [](const std::string& text) { return base64(bytes_of(text)); };
  EXPECT_EQ(encoded(""), "");
  EXPECT_EQ(encoded("f"), "Zg==");
  EXPECT_EQ(encoded("fo"), "Zm8=");
  EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
  EXPECT_EQ(encoded(std::string("\xff\xfe\x00", 3)), "//4A");
}

TEST(SitePacking, PointsStandOnAGridAndThoseOutsideAreTold) {
  const Points x{{0, -1}, {1, 1}, {0.5, 0}, {2, 0}, {0.5, std::nan("")}};
  // 0, 0; 65534, 65534; 32767, 32767; and twice 65535, 65535
  const std::string pairs("\0\0\0\0\xfe\xff\xfe\xff\xff\x7f\xff\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 20);
  EXPECT_EQ(packed_cloud(x, {0, 1, -1, 1}, 10).compact(),
            "{\"n\":5,\"frame\":[0.0,1.0,-1.0,1.0],\"b\":\"" + base64(bytes_of(pairs)) + "\"}");
  EXPECT_CONTAINS(packed_cloud(x, {0, 1, -1, 1}, 2).compact(), "\"n\":2");
}

TEST(SitePacking, AFrameIsNotThatOfAFewPointsFarOff) {
  Points x(2000, 2);
  for (Eigen::Index i = 0; i < x.rows(); ++i) x.row(i) << static_cast<double>(i) / 1999, 7;
  x(0, 0) = 1e9;
  x(1, 0) = std::nan("");
  const Frame frame = frame_of({x});
  EXPECT_NEAR(frame.x0, -0.25, 0.01);
  EXPECT_NEAR(frame.x1, 1.25, 0.01);
  EXPECT_LT(frame.y0, 7);
  EXPECT_GT(frame.y1, 7);
}

TEST(SitePacking, NumbersAreDrawnAsTheShareOfPointsBelow) {
  EXPECT_EQ(in_the_plane(Points{{3}, {1}}), (Points{{3, 0.75}, {1, 0.25}}));
  EXPECT_EQ(in_the_plane(Points{{3, 4, 5}}), (Points{{3, 4}}));
}

TEST(SiteBundle, TextsCannotEndTheirScript) {
  const std::string script = script_of("run0", Json::object().set(hostile, hostile));
  EXPECT_EQ(script.find('<'), std::string::npos);
  EXPECT_TRUE(std::ranges::all_of(script, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }))
      << script;
  EXPECT_CONTAINS(script, "\\u003c/script>\\u003cimg src=x onerror=alert(1)>\\\"");
}

TEST(SiteBundle, PartsThatDoNotFitAreNamed) {
  const std::string page =
      fitting({{"a", Json(std::string(50, 'x'))}, {"b", Json(std::string(60, 'y'))}, {"c", Json(1)}}, 100)
          .compact();
  EXPECT_CONTAINS(page, "\"c\":1,\"left_out\":[\"b\"]");
}

TEST(SiteShell, IsSmallAndWhole) {
  const std::string page = shell();
  EXPECT_LE(page.size(), 100'000u);
  EXPECT_TRUE(page.starts_with(shell_mark));
  EXPECT_EQ(page.find("innerHTML"), page.rfind("innerHTML"));  // once, in uPlot, on texts of its own
  for (const char* word : {"@import", "fetch(", "XMLHttpRequest", "src=\"http", "href=\"http"})
    EXPECT_EQ(page.find(word), std::string::npos) << word;
}

TEST(SiteShell, HasThePublishedUPlot) {
  const fs::path folder = fs::path(PONT_CHECKOUT) / "experiments/site/third_party";
  std::istringstream sums(contents(folder / "SHA256SUMS"));
  int files = 0;
  for (std::string sum, name; sums >> sum >> name; ++files)
    EXPECT_EQ(sha256_of_file(folder / name), sum) << name;
  EXPECT_EQ(files, 3);
  EXPECT_CONTAINS(shell(), contents(folder / "uPlot.iife.min.js"));
}

TEST(Site, OfTheSameFilesHasTheSameBytesAndNothingOlder) {
  const TemporaryDirectory directory;
  for (const char* name : {"a", "b", "c"}) write_run(directory / "runs" / name, "1", name);
  const Built first = build_site({directory / "runs"}, directory / "one");
  EXPECT_EQ(first.runs, 3u);
  build_site({directory / "runs"}, directory / "two");
  EXPECT_EQ(files_of(directory / "one"), files_of(directory / "two"));
  fs::remove_all(directory / "runs/b");
  overwrite(directory / "one/data/mine.txt", "x");
  build_site({directory / "runs", directory / "runs/a"}, directory / "one");  // a run is there once
  EXPECT_FALSE(fs::exists(directory / "one/data/run2.js"));
  EXPECT_TRUE(fs::exists(directory / "one/data/run1.js"));
  EXPECT_TRUE(fs::exists(directory / "one/data/mine.txt"));
}

TEST(Site, NamesThatLookLikeHtmlStayTexts) {
  const TemporaryDirectory directory;
  const std::string name = "<img src=x onerror=alert(1)>\"'&";
  write_run(directory / "runs" / name, "1", "</script><script>alert(1)</script>");
  const Built built = build_site({directory / "runs"}, directory / "page");
  EXPECT_EQ(built.damage, std::vector<std::string>{});
  for (const auto& [file, text] : files_of(directory / "page")) {
    EXPECT_EQ(file.find('<'), std::string::npos) << file;
    if (file.ends_with(".js")) {
      EXPECT_EQ(text.find('<'), std::string::npos) << file;
    }
  }
  EXPECT_CONTAINS(contents(directory / "page/data/index.js"), "\\u003cimg src=x onerror=alert(1)>\\\"'&");
  EXPECT_EQ(contents(directory / "page/index.html"), shell());
}

TEST(Site, TellsOfDamageAndShowsTheRest) {
  const TemporaryDirectory directory;
  for (const char* name : {"a", "b", "c"}) write_run(directory / "runs" / name, "1", name);
  const std::string sound = contents(directory / "runs/b/run.h5");
  overwrite(directory / "runs/b/run.h5", sound.substr(0, sound.size() / 2));
  fs::create_directories(directory / "runs/d");
  overwrite(directory / "runs/d/report.md", "# d\n\nText.\n");
  overwrite(directory / "runs/d/numbers.csv",
            "row,column,stated,counted,ours,verdict\n\"x, y\",c,\"1 \"\"a\"\"\",own values,1.5,own value\n");
  fs::create_directories(directory / "runs/e");
  overwrite(directory / "runs/e/report.md", "# e\n");
  overwrite(directory / "runs/e/numbers.csv", "a,b\n");
  const Built built = build_site({directory / "runs"}, directory / "page");
  EXPECT_EQ(built.runs, 3u);
  EXPECT_EQ(built.reports, 1u);
  ASSERT_EQ(built.damage.size(), 2u);
  EXPECT_CONTAINS(built.damage[0], "numbers.csv: begins with 'a,b'");
  EXPECT_CONTAINS(built.damage[1], "b/run.h5");
  const std::string index = contents(directory / "page/data/index.js");
  EXPECT_CONTAINS(index, "[\"x, y\",\"c\",\"1 \\\"a\\\"\",\"own values\",1.5,\"own value\"]");
  EXPECT_CONTAINS(index, "\"state\":\"damaged\"");
  EXPECT_CONTAINS(contents(directory / "page/data/run2.js"), "\"clouds\":{\"dimension\":2");
}

TEST(Site, LeavesTheIndexOfOthersAlone) {
  const TemporaryDirectory directory;
  overwrite(directory / "index.html", "<!doctype html><p>mine");
  EXPECT_CONTAINS(message_of<ConfigError>([&] { build_site({directory.path()}, directory.path()); }),
                  "holds an index.html that is no page of pont site");
  EXPECT_EQ(contents(directory / "index.html"), "<!doctype html><p>mine");
}

TEST(Site, ShowsEveryCommittedReproduction) {
  const TemporaryDirectory directory;
  const fs::path results = fs::path(PONT_CHECKOUT) / "results";
  const Built built = build_site({results}, directory / "page");
  EXPECT_EQ(built.damage, std::vector<std::string>{});
  std::size_t reports = 0, numbers = 0;
  for (const auto& entry : fs::directory_iterator(results)) {
    reports += fs::exists(entry.path() / "report.md");
    const std::string csv = contents(entry.path() / "numbers.csv");
    numbers += csv.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(csv, '\n')) - 1;
  }
  EXPECT_EQ(built.reports, reports);
  const std::string index = contents(directory / "page/data/index.js");
  std::size_t rows = 0;
  for (std::size_t at = 0; (at = index.find("],[", at)) != std::string::npos; ++at) ++rows;
  EXPECT_GE(rows + reports, numbers);
  EXPECT_GT(numbers, 300u);
  for (const auto& [file, text] : files_of(directory / "page"))
    if (file.starts_with("data/")) {
      EXPECT_LE(text.size(), 500'000u) << file;
    }
}

// Three seconds on two processors.
TEST(Site, OfAThousandRunsIsBuiltInSixSecondsOfProcessors) {
  const TemporaryDirectory directory;
  write_run(directory / "runs/0", "0", "diamond");
  for (int i = 1; i < 1000; ++i) {
    fs::copy(directory / "runs/0", directory / "runs" / std::to_string(i));
    overwrite(directory / "runs" / std::to_string(i) / "config.yaml",
              "type: score\nseed: " + std::to_string(i) + "\n");
  }
  const double before = seconds_of_processors();
  EXPECT_EQ(build_site({directory / "runs"}, directory / "page").runs, 1000u);
  EXPECT_LT(seconds_of_processors() - before, 6);
  EXPECT_LT(fs::file_size(directory / "page/data/index.js"), 5'000'000u);
}

TEST(SeenTogether, AreSummedUpAsEachAlone) {
  const TemporaryDirectory directory;
  std::vector<fs::path> paths;
  for (int i = 0; i < 60; ++i) {
    paths.push_back(directory / ("run" + std::to_string(i)));
    write_run(paths.back(), std::to_string(i), "x");
  }
  overwrite(paths[30] / "run.h5", "no HDF5 file");
  const std::vector<RunSummary> all = summaries_of(paths);
  ASSERT_EQ(all.size(), paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    EXPECT_EQ(all[i].directory, paths[i].string());
    EXPECT_EQ(all[i].keys, (Facts{{"type", "score"}, {"seed", std::to_string(i)}, {"data.type", "x"}}));
    EXPECT_EQ(all[i].scores.size(), i == 30 ? 0u : 1u);
    EXPECT_EQ(all[i].damage, summary_of(paths[i]).damage);
    EXPECT_EQ(all[i].damage.empty(), i != 30);
  }
}

// HDF5 refuses, or breaks down on, one file of many: only that one is damaged.
TEST(SeenTogether, OneForgedFileDoesNotDamageItsNeighbours) {
  const TemporaryDirectory directory;
  std::vector<fs::path> paths;
  for (const char* name : {"a", "b", "c"}) {
    paths.push_back(directory / name);
    write_run(paths.back(), "1", "x");
  }
  const std::string forged = "this is published as it should be, but is no HDF5 file";
  publish(paths[1] / "run.h5", bytes_of(forged));
  const std::vector<RunSummary> all = summaries_of(paths);
  EXPECT_EQ(all[0].damage, "");
  EXPECT_CONTAINS(all[1].damage, "is not an HDF5 file");
  EXPECT_EQ(all[2].damage, "");
  EXPECT_EQ(all[2].scores.size(), 1u);
}

}  // namespace
}  // namespace pont::experiments
