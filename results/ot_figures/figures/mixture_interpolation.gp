# Draws a figure from the numbers beside this file: gnuplot mixture_interpolation.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 1178,266 font 'sans-serif,12' background rgb 'white' rounded
if (format eq 'png') set terminal pngcairo size 2356,532 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'mixture_interpolation.' . format
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
set lmargin at screen 0.052632
set rmargin at screen 0.213922
set bmargin at screen 0.180451
set tmargin at screen 0.894737
set label 't = 0' at screen 0.133277,0.947368 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'x₁' at screen 0.133277,0.048872 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'x₂' at screen 0.013582,0.537594 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [-3.2:3.2]
set format x '%g'
set xtics 2
set yrange [-3.2:3.2]
set format y '%g'
set ytics 2
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.7557785813539164]
set format cb '%g'
set cbtics 0.2
set format cb ''
unset colorbox
set key top right
plot 'mixture_interpolation.dat' index 0 using 1:2:3 with image notitle

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
set lmargin at screen 0.244482
set rmargin at screen 0.405772
set bmargin at screen 0.180451
set tmargin at screen 0.894737
set label 't = 0.25' at screen 0.325127,0.947368 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'x₁' at screen 0.325127,0.048872 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [-3.2:3.2]
set format x '%g'
set xtics 2
set yrange [-3.2:3.2]
set format y '%g'
set ytics 2
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.5265691407586255]
set format cb '%g'
set cbtics 0.2
set format cb ''
unset colorbox
set key top right
plot 'mixture_interpolation.dat' index 1 using 1:2:3 with image notitle

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
set lmargin at screen 0.436333
set rmargin at screen 0.597623
set bmargin at screen 0.180451
set tmargin at screen 0.894737
set label 't = 0.5' at screen 0.516978,0.947368 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'x₁' at screen 0.516978,0.048872 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [-3.2:3.2]
set format x '%g'
set xtics 2
set yrange [-3.2:3.2]
set format y '%g'
set ytics 2
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.3578751813015079]
set format cb '%g'
set cbtics 0.1
set format cb ''
unset colorbox
set key top right
plot 'mixture_interpolation.dat' index 2 using 1:2:3 with image notitle

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
set lmargin at screen 0.628183
set rmargin at screen 0.789474
set bmargin at screen 0.180451
set tmargin at screen 0.894737
set label 't = 0.75' at screen 0.708829,0.947368 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'x₁' at screen 0.708829,0.048872 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [-3.2:3.2]
set format x '%g'
set xtics 2
set yrange [-3.2:3.2]
set format y '%g'
set ytics 2
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.3315699318288295]
set format cb '%g'
set cbtics 0.1
set format cb ''
unset colorbox
set key top right
plot 'mixture_interpolation.dat' index 3 using 1:2:3 with image notitle

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
set lmargin at screen 0.820034
set rmargin at screen 0.981324
set bmargin at screen 0.180451
set tmargin at screen 0.894737
set label 't = 1' at screen 0.900679,0.947368 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'x₁' at screen 0.900679,0.048872 center noenhanced front textcolor rgb '#202020' font ',11'
set xrange [-3.2:3.2]
set format x '%g'
set xtics 2
set yrange [-3.2:3.2]
set format y '%g'
set ytics 2
set format y ''
set palette defined (0 '#440154', 1 '#472D7B', 2 '#3B528B', 3 '#2C728E', 4 '#21918C', 5 '#28AE80', 6 '#5EC962', 7 '#ADDC30', 8 '#FDE725')
set cbrange [0:0.4385380378584359]
set format cb '%g'
set cbtics 0.1
set format cb ''
unset colorbox
set key top right
plot 'mixture_interpolation.dat' index 4 using 1:2:3 with image notitle

unset multiplot
unset output
again = (format eq 'svg')
format = 'png'
if (again) load 'mixture_interpolation.gp'
