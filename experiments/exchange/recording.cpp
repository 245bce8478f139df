// recorded(): two recordings of a function for different numbers of rows, made one.
#include "experiments/exchange/recording.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/backend.hpp"
#include "autodiff/graph.hpp"
#include "autodiff/primitives/source.hpp"

namespace pont::exchange {
namespace {

constexpr ad::i64 few = 8, many = 12;

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw std::logic_error(fmt::format("recording: {}: {}", where, what));
}

/// One number out of its two values.
Number of_any_rows(const std::string& where, Number at_few, Number at_many) {
  const Number multiple = at_few / static_cast<Number>(few);
  if (at_few == at_many && at_few >= 0) return at_few;
  if (multiple * static_cast<Number>(many) != at_many || multiple <= 0)
    fail(where, fmt::format("{} for {} rows and {} for {}", at_few, few, at_many, many));
  return -multiple;
}

std::vector<Number> of_any_rows(const std::string& where, std::span<const Number> at_few,
                                std::span<const Number> at_many) {
  if (at_few.size() != at_many.size()) fail(where, "the number of axes depends on the rows");
  std::vector<Number> all;
  for (std::size_t i = 0; i < at_few.size(); ++i) all.push_back(of_any_rows(where, at_few[i], at_many[i]));
  return all;
}

std::vector<Number> numbers(const ad::Shape& shape) {
  return {shape.lengths().begin(), shape.lengths().end()};
}

ad::AttrFields fields_of(const ad::GraphNode& node) {
  return node.op->fields ? node.op->fields(*node.attr) : ad::AttrFields{};
}

Step step_of(const ad::GraphNode& a, const ad::GraphNode& b) {
  const std::string where(a.op->name);
  if (a.op != b.op || a.in != b.in || a.dtype != b.dtype) fail(where, "another step for other rows");
  Step step{where, a.in, of_any_rows(where, numbers(a.shape), numbers(b.shape)), a.dtype, {}, {}, {}};
  const ad::AttrFields at_few = fields_of(a), at_many = fields_of(b);
  for (std::size_t i = 0; i < at_few.size(); ++i)
    step.attributes.push_back(
        {std::string(at_few[i].name), of_any_rows(where, at_few[i].values, at_many[i].values)});
  if (a.op == &ad::input_primitive) step.name = a.attr->as<ad::InputAttr>().name;
  if (a.op == &ad::constant_primitive) step.value = *a.attr->as<ad::ConstantAttr>().value;
  return step;
}

}  // namespace

Function recorded(const std::string& name, const std::vector<std::string>& arguments, const Record& record) {
  ad::Tape first, second;
  const ad::Graph a = ad::simplify(first, record(first, few), ad::cpu()),
                  b = ad::simplify(second, record(second, many), ad::cpu());
  if (a.nodes.size() != b.nodes.size() || a.roots != b.roots) fail(name, "more steps for more rows");
  Function function{name, arguments, {}, a.roots};
  for (std::size_t i = 0; i < a.nodes.size(); ++i) function.steps.push_back(step_of(a.nodes[i], b.nodes[i]));
  return function;
}

}  // namespace pont::exchange
