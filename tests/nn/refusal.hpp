// Asserts that something is refused with a given text.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <string>

namespace pont::nn {

inline void expect_refusal(const std::function<void()>& f, const std::string& text) {
  try {
    f();
  } catch (const std::invalid_argument& e) {
    EXPECT_NE(std::string(e.what()).find(text), std::string::npos)
        << "got: " << e.what() << "\nexpected: " << text;
    return;
  }
  ADD_FAILURE() << "accepted; expected the refusal: " << text;
}

}  // namespace pont::nn
