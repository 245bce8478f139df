// What is taken out: recordings hold for any number of rows, polynomials meet their functions, damaged files
// are refused.
#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "experiments/config/error.hpp"
#include "experiments/exchange/formats.hpp"
#include "experiments/exchange/pieces.hpp"
#include "experiments/store/json.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using exchange::Pieces;

exchange::Function square_of_rows() {
  return exchange::recorded("square", {"u"}, [](ad::Tape& tape, ad::i64 rows) {
    const ad::Var u = tape.input({rows, 3}, ad::Dtype::f64, "u");
    return std::vector{ad::reshape(ad::slice_axis(ad::square(u), 0, 0, rows), {3 * rows})};
  });
}

TEST(Exchange, MultiplesOfTheRowsAreNegativeNumbers) {
  const exchange::Function f = square_of_rows();
  ASSERT_EQ(f.steps.front().op, "input");
  EXPECT_EQ(f.steps.front().shape, (std::vector<double>{-1, 3}));
  EXPECT_EQ(f.steps.back().shape, std::vector<double>{-3});
}

TEST(Exchange, ARecordingThatDependsOnTheRowsOtherwiseIsRefused) {
  const auto fixed_offset = [](ad::Tape& tape, ad::i64 rows) {
    const ad::Var u = tape.input({rows + 1, 3}, ad::Dtype::f64, "u");
    return std::vector{ad::square(u)};
  };
  EXPECT_THROW(exchange::recorded("offset", {"u"}, fixed_offset), std::logic_error);
}

double at(const Pieces& pieces, double t, ad::i64 column) {
  ad::Tape tape;
  return ad::eval(pieces(tape.constant(ad::Tensor::of<double>({1}, std::vector{t})))).at(column);
}

TEST(Exchange, PiecesMeetSteepFunctionsWithinTheirTolerance) {
  const Pieces pieces(
      [](double t) {
        return std::vector{std::pow(t, -1.5), std::sin(6 * t), 1 / (1e-3 + t)};
      },
      1e-5, 1);
  EXPECT_LE(pieces.error(), 1e-11);
  EXPECT_GT(pieces.count(), 4U);
  for (const double t : {1e-5, 3.3e-5, 1e-3, 0.0123, 0.5, 0.999, 1.0}) {
    EXPECT_NEAR(at(pieces, t, 0) * std::pow(t, 1.5), 1, 1e-9) << t;
    EXPECT_NEAR(at(pieces, t, 1), std::sin(6 * t), 1e-10) << t;
    EXPECT_NEAR(at(pieces, t, 2) * (1e-3 + t), 1, 1e-9) << t;
  }
  EXPECT_EQ(at(pieces, 1e-9, 0), at(pieces, 1e-5, 0));  // outside: the nearer end
  EXPECT_EQ(at(pieces, 7, 0), at(pieces, 1, 0));
  EXPECT_THROW(Pieces([](double) { return std::vector{1.0}; }, 0, 1), std::invalid_argument);
}

exchange::Portable small_model() {
  exchange::Portable model;
  model.recipe.functions.push_back(square_of_rows());
  model.config = "type: score\n";
  model.tensors = {{"net/weight", ad::Tensor::of<float>({2, 2}, std::vector<float>{1, -2, 0.5F, 4})}};
  model.reference = {{"u", ad::Tensor::of<double>({1, 3}, std::vector<double>{1, 2, 3})},
                     {"result", ad::Tensor::of<double>({3}, std::vector<double>{1, 4, 9})}};
  return model;
}

TEST(Exchange, EveryFormatReadsWhatItWroteAndNothingLess) {
  const exchange::Portable model = small_model();
  for (const exchange::Format& format : exchange::formats()) {
    SCOPED_TRACE(format.name);
    const std::string file = format.write(model);
    const auto bytes = std::as_bytes(std::span(file));
    EXPECT_NO_THROW(exchange::require_same(format.contents(model), format.read(bytes, "x")));
    exchange::Portable other = model;
    other.tensors[0].value.data<float>()[3] = std::nextafter(4.0F, 5.0F);
    EXPECT_THROW(exchange::require_same(format.contents(other), format.read(bytes, "x")), std::runtime_error);
  }
}

TEST(Exchange, ASafetensorsFileCutShortIsRefusedAtEveryLength) {
  const std::string file = exchange::safetensors(small_model());
  for (std::size_t length = 0; length < file.size(); ++length)
    EXPECT_THROW(exchange::read_safetensors(std::as_bytes(std::span(file).first(length)), "x"),
                 config::DataError)
        << length;
}

TEST(Exchange, AHostileHeaderIsRefused) {
  for (const std::string header :
       {R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,1000]}})",
        R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[8,4]}})",
        R"({"a":{"dtype":"BF16","shape":[0],"data_offsets":[0,0]}})",
        R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}})", R"({"a":{"dtype":"F32"}})",
        R"({"a":{"dtype":"U8","shape":[1099511627776,1099511627776],"data_offsets":[0,0]}})", R"({"a":3})",
        "[1"}) {
    std::string file(8, '\0');
    file[0] = static_cast<char>(header.size());
    file += header;
    EXPECT_THROW(exchange::read_safetensors(std::as_bytes(std::span(file)), "x"), config::DataError)
        << header;
  }
}

TEST(Exchange, JsonOfOthersIsReadInItsOrder) {
  const store::Json json = store::Json::parsed(R"({"b": [1, "x", null], "a": 2.5})", "x");
  EXPECT_EQ(json.compact(), R"({"b":[1,"x",null],"a":2.5})");
  EXPECT_EQ(json.find("b")->items().at(0).as_integer(), 1);
  EXPECT_EQ(json.find("b")->items().at(1).as_text(), "x");
  EXPECT_EQ(json.find("c"), nullptr);
  EXPECT_THROW(store::Json::parsed("{", "x"), config::DataError);
}

}  // namespace
}  // namespace pont::experiments
