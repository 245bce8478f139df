// Standard input, output and error as the program can rely on them, and results in files.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

namespace pont::cli {

/// Opens /dev/null in the place of those of the three that are closed, so that no other file takes their
/// numbers: reading finds the end, a message is lost, and a result fails to be written. From now on a message
/// that cannot be written is lost without a failure, and a write to a pipe that nobody reads, or past the
/// limit on the size of a file, fails with EPIPE or EFBIG and does not end the process.
void keep_standard_streams();

/// Writes what is left of stdout. Throws IoError if any of it could not be written; `error`: why, where that
/// was seen already.
void finish_standard_output(int error = 0);

/// Letters in a line of the terminal that stdout is; none if it is none.
std::optional<std::size_t> columns_of_stdout();

/// A result on stdout, or where `file` names one in a file of its own: whole or absent. A device or a pipe is
/// written to and stays what it is. Throws IoError.
void write_result(const std::string& file, const std::string& text);

}  // namespace pont::cli
