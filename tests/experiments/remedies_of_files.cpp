// Remedies for files of points: the keys that a refusal names read the same file, or the form that it names.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "experiments/data/point_files.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/data/table_facts.hpp"
#include "experiments/figures/picture.hpp"
#include "experiments/store/hdf5.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

std::string written(const std::string& name, const std::string& bytes) {
  static int files = 0;
  const std::filesystem::path directory =
      std::filesystem::path(testing::TempDir()) / ("pont_remedies_" + std::to_string(files++));
  std::filesystem::create_directories(directory);
  std::ofstream(directory / name, std::ios::binary) << bytes;
  return directory / name;
}

Keys data(const std::string& path, const std::string& more) {
  return {"data={type: file, path: '" + path + "'" + (more.empty() ? "" : ", ") + more + "}"};
}

// One table, read with keys that do not fit, and with those that the message names.
Remedy table(const std::string& csv, const std::string& broken, const std::string& named,
             const std::string& mended) {
  const std::string path = written("x.csv", csv);
  return keys(data(path, broken), named, data(path, mended));
}
// Two files: the second has the form that the message names.
Remedy files(const std::string& broken, const std::string& named, const std::string& mended,
             const std::string& more = "") {
  return keys(data(broken, ""), named, data(mended, more));
}

std::string npy(const std::string& type, const std::string& order, const std::string& shape,
                const std::string& values, char version = 1) {
  std::string header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
  header.resize(117, ' ');
  header += '\n';
  const std::string size{static_cast<char>(header.size()), '\0'};
  return written("x.npy", "\x93NUMPY" + std::string{version, '\0'} + size + header + values);
}

std::string hdf5(const std::vector<std::string>& names, const H5Shape& shape) {
  H5Writer writer;
  std::size_t size = 1;
  for (const auto axis : shape) size *= static_cast<std::size_t>(axis);
  std::vector<double> values(size);
  for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<double>(i * i % 7);
  for (const std::string& name : names) writer.write<double>(name, values, shape);
  const std::vector<std::byte> image = writer.image();
  return written("x.h5", std::string(reinterpret_cast<const char*>(image.data()), image.size()));
}

std::vector<Remedy> of_csv() {
  const std::string plain = "0.5,1.5\n-2,3\n0.1,0.3\n";
  return {
      table("0,1\n" + plain, "", "header: yes", "header: yes"),
      table("0,1\n" + plain, "", "or header: no", "header: no"),
      table("2m,10m\n" + plain, "", "header: yes", "header: yes"),
      table(",0,1\n0,0.5,1.5\n1,-2,3\n", "", "header: yes, columns: [2, 3]", "header: yes, columns: [2, 3]"),
      table(",u,v\n0,0.5,1.5\n1,-2,3\n", "", "columns: [u, v]", "columns: [u, v]"),
      table(",u,v\n0,0.5,1.5\n1,-2,3\n", "header: yes", "columns: [u, v]", "header: yes, columns: [u, v]"),
      table("u;v\n0.5;1.5\n-2;3\n", "", "delimiter: \";\"", "delimiter: ';'"),
      table("u;v\n0,5;1,5\n-2;3\n", "delimiter: ';'", "decimal: \",\"", "delimiter: ';', decimal: ','"),
      table("0,5,1.25\n1,75,2.5\n", "", "columns: [1, 2, 3]", "columns: [1, 2, 3]"),
      table(plain, "delimiter: ',', decimal: ','", "for example delimiter: \";\", decimal: \",\"",
            "delimiter: ',', decimal: '.'"),
      table("u,v\n1,2\n", "columns: [u], label: u", "expected one of both", "columns: [u]"),
      files(written("a.csv", "u,v\n0,5,1.25\n1,2\n"), "delimiter: \";\", decimal: \",\"",
            written("a.csv", "u;v\n0,5;1,25\n1;2\n"), "delimiter: ';', decimal: ','"),
      files(written("a.txt", plain), "expected .npy, .csv, .h5, .hdf5", written("a.csv", plain)),
      table("1e39,2\n3,4\n1,1\n", "", "standardise: true", "standardise: true"),
      table("1e9,1\n1000000001,2\n1000000002,0\n", "", "standardise: true", "standardise: true"),
      files(written("a.csv", "1e9,1\n1000000001,2\n1000000002,0\n"), "that column centred and scaled",
            written("a.csv", "-1,1\n0,2\n1,0\n")),
  };
}

