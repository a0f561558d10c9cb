# The images of docker-compose.yml: one build, one small image for each part. Tests and gates have their place in `mvn verify`.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
ENV MAVEN_ARGS="--batch-mode --no-transfer-progress -P-format -Dmaven.test.skip=true -Dmdep.skip=true -pl local-stack,order-service,display-service -am"

# Everything that Maven downloads, as a layer that lasts until a pom changes. The one class makes the compiler fetch its plugins.
COPY pom.xml ./
COPY common-events/pom.xml common-events/
COPY local-stack/pom.xml local-stack/
COPY order-service/pom.xml order-service/
COPY display-service/pom.xml display-service/
COPY system-tests/pom.xml system-tests/
RUN mkdir -p common-events/src/main/java/coffee/events \
 && echo 'package coffee.events; final class Stub {}' >common-events/src/main/java/coffee/events/Stub.java \
 && mvn package -Dspring-boot.repackage.skip=true \
 && rm -r common-events/src */target

COPY . .
RUN mvn package \
 && for service in order-service display-service; do \
      java -Djarmode=tools -jar $service/target/$service.jar extract --layers --destination /layers/$service; \
    done


FROM eclipse-temurin:25-jre AS runtime
WORKDIR /app
COPY docker/is-ready docker/with-staff-password ./
ENV READY_PATH=/actuator/health/readiness
# A volume that is mounted here for the first time takes over who may write.
RUN install -d -m 700 -o 10001 -g 10001 /run/coffee
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=4s --start-period=120s --retries=3 CMD ["bash", "/app/is-ready"]


FROM runtime AS order-service
COPY --from=build /layers/order-service/dependencies/ ./
COPY --from=build /layers/order-service/spring-boot-loader/ ./
COPY --from=build /layers/order-service/snapshot-dependencies/ ./
COPY --from=build /layers/order-service/application/ ./
ENV SERVER_PORT=8080
EXPOSE 8080
ENTRYPOINT ["bash", "/app/with-staff-password", "java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "order-service.jar"]


FROM runtime AS display-service
COPY --from=build /layers/display-service/dependencies/ ./
COPY --from=build /layers/display-service/spring-boot-loader/ ./
COPY --from=build /layers/display-service/snapshot-dependencies/ ./
COPY --from=build /layers/display-service/application/ ./
ENV SERVER_PORT=8081
EXPOSE 8081
ENTRYPOINT ["bash", "/app/with-staff-password", "java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "display-service.jar"]


FROM runtime AS data-platform
COPY --from=build /build/local-stack/target/local-stack.jar ./
ENV SERVER_PORT=8090 READY_PATH=/health
EXPOSE 8090
ENTRYPOINT ["java", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", "local-stack.jar", "coffee.local.DataPlatformStub"]
