# Draws a figure from the numbers beside this file: gnuplot mixing.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 526,362 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1052,724 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'mixing.' . format
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
set bmargin at screen 0.132597
set tmargin at screen 0.878453
set label 'How far the law at t is from the prior' at screen 0.549430,0.964088 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'diamond, β = 4, M = 1/4' at screen 0.549430,0.914365 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'Γ / √M (critical at 2)' at screen 0.549430,0.035912 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'KL(p_t, prior), nats' at screen 0.030418,0.505525 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.5:7.999999999999999]
set logscale x 10
set format x '%g'
set xtics (0.5, 1, 2, 5)
set yrange [1.2199691348855557e-13:1.329948013006507]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.150190,0.281768 to screen 0.180608,0.281768 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 't = 0.25' at screen 0.190114,0.281768 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.150190,0.243094 to screen 0.180608,0.243094 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 't = 0.5' at screen 0.190114,0.243094 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.150190,0.204420 to screen 0.180608,0.204420 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 't = 0.75' at screen 0.190114,0.204420 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.150190,0.165746 to screen 0.180608,0.165746 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 't = 1' at screen 0.190114,0.165746 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'mixing.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'mixing.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'mixing.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'mixing.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'mixing.gp'
