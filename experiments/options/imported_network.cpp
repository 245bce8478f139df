// imported: another network of the table, whose parameters start at the values of a file of safetensors.
#include "experiments/options/imported_network.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/data/table_set.hpp"
#include "experiments/exchange/formats.hpp"
#include "experiments/options/networks.hpp"

namespace pont::options {
namespace {

std::vector<double> numbers(const ad::Tensor& value) {
  std::vector<double> all;
  for (ad::i64 i = 0; i < value.shape().size(); ++i) all.push_back(value.at(i));
  return all;
}

class Imported final : public NetworkOptions {
 public:
  void declare(config::Visitor& v) override {
    v.key("path", path_,
          "of a file of safetensors with all parameters of the network, by name. A run keeps a copy",
          {.required = true});
    v.key("sha256", sha256_, "of that file; a run records it. Empty: any");
    v.section("network", network_, "the network that the weights are of");
  }
  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    std::unique_ptr<nn::TimeNetwork> network = network_->build(parameters, size, condition);
    const std::vector<exchange::Named> file =
        exchange::read_safetensors(data::read_known_file(path_, sha256_), path_);
    nn::Parameters started(parameters.dtype());
    for (const nn::Parameter& row : parameters.rows())
      started.add(
          row.name, row.shape, row.fan,
          [values = numbers(value_of(row, file))](const ad::Shape&, nn::Fan, ad::Key) { return values; });
    for (const nn::Untrained& row : parameters.untrained())
      started.add_untrained(row.name, row.shape, row.start);
    parameters = std::move(started);
    return network;
  }

 private:
  const ad::Tensor& value_of(const nn::Parameter& row, const std::vector<exchange::Named>& file) const {
    const auto found = std::ranges::find(file, row.name, &exchange::Named::name);
    if (found == file.end())
      throw config::DataError(
          fmt::format("{}: has no {}; expected all parameters of the network", path_, row.name));
    if (found->value.shape() != row.shape || !ad::is_real(found->value.dtype()))
      throw config::DataError(fmt::format("{}: {} has the shape {}; expected {} of real numbers", path_,
                                          row.name, ad::str(found->value.shape()), ad::str(row.shape)));
    return found->value;
  }

  std::string path_, sha256_;
  config::Choice<NetworkOptions> network_{networks(), "concat_mlp"};
};

}  // namespace

config::Row<NetworkOptions> imported_row() {
  return config::row<NetworkOptions, Imported>(
      "imported", "another network, started from the weights of a file of safetensors");
}

}  // namespace pont::options
