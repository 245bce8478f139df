// No type is defined twice under one name: the linker would silently take one for the other (-Wodr).
#include <gtest/gtest.h>

#include "source_tree.hpp"

namespace pont::rooms {
namespace {

using Places = std::map<std::string, std::set<std::string>>;

Places definitions(const std::map<std::string, std::string>& sources) {
  Places all;
  for (const auto& [file, text] : sources)
    for (const std::string& type : defined_types(text)) all[type].insert(file);
  return all;
}

std::string list(const std::set<std::string>& files) {
  std::string text;
  for (const std::string& file : files) text += file + " ";
  return text;
}

TEST(Types, EachIsDefinedOnce) {
  const Places all = definitions(sources(PONT_CHECKOUT));
  EXPECT_GT(all.size(), 400U);
  for (const auto& [type, files] : all)
    EXPECT_EQ(files.size(), 1U) << type << " is defined in " << list(files);
}

TEST(Types, AreFoundWithTheirNamespaces) {
  EXPECT_EQ(
      defined_types(R"(namespace pont::a { namespace { struct Hidden {}; } // struct No {};
      template <class T> class Box final : public Base<T, int> { struct Inner { int i{0}; }; };
      struct Declared; enum class Kind : int { one }; const char* text = "struct Text {";
      void body() { struct Local {}; } struct After {}; })"),
      (std::vector<std::string>{"pont::a::Box", "pont::a::Box::Inner", "pont::a::Kind", "pont::a::After"}));
}

// The two classes that one namespace for all of experiments/ once held under one name.
TEST(Types, TwoOfOneNameAreSeen) {
  const Places all =
      definitions({{"reproduce/agreement.hpp", "namespace pont::experiments { struct Agreement {}; }"},
                   {"store/tiers.hpp", "namespace pont::experiments { class Agreement final {}; }"}});
  EXPECT_EQ(all.at("pont::experiments::Agreement").size(), 2U);
}

}  // namespace
}  // namespace pont::rooms
