# Draws a figure from the numbers beside this file: gnuplot errors.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 978,360 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1956,720 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'errors.' . format
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
set label 'Errors of all samplers on Gaussian data, started from the exact law' at screen 0.500000,0.952778 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.075665
set rmargin at screen 0.351738
set bmargin at screen 0.133333
set tmargin at screen 0.827778
set label 'VP' at screen 0.213701,0.866667 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'steps' at screen 0.213701,0.036111 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'error at t = .05' at screen 0.016360,0.480556 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [20:2000]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [1e-10:10]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.276687,0.794444 to screen 0.293047,0.794444 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'order 1' at screen 0.298160,0.794444 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.276687,0.755556 to screen 0.293047,0.755556 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'order 2' at screen 0.298160,0.755556 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.276687,0.716667 to screen 0.293047,0.716667 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'order 3' at screen 0.298160,0.716667 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.276687,0.677778 to screen 0.293047,0.677778 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 'order 4' at screen 0.298160,0.677778 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'errors.dat' index 0 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 1 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 2 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 3 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 4 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 5 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 6 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 7 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 8 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 9 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 10 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 11 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 12 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 13 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 14 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 15 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 16 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 17 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 18 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 19 using 1:2 with lines linewidth 1.2 dashtype (3,2) linecolor rgb '#33009E73', \
     'errors.dat' index 20 using 1:2 with lines linewidth 1.2 dashtype (9,3,2,3) linecolor rgb '#33CC79A7'

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
set lmargin at screen 0.388548
set rmargin at screen 0.664622
set bmargin at screen 0.133333
set tmargin at screen 0.827778
set label 'VE' at screen 0.526585,0.866667 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'steps' at screen 0.526585,0.036111 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [20:2000]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [1e-10:10]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set format y ''
plot 'errors.dat' index 21 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 22 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 23 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 24 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 25 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 26 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 27 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 28 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 29 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 30 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 31 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 32 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 33 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 34 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 35 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 36 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 37 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 38 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 39 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 40 using 1:2 with lines linewidth 1.2 dashtype (3,2) linecolor rgb '#33009E73', \
     'errors.dat' index 41 using 1:2 with lines linewidth 1.2 dashtype (9,3,2,3) linecolor rgb '#33CC79A7'

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
set lmargin at screen 0.701431
set rmargin at screen 0.977505
set bmargin at screen 0.133333
set tmargin at screen 0.827778
set label 'CLD' at screen 0.839468,0.866667 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'steps' at screen 0.839468,0.036111 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [20:2000]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500, 1000, 2000)
set yrange [1e-10:10]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set format y ''
plot 'errors.dat' index 42 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 43 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 44 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 45 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 46 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 47 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 48 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 49 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 50 using 1:2 with lines linewidth 1.2 dashtype 1 linecolor rgb '#330072B2', \
     'errors.dat' index 51 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 52 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 53 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 54 using 1:2 with lines linewidth 1.2 dashtype (9,3) linecolor rgb '#33D55E00', \
     'errors.dat' index 55 using 1:2 with lines linewidth 1.2 dashtype (3,2) linecolor rgb '#33009E73', \
     'errors.dat' index 56 using 1:2 with lines linewidth 1.2 dashtype (9,3,2,3) linecolor rgb '#33CC79A7'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'errors.gp'
