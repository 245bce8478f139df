// cuBLAS's products: values against the definition, and each wrong argument.
#include <cublas_v2.h>

#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class Products : public Device {
 protected:
  Products() {
    cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking);
    EXPECT_EQ(cublasCreate(&blas_), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(cublasSetStream(blas_, stream_), CUBLAS_STATUS_SUCCESS);
  }
  ~Products() override { cublasDestroy(blas_), cudaStreamDestroy(stream_); }

  static std::vector<double> numbers(int n, int first) {
    std::vector<double> x(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) x[i] = (i * 7 + first) % 11 - 5;
    return x;
  }
  cublasStatus_t multiply(cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k, int lda, int ldb,
                          int ldc, double beta = 0, int batch = 2, long long stride_c = -1) {
    const double alpha = 2;
    return cublasDgemmStridedBatched(blas_, ta, tb, m, n, k, &alpha, a_, lda, 40, b_, ldb, 40, &beta, c_, ldc,
                                     stride_c < 0 ? 40 : stride_c, batch);
  }
  void give_matrices() {
    a_ = uploaded(numbers(80, 1)), b_ = uploaded(numbers(80, 3)), c_ = allocated<double>(80);
  }
  void release_matrices() const { cudaFree(a_), cudaFree(b_), cudaFree(c_); }

  cudaStream_t stream_;
  cublasHandle_t blas_;
  double *a_, *b_, *c_;
};

TEST_F(Products, AreTheSumsTheyAreDefinedBy) {
  const auto a = numbers(80, 1), b = numbers(80, 3);
  const int m = 4, n = 3, k = 5, ld = 6;
  for (const auto ta : {CUBLAS_OP_N, CUBLAS_OP_T})
    for (const auto tb : {CUBLAS_OP_N, CUBLAS_OP_T})
      for (const double beta : {0., 3.}) {
        give_matrices();
        cudaMemcpy(c_, a.data(), 640, cudaMemcpyHostToDevice);
        ASSERT_EQ(multiply(ta, tb, m, n, k, ld, ld, ld, beta), CUBLAS_STATUS_SUCCESS);
        ASSERT_EQ(cudaStreamSynchronize(stream_), cudaSuccess);
        const auto c = downloaded(c_, 80);
        for (int q = 0; q < 2; ++q)
          for (int i = 0; i < m; ++i)
            for (int j = 0; j < n; ++j) {
              double sum = 0;
              for (int l = 0; l < k; ++l)
                sum += a[40 * q + (ta == CUBLAS_OP_N ? l * ld + i : i * ld + l)] *
                       b[40 * q + (tb == CUBLAS_OP_N ? j * ld + l : l * ld + j)];
              const int at = 40 * q + j * ld + i;
              EXPECT_EQ(c[at], 2 * sum + beta * a[at]);
            }
        EXPECT_EQ(c[m], a[m]) << "between columns nothing is written";
        release_matrices();
      }
}

TEST_F(Products, LeadingDimensionsBelowTheRowsAreRefused) {
  give_matrices();
  EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_N, 4, 3, 5, 3, 5, 4), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(multiply(CUBLAS_OP_T, CUBLAS_OP_N, 4, 3, 5, 4, 5, 4), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_T, 4, 3, 5, 4, 2, 4), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_N, 4, 3, 5, 4, 5, 3), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_N, -1, 3, 5, 4, 5, 4), CUBLAS_STATUS_INVALID_VALUE);
  release_matrices();
}

TEST_F(Products, LeadingDimensionsThatLeaveTheMatrixAreFound) {
  give_matrices();
  EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_N, 4, 3, 5, 10, 5, 4), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(stream_), cudaErrorIllegalAddress);
  expect_finding(
      "A is out of bounds: matrix 1, column 4 of 4x5 with leading dimension 10: 0 bytes past the end");
}

TEST_F(Products, UnwrittenElementsAreFound) {
  give_matrices();
  EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_N, 4, 3, 5, 4, 5, 4, 1), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(stream_), cudaErrorIllegalAddress);
  expect_finding("C has elements that nobody has written");
}

TEST_F(Products, OverlapsAreFound) {
  give_matrices();
  multiply(CUBLAS_OP_N, CUBLAS_OP_N, 4, 3, 5, 4, 5, 4, 0, 2, 11);
  cudaStreamSynchronize(stream_);
  expect_finding("the matrices C overlap: stride 11");
}

TEST_F(Products, ACaptureNeedsAWorkspaceOfOurs) {
  give_matrices();
  const auto capture = [&] {
    cudaGraph_t graph = nullptr;
    cudaStreamBeginCapture(stream_, cudaStreamCaptureModeGlobal);
    EXPECT_EQ(multiply(CUBLAS_OP_N, CUBLAS_OP_N, 4, 3, 5, 4, 5, 4), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(cudaStreamEndCapture(stream_, &graph), cudaSuccess);
    cudaGraphDestroy(graph);
  };
  auto* workspace = allocated<std::byte>(4096);
  EXPECT_EQ(cublasSetWorkspace(blas_, workspace + 1, 1000), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(cublasSetWorkspace(blas_, workspace, 4096), CUBLAS_STATUS_SUCCESS);
  capture();
  EXPECT_EQ(cublasSetStream(blas_, stream_), CUBLAS_STATUS_SUCCESS);
  capture();
  expect_finding("a captured product without cublasSetWorkspace");
}

TEST_F(Products, TensorFloatIsUsedWhenAskedFor) {
  const float x = 1 + 1.f / 4096, alpha = 1, beta = 0;
  float *a = uploaded(std::vector{x}), *c = allocated<float>(1);
  const auto product = [&](cublasMath_t math) {
    cublasSetMathMode(blas_, math);
    cublasSgemmStridedBatched(blas_, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &alpha, a, 1, 1, a, 1, 1, &beta, c, 1,
                              1, 1);
    cudaStreamSynchronize(stream_);
    return downloaded(c, 1)[0];
  };
  EXPECT_EQ(product(CUBLAS_DEFAULT_MATH), x * x);
  EXPECT_EQ(product(CUBLAS_TF32_TENSOR_OP_MATH), 1);
  cudaFree(a), cudaFree(c);
}

}  // namespace
}  // namespace pont::emulated