std::vector<Remedy> of_binary_files() {
  const std::string four(32, '\0'), good = npy("<f8", "False", "(2, 2)", four);
  const std::string two = hdf5({"a", "b"}, {5, 2});
  return {
      files(npy("<c8", "False", "(2, 2)", four), "x.astype('<f8')", good),
      files(npy("<f8", "False", "(2, 2)", four, 3), "expected 1 or 2", good),
      files(npy("<f8", "False", "(1, 1, 1, 2, 2)", four), "one to four axes",
            npy("<f8", "False", "(4,)", four)),
      files(two, "or its name after a colon: " + two + ":a", two + ":a"),
      files(two, "expected one", hdf5({"a"}, {5, 2})),
      files(hdf5({"a"}, {5, 2, 1, 1, 1}), "expected one to four axes", hdf5({"a"}, {5, 2})),
      files(PONT_CHECKOUT "/tests/experiments/data/lzf.h5", "write it again with gzip", hdf5({"x"}, {5, 2})),
  };
}

// What a start warns of is put right by the keys it names: then it says nothing more.
std::string warnings(const PointTable& table, bool far) {
  std::string all;
  for (const std::string& w : far ? far_columns(table, 1, "the prior") : table_facts(table).warnings)
    all += w;
  return all.empty() ? "accepted" : all;
}

std::vector<Remedy> of_warnings() {
  const std::string counts = "i,u\n0,0.5\n1,-2\n2,3\n", far = "0.001,500\n0.002,900\n-0.003,-700\n";
  const auto read = [](const std::string& csv, const TableKeys& how) {
    return read_csv(std::as_bytes(std::span(csv)), "x.csv", how);
  };
  const auto standardised = [=] {
    Points x = read(far, {}).points();
    x.rowwise() -= x.colwise().mean().eval();
    x.array().rowwise() /= (x.array().square().colwise().mean().sqrt()).eval();
    return table_of(x);
  };
  return {{[=] { return warnings(read(counts, {}), false); }, "leave it out by columns: [u]",
           [=] { return warnings(read(counts, {.columns = {"u"}}), false); }},
          {[=] { return warnings(read(far, {}), true); }, "consider standardise: true",
           [=] { return warnings(standardised(), true); }}};
}

// A file whose digest a run recorded: another content, none at all, and the old one.
std::vector<Remedy> of_recorded_files() {
  const std::string was = "1,2\n3,4\n", path = written("x.csv", "1,2\n3,5\n"), gone = path + ".gone.csv";
  const std::string digest = "sha256: " + std::string(64, '0');
  return {keys(data(path, digest), "restore the file, or start a new run", data(path, "")),
          keys(data(gone, digest), "put it there again", data(path, ""))};
}

std::string idx() {
  std::string bytes{0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 90, 8, 7, 6, 5, 4};
  return written("x.idx", bytes);
}

/// A folder of two pictures, and whether the first one lies in a folder of its own there.
std::string pictures(bool in_a_folder) {
  const std::filesystem::path dot = PONT_CHECKOUT "/tests/experiments/data/dot.png",
                              root = std::filesystem::path(written("note.txt", "")).parent_path();
  std::filesystem::create_directories(root / "a");
  std::filesystem::create_directories(root / "b");
  const auto again = std::filesystem::copy_options::overwrite_existing;
  std::filesystem::copy(dot, in_a_folder ? root / "a/1.png" : root / "1.png", again);
  std::filesystem::copy(dot, root / "b/2.png", again);
  return root;
}

/// Colours, 3 x 2 pixels.
void write_large_picture(const std::string& file) {
  figures::write_png({3, 2, 3, std::vector<std::uint8_t>(18, 40)}, file);
}

