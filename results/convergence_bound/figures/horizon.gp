# Draws a figure from the numbers beside this file: gnuplot horizon.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,626 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1704,1252 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'horizon.' . format
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
set label 'Total variation against the horizon' at screen 0.500000,0.972843 center noenhanced front textcolor rgb '#202020' font 'sans-serif:Bold,13'
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.549521
set tmargin at screen 0.900958
set label 'α = 0' at screen 0.280516,0.923323 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'horizon T' at screen 0.280516,0.493610 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.018779,0.725240 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.5:32.00000000000001]
set logscale x 10
set format x '%g'
set xtics (0.5, 1, 2, 5, 10, 20)
set yrange [1e-07:2]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set key bottom left
plot 'horizon.dat' index 0 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'step 0.125', \
     'horizon.dat' index 1 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'step 0.03125', \
     'horizon.dat' index 2 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'step 0.0078125', \
     'horizon.dat' index 3 using 1:2 with lines linewidth 1.8 linecolor rgb '#CC79A7' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#CC79A7' title 'start alone', \
     'horizon.dat' index 4 using 1:2 with lines linewidth 1.8 linecolor rgb '#505050' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#505050' title '1/T + 1/√T'

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
set lmargin at screen 0.586854
set rmargin at screen 0.974178
set bmargin at screen 0.549521
set tmargin at screen 0.900958
set label 'α = 0.5' at screen 0.780516,0.923323 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'horizon T' at screen 0.780516,0.493610 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.518779,0.725240 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.5:6]
set format x '%g'
set xtics 1
set yrange [1e-07:2]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set key bottom left
plot 'horizon.dat' index 5 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'step 0.125', \
     'horizon.dat' index 6 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'step 0.03125', \
     'horizon.dat' index 7 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'step 0.0078125', \
     'horizon.dat' index 8 using 1:2 with lines linewidth 1.8 linecolor rgb '#CC79A7' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#CC79A7' title 'start alone', \
     'horizon.dat' index 9 using 1:2 with lines linewidth 1.8 linecolor rgb '#505050' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#505050' title 'exp(−√α T)'

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
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.076677
set tmargin at screen 0.428115
set label 'α = 1' at screen 0.280516,0.450479 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'horizon T' at screen 0.280516,0.020767 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.018779,0.252396 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.5:6]
set format x '%g'
set xtics 1
set yrange [1e-07:2]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set key bottom left
plot 'horizon.dat' index 10 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'step 0.125', \
     'horizon.dat' index 11 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'step 0.03125', \
     'horizon.dat' index 12 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'step 0.0078125', \
     'horizon.dat' index 13 using 1:2 with lines linewidth 1.8 linecolor rgb '#CC79A7' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#CC79A7' title 'start alone', \
     'horizon.dat' index 14 using 1:2 with lines linewidth 1.8 linecolor rgb '#505050' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#505050' title 'exp(−√α T)'

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
set lmargin at screen 0.586854
set rmargin at screen 0.974178
set bmargin at screen 0.076677
set tmargin at screen 0.428115
set label 'α = 2' at screen 0.780516,0.450479 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'horizon T' at screen 0.780516,0.020767 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.518779,0.252396 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.5:3.5]
set format x '%g'
set xtics 0.5
set yrange [1e-07:2]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set key bottom left
plot 'horizon.dat' index 15 using 1:2 with lines linewidth 1.8 linecolor rgb '#0072B2' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#0072B2' title 'step 0.125', \
     'horizon.dat' index 16 using 1:2 with lines linewidth 1.8 linecolor rgb '#D55E00' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#D55E00' title 'step 0.03125', \
     'horizon.dat' index 17 using 1:2 with lines linewidth 1.8 linecolor rgb '#009E73' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#009E73' title 'step 0.0078125', \
     'horizon.dat' index 18 using 1:2 with lines linewidth 1.8 linecolor rgb '#CC79A7' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#CC79A7' title 'start alone', \
     'horizon.dat' index 19 using 1:2 with lines linewidth 1.8 linecolor rgb '#505050' notitle, \
     keyentry with lines linewidth 2 linecolor rgb '#505050' title 'exp(−√α T)'

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'horizon.gp'
