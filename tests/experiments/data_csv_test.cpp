// CSV files of strangers: headers, indices, delimiters, decimal commas. Nothing is guessed, and what a
// refusal advises works.
#include <gtest/gtest.h>

#include "experiments/data/point_files.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

/// The table of a file under the keys.
PointTable table_in(const std::string& csv, const TableKeys& keys = {}) {
  return read_csv(std::as_bytes(std::span(csv)), "x.csv", keys);
}

std::string refusal(const std::string& csv, const TableKeys& keys = {}) {
  try {
    table_in(csv, keys);
    return "accepted";
  } catch (const DataError& e) {
    return e.what();
  }
}

void expect_contains(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text << "\nexpected: " << part;
}

const Points two_rows = (Points(2, 2) << 0.5, 1.5, -2, 3).finished();

// The same points from a file that is refused as it is, and from the same file under the keys it advises.
TEST(Csv, WhatIsRefusedIsReadUnderTheKeysAdvised) {
  const struct {
    std::string csv, says;
    TableKeys keys;
  } table[] = {
      {",u,v\n0,0.5,1.5\n1,-2,3\n", "columns: [u, v]", {.columns = {"u", "v"}}},
      {"\"\",\"u\",\"v\"\n\"a\",0.5,1.5\n\"b\",-2,3\n", "columns: [u, v]", {.columns = {"u", "v"}}},
      {"Unnamed: 0,u,v\n0,0.5,1.5\n1,-2,3\n", "columns: [u, v]", {.columns = {"u", "v"}}},
      {",0,1\n0,0.5,1.5\n1,-2,3\n", "header: yes, columns: [2, 3]", {.header = "yes", .columns = {"2", "3"}}},
      {"0,1\n0.5,1.5\n-2,3\n", "header: yes", {.header = "yes"}},
      {"2m,10m\n0.5,1.5\n-2,3\n", "header: yes", {.header = "yes"}},
      {"u;v\n0.5;1.5\n-2;3\n", "delimiter: \";\"", {.delimiter = ";"}},
      {"0.5\t1.5\n-2\t3\n", "delimiter: \"\\t\"", {.delimiter = "\t"}},
      {"0.5|1.5\n-2|3\n", "delimiter: \"|\"", {.delimiter = "|"}},
      {"  0.5  1.5\n-2 3 \n", "delimiter: \" \"", {.delimiter = " "}},
      {"0.5,1.5,7\n-2,3,x\n", "field 3: got 'x'", {.columns = {"1", "2"}}},
      {"u,v,name\n0.5,1.5,a\n-2,3,b\n", "field 3: got 'a'", {.label = "name"}},
  };
  for (const auto& row : table) {
    expect_contains(refusal(row.csv), row.says);
    EXPECT_EQ(table_in(row.csv, row.keys).points(), two_rows) << row.csv;
  }
  EXPECT_EQ(table_in("u;v\n0,5;1,5\n-2;3\n", {.delimiter = ";", .decimal = ","}).points(), two_rows);
  expect_contains(refusal("u;v\n0,5;1,5\n-2;3\n", {.delimiter = ";"}), "decimal: \",\"");
  expect_contains(refusal("u;v\n0.5;1.5\n", {.delimiter = ";", .decimal = ","}), "decimal: \".\"");
}

// A first row of values is a row, or refused in the words of any other row.
TEST(Csv, NoFirstRowIsLost) {
  for (const std::string row :
       {"NA,NA", "0.5O,1.O5", "O.5,l.05", "nan,nan", "-,-", "?,?", "#N/A,#N/A", "null,None", "0x1,0x2",
        "1.2.3,4.5.6", "12:30,12:31", "2024-01-01,2024-01-02", ","}) {
    const std::string first = refusal(row + "\n1,2\n3,4\n");
    EXPECT_TRUE(first.starts_with("x.csv:1: field 1: got '")) << row << ": " << first;
    const std::string second = refusal("1,2\n" + row + "\n3,4\n");
    EXPECT_TRUE(second.starts_with("x.csv:2: field 1: got '")) << row << ": " << second;
  }
  EXPECT_EQ(table_in("1,2\n3,4\n").points().rows(), 2);
  EXPECT_EQ(table_in("0\n1\n2\n").points().rows(), 3) << "counts, perhaps";
  expect_contains(refusal("0\n0.5\n0.7\n"), "header: yes, or header: no");
  EXPECT_EQ(table_in("0\n0.5\n0.7\n", {.header = "no"}).points().rows(), 3);
  EXPECT_EQ(table_in("0\n0.5\n0.7\n", {.header = "yes"}).points().rows(), 2);
  EXPECT_EQ(table_in("NA,NA\n1,2\n", {.header = "yes"}).points().rows(), 1);
}

