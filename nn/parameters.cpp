// Registration, initial values, and the way between the flat buffer and Vars.
#include "nn/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::i64;
using ad::Shape;
using ad::Var;

namespace {

// Into a flat buffer, rounded to its type.
void write(const std::vector<double>& values, i64 offset, ad::Tensor& flat) {
  ad::with_real(flat.dtype(), [&](auto zero) {
    using T = decltype(zero);
    std::ranges::transform(values, flat.data<T>().begin() + offset,
                           [](double v) { return static_cast<T>(v); });
  });
}

void require(Var buffer, const char* name, i64 size, ad::Dtype dtype) {
  if (buffer.shape() != Shape{size} || buffer.dtype() != dtype)
    throw std::invalid_argument(fmt::format("parameters: {} {} given as {} buffer, expected {} [{}]",
                                            ad::name_of(buffer.dtype()), ad::str(buffer.shape()), name,
                                            ad::name_of(dtype), size));
}

template <class Row>
Var cut(Var buffer, const Row& row) {
  return ad::reshape(ad::slice_axis(buffer, 0, row.offset, row.offset + row.shape.size()), row.shape);
}

}  // namespace

Parameters::Parameters(ad::Dtype dtype) : dtype_(dtype) {
  if (dtype == ad::Dtype::i64)
    throw std::invalid_argument("parameters: element type i64 given, expected f32 or f64");
}

Parameters::Scope::Scope(Parameters& parameters, const std::string& name)
    : parameters_(parameters), outer_(parameters.prefix_.size()) {
  parameters_.prefix_ += name + "/";
}

std::string Parameters::full(const std::string& name) const {
  const std::string all = prefix_ + name;
  const auto same = [&](const auto& row) { return row.name == all; };
  if (std::ranges::any_of(rows_, same) || std::ranges::any_of(untrained_, same))
    throw std::invalid_argument(
        fmt::format("parameters: '{}' is already there; give each module a name of its own", all));
  return all;
}

ParameterId Parameters::add(const std::string& name, Shape shape, Fan fan, Initialiser initialiser) {
  rows_.push_back({full(name), shape, size_, fan, std::move(initialiser)});
  size_ += shape.size();
  return static_cast<ParameterId>(rows_.size() - 1);
}

UntrainedId Parameters::add_untrained(const std::string& name, Shape shape, std::vector<double> start) {
  if (start.empty()) start.resize(static_cast<std::size_t>(shape.size()));
  if (static_cast<i64>(start.size()) != shape.size())
    throw std::invalid_argument(fmt::format("parameters: '{}' is to start at {} values, expected {} for {}",
                                            prefix_ + name, start.size(), shape.size(), ad::str(shape)));
  untrained_.push_back({full(name), shape, untrained_size_, std::move(start)});
  untrained_size_ += shape.size();
  return static_cast<UntrainedId>(untrained_.size() - 1);
}

ad::Tensor Parameters::initial(ad::Key key) const {
  ad::Tensor flat(Shape{size_}, dtype_);
  for (const Parameter& p : rows_) {
    const std::vector<double> values = p.initialiser(p.shape, p.fan, key / p.name);
    if (static_cast<i64>(values.size()) != p.shape.size())
      throw std::invalid_argument(
          fmt::format("parameters: the initialiser of '{}' gave {} values, expected {} for {}", p.name,
                      values.size(), p.shape.size(), ad::str(p.shape)));
    write(values, p.offset, flat);
  }
  return flat;
}

ad::Tensor Parameters::initial_untrained() const {
  ad::Tensor flat(Shape{untrained_size_}, dtype_);
  for (const Untrained& u : untrained_) write(u.start, u.offset, flat);
  return flat;
}

std::vector<Var> Parameters::views(Var flat, Var untrained) const {
  require(flat, "flat", size_, dtype_);
  std::vector<Var> out;
  for (const Parameter& p : rows_) out.push_back(cut(flat, p));
  if (untrained_.empty()) return out;
  require(untrained, "untrained", untrained_size_, dtype_);
  for (auto u = untrained_.rbegin(); u != untrained_.rend(); ++u) out.push_back(cut(untrained, *u));
  return out;
}

std::vector<Var> Parameters::views(Var flat) const {
  return views(flat, untrained_.empty() ? Var{} : flat.tape->constant(initial_untrained()));
}

Var Parameters::flatten(std::span<const Var> values) const {
  if (values.size() != rows_.size())
    throw std::invalid_argument(
        fmt::format("parameters: {} values to flatten, expected one for each of the {} rows", values.size(),
                    rows_.size()));
  std::vector<Var> pieces;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].shape() != rows_[i].shape)
      throw std::invalid_argument(
          fmt::format("parameters: a value of shape {} to flatten for '{}', expected {}",
                      ad::str(values[i].shape()), rows_[i].name, ad::str(rows_[i].shape)));
    pieces.push_back(ad::reshape(values[i], Shape{rows_[i].shape.size()}));
  }
  return ad::concat(std::move(pieces), 0);
}

}  // namespace pont::nn
