// What operations refuse, with words and with the user's line.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <source_location>
#include <stdexcept>
#include <string>

namespace pont::ad {

/// f throws std::invalid_argument that begins with `what` and names the file of the caller.
inline void expect_refused(const std::string& what, const std::function<void()>& f,
                           std::source_location where = std::source_location::current()) {
  const std::string path = where.file_name(), file = path.substr(path.rfind('/') + 1);
  try {
    f();
    ADD_FAILURE() << "accepted: " << what;
  } catch (const std::invalid_argument& e) {
    EXPECT_EQ(std::string(e.what()).substr(0, what.size()), what);
    EXPECT_NE(std::string(e.what()).find(file), std::string::npos) << e.what();
  }
}

}  // namespace pont::ad
