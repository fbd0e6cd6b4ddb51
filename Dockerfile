# syntax=docker/dockerfile:1

# The server's image. It needs nothing but this checkout: docker build -t omne .
# How it is run, and what each stage is for: docs/image.md.

FROM eclipse-temurin:25-jre AS java

# The jar, and its contents by how seldom they change: each folder becomes a layer of the image.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY architecture-tests/pom.xml architecture-tests/
COPY domain domain
COPY application application
COPY adapters adapters
COPY bootstrap bootstrap
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -pl bootstrap -am package -DskipTests -Dquick
RUN java -Djarmode=tools -jar bootstrap/target/omne-server.jar extract --layers --destination /layers
# Libraries for other systems, and their debug symbols, are half of all that is in the jar.
RUN apt-get update && apt-get install -y --no-install-recommends zip && \
    zip -qd /layers/dependencies/lib/onnxruntime-1*.jar 'ai/onnxruntime/native/osx-*' 'ai/onnxruntime/native/win-*'

# What the server runs on. The AOT cache is good for this JVM alone, and for jars that are the same to the second.
FROM debian:trixie-slim AS base
ENV JAVA_HOME=/opt/java/openjdk LANG=C.UTF-8
ENV PATH=$JAVA_HOME/bin:$PATH
COPY --from=java $JAVA_HOME $JAVA_HOME
RUN groupadd --gid 10001 omne && \
    useradd --uid 10001 --gid omne --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin omne

FROM base AS server
WORKDIR /opt/omne
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./

# A training run of the server, on a PostgreSQL and a Redis that stay behind in this stage.
FROM base AS training
RUN apt-get update && \
    apt-get install -y --no-install-recommends curl openssl postgresql-17 postgresql-17-pgvector redis-server
COPY --from=server /opt/omne /opt/omne
COPY omne /training/
COPY scripts /training/scripts
RUN /training/omne train /opt/omne || { cat /training/.omne/log/training.log; exit 1; }

FROM server
LABEL org.opencontainers.image.title="Omne" \
      org.opencontainers.image.description="Memory storage core for AI assistants"
COPY --from=training /opt/omne/omne.aot ./
COPY --chmod=644 scripts/java.options scripts/healthcheck.sh ./

# Native libraries and the local model are unpacked into /tmp: with a root file system that is read-only, mount one
# there, with exec.
ENV DJL_CACHE_DIR=/tmp/djl DJL_OFFLINE=true OPT_OUT_TRACKING=true
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --start-interval=1s --retries=3 \
    CMD ["bash", "/opt/omne/healthcheck.sh"]
# More flags of the JVM: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "@/opt/omne/java.options", "-XX:AOTCache=/opt/omne/omne.aot", "-jar", "/opt/omne/omne-server.jar"]
