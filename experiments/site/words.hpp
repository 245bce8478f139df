// Texts that come again and again, each kept once.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "experiments/store/json.hpp"

namespace pont::site {

class Words final {
 public:
  /// The number of a text: the same for the same text.
  std::int64_t number(const std::string& text) {
    const auto [known, is_new] = numbers_.emplace(text, static_cast<std::int64_t>(all_.size()));
    if (is_new) all_.push_back(text);
    return known->second;
  }
  /// The texts, by their numbers.
  store::Json list() const {
    store::Json list = store::Json::list();
    for (const std::string& text : all_) list.add(text);
    return list;
  }

 private:
  std::vector<std::string> all_;
  std::unordered_map<std::string, std::int64_t> numbers_;
};

}  // namespace pont::site
