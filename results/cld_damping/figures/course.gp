# Draws a figure from the numbers beside this file: gnuplot course.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,296 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,592 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'course.' . format
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
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.162162
set tmargin at screen 0.905405
set label 'diamond' at screen 0.280516,0.952703 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'training step' at screen 0.280516,0.043919 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'loss above the Bayes loss' at screen 0.018779,0.533784 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1000:30000.00000000001]
set logscale x 10
set format x '%g'
set xtics (1000, 2000, 5000, 10000, 20000)
set yrange [3.9567372722585e-06:0.04475725579082038]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.092723,0.297297 to screen 0.111502,0.297297 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'under-damped, Γ = 1 √M' at screen 0.117371,0.297297 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.250000 to screen 0.111502,0.250000 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'critical, Γ = 2 √M' at screen 0.117371,0.250000 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.202703 to screen 0.111502,0.202703 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'over-damped, Γ = 4 √M' at screen 0.117371,0.202703 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at first 20000, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#D55E00' front
plot 'course.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'course.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'course.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

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
set bmargin at screen 0.162162
set tmargin at screen 0.905405
set label 'diamond' at screen 0.780516,0.952703 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'training step' at screen 0.780516,0.043919 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'NLL above the entropy, nats' at screen 0.518779,0.533784 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1000:30000.00000000001]
set logscale x 10
set format x '%g'
set xtics (1000, 2000, 5000, 10000, 20000)
set yrange [0.015874210865149254:3.330042278534058]
set logscale y 10
set format y '%g'
set ytics (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
set arrow from screen 0.592723,0.297297 to screen 0.611502,0.297297 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'under-damped, Γ = 1 √M' at screen 0.617371,0.297297 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.250000 to screen 0.611502,0.250000 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'critical, Γ = 2 √M' at screen 0.617371,0.250000 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.202703 to screen 0.611502,0.202703 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'over-damped, Γ = 4 √M' at screen 0.617371,0.202703 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'course.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'course.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'course.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'course.gp'
