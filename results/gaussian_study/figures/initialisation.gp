# Draws a figure from the numbers beside this file: gnuplot initialisation.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 526,352 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1052,704 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'initialisation.' . format
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
set label 'Initialisation error along the integration time' at screen 0.549430,0.963068 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'samplers without discretisation, started from N(0, I)' at screen 0.549430,0.911932 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'time t (sampling runs from right to left)' at screen 0.549430,0.036932 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2 to the law of x at t' at screen 0.030418,0.505682 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0:1]
set format x '%g'
set xtics 0.1
set yrange [8.022038647700597e-05:0.10729295885559638]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.641825,0.840909 to screen 0.672243,0.840909 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'reverse SDE' at screen 0.681749,0.840909 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.641825,0.801136 to screen 0.672243,0.801136 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'probability flow (ODE)' at screen 0.681749,0.801136 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'initialisation.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'initialisation.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'initialisation.gp'
