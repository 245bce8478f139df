// The program `pont`.
#include "experiments/cli/program.hpp"

int main(int argc, char** argv) { return pont::main(argc, argv); }
