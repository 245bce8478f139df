// The language in which a struct declares its configuration keys, once, for every use made of them.
//
//   struct TrainConfig {
//     std::int64_t steps = 50000;
//     double rate = 1e-3;
//     std::optional<ClipConfig> clip;
//     Choice<SdeOptions> sde{sdes(), "vp"};
//     void declare(Visitor& v) {
//       v.key("steps", steps, "optimiser steps", {.unit = "steps", .range = at_least(1)});
//       v.key("rate", rate, "learning rate", {.range = positive()});
//       v.optional("clip", clip, "gradient clipping");
//       v.section("sde", sde, "forward process");
//     }
//   };
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiments/config/rules.hpp"

namespace pont::config {

class Visitor;
using Declare = std::function<void(Visitor&)>;

/// A varying number of equal sections: an optional one (0 or 1) or a list.
class Group {
 public:
  virtual ~Group() = default;
  virtual std::size_t size() const = 0;
  virtual void resize(std::size_t size) = 0;  ///< afterwards every member has its defaults
  virtual void declare(std::size_t index, Visitor& v) = 0;
  virtual void declare_fresh(Visitor& v) const = 0;  ///< a member with its defaults, for documentation
};

/// A section whose key `type` chooses what the other keys are (see Choice).
class Alternatives {
 public:
  virtual ~Alternatives() = default;
  virtual const void* registry() const = 0;  ///< identity: two choices of the same kind share it
  virtual std::vector<std::string> names() const = 0;
  virtual std::string summary(const std::string& name) const = 0;
  virtual std::string type() const = 0;              ///< the current one; empty when none is chosen
  virtual void select(const std::string& name) = 0;  ///< with defaults, unless it is the current one
  virtual void declare_current(Visitor& v) = 0;
  virtual void declare_fresh(const std::string& name, Visitor& v) const = 0;
};

/// What walks over declarations: the reader, the writer, the outline behind explain and the reference page.
/// A struct takes part by a member `void declare(Visitor&)`, which must not depend on its values.
class Visitor {
 public:
  virtual ~Visitor() = default;

  /// One value. T: bool, int64_t, double, string, a vector of the last three, or Matrix.
  template <class T>
  void key(std::string name, T& value, std::string sentence, Rules rules = {}) {
    static_assert(std::is_constructible_v<Slot, T*>, "a key is one of the types of Slot (rules.hpp)");
    on_value({std::move(name), std::move(sentence), std::move(rules)}, Slot{&value});
  }

  /// A nested struct, or a Choice.
  template <class S>
  void section(std::string name, S& section, std::string sentence) {
    on_section({std::move(name), std::move(sentence), {}}, [&section](Visitor& v) { section.declare(v); });
  }

  /// A section that may be absent; `name: null` says so.
  template <class S>
  void optional(std::string name, std::optional<S>& section, std::string sentence);

  /// A list of sections; `make` returns one with its defaults. rules.length bounds their number.
  template <class S, class Make = S (*)()>
  void list(
      std::string name, std::vector<S>& sections, std::string sentence, Rules rules = {},
      Make make = [] { return S{}; });

  /// Called by Choice::declare.
  virtual void on_choice(Alternatives& alternatives) = 0;

  /// A condition between keys of this section, declared after them. If it doesn't hold, the reader fails at
  /// the first of `keys` that was given: "key: got WRONG; expected EXPECTED".
  virtual void check(bool holds, const std::vector<std::string>& keys, const std::string& wrong,
                     const std::string& expected) = 0;

 protected:
  virtual void on_value(const Key& key, const Slot& slot) = 0;
  virtual void on_section(const Key& key, const Declare& declare) = 0;
  virtual void on_optional(const Key& key, Group& group) = 0;
  virtual void on_list(const Key& key, Group& group) = 0;
};

namespace detail {

template <class S>
class OptionalGroup final : public Group {
 public:
  explicit OptionalGroup(std::optional<S>& section) : section_(section) {}
  std::size_t size() const override { return section_ ? 1 : 0; }
  void resize(std::size_t size) override {
    section_.reset();
    if (size > 0) section_.emplace();
  }
  void declare(std::size_t, Visitor& v) override { section_->declare(v); }
  void declare_fresh(Visitor& v) const override { S{}.declare(v); }

 private:
  std::optional<S>& section_;
};

template <class S, class Make>
class ListGroup final : public Group {
 public:
  ListGroup(std::vector<S>& sections, Make make) : sections_(sections), make_(std::move(make)) {}
  std::size_t size() const override { return sections_.size(); }
  void resize(std::size_t size) override {
    sections_.clear();
    while (sections_.size() < size) sections_.push_back(make_());
  }
  void declare(std::size_t index, Visitor& v) override { sections_[index].declare(v); }
  void declare_fresh(Visitor& v) const override { make_().declare(v); }

 private:
  std::vector<S>& sections_;
  Make make_;
};

}  // namespace detail

template <class S>
void Visitor::optional(std::string name, std::optional<S>& section, std::string sentence) {
  detail::OptionalGroup<S> group(section);
  on_optional({std::move(name), std::move(sentence), {}}, group);
}

template <class S, class Make>
void Visitor::list(std::string name, std::vector<S>& sections, std::string sentence, Rules rules, Make make) {
  detail::ListGroup<S, Make> group(sections, std::move(make));
  on_list({std::move(name), std::move(sentence), std::move(rules)}, group);
}

}  // namespace pont::config
