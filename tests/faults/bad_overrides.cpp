// Arguments "key=value" that are none.
#include "tests/faults/inputs.hpp"

namespace pont::faults {

using namespace std::string_literals;

const std::vector<BadInput>& bad_overrides() {
  static const std::vector<BadInput> rows{
      {"=3", "command line: =3: no key before '='; expected key=value"},
      {"lr=", "command line: lr: no value after '='; expected lr=VALUE"},
      {"train.steps==3",
       "command line: train.steps: got '=='; expected one '='; did you mean train.steps=3?"},
      {"train.steps", "command line: train.steps: no '='; expected key=value"},
      {"train..steps=3",
       "command line: train..steps: an empty name; expected names separated by single dots"},
      {".train=3", "command line: .train: an empty name; expected names separated by single dots"},
      {"train.=3", "command line: train.: an empty name; expected names separated by single dots"},
      {"train.steps=", "command line: train.steps: no value after '='; expected train.steps=VALUE"},
      {"train.steps=1.5",
       "command line: train.steps: got 1.5; expected an integer at least 0 and at most 1000000000000"},
      {"train.steps=1e3",
       "command line: train.steps: got 1e3; expected an integer at least 0 and at most 1000000000000; did "
       "you mean 1000?"},
      {"train.steps=abc",
       "command line: train.steps: got abc; expected an integer at least 0 and at most 1000000000000"},
      {"train.steps=[1]",
       "command line: train.steps: got a list; expected an integer at least 0 and at most 1000000000000"},
      {"train.steps={a: 1}",
       "command line: train.steps: got a mapping; expected an integer at least 0 and at most 1000000000000"},
      {"train.steps=1 #2",
       "command line: train.steps: got 1 #2, which YAML reads as 1; expected a plain value, or text in "
       "quotes"},
      {"train.steps=1: 2",
       "command line: train.steps: got a mapping; expected an integer at least 0 and at most 1000000000000"},
      {"train={steps: 3, steps: 4}",
       "command line: train:1:12: steps: given twice; expected once (first at line 1)"},
      {"train.stepz=3", "command line: train.stepz: unknown key; expected one of: "},
      {"trian.steps=3", "command line: trian: unknown key of type score; expected one of: "},
      {"seed=1\nseed=2",
       "command line: seed:1:1: text over several lines; expected it on one line, quoted with \\n for a new "
       "line"},
      {"seed=\t1", "command line: seed:1:1: a tab; expected spaces (in quoted text write \\t)"},
      {"seed=\"1\"",
       "command line: seed: got the text \"1\"; expected an integer at least 0; did you mean 1 without "
       "quotes?"},
      {"seed='1",
       "command line: seed:1:3: not valid YAML (illegal EOF in scalar); expected key: value, indented by "
       "spaces"},
      {"seed=&a 1", "command line: seed:1:1: an anchor; expected the value itself"},
      {"seed=*a",
       "command line: seed:1:1: not valid YAML (the referenced anchor is not defined); expected key: value, "
       "indented by spaces"},
      {"seed=!!int 1", "command line: seed:1:1: a tag; expected the value itself"},
      {"seed=|",
       "command line: seed:1:1: text over several lines; expected it on one line, quoted with \\n for a new "
       "line"},
      {"seed=-", "command line: seed: got a list; expected an integer at least 0"},
      {"seed=- 1", "command line: seed: got a list; expected an integer at least 0"},
      {"seed=---", "command line: seed: no value after '='; expected seed=VALUE"},
      {"seed=9999999999999999999999",
       "command line: seed: got 9999999999999999999999, which needs more than 64 bits; expected an integer "
       "at least 0"},
      {"seed=0x1", "command line: seed: got 0x1; expected an integer at least 0"},
      {"seed=NaN", "command line: seed: got NaN; expected an integer at least 0"},
      {"seed=inf", "command line: seed: got inf; expected an integer at least 0"},
      {"data.type=", "command line: data.type: no value after '='; expected data.type=VALUE"},
      {"data.type=dimond", "command line: data.type: got dimond; expected one of: "},
      {"data=diamond", "command line: data: got diamond; expected a section (a mapping of keys to values)"},
      {"data={type: diamond, x: 1}",
       "command line: data.x: unknown key of type diamond; expected one of: type, bound, sigma"},
      {"sample.samplers=[]x",
       "command line: sample.samplers:1:3: a second document begins here; expected one"},
      {"sample.samplers[0].name=b", "command line: sample.samplers[0]: unknown key; expected one of: "},
      {"sample.samplers.0.name=b",
       "command line: sample.samplers: got a mapping; expected a list of sections (- key: value)"},
      {"sample.samplers=[{name: ../../x}]",
       "command line: sample.samplers[0].name: got ../../x; expected a name of at most 64 letters, digits, "
       "'_', '-' and '.', beginning with a letter or digit"},
      {"sample.samplers=[{name: /tmp/x}]",
       "command line: sample.samplers[0].name: got /tmp/x; expected a name of at most 64 letters, digits, "
       "'_', '-' and '.', beginning with a letter or digit"},
      {"sample.samplers=[{name: a b}]",
       "command line: sample.samplers[0].name: got a b; expected a name of at most 64 letters, digits, '_', "
       "'-' and '.', beginning with a letter or digit"},
      {"sample.samplers=[{name: \"a\\nb\"}]",
       "command line: sample.samplers[0].name: got the text \"a?b\"; expected a name of at most 64 letters, "
       "digits, '_', '-' and '.', beginning with a letter or"},
      {"sample.samplers=[{name: -rf}]",
       "command line: sample.samplers[0].name: got -rf; expected a name of at most 64 letters, digits, '_', "
       "'-' and '.', beginning with a letter or digit"},
      {"sample.samplers=[{name: a}, {name: a}]",
       "command line: sample.samplers: got two samplers of one name; expected names that differ"},
      {"train.batch=0",
       "command line: train.batch: got 0; expected an integer at least 1 and at most 100000000"},
      {"train.batch=999999999999",
       "command line: train.batch: got 999999999999; expected an integer at least 1 and at most 100000000"},
      {"train.schedule.rate=-1", "command line: train.schedule.rate: got -1; expected a number above 0"},
      {"train.schedule.rate=1,5",
       "command line: train.schedule.rate: got 1,5; expected a number above 0; did you mean 1.5?"},
      {"train.schedule.rate=.nan", "command line: train.schedule.rate: got .nan; expected a number above 0"},
      {"train.schedule.rate=1e-400",
       "command line: train.schedule.rate: got 1e-400, beyond the range of float64; expected a number above "
       "0"},
      {"train.ema=1", "command line: train.ema: got 1; expected a number at least 0 and below 1"},
      {"checkpoint.every=0", "command line: checkpoint.every: got 0; expected an integer at least 1"},
      {"threads=-1", "command line: threads: got -1; expected an integer at least 0 and at most 1024"},
      {"threads=99999", "command line: threads: got 99999; expected an integer at least 0 and at most 1024"},
      {"check_finite=yes", "command line: check_finite: got yes; expected true or false"},
      {"sde.clock.beta=-4", "command line: sde.clock.beta: got -4; expected a number above 0"},
      {"sde.clock.beta=1e400",
       "command line: sde.clock.beta: got 1e400, beyond the range of float64; expected a number above 0"},
      {"sde.type=vq", "command line: sde.type: got vq; expected one of: "},
      {"extends=a.yaml", "command line: extends: unknown key of type score; expected one of: "},
      {"type=scores", "command line: type: got scores; expected one of: score"},
      {"evaluate.cloud=1",
       "command line: evaluate.cloud: got 1; expected an integer at least 2 and at most 4000"},
      {"evaluate.likelihood_time=-1",
       "command line: evaluate.likelihood_time: got -1; expected a number above 0"},
      {"evaluate.bits.probes=-1",
       "command line: evaluate.bits.probes: got -1; expected an integer at least 0 and at most 10000"},
      {"evaluate.bits.times=0", "command line: evaluate.bits.times: got 0; expected an integer at least 1"},
      {"evaluate.bits.schedule=quadratic",
       "command line: evaluate.bits.schedule: got quadratic; expected one of: own, linear, cosine"},
      {"network.hidden=0",
       "command line: network.hidden: got 0; expected an integer at least 1 and at most 65536"},
      {"network.depth=1.0",
       "command line: network.depth: got 1.0; expected an integer at least 1 and at most 1000; did you mean "
       "1?"},
      {"network.activation=silo", "command line: network.activation: got silo; expected one of: "},
      {"\xf0\x9f\x99\x82=1", "command line: \xf0\x9f\x99\x82: unknown key of type score; expected one of: "},
      {"train.\xf0\x9f\x99\x82=1", "command line: train.\xf0\x9f\x99\x82: unknown key; expected one of: "},
      {"seed=\xff", "command line: seed:1:1: invalid UTF-8 (byte 0xff); expected UTF-8"},
      {"seed=\x01", "command line: seed:1:1: control character 0x01; expected plain text"},
      {"train.steps=3 train.batch=3",
       "command line: train.steps: got 3 train.batch=3; expected an integer at least 0 and at most "
       "1000000000000"},
      {"<<={a: 1}", "command line: <<: unknown key of type score; expected one of: "},
      {"?=1", "command line: ?: unknown key of type score; expected one of: "},
      {"seed=[", "command line: seed:1:1: a key that isn't a name; expected a word"},
      {"seed={", "command line: seed:1:1: a key that isn't a name; expected a word"},
      {"seed=]",
       "command line: seed:1:1: not valid YAML (illegal flow end); expected key: value, indented by spaces"},
      {"seed=%", "command line: seed:1:1: a YAML directive; expected keys and values only"},
      {"seed=@1",
       "command line: seed:1:1: not valid YAML (unknown token); expected key: value, indented by spaces"},
      {"seed=`1",
       "command line: seed:1:1: not valid YAML (unknown token); expected key: value, indented by spaces"},
      {"seed=\"\\q\"",
       "command line: seed:1:4: not valid YAML (unknown escape character: q); expected key: value, indented "
       "by spaces"},
  };
  return rows;
}

}  // namespace pont::faults
