# Draws a figure from the numbers beside this file: gnuplot ell.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 526,352 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1052,704 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'ell.' . format
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
set lmargin at screen 0.140684
set rmargin at screen 0.958175
set bmargin at screen 0.136364
set tmargin at screen 0.875000
set label 'Size of the target, ell' at screen 0.549430,0.963068 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'hybrid score matching' at screen 0.549430,0.911932 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'time t' at screen 0.549430,0.036932 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'ell' at screen 0.030418,0.505682 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1e-07:1]
set logscale x 10
set format x '10^{%T}'
set xtics 10
set yrange [0.37758570308125006:3140.633511344678]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set key top right
plot 'ell.dat' index 0 using 1:2 with lines linewidth 5 linecolor rgb '#808C8C8C' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#8C8C8C' title '√(3 / (2 Γ β t))', \
     'ell.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'eps_num 0', \
     'ell.dat' index 2 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'eps_num 1e-09', \
     'ell.dat' index 3 using 1:2 with lines linewidth 1.8 linecolor rgb '#CC79A7' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#CC79A7' title 'eps_num 1e-06'

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'ell.gp'
