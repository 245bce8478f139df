// Graphs: what is captured runs at each launch, and what a capture forbids gives the runtime's errors.
#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class Graphs : public Device {
 protected:
  Graphs() {
    for (cudaStream_t* s : {&a_, &b_}) cudaStreamCreateWithFlags(s, cudaStreamNonBlocking);
    for (cudaEvent_t* e : {&fork_, &join_}) cudaEventCreateWithFlags(e, cudaEventDisableTiming);
    x_ = uploaded(std::vector<int>{0, 0});
  }
  ~Graphs() override {
    cudaFree(x_), cudaEventDestroy(fork_), cudaEventDestroy(join_), cudaStreamDestroy(a_),
        cudaStreamDestroy(b_);
  }
  void add(cudaStream_t s, int at, int value) const {
    pont_emulated_launch(1, 1, 0, s, [x = x_, at, value] { x[at] += value; });
  }
  void twice(cudaStream_t s) const {
    pont_emulated_launch(1, 1, 0, s, [x = x_] { x[0] = 2 * x[0] + x[1]; });
  }
  void begin(cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal) const {
    EXPECT_EQ(cudaStreamBeginCapture(a_, mode), cudaSuccess);
  }
  cudaError_t end() {
    graph_ = nullptr;
    return cudaStreamEndCapture(a_, &graph_);
  }
  /// That the call gives `expected`, and the capture is then void.
  template <class Call>
  void expect_refused(cudaError_t expected, Call call) {
    begin();
    EXPECT_EQ(call(), expected);
    EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
    EXPECT_EQ(graph_, nullptr);
  }

  cudaStream_t a_, b_;
  cudaEvent_t fork_, join_;
  cudaGraph_t graph_ = nullptr;
  int* x_;
};

TEST_F(Graphs, ReplayDoesWhatWasCaptured) {
  begin();
  add(a_, 0, 1), twice(a_);
  ASSERT_EQ(end(), cudaSuccess);
  EXPECT_EQ(downloaded(x_, 1)[0], 0);
  cudaGraphExec_t replay;
  ASSERT_EQ(cudaGraphInstantiate(&replay, graph_), cudaSuccess);
  EXPECT_EQ(cudaGraphDestroy(graph_), cudaSuccess);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(cudaGraphLaunch(replay, a_), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(a_), cudaSuccess);
  EXPECT_EQ(downloaded(x_, 1)[0], 14);
  EXPECT_EQ(cudaGraphExecDestroy(replay), cudaSuccess);
}

TEST_F(Graphs, BranchesRunInAnyOrderAndMeet) {
  begin();
  cudaEventRecord(fork_, a_);
  cudaStreamWaitEvent(b_, fork_);
  add(a_, 0, 1), add(b_, 1, 1);
  cudaEventRecord(join_, b_);
  cudaStreamWaitEvent(a_, join_);
  twice(a_);
  ASSERT_EQ(end(), cudaSuccess);
  cudaGraphExec_t replay;
  ASSERT_EQ(cudaGraphInstantiate(&replay, graph_), cudaSuccess);
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(cudaMemsetAsync(x_, 0, 8, a_), cudaSuccess);
    cudaGraphLaunch(replay, a_);
    EXPECT_EQ(cudaStreamSynchronize(a_), cudaSuccess);
    EXPECT_EQ(downloaded(x_, 1)[0], 3);
  }
  cudaGraphDestroy(graph_), cudaGraphExecDestroy(replay);
}

TEST_F(Graphs, ABranchThatDoesNotMeetIsRefused) {
  begin();
  cudaEventRecord(fork_, a_);
  cudaStreamWaitEvent(b_, fork_);
  add(b_, 1, 1);
  EXPECT_EQ(end(), cudaErrorStreamCaptureUnjoined);
}

TEST_F(Graphs, WaitsAndAllocationsAreRefused) {
  expect_refused(cudaErrorStreamCaptureUnsupported, [&] { return cudaStreamSynchronize(a_); });
  expect_refused(cudaErrorStreamCaptureUnsupported, [&] { return cudaDeviceSynchronize(); });
  void* p;
  expect_refused(cudaErrorStreamCaptureUnsupported, [&] { return cudaMalloc(&p, 8); });
  expect_refused(cudaErrorStreamCaptureUnsupported, [&] { return cudaMallocHost(&p, 8); });
  int host = 0;
  expect_refused(cudaErrorStreamCaptureUnsupported,
                 [&] { return cudaMemcpyAsync(x_, &host, 4, cudaMemcpyHostToDevice, a_); });
  expect_refused(cudaErrorStreamCaptureUnsupported,
                 [&] { return cudaMemcpy(x_, &host, 4, cudaMemcpyHostToDevice); });
  expect_refused(cudaErrorCapturedEvent, [&] {
    cudaEventRecord(fork_, a_);
    return cudaEventSynchronize(fork_);
  });
}

TEST_F(Graphs, RelaxedCapturesAllowAllocations) {
  begin(cudaStreamCaptureModeRelaxed);
  void* p;
  EXPECT_EQ(cudaMalloc(&p, 8), cudaSuccess);
  add(a_, 0, 1);
  EXPECT_EQ(end(), cudaSuccess);
  cudaGraphDestroy(graph_), cudaFree(p);
}

TEST_F(Graphs, OtherRules) {
  EXPECT_EQ(cudaStreamBeginCapture(nullptr, cudaStreamCaptureModeGlobal), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorInvalidValue);
  add(b_, 1, 1);
  cudaEventRecord(fork_, b_);
  begin();
  EXPECT_EQ(cudaStreamBeginCapture(a_, cudaStreamCaptureModeGlobal), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamWaitEvent(a_, fork_), cudaErrorStreamCaptureIsolation);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  cudaStream_t blocking;
  cudaStreamCreateWithFlags(&blocking, cudaStreamDefault);
  EXPECT_EQ(cudaStreamBeginCapture(blocking, cudaStreamCaptureModeGlobal), cudaSuccess);
  pont_emulated_launch(1, 1, 0, nullptr, [] {});
  EXPECT_EQ(cudaGetLastError(), cudaErrorStreamCaptureImplicit);
  EXPECT_EQ(cudaStreamEndCapture(blocking, &graph_), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(cudaStreamDestroy(blocking), cudaSuccess);
}

TEST_F(Graphs, ResultsOfALaunchAreNotThereBeforeTheWait) {
  int* pinned;
  ASSERT_EQ(cudaMallocHost(&pinned, 4), cudaSuccess);
  begin();
  add(a_, 0, 1);
  EXPECT_EQ(cudaMemcpyAsync(pinned, x_, 4, cudaMemcpyDeviceToHost, a_), cudaSuccess);
  ASSERT_EQ(end(), cudaSuccess);
  cudaGraphExec_t replay;
  cudaGraphInstantiate(&replay, graph_);
  for (int i = 1; i < 4; ++i) {
    cudaGraphLaunch(replay, a_);
    EXPECT_GT(*pinned, 1000);
    cudaStreamSynchronize(a_);
    EXPECT_EQ(*pinned, i);
  }
  cudaGraphDestroy(graph_), cudaGraphExecDestroy(replay), cudaFreeHost(pinned);
}

}  // namespace
}  // namespace pont::emulated
