# Draws a figure from the numbers beside this file: gnuplot divergences_simplified_5.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 912,350 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1824,700 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
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
unset key
set label 'Mean KL of all states to the Schrödinger bridge, Gaussian fits' at screen 0.500000,0.951429 center noenhanced front textcolor rgb '#202020' font ',14'
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
set arrow from screen 0.388596,0.788571 to screen 0.406140,0.788571 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'backward' at screen 0.411623,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.388596,0.748571 to screen 0.406140,0.748571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'forward' at screen 0.411623,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'floor 0.000378' at screen 0.471491,0.172857 right noenhanced front font ',10' textcolor rgb '#505050'
set object rectangle from graph 0, first 0.00023919330544166904 to graph 1, first 0.0005163871399991875 behind fillcolor rgb '#505050' fillstyle solid 0.15 noborder
plot 'divergences_simplified_5.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'divergences_simplified_5.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     0.00037779022272042823 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

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
set arrow from screen 0.888596,0.788571 to screen 0.906140,0.788571 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'backward' at screen 0.911623,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.888596,0.748571 to screen 0.906140,0.748571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'forward' at screen 0.911623,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'floor 0.000917' at screen 0.971491,0.172857 right noenhanced front font ',10' textcolor rgb '#505050'
set object rectangle from graph 0, first 0.0006748661279281016 to graph 1, first 0.0011585006823872674 behind fillcolor rgb '#505050' fillstyle solid 0.15 noborder
plot 'divergences_simplified_5.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'divergences_simplified_5.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     0.0009166834051576845 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'divergences_simplified_5.gp'
