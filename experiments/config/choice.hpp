// Polymorphic sections: `sde: {type: vp, beta_min: 0.1}`, where a registry says which types there are.
#pragma once
#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "experiments/config/visitor.hpp"

namespace pont::config {

/// Base of the options of one kind of product. The kind adds its own build function:
///   struct SdeOptions : Options { virtual LinearSde build() const = 0; };
class Options {
 public:
  virtual ~Options() = default;
  virtual void declare(Visitor& v) = 0;
};

/// One alternative: its name in YAML, one sentence, and how to make its options with their defaults.
template <class Interface>
struct Row {
  std::string name, summary;
  std::function<std::unique_ptr<Interface>()> make;
};

/// The row whose options are a T.
template <class Interface, class T>
Row<Interface> row(std::string name, std::string summary) {
  return {std::move(name), std::move(summary), [] { return std::make_unique<T>(); }};
}

/// The explicit list of alternatives, written in one .cpp:
///   const Registry<SdeOptions>& sdes() {
///     static const Registry<SdeOptions> rows{{row<SdeOptions, VpOptions>("vp", "variance preserving"),
///     ...}}; return rows;
///   }
template <class Interface>
class Registry final {
 public:
  /// Throws std::logic_error when two rows share a name.
  explicit Registry(std::vector<Row<Interface>> rows) : rows_(std::move(rows)) {
    for (auto i = rows_.begin(); i != rows_.end(); ++i)
      if (std::any_of(rows_.begin(), i, [&](const auto& r) { return r.name == i->name; }))
        throw std::logic_error("registry: '" + i->name + "' is registered twice; expected unique names");
  }
  const std::vector<Row<Interface>>& rows() const { return rows_; }
  /// Throws std::out_of_range for a name that isn't registered: check user input against names() first.
  const Row<Interface>& at(const std::string& name) const {
    for (const auto& row : rows_)
      if (row.name == name) return row;
    throw std::out_of_range("registry: no '" + name + "'");
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& row : rows_) all.push_back(row.name);
    return all;
  }

 private:
  std::vector<Row<Interface>> rows_;
};

/// A section that holds the options of one alternative. The registry must outlive it. Movable, not copyable.
template <class Interface>
class Choice final : public Alternatives {
 public:
  /// `type` is the default; empty: the configuration must choose.
  explicit Choice(const Registry<Interface>& registry, const std::string& type = "") : registry_(&registry) {
    if (!type.empty()) Choice::select(type);
  }
  const Interface& operator*() const { return *options_; }
  const Interface* operator->() const { return options_.get(); }  ///< null while no type is chosen

  void declare(Visitor& v) { v.on_choice(*this); }

  const void* registry() const override { return registry_; }
  std::vector<std::string> names() const override { return registry_->names(); }
  std::string summary(const std::string& name) const override { return registry_->at(name).summary; }
  std::string type() const override { return type_; }
  void select(const std::string& name) override {
    if (name == type_) return;
    options_ = registry_->at(name).make();
    type_ = name;
  }
  void declare_current(Visitor& v) override { options_->declare(v); }
  void declare_fresh(const std::string& name, Visitor& v) const override {
    registry_->at(name).make()->declare(v);
  }

 private:
  const Registry<Interface>* registry_;
  std::string type_;
  std::unique_ptr<Interface> options_;
};

}  // namespace pont::config
