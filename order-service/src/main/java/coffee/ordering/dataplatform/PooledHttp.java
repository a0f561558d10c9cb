package coffee.ordering.dataplatform;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Feign's way to send: connections that are kept, and nothing done twice or elsewhere behind our back. */
@Component
@WithDataPlatform
final class PooledHttp implements AutoCloseable {

    private static final int LONGEST_ANSWER_BYTES = 1024;
    private static final Set<String> MADE_BY_THE_CLIENT = Set.of("content-length", "host");

    private final CloseableHttpClient http;
    private final long callTimeoutNanos;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /** A call under way and when it began. */
    private record Call(HttpUriRequestBase request, long beganNanos) {}

    PooledHttp(DataPlatformSettings settings) {
        this.callTimeoutNanos = settings.callTimeout().toNanos();
        Timeout connect = Timeout.of(settings.connectTimeout());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(settings.callsAtOnce())
                        .setMaxConnTotal(settings.callsAtOnce())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(Timeout.of(settings.readTimeout()))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(Timeout.of(settings.readTimeout()))
                        .build())
                // Retries are the courier's, who counts them. A redirect would make a GET of a POST.
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("coffee-order-service")
                .build();
    }

    Response execute(Request request, Request.Options options) throws IOException {
        Call call = new Call(post(request), System.nanoTime());
        calls.add(call);
        try {
            return http.execute(call.request(), response -> answer(request, response));
        } finally {
            calls.remove(call);
        }
    }

    /** Ends calls that take too long in all: a time-out between two bytes never ends a trickle. To be asked now and then. */
    void endOverdueCalls() {
        long now = System.nanoTime();
        calls.stream()
                .filter(call -> now - call.beganNanos() > callTimeoutNanos)
                .forEach(call -> call.request().cancel());
    }

    private static HttpUriRequestBase post(Request request) {
        HttpUriRequestBase post = new HttpUriRequestBase(request.httpMethod().name(), URI.create(request.url()));
        request.headers().forEach((name, values) -> {
            if (!MADE_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> post.addHeader(name, value));
            }
        });
        post.setEntity(new ByteArrayEntity(request.body(), null));
        return post;
    }

    private static Response answer(Request request, ClassicHttpResponse response) throws IOException {
        Map<String, Collection<String>> headers = Stream.of(response.getHeaders(HttpHeaders.RETRY_AFTER))
                .collect(Collectors.toMap(Header::getName, header -> List.of(header.getValue()), (one, same) -> one));
        return Response.builder()
                .request(request)
                .status(response.getCode())
                .headers(headers)
                .body(beginningOf(response.getEntity()))
                .build();
    }

    private static byte[] beginningOf(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream content = entity.getContent()) {
            return content.readNBytes(LONGEST_ANSWER_BYTES);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
