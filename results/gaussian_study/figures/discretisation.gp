# Draws a figure from the numbers beside this file: gnuplot discretisation.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,586 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,1172 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'discretisation.' . format
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
set label 'Discretisation error along the integration time' at screen 0.500000,0.970990 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.552901
set tmargin at screen 0.894198
set label 'EM' at screen 0.280516,0.918089 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'time t (sampling runs from right to left)' at screen 0.280516,0.493174 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2 to the law of x at t' at screen 0.018779,0.723549 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0:1]
set format x '%g'
set xtics 0.2
set yrange [7.09303251086089e-06:14.18606502172178]
set logscale y 10
set format y '10^{%T}'
set ytics 10
plot 'discretisation.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'discretisation.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'discretisation.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'discretisation.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7'

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
set bmargin at screen 0.552901
set tmargin at screen 0.894198
set label 'EI' at screen 0.780516,0.918089 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'time t (sampling runs from right to left)' at screen 0.780516,0.493174 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2 to the law of x at t' at screen 0.518779,0.723549 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0:1]
set format x '%g'
set xtics 0.2
set yrange [7.09303251086089e-06:14.18606502172178]
set logscale y 10
set format y '10^{%T}'
set ytics 10
plot 'discretisation.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'discretisation.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'discretisation.dat' index 6 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'discretisation.dat' index 7 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7'

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
set bmargin at screen 0.081911
set tmargin at screen 0.423208
set label 'Euler' at screen 0.280516,0.447099 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'time t (sampling runs from right to left)' at screen 0.280516,0.022184 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2 to the law of x at t' at screen 0.018779,0.252560 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0:1]
set format x '%g'
set xtics 0.2
set yrange [7.09303251086089e-06:14.18606502172178]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set label '' at first 0.9979959919839679, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#009E73' front
set label '' at first 0.998998998998999, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#CC79A7' front
plot 'discretisation.dat' index 8 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'discretisation.dat' index 9 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'discretisation.dat' index 10 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'discretisation.dat' index 11 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7'

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
set bmargin at screen 0.081911
set tmargin at screen 0.423208
set label 'Heun' at screen 0.780516,0.447099 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'time t (sampling runs from right to left)' at screen 0.780516,0.022184 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'W2 to the law of x at t' at screen 0.518779,0.252560 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0:1]
set format x '%g'
set xtics 0.2
set yrange [7.09303251086089e-06:14.18606502172178]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.880751,0.402730 to screen 0.899531,0.402730 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'N = 50' at screen 0.905399,0.402730 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.880751,0.378840 to screen 0.899531,0.378840 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'N = 250' at screen 0.905399,0.378840 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.880751,0.354949 to screen 0.899531,0.354949 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'N = 500' at screen 0.905399,0.354949 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.880751,0.331058 to screen 0.899531,0.331058 nohead front linewidth 2 dashtype (9,3,2,3) linecolor rgb '#CC79A7'
set label 'N = 1000' at screen 0.905399,0.331058 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at first 0.9959839357429718, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#D55E00' front
set label '' at first 0.9979959919839679, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#009E73' front
set label '' at first 0.998998998998999, graph 0 point pointtype 11 pointsize 0.7 linecolor rgb '#CC79A7' front
plot 'discretisation.dat' index 12 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'discretisation.dat' index 13 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'discretisation.dat' index 14 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'discretisation.dat' index 15 using 1:2 with lines linewidth 1.8 dashtype (9,3,2,3) linecolor rgb '#CC79A7'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'discretisation.gp'
