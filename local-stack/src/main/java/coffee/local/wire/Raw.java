package coffee.local.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in which {@code «00 FF»} are bytes, {@code «64 × k»} is said so often, {@code ↵} ends a line, and {@code «»} is nothing. */
final class Raw {

    private static final Pattern MARK = Pattern.compile("«(?:(\\d+) × ([^»]*)|([0-9A-F ]*))»");

    private Raw() {}

    static byte[] bytes(String marked) {
        String text = marked.replace("↵", "\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher marks = MARK.matcher(text);
        int from = 0;
        while (marks.find()) {
            bytes.writeBytes(text.substring(from, marks.start()).getBytes(UTF_8));
            bytes.writeBytes(meant(marks.toMatchResult()));
            from = marks.end();
        }
        bytes.writeBytes(text.substring(from).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] meant(MatchResult mark) {
        return mark.group(1) == null
                ? HexFormat.of().parseHex(mark.group(3).replace(" ", ""))
                : mark.group(2).repeat(Integer.parseInt(mark.group(1))).getBytes(UTF_8);
    }
}