std::vector<Remedy> of_images() {
  const auto images = [](const std::string& path, const std::string& more = "") {
    return Keys{"data={type: images, path: '" + path + "'" + more + "}"};
  };
  const std::string csv = written("x.csv", "1,2\n3,5\n0,1\n"),
                    cifar = std::string(3073, '\1') + std::string(3073, '\2');
  return {
      keys({"data={type: torus}", "condition={drop: 0.1}"}, "condition=null",
           {"data={type: torus}", "condition=null"}),
      files(written("x.bin", cifar.substr(1)), "expected records of 3073", written("x.bin", cifar)),
      keys(images(idx(), ", range: [0, 1]"), "expected the range of the pixels",
           images(idx(), ", range: [0, 255]")),
      keys(images(idx(), ", range: [1, 1]"), "for example [0, 255]", images(idx(), ", range: [0, 255]")),
      keys(images(idx(), ", rows: [1, 9]"), "expected images below 2", images(idx(), ", rows: [1, 1]")),
      keys(images(idx(), ", rows: [1]"), "for example rows: [0, 1000]", images(idx(), ", rows: [0, 1]")),
      keys(images(csv), "data.type=file", data(csv, "")),
      keys(images(pictures(false)), "expected all or none, a folder is a class", images(pictures(true))),
  };
}

// Pictures whose sizes and channels differ: a folder of dots, and arrays of images of 2 x 3 pixels.
std::vector<Remedy> of_sizes() {
  const auto images = [](const std::string& path, const std::string& more = "") {
    return Keys{"data={type: images, path: '" + path + "'" + more + "}"};
  };
  const std::string dots = pictures(true), mixed = pictures(true),
                    two = npy("|u1", "False", "(2, 2, 3, 2)", "abcdefghijklabcdefghijkl"),
                    reals = npy("<f4", "False", "(1, 2, 2)", std::string(16, '?'));
  write_large_picture(mixed + "/a/3.png");
  return {
      keys(images(idx(), ", size: 2"), "expected that size, or resize: area",
           images(idx(), ", size: 2, resize: area")),
      keys(images(idx(), ", size: 2"), "(or crop)", images(idx(), ", size: 2, resize: crop")),
      keys(images(idx(), ", size: 3, resize: crop"), "expected a larger one, or resize: area",
           images(idx(), ", size: 3, resize: area")),
      keys(images(idx(), ", resize: area"), "for example size: 32",
           images(idx(), ", resize: area, size: 32")),
      keys(images(two, ", channels: grey"), "or channels: auto", images(two, ", channels: auto")),
      keys(images(reals, ", size: 1, resize: area, range: [0, 9]"), "or neither size nor channels",
           images(reals, ", range: [0, 9]")),
      keys(images(idx(), ", test: {path: '" + dots + "'}"), "expected the same",
           images(idx(), ", test: {path: '" + idx() + "'}")),
      keys(images(mixed), "with size: 1 and resize: area (or crop), and channels: grey (or colour)",
           images(mixed, ", size: 1, resize: area, channels: grey")),
  };
}

std::vector<Remedy> of_spectra() {
  const std::string points = written("x.csv", "1,2\n3,5\n0,1\n4,4\n"),
                    wide = written("y.csv", "1,2,3\n3,4,5\n");
  return {call([=] { spectrum_of_source("nonsense", ""); }, "expected a file of points",
               [=] { spectrum_of_source(points, ""); }),
          call([=] { spectrum_of_source("nonsense", ""); },
               "or one of:", [=] { spectrum_of_source("points", points); }),
          call([=] { read_spectrum(wide); }, "pont spectrum computes it from data",
               [=] { spectrum_of_source("points", wide); })};
}

}  // namespace

std::vector<Remedy> remedies_of_files() {
  std::vector<Remedy> all;
  for (const auto& part :
       {of_csv, of_binary_files, of_warnings, of_recorded_files, of_images, of_sizes, of_spectra})
    for (Remedy& remedy : part()) all.push_back(std::move(remedy));
  return all;
}

}  // namespace pont::experiments::test
