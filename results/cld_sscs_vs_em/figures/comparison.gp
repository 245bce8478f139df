# Draws a figure from the numbers beside this file: gnuplot comparison.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 1038,618 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 2076,1236 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'comparison.' . format
set encoding utf8
set multiplot

reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
set label 'CLD with the exact score on the diamond: samplers of the reverse SDE' at screen 0.500000,0.972492 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.071291
set rmargin at screen 0.312139
set bmargin at screen 0.550162
set tmargin at screen 0.873786
set label 'outliers' at screen 0.191715,0.923948 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'uniform grid' at screen 0.191715,0.894822 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'evaluations of the score' at screen 0.191715,0.493528 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'share beyond 5 sigma' at screen 0.015414,0.711974 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:2500]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [5.792284555296418e-05:1.547575902810815]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.199615,0.854369 to screen 0.215029,0.854369 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'EM' at screen 0.219846,0.854369 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.199615,0.831715 to screen 0.215029,0.831715 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'SSCS' at screen 0.219846,0.831715 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.199615,0.809061 to screen 0.215029,0.809061 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'SSCS, midpoint' at screen 0.219846,0.809061 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at first 275, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#0072B2' front
set label '' at first 200, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#D55E00' front
set label '' at first 500, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#009E73' front
plot 'comparison.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'comparison.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'comparison.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
set lmargin at screen 0.404624
set rmargin at screen 0.645472
set bmargin at screen 0.550162
set tmargin at screen 0.873786
set label 'width of a mode' at screen 0.525048,0.923948 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'uniform grid' at screen 0.525048,0.894822 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'evaluations of the score' at screen 0.525048,0.493528 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'standard deviation in a mode' at screen 0.348748,0.711974 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:2500]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [0.025586793368247245:0.11304386444052628]
set logscale y 10
set format y '%g'
set ytics (0.05, 0.1)
set label 'of the data' at screen 0.408478,0.635351 left noenhanced front font ',10' textcolor rgb '#505050'
plot 0.04 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050', \
     'comparison.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'comparison.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'comparison.dat' index 6 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
set lmargin at screen 0.737958
set rmargin at screen 0.978805
set bmargin at screen 0.550162
set tmargin at screen 0.873786
set label 'sliced W2' at screen 0.858382,0.923948 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'uniform grid' at screen 0.858382,0.894822 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'evaluations of the score' at screen 0.858382,0.493528 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'sliced W2 to data' at screen 0.682081,0.711974 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:2500]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [0.019123653710766585:3.39476537155013]
set logscale y 10
set format y '%g'
set ytics (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
plot 'comparison.dat' index 7 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'comparison.dat' index 8 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'comparison.dat' index 9 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
set lmargin at screen 0.071291
set rmargin at screen 0.312139
set bmargin at screen 0.077670
set tmargin at screen 0.401294
set label 'outliers' at screen 0.191715,0.451456 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'quadratic grid' at screen 0.191715,0.422330 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'evaluations of the score' at screen 0.191715,0.021036 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'share beyond 5 sigma' at screen 0.015414,0.239482 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:2500]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [5.8544941504727676e-05:1.2814087446639928]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set label '' at first 200, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#0072B2' front
set label '' at first 100, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#D55E00' front
set label '' at first 100, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#009E73' front
set label '' at first 2000, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#009E73' front
plot 'comparison.dat' index 10 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'comparison.dat' index 11 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'comparison.dat' index 12 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
set lmargin at screen 0.404624
set rmargin at screen 0.645472
set bmargin at screen 0.077670
set tmargin at screen 0.401294
set label 'width of a mode' at screen 0.525048,0.451456 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'quadratic grid' at screen 0.525048,0.422330 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'evaluations of the score' at screen 0.525048,0.021036 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'standard deviation in a mode' at screen 0.348748,0.239482 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:2500]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [0.031206274925740317:0.11218163424769965]
set logscale y 10
set format y '%g'
set ytics (0.05, 0.1)
set label 'of the data' at screen 0.641618,0.152598 right noenhanced front font ',10' textcolor rgb '#505050'
plot 0.04 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050', \
     'comparison.dat' index 14 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'comparison.dat' index 15 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'comparison.dat' index 16 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

reset
set minussign
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics out nomirror scale 0.4 font ',10' textcolor rgb '#303030'
set xtics offset 0,0.35
set ytics offset 0.5,0
set cbtics offset -0.8,0
set grid linetype 1 linewidth 0.6 linecolor rgb '#E4E4E4'
set style fill solid 1.0 noborder
set errorbars small
set pointintervalbox 0
unset key
set lmargin at screen 0.737958
set rmargin at screen 0.978805
set bmargin at screen 0.077670
set tmargin at screen 0.401294
set label 'sliced W2' at screen 0.858382,0.451456 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'quadratic grid' at screen 0.858382,0.422330 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'evaluations of the score' at screen 0.858382,0.021036 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'sliced W2 to data' at screen 0.682081,0.239482 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:2500]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [0.016822477328974093:0.8551320815086948]
set logscale y 10
set format y '%g'
set ytics (0.02, 0.05, 0.1, 0.2, 0.5)
plot 'comparison.dat' index 17 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'comparison.dat' index 18 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'comparison.dat' index 19 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'comparison.gp'
