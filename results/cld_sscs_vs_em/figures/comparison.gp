# Draws a figure from the numbers beside this file: gnuplot comparison.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 1038,618 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 2076,1236 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
set label 'CLD with the exact score on the diamond: samplers of the reverse SDE' at screen 0.500000,0.972492 center noenhanced front textcolor rgb '#202020' font 'sans-serif:Bold,13'
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
set key top right
plot 'comparison.dat' index 0 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'EM', \
     'comparison.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'SSCS', \
     'comparison.dat' index 2 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'SSCS, midpoint'

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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
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
set key top right
set label 'of the data' at graph 0.985, first 0.04 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 0.04 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle, \
     'comparison.dat' index 4 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     'comparison.dat' index 5 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     'comparison.dat' index 6 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle

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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
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
set key top right
plot 'comparison.dat' index 7 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     'comparison.dat' index 8 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     'comparison.dat' index 9 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle

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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
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
set key top right
plot 'comparison.dat' index 10 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     'comparison.dat' index 11 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     'comparison.dat' index 12 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle

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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
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
set key top right
set label 'of the data' at graph 0.985, first 0.04 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 0.04 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle, \
     'comparison.dat' index 14 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     'comparison.dat' index 15 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     'comparison.dat' index 16 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle

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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
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
set key top right
plot 'comparison.dat' index 17 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     'comparison.dat' index 18 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     'comparison.dat' index 19 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'comparison.gp'
