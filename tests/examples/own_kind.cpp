// A program with a kind of experiment more: LightSB under a second name.
#include "experiments/cli/program.hpp"
#include "experiments/kinds/light_bridge/light_experiment.hpp"

int main(int argc, char** argv) {
  pont::add_kind<pont::kinds::light_bridge::LightExperiment>("second_light_bridge", "LightSB once more");
  return pont::main(argc, argv);
}
