// A remedy that a message names, as two actions: what is refused, and what is accepted once it is followed.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {

struct Remedy {
  std::function<std::string()> broken;  ///< the message
  std::string named;                    ///< the remedy, in these words of the message
  std::function<std::string()> mended;  ///< "accepted", or the message
};

/// The message of an exception, or "accepted".
std::string said(const std::function<void()>& action);

using Keys = std::vector<std::string>;
/// What reading and check() say of a configuration of these keys.
std::string said_of_keys(const Keys& keys);
/// A configuration that is refused, and one that is accepted.
Remedy keys(const Keys& broken, const std::string& named, const Keys& mended);
/// Calls of the library.
Remedy call(const std::function<void()>& broken, const std::string& named,
            const std::function<void()>& mended);

/// The tables, each of one kind of message.
std::vector<Remedy> remedies_of_keys();      ///< of reading and checking configurations
std::vector<Remedy> remedies_of_texts();     ///< of YAML, command lines and numbers
std::vector<Remedy> remedies_of_samplers();  ///< of samplers, SDEs and clocks
std::vector<Remedy> remedies_of_files();     ///< of files of points
std::vector<Remedy> remedies_of_runs();      ///< of the program and its run directories
std::vector<Remedy> remedies_of_library();   ///< of the mathematics, which a configuration can reach
std::vector<Remedy> all_remedies();

}  // namespace pont::experiments::test
