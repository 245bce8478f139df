// onnx_graph(): a table of primitives and the nodes of opset 17 that compute them.
#include "experiments/exchange/onnx_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "experiments/config/error.hpp"

namespace pont::exchange {
namespace {

using Integers = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

// Numbers of fields of the messages of onnx.proto, and of AttributeProto.type.
constexpr int graph_node = 1, graph_name = 2, graph_initializer = 5, graph_input = 11, graph_output = 12;
constexpr int node_input = 1, node_output = 2, node_op = 4, node_attribute = 5;
constexpr int attribute_name = 1, attribute_f = 2, attribute_i = 3, attribute_ints = 8, attribute_type = 20;
constexpr int float_type = 1, int_type = 2, ints_type = 7;
constexpr std::int64_t bool_element = 9;

Message integer_attribute(const std::string& name, std::int64_t value) {
  return Message().text(attribute_name, name).integer(attribute_i, value).integer(attribute_type, int_type);
}
Message integers_attribute(const std::string& name, const Integers& values) {
  return Message()
      .text(attribute_name, name)
      .integers(attribute_ints, values)
      .integer(attribute_type, ints_type);
}
Message real_attribute(const std::string& name, double value) {
  return Message()
      .text(attribute_name, name)
      .real(attribute_f, static_cast<float>(value))
      .integer(attribute_type, float_type);
}

Integers attribute(const Step& step, const std::string& name) {
  const auto found = std::ranges::find(step.attributes, name, &Attribute::name);
  return {found->values.begin(), found->values.end()};
}
double real(const Step& step, const std::string& name) {
  return std::ranges::find(step.attributes, name, &Attribute::name)->values.at(0);
}

class Graph final {
 public:
  explicit Graph(const Function& function) : function_(function) {}

  /// The value of each step so far has the name of its position.
  std::string name(int step) const { return names_[static_cast<std::size_t>(step)]; }
  const Step& step(int i) const { return function_.steps[static_cast<std::size_t>(i)]; }
  void add_name(const std::string& name) { names_.push_back(name); }

  std::string node(const std::string& op, const Names& in, const std::vector<Message>& attributes = {}) {
    const std::string out = fmt::format("v{}", nodes_++);
    Message message;
    for (const std::string& input : in) message.text(node_input, input);
    message.text(node_output, out).text(node_op, op);
    for (const Message& a : attributes) message.message(node_attribute, a);
    graph.message(graph_node, message);
    return out;
  }
  std::string constant(const ad::Tensor& value) {
    const std::string out = fmt::format("c{}", constants_++);
    graph.message(graph_initializer, onnx_tensor(out, value));
    return out;
  }
  std::string integers(const Integers& values) {
    return constant(ad::Tensor::of<ad::i64>({static_cast<ad::i64>(values.size())}, values));
  }
  std::string number(double value, ad::Dtype dtype) {
    ad::Tensor tensor(ad::Shape{}, dtype);
    ad::with_real(dtype,
                  [&](auto zero) { tensor.data<decltype(zero)>()[0] = static_cast<decltype(zero)>(value); });
    return constant(tensor);
  }
  std::string cast(const std::string& value, std::int64_t type) {
    return node("Cast", {value}, {integer_attribute("to", type)});
  }
  std::string transposed(const std::string& value, const Integers& order) {
    return node("Transpose", {value}, {integers_attribute("perm", order)});
  }
  /// A shape as a value; the first argument of the function says how many rows there are.
  std::string shape(const std::vector<Number>& lengths) {
    Names parts;
    for (const Number n : lengths)
      parts.push_back(n >= 0 ? integers({static_cast<std::int64_t>(n)})
                             : node("Mul", {rows(), integers({static_cast<std::int64_t>(-n)})}));
    return node("Concat", parts, {integer_attribute("axis", 0)});
  }

  Message graph;

 private:
  std::string rows() {
    if (rows_.empty()) rows_ = node("Gather", {node("Shape", {function_.arguments.front()}), integers({0})});
    return rows_;
  }

