# Draws a figure from the numbers beside this file: gnuplot growth.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 912,666 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1824,1332 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'growth.' . format
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
set label 'Time against size, one worker' at screen 0.500000,0.974474 center noenhanced front textcolor rgb '#202020' font 'sans-serif:Bold,13'
set lmargin at screen 0.081140
set rmargin at screen 0.475877
set bmargin at screen 0.546547
set tmargin at screen 0.906907
set label 'Training step, width' at screen 0.278509,0.927928 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'units per layer' at screen 0.278509,0.493994 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'milliseconds' at screen 0.017544,0.726727 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [16:512.0000000000001]
set logscale x 10
set format x '%g'
set xtics (20, 50, 100, 200, 500)
set yrange [0.005313979643113843:12.501319013442775]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set key top left
plot 'growth.dat' index 0 using 1:2 with lines linewidth 1.8 linecolor rgb '#56B4E9' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#56B4E9' title 'quadratic', \
     'growth.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'measured'

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
set bmargin at screen 0.546547
set tmargin at screen 0.906907
set label 'Training step, depth' at screen 0.778509,0.927928 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'hidden layers' at screen 0.778509,0.493994 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'milliseconds' at screen 0.517544,0.726727 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [1:32.00000000000001]
set logscale x 10
set format x '%g'
set xtics (1, 2, 5, 10, 20)
set yrange [0.05783446180763263:7.8379480074804615]
set logscale y 10
set format y '%g'
set ytics (0.1, 0.2, 0.5, 1, 2, 5)
set key top left
plot 'growth.dat' index 2 using 1:2 with lines linewidth 1.8 linecolor rgb '#56B4E9' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#56B4E9' title 'linear', \
     'growth.dat' index 3 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'measured'

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
set lmargin at screen 0.081140
set rmargin at screen 0.475877
set bmargin at screen 0.072072
set tmargin at screen 0.432432
set label 'Training step, batch' at screen 0.278509,0.453453 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'rows' at screen 0.278509,0.019520 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'milliseconds' at screen 0.017544,0.252252 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [63.999999999999986:2048.000000000001]
set logscale x 10
set format x '%g'
set xtics (100, 200, 500, 1000, 2000)
set yrange [0.10974132537041825:5.322775836632024]
set logscale y 10
set format y '%g'
set ytics (0.2, 0.5, 1, 2, 5)
set key top left
plot 'growth.dat' index 4 using 1:2 with lines linewidth 1.8 linecolor rgb '#56B4E9' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#56B4E9' title 'linear', \
     'growth.dat' index 5 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'measured'

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
set bmargin at screen 0.072072
set tmargin at screen 0.432432
set label 'Sampling, 1,000 samples' at screen 0.778509,0.453453 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'sampler steps' at screen 0.778509,0.019520 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'milliseconds' at screen 0.517544,0.252252 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [10:1000]
set logscale x 10
set format x '%g'
set xtics (10, 20, 50, 100, 200, 500, 1000)
set yrange [9.360728120293496:1746.6302355325897]
set logscale y 10
set format y '%g'
set ytics (10, 20, 50, 100, 200, 500, 1000)
set key top left
plot 'growth.dat' index 6 using 1:2 with lines linewidth 1.8 linecolor rgb '#56B4E9' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#56B4E9' title 'linear', \
     'growth.dat' index 7 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'measured'

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'growth.gp'
