// The emulated device as tests see it: what it is to do, and what it has found.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pont::emulated {

/// Chooses other orders of streams, blocks and threads from here on. (PONT_CUDA_SEED)
void seed(std::uint64_t);
/// The size of the device's memory; 1 GiB at first. (PONT_CUDA_BYTES)
void device_bytes(std::size_t);
/// How many devices there are: 1 at first. (PONT_CUDA_DEVICES)
void device_count(int);

/// The `n`-th call from here on of this function fails; "any" counts all of them, "launch" the starts of
/// kernels, and "kernel" lets the n-th kernel that runs die. (PONT_CUDA_FAIL=cudaMalloc:3)
void fail(const std::string& function, long n);
/// Nothing fails any more, and calls() count from zero.
void fail_nothing();
/// How often a function was called since then.
long calls(const std::string& function);
/// All functions that were called since then.
std::vector<std::string> functions_called();

/// What the program under test did wrong so far, one text each; they are not told again. What nobody asked
/// for here ends the process with code 86.
std::vector<std::string> findings();
/// What exists on the device, one text each: memory, streams, events, graphs, handles.
std::vector<std::string> alive();
/// A device as new: no error, no memory, no stream. Handles and addresses from before are invalid.
void restart();

}  // namespace pont::emulated
