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

Parameters::Parameters(ad::Dtype dtype) : dtype_(dtype) {
  if (dtype == ad::Dtype::i64)
    throw std::invalid_argument("parameters: element type i64 given, expected f32 or f64");
}

Parameters::Scope::Scope(Parameters& parameters, const std::string& name)
    : parameters_(parameters), outer_(parameters.prefix_.size()) {
  parameters_.prefix_ += name + "/";
}

ParameterId Parameters::add(const std::string& name, Shape shape, Fan fan, Initialiser initialiser) {
  const std::string full = prefix_ + name;
  if (std::any_of(rows_.begin(), rows_.end(), [&](const Parameter& p) { return p.name == full; }))
    throw std::invalid_argument(
        fmt::format("parameters: '{}' is already there; give each module a name of its own", full));
  rows_.push_back({full, shape, size_, fan, std::move(initialiser)});
  size_ += shape.size();
  return static_cast<ParameterId>(rows_.size() - 1);
}

ad::Tensor Parameters::initial(ad::Key key) const {
  ad::Tensor flat(Shape{size_}, dtype_);
  for (const Parameter& p : rows_) {
    const std::vector<double> values = p.initialiser(p.shape, p.fan, key / p.name);
    if (static_cast<i64>(values.size()) != p.shape.size())
      throw std::invalid_argument(
          fmt::format("parameters: the initialiser of '{}' gave {} values, expected {} for {}", p.name,
                      values.size(), p.shape.size(), ad::str(p.shape)));
    ad::with_real(dtype_, [&](auto zero) {
      using T = decltype(zero);
      std::transform(values.begin(), values.end(), flat.data<T>().begin() + p.offset,
                     [](double v) { return static_cast<T>(v); });
    });
  }
  return flat;
}

std::vector<Var> Parameters::views(Var flat) const {
  if (flat.shape() != Shape{size_} || flat.dtype() != dtype_)
    throw std::invalid_argument(fmt::format("parameters: {} {} given as flat buffer, expected {} [{}]",
                                            ad::name_of(flat.dtype()), ad::str(flat.shape()),
                                            ad::name_of(dtype_), size_));
  std::vector<Var> out;
  for (const Parameter& p : rows_)
    out.push_back(ad::reshape(ad::slice_axis(flat, 0, p.offset, p.offset + p.shape.size()), p.shape));
  return out;
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
