// Streams: work that runs late, and in any order that events, streams and the host's waits permit.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/cuda_device/include/emulated/types.h"

namespace pont::emulated {

class Stream;
struct Capture;

/// "When so much of the stream's work is done."
struct Point {
  std::shared_ptr<Stream> stream;
  std::uint64_t count = 0;
  bool reached() const;
};

struct Work {
  std::function<void()> run;
  std::vector<Point> after;
};

class Stream final {
 public:
  bool blocking = false;  ///< waits for the null stream, which waits for it
  std::uint64_t enqueued = 0, done = 0;
  std::deque<Work> waiting;
  std::shared_ptr<Capture> capture;     ///< while its work goes into a graph
  std::vector<std::size_t> last_nodes;  ///< of that graph: what the next node comes after
};

/// The stream of a handle, null for the null stream's; empty if there is no such stream.
std::shared_ptr<Stream> stream_of(cudaStream_t);
std::vector<std::shared_ptr<Stream>> all_streams();
/// Where a stream stands now.
Point end_of(const std::shared_ptr<Stream>&);

/// Puts work at the end of a stream, or of the graph into which the stream is captured. `at_once` is done
/// when the host starts the work, that is now or when it launches the graph.
cudaError_t enqueue(cudaStream_t, std::function<void()> run, std::vector<Point> after = {},
                    const std::function<void()>& at_once = {});
/// Runs what is needed until the point is reached, and as chance will have it other work before.
void wait_for(const Point&);
void wait_for_all();

}  // namespace pont::emulated
