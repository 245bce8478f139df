# Draws a figure from the numbers beside this file: gnuplot moments_mean_matching_5.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 1152,350 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 2304,700 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'moments_mean_matching_5.' . format
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
set label 'Moments of the half-bridges less those of the Schrödinger bridge' at screen 0.500000,0.951429 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.053819
set rmargin at screen 0.314236
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'mean of the free end' at screen 0.184028,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'half-bridge' at screen 0.184028,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'difference' at screen 0.013889,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.4:16.6]
set format x '%g'
set xtics 5
set yrange [-0.08794020481218118:0.11708547316474371]
set format y '%g'
set ytics 0.05
set arrow from screen 0.212847,0.788571 to screen 0.226736,0.788571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'exact IPF' at screen 0.231076,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.212847,0.748571 to screen 0.226736,0.748571 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'ideal networks' at screen 0.231076,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.219792,0.708571 point pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'learned' at screen 0.231076,0.708571 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'moments_mean_matching_5.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'moments_mean_matching_5.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'moments_mean_matching_5.dat' index 2 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#D55E00', \
     0 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

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
set lmargin at screen 0.387153
set rmargin at screen 0.647569
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'variance of the free end' at screen 0.517361,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'half-bridge' at screen 0.517361,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'difference' at screen 0.347222,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.4:16.6]
set format x '%g'
set xtics 5
set yrange [-0.2889451024970003:0.178396127467003]
set format y '%g'
set ytics 0.1
set arrow from screen 0.546181,0.788571 to screen 0.560069,0.788571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'exact IPF' at screen 0.564410,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.546181,0.748571 to screen 0.560069,0.748571 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'ideal networks' at screen 0.564410,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.553125,0.708571 point pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'learned' at screen 0.564410,0.708571 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'moments_mean_matching_5.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'moments_mean_matching_5.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'moments_mean_matching_5.dat' index 6 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#D55E00', \
     0 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

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
set lmargin at screen 0.720486
set rmargin at screen 0.980903
set bmargin at screen 0.137143
set tmargin at screen 0.822857
set label 'covariance of both ends' at screen 0.850694,0.862857 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'half-bridge' at screen 0.850694,0.037143 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'difference' at screen 0.680556,0.480000 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.4:16.6]
set format x '%g'
set xtics 5
set yrange [-0.13528946210995357:0.06557682333691113]
set format y '%g'
set ytics 0.05
set arrow from screen 0.879514,0.788571 to screen 0.893403,0.788571 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'exact IPF' at screen 0.897743,0.788571 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.879514,0.748571 to screen 0.893403,0.748571 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'ideal networks' at screen 0.897743,0.748571 left noenhanced front font ',10' textcolor rgb '#303030'
set label '' at screen 0.886458,0.708571 point pointtype 7 pointsize 0.7 linecolor rgb '#D55E00' front
set label 'learned' at screen 0.897743,0.708571 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'moments_mean_matching_5.dat' index 8 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'moments_mean_matching_5.dat' index 9 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'moments_mean_matching_5.dat' index 10 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#D55E00', \
     0 with lines linewidth 1.4 dashtype 2 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'moments_mean_matching_5.gp'
