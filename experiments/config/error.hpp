// The failures that end a program with a meaningful exit code: configuration 2, data 3, input/output 4,
// a measurement 5.
#pragma once
#include <stdexcept>
#include <string>

namespace pont::config {

/// Base of every failure a user can cause and mend. what() is one line: the place, what was given, what was
/// expected, the remedy. main() prints it and ends with exit_code().
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}
  virtual int exit_code() const noexcept = 0;
};

/// The configuration (a file, or an override on the command line) cannot be accepted.
class ConfigError final : public Error {
 public:
  using Error::Error;
  int exit_code() const noexcept override { return 2; }
};

/// A data set, checkpoint or run directory holds something other than what it should.
class DataError final : public Error {
 public:
  using Error::Error;
  int exit_code() const noexcept override { return 3; }
};

/// The operating system refused to read or write.
class IoError final : public Error {
 public:
  using Error::Error;
  int exit_code() const noexcept override { return 4; }
};

/// Everything is published, but part of it could not be measured or drawn: what() says what, why, and the
/// remedy.
class Incomplete final : public Error {
 public:
  using Error::Error;
  int exit_code() const noexcept override { return 5; }
};

}  // namespace pont::config
