# Draws a figure from the numbers beside this file: gnuplot exact.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 872,342 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1744,684 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'exact.' . format
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
set lmargin at screen 0.084862
set rmargin at screen 0.474771
set bmargin at screen 0.140351
set tmargin at screen 0.871345
set label 'Distance of the score from that of the prior' at screen 0.279817,0.961988 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'samples over exact' at screen 0.279817,0.909357 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'time t' at screen 0.279817,0.038012 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'ξ = E |s - s_eq|²' at screen 0.018349,0.505848 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.0007585775750291835:1.318256738556407]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [4.969423091420946e-10:1631.9482953257923]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.090596,0.216374 to screen 0.108945,0.216374 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'CLD, mixed score' at screen 0.114679,0.216374 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.090596,0.175439 to screen 0.108945,0.175439 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'VP, mixed score' at screen 0.114679,0.175439 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'exact.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'exact.dat' index 1 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#0072B2', \
     'exact.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'exact.dat' index 3 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#009E73'

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
set lmargin at screen 0.584862
set rmargin at screen 0.974771
set bmargin at screen 0.140351
set tmargin at screen 0.871345
set label 'Jacobian of the network' at screen 0.779817,0.961988 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'samples over exact' at screen 0.779817,0.909357 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'time t' at screen 0.779817,0.038012 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'root of E |∂net/∂u|²' at screen 0.518349,0.505848 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.0007585775750291835:1.318256738556407]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [8.70545455825267e-06:37.438517891458154]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.590596,0.257310 to screen 0.608945,0.257310 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'CLD, mixed score' at screen 0.614679,0.257310 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.590596,0.216374 to screen 0.608945,0.216374 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'CLD, plain score' at screen 0.614679,0.216374 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.590596,0.175439 to screen 0.608945,0.175439 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'VP, mixed score' at screen 0.614679,0.175439 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'exact.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'exact.dat' index 5 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#0072B2', \
     'exact.dat' index 6 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'exact.dat' index 7 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#D55E00', \
     'exact.dat' index 8 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'exact.dat' index 9 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#009E73'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'exact.gp'
