# Draws a figure from the numbers beside this file: gnuplot gaussian.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,330 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,660 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'gaussian.' . format
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
set label 'W2 to Gaussian data, without sampling noise' at screen 0.500000,0.948485 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.145455
set tmargin at screen 0.812121
set label 'uniform grid' at screen 0.280516,0.854545 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'evaluations of the score' at screen 0.280516,0.039394 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2' at screen 0.018779,0.478788 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [10:2000.0000000000002]
set logscale x 10
set format x '%g'
set xtics (10, 20, 50, 100, 200, 500, 1000, 2000)
set yrange [5.9264920737101275e-05:21.508634279766166]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.337089,0.775758 to screen 0.355869,0.775758 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'EM' at screen 0.361737,0.775758 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.337089,0.733333 to screen 0.355869,0.733333 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'SSCS' at screen 0.361737,0.733333 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.337089,0.690909 to screen 0.355869,0.690909 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'SSCS, midpoint' at screen 0.361737,0.690909 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'gaussian.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'gaussian.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'gaussian.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

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
set bmargin at screen 0.145455
set tmargin at screen 0.812121
set label 'quadratic grid' at screen 0.780516,0.854545 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'evaluations of the score' at screen 0.780516,0.039394 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2' at screen 0.518779,0.478788 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [10:2000.0000000000002]
set logscale x 10
set format x '%g'
set xtics (10, 20, 50, 100, 200, 500, 1000, 2000)
set yrange [1.2194977117769365e-05:37.66474117518941]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.837089,0.775758 to screen 0.855869,0.775758 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'EM' at screen 0.861737,0.775758 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.837089,0.733333 to screen 0.855869,0.733333 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'SSCS' at screen 0.861737,0.733333 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.837089,0.690909 to screen 0.855869,0.690909 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'SSCS, midpoint' at screen 0.861737,0.690909 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'gaussian.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'gaussian.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'gaussian.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'gaussian.gp'
