// The stand-ins of autodiff/cuda/cublas.cpp reach the library, which works without a GPU as far as this.
#include <cublas_v2.h>
#include <gtest/gtest.h>

#include <string>

namespace {

TEST(CuBlas, IsLoadedAtTheFirstCall) {
  EXPECT_STREQ(cublasGetStatusName(CUBLAS_STATUS_ALLOC_FAILED), "CUBLAS_STATUS_ALLOC_FAILED");
  EXPECT_NE(std::string(cublasGetStatusString(CUBLAS_STATUS_ALLOC_FAILED)), "");
  EXPECT_EQ(cublasSetStream(nullptr, nullptr), CUBLAS_STATUS_NOT_INITIALIZED) << "no handle";
  const float one = 1;
  EXPECT_NE(cublasSgemmStridedBatched(nullptr, CUBLAS_OP_N, CUBLAS_OP_T, 1, 1, 1, &one, &one, 1, 1, &one, 1,
                                      1, &one, nullptr, 1, 1, 1),
            CUBLAS_STATUS_SUCCESS);
}

}  // namespace
