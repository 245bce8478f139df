# Draws a figure from the numbers beside this file: gnuplot ordering.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 526,352 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1052,704 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'ordering.' . format
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
set label 'The SDE is nearer than the ODE at every eigenvalue' at screen 0.549430,0.963068 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'error of the SDE / error of the ODE at time t, both from N(0, I)' at screen 0.549430,0.911932 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'eigenvalue λ' at screen 0.549430,0.036932 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'ratio of |√v − √exact|' at screen 0.030418,0.505682 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [3.218489718845095e-06:442.90658569335915]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [1e-10:10]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.818631,0.289773 to screen 0.849049,0.289773 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 't = 0.8' at screen 0.858555,0.289773 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.818631,0.250000 to screen 0.849049,0.250000 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 't = 0.6' at screen 0.858555,0.250000 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.818631,0.210227 to screen 0.849049,0.210227 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 't = 0.3' at screen 0.858555,0.210227 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.818631,0.170455 to screen 0.849049,0.170455 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 't = 0' at screen 0.858555,0.170455 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'equal' at screen 0.950570,0.786544 right noenhanced front font ',10' textcolor rgb '#505050'
plot 1 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050', \
     'ordering.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'ordering.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'ordering.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'ordering.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'ordering.gp'
