// Attributes: what an instruction carries besides its inputs, a small struct of each primitive.
#pragma once
#include <concepts>
#include <memory>
#include <typeinfo>
#include <utility>

namespace pont::ad {

/// A value of a struct that one primitive declares in its own file (axes, a window, a key), or nothing. The struct is
/// copyable and has `==`, by which the compiler finds instructions that compute the same. Where many instructions differ
/// by their attributes alone, as constants do, a member `std::size_t hash() const` keeps that search short. Copies share
/// the value, which never changes.
class Attr final {
 public:
  Attr() = default;
  template <class T>
    requires(!std::same_as<T, Attr> && std::equality_comparable<T>)
  Attr(T value) : held_(std::make_shared<const Held<T>>(std::move(value))) {}  // NOLINT

  /// The struct; throws std::bad_cast if the instruction carries another one, or none.
  template <class T>
  const T& as() const {
    const auto* held = dynamic_cast<const Held<T>*>(held_.get());
    if (!held) throw std::bad_cast();
    return held->value;
  }

  std::size_t hash() const { return held_ ? held_->hash() : 0; }
  bool operator==(const Attr& other) const {
    return held_ == other.held_ || (held_ && other.held_ && held_->equals(*other.held_));
  }

 private:
  struct Value {
    virtual ~Value() = default;
    virtual bool equals(const Value&) const = 0;
    virtual std::size_t hash() const = 0;
  };
  template <class T>
  struct Held final : Value {
    explicit Held(T v) : value(std::move(v)) {}
    bool equals(const Value& other) const override {
      const auto* same_type = dynamic_cast<const Held*>(&other);
      return same_type && same_type->value == value;
    }
    std::size_t hash() const override {
      if constexpr (requires { value.hash(); }) return value.hash();
      return 0;
    }
    T value;
  };

  std::shared_ptr<const Value> held_;
};

}  // namespace pont::ad
