// The declarations as data: what explain, the reference page and the suggestions are made from.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/visitor.hpp"

namespace pont::config {

/// One key, section, choice, or alternative of a choice.
struct Outline {
  std::string path = "";  ///< "train.steps"; in a list "samplers[].steps"; of an alternative its choice's
  std::string name = "";  ///< last part of the path; of an alternative its type; of the root empty
  std::string type = "";  ///< "integer", ..., "section", "choice", "alternative", "list of sections", ...
  std::string unit = "";  ///< may be empty
  std::string default_value = "";  ///< as YAML; "required"; empty for sections
  std::string limits = "";         ///< may be empty
  std::string sentence = "";
  std::string condition = "";  ///< "sde.type = vp" below an alternative; else empty
  std::vector<Outline> children = {};
};

/// The whole tree under a declaration. Choices list every alternative, with its defaults.
Outline outline(const Declare& declare);

/// Every node of the tree in order, the root left out.
std::vector<const Outline*> flatten(const Outline& root);

}  // namespace pont::config
