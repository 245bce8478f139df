# Draws a figure from the numbers beside this file: gnuplot settings.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,322 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,644 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'settings.' . format
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
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.149068
set tmargin at screen 0.863354
set label 'Error of starting at t0' at screen 0.280516,0.959627 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'tolerance 1e-7' at screen 0.280516,0.903727 center noenhanced front textcolor rgb '#606060' font ',10'
set label 't0' at screen 0.280516,0.040373 center noenhanced front textcolor rgb '#202020' font ',11'
set label '|mean error|, nats' at screen 0.018779,0.506211 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1e-06:0.01]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [1e-06:1000]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.092723,0.826087 to screen 0.111502,0.826087 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'CLD, critical' at screen 0.117371,0.826087 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.782609 to screen 0.111502,0.782609 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'VP, beta 4' at screen 0.117371,0.782609 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.739130 to screen 0.111502,0.739130 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'VP, beta .1 ... 20' at screen 0.117371,0.739130 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'settings.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'settings.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'settings.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

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
set lmargin at screen 0.586854
set rmargin at screen 0.974178
set bmargin at screen 0.149068
set tmargin at screen 0.863354
set label 'Error of the solver' at screen 0.780516,0.959627 center noenhanced front textcolor rgb '#202020' font ',12'
set label 't0 = 1e-5, against the exact density at t0' at screen 0.780516,0.903727 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'relative and absolute tolerance' at screen 0.780516,0.040373 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'r.m.s. error, nats' at screen 0.518779,0.506211 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1e-07:0.001]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [1e-06:10]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.592723,0.826087 to screen 0.611502,0.826087 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'CLD, critical' at screen 0.617371,0.826087 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.782609 to screen 0.611502,0.782609 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'VP, beta 4' at screen 0.617371,0.782609 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.739130 to screen 0.611502,0.739130 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'VP, beta .1 ... 20' at screen 0.617371,0.739130 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'settings.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'settings.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'settings.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'settings.gp'
