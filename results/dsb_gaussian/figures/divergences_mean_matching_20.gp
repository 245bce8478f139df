# Draws a figure from the numbers beside this file: gnuplot divergences_mean_matching_20.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 912,350 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1824,700 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'divergences_mean_matching_20.' . format
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
set yrange [0.00147197283216696:0.23904736746638283]
set logscale y 10
set format y '%g'
set ytics (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
set key top right
set label 'floor 0.00225' at graph 0.985, first 0.002249650963752107 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 'divergences_mean_matching_20.dat' index 0 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'backward', \
     'divergences_mean_matching_20.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'forward', \
     0.002249650963752107 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle

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
set yrange [0.009514508496302991:0.21929225878416597]
set logscale y 10
set format y '%g'
set ytics (0.01, 0.02, 0.05, 0.1, 0.2)
set key top right
set label 'floor 0.0124' at graph 0.985, first 0.012357750902984313 right offset 0,-0.6 noenhanced front font ',10' textcolor rgb '#505050'
plot 'divergences_mean_matching_20.dat' index 3 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'backward', \
     'divergences_mean_matching_20.dat' index 4 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'forward', \
     0.012357750902984313 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050' notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'divergences_mean_matching_20.gp'
