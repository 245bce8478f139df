# Draws a figure from the numbers beside this file: gnuplot variances.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 604,372 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1208,744 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'variances.' . format
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
set lmargin at screen 0.102649
set rmargin at screen 0.963576
set bmargin at screen 0.129032
set tmargin at screen 0.881720
set label 'Standard deviation of the samples along each eigenvector' at screen 0.533113,0.965054 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'over that of the data' at screen 0.533113,0.916667 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'log10 of the eigenvalue λ' at screen 0.533113,0.034946 center noenhanced front textcolor rgb '#202020' font ',11'
set label '√(variance / λ)' at screen 0.026490,0.505376 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-2.6033626001945156:0.9553951284086345]
set format x '%g'
set xtics 0.5
set yrange [0.7597484371222993:2.269382126853536]
set format y '%g'
set ytics 0.2
set arrow from screen 0.462252,0.849462 to screen 0.488742,0.849462 nohead front linewidth 1.4 linecolor rgb '#0072B2'
set label '' at screen 0.475497,0.849462 point pointtype 7 pointsize 0.7 linecolor rgb '#0072B2' front
set label 'Euler-Maruyama (± standard error over seeds)' at screen 0.497020,0.849462 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.462252,0.811828 to screen 0.488742,0.811828 nohead front linewidth 1.4 linecolor rgb '#D55E00'
set label '' at screen 0.475497,0.811828 point pointtype 5 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'Heun (± standard error over seeds)' at screen 0.497020,0.811828 left noenhanced front font ',10' textcolor rgb '#303030'
set label 'exact' at screen 0.956954,0.268981 right noenhanced front font ',10' textcolor rgb '#505050'
plot 1 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050', \
     'variances.dat' index 1 using 1:2:3 with yerrorlines pointtype 7 pointsize 0.55 linewidth 1.4 linecolor rgb '#0072B2', \
     'variances.dat' index 2 using 1:2:3 with yerrorlines pointtype 5 pointsize 0.55 linewidth 1.4 linecolor rgb '#D55E00'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'variances.gp'
