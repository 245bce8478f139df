// Rendering: files, identical bytes, hostile words, gnuplot missing or failing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "experiments/figures/datasets.hpp"
#include "experiments/figures/layout.hpp"
#include "experiments/figures/process.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/figures/script.hpp"
#include "figures_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string on_screen(const Figure& figure, const std::string& name) {
  const figures::Style& screen = figures::styles().front();
  return gnuplot_script(figure, name, screen, screen.formats);
}

class Render : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = fs::temp_directory_path() / ("pont_render_" + std::to_string(getpid()) + "_" + info->name());
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string read(const fs::path& path) const {
    std::ifstream file(directory_ / path, std::ios::binary);
    return (std::ostringstream() << file.rdbuf()).str();
  }
  std::string error_of(const std::string& name, const std::string& gnuplot) const {
    try {
      render(every_layer("words"), directory_, name, gnuplot);
    } catch (const std::exception& e) {
      return e.what();
    }
    return "nothing was thrown";
  }

  fs::path directory_;
};

class RenderWithGnuplot : public Render {
 protected:
  void SetUp() override {
    Render::SetUp();
    if (!run_process({"gnuplot", "--version"}, directory_).found) GTEST_SKIP() << "gnuplot is not installed";
  }
};

TEST(PagePicture, IsSharpUnlessItsDotsMakeItHeavy) {
  const auto shown = [](std::size_t dots) {
    const std::vector<double> half(dots / 2), rest(dots - dots / 2);
    return page_picture({.panels = {{.layers = {Scatter{half, half}}}, {.layers = {Scatter{rest, rest}}}}},
                        "cloud");
  };
  EXPECT_EQ(page_picture(every_layer("words"), "words"), "words.svg");
  EXPECT_EQ(shown(5000), "cloud.svg");
  EXPECT_EQ(shown(5001), "cloud.png");
}

TEST_F(RenderWithGnuplot, TheUsersLocaleDoesNotMatter) {
  const char* before = std::getenv("LC_ALL");
  const std::string saved = before ? before : "";
  setenv("LC_ALL", "C", 1);
  EXPECT_EQ(render(every_layer("words"), directory_ / "new", "figure").message, "");
  before ? setenv("LC_ALL", saved.c_str(), 1) : unsetenv("LC_ALL");
}

TEST_F(RenderWithGnuplot, LeavesFourFilesAndNoWarning) {
  const Rendering r = render(every_layer("words"), directory_ / "new", "figure");
  EXPECT_TRUE(r.drawn);
  EXPECT_EQ(r.message, "");
  EXPECT_EQ(read("new/figure.dat"), data_text(every_layer("words")));
  EXPECT_EQ(read("new/figure.gp"), on_screen(every_layer("words"), "figure"));
  EXPECT_THAT(read("new/figure.svg"), HasSubstr("</svg>"));
  EXPECT_EQ(read("new/figure.png").substr(0, 8), "\x89PNG\r\n\x1a\n");
}

TEST_F(RenderWithGnuplot, EqualFiguresGiveEqualBytes) {
  render(every_layer("words"), directory_ / "a", "figure");
  render(every_layer("words"), directory_ / "b", "figure");
  render(every_layer("word"), directory_ / "c", "figure");
  EXPECT_EQ(read("a/figure.svg"), read("b/figure.svg"));
  EXPECT_NE(read("a/figure.svg"), read("c/figure.svg"));  // the comparison can fail
}

TEST_F(RenderWithGnuplot, WordsAreDrawnAndNeverObeyed) {
  struct Row {
    const char *words, *in_svg;
  };
  for (const Row& r : {Row{"'; system 'touch pwned' #", "'; system 'touch pwned' #"},
                       {"`touch pwned`", "`touch pwned`"},
                       {"x\n!touch pwned\n", "x !touch pwned "},
                       {"\".system(\"touch pwned\").\"", ".system("},
                       {"a_b^c {/Bold x} ~@&", "a_b^c {/Bold x} ~@&amp;"},
                       {"unbalanced { ' ends in \\", "unbalanced { ' ends in \\"},
                       {"<script>", "&lt;script"},
                       {"W₂ ≤ 0.05 ± 1 %", "W₂ ≤ 0.05 ± 1 %"}}) {
    const Rendering rendering = render(every_layer(r.words), directory_, "figure");
    EXPECT_EQ(rendering.message, "") << r.words;
    EXPECT_NE(read("figure.svg").find(r.in_svg), std::string::npos) << r.words;
    EXPECT_FALSE(fs::exists(directory_ / "pwned")) << r.words;
  }
}

