// Files of points as the program takes them: what it says of them, standardisation from end to end, and what
// is no file of points.
#include <sys/stat.h>

#include <cmath>
#include <fstream>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/run_data_support.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

TEST_F(RunData, SaysWhatItReads) {
  const std::string c = config(dir.write("d.csv", points(0, 1)));
  const Outcome o = pont({"run", c, "--out", dir / "r"});
  expect_says(o, 0,
              {"data: " + (dir / "d.csv") + ", kept as " + (dir / "r/data/"),
               ".csv: 60 points in 2 dimensions; 1: mean ", ", deviation ", ", range ",
               "no row is held out (hold_out: 0): test points are training points"});
  const std::string report = contents(dir / "r/report.md");
  EXPECT_NE(report.find("## Data files\n\n`data`:\n\n* 60 points in 2 dimensions"), std::string::npos)
      << report;
  EXPECT_NE(report.find("test points are training points"), std::string::npos);
  EXPECT_NE(report.find("| data_sha256 "), std::string::npos);
  const Outcome held =
      pont({"run", config(dir.write("e.csv", points(100, 1)), ", hold_out: 0.3"), "--out", dir / "h"});
  expect_says(held, 0,
              {" rows are held out: training sees the other ", "warning: the scale of column 1, 2 is far"});
}

TEST_F(RunData, PipesDevicesAndLoopsAreRefusedAtOnce) {
  const std::string pipe = dir / "pipe.csv", loop = dir / "loop.csv", c = config("/dev/zero", "", "z.yaml");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  fs::create_symlink(loop, loop);
  const auto refused = [&](const std::string& given, int code, const std::string& says) {
    const Outcome o = pont({"run", given, "--out", dir / "r"}, 30, SIGALRM);
    expect_says(o, code, {says});
    EXPECT_EQ(o.err.find("filesystem"), std::string::npos) << o.err;
    EXPECT_FALSE(fs::exists(dir / "r"));
  };
  refused(pipe, 2, "pipe.csv: is no regular file (a pipe or device); expected a YAML file");
  refused("/dev/zero", 2, "/dev/zero: is no regular file");
  refused(loop, 2, "loop.csv: cannot be read (Too many levels of symbolic links)");
  refused(config(pipe), 3, "pipe.csv: is no regular file (a pipe or device)");
  refused(config(loop), 4, "loop.csv: cannot open: Too many levels of symbolic links");
  fs::create_directory(dir / "folder.csv");
  refused(config(dir / "folder.csv"), 3, "folder.csv: no file below it ends with .png, .jpg, .jpeg");
  fs::create_symlink("/dev/zero", dir / "zero.csv");
  refused(config(dir / "zero.csv"), 3, "zero.csv: is no regular file");
  const Outcome o = pont({"run", config(dir.write("d.csv", points(0, 1))), "--out", ""});
  expect_says(o, 2, {"--out: is empty; expected a path"});
}

TEST_F(RunData, SpectrumOfOneOfTwoDataSetsAsAdvised) {
  const std::string file = dir / "two.h5";
  H5Writer writer;
  for (const char* name : {"x", "y"})
    writer.write<double>(name, std::vector<double>{1, 2, 3, 5, 8, 13}, {3, 2});
  const auto image = writer.image();
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(image.data()), static_cast<long>(image.size()));
  const Outcome refused = pont({"spectrum", file});
  expect_says(
      refused, 3,
      {"two.h5: data sets at the root: x, y; expected one, or its name after a colon: " + file + ":x"});
  const std::string advised = refused.err.substr(refused.err.find("colon: ") + 7);
  expect_ok(pont({"spectrum", advised.substr(0, advised.find('\n'))}));
}

// A run of x, standardised, against a run of z = (x - mean) / deviation: the same network to the bit; samples
// are mean + deviation z, and log densities differ by the sum of log deviations.
TEST_F(RunData, StandardiseIsUndoneInSamplesAndLikelihoods) {
  std::string x, z;
  for (int i = 0; i < 64; ++i) {  // deviations 4 and 1/2 about 3e6 and -20, all exact in binary
    const int a = i % 2 ? 1 : -1, b = i / 2 % 2 ? 1 : -1;
    x += std::to_string(3000000 + 4 * a) + "," + std::to_string(-20 + 0.5 * b) + "\n";
    z += std::to_string(a) + "," + std::to_string(b) + "\n";
  }
  const std::string cx = config(dir.write("x.csv", x), ", standardise: true", "x.yaml"),
                    cz = config(dir.write("z.csv", z), "", "z.yaml");
  expect_ok(pont({"run", cx, "--out", dir / "x", "density={cells: 8, time: 1.0e-2}"}));
  expect_ok(pont({"run", cz, "--out", dir / "z", "density={cells: 8, time: 1.0e-2}"}));
  const auto image = [&](const std::string& run) { return load_checked(dir / (run + "/run.h5")); };
  const auto a = image("x"), b = image("z");
  const H5Reader rx(a, "x"), rz(b, "z");
  EXPECT_EQ(rx.raw("model/ema"), rz.raw("model/ema"));
  EXPECT_EQ(rx.read<double>("evaluation/loss/ours"), rz.read<double>("evaluation/loss/ours"));
  const char* distance = "evaluation/samples/em/w2/ours";  // of samples that come back from the file's units
  EXPECT_NEAR(rx.read<double>(distance).at(0), rz.read<double>(distance).at(0), 1e-8);
  for (const char* path : {"samples/em/points", "data/points", "density/data"}) {
    const std::vector<double> px = rx.read<double>(path), pz = rz.read<double>(path);
    for (std::size_t i = 0; i < px.size(); ++i)
      EXPECT_DOUBLE_EQ(px[i], i % 2 ? -20 + 0.5 * pz[i] : 3000000 + 4 * pz[i]) << path;
  }
  const double log_volume = std::log(4.0) + std::log(0.5);
  EXPECT_NEAR(rx.read<double>("evaluation/likelihood/ours")[0],
              rz.read<double>("evaluation/likelihood/ours")[0] + log_volume, 1e-9);
  const std::vector<double> dx = rx.read<double>("density/values"), dz = rz.read<double>("density/values");
  for (std::size_t i = 0; i < dx.size(); ++i) EXPECT_NEAR(dx[i], dz[i] / 2, 1e-9 * dz[i]);
  EXPECT_EQ(rx.read<double>("density/x_range"), (std::vector<double>{3000000 - 4.8, 3000000 + 4.8}));
  const std::string sx = pont({"sample", dir / "x", "-n", "1"}).out,
                    sz = pont({"sample", dir / "z", "-n", "1"}).out;
  EXPECT_DOUBLE_EQ(std::stod(sx), 3000000 + 4 * std::stod(sz));
}

TEST_F(RunData, StandardiseIsForScoresAlone) {
  const std::string file = dir.write("d.csv", points(0, 1)),
                    c = dir.write("b.yaml", "type: bridge\ndata: {type: file, path: " + file +
                                                ", standardise: true}\nprior: {type: two_moons}\n");
  expect_says(pont({"run", c, "--out", dir / "r"}), 2,
              {"data.standardise: got true in an experiment 'bridge'"});
}

}  // namespace
}  // namespace pont::experiments
