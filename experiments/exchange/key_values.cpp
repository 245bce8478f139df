// key_words(): a visitor that collects paths and words.
#include "experiments/exchange/key_values.hpp"

#include <algorithm>

namespace pont::exchange {
namespace {

class WordCollector final : public config::Visitor {
 public:
  WordCollector(std::vector<KeyWords>& all, std::string prefix, std::vector<const void*> open)
      : all_(all), prefix_(std::move(prefix)), open_(std::move(open)) {}

  void on_choice(config::Alternatives& alternatives) override {
    add("type", alternatives.names());
    if (std::ranges::count(open_, alternatives.registry()) > 0) return;  // a choice within itself
    open_.push_back(alternatives.registry());
    for (const std::string& name : alternatives.names()) alternatives.declare_fresh(name, *this);
    open_.pop_back();
  }
  void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}

 protected:
  void on_value(const config::Key& key, const config::Slot& slot) override {
    const bool yes_or_no = std::holds_alternative<bool*>(slot);
    add(key.name, yes_or_no ? std::vector<std::string>{"true", "false"} : key.rules.one_of);
  }
  void on_section(const config::Key& key, const config::Declare& declare) override {
    WordCollector inside(all_, prefix_ + key.name + ".", open_);
    declare(inside);
  }
  void on_optional(const config::Key& key, config::Group& group) override {
    add(key.name, {"null"});
    on_section(key, [&](config::Visitor& v) { group.declare_fresh(v); });
  }
  void on_list(const config::Key& key, config::Group&) override { add(key.name, {}); }

 private:
  void add(const std::string& name, const std::vector<std::string>& values) {
    const std::string path = prefix_ + name;
    auto known = std::ranges::find(all_, path, &KeyWords::path);
    if (known == all_.end()) known = all_.insert(known, {path, {}});
    for (const std::string& value : values)
      if (std::ranges::count(known->values, value) == 0) known->values.push_back(value);
  }

  std::vector<KeyWords>& all_;
  std::string prefix_;
  std::vector<const void*> open_;
};

}  // namespace

std::vector<KeyWords> key_words(const config::Declare& declare) {
  std::vector<KeyWords> all;
  WordCollector collector(all, "", {});
  declare(collector);
  return all;
}

}  // namespace pont::exchange
