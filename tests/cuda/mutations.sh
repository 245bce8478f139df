#!/usr/bin/env bash
# usage: mutations.sh BUILD [PATTERN]: puts one fault after the other into the CUDA backend, and shows which test finds it.
# Needs the target cuda_emulated_tests built with ninja in BUILD. The source tree is left alone.
set -euo pipefail
build=$(realpath "$1")
root=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$build"

# kind; file of autodiff/cuda; what sed does to it
mutations() {
  cat <<'LIST'
synchronisation;reduce.cu;/void row_sums/,/^}/ s/__syncthreads();//
synchronisation;reduce.cu;/void column_sums/,/^}/ s/__syncthreads();//
synchronisation;move.cu;/void check_kernel/,/^}/ s/__syncthreads();//
synchronisation;move.cu;/void scatter_kernel/,/^}/ {0,/__syncthreads/ s/__syncthreads();/;/}
synchronisation;move.cu;/void scatter_kernel/,/^}/ {/part\[threadIdx.x\] = index/,/__syncthreads/ s/__syncthreads();/;/}
synchronisation;reduce.cu;s/__shfl_down_sync(every_lane, s, step)/__shfl_down_sync(every_lane \/ 2, s, step)/
synchronisation;staging.cpp;/void Uploads::copy/,/^}/ s/require(cudaEventSynchronize.*$//
synchronisation;staging.cpp;/Fault finish_download/,/^}/ s/require(cudaEventSynchronize.*$//
synchronisation;backend.cpp;s/require(cublasSetStream(blas_.get(), stream_.get()),/require(cublasSetStream(blas_.get(), nullptr),/
synchronisation;graph.cpp;s/Graphs::~Graphs() { .* }/Graphs::~Graphs() {}/
off by one;move.cu;/void copy_kernel/,/^}/ s/i >= walk.n/i > walk.n/
off by one;move.cu;/void fill_kernel/,/^}/ s/i < n/i <= n/
off by one;move.cu;/void convert_kernel/,/^}/ s/i < n/i <= n/
off by one;move.cu;/void gather_kernel/,/^}/ s/i >= n/i > n/
off by one;move.cu;/void scatter_kernel/,/^}/ s/k < n; ++k/k <= n; ++k/
off by one;move.cu;/void scatter_kernel/,/^}/ s/if (column < row) y/if (column <= row) y/
off by one;move.cu;s/index >= 0 \&\& index < rows/index >= 0 \&\& index <= rows/
off by one;chain.cu;s/element >= code.n/element > code.n/
off by one;draw.cu;s/at >= 0 \&\& at < n/at >= 0 \&\& at <= n/
off by one;draw.cu;s/at >= 0 \&\& at < n/at >= -1 \&\& at < n/
off by one;draw.cu;s/per_block<T> + 2;/per_block<T>;/
off by one;reduce.cu;/void row_sums/,/^}/ s/n < from + length ? n/n < from + length ? n + 1/
off by one;reduce.cu;/void row_sums/,/^}/ s/i < to;/i < to - 1;/
off by one;reduce.cu;/void column_sums/,/^}/ s/column < inner \&\& i < to/column <= inner \&\& i < to/
off by one;reduce.cu;/void maximum_kernel/,/^}/ s/i < n; i += warp/i <= n; i += warp/
off by one;reduce.cu;/void running_sums/,/^}/ s/line >= columns/line > columns/
uninitialised;reduce.cu;/void row_sums/,/^}/ s/y\[blockIdx.x\] = sum/y[blockIdx.x] += sum/
uninitialised;reduce.cu;s/threadIdx.x < blockDim.x \/ warp ? of_warp/threadIdx.x < warps ? of_warp/
uninitialised;reduce.cu;s/parts > 1 ? partial : y, stream/y, stream/
uninitialised;reduce.cu;/void running_sums/,/^}/ s/= sum += x/+= sum += x/
uninitialised;move.cu;/void scatter_kernel/,/^}/ s/+ column\] = sum/+ column] += sum/
uninitialised;move.cu;/void gather_kernel/,/^}/ s/y\[i\] = names/y[i] += names/
uninitialised;chain.cu;s/registers.write(spread.target/if (element > 0) registers.write(spread.target/
uninitialised;gemm.cpp;s/if (v.K == 0) return require.*$/if (v.K == 0) return;/
uninitialised;gemm.cpp;s/T beta = 0/T beta = 1/
leading dimension;gemm.cpp;s/v.transpose_b ? k : n/n/
leading dimension;gemm.cpp;s/v.transpose_b ? k : n/k/
leading dimension;gemm.cpp;s/v.transpose_a ? m : k/m/
leading dimension;gemm.cpp;s/v.transpose_a ? m : k/k/
leading dimension;gemm.cpp;s/y, n, v.M \* v.N/y, m, v.M * v.N/
leading dimension;gemm.cpp;s/v.K \* v.N, a,/v.M * v.N, a,/
off by one;window.cu;s/i >= n/i > n/
off by one;gemm.cpp;s/std::min(most, w.rows() - from)/most/
uninitialised;gemm.cpp;s/from > 0 ? T(1) : T(0)/T(1)/
uninitialised;window.cu;s/at_y < 0 || at_x < 0/at_y < 0/
other;gemm.cpp;s/from > 0 ? T(1) : T(0)/T(0)/
other;gemm.cpp;s/b + from \* v.N/b/
other;verbs.cpp;s/ChainInput::Kind::scalar ? 0 : 1/ChainInput::Kind::scalar ? 1 : 1/
other;backend.cpp;s/precision == Precision::tf32 ? CUBLAS_TF32/true ? CUBLAS_TF32/
other;backend.cpp;s/require(cublasSetWorkspace.*$//
other;backend.cpp;s/forget(cudaFree(memory));/if (!memory) &/
LIST
}

# The command that ninja would run for an output, with other names in it.
command_for() { ninja -t commands "$1" | tail -n 1 | sed 's/ && cd .*//; s/^: && //'; }

caught=0 missed=0
link=$(command_for tests/cuda/cuda_emulated_tests)
while IFS=';' read -r kind file change; do
  [[ "$kind $file $change" == *${2-}* ]] || continue
  object=tests/cuda/CMakeFiles/pont_cuda_emulated.dir/__/__/autodiff/cuda/$file.o
  sed "$change" "$root/autodiff/cuda/$file" > "$work/$file"
  found='NOT FOUND'
  if cmp -s "$root/autodiff/cuda/$file" "$work/$file"; then
    found='NOT APPLIED: the source has changed'
  else
    compile=$(command_for "$object")
    compile=${compile//$object/$work/mutated.o}
    compile=${compile//-c $root\/autodiff\/cuda\/$file/-c $work/$file}
    if ! eval "$compile -I$root/autodiff/cuda" > "$work/log" 2>&1; then
      found="the compiler: $(grep -m 1 -o 'error: .*' "$work/log")"
    else
      eval "${link//-o tests\/cuda\/cuda_emulated_tests/$work/mutated.o -o $work/tests}" > "$work/log" 2>&1
      for seed in 0 1 2; do
        code=0
        PONT_CUDA_SEED=$seed timeout 120 "$work/tests" --gtest_fail_fast > "$work/log" 2>&1 || code=$?
        ((code == 0)) || break
      done
      if ((code != 0)); then
        found=$(grep -m 1 -oP '\[  FAILED  \] \K[A-Za-z.]+' "$work/log" || echo "exit code $code")
        found+=": $(grep -m 1 -oP '^emulated device: \K.*' "$work/log" || echo 'other values')"
      fi
    fi
  fi
  [[ $found == NOT* ]] && missed=$((missed + 1)) || caught=$((caught + 1))
  printf '%s: %s: %s\n    %s\n' "$kind" "$file" "$change" "${found:0:230}"
done < <(mutations)
printf '%d faults found, %d not\n' "$caught" "$missed"
((missed == 0))