  const Function& function_;
  Names names_;
  std::string rows_;
  int nodes_ = 0, constants_ = 0;
};

Names inputs(const Graph& g, const Step& s) {
  Names all;
  for (const int i : s.in) all.push_back(g.name(i));
  return all;
}

/// What a step becomes: the name of its value.
using Lower = std::string (*)(Graph&, const Step&);

/// The primitives that one node computes.
const std::map<std::string, const char*>& single_nodes() {
  static const std::map<std::string, const char*> table{
      {"neg", "Neg"},      {"abs", "Abs"},   {"sign", "Sign"},       {"floor", "Floor"},
      {"exp", "Exp"},      {"log", "Log"},   {"sqrt", "Sqrt"},       {"sin", "Sin"},
      {"cos", "Cos"},      {"tanh", "Tanh"}, {"sigmoid", "Sigmoid"}, {"softplus", "Softplus"},
      {"erf", "Erf"},      {"add", "Add"},   {"sub", "Sub"},         {"mul", "Mul"},
      {"div", "Div"},      {"pow", "Pow"},   {"minimum", "Min"},     {"maximum", "Max"},
      {"gather", "Gather"}};
  return table;
}

template <const char* const& op>
std::string compared(Graph& g, const Step& s) {
  return g.cast(g.node(op, inputs(g, s)), onnx_type(s.dtype));
}
constexpr const char *less = "Less", *less_equal = "LessOrEqual", *equal = "Equal";

std::string chosen(Graph& g, const Step& s) {
  return g.node("Where", {g.cast(g.name(s.in[0]), bool_element), g.name(s.in[1]), g.name(s.in[2])});
}

std::string product(Graph& g, const Step& s) {
  const Integers flags = attribute(s, "transpose");
  Names factors = inputs(g, s);
  Integers order(s.shape.size());
  std::iota(order.begin(), order.end(), 0);
  std::swap(order[order.size() - 1], order[order.size() - 2]);
  for (std::size_t i = 0; i < 2; ++i)
    if (flags[i]) factors[i] = g.transposed(factors[i], order);
  return g.node("MatMul", factors);
}

std::string cut(Graph& g, const Step& s) {
  Integers stop = attribute(s, "stop"), axes(stop.size());
  for (std::int64_t& end : stop)
    if (end < 0) end = std::numeric_limits<std::int64_t>::max();  // to the last row
  std::iota(axes.begin(), axes.end(), 0);
  return g.node("Slice", {g.name(s.in[0]), g.integers(attribute(s, "start")), g.integers(stop),
                          g.integers(axes), g.integers(attribute(s, "step"))});
}

std::string padded(Graph& g, const Step& s) {
  Integers margins = attribute(s, "low");
  for (const std::int64_t high : attribute(s, "high")) margins.push_back(high);
  for (const std::int64_t between : attribute(s, "between"))
    if (between != 0)
      throw config::ConfigError("onnx: zeros between pixels are not written; expected --to npz");
  return g.node("Pad", {g.name(s.in[0]), g.integers(margins)});
}

std::string layer_norm(Graph& g, const Step& s) {
  return g.node("LayerNormalization", inputs(g, s),
                {integer_attribute("axis", -1), real_attribute("epsilon", real(s, "epsilon"))});
}

/// [rows, ..., C] as [rows, pixels, groups, C / groups], normalised over pixels and channels of a group.
std::string group_norm(Graph& g, const Step& s) {
  const std::int64_t channels = static_cast<std::int64_t>(s.shape.back()),
                     groups = attribute(s, "groups").at(0);
  double pixels = 1;
  for (std::size_t a = 1; a + 1 < s.shape.size(); ++a) pixels *= s.shape[a];
  const std::string x = g.node(
      "Reshape",
      {g.name(s.in[0]), g.integers({-1, static_cast<std::int64_t>(pixels), groups, channels / groups})});
  const auto mean = [&](const std::string& of) {
    return g.node("ReduceMean", {of}, {integers_attribute("axes", {1, 3})});
  };
  const std::string centred = g.node("Sub", {x, mean(x)});
  const std::string variance = mean(g.node("Mul", {centred, centred}));
  const std::string deviation =
      g.node("Sqrt", {g.node("Add", {variance, g.number(real(s, "epsilon"), s.dtype)})});
  const std::string unit = g.node("Reshape", {g.node("Div", {centred, deviation}), g.shape(s.shape)});
  return g.node("Add", {g.node("Mul", {unit, g.name(s.in[1])}), g.name(s.in[2])});
}

/// Images here have their channels last, those of ONNX second.
std::string convolution(Graph& g, const Step& s) {
  Integers pads = attribute(s, "low");
  for (const std::int64_t high : attribute(s, "high")) pads.push_back(high);
  const std::string y = g.node(
      "Conv", {g.transposed(g.name(s.in[0]), {0, 3, 1, 2}), g.transposed(g.name(s.in[1]), {3, 2, 0, 1})},
      {integers_attribute("pads", pads), integers_attribute("strides", attribute(s, "stride")),
       integers_attribute("dilations", attribute(s, "dilation"))});
  return g.transposed(y, {0, 2, 3, 1});
}

/// The primitives that take more than a node of their inputs.
const std::map<std::string, Lower>& composed() {
  static const std::map<std::string, Lower> table{
      {"expm1",
       [](Graph& g, const Step& s) {
         return g.node("Sub", {g.node("Exp", inputs(g, s)), g.number(1, s.dtype)});
       }},
      {"log1p",
       [](Graph& g, const Step& s) {
         return g.node("Log", {g.node("Add", {g.name(s.in[0]), g.number(1, s.dtype)})});
       }},
      {"rsqrt", [](Graph& g, const Step& s) { return g.node("Reciprocal", {g.node("Sqrt", inputs(g, s))}); }},
      {"silu",
       [](Graph& g, const Step& s) {
         return g.node("Mul", {g.name(s.in[0]), g.node("Sigmoid", inputs(g, s))});
       }},
      {"less", compared<less>},
      {"less_equal", compared<less_equal>},
      {"equal", compared<equal>},
      {"where", chosen},
      {"cast", [](Graph& g, const Step& s) { return g.cast(g.name(s.in[0]), onnx_type(s.dtype)); }},
      {"sum",
       [](Graph& g, const Step& s) {
         return g.node("ReduceSum", {g.name(s.in[0]), g.integers(attribute(s, "axes"))},
                       {integer_attribute("keepdims", 0)});
       }},
      {"max",
       [](Graph& g, const Step& s) {
         return g.node("ReduceMax", inputs(g, s),
                       {integers_attribute("axes", attribute(s, "axes")), integer_attribute("keepdims", 0)});
       }},
      {"matmul", product},
      {"reshape",
       [](Graph& g, const Step& s) {
         return g.node("Reshape", {g.name(s.in[0]), g.shape(s.shape)});
       }},
      {"expand",
       [](Graph& g, const Step& s) {
         return g.node("Expand", {g.name(s.in[0]), g.shape(s.shape)});
       }},
      {"permute",
       [](Graph& g, const Step& s) { return g.transposed(g.name(s.in[0]), attribute(s, "axes")); }},
      {"slice", cut},
      {"pad", padded},
      {"concat",
       [](Graph& g, const Step& s) {
         return g.node("Concat", inputs(g, s), {integer_attribute("axis", attribute(s, "axis").at(0))});
       }},
      {"layer_norm", layer_norm},
      {"group_norm", group_norm},
      {"softmax",
       [](Graph& g, const Step& s) {
         return g.node("Softmax", inputs(g, s), {integer_attribute("axis", -1)});
       }},
      {"conv", convolution}};
  return table;
}

std::string lowered(Graph& g, const Step& s) {
  if (s.op == "input") return s.name;
  if (s.op == "constant") return g.constant(s.value);
  if (const auto one = single_nodes().find(s.op); one != single_nodes().end())
    return g.node(one->second, inputs(g, s));
  const auto many = composed().find(s.op);
  if (many == composed().end())
    throw config::ConfigError(
        fmt::format("onnx: this network uses {}, which is not written; expected --to npz", s.op));
  return many->second(g, s);
}

Message value_info(const std::string& name, const Step& step) {
  constexpr int info_name = 1, info_type = 2, tensor_type = 1, element = 1, shape = 2, dim = 1, value = 1,
                symbol = 2;
  Message lengths;
  for (const Number n : step.shape)
    lengths.message(
        dim, n < 0 ? Message().text(symbol, "rows") : Message().integer(value, static_cast<std::int64_t>(n)));
  const Message tensor = Message().integer(element, onnx_type(step.dtype)).message(shape, lengths);
  return Message().text(info_name, name).message(info_type, Message().message(tensor_type, tensor));
}

}  // namespace

std::int64_t onnx_type(ad::Dtype dtype) {
  static const std::map<ad::Dtype, std::int64_t> types{
      {ad::Dtype::f32, 1}, {ad::Dtype::u8, 2}, {ad::Dtype::i64, 7}, {ad::Dtype::f64, 11}};
  return types.at(dtype);
}

Message onnx_tensor(const std::string& name, const ad::Tensor& value) {
  constexpr int dims = 1, data_type = 2, tensor_name = 8, raw_data = 9;
  return Message()
      .integers(dims, value.shape().lengths())
      .integer(data_type, onnx_type(value.dtype()))
      .text(tensor_name, name)
      .text(raw_data, {reinterpret_cast<const char*>(value.bytes().data()), value.bytes().size()});
}

Message onnx_graph(const Function& function,
                   const std::vector<std::pair<std::string, ad::Tensor>>& parameters) {
  Graph g(function);
  for (const auto& [name, value] : parameters) g.graph.message(graph_initializer, onnx_tensor(name, value));
  for (const Step& s : function.steps) g.add_name(lowered(g, s));
  g.graph.text(graph_name, function.name);
  for (const std::string& argument : function.arguments)
    for (const Step& s : function.steps)
      if (s.name == argument) g.graph.message(graph_input, value_info(argument, s));
  const int last = function.results.at(0);
  Message named;
  named.text(node_input, g.name(last)).text(node_output, "result").text(node_op, "Identity");
  g.graph.message(graph_node, named);
  return g.graph.message(graph_output, value_info("result", g.step(last)));
}

}  // namespace pont::exchange
