// The CIFAR-10 configurations: networks of the published size as their headers say, and EDM's formulas.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "tests/experiments/cifar_support.hpp"

namespace pont::experiments {
namespace {

struct Published {
  std::string name;
  std::int64_t parameters;
  const char *written, *aim;  ///< in the header
};
/// Ho et al. 2020, Song et al. 2021, Dockhorn et al. 2022, Karras et al. 2022.
const std::vector<Published> published{{"ddpm", 35'746'307, "35,746,307", "3.17"},
                                       {"ddpmpp", 61'804'419, "61,804,419", "2.55"},
                                       {"ncsnpp", 62'758'787, "62,758,787", "2.38"},
                                       {"cld", 107'593'859, "107,593,859", "2.25"},
                                       {"edm", 55'733'891, "55,733,891", "1.97"}};

/// The comment that a configuration opens with, as one line.
std::string header(const std::string& name) {
  std::ifstream in(cifar_configuration(name));
  std::string all, line;
  while (std::getline(in, line) && line.starts_with("#")) all += line.substr(1);
  return all;
}

TEST(CifarConfigurations, HaveThePublishedNetworksAndSayWhatTheyAimAt) {
  const TinyCifar data;
  for (const Published& p : published) {
    const std::string text = header(p.name);
    EXPECT_EQ(data.model_of(p.name).parameters.size(), p.parameters) << p.name;
    for (const std::string& word :
         {std::string(p.written), "FID of " + std::string(p.aim), std::string("not run here"),
          std::string("GFLOP for an"), std::string("precision=tf32")})
      EXPECT_NE(text.find(word), std::string::npos) << p.name << ": " << word;
  }
}

TEST(CifarConfigurations, ReadBatchesWithTheirChannelsLast) {
  const TinyCifar file;
  const auto model = file.model_of("ddpm");
  EXPECT_EQ(model.d(), 3072);
  EXPECT_EQ(model.data->classes(), 10);
}

// Karras et al. 2022, table 1: sigma(t) = t, and D = c_skip x + c_out F(c_in x) has the score
// (D - x) / sigma^2, F = -net; lambda c_out^2 = 1.
TEST(CifarConfigurations, OfEdmIsItsPreconditioning) {
  const TinyCifar data;
  const auto model = data.model_of("edm");
  const losses::Regression& regression = model.objective.regression();
  for (const double sigma : {0.002, 0.05, 0.3, 1.0, 7.0, 80.0}) {
    const auto c = regression.at(sigma);
    const double total = std::hypot(sigma, 0.5), c_out = 0.5 * sigma / total;
    EXPECT_NEAR(c.Phi(0, 0), 1, 1e-15);
    EXPECT_NEAR(c.L(0, 0) / sigma, 1, 1e-12);
    EXPECT_NEAR(c.input(0) * total, 1, 1e-12) << sigma;
    EXPECT_NEAR(c.unit()(0, 0) / (c_out / (sigma * sigma)), 1, 1e-12) << sigma;
    EXPECT_NEAR(c.R(0, 0) * total * total, 1, 1e-12)
        << sigma;  // (1 - c_skip) / sigma^2, without its digits lost
  }
  for (const double u : {1e-6, 0.2, 0.5, 0.9, 1 - 1e-6})
    EXPECT_NEAR(model.objective.row(u).C(0, 0), 1, 1e-12);
}

}  // namespace
}  // namespace pont::experiments
