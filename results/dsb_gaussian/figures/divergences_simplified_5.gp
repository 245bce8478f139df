# Draws a figure from the numbers beside this file: gnuplot divergences_simplified_5.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 912,350 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1824,700 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'divergences_simplified_5.' . format
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
set label 'Mean KL of all states to the Schrödinger bridge, Gaussian fits' at screen 0.500000,0.951429 center noenhanced front textcolor rgb '#202020' font 'sans-serif:Bold,13'
set lmargin at screen 0.081140
set rmargin at screen 0.475877
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'diagonal' at screen 0.278509,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'iteration' at screen 0.278509,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'KL, nats' at screen 0.017544,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1:8]
set format x '%g'
set xtics 1
set yrange [0.00024211172575465517:0.050446903357416376]
set logscale y 10
set format y '%g'
set ytics (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
set key top right
set label 'floor 0.000378' at graph 0.985, first 0.00037779022272042823 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 'divergences_simplified_5.dat' index 0 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'backward', \
     'divergences_simplified_5.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'forward', \
     0.00037779022272042823 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle

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
set lmargin at screen 0.581140
set rmargin at screen 0.975877
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'full covariance' at screen 0.778509,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'iteration' at screen 0.778509,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'KL, nats' at screen 0.517544,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1:8]
set format x '%g'
set xtics 1
set yrange [0.0006393365511562313:0.04826224927747885]
set logscale y 10
set format y '%g'
set ytics (0.001, 0.002, 0.005, 0.01, 0.02)
set key top right
set label 'floor 0.000917' at graph 0.985, first 0.0009166834051576845 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 'divergences_simplified_5.dat' index 3 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'backward', \
     'divergences_simplified_5.dat' index 4 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'forward', \
     0.0009166834051576845 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'divergences_simplified_5.gp'
