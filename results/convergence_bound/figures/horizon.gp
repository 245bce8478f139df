# Draws a figure from the numbers beside this file: gnuplot horizon.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,626 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,1252 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
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
unset key
set label 'Total variation against the horizon' at screen 0.500000,0.972843 center noenhanced front textcolor rgb '#202020' font ',14'
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
set arrow from screen 0.092723,0.658147 to screen 0.111502,0.658147 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'step 0.125' at screen 0.117371,0.658147 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.635783 to screen 0.111502,0.635783 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'step 0.03125' at screen 0.117371,0.635783 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.613419 to screen 0.111502,0.613419 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'step 0.0078125' at screen 0.117371,0.613419 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.591054 to screen 0.111502,0.591054 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 'start alone' at screen 0.117371,0.591054 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.568690 to screen 0.111502,0.568690 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label '1/T + 1/√T' at screen 0.117371,0.568690 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'horizon.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'horizon.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'horizon.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'horizon.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7', \
     'horizon.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

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
set arrow from screen 0.592723,0.658147 to screen 0.611502,0.658147 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'step 0.125' at screen 0.617371,0.658147 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.635783 to screen 0.611502,0.635783 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'step 0.03125' at screen 0.617371,0.635783 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.613419 to screen 0.611502,0.613419 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'step 0.0078125' at screen 0.617371,0.613419 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.591054 to screen 0.611502,0.591054 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 'start alone' at screen 0.617371,0.591054 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.568690 to screen 0.611502,0.568690 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label 'exp(−√α T)' at screen 0.617371,0.568690 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'horizon.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'horizon.dat' index 6 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'horizon.dat' index 7 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'horizon.dat' index 8 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7', \
     'horizon.dat' index 9 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

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
set arrow from screen 0.092723,0.185304 to screen 0.111502,0.185304 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'step 0.125' at screen 0.117371,0.185304 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.162939 to screen 0.111502,0.162939 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'step 0.03125' at screen 0.117371,0.162939 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.140575 to screen 0.111502,0.140575 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'step 0.0078125' at screen 0.117371,0.140575 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.118211 to screen 0.111502,0.118211 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 'start alone' at screen 0.117371,0.118211 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.092723,0.095847 to screen 0.111502,0.095847 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label 'exp(−√α T)' at screen 0.117371,0.095847 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'horizon.dat' index 10 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'horizon.dat' index 11 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'horizon.dat' index 12 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'horizon.dat' index 13 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7', \
     'horizon.dat' index 14 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

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
set arrow from screen 0.592723,0.185304 to screen 0.611502,0.185304 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'step 0.125' at screen 0.617371,0.185304 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.162939 to screen 0.611502,0.162939 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'step 0.03125' at screen 0.617371,0.162939 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.140575 to screen 0.611502,0.140575 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'step 0.0078125' at screen 0.617371,0.140575 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.118211 to screen 0.611502,0.118211 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 'start alone' at screen 0.617371,0.118211 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.592723,0.095847 to screen 0.611502,0.095847 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label 'exp(−√α T)' at screen 0.617371,0.095847 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'horizon.dat' index 15 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'horizon.dat' index 16 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'horizon.dat' index 17 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'horizon.dat' index 18 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7', \
     'horizon.dat' index 19 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'horizon.gp'
