// Every family of image networks: gradients at two orders, shapes, starts, what they are told, refusals.
#include "image_support.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

/// Small ones of each family: channels 4 and 8, one block, attention at the lower level.
struct Family {
  std::string name;
  UNetDesign design;
};
std::vector<Family> families() {
  std::vector<Family> all;
  for (const char* name : {"mini_14", "mini_28", "ddpm_cifar", "ddpm_cifar_original", "ddpmpp_cifar",
                           "ncsnpp_cifar", "iddpm_cifar", "edm_cifar", "edm_cifar_ncsnpp", "adm_imagenet64"})
    all.push_back({name, unet_preset(name).family({4, {4, 8}, 1, {1}, 0.25})});
  return all;
}

constexpr ImageShape small{4, 4, 1};

/// Gradients for parameters, drawn up to `reach`, and state.
void check_gradients(const std::string& name, const Parameters& table, const TimeNetwork& net, int order,
                     double reach = 1) {
  const std::vector<Tensor> x{random_parameters(table, reach), states(2, 16)};
  ad::check_vjp(
      name,
      [&](std::span<const Var> in) {
        const std::vector<Var> views = table.views(in[0]);
        return net(Context{views}, in[1], in[0].tape->constant(times(2)));
      },
      x, image_key / name, order);
}

TEST(ImageNetworks, GradientsOfEveryFamilyAreRight) {
  for (const Family& f : families()) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, f.design);
    check_gradients(f.name, table, net, 1);
  }
  Parameters table(Dtype::f64);
  const DiT net(table, "net", small, 1, 1, {.patch = 2, .width = 8, .blocks = 2, .heads = 2});
  check_gradients("dit", table, net, 2, 0.3);
}

// At order 2 one level of each kind of block is enough: levels repeat it.
TEST(ImageNetworks, GradientsOfSecondOrderAreRight) {
  for (const char* name : {"mini_14", "ncsnpp_cifar", "adm_imagenet64"}) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, unet_preset(name).family({4, {4, 4}, 1, {}, 0}));
    check_gradients(name, table, net, 2);
  }
}

TEST(ImageNetworks, OutputsHaveTheShapeOfTheirBlocks) {
  for (const Family& f : families())
    for (const auto& [inputs, outputs] : std::vector<std::pair<i64, i64>>{{1, 1}, {2, 1}, {1, 2}}) {
      Parameters table(Dtype::f64);
      const UNet net(table, "net", {4, 8, 3}, inputs, outputs, f.design);
      const Tensor y = output(net, table, random_parameters(table), states(2, inputs * 96), times(2));
      EXPECT_EQ(y.shape(), (ad::Shape{2, outputs * 96})) << f.name;
    }
}

// What a network starts as: 0 where its source starts the last layer so, below 1e-3 where that starts at 1e-5
// of a usual draw, and not 0.
TEST(ImageNetworks, StartAtOrNearZero) {
  const std::vector<std::string> exact{"mini_14", "mini_28", "iddpm_cifar", "adm_imagenet64"};
  for (const Family& f : families()) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, f.design);
    const Tensor y = output(net, table, table.initial(image_key), states(2, 16), times(2));
    const bool zero = std::ranges::find(exact, f.name) != exact.end();
    for (i64 i = 0; i < 32; ++i) {
      EXPECT_EQ(y.at(i) == 0, zero) << f.name;
      EXPECT_LT(std::abs(y.at(i)), 1e-3) << f.name;
    }
  }
  Parameters table(Dtype::f64);
  const DiT net(table, "net", small, 1, 1, {.patch = 2, .width = 8, .blocks = 1, .heads = 2});
  const Tensor y = output(net, table, table.initial(image_key), states(1, 16), times(1));
  for (i64 i = 0; i < 16; ++i) EXPECT_EQ(y.at(i), 0);
}

TEST(ImageNetworks, AreToldTimeAndClassRowByRow) {
  for (const Family& f : families()) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, f.design, {.classes = 3});
    const Tensor flat = random_parameters(table);
    const Tensor one = states(1, 16), t = times(2);
    Tensor u({5, 16}, Dtype::f64), all({5}, Dtype::f64);
    for (i64 i = 0; i < 80; ++i) u.data<double>()[i] = one.at(i % 16);
    for (i64 row = 0; row < 5; ++row) all.data<double>()[row] = t.at(row / 4);
    const Tensor y = output(net, table, flat, u, all, {0, 1, 2, 3, 0}),
                 none = output(net, table, flat, u, all);
    for (i64 i = 0; i < 16; ++i) {
      EXPECT_EQ(y.at(3 * 16 + i), none.at(3 * 16 + i)) << f.name << ": class 3 of 3 is the unknown one";
      for (i64 row = 0; row < 3; ++row) EXPECT_NE(y.at(row * 16 + i), y.at(48 + i)) << f.name;
      EXPECT_NE(y.at(i), y.at(16 + i)) << f.name;
      EXPECT_NE(y.at(i), y.at(64 + i)) << f.name << ": another time";
    }
  }
}

