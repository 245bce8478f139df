# Draws a figure from the numbers beside this file: gnuplot total_variation.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 912,350 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1824,700 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'total_variation.' . format
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
set label 'Total variation to the law of the end, after each iteration' at screen 0.500000,0.951429 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.081140
set rmargin at screen 0.475877
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'backward: samples of the data' at screen 0.278509,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'iteration' at screen 0.278509,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.017544,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-0.15999999999999992:31.16]
set format x '%g'
set xtics 5
set yrange [0.002989923253634872:0.9513325205228125]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.381798,0.788571 to screen 0.399342,0.788571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'exact IPF' at screen 0.404825,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.390570,0.748571 point pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'learned' at screen 0.404825,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'floor of the histogram 0.015' at screen 0.085526,0.305281 left noenhanced front font ',10' textcolor rgb '#505050'
plot 'total_variation.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'total_variation.dat' index 1 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#D55E00', \
     0.014707064458701374 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

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
set label 'forward: samples of the prior' at screen 0.778509,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'iteration' at screen 0.778509,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.517544,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-0.15999999999999992:31.16]
set format x '%g'
set xtics 5
set yrange [0.002810905701901837:0.8831582735813532]
set logscale y 10
set format y '%g'
set ytics (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
set arrow from screen 0.881798,0.788571 to screen 0.899342,0.788571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'exact IPF' at screen 0.904825,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.890570,0.748571 point pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'learned' at screen 0.904825,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'floor of the histogram 0.019' at screen 0.585526,0.346382 left noenhanced front font ',10' textcolor rgb '#505050'
plot 'total_variation.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'total_variation.dat' index 4 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#D55E00', \
     0.0194481781841887 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'total_variation.gp'
