# Pont on Debian 12, built and tried: docker build -t pont . && docker run --rm pont help
FROM debian:12
WORKDIR /pont
COPY . .
RUN ./pont build && ./pont reproduce gaussian-study --out /tmp/study
ENTRYPOINT ["./pont"]
