// Messages name what a configuration can say, and no class of the library.
#include <gtest/gtest.h>

#include "tests/experiments/remedy.hpp"
#include "tests/experiments/source_texts.hpp"

namespace pont::experiments {
namespace {

TEST(Messages, NoTextOfTheSourcesNamesAClass) {
  for (const test::SourceText& text : test::texts_of_checkout(PONT_CHECKOUT))
    for (const std::string& name : test::class_names(text.text))
      ADD_FAILURE() << text.file << ":" << text.line << ": " << name << " in: " << text.text;
}

}  // namespace
}  // namespace pont::experiments