TEST(ImageNetworks, AreToldNumbers) {
  Parameters table(Dtype::f64);
  const UNet net(table, "net", small, 1, 1, families()[0].design, {.columns = 2});
  ad::Tape tape;
  const std::vector<Var> views = table.views(tape.constant(random_parameters(table)));
  const auto told = [&](Var y) {
    return ad::eval(net(Context{views}, tape.constant(states(1, 16)), tape.constant(times(1)), y));
  };
  const Tensor one = told(tape.constant(Tensor::of({1, 2}, std::vector{1.0, 2.0}))),
               zero = told(tape.constant(Tensor::of({1, 2}, std::vector{0.0, 0.0})));
  EXPECT_NE(one, zero);
  EXPECT_EQ(told({}), zero);
}

/// Rows [from, 4) of a batch of four while training.
Tensor dropped(const TimeNetwork& net, const Parameters& table, i64 from, i64 step) {
  ad::Tape tape;
  const std::vector<Var> views = table.views(tape.constant(random_parameters(table)));
  const Stream stream{image_key, tape.constant(Tensor::scalar(step)), tape.constant(Tensor::scalar(from))};
  const Var u = ad::slice_axis(tape.constant(states(4, 16)), 0, from, 4),
            t = ad::slice_axis(tape.constant(times(4)), 0, from, 4);
  return ad::eval(net(Context{views, stream}, u, t));
}

TEST(ImageNetworks, DropoutDependsOnRowAndStepNotOnShards) {
  Parameters table(Dtype::f64);
  const UNet net(table, "net", small, 1, 1, families()[0].design);
  const Tensor all = dropped(net, table, 0, 5), part = dropped(net, table, 2, 5);
  for (i64 i = 0; i < 32; ++i) EXPECT_EQ(part.at(i), all.at(32 + i));
  EXPECT_NE(dropped(net, table, 0, 6), all);
  EXPECT_NE(output(net, table, random_parameters(table), states(4, 16), times(4)), all);
}

TEST(ImageNetworks, RefuseSizesWithThoseThatWouldFit) {
  const UNetDesign design = unet_preset("mini_28").design();
  Parameters table;
  expect_refusal(
      [&] {
        UNet(table, "net", {30, 28, 1}, 1, 1, design);
      },
      "unet net: images of 30x28 do not fit: height and width must be multiples of 4; 28x28 and 32x28 "
      "would fit: pad by 2 rows and 0 columns");
  expect_refusal(
      [&] {
        UNet(table, "a", {3, 2, 1}, 1, 1, design);
      },
      "multiples of 4; 4x4 would fit: pad by 1 rows and 2 columns");
  EXPECT_EQ(size_refusal(ImageShape{32, 28, 1}, design.multiple()), "");
  expect_refusal(
      [&] {
        DiT(table, "b", {30, 28, 1}, 1, 1, dit_preset("dit_tiny").design);
      },
      "dit b: images of 30x28 do not fit: height and width must be multiples of 4");
}

TEST(ImageNetworks, RefuseDesignsThatCannotBe) {
  const auto refused = [](auto change, const std::string& reason) {
    UNetDesign design = unet_preset("mini_14").design();
    change(design);
    Parameters table;
    expect_refusal([&] { UNet(table, "net", {14, 14, 1}, 1, 1, design); }, reason);
  };
  refused([](UNetDesign& d) { d.attention = {2}; }, "unet net: attention at level 2 given, expected 0 to 1");
  refused([](UNetDesign& d) { d.channels = {}; }, "unet net: 0 levels of 1 blocks");
  refused([](UNetDesign& d) { d.blocks = 0; }, "unet net: 2 levels of 0 blocks");
  refused([](UNetDesign& d) { d.block.heads.count = 3; },
          "attention net/down2/attention1: 3 heads given for 32 channels, expected a divisor");
  Parameters table;
  expect_refusal(
      [&] {
        DiT(table, "net", {28, 28, 1}, 1, 1, {.patch = 4, .width = 10, .blocks = 1, .heads = 5});
      },
      "dit net: patches of 4, a width of 10, 1 blocks and 5 heads given");
  ad::Tape tape;
  const UNet net(table, "u", {14, 14, 1}, 2, 1, unet_preset("mini_14").design());
  const std::vector<Var> views = table.views(tape.input({table.size()}, Dtype::f32, "flat"));
  expect_refusal(
      [&] {
        net(Context{views}, tape.input({3, 196}, Dtype::f32, "u"), tape.input({3}, Dtype::f32, "t"));
      },
      "image network: state [3, 196] given, expected [3, 392]: 2 images of 14x14x1");
}

}  // namespace
}  // namespace pont::nn
