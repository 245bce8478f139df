// Sections from YAML, and what is said when they are refused: for the tests of the options.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "experiments/config/config.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

/// A configuration that is one section, a choice.
template <class Interface>
struct OneSection {
  std::string name;
  Choice<Interface> choice;
  void declare(Visitor& v) { v.section(name, choice, "under test"); }
};

/// The section NAME with the given YAML, for instance "{type: vp, T: 2}".
template <class Interface>
Choice<Interface> choice_of(const Registry<Interface>& registry, const std::string& yaml,
                            const std::string& name = "section") {
  OneSection<Interface> config{name, Choice<Interface>(registry)};
  apply(config, read_yaml("run.yaml", name + ": " + yaml + "\n"));
  return std::move(config.choice);
}

/// The message of the ConfigError that `action` ends with, or "accepted".
template <class Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const ConfigError& e) {
    return e.what();
  }
  return "accepted";
}

/// "type: NAME", and the values that the row requires.
inline std::string smallest_yaml(const std::string& type) {
  if (type == "imported") return "{type: imported, path: " + testing::TempDir() + "/imported.safetensors}";
  return type == "linear" ? "{type: linear, A: [[-0.5]], D: [[1]]}" : "{type: " + type + "}";
}

}  // namespace pont::experiments
