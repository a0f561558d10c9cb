package coffee.local.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last words of a part that failed, indented under the sentence that says so. */
final class LogTail {

    private static final int LINES = 5;
    private static final int LINE_CHARS = 200;
    private static final int BYTES = 16 * 1024;

    private LogTail() {}

    static String of(Path log) {
        StringBuilder tail = new StringBuilder();
        for (String line : lastLines(log)) {
            tail.append("\n    | ").append(line, 0, Math.min(line.length(), LINE_CHARS));
        }
        return tail.toString();
    }

    /** Errors say more than whatever happened to come last, and the frames of a stack trace say nothing here. */
    private static List<String> lastLines(Path log) {
        List<String> lines = read(log)
                .lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("at "))
                .toList();
        List<String> errors = lines.stream()
                .filter(line -> line.contains("ERROR") || line.contains("FATAL") || line.contains("Exception:"))
                .toList();
        List<String> worth = errors.isEmpty() ? lines : errors;
        return worth.subList(Math.max(0, worth.size() - LINES), worth.size());
    }

    private static String read(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException noLog) {
            return noLog.getMessage() == null ? "" : noLog.getMessage();
        }
    }
}
