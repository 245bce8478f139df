// A run owns its data: whatever becomes of the file it was started with, it goes on to the same bits, or says
// which file it needs; and what a refusal advises works.
#include <fstream>

#include "tests/experiments/rooms.hpp"
#include "tests/experiments/run_data_support.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

// The trial: killed, the file replaced by other points, resumed.
TEST_F(RunData, GoesOnWithItsOwnPoints) {
  const std::string c = config(dir.write("d.csv", points(0, 1)));
  expect_ok(pont({"run", c, "--out", dir / "whole"}));
  for (const std::string fate : {"replaced", "removed", "of another dimension"}) {
    dir.write("d.csv", points(0, 1));
    const std::string run = dir / fate.substr(0, 3);
    for (double seconds = 0.05; !fs::exists(run + "/config.yaml"); seconds *= 1.5)
      pont({"run", c, "--out", run}, seconds);
    fate == "replaced"  ? void(dir.write("d.csv", points(40, 5)))
    : fate == "removed" ? void(fs::remove(dir / "d.csv"))
                        : void(dir.write("d.csv", "1.5,2,3\n4,5,6.5\n"));
    expect_ok(pont({"resume", run}));
    EXPECT_EQ(pont({"diff", dir / "whole", run}).out, "identical\n") << fate;
  }
}

TEST_F(RunData, WorksFromItsDirectoryAloneAndFromAnywhere) {
  dir.write("d.csv", points(0, 1));
  const std::string c = config("d.csv");  // relative to where the run is started
  const fs::path here = fs::current_path();
  fs::current_path(fs::path(c).parent_path());
  expect_ok(pont({"run", c, "--out", "r"}));
  fs::remove("d.csv");
  fs::create_directory("elsewhere");
  fs::rename("r", "elsewhere/moved");
  fs::current_path("elsewhere");
  for (const std::vector<std::string>& command : {std::vector<std::string>{"sample", "moved", "-n", "3"},
                                                  {"plot", "moved"},
                                                  {"info", "moved"},
                                                  {"verify", "moved"},
                                                  {"verify", "moved", "--quick"},
                                                  {"run", "moved/config.yaml", "--out", "again"},
                                                  {"diff", "moved", "again"}})
    expect_ok(pont(command));
  fs::current_path(here);
}

TEST_F(RunData, TheSamePointsUnderAnotherPathAreTheSameRun) {
  fs::create_directory(dir / "other");
  const std::string a = config(dir.write("d.csv", points(0, 1)), "", "a.yaml"),
                    b = config(dir.write("other/e.csv", points(0, 1)), "", "b.yaml"),
                    other = config(dir.write("f.csv", points(0, 2)), "", "f.yaml");
  for (const auto& [file, run] : {std::pair{a, "a"}, {b, "b"}, {other, "f"}})
    expect_ok(pont({"run", file, "--out", dir / run}));
  EXPECT_EQ(pont({"diff", dir / "a", dir / "b"}).out, "identical\n");
  EXPECT_NE(pont({"diff", dir / "a", dir / "f"}).out.find("/fingerprint/data_sha256"), std::string::npos);
}

TEST_F(RunData, AChangedCopyIsRefusedWithBothDigestsAndWhatToDo) {
  const std::string run = dir / "r";
  killed(config(dir.write("d.csv", points(0, 1))), run);
  const std::string copy = owned(run), sound = contents(copy);
  fs::copy(run, dir / "restored", fs::copy_options::recursive);
  fs::copy(run, dir / "vanished", fs::copy_options::recursive);
  std::ofstream(copy) << points(0, 3);
  expect_says(pont({"resume", run}), 3,
              {fs::path(copy).filename(), "its content has changed: SHA-256 ", " when the run started, ",
               " now; restore the file", "start a new run", "--allow-drift"});
  const std::string lost = owned(dir / "vanished");
  fs::remove(lost);
  expect_says(pont({"resume", dir / "vanished"}), 4,
              {lost + ": there is no such file; this run needs the one whose SHA-256 is "});
  std::ofstream(lost) << sound;  // the remedies
  for (const std::string& again : {dir / "vanished", dir / "restored"})
    EXPECT_EQ(pont({"resume", again}, 0.6, SIGTERM).code, 143);
  const Outcome drift = pont({"resume", run, "--allow-drift"}, 4, SIGTERM);
  expect_says(drift, 143, {"drift: ", "drift: data_sha256: '"});
  EXPECT_EQ(pont({"resume", run}, 0.6, SIGTERM).code, 143)
      << "the checkpoint since then is of the new content";
}

