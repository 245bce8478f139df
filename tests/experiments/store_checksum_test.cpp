// Known answers of CRC-32C and SHA-256.
#include <gtest/gtest.h>

#include "experiments/config/error.hpp"
#include "experiments/store/checksums.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

// RFC 3720, appendix B.4, and the check value of the CRC catalogue ("123456789").
TEST(Crc32c, KnownAnswers) {
  std::string rising, falling;
  for (int i = 0; i < 32; ++i) rising += static_cast<char>(i), falling += static_cast<char>(31 - i);
  const std::pair<std::string, std::uint32_t> answers[] = {{"", 0},
                                                           {"123456789", 0xE3069283},
                                                           {std::string(32, '\0'), 0x8A9136AA},
                                                           {std::string(32, '\xff'), 0x62A8AB43},
                                                           {rising, 0x46DD794E},
                                                           {falling, 0x113FDB5C}};
  for (const auto& [text, crc] : answers) EXPECT_EQ(crc32c(bytes_of(text)), crc);
}

TEST(Crc32c, ContinuesAtEverySplit) {
  const std::string text = "the CRC of two parts is that of the whole, wherever it is cut";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    EXPECT_EQ(crc32c(bytes_of(text).subspan(cut), crc32c(bytes_of(text).first(cut))), crc32c(bytes_of(text)));
  }
}

// FIPS 180-2, appendix B, and the empty message.
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, OfAFileEqualsThatOfItsBytes) {
  const TemporaryDirectory directory;
  std::string text;
  for (int i = 0; i < 300000; ++i)
    text += "pieces "[i % 7];  // with the next line, more than two pieces of 1 MiB
  text += text + text + text + text + text + text + text;
  overwrite(directory / "file", text);
  EXPECT_EQ(sha256_of_file(directory / "file"), sha256_hex(text));
  EXPECT_CONTAINS(message_of<IoError>([&] { sha256_of_file(directory / "none"); }),
                  "none: cannot open: No such file");
}

}  // namespace
}  // namespace pont::experiments
