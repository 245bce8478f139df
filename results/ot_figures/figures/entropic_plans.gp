# Draws a figure from the numbers beside this file: gnuplot entropic_plans.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 906,342 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 1812,684 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'entropic_plans.' . format
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
set lmargin at screen 0.068433
set rmargin at screen 0.344371
set bmargin at screen 0.140351
set tmargin at screen 0.871345
set label 'ε = 1' at screen 0.206402,0.961988 center noenhanced front textcolor rgb '#202020' font ',12'
set label '5 iterations, marginal error 1e-10' at screen 0.206402,0.909357 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'x' at screen 0.206402,0.038012 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'y' at screen 0.017660,0.505848 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-0.18:1]
set format x '%g'
set xtics 0.2
set yrange [-0.18:1]
set format y '%g'
set ytics 0.2
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.001111241617215077]
set format cb '%g'
set cbtics 0.0005
set format cb ''
unset colorbox
set key top right
plot 'entropic_plans.dat' index 0 using 1:2:3 with image notitle, \
     'entropic_plans.dat' index 1 using 1:2 with lines linewidth 0.8 linecolor rgb '#4DFFFFFF' notitle, \
     'entropic_plans.dat' index 2 using 1:2 with lines linewidth 2 linecolor rgb '#0072B2' notitle, \
     'entropic_plans.dat' index 3 using 1:2 with lines linewidth 2 linecolor rgb '#D55E00' notitle

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
set lmargin at screen 0.384106
set rmargin at screen 0.660044
set bmargin at screen 0.140351
set tmargin at screen 0.871345
set label 'ε = 0.01' at screen 0.522075,0.961988 center noenhanced front textcolor rgb '#202020' font ',12'
set label '193 iterations, marginal error 1e-09' at screen 0.522075,0.909357 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'x' at screen 0.522075,0.038012 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [-0.18:1]
set format x '%g'
set xtics 0.2
set yrange [-0.18:1]
set format y '%g'
set ytics 0.2
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.002848053836133453]
set format cb '%g'
set cbtics 0.001
set format cb ''
unset colorbox
set key top right
plot 'entropic_plans.dat' index 4 using 1:2:3 with image notitle, \
     'entropic_plans.dat' index 5 using 1:2 with lines linewidth 0.8 linecolor rgb '#4DFFFFFF' notitle, \
     'entropic_plans.dat' index 6 using 1:2 with lines linewidth 2 linecolor rgb '#0072B2' notitle, \
     'entropic_plans.dat' index 7 using 1:2 with lines linewidth 2 linecolor rgb '#D55E00' notitle

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
set lmargin at screen 0.699779
set rmargin at screen 0.975717
set bmargin at screen 0.140351
set tmargin at screen 0.871345
set label 'ε = 0.005' at screen 0.837748,0.961988 center noenhanced front textcolor rgb '#202020' font ',12'
set label '372 iterations, marginal error 1e-09' at screen 0.837748,0.909357 center noenhanced front textcolor rgb '#606060' font ',10'
set label 'x' at screen 0.837748,0.038012 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [-0.18:1]
set format x '%g'
set xtics 0.2
set yrange [-0.18:1]
set format y '%g'
set ytics 0.2
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.0034434354456556768]
set format cb '%g'
set cbtics 0.001
set format cb ''
unset colorbox
set key top right
plot 'entropic_plans.dat' index 8 using 1:2:3 with image notitle, \
     'entropic_plans.dat' index 9 using 1:2 with lines linewidth 0.8 linecolor rgb '#4DFFFFFF' notitle, \
     'entropic_plans.dat' index 10 using 1:2 with lines linewidth 2 linecolor rgb '#0072B2' notitle, \
     'entropic_plans.dat' index 11 using 1:2 with lines linewidth 2 linecolor rgb '#D55E00' notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'entropic_plans.gp'
