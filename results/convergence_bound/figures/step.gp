# Draws a figure from the numbers beside this file: gnuplot step.gp
if (!exists("format")) format = 'svg'
if (format eq 'svg') set terminal svg size 852,626 font 'sans-serif,10' background rgb 'white' rounded linewidth 1 fontscale 1
if (format eq 'png') set terminal pngcairo size 1704,1252 font 'sans-serif,10' fontscale 2 linewidth 2 pointscale 2 rounded
set output 'step.' . format
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
set label 'Total variation against the step' at screen 0.500000,0.972843 center noenhanced front textcolor rgb '#202020' font ',14'
set lmargin at screen 0.086854
set rmargin at screen 0.474178
set bmargin at screen 0.549521
set tmargin at screen 0.900958
set label 'α = 0' at screen 0.280516,0.923323 center noenhanced front textcolor rgb '#202020' font ',12'
set label 'step' at screen 0.280516,0.493610 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.018779,0.725240 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.0078125:0.125]
set logscale x 10
set format x '%g'
set xtics (0.01, 0.02, 0.05, 0.1)
set yrange [0.001:0.5]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.286150,0.635783 to screen 0.304930,0.635783 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'from the prior, T = 1' at screen 0.310798,0.635783 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.286150,0.613419 to screen 0.304930,0.613419 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'from the prior, T = 4' at screen 0.310798,0.613419 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.286150,0.591054 to screen 0.304930,0.591054 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'from the law at T' at screen 0.310798,0.591054 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.286150,0.568690 to screen 0.304930,0.568690 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label '√step' at screen 0.310798,0.568690 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'step.dat' index 0 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'step.dat' index 1 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'step.dat' index 2 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'step.dat' index 3 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

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
set label 'step' at screen 0.780516,0.493610 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.518779,0.725240 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.0078125:0.125]
set logscale x 10
set format x '%g'
set xtics (0.01, 0.02, 0.05, 0.1)
set yrange [0.001:0.5]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.786150,0.635783 to screen 0.804930,0.635783 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'from the prior, T = 1' at screen 0.810798,0.635783 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.786150,0.613419 to screen 0.804930,0.613419 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'from the prior, T = 3' at screen 0.810798,0.613419 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.786150,0.591054 to screen 0.804930,0.591054 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'from the law at T' at screen 0.810798,0.591054 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.786150,0.568690 to screen 0.804930,0.568690 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label '√step' at screen 0.810798,0.568690 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'step.dat' index 4 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'step.dat' index 5 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'step.dat' index 6 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'step.dat' index 7 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

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
set label 'step' at screen 0.280516,0.020767 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.018779,0.252396 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.0078125:0.125]
set logscale x 10
set format x '%g'
set xtics (0.01, 0.02, 0.05, 0.1)
set yrange [0.001:0.5]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.286150,0.162939 to screen 0.304930,0.162939 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'from the prior, T = 1' at screen 0.310798,0.162939 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.286150,0.140575 to screen 0.304930,0.140575 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'from the prior, T = 3' at screen 0.310798,0.140575 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.286150,0.118211 to screen 0.304930,0.118211 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'from the law at T' at screen 0.310798,0.118211 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.286150,0.095847 to screen 0.304930,0.095847 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label '√step' at screen 0.310798,0.095847 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'step.dat' index 8 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'step.dat' index 9 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'step.dat' index 10 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'step.dat' index 11 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

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
set label 'step' at screen 0.780516,0.020767 center noenhanced front textcolor rgb '#202020' font ',11'
set label 'total variation' at screen 0.518779,0.252396 center noenhanced front rotate by 90 textcolor rgb '#202020' font ',11'
set xrange [0.0078125:0.125]
set logscale x 10
set format x '%g'
set xtics (0.01, 0.02, 0.05, 0.1)
set yrange [0.001:0.5]
set logscale y 10
set format y '10^{%T}'
set ytics 10
set arrow from screen 0.786150,0.162939 to screen 0.804930,0.162939 nohead front linewidth 2 dashtype 1 linecolor rgb '#0072B2'
set label 'from the prior, T = 1' at screen 0.810798,0.162939 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.786150,0.140575 to screen 0.804930,0.140575 nohead front linewidth 2 dashtype (9,3) linecolor rgb '#D55E00'
set label 'from the prior, T = 2' at screen 0.810798,0.140575 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.786150,0.118211 to screen 0.804930,0.118211 nohead front linewidth 2 dashtype (3,2) linecolor rgb '#009E73'
set label 'from the law at T' at screen 0.810798,0.118211 left noenhanced front font ',10' textcolor rgb '#303030'
set arrow from screen 0.786150,0.095847 to screen 0.804930,0.095847 nohead front linewidth 2 dashtype 1 linecolor rgb '#505050'
set label '√step' at screen 0.810798,0.095847 left noenhanced front font ',10' textcolor rgb '#303030'
plot 'step.dat' index 12 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#0072B2', \
     'step.dat' index 13 using 1:2 with lines linewidth 1.8 dashtype (9,3) linecolor rgb '#D55E00', \
     'step.dat' index 14 using 1:2 with lines linewidth 1.8 dashtype (3,2) linecolor rgb '#009E73', \
     'step.dat' index 15 using 1:2 with lines linewidth 1.8 dashtype 1 linecolor rgb '#505050'

unset multiplot
unset output
again = (format eq 'svg')
if (again) format = 'png'
if (again) load 'step.gp'
