# Draws a figure from the numbers beside this file: gnuplot truncation.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 526,352 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1052,704 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'truncation.' . format
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
set lmargin at screen 0.140684
set rmargin at screen 0.958175
set bmargin at screen 0.136364
set tmargin at screen 0.875000
set label 'Truncation error' at screen 0.549430,0.963068 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'samplers without discretisation that stop at time ε' at screen 0.549430,0.911932 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'ε' at screen 0.549430,0.036932 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2 to the law of the data' at screen 0.030418,0.505682 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1e-06:0.10000000000000002]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [0.00013118943382387202:28.13620938027119]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.488593,0.250000 to screen 0.519011,0.250000 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'reverse SDE from N(0, I)' at screen 0.528517,0.250000 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.488593,0.210227 to screen 0.519011,0.210227 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'probability flow (ODE) from N(0, I)' at screen 0.528517,0.210227 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.488593,0.170455 to screen 0.519011,0.170455 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'both from the law of x at T' at screen 0.528517,0.170455 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'truncation.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'truncation.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'truncation.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'truncation.gp'
