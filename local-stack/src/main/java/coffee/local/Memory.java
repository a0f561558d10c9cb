package coffee.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process really holds. */
final class Memory {

    private static final long KB_PER_MB = 1024;

    private Memory() {}

    static long residentMb(long pid) {
        try {
            Path status = Path.of("/proc", String.valueOf(pid), "status");
            String kb = Files.exists(status) ? fromProc(status) : fromPs(pid);
            return kb.isEmpty() ? 0 : Long.parseLong(kb) / KB_PER_MB;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static String fromProc(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElse("");
    }

    private static String fromPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
