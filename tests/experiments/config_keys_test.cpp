// Unknown, misplaced and missing keys and sections: the exact message for each.
#include "tests/experiments/config_refusal.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

const Refusal refusals[] = {
    {"unknown", "@ok learning_rte: 1\n",
     "3:1: learning_rte: unknown key; expected one of: @top; did you mean train.learning_rate?"},
    {"unknown_near", "@ok train: {learning_rte: 1}\n",
     "3:9: train.learning_rte: unknown key; expected one of: @train; did you mean learning_rate?"},
    {"unknown_far", "@ok zzzzzz: 1\n", "3:1: zzzzzz: unknown key; expected one of: @top"},
    {"wrong_level", "@ok learning_rate: 1\n",
     "3:1: learning_rate: unknown key; expected one of: @top; did you mean to put it under train?"},
    {"wrong_level_top", "@ok train: {hidden: [1]}\n",
     "3:9: train.hidden: unknown key; expected one of: @train; did you mean to put it at the top level?"},
    {"dotted", "@ok train.steps: 5\n",
     "3:1: train.steps: unknown key; expected one of: @top; did you mean to nest it, as train: {steps: "
     "...}?"},
    {"swap", "@ok hiddne: [1]\n", "3:1: hiddne: unknown key; expected one of: @top; did you mean hidden?"},
    {"case", "@ok Seed: 7\n", "3:1: Seed: unknown key; expected one of: @top; did you mean seed?"},
    {"extend", "@ok extend: base.yaml\n",
     "3:1: extend: unknown key; expected one of: @top; did you mean extends?"},
    {"other_type", "@ok sde: {type: vp, mass: 1}\n",
     "3:17: sde.mass: unknown key of type vp; expected one of: type, beta_min, beta_max; it belongs to "
     "sde.type = cld"},
    {"unknown_type", "@ok sde: {type: vpp}\n",
     "3:13: sde.type: got vpp; expected one of: vp, cld; did you mean vp?"},
    {"unknown_type_far", "@ok sde: {type: gauss}\n", "3:13: sde.type: got gauss; expected one of: vp, cld"},
    {"type_list", "@ok sde: {type: [vp]}\n", "3:13: sde.type: got a list; expected one of: vp, cld"},
    {"type_misspelled", "@ok sde: {tipe: vp}\n",
     "3:7: sde.tipe: unknown key of type vp; expected one of: type, beta_min, beta_max; did you mean type?"},
    {"choice_scalar", "@ok sde: vp\n", "3:6: sde: got vp; expected a section (a mapping of keys to values)"},
    {"choice_empty", "@ok sde:\n",
     "3:1: sde: got no value; expected a section (a mapping of keys to values)"},
    {"section_list", "@ok train: [1]\n",
     "3:8: train: got a list; expected a section (a mapping of keys to values)"},
    {"section_empty", "@ok train:\n",
     "3:1: train: got no value; expected a section (a mapping of keys to values)"},
    {"section_null", "@ok train: null\n",
     "3:1: train: got no value; expected a section (a mapping of keys to values)"},
    {"missing_required", "solver: {type: em}\n", "1:1: seed: missing; expected an integer at least 0"},
    {"missing_misspelled", "sedd: 7\nsolver: {type: em}\n",
     "1:1: sedd: unknown key; expected one of: @top; did you mean seed?"},
    {"missing_choice", "seed: 7\n", "1:1: solver.type: missing; expected one of: em, rk45, corrected"},
    {"choice_without_type", "seed: 7\nsolver: {steps: 5}\n",
     "2:10: solver.steps: unknown key; expected one of: type; it belongs to solver.type = em"},
    {"choice_tipe", "seed: 7\nsolver: {tipe: em}\n",
     "2:10: solver.tipe: unknown key; expected one of: type; did you mean type?"},
    {"missing_in_alternative", "seed: 7\nsolver: {type: rk45}\n",
     "2:9: solver.tolerance: missing; expected a number at least 1e-14 and below 1"},
    {"missing_in_alternative_block", "seed: 7\nsolver:\n  type: corrected\n  predictor:\n    type: rk45\n",
     "5:5: solver.predictor.tolerance: missing; expected a number at least 1e-14 and below 1"},
    {"missing_in_item", "@ok mixture:\n  - weight: 1\n",
     "4:5: mixture[0].mean: missing; expected a list of numbers"},
    {"umlaut_column", "@ok \"ä\": {}\n", "3:1: ä: unknown key; expected one of: @top"},
    {"extends_number", "@ok train: {extends: x}\n",
     "3:9: train.extends: unknown key; expected one of: @train"},
    {"long_name", "@ok name_that_is_much_longer_than_every_known_name_and_even_longer_than_sixty_bytes: 1\n",
     "3:1: name_that_is_much_longer_than_every_known_name_and_even_long...: unknown key; expected one of: "
     "@top"},
    {"newline_key", "@ok \"a\\nb\": 1\n", "3:1: a?b: unknown key; expected one of: @top"},
    {"crlf", "@ok name: x\r\nhidden: [1]\r\ntrain:\r\n  stepss: 3\r\n",
     "6:3: train.stepss: unknown key; expected one of: @train; did you mean steps?"},
};

INSTANTIATE_TEST_SUITE_P(Keys, Refused, testing::ValuesIn(refusals), refusal_name);

}  // namespace
}  // namespace pont::experiments::sample
