# Draws a figure from the numbers beside this file: gnuplot course.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 556,346 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1112,692 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
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
set lmargin at screen 0.133094
set rmargin at screen 0.960432
set bmargin at screen 0.138728
set tmargin at screen 0.919075
set label 'Digits of 28 x 28, the same work' at screen 0.546763,0.959538 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'training step' at screen 0.546763,0.037572 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'Fréchet distance' at screen 0.028777,0.528902 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [150:3000]
set format x '%g'
set xtics 500
set yrange [9.890613153902528:1861.7565211921035]
set logscale y 10
set format y '%g'
set ytics (10, 20, 50, 100, 200, 500, 1000)
set arrow from screen 0.438129,0.884393 to screen 0.466906,0.884393 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'U-Net of 24 and 48 channels on 2x2 patches' at screen 0.475899,0.884393 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.438129,0.843931 to screen 0.466906,0.843931 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'transformer of width 128 on 4x4 patches' at screen 0.475899,0.843931 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'exact samples' at screen 0.953237,0.182081 right noenhanced front font ',10' textcolor rgb '#505050'
plot 'course.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'course.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     15.303174184601763 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'course.gp'
