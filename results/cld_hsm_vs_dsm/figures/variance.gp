# Draws a figure from the numbers beside this file: gnuplot variance.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,340 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,680 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'variance.' . format
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
set label 'Variance of the gradient estimates' at screen 0.500000,0.950000 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.141176
set tmargin at screen 0.817647
set label 'eps_num 1e-06' at screen 0.280516,0.858824 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'time t' at screen 0.280516,0.038235 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'E |target - score|²' at screen 0.018779,0.479412 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [6.30957344480193e-06:1.5848931924611136]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [2.644992094457912e-06:89796.96163137622]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.092723,0.300000 to screen 0.111502,0.300000 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'denoising (DSM), exact' at screen 0.117371,0.300000 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.258824 to screen 0.111502,0.258824 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'hybrid (HSM), exact' at screen 0.117371,0.258824 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.102113,0.217647 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'denoising (DSM), measured' at screen 0.117371,0.217647 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.102113,0.176471 point pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'hybrid (HSM), measured' at screen 0.117371,0.176471 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'variance.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'variance.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'variance.dat' index 2 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#0072B2', \
     'variance.dat' index 3 using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '#D55E00'

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
set bmargin at screen 0.141176
set tmargin at screen 0.817647
set label 'eps_num 0' at screen 0.780516,0.858824 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'time t' at screen 0.780516,0.038235 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'E |target - score|²' at screen 0.518779,0.479412 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1e-05:1]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [2.4312261945048296e-06:398023.81969940383]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.592723,0.217647 to screen 0.611502,0.217647 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'denoising (DSM), exact' at screen 0.617371,0.217647 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.176471 to screen 0.611502,0.176471 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'hybrid (HSM), exact' at screen 0.617371,0.176471 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'variance.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'variance.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'variance.gp'
