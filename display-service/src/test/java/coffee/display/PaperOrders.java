package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import coffee.events.CoffeeEvent;
import coffee.events.EncodedEvent;
import coffee.events.EventCodec;
import coffee.events.OrderCancelled;
import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Orders kept on paper, told by HTTP as the contract has it: what order-service answers, without order-service. */
final class PaperOrders implements AutoCloseable {

    static final String SALES = "/admin/sales";
    static final String EVENTS = "/admin/order-events";
    static final String OUTBOX = "/admin/outbox";
    static final String MENUS = "/admin/menu/republish";

    private static final String STAFF =
            "Basic " + Base64.getEncoder().encodeToString("staff:let me in".getBytes(UTF_8));
    private static final EventCodec CODEC = new EventCodec();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TreeMap<Long, OrderPlaced> placed = new TreeMap<>();
    private final Map<Long, OrderCancelled> cancelled = new TreeMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private volatile Disturbance disturbance = (path, time) -> "";
    private volatile String unsent = "{\"lowest\":null,\"highest\":null}";

    /** What happens before an answer, the {@code time}th at that path; what it answers is said instead, where it is not empty. */
    interface Disturbance {
        String before(String path, int time) throws Exception;
    }

    PaperOrders() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    // ---- on paper

    synchronized OrderPlaced write(OrderPlaced order) {
        placed.put(number(order.orderNo()), order);
        return order;
    }

    synchronized OrderCancelled write(OrderCancelled cancel) {
        cancelled.put(number(cancel.orderNo()), cancel);
        return cancel;
    }

    synchronized void startAgain() {
        placed.clear();
        cancelled.clear();
        disturb((path, time) -> "");
        unsent();
    }

    void disturb(Disturbance disturbance) {
        asked.clear();
        this.disturbance = disturbance;
    }

    int asked(String path) {
        return asked.getOrDefault(path, 0);
    }

    void unsent(long... numbers) {
        unsent = numbers.length == 0
                ? "{\"lowest\":null,\"highest\":null}"
                : "{\"lowest\":%d,\"highest\":%d}".formatted(numbers[0], numbers[numbers.length - 1]);
    }

    /** As a display's table says it: each menu's kept orders and cups of that day, by menu. */
    synchronized List<String> sold(String day) {
        Map<String, List<Integer>> cups = placed.values().stream()
                .filter(order -> !isCancelled(order) && day(order).toString().equals(day))
                .flatMap(order -> order.menus().stream())
                .collect(groupingBy(OrderedMenu::menuId, TreeMap::new, mapping(OrderedMenu::qy, toList())));
        return cups.values().stream()
                .map(each -> day + " " + each.size() + "/"
                        + each.stream().mapToInt(Integer::intValue).sum())
                .toList();
    }

    // ---- by HTTP

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (!STAFF.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"status\":401,\"code\":\"UNAUTHORIZED\"}");
                return;
            }
            String instead = disturbance.before(path, asked.merge(path, 1, Integer::sum));
            if (instead.matches("[45]\\d\\d")) {
                send(exchange, Integer.parseInt(instead), "{}");
            } else {
                send(
                        exchange,
                        200,
                        instead.isEmpty() ? said(path, exchange.getRequestURI().getQuery()) : instead);
            }
        } catch (Exception failed) {
            throw new IOException(failed);
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private String said(String path, String query) {
        return switch (path) {
            case SALES ->
                sales(LocalDate.parse(parameter(query, "from", "")), LocalDate.parse(parameter(query, "to", "")));
            case EVENTS ->
                events(parameter(query, "after", "ORD-00000000"), Integer.parseInt(parameter(query, "limit", "500")));
            case OUTBOX -> unsent;
            case MENUS -> "{\"menus\":0}";
            default -> throw new IllegalArgumentException(path);
        };
    }

    private synchronized String sales(LocalDate from, LocalDate to) {
        record Line(LocalDate day, String menuId, int qy, boolean cancelled) {}
        Map<String, List<Line>> lines = placed.values().stream()
                .flatMap(order -> order.menus().stream()
                        .map(line -> new Line(day(order), line.menuId(), line.qy(), isCancelled(order))))
                .filter(line -> !line.day().isBefore(from) && !line.day().isAfter(to))
                .collect(groupingBy(line -> line.day() + line.menuId(), TreeMap::new, toList()));
        return lines.values().stream()
                .map(same ->
                        "{\"day\":\"%s\",\"menuId\":\"%s\",\"orderCnt\":%d,\"cupCnt\":%d,\"cancelledOrderCnt\":%d,\"cancelledCupCnt\":%d}"
                                .formatted(
                                        same.getFirst().day(),
                                        same.getFirst().menuId(),
                                        same.stream()
                                                .filter(line -> !line.cancelled())
                                                .count(),
                                        same.stream()
                                                .filter(line -> !line.cancelled())
                                                .mapToInt(Line::qy)
                                                .sum(),
                                        same.stream().filter(Line::cancelled).count(),
                                        same.stream()
                                                .filter(Line::cancelled)
                                                .mapToInt(Line::qy)
                                                .sum()))
                .collect(joining(",", "[", "]"));
    }

    private synchronized String events(String after, int limit) {
        List<Long> numbers = placed.keySet().stream()
                .filter(number -> number > number(after))
                .limit(limit)
                .toList();
        String events = numbers.stream()
                .flatMap(number -> Stream.<OrderEvent>concat(
                        Stream.of(placed.get(number)), Stream.ofNullable(cancelled.get(number))))
                .map(PaperOrders::told)
                .collect(joining(","));
        String next = numbers.size() < limit ? "null" : quoted(numbers.getLast());
        String newest = placed.isEmpty() ? "null" : quoted(placed.lastKey());
        return "{\"events\":[" + events + "],\"next\":" + next + ",\"newest\":" + newest + "}";
    }

    static String told(CoffeeEvent event) {
        EncodedEvent encoded = CODEC.encode(event, "/order-service", Instant.EPOCH);
        return "{\"id\":\"%s\",\"type\":\"%s\",\"time\":\"2026-01-01T00:00:00+09:00\",\"data\":%s}"
                .formatted(encoded.id(), encoded.type(), encoded.json());
    }

    private boolean isCancelled(OrderPlaced order) {
        return cancelled.containsKey(number(order.orderNo()));
    }

    private static LocalDate day(OrderPlaced order) {
        return order.orderDt().atZoneSameInstant(MovableClock.SEOUL).toLocalDate();
    }

    private static long number(String orderNo) {
        return Long.parseLong(orderNo.substring("ORD-".length()));
    }

    private static String quoted(long number) {
        return "\"ORD-%08d\"".formatted(number);
    }

    private static String parameter(String query, String name, String otherwise) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return found.find() ? found.group(1) : otherwise;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
