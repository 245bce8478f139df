# Draws a figure from the numbers beside this file: gnuplot discrete_bridge.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 848,432 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1696,864 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'discrete_bridge.' . format
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
set lmargin at screen 0.073113
set rmargin at screen 0.474057
set bmargin at screen 0.111111
set tmargin at screen 0.898148
set label 'On a line, over time' at screen 0.273585,0.969907 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'colour: law at time t, scaled to 1; lines: exact paths' at screen 0.273585,0.928241 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'time t' at screen 0.273585,0.030093 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'x' at screen 0.018868,0.504630 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0:1]
set format x '%g'
set xtics 0.2
set yrange [-2.6:2.6]
set format y '%g'
set ytics 1
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:1]
set format cb '%g'
set cbtics 0.2
set format cb ''
unset colorbox
set key top right
plot 'discrete_bridge.dat' index 0 using 1:2:3 with image notitle, \
     'discrete_bridge.dat' index 1 using 1:2 with lines linewidth 0.9 linecolor rgb '#33FFFFFF' notitle

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
set lmargin at screen 0.573113
set rmargin at screen 0.974057
set bmargin at screen 0.111111
set tmargin at screen 0.898148
set label 'In the plane' at screen 0.773585,0.969907 center noenhanced front textcolor rgb '#202020' font ',12'
set label '120 exact paths from 6 points to 15' at screen 0.773585,0.928241 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'x₁' at screen 0.773585,0.030093 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'x₂' at screen 0.518868,0.504630 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-2.7:2.7]
set format x '%g'
set xtics 1
set yrange [-2.7:2.7]
set format y '%g'
set ytics 1
set key top right
plot 'discrete_bridge.dat' index 2 using 1:2 with lines linewidth 0.6 linecolor rgb '#808C8C8C' notitle, \
     'discrete_bridge.dat' index 3 using 1:2 with points pointtype 7 pointsize 1.1 linecolor rgb '#0072B2' notitle, \
     keyentry with points pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' title 'start', \
     'discrete_bridge.dat' index 4 using 1:2 with points pointtype 7 pointsize 1.1 linecolor rgb '#D55E00' notitle, \
     keyentry with points pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' title 'end'

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'discrete_bridge.gp'
