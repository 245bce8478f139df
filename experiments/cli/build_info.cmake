# Writes build_info.cpp when commit or uncommitted changes differ from the last build.
# Run as: cmake -DSOURCE=... -DOUTPUT=... -DPONT_YAML_CPP=... -P build_info.cmake
execute_process(COMMAND git -C ${SOURCE} rev-parse HEAD OUTPUT_VARIABLE PONT_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE
  ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(PONT_COMMIT unknown)
endif()
execute_process(COMMAND git -C ${SOURCE} diff HEAD -- autodiff nn sde losses experiments CMakeLists.txt
  OUTPUT_VARIABLE changes ERROR_QUIET)
set(PONT_DIFF "")
if(changes)
  string(SHA256 PONT_DIFF "${changes}")
endif()
configure_file(${SOURCE}/experiments/cli/build_info.cpp.in ${OUTPUT} @ONLY)
