package coffee.local.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Bad requests from a page such as
 *
 * <pre>
 * ## An amount is a whole number from 100 to 10,000,000
 * POST /point
 *
 * {"customerId":"CUST-00000001","chargeAmt":§}
 *
 * => 400 INVALID_REQUEST chargeAmt
 * 99
 * "1000"
 * </pre>
 *
 * Each line below the answer takes the place of § once; a line may end in an answer of its own. Several request lines make the
 * same requests at several doors, and a line that begins with "every door" is looked up. What is not given to the byte, by lines
 * that begin with {@code >}, is made well-formed HTTP, with JSON as its type.
 */
public final class BadRequests {

    private static final Pattern SECTION = Pattern.compile("(?m)^## ");
    private static final String ANSWER = "=> ";
    private static final String HOLE = "§";

    private final Function<String, List<String>> doors;
    private final String staff;

    /**
     * @param doors what a line such as "every door that reads a body" stands for: request lines
     * @param staff the value of an Authorization header, for request lines that end in "as staff"
     */
    public BadRequests(Function<String, List<String>> doors, String staff) {
        this.doors = doors;
        this.staff = staff;
    }

    public List<BadRequest> read(Class<?> near, String page) {
        try (InputStream in = requireNonNull(near.getResourceAsStream(page), page)) {
            return Arrays.stream(SECTION.split(new String(in.readAllBytes(), UTF_8)))
                    .skip(1)
                    .flatMap(section -> parse(section.lines().toList()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Stream<BadRequest> parse(List<String> section) {
        int answer = firstThat(section, line -> line.startsWith(ANSWER));
        List<String> values = section.subList(answer + 1, section.size()).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return (values.isEmpty() ? List.of("") : values)
                .stream().flatMap(value -> requests(section.subList(0, answer), value, section.get(answer)));
    }

    private Stream<BadRequest> requests(List<String> section, String line, String usual) {
        int own = line.lastIndexOf(ANSWER);
        String value = own < 0 ? line : line.substring(0, own).stripTrailing();
        List<String> answer = List.of((own < 0 ? usual : line.substring(own))
                .substring(ANSWER.length())
                .split(" ", -1));
        return messages(section.subList(1, section.size()).stream()
                        .map(part -> part.replace(HOLE, value))
                        .toList())
                .map(message -> new BadRequest(
                        String.join(" | ", section.getFirst(), message.door(), value),
                        message.bytes(),
                        Integer.parseInt(answer.get(0)),
                        answer.get(1),
                        answer.subList(2, answer.size())));
    }

    private Stream<Message> messages(List<String> lines) {
        if (lines.getFirst().startsWith(">")) {
            String text = String.join(
                    "",
                    lines.stream()
                            .filter(line -> line.startsWith(">"))
                            .map(BadRequests::said)
                            .toList());
            return Stream.of(new Message("to the byte", text, ""));
        }
        int blank = firstThat(lines, String::isBlank);
        List<String> head = lines.subList(0, blank);
        String body = String.join("\n", lines.subList(Math.min(blank + 1, lines.size()), lines.size()))
                .strip();
        List<String> headers = head.stream().filter(BadRequests::isHeader).toList();
        return head.stream()
                .filter(line -> !isHeader(line))
                .flatMap(line -> line.startsWith("every door") ? doors.apply(line).stream() : Stream.of(line))
                .map(door -> Message.of(door, headers, body, staff));
    }

    /** A line of HTTP, to the byte; one that ends in \ is not ended. */
    private static String said(String line) {
        String text = line.length() < 2 ? "" : line.substring(2);
        return text.endsWith("\\") ? text.substring(0, text.length() - 1) : text + "\r\n";
    }

    private static boolean isHeader(String line) {
        return line.matches("[A-Za-z0-9-]+: .*");
    }

    private static int firstThat(List<String> lines, Predicate<String> is) {
        for (int i = 0; i < lines.size(); i++) {
            if (is.test(lines.get(i))) {
                return i;
            }
        }
        return lines.size();
    }

    private record Message(String door, String head, String body) {

        private static final String STAFF = " as staff";
        private static final String LEFT_OUT = "(none)";

        static Message of(String door, List<String> given, String body, String staff) {
            List<String> headers = new ArrayList<>(given);
            if (door.endsWith(STAFF)) {
                headers.add("Authorization: " + staff);
            }
            addUnlessGiven(headers, "Host", "localhost");
            addUnlessGiven(headers, "Connection", "close");
            if (!body.isEmpty()) {
                addUnlessGiven(headers, "Content-Type", "application/json");
                if (given.stream().noneMatch(header -> header.startsWith("Transfer-Encoding: "))) {
                    addUnlessGiven(headers, "Content-Length", "" + Raw.bytes(body).length);
                }
            }
            headers.removeIf(header -> header.endsWith(": " + LEFT_OUT));
            String line = door.endsWith(STAFF) ? door.substring(0, door.length() - STAFF.length()) : door;
            return new Message(door, line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n", body);
        }

        private static void addUnlessGiven(List<String> headers, String name, String value) {
            if (headers.stream().noneMatch(header -> header.startsWith(name + ": "))) {
                headers.add(name + ": " + value);
            }
        }

        byte[] bytes() {
            return Raw.bytes(head + body);
        }
    }
}
