// Streams run late and out of order, so whoever does not wait is found; who waits is served.
#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class Streams : public Device {
 protected:
  Streams() {
    for (cudaStream_t* s : {&a_, &b_})
      EXPECT_EQ(cudaStreamCreateWithFlags(s, cudaStreamNonBlocking), cudaSuccess);
    EXPECT_EQ(cudaEventCreateWithFlags(&event_, cudaEventDisableTiming), cudaSuccess);
    EXPECT_EQ(cudaMallocHost(&pinned_, sizeof(int)), cudaSuccess);
    x_ = uploaded(std::vector<int>{0});
  }
  ~Streams() override {
    cudaFree(x_), cudaFreeHost(pinned_), cudaEventDestroy(event_), cudaStreamDestroy(a_),
        cudaStreamDestroy(b_);
  }
  /// How many of 64 seeds give another result than `expected`.
  template <class Program>
  int wrong(int expected, Program program) {
    int n = 0;
    for (std::uint64_t s = 0; s < 64; ++s) {
      seed(s);
      n += program() != expected;
      EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    }
    return n;
  }
  void add(cudaStream_t s, int value) const {
    pont_emulated_launch(1, 1, 0, s, [x = x_, value] { *x += value; });
  }
  void set(cudaStream_t s, int value) const {
    pont_emulated_launch(1, 1, 0, s, [x = x_, value] { *x = value; });
  }
  void fetch(cudaStream_t s) const { cudaMemcpyAsync(pinned_, x_, sizeof(int), cudaMemcpyDeviceToHost, s); }
  void send(cudaStream_t s) const { cudaMemcpyAsync(x_, pinned_, sizeof(int), cudaMemcpyHostToDevice, s); }

  cudaStream_t a_, b_;
  cudaEvent_t event_;
  int *x_, *pinned_ = nullptr;
};

TEST_F(Streams, OneStreamKeepsItsOrder) {
  EXPECT_EQ(wrong(12,
                  [&] {
                    set(a_, 5), add(a_, 7), fetch(a_);
                    cudaStreamSynchronize(a_);
                    return *pinned_;
                  }),
            0);
}

TEST_F(Streams, AResultReadBeforeTheWaitIsNeverThere) {
  EXPECT_EQ(wrong(5,
                  [&] {
                    set(a_, 5), fetch(a_);
                    return *pinned_;
                  }),
            64);
}

TEST_F(Streams, TwoStreamsWithoutAnEventGoWrong) {
  EXPECT_GT(wrong(12,
                  [&] {
                    set(a_, 5), add(b_, 7);
                    cudaDeviceSynchronize();
                    return downloaded(x_, 1)[0];
                  }),
            10);
}

TEST_F(Streams, TwoStreamsWithAnEventGoRight) {
  EXPECT_EQ(wrong(12,
                  [&] {
                    set(a_, 5);
                    cudaEventRecord(event_, a_);
                    cudaStreamWaitEvent(b_, event_);
                    add(b_, 7), fetch(b_);
                    cudaStreamSynchronize(b_);
                    return *pinned_;
                  }),
            0);
}

TEST_F(Streams, InputChangedBeforeItsCopyHasRunGoesWrong) {
  EXPECT_GT(wrong(1,
                  [&] {
                    *pinned_ = 1;
                    send(a_);
                    *pinned_ = 2;
                    cudaStreamSynchronize(a_);
                    return downloaded(x_, 1)[0];
                  }),
            10);
  EXPECT_EQ(wrong(1,
                  [&] {
                    *pinned_ = 1;
                    send(a_);
                    cudaEventRecord(event_, a_);
                    cudaEventSynchronize(event_);
                    *pinned_ = 2;
                    return downloaded(x_, 1)[0];
                  }),
            0);
}

TEST_F(Streams, PageableInputMayBeReadLate) {
  const int late = wrong(1, [&] {
    int pageable = 1;
    cudaMemcpyAsync(x_, &pageable, sizeof(int), cudaMemcpyHostToDevice, a_);
    pageable = 2;
    cudaStreamSynchronize(a_);
    return downloaded(x_, 1)[0];
  });
  EXPECT_GT(late, 10);
  EXPECT_LT(late, 54);
}

TEST_F(Streams, OtherStreamsAreLeftBehindByAWaitForOne) {
  EXPECT_GT(wrong(5,
                  [&] {
                    set(a_, 0);
                    cudaDeviceSynchronize();
                    set(a_, 5);
                    pont_emulated_launch(1, 1, 0, b_, [] {});
                    cudaStreamSynchronize(b_);
                    fetch(b_);
                    cudaStreamSynchronize(b_);
                    return *pinned_;
                  }),
            10);
}

TEST_F(Streams, TheNullStreamWaitsForBlockingStreamsAlone) {
  cudaStream_t blocking;
  ASSERT_EQ(cudaStreamCreateWithFlags(&blocking, cudaStreamDefault), cudaSuccess);
  const auto program = [&](cudaStream_t s) {
    return wrong(5, [&] {
      set(nullptr, 0);
      cudaDeviceSynchronize();
      set(s, 5);
      return downloaded(x_, 1)[0];
    });
  };
  EXPECT_EQ(program(blocking), 0);
  EXPECT_GT(program(a_), 10);
  EXPECT_EQ(cudaStreamDestroy(blocking), cudaSuccess);
}

TEST_F(Streams, HostFunctionsRunInOrderAndMayNotCallTheRuntime) {
  struct Seen {
    int value;
    cudaError_t error;
    const int* pinned;
  } seen{0, cudaSuccess, pinned_};
  set(a_, 9), fetch(a_);
  const auto look = [](void* p) {
    auto& s = *static_cast<Seen*>(p);
    s.value = *s.pinned;
    s.error = cudaDeviceSynchronize();
  };
  cudaLaunchHostFunc(a_, look, &seen);
  EXPECT_EQ(cudaStreamSynchronize(a_), cudaSuccess);
  EXPECT_EQ(seen.value, 9);
  EXPECT_EQ(seen.error, cudaErrorNotPermitted);
}

TEST_F(Streams, PinnedMemoryReleasedTooEarlyIsFound) {
  int* early = nullptr;
  ASSERT_EQ(cudaMallocHost(&early, sizeof(int)), cudaSuccess);
  cudaMemcpyAsync(early, x_, sizeof(int), cudaMemcpyDeviceToHost, a_);
  EXPECT_EQ(cudaFreeHost(early), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(a_), cudaErrorIllegalAddress);
  EXPECT_EQ(findings(),
            std::vector<std::string>{
                "a copy of 4 bytes uses pinned memory that was released before the copy has run"});
}

TEST_F(Streams, TimesNeedEventsThatHavePassed) {
  cudaEvent_t from, to;
  cudaEventCreateWithFlags(&from, cudaEventDefault), cudaEventCreateWithFlags(&to, cudaEventDefault);
  float ms = -1;
  EXPECT_EQ(cudaEventElapsedTime(&ms, from, to), cudaErrorInvalidResourceHandle);
  cudaEventRecord(from, a_), add(a_, 1), cudaEventRecord(to, a_);
  EXPECT_EQ(cudaEventElapsedTime(&ms, from, to), cudaErrorNotReady);
  EXPECT_EQ(cudaEventSynchronize(to), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&ms, from, to), cudaSuccess);
  EXPECT_GT(ms, 0);
  EXPECT_EQ(cudaEventElapsedTime(&ms, from, event_), cudaErrorInvalidResourceHandle);
  cudaEventDestroy(from), cudaEventDestroy(to);
}

}  // namespace
}  // namespace pont::emulated
