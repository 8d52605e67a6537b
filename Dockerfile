# Bedside in a container: one folder to keep (/data), no root, nothing to compile, nothing to write elsewhere.
#
#   docker build -t bedside .
#   docker run --read-only -p 8080:8080 -v bedside-data:/data -e BEDSIDE_API_TOKEN="$(openssl rand -hex 24)" bedside
#
# A container is reached from outside, so that a token is needed: see docs/operations.md. compose.yaml has it with
# PostgreSQL and workers. The base is pinned by the digest of its index for all platforms: a newer one is taken by
# changing tag and digest together (docker buildx imagetools inspect python:TAG).

FROM python:3.13.14-slim-bookworm@sha256:e853aef5a8b52fb7d636b7b545aea2fb90f41c27101ee1d2f25789f29a7b5cf8 AS build
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /build
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY bot bot
COPY adapters adapters
COPY policies policies
ENV UV_PROJECT_ENVIRONMENT=/opt/bedside UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
RUN uv sync --frozen --no-dev --no-editable --all-extras

FROM python:3.13.14-slim-bookworm@sha256:e853aef5a8b52fb7d636b7b545aea2fb90f41c27101ee1d2f25789f29a7b5cf8
RUN pip uninstall --yes --quiet pip \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin bedside \
    && install -d -o bedside -g bedside -m 700 /data
COPY --from=build /opt/bedside /opt/bedside
ENV PATH=/opt/bedside/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    BEDSIDE_HOST=0.0.0.0 \
    BEDSIDE_PORT=8080 \
    BEDSIDE_DATA=/data
USER 10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=4s --start-period=15s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"BEDSIDE_PORT\"]}/healthz', timeout=3)"]
CMD ["bedside", "serve"]
