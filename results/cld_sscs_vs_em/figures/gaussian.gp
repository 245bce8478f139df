# Draws a figure from the numbers beside this file: gnuplot gaussian.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,330 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1704,660 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
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
set key noenhanced Left reverse font ',10' textcolor rgb '#303030' samplen 1.4 spacing 1.1
set label 'W2 to Gaussian data, without sampling noise' at screen 0.500000,0.948485 center noenhanced front textcolor rgb '#202020' font 'sans-serif:Bold,13'
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
set key top right
plot 'gaussian.dat' index 0 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'EM', \
     'gaussian.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'SSCS', \
     'gaussian.dat' index 2 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
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
set key top right
plot 'gaussian.dat' index 3 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'EM', \
     'gaussian.dat' index 4 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'SSCS', \
     'gaussian.dat' index 5 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'SSCS, midpoint'

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'gaussian.gp'
