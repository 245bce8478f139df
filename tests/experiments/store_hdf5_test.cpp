// HDF5 in memory: what is written is read, equal content gives equal bytes, the unexpected is refused.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <thread>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

const std::vector<double> losses = {1.5, -0.0, std::numeric_limits<double>::infinity(), 5e-324, 1e308, 0.1};

H5Writer example() {
  H5Writer file;
  file.write<double>("metrics/loss", losses, {3, 2});
  file.write<float>("samples/final", std::vector<float>{1, 2, 3, 4}, {2, 1, 2});
  file.write<std::int64_t>("/metrics/step", std::vector<std::int64_t>{0, -1, 1LL << 62}, {3});
  file.write<std::uint8_t>("images", std::vector<std::uint8_t>{0, 255}, {2});
  file.write<double>("empty", {}, {0, 5});
  file.write<double>("scalar", std::vector<double>{2.5}, {});
  file.write_text("config", "seed: 1\nname: \u00e9\n");
  file.write_text("nothing", "");
  file.write_texts("names", {"x", "a longer one", ""});
  file.attribute("/", "layout", std::int64_t{1});
  file.attribute("metrics/loss", "unit", "nats");
  file.attribute("metrics", "floor", 0.25);
  return file;
}

H5Reader reader(const H5Writer& file) { return {file.image(), "test.h5"}; }