TEST_F(Render, WithoutGnuplotTheNumbersAreWrittenAndTheRemedyIsNamed) {
  const Rendering r = render(every_layer("words"), directory_, "figure", "no-such-gnuplot");
  EXPECT_FALSE(r.drawn);
  EXPECT_EQ(r.message,
            "'no-such-gnuplot' is not installed: the figure's numbers and script are in " +
                directory_.string() +
                "/figure.dat and figure.gp; install gnuplot-nox and run 'gnuplot figure.gp' there");
  EXPECT_EQ(read("figure.dat"), data_text(every_layer("words")));
  EXPECT_TRUE(fs::exists(directory_ / "figure.gp"));
}

TEST_F(Render, AFailingProgramIsAnErrorInItsOwnWords) {
  EXPECT_THAT(error_of("figure", "cat"),
              testing::AllOf(HasSubstr("gnuplot ended with status 1 on "), HasSubstr("figure.gp"),
                             HasSubstr("cat: invalid option")));
}

TEST_F(Render, AProgramThatDrawsNothingIsAnErrorAndOldPicturesDoNotStay) {
  std::ofstream(directory_ / "figure.svg") << "old";
  std::ofstream(directory_ / "figure.png") << "old";
  EXPECT_THAT(error_of("figure", "true"), HasSubstr("ended with status 0 on "));
  EXPECT_FALSE(fs::exists(directory_ / "figure.svg"));
}

TEST_F(RenderWithGnuplot, ASketchIsTheSamePictureAlone) {
  render(every_layer("words"), directory_ / "whole", "figure");
  const Rendering r = sketch(every_layer("words"), directory_ / "new", "figure", {});
  EXPECT_TRUE(r.drawn);
  EXPECT_EQ(r.message, "");
  EXPECT_EQ(read("new/figure.svg"), read("whole/figure.svg"));
  EXPECT_EQ(read("new/figure.dat"), read("whole/figure.dat"));
  EXPECT_TRUE(fs::exists(directory_ / "new/figure.gp"));
  EXPECT_FALSE(fs::exists(directory_ / "new/figure.png"));
  EXPECT_FALSE(fs::exists(directory_ / "new/.figure"));
}

TEST_F(Render, ASketchThatFailsLeavesTheOneBefore) {
  std::ofstream(directory_ / "figure.svg") << "old";
  EXPECT_THROW(sketch(every_layer("words"), directory_, "figure", {}, "true"), std::runtime_error);
  EXPECT_EQ(read("figure.svg"), "old");
  EXPECT_FALSE(fs::exists(directory_ / ".figure"));
  EXPECT_FALSE(sketch(every_layer("words"), directory_, "figure", {}, "no-such-gnuplot").drawn);
  EXPECT_FALSE(fs::exists(directory_ / "figure.svg"));  // not beside other numbers
  EXPECT_EQ(read("figure.dat"), data_text(every_layer("words")));
}

TEST_F(Render, NamesThatAreNotPlainAreRefused) {
  for (const char* name : {"", "../x", "a/b", "-rf", ".hidden", "a b", "a'b", "a\n", "é"})
    EXPECT_EQ(error_of(name, "gnuplot"),
              "figure name '" + std::string(name) +
                  "': expected letters, digits, '.', '_' or '-', starting with a letter or digit");
}

TEST_F(Render, AnUnwritableDirectoryIsAnError) {
  std::ofstream(directory_ / "file") << "in the way";
  EXPECT_THROW(render(every_layer("words"), directory_ / "file", "figure"), std::exception);
}

