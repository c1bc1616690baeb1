# One image for every command; `recommender serve` unless told otherwise.
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY index index
COPY recommender recommender
COPY eval eval
# constraints.txt keeps torch at a version whose wheel runs without a GPU
RUN python -m venv /opt/related \
 && /opt/related/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin related \
 && install --directory --owner related --group related /data
COPY --from=build /opt/related /opt/related
ENV PATH=/opt/related/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OMP_NUM_THREADS=1 \
    RECOMMENDER_HOME=/data \
    RECOMMENDER_HOST=0.0.0.0 \
    RECOMMENDER_PORT=8000 \
    RECOMMENDER_ACCESS=public \
    RECOMMENDER_LOG_FORMAT=json
USER related
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["recommender"]
CMD ["serve"]