TEST(Hdf5, ReadsBackWhatWasWritten) {
  const H5Reader file = reader(example());
  EXPECT_EQ(file.read<double>("metrics/loss"), losses);
  EXPECT_TRUE(std::signbit(file.read<double>("metrics/loss")[1]));
  EXPECT_EQ(file.shape("metrics/loss"), (H5Shape{3, 2}));
  EXPECT_EQ(file.read<float>("samples/final"), (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(file.read<std::int64_t>("metrics/step"), (std::vector<std::int64_t>{0, -1, 1LL << 62}));
  EXPECT_EQ(file.read<double>("images"), (std::vector<double>{0, 255}));
  EXPECT_EQ(file.read<std::int64_t>("images"), (std::vector<std::int64_t>{0, 255}));
  EXPECT_TRUE(file.read<double>("empty").empty());
  EXPECT_EQ(file.shape("empty"), (H5Shape{0, 5}));
  EXPECT_EQ(file.shape("scalar"), H5Shape{});
  EXPECT_EQ(file.text("config"), "seed: 1\nname: \u00e9\n");
  EXPECT_EQ(file.text("nothing"), "");
  EXPECT_EQ(file.texts("names"), (std::vector<std::string>{"x", "a longer one", ""}));
  EXPECT_EQ(file.attribute("/", "layout"), H5Scalar(std::int64_t{1}));
  EXPECT_EQ(file.attribute("metrics/loss", "unit"), H5Scalar("nats"));
  EXPECT_EQ(file.attribute("metrics", "floor"), H5Scalar(0.25));
}

TEST(Hdf5, ListsMembersTypesAndAttributes) {
  const H5Reader file = reader(example());
  EXPECT_EQ(file.children("/"), (std::vector<std::string>{"config", "empty", "images", "metrics", "names",
                                                          "nothing", "samples", "scalar"}));
  EXPECT_EQ(file.children("metrics"), (std::vector<std::string>{"loss", "step"}));
  EXPECT_EQ(file.attributes("metrics/loss"), std::vector<std::string>{"unit"});
  EXPECT_TRUE(file.is_group("metrics"));
  EXPECT_FALSE(file.is_group("config"));
  EXPECT_FALSE(file.exists("metrics/none/deeper"));
  EXPECT_EQ(file.type("metrics/loss"), "float64");
  EXPECT_EQ(file.type("samples/final"), "float32");
  EXPECT_EQ(file.type("metrics/step"), "int64");
  EXPECT_EQ(file.type("images"), "uint8");
  EXPECT_EQ(file.type("config"), "text");
}

TEST(Hdf5, EqualContentGivesEqualBytes) {
  const std::vector<std::byte> first = example().image();
  std::vector<void*> dirt;  // other heap contents must not show
  for (int i = 1; i < 2000; ++i)
    dirt.push_back(std::memset(std::malloc(static_cast<std::size_t>(i)), i, static_cast<std::size_t>(i)));
  for (void* block : dirt) std::free(block);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5's times have a resolution of a second
  EXPECT_EQ(example().image(), first);
  H5Writer file = example();
  file.image();
  EXPECT_EQ(file.image(), first);
}

TEST(Hdf5, FilesOpenTogetherAreNotConfused) {
  H5Writer a, b;
  a.write<double>("x", std::vector<double>{1}, {});
  b.write<double>("x", std::vector<double>{2}, {});
  const H5Reader first = reader(a), second = reader(b);
  EXPECT_EQ(first.read<double>("x")[0], 1);
  EXPECT_EQ(second.read<double>("x")[0], 2);
}

TEST(Hdf5, ErrorsNameThePath) {
  const H5Reader file = reader(example());
  const auto message = [](auto call) { return message_of<DataError>(call); };
  EXPECT_CONTAINS(message([&] { file.read<double>("metrics/los"); }), "test.h5: metrics/los: is missing");
  EXPECT_CONTAINS(message([&] { file.read<double>("config/x"); }), "config/x: is missing");
  EXPECT_CONTAINS(message([&] { file.read<double>("metrics"); }), "metrics: is not a data set");
  EXPECT_CONTAINS(message([&] { file.children("config"); }), "config: is not a group");
  EXPECT_CONTAINS(message([&] { file.read<double>("config"); }), "config: holds text; expected numbers");
  EXPECT_CONTAINS(message([&] { file.read<std::int64_t>("metrics/loss"); }),
                  "holds float64; expected integers that fit int64");
  EXPECT_CONTAINS(message([&] { file.read<std::uint8_t>("metrics/step"); }),
                  "holds int64; expected integers that fit uint8");
  EXPECT_CONTAINS(message([&] { file.text("metrics/loss"); }), "holds float64; expected text");
  EXPECT_CONTAINS(message([&] { file.text("names"); }), "holds 3 texts; expected one");
  EXPECT_CONTAINS(message([&] { file.attribute("metrics", "roof"); }), "metrics@roof: is missing");
  EXPECT_CONTAINS(message([&] { H5Reader(std::span<const std::byte>(), "none.h5"); }), "none.h5: is");
  EXPECT_CONTAINS(message([&] { H5Reader(bytes_of("this is text"), "text.h5"); }),
                  "text.h5: is not an HDF5 file");
}

TEST(Hdf5, WritingMistakesAreRefused) {
  H5Writer file = example();
  const auto message = [](auto call) { return message_of<DataError>(call); };
  const std::vector<double> two = {1, 2};
  EXPECT_CONTAINS(message([&] { file.write<double>("y", two, {3}); }),
                  "y: 2 values given, but the shape has 3");
  EXPECT_CONTAINS(message([&] { file.write<double>("config", two, {2}); }),
                  "config: cannot create this data set");
  EXPECT_CONTAINS(message([&] { file.write<double>("config/x", two, {2}); }), "config/x: cannot create");
  EXPECT_CONTAINS(message([&] { file.write<double>("/", two, {2}); }), "cannot name a data set");
  EXPECT_CONTAINS(message([&] { file.write_text("z", std::string("a\0b", 3)); }), "z: text with a NUL byte");
  EXPECT_CONTAINS(message([&] { file.attribute("none", "a", 1.0); }), "there is no object none");
}

// Some flipped bytes make HDF5 ask for more memory than there is.
TEST(Hdf5, ForgedBytesAreRefusedOrRead) {
  const std::vector<std::byte> sound = example().image();
  int refused = 0;
  for (std::size_t i = 0; i < sound.size(); i += 1 + sound.size() / 400) {
    std::vector<std::byte> forged = sound;
    forged[i] = ~forged[i];
    try {
      const H5Reader file(forged, "forged.h5");
      for (const std::string& name : file.children("/"))
        if (!file.is_group(name) && file.type(name) != "text") file.read<double>(name);
    } catch (const DataError& e) {
      EXPECT_CONTAINS(std::string(e.what()), "forged.h5: ");
      ++refused;
    }
  }
  EXPECT_GT(refused, 40);
}

bool h5py_is_there() { return std::system("/usr/bin/python3 -c 'import h5py' 2>/dev/null") == 0; }

TEST(Hdf5, H5pyOpensAPublishedFileInThreeLines) {
  if (!h5py_is_there()) GTEST_SKIP() << "/usr/bin/python3 cannot import h5py (apt install python3-h5py)";
  const TemporaryDirectory directory;
  publish(directory / "run.h5", example().image());
  const std::string script =
      "import h5py\n"
      "f = h5py.File('" +
      (directory / "run.h5").string() +
      "')\n"
      "print(f['metrics/loss'][()].tolist(), f['config'][()].decode(), "
      "f['metrics/loss'].attrs['unit'].decode())\n";
  overwrite(directory / "three_lines.py", script);
  const std::string output = (directory / "output").string();
  ASSERT_EQ(
      std::system(
          ("/usr/bin/python3 " + (directory / "three_lines.py").string() + " > " + output + " 2>&1").c_str()),
      0)
      << contents(output);
  EXPECT_EQ(contents(output), "[[1.5, -0.0], [inf, 5e-324], [1e+308, 0.1]] seed: 1\nname: \u00e9\n nats\n");
}

// h5py's own files: text of variable length, compressed chunks, big-endian numbers.
TEST(Hdf5, ReadsWhatH5pyWrites) {
  if (!h5py_is_there()) GTEST_SKIP() << "/usr/bin/python3 cannot import h5py (apt install python3-h5py)";
  const TemporaryDirectory directory;
  const std::string name = (directory / "user.h5").string();
  overwrite(directory / "write.py",
            "import h5py, numpy as np\nf = h5py.File('" + name +
                "', 'w')\n"
                "f['text'] = 'variable'\nf['texts'] = ['a', 'bc']\nf['big'] = np.array([1.5, 2.5], '>f4')\n"
                "f.create_dataset('packed', data=np.zeros((500, 100)), compression='gzip')\n"
                "f.attrs['word'] = 'hello'\nf['empty'] = h5py.Empty('f')\n");
  ASSERT_EQ(std::system(("/usr/bin/python3 " + (directory / "write.py").string()).c_str()), 0);
  const std::string bytes = contents(name);
  const H5Reader file(bytes_of(bytes), name);
  EXPECT_EQ(file.text("text"), "variable");
  EXPECT_EQ(file.texts("texts"), (std::vector<std::string>{"a", "bc"}));
  EXPECT_EQ(file.read<float>("big"), (std::vector<float>{1.5, 2.5}));
  EXPECT_EQ(file.read<double>("packed"), std::vector<double>(50000, 0.0));
  EXPECT_EQ(file.attribute("/", "word"), H5Scalar("hello"));
  EXPECT_CONTAINS(message_of<DataError>([&] { file.read<double>("empty"); }), "empty: holds no values");
}

}  // namespace
}  // namespace pont::experiments