TEST_F(RunData, AnEditedConfigurationIsNamed) {
  const std::string run = dir / "r";
  killed(config(dir.write("d.csv", points(0, 1))), run);
  std::string text = contents(run + "/config.yaml");
  text.replace(text.find("batch: 24"), 9, "batch: 36");
  std::ofstream(run + "/config.yaml") << text;
  expect_says(pont({"resume", run}), 3,
              {"'batch: 24' then, 'batch: 36' now; give config.yaml of the run its old text again"});
  text.replace(text.find("batch: 36"), 9, "batch: 24");
  std::ofstream(run + "/config.yaml") << text;
  EXPECT_EQ(pont({"resume", run}, 0.6, SIGTERM).code, 143);
}

// Above 64 MiB: comment lines make a large file of few points.
TEST_F(RunData, ALargeFileIsNamedNotCopied) {
  const std::string run = dir / "r", file = dir / "large.csv";
  {
    std::ofstream out(dir.write("large.csv", points(0, 1)), std::ios::app);
    const std::string line = "#" + std::string((1 << 20) - 2, ' ') + "\n";
    for (int i = 0; i < 65; ++i) out << line;
  }
  killed(config(file), run);
  EXPECT_FALSE(fs::exists(run + "/data"));
  EXPECT_NE(contents(run + "/config.yaml").find("path: \"" + file + "\"\n"), std::string::npos);
  fs::rename(file, file + ".moved");
  expect_says(pont({"resume", run}), 4,
              {file + ": there is no such file; this run needs the one whose SHA-256 is "});
  dir.write("large.csv", points(0, 1));
  expect_says(pont({"resume", run}), 3, {file + ": its content has changed: SHA-256 "});
  fs::rename(file + ".moved", file);
  EXPECT_EQ(pont({"resume", run}, 1.5, SIGTERM).code, 143);
}

TEST_F(RunData, AGivenDigestIsKept) {
  const std::string file = dir.write("d.csv", points(0, 1)), wrong(64, '0');
  const Outcome o = pont({"run", config(file, ", sha256: \"" + wrong + "\""), "--out", dir / "r"});
  expect_says(o, 3, {"d.csv: has the SHA-256 ", "; expected " + wrong});
  const std::size_t at = o.err.find("SHA-256 ") + 8;
  expect_ok(pont({"run", config(file, ", sha256: \"" + o.err.substr(at, 64) + "\""), "--out", dir / "r"}));
}

// Images and their labels are two files, and a folder of pictures is one archive.
TEST_F(RunData, OwnsImagesAndTheirLabels) {
  std::string images{0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 3}, labels{0, 0, 8, 1, 0, 0, 0, 40};
  for (int i = 0; i < 240; ++i) images += static_cast<char>(i);
  for (int i = 0; i < 40; ++i) labels += static_cast<char>(i % 4);
  const std::string x = dir.write("i-idx3-ubyte", images), y = dir.write("l-idx1-ubyte", labels);
  const std::string c =
      dir.write("c.yaml", std::string(tiny_file_run) + "{type: images, path: " + x + ", labels: {path: " + y +
                              "}, hold_out: 0.2}\ncondition: {drop: 0.5}\n");
  const Outcome o = pont({"run", c, "--out", dir / "r"});
  expect_says(o, 0,
              {"40 images of 2 x 3 pixels with 1 channel", "4 classes of 10 to 10", "rows are held out"});
  fs::remove(x);
  fs::remove(y);
  expect_ok(pont({"sample", dir / "r", "-n", "3"}));
  expect_ok(pont({"run", dir / "r/config.yaml", "--out", dir / "again"}));
  EXPECT_EQ(pont({"diff", dir / "r", dir / "again"}).out, "identical\n");
  const std::string text = contents(dir / "r/config.yaml");
  EXPECT_NE(text.find(".idx"), std::string::npos);
  dir.write("l-idx1-ubyte", labels.substr(0, 8) + std::string(40, '\1'));
  dir.write("i-idx3-ubyte", images);
  expect_ok(pont({"run", c, "--out", dir / "other"}));
  EXPECT_NE(pont({"diff", dir / "r", dir / "other"}).out.find("data.labels_sha256"), std::string::npos);
}

}  // namespace
}  // namespace pont::experiments
