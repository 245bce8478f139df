// Documentation from the declarations: one key on the terminal, or all of them as a Markdown page.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/outline.hpp"
#include "experiments/config/visitor.hpp"

namespace pont::config {

/// What is known about a key ("train.steps", or "steps" when that's where its path ends), a section
/// ("train"), a choice ("sde") or an alternative ("vp"), as a block of text; with an empty `key` everything.
/// Throws ConfigError for an unknown one.
std::string explain(const Declare& declare, const std::string& key);

/// The nodes that explain() tells of, without what is below them; with an empty `key` all.
std::vector<Outline> explained(const Declare& declare, const std::string& key);

/// All keys by section, as Markdown under the heading `title`; #train.clip is the first row of a path.
std::string reference_page(const Declare& declare, const std::string& title);

}  // namespace pont::config
