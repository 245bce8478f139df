# Draws a figure from the numbers beside this file: gnuplot scores.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 1008,330 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 2016,660 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'scores.' . format
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
set label 'cBW₂²-UVP of LightSB' at screen 0.500000,0.948485 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.073413
set rmargin at screen 0.311508
set bmargin at screen 0.145455
set tmargin at screen 0.812121
set label 'ε = 0.1' at screen 0.192460,0.854545 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'dimension D' at screen 0.192460,0.039394 center noenhanced front textcolor rgb '#202020' font ',11'
set label '%' at screen 0.015873,0.478788 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1.7411011265922482:73.51669471981025]
set logscale x 10
set format x '%g'
set xtics (2, 5, 10, 20, 50)
set yrange [0.004657227284245749:0.3792609037963817]
set logscale y 10
set format y '%g'
set ytics (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
set label '' at screen 0.086310,0.775758 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'published' at screen 0.099206,0.775758 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.078373,0.733333 to screen 0.094246,0.733333 nohead front linewidth 1.4 linecolor rgb '#D55E00'
set label '' at screen 0.086310,0.733333 point pointtype 5 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'ours' at screen 0.099206,0.733333 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'scores.dat' index 0 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#0072B2', \
     'scores.dat' index 1 using 1:2:3 with yerrorlines pointtype 5 pointsize 0.55 linewidth 1.4 linecolor rgb '#D55E00'

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
set lmargin at screen 0.406746
set rmargin at screen 0.644841
set bmargin at screen 0.145455
set tmargin at screen 0.812121
set label 'ε = 1' at screen 0.525794,0.854545 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'dimension D' at screen 0.525794,0.039394 center noenhanced front textcolor rgb '#202020' font ',11'
set label '%' at screen 0.349206,0.478788 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1.7411011265922482:73.51669471981025]
set logscale x 10
set format x '%g'
set xtics (2, 5, 10, 20, 50)
set yrange [0.00013439782096488662:0.41791381151104307]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set label '' at screen 0.419643,0.775758 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'published' at screen 0.432540,0.775758 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.411706,0.733333 to screen 0.427579,0.733333 nohead front linewidth 1.4 linecolor rgb '#D55E00'
set label '' at screen 0.419643,0.733333 point pointtype 5 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'ours' at screen 0.432540,0.733333 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'scores.dat' index 2 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#0072B2', \
     'scores.dat' index 3 using 1:2:3 with yerrorlines pointtype 5 pointsize 0.55 linewidth 1.4 linecolor rgb '#D55E00'

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
set lmargin at screen 0.740079
set rmargin at screen 0.978175
set bmargin at screen 0.145455
set tmargin at screen 0.812121
set label 'ε = 10' at screen 0.859127,0.854545 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'dimension D' at screen 0.859127,0.039394 center noenhanced front textcolor rgb '#202020' font ',11'
set label '%' at screen 0.682540,0.478788 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1.7411011265922482:73.51669471981025]
set logscale x 10
set format x '%g'
set xtics (2, 5, 10, 20, 50)
set yrange [8.355104848755657e-05:0.3750515401970738]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set label '' at screen 0.752976,0.775758 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'published' at screen 0.765873,0.775758 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.745040,0.733333 to screen 0.760913,0.733333 nohead front linewidth 1.4 linecolor rgb '#D55E00'
set label '' at screen 0.752976,0.733333 point pointtype 5 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'ours' at screen 0.765873,0.733333 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'scores.dat' index 4 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#0072B2', \
     'scores.dat' index 5 using 1:2:3 with yerrorlines pointtype 5 pointsize 0.55 linewidth 1.4 linecolor rgb '#D55E00'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'scores.gp'