TEST_F(Render, ProcessesReportStatusAndSignal) {
  EXPECT_EQ(run_process({"sh", "-c", "echo out; echo err >&2; exit 3"}, directory_).messages, "out\nerr\n");
  EXPECT_EQ(run_process({"sh", "-c", "exit 3"}, directory_).status, 3);
  EXPECT_EQ(run_process({"sh", "-c", "kill -9 $$"}, directory_).status, 137);
  EXPECT_EQ(run_process({"pwd"}, directory_).messages, fs::canonical(directory_).string() + "\n");
  EXPECT_THROW(run_process({"pwd"}, directory_ / "absent"), std::system_error);
  const auto begin = std::chrono::steady_clock::now();  // its child keeps the pipe
  EXPECT_EQ(run_process({"sh", "-c", "sleep 30; true"}, directory_, [] { return true; }).status, 137);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(GnuplotString, QuotesAndControlCharacters) {
  EXPECT_EQ(gnuplot_string("it's"), "'it'.\"'\".'s'");
  EXPECT_EQ(gnuplot_string(std::string("a\nb\tc\0d", 7)), "'a b c d'");
  EXPECT_EQ(characters("W₂ ±"), 4u);
}

TEST(GnuplotScript, ReferencesAreDashedAndLogarithmicAxesDeclared) {
  Figure f = every_layer("words");
  f.panels[0].y.scale = Scale::log10;
  const std::string script = on_screen(f, "name");
  EXPECT_THAT(script, HasSubstr("set logscale y 10"));
  EXPECT_THAT(script, HasSubstr("0.6666666666666666 with lines linewidth 1.4 dashtype 2"));
  EXPECT_THAT(script, HasSubstr("'name.dat' index 3 using 1:2:3 with image"));
  EXPECT_THAT(script, HasSubstr("set colorbox user"));
}

// Zeros of a logarithmic axis: one triangle where a run of them begins. Errors of floors: a band.
TEST(GnuplotScript, ZerosAreMarkedAndFloorsHaveBands) {
  const Grid x = (Grid(1, 5) << 1, 2, 3, 4, 5).finished(), y = (Grid(1, 5) << 1, 0, 0, 0.5, -1).finished();
  Figure f{.panels = {{.y = {.scale = Scale::log10}, .layers = {Lines{x, y}, Reference{.value = 0.75}}}}};
  const auto marks = [&] {
    const std::string script = on_screen(f, "name"), mark = "point pointtype 11";
    int count = 0;
    for (std::size_t at = script.find(mark); at != std::string::npos; at = script.find(mark, at + 1)) ++count;
    return count;
  };
  EXPECT_EQ(marks(), 2);
  EXPECT_THAT(on_screen(f, "name"), HasSubstr("set label '' at first 2, graph 0 point pointtype 11"));
  EXPECT_THAT(on_screen(f, "name"), testing::Not(HasSubstr("set object rectangle")));
  std::get<Reference>(f.panels[0].layers[1]).error = 0.25;
  EXPECT_THAT(on_screen(f, "name"), HasSubstr("first 0.5 to graph 1, first 1 behind"));
  std::get<Reference>(f.panels[0].layers[1]).error = 2;  // a logarithmic axis has no place below 0
  EXPECT_THAT(on_screen(f, "name"), testing::Not(HasSubstr("graph 0, first -")));
  f.panels[0].y.scale = Scale::linear;
  EXPECT_EQ(marks(), 0);
}

// Dashes where two colours are to be told apart, and for the second one only.
TEST(GnuplotScript, SeriesAreDashedBesideEachOther) {
  const Grid x = (Grid(1, 2) << 0, 1).finished();
  Figure f{.panels = {{.layers = {Lines{.x = x, .y = x, .colour = figures::series_colour(1)}}}}};
  EXPECT_THAT(on_screen(f, "name"), testing::Not(HasSubstr("dashtype (")));
  f.panels[0].layers.push_back(Lines{.x = x, .y = x, .colour = figures::series_colour(0)});
  EXPECT_THAT(on_screen(f, "name"), HasSubstr("dashtype (9,3) linecolor rgb '#D55E00'"));
  EXPECT_THAT(on_screen(f, "name"), HasSubstr("dashtype 1 linecolor rgb '#0072B2'"));
}

}  // namespace
}  // namespace pont::experiments
