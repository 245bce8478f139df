// Workloads of single convolutions: shapes of U-Nets for images of 28 x 28 pixels, in shards.
#include "experiments/bench/convolution_workloads.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <numeric>

#include "autodiff/compile.hpp"
#include "autodiff/convolution.hpp"
#include "autodiff/workers.hpp"

namespace pont::bench {
namespace {

using ad::i64;
using ad::Var;

constexpr i64 batch = 64, shard = 16;
constexpr ConvolutionShape shapes[] = {{28, 32, 32},   {28, 64, 64}, {28, 96, 32},   {14, 32, 32},    {14, 64, 64},
                                       {14, 128, 128}, {7, 64, 64},  {7, 128, 128}, {28, 32, 32, 2}, {28, 16, 16}};
struct PassRow {
  ConvolutionPass pass;
  const char* name;
};
constexpr PassRow passes[] = {{ConvolutionPass::forward, "forward"},
                              {ConvolutionPass::input, "input"},
                              {ConvolutionPass::weight, "weight"}};

ad::Slide slide_of(const ConvolutionShape& s) {
  ad::Slide slide = ad::Slide::same(3);
  slide.stride = {s.stride, s.stride};
  return slide;
}

ad::Tensor normal_numbers(const ad::Shape& shape, const char* name) {
  ad::Tensor t(shape, ad::Dtype::f32);
  ad::fill_normal(ad::Key::root(1) / name, 0, 0, shape.size(), t.data<float>().data());
  return t;
}

class ConvolutionWorkload final : public SharedWorkload {
 public:
  ConvolutionWorkload(const ConvolutionShape& s, ConvolutionPass pass, int workers, ad::Backend& device)
      : workers_(workers, device),
        x_(normal_numbers({batch, s.size, s.size, s.inputs}, "x")),
        w_(normal_numbers({3, 3, s.inputs, s.outputs}, "w")),
        g_(normal_numbers({batch, positions(s), positions(s), s.outputs}, "g")),
        sums_(pass == ConvolutionPass::weight) {
    record(s, pass);
    for (int w = 1; w < workers; ++w) programs_.push_back(programs_[0].replica());
    for (Shared* v : {&images_, &weights_, &cotangents_, &results_}) v->place(device);
    for (ad::Program& p : programs_) {
      p.bind(weights_.var, weights_.memory->bytes());
      if (&p != &programs_[0]) p.share_preparation(programs_[0]);
    }
  }

  void step() override {
    programs_[0].refresh();
    programs_[0].prepare(workers_);
    workers_.run(static_cast<int>(batch / shard), [&](int s, int worker) {
      ad::Program& p = programs_[static_cast<std::size_t>(worker)];
      for (Shared* v : {&images_, &cotangents_, &results_}) p.bind(v->var, v->part(s));
      p.run();
    });
    workers_.device().wait();
  }
  double check() override {
    std::vector<float> y(results_.memory->bytes().size() / sizeof(float));
    workers_.device().download(std::as_writable_bytes(std::span(y)), results_.memory->bytes().data());
    if (sums_) add_shards(y);
    return std::inner_product(y.begin(), y.end(), y.begin(), 0.0);
  }
  double bytes() const override { return static_cast<double>(batch / shard) * operand_bytes(programs_[0]); }
  void export_start(const std::filesystem::path& path) const override {
    std::ofstream out;
    out.exceptions(std::ios::failbit | std::ios::badbit);
    out.open(path, std::ios::binary);
    for (const ad::Tensor* t : {&x_, &w_, &g_})
      out.write(reinterpret_cast<const char*>(t->bytes().data()), static_cast<std::streamsize>(t->bytes().size()));
  }

 private:
  // An operand of all shards in one piece of memory; the weights are the same for all of them.
  struct Shared {
    Var var;
    const ad::Tensor* start;  ///< null: a result
    std::unique_ptr<ad::DeviceMemory> memory = {};

    void place(ad::Backend& device) {
      const auto count = static_cast<std::size_t>(batch / shard);
      memory = std::make_unique<ad::DeviceMemory>(
          device, start ? start->bytes().size() : count * static_cast<std::size_t>(var.shape().size()) * sizeof(float));
      if (start) memory->upload(start->bytes());
    }
    std::span<std::byte> part(int s) const {
      const std::size_t bytes = static_cast<std::size_t>(var.shape().size()) * sizeof(float);
      return memory->bytes().subspan(static_cast<std::size_t>(s) * bytes, bytes);
    }
  };

  // Of results that are sums over the batch.
  static void add_shards(std::vector<float>& y) {
    const std::size_t n = y.size() / (batch / shard);
    for (std::size_t i = n; i < y.size(); ++i) y[i % n] += y[i];
    y.resize(n);
  }
  static i64 positions(const ConvolutionShape& s) { return slide_of(s).positions(0, s.size, 3); }

  void record(const ConvolutionShape& s, ConvolutionPass pass) {
    const ad::Slide slide = slide_of(s);
    const auto input = [&](const ad::Tensor& t, i64 first) {
      return tape_.input(t.shape().with(0, first), ad::Dtype::f32, "operand");
    };
    images_ = {input(x_, shard), &x_};
    weights_ = {input(w_, 3), &w_};
    cotangents_ = {input(g_, shard), &g_};
    const Var x = images_.var, w = weights_.var, g = cotangents_.var;
    const Var y = pass == ConvolutionPass::forward ? ad::conv(x, w, slide)
                  : pass == ConvolutionPass::input ? ad::conv_input(g, w, s.size, s.size, slide)
                                                   : ad::conv_weight(x, g, 3, 3, slide);
    results_ = {y, nullptr};
    const std::vector<Var> out{y}, fixed{w};
    programs_.push_back(ad::compile(out, {}, workers_.device(), fixed));
  }

  ad::Workers workers_;
  ad::Tape tape_;
  ad::Tensor x_, w_, g_;
  bool sums_;
  Shared images_, weights_, cotangents_, results_;
  std::vector<ad::Program> programs_;  // one per worker
};

double flops(const ConvolutionShape& s) {
  const i64 n = slide_of(s).positions(0, s.size, 3);
  return 2.0 * static_cast<double>(batch * n * n * 9 * s.inputs * s.outputs);
}

}  // namespace

std::string ConvolutionShape::name() const {
  return fmt::format("{0}x{0}-{1}-{2}{3}", size, inputs, outputs, stride == 1 ? "" : fmt::format("-s{}", stride));
}

std::vector<WorkloadRow> convolution_rows() {
  std::vector<WorkloadRow> rows;
  for (const ConvolutionShape& s : shapes)
    for (const PassRow& p : passes)
      rows.push_back({fmt::format("conv/{}/{}", s.name(), p.name),
                      fmt::format("convolution 3 x 3, {}, batch 64: {}", s.name(), p.name),
                      {flops(s), flop},
                      1,
                      [s, pass = p.pass](const WorkloadRow&, int workers, ad::Backend& device) -> std::unique_ptr<Workload> {
                        return std::make_unique<ConvolutionWorkload>(s, pass, workers, device);
                      }});
  return rows;
}

}  // namespace pont::bench
