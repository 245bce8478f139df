# Draws a figure from the numbers beside this file: gnuplot swiss_roll_s_curve_distances.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 888,350 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1776,700 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'swiss_roll_s_curve_distances.' . format
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
set label 'Distance of samples to the law of their end, after each iteration' at screen 0.500000,0.951429 center noenhanced front textcolor rgb '#202020' font 'sans-serif:Bold,13'
set lmargin at screen 0.069820
set rmargin at screen 0.475225
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'backward: samples of the data' at screen 0.272523,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'iteration' at screen 0.272523,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W₂' at screen 0.018018,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.64:10.36]
set format x '%g'
set xtics 2
set yrange [0.6248586483867665:3.057968166827109]
set format y '%g'
set ytics 0.5
set key top right
set label 'floor 0.828' at graph 0.985, first 0.8276177749234617 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 'swiss_roll_s_curve_distances.dat' index 0 using 1:2:3 with yerrorlines pointtype 7 pointsize 0.55 linewidth 1.4 linecolor rgb '#0072B2' title 'learned', \
     0.8276177749234617 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle

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
set lmargin at screen 0.569820
set rmargin at screen 0.975225
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'forward: samples of the prior' at screen 0.772523,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'iteration' at screen 0.772523,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W₂' at screen 0.518018,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.64:10.36]
set format x '%g'
set xtics 2
set yrange [0.6030147947732043:4.962001497367592]
set format y '%g'
set ytics 1
set key top right
set label 'floor 0.966' at graph 0.985, first 0.96626368665607 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 'swiss_roll_s_curve_distances.dat' index 2 using 1:2:3 with yerrorlines pointtype 7 pointsize 0.55 linewidth 1.4 linecolor rgb '#0072B2' title 'learned', \
     0.96626368665607 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'swiss_roll_s_curve_distances.gp'
