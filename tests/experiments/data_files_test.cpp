// Points from files: what is read, and what is refused with which words.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "experiments/data/point_files.hpp"
#include "experiments/store/hdf5.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

std::span<const std::byte> bytes(const std::string& s) { return std::as_bytes(std::span(s)); }

/// An NPY file with the given header and values, as numpy.save writes it.
template <class T>
std::string npy(const std::string& header, const std::vector<T>& values, char version = 1) {
  std::string file = std::string("\x93NUMPY") + version + '\0';
  const std::size_t length = header.size();
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) file += static_cast<char>(length >> (8 * i) & 255);
  file += header;
  file.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  return file;
}

std::string header(const std::string& type, const std::string& shape, const std::string& fortran = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }   \n";
}

std::string hdf5(const std::vector<std::string>& names, const H5Shape& shape,
                 const std::vector<double>& values) {
  H5Writer writer;
  for (const std::string& name : names) writer.write<double>(name, values, shape);
  const auto image = writer.image();
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

struct Refusal {
  std::string name, file, message, part = "";
};

void expect_refused(const std::vector<Refusal>& table) {
  for (const Refusal& row : table) {
    const TemporaryFile file(row.name, row.file);
    try {
      read_points(file.path() + row.part);
      ADD_FAILURE() << row.message << ": was accepted";
    } catch (const DataError& e) {
      EXPECT_NE(std::string(e.what()).find(row.message), std::string::npos)
          << e.what() << "\nexpected: " << row.message;
      EXPECT_EQ(std::string(e.what()).find(file.path()), 0u) << e.what();
    }
  }
}

const Points three = (Points(3, 2) << 1, -2, 0.5, 4, 1e3, -0.25).finished();
const std::vector<double> numbers{1, -2, 0.5, 4, 1e3, -0.25};

TEST(PointFiles, ReadsEveryFormat) {
  const struct {
    std::string name, file, part;
  } table[] = {
      {"a.npy", npy(header("<f8", "3, 2"), numbers), ""},
      {"b.npy", npy(header("<f8", "3, 2"), numbers, 2), ""},
      {"c.npy", npy(header("<f4", "3, 2"), std::vector<float>{1, -2, 0.5, 4, 1e3, -0.25}), ""},
      {"d.csv", "1,-2\n0.5,4\n1e3,-.25\n", ""},
      {"e.csv", "\xef\xbb\xbfx, y\r\n# a comment\r\n\r\n +1 ,\t-2\r\n5e-1,4.0\r\n1000,-0.25", ""},
      {"f.h5", hdf5({"points"}, {3, 2}, numbers), ""},
      {"g.hdf5", hdf5({"a/points", "b"}, {3, 2}, numbers), ":a/points"},
  };
  for (const auto& row : table) {
    const TemporaryFile file(row.name, row.file);
    EXPECT_EQ(read_points(file.path() + row.part), three) << row.name;
  }
}

TEST(PointFiles, OneAxisIsOneCoordinate) {
  const Points column = Eigen::Map<const Points>(numbers.data(), 6, 1);
  EXPECT_EQ(read_npy(bytes(npy(header("<f8", "6,"), numbers)), "x.npy").points(), column);
  EXPECT_EQ(read_hdf5(bytes(hdf5({"x"}, {6}, numbers)), "x.h5", "").points(), column);
  EXPECT_EQ(read_csv(bytes("1\n-2\n"), "x.csv").points(), (Points(2, 1) << 1, -2).finished());
}

/// The numbers 1 to 6 as an NPY file of `T` called `type`.
template <class T>
std::string counted(const std::string& type) {
  std::vector<T> values;
  for (int i = 1; i <= 6; ++i) values.push_back(static_cast<T>(i));
  return npy(header(type, "3, 2"), values);
}

TEST(PointFiles, ReadsEveryElementTypeOfNpy) {
  const std::pair<std::string, std::string> table[] = {
      {"|u1", counted<std::uint8_t>("|u1")}, {"|i1", counted<std::int8_t>("|i1")},
      {"<i2", counted<std::int16_t>("<i2")}, {"<u2", counted<std::uint16_t>("<u2")},
      {"<i4", counted<std::int32_t>("<i4")}, {"<u4", counted<std::uint32_t>("<u4")},
      {"<i8", counted<std::int64_t>("<i8")}, {"<f2", counted<Eigen::half>("<f2")},
      {"<f4", counted<float>("<f4")},        {"<f8", counted<double>("<f8")},
      {"|b1", counted<std::uint8_t>("|b1")},
  };
  const Points expected = (Points(3, 2) << 1, 2, 3, 4, 5, 6).finished();
  for (const auto& [type, file] : table) EXPECT_EQ(read_npy(bytes(file), "x.npy").points(), expected) << type;
  const std::vector<Eigen::half> halves{Eigen::half(-0.5f), Eigen::half(65504.0f)};
  EXPECT_EQ(read_npy(bytes(npy(header("<f2", "2,"), halves)), "x.npy").points(),
            (Points(2, 1) << -0.5, 65504).finished());
}

// numpy.save of numpy.asfortranarray(x): the first index runs fastest.
TEST(PointFiles, ReadsFortranOrderAndFourAxes) {
  const std::vector<double> turned{1, 0.5, 1e3, -2, 4, -0.25};
  EXPECT_EQ(read_npy(bytes(npy(header("<f8", "3, 2", "True"), turned)), "x.npy").points(), three);
  std::vector<float> c(2 * 3 * 4 * 5), fortran(c.size());
  for (std::size_t i = 0, at = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t k = 0; k < 4; ++k)
        for (std::size_t l = 0; l < 5; ++l, ++at)
          c[at] = fortran[i + 2 * (j + 3 * (k + 4 * l))] = 0.5f + static_cast<float>(at);
  const PointTable a = read_npy(bytes(npy(header("<f4", "2, 3, 4, 5"), c)), "x.npy"),
                   b = read_npy(bytes(npy(header("<f4", "2, 3, 4, 5", "True"), fortran)), "x.npy");
  EXPECT_EQ(*a.values, *b.values);
  EXPECT_EQ(a.shape, (ad::Shape{3, 4, 5}));
  EXPECT_EQ(a.values->shape(), (ad::Shape{2, 60}));
  EXPECT_EQ(a(1, 0), 60.5);
}

// Values are kept in the smallest type that holds them all, whatever the type in the file.
TEST(PointTables, HoldValuesExactlyInTheSmallestType) {
  const auto type_of = [](const std::vector<double>& values) {
    const PointTable t = table_of(ad::Tensor::of<double>({static_cast<ad::i64>(values.size())}, values));
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(t(static_cast<ad::i64>(i), 0), values[i]);
    return t.values->dtype();
  };
  EXPECT_EQ(type_of({0, 255, 7}), ad::Dtype::u8);
  EXPECT_EQ(type_of({0, 256}), ad::Dtype::f32);
  EXPECT_EQ(type_of({-1, 255}), ad::Dtype::f32);
  EXPECT_EQ(type_of({0.5, 1}), ad::Dtype::f32);
  EXPECT_EQ(type_of({0.1, 1}), ad::Dtype::f64);
  EXPECT_EQ(type_of({1e300, 1}), ad::Dtype::f64);
  EXPECT_EQ(table_of(ad::Tensor::of<float>({2}, std::vector<float>{3, 4})).values->dtype(), ad::Dtype::u8);
  const PointTable zero = table_of(ad::Tensor::of<double>({2}, std::vector<double>{-0.0, 1}));
  EXPECT_TRUE(std::signbit(zero(0, 0))) << "a byte has no sign";
}

TEST(PointTables, LabelsAreClassesInTheirOrder) {
  const auto labelled = [](const std::vector<std::string>& labels) {
    PointTable t = table_of(Points::Ones(static_cast<Eigen::Index>(labels.size()), 1));
    set_labels(t, labels);
    return t;
  };
  const PointTable numbers = labelled({"10", "9", "1e1", "-1"}), words = labelled({"b", "a", "10", "b"});
  EXPECT_EQ(numbers.labels, (std::vector<ad::i64>{2, 1, 2, 0}));
  EXPECT_EQ(numbers.classes, (std::vector<std::string>{"-1", "9", "10"}));
  EXPECT_EQ(words.labels, (std::vector<ad::i64>{2, 1, 0, 2}));
  std::vector<std::string> many;
  for (int i = 0; i < 1001; ++i) many.push_back(std::to_string(i));
  EXPECT_TRUE(labelled(many).classes.empty()) << "a measured number is no class";
}

TEST(PointFiles, RefusesBadNpy) {
  const std::string good = npy(header("<f8", "3, 2"), numbers);
  expect_refused({
      {"a.npy", "", "doesn't start like an NPY file"},
      {"b.npy", "some text that is long enough", "doesn't start like an NPY file"},
      {"c.npy", npy(header("<f8", "3, 2"), numbers, 3), "NPY version 3; expected 1 or 2"},
      {"d.npy", good.substr(0, 40), "the file is cut short"},
      {"e.npy", good.substr(0, good.size() - 1), "47 bytes of values for shape (3, 2) of '<f8'"},
      {"f.npy", good + "x", "49 bytes of values for shape (3, 2)"},
      {"h.npy", npy(header("<i8", "1, 2"), std::vector<std::int64_t>{1, (std::int64_t{1} << 53) + 1}),
       "element 1 is 9007199254740993, which double cannot hold; expected whole numbers up to 2^53"},
      {"i.npy", npy(header(">f8", "3, 2"), numbers), "elements are '>f8'"},
      {"j.npy", npy(header("|O", "3, 2"), numbers), "elements are '|O'"},
      {"k.npy", npy(header("<f8", "3, 1, 1, 1, 2"), numbers),
       "header isn't understood; expected numbers with one to four axes"},
      {"t.npy", npy(header("<f8", "3, 1, 3"), numbers), "48 bytes of values for shape (3, 1, 3) of '<f8'"},
      {"l.npy", npy(header("<f8", ""), numbers), "header isn't understood"},
      {"m.npy", npy(header("<f8", "0, 2"), std::vector<double>{}),
       "expected as many as the shape says, and a point"},
      {"n.npy", npy(header("<f8", "3, 0"), std::vector<double>{}), "0 bytes of values for shape (3, 0)"},
      {"o.npy", npy(header("<f8", "999999999999999999, 2"), numbers),
       "48 bytes of values for shape (999999999999999999, 2)"},
      {"p.npy", npy(header("<f8", "999999999999999999, 999999999999999999"), numbers), "48 bytes of values"},
      {"q.npy", npy(header("<f8", "99999999999999999999, 2"), numbers), "header isn't understood"},
      {"r.npy", npy(std::string(5000, ' '), numbers), "header of 5000 bytes; expected at most 4096"},
      {"s.npy", npy(header("<f8", "2,"), std::vector<double>{1, NAN}),
       "point 1, coordinate 0 (both from 0): is nan"},
  });
}

TEST(PointFiles, RefusesBadCsv) {
  expect_refused({
      {"a.csv", "", "the file ends without a point"},
      {"b.csv", "x,y\n", ":1: the file ends without a point; expected one per line, as in 0.5,-1.25"},
      {"c.csv", "1,2\n3\n", ":2: 1 fields; expected 2, as on the lines before"},
      {"d.csv", "x,y\n1,2,3\n", ":2: 3 fields; expected 2"},
      {"e.csv", "1,2\n\n3,abc\n", ":3: field 2: got 'abc'; expected a number"},
      {"f.csv", "1,\n", ":1: field 2: got ''; expected a number"},
      {"g.csv", "x,2\n3,4\n", ":1: field 1: got 'x'"},
      {"h.csv", "x,y\nu,v\n1,2\n", ":2: field 1: got 'u'"},
      {"i.csv", "1,nan\n", ":1: field 2: got 'nan'; expected a finite number"},
      {"j.csv", "1,2\n-inf,2\n", ":2: field 1: got '-inf'; expected a finite number"},
      {"k.csv", "1,1e999\n", "got '1e999'; expected a number in double range"},
      {"l.csv", "1;2\n3;4\n1\n",
       ":1: field 1: got '1;2'; expected a number in double range; another delimiter is chosen by"},
      {"m.csv", std::string("1,2\n3,\0004\n", 9), ":2: field 2: got '?4'"},
      {"n.csv", "1,2\n3,4 5\n", "got '4 5'"},
      {"o.csv", "1,+-2\n", "got '+-2'"},
      {"p.csv", "1,0x10\n", "got '0x10'"},
      {"q.csv", "1," + std::string(1000, 'z') + "\n", "got '" + std::string(40, 'z') + "'"},
  });
}

TEST(PointFiles, RefusesBadHdf5) {
  const std::vector<double> six = numbers;
  expect_refused({
      {"a.h5", "", "is empty"},
      {"b.h5", "text named like a file of another kind", "is not an HDF5 file"},
      {"c.h5", hdf5({"x", "y"}, {3, 2}, six),
       "data sets at the root: x, y; expected one, or its name after a colon"},
      {"d.h5", hdf5({"g/x"}, {3, 2}, six), "data sets at the root: none"},
      {"e.h5", hdf5({"x"}, {3, 2}, six), "y: is missing", ":y"},
      {"f.h5", hdf5({"g/x"}, {3, 2}, six), "g: is not a data set", ":g"},
      {"g.h5", hdf5({"x"}, {3, 1, 1, 1, 2}, six), "x: has shape [3, 1, 1, 1, 2]; expected one to four axes"},
      {"h.h5", hdf5({"x"}, {}, {1}), "x: has shape []"},
      {"i.h5", hdf5({"x"}, {2}, {1, INFINITY}),
       "point 1, coordinate 0 (both from 0): is inf; expected a finite number"},
  });
}

std::string as_text(const std::vector<std::byte>& image) {
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

/// Integers that stand for 0.01 i + 300, as netCDF packs temperatures.
std::string packed(const std::vector<std::pair<std::string, H5Scalar>>& attributes) {
  H5Writer writer;
  const std::vector<std::int64_t> stored{100, -200, 50, 400, 25, -999};
  writer.write<std::int64_t>("x", stored, {3, 2});
  for (const auto& [name, value] : attributes) writer.attribute("x", name, value);
  return as_text(writer.image());
}

TEST(PointFiles, AppliesScaleAndOffsetOfHdf5) {
  const Points whole = (Points(3, 2) << 100, -200, 50, 400, 25, -999).finished();
  const std::int64_t ten = 10, elsewhere = 7;
  const auto read = [](const std::string& file) { return read_hdf5(bytes(file), "x.h5", "").points(); };
  EXPECT_EQ(read(packed({{"units", std::string("K")}, {"_FillValue", elsewhere}})), whole);
  EXPECT_EQ(read(packed({{"scale_factor", 0.5}, {"add_offset", 300.0}})),
            (whole.array() * 0.5 + 300).matrix());
  EXPECT_EQ(read(packed({{"add_offset", ten}})), (whole.array() + 10).matrix());
  expect_refused({
      {"a.h5", packed({{"_FillValue", std::int64_t{-999}}}),
       "x: point 2, coordinate 1 (both from 0): is -999, which its attribute _FillValue says is missing"},
      {"b.h5", packed({{"missing_value", 50.0}, {"scale_factor", 2.0}}), "point 1, coordinate 0"},
      {"c.h5", packed({{"scale_factor", std::string("two")}}),
       "x@scale_factor: holds text; expected a number"},
      {"d.h5", packed({{"_Unsigned", std::string("true")}}), "x@_Unsigned: integers whose sign"},
  });
}

TEST(PointFiles, NamesTheFilterThatIsMissing) {
  try {
    read_points(PONT_CHECKOUT "/tests/experiments/data/lzf.h5");
    ADD_FAILURE();
  } catch (const DataError& e) {
    for (const char* part :
         {"lzf.h5: x: is packed by the filter lzf, number 32000", "compression='gzip'", "h5repack -f GZIP=4"})
      EXPECT_NE(std::string(e.what()).find(part), std::string::npos) << e.what();
  }
}

TEST(PointFiles, ColumnsOfEveryFormatHaveNumbers) {
  const std::string file = npy(header("<f8", "3, 2"), numbers);
  const auto read = [&](const TableKeys& keys) { return parse_points("x.npy", bytes(file), keys); };
  EXPECT_EQ(read({.columns = {"2"}}).points(), three.col(1));
  EXPECT_EQ(read({.columns = {"2", "1"}}).columns, (std::vector<std::string>{"2", "1"}));
  EXPECT_EQ(read({.label = "1"}).points(), three.col(1));
  for (const TableKeys& keys :
       {TableKeys{.header = "no"}, {.delimiter = ";"}, {.columns = {"u"}}, {.columns = {"3"}}})
    EXPECT_THROW(read(keys), DataError);
}

TEST(PointFiles, RefusesWhatIsNoPointFile) {
  const TemporaryFile text("a.txt", "1,2\n");
  EXPECT_THROW(read_points(text.path()), DataError);
  EXPECT_THROW(read_points("/nowhere/points.csv"), IoError);
  EXPECT_THROW(read_points(""), DataError);
  const std::string folder =
      std::filesystem::temp_directory_path() / ("pont_data_folder_" + std::to_string(::getpid()) + ".csv");
  std::filesystem::create_directory(folder);
  try {
    read_points(folder);
    ADD_FAILURE();
  } catch (const DataError& e) {
    EXPECT_EQ(e.what(), folder + ": no file below it ends with .png, .jpg, .jpeg; expected pictures");
  }
  std::filesystem::remove(folder);
}

TEST(PointFiles, DrawsEveryRowEquallyOften) {
  const auto data = empirical(table_of(three));
  constexpr int n = 9000;
  const Points x = sample(*data, ad::Key::root(3), n);
  for (int row = 0; row < 3; ++row) {
    int count = 0;
    for (int i = 0; i < n; ++i) count += x.row(i) == three.row(row);
    EXPECT_NEAR(count, n / 3, 4.5 * std::sqrt(n * 2 / 9.0));
  }
}

}  // namespace
}  // namespace pont::experiments