TEST(Csv, WordsAreAHeader) {
  for (const std::string row : {"u,v", "x1,x2", "\"u [m]\",\"v, wide\"", "_a,b.1", "\xc3\xa9,\xcf\x80",
                                "e1,E2", "temperature (K),p"}) {
    const PointTable t = table_in(row + "\n0.5,1.5\n-2,3\n");
    EXPECT_EQ(t.points(), two_rows) << row;
  }
  EXPECT_EQ(table_in("\"u [m]\",\"v, wide\"\n0.5,1.5\n").columns[1], "v, wide");
  EXPECT_EQ(table_in("u,v\n0.5,1.5\n", {.columns = {"v", "u"}}).points(),
            (Points(1, 2) << 1.5, 0.5).finished());
  EXPECT_EQ(table_in("0.5,1.5\n").columns, (std::vector<std::string>{"1", "2"}));
}

TEST(Csv, ACommaThatSplitsNumbersIsRefused) {
  const std::string split = "0,5,1.25\n1,75,2.5\n";
  expect_contains(refusal(split), "columns 1 and 2 look like one whose decimal commas");
  expect_contains(refusal(split), "columns: [1, 2, 3]");
  EXPECT_EQ(table_in(split, {.columns = {"1", "2", "3"}}).points().cols(), 3);
  EXPECT_EQ(table_in("u,v,w\n" + split).points().cols(), 3) << "three names for three numbers";
  expect_contains(refusal("0,5\n1,05\n"), "columns 1 and 2");
  expect_contains(refusal("u,v\n" + split), ":2: 3 fields; expected 2");
  EXPECT_EQ(table_in("1,2\n3,4\n5,6\n").points().cols(), 2);
  EXPECT_EQ(table_in("0.5,1\n0.7,2\n").points().cols(), 2);
}

TEST(Csv, ColumnsThatAreNotThereAreNamed) {
  expect_contains(refusal("u,v\n1,2\n", {.columns = {"w", "u"}}),
                  "x.csv:1: column 'w' is not there; expected a number from 1 to 2, or a name: u, v");
  expect_contains(refusal("1.5,2\n", {.columns = {"3"}}),
                  "column '3' is not there; expected a number from 1 to 2");
  expect_contains(refusal("u,u\n1,2\n", {.columns = {"u"}}), "column 'u' is there 2 times");
  expect_contains(refusal("u,v\n1,2\n", {.columns = {"u", "1"}}), "column '1' is chosen twice");
  expect_contains(refusal("u,v\n1,2\n", {.columns = {"u"}, .label = "u"}), "chosen and the label");
  expect_contains(refusal("u\n1\n", {.label = "u"}), "the label is its only column");
}

// As a configuration has them: names and numbers, quoted or not.
TEST(Csv, TheKeysOfAConfiguration) {
  const TemporaryFile file("keys.csv", "id;u;v\n7;0,5;1,5\n8;-2;3\n");
  const std::string path = "type: file, path: " + file.path() + ", delimiter: \";\", decimal: \",\", ";
  for (const std::string keys :
       {"columns: [u, v]", "columns: [2, 3]", "columns: [\"2\", v]", "label: id", "label: \"1\""}) {
    const auto data = data_of("{" + path + keys + "}");
    EXPECT_EQ(data->dimension(), 2) << keys;
    const Points x = sample(*data, ad::Key::root(1), 20);
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      EXPECT_TRUE(x.row(i) == two_rows.row(0) || x.row(i) == two_rows.row(1)) << keys;
  }
  EXPECT_THROW(data_of("{" + path + "delimiter: \",\"}"), ConfigError);
}

}  // namespace
}  // namespace pont::experiments
