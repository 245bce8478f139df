# Draws a figure from the numbers beside this file: gnuplot patches.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 596,346 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1192,692 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'patches.' . format
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
set label 'Patches of the texture, seed 1' at screen 0.500000,0.950867 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.023490
set rmargin at screen 0.963087
set bmargin at screen 0.635838
set tmargin at screen 0.820809
set label 'data' at screen 0.493289,0.861272 center noenhanced front textcolor rgb '#202020' font ',12'
set xrange [0:71]
set format x '%g'
set xtics 10
set format x ''
set yrange [0:8]
set format y '%g'
set ytics 5
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [-1.5:1.5]
set format cb '%g'
set cbtics 2
set format cb ''
unset colorbox
plot 'patches.dat' index 0 using 1:2:3 with image pixels

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
set lmargin at screen 0.023490
set rmargin at screen 0.963087
set bmargin at screen 0.335260
set tmargin at screen 0.520231
set label 'Euler-Maruyama' at screen 0.493289,0.560694 center noenhanced front textcolor rgb '#202020' font ',12'
set xrange [0:71]
set format x '%g'
set xtics 10
set format x ''
set yrange [0:8]
set format y '%g'
set ytics 5
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [-1.5:1.5]
set format cb '%g'
set cbtics 2
set format cb ''
unset colorbox
plot 'patches.dat' index 1 using 1:2:3 with image pixels

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
set lmargin at screen 0.023490
set rmargin at screen 0.963087
set bmargin at screen 0.034682
set tmargin at screen 0.219653
set label 'Heun' at screen 0.493289,0.260116 center noenhanced front textcolor rgb '#202020' font ',12'
set xrange [0:71]
set format x '%g'
set xtics 10
set format x ''
set yrange [0:8]
set format y '%g'
set ytics 5
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [-1.5:1.5]
set format cb '%g'
set cbtics 2
set format cb ''
unset colorbox
plot 'patches.dat' index 2 using 1:2:3 with image pixels

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'patches.gp'
