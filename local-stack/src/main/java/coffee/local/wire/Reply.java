package coffee.local.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/**
 * What a server said before it hung up.
 *
 * @param status 0 where it said nothing, or nothing like HTTP
 * @param headers as they came, each a line
 */
public record Reply(int status, List<String> headers, String body) {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String GO_ON = "HTTP/1.1 100";

    public Reply {
        headers = List.copyOf(headers);
    }

    static Reply parse(String bytes) {
        int end = bytes.indexOf(END_OF_HEAD);
        if (!bytes.startsWith("HTTP/1.") || end < 0) {
            return new Reply(0, List.of(), bytes);
        }
        if (bytes.startsWith(GO_ON)) {
            return parse(bytes.substring(end + END_OF_HEAD.length()));
        }
        List<String> head = bytes.substring(0, end).lines().toList();
        int status = Integer.parseInt(head.getFirst().split(" ", 3)[1]);
        Reply reply = new Reply(status, head.subList(1, head.size()), bytes.substring(end + END_OF_HEAD.length()));
        String body = reply.header("Transfer-Encoding").equals("chunked") ? unchunked(reply.body()) : reply.body();
        return new Reply(status, reply.headers(), new String(body.getBytes(ISO_8859_1), UTF_8));
    }

    private static String unchunked(String chunks) {
        StringBuilder body = new StringBuilder();
        String rest = chunks;
        for (int size = size(rest); size > 0; size = size(rest)) {
            int begin = rest.indexOf("\r\n") + 2;
            body.append(rest, begin, begin + size);
            rest = rest.substring(begin + size + 2);
        }
        return body.toString();
    }

    private static int size(String chunk) {
        return Integer.parseInt(chunk, 0, chunk.indexOf("\r\n"), 16);
    }

    /** Its value, or nothing. */
    public String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }
}
