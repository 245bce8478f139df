// Where main begins: what the loader and the libraries of others allocate before it is nothing that a program
// can survive by its own means.
#include <dlfcn.h>

#include "tests/faults/injector/plan.hpp"

namespace {

using Main = int (*)(int, char**, char**);
Main program;

int watched_main(int argc, char** argv, char** environment) {
  pont::faults::main_begins();
  return program(argc, argv, environment);
}

}  // namespace

extern "C" int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                                 void (*loader_fini)(), void* stack_end) {
  program = main;
  const auto real = reinterpret_cast<decltype(&__libc_start_main)>(::dlsym(RTLD_NEXT, "__libc_start_main"));
  return real(watched_main, argc, argv, init, fini, loader_fini, stack_end);
}
