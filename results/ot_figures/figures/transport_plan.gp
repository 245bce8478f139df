# Draws a figure from the numbers beside this file: gnuplot transport_plan.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 464,472 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 928,944 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'transport_plan.' . format
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
set lmargin at screen 0.133621
set rmargin at screen 0.952586
set bmargin at screen 0.101695
set tmargin at screen 0.906780
set label 'The optimal plan lies on the graph of a map' at screen 0.543103,0.972458 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'line: the increasing map G⁻¹∘F; dots: coupled pairs' at screen 0.543103,0.934322 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'x' at screen 0.543103,0.027542 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'y' at screen 0.034483,0.504237 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-0.18:1]
set format x '%g'
set xtics 0.2
set yrange [-0.18:1]
set format y '%g'
set ytics 0.2
set key top right
plot 'transport_plan.dat' index 0 using 1:2 with lines linewidth 5 linecolor rgb '#E69F00' notitle, \
     'transport_plan.dat' index 1 using 1:2 with points pointtype 7 pointsize 0.22 linecolor rgb '#19000000' notitle, \
     'transport_plan.dat' index 2 using 1:2 with lines linewidth 2 linecolor rgb '#0072B2' notitle, \
     'transport_plan.dat' index 3 using 1:2 with lines linewidth 2 linecolor rgb '#D55E00' notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'transport_plan.gp'
