// A file's content between two processes: it arrives as it was, and nothing else is taken for content.
#include <gtest/gtest.h>

#include <functional>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_packing.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

using namespace h5;

using Bytes = std::vector<std::byte>;

/// Two float32 points, and one of each kind of attribute.
Tree two_points() {
  Object points{Object::Is::data_set, {Kind::real, 4, 4}, {2, 1}, Bytes(8, std::byte{1}), "", {}};
  points.attributes = {
      {"a", {0.5, ""}}, {"b", {std::int64_t{3}, ""}}, {"c", {"text", ""}}, {"d", {0.0, "is odd"}}};
  return {{"/", {}}, {"/points", points}};
}

/// What is said of the two points after `change`.
std::string refusal(const std::function<void(Object&)>& change) {
  Tree tree = two_points();
  change(tree.at("/points"));
  return message_of<DataError>([&] { unpacked(packed(tree), "it.h5"); });
}

TEST(HdfPacking, WhatArrivesIsWhatWasSent) {
  const Tree sender = two_points(), receiver = unpacked(packed(sender), "it.h5");
  ASSERT_EQ(receiver.size(), 2);
  const Object &sent = sender.at("/points"), &points = receiver.at("/points");
  EXPECT_EQ(points.is, Object::Is::data_set);
  EXPECT_EQ(points.type.kind, Kind::real);
  EXPECT_EQ(points.shape, sent.shape);
  EXPECT_EQ(points.values, sent.values);
  for (const auto& [name, attribute] : sent.attributes) {
    EXPECT_EQ(points.attributes.at(name).value, attribute.value) << name;
    EXPECT_EQ(points.attributes.at(name).refused, attribute.refused) << name;
  }
}

TEST(HdfPacking, NoPartOfItIsContentNorIsMore) {
  Bytes bytes = packed(two_points());
  for (auto end = bytes.begin(); end != bytes.end(); ++end)
    EXPECT_THROW(unpacked(Bytes(bytes.begin(), end), "it.h5"), DataError) << end - bytes.begin();
  bytes.push_back(std::byte{});
  EXPECT_THROW(unpacked(bytes, "it.h5"), DataError);
}

TEST(HdfPacking, ADataSetHasTheValuesThatItsShapeAsksFor) {
  const std::string said =
      "it.h5: HDF5 broke down on this file: it is damaged or forged; make or fetch it again";
  EXPECT_EQ(refusal([](Object& o) { o.shape = {3, 1}; }), said);
  EXPECT_EQ(refusal([](Object& o) { o.shape = {std::size_t{1} << 62, 8}; }), said);
  EXPECT_EQ(refusal([](Object& o) { o.values.pop_back(); }), said);
  EXPECT_EQ(refusal([](Object& o) { o.type.size = 2, o.shape = {4}; }), said)
      << "no real number has two bytes";
  EXPECT_EQ(refusal([](Object& o) { o.type = {Kind::text, 0, 0}, o.values.clear(); }), said);
  EXPECT_EQ(refusal([](Object& o) { o.type.kind = Kind{9}; }), said);
  EXPECT_EQ(refusal([](Object& o) { o.is = Object::Is{7}; }), said);
}

}  // namespace
}  // namespace pont::experiments
