# Draws a figure from the numbers beside this file: gnuplot swiss_roll_s_curve_distances.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 888,350 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1776,700 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
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
unset key
set label 'Distance of samples to the law of their end, after each iteration' at screen 0.500000,0.951429 center noenhanced front textcolor rgb '#202020' font ',14'
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
set arrow from screen 0.392568,0.788571 to screen 0.410586,0.788571 nohead front linewidth 1.4 linecolor rgb '#0072B2'
set label '' at screen 0.401577,0.788571 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'learned' at screen 0.416216,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'floor 0.828' at screen 0.470721,0.172857 right noenhanced front font ',10' textcolor rgb '#505050'
set object rectangle from graph 0, first 0.795684642666184 to graph 1, first 0.8595509071807393 behind fillcolor rgb '#505050' fillstyle solid 0.15 noborder
plot 'swiss_roll_s_curve_distances.dat' index 0 using 1:2:3 with yerrorlines pointtype 7 pointsize 0.55 linewidth 1.4 linecolor rgb '#0072B2', \
     0.8276177749234617 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

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
set arrow from screen 0.892568,0.788571 to screen 0.910586,0.788571 nohead front linewidth 1.4 linecolor rgb '#0072B2'
set label '' at screen 0.901577,0.788571 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'learned' at screen 0.916216,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'floor 0.966' at screen 0.970721,0.172857 right noenhanced front font ',10' textcolor rgb '#505050'
set object rectangle from graph 0, first 0.8845683934077115 to graph 1, first 1.0479589799044284 behind fillcolor rgb '#505050' fillstyle solid 0.15 noborder
plot 'swiss_roll_s_curve_distances.dat' index 2 using 1:2:3 with yerrorlines pointtype 7 pointsize 0.55 linewidth 1.4 linecolor rgb '#0072B2', \
     0.96626368665607 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'swiss_roll_s_curve_distances.gp'
